//! Where words begin and end.

use std::ops::Range;
use unicode_normalization::char::is_combining_mark;

/// Whether words may have this character inside.
pub fn is_inside(c: char) -> bool {
    c.is_alphabetic() || c.is_ascii_digit() || is_combining_mark(c)
}

/// Whether a character is a mark on the letter before it.
pub fn is_mark(c: char) -> bool {
    is_combining_mark(c)
}

/// Whether no word goes on over the edges of bytes `range` of `text`.
pub fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    let words = &text[range.clone()];
    let before = text[..range.start].chars().next_back();
    let after = text[range.end..].chars().next();
    let cut =
        |inside: Option<char>, outside: Option<char>| inside.is_some_and(is_inside) && outside.is_some_and(is_inside);
    !cut(words.chars().next(), before) && !cut(words.chars().next_back(), after)
}

/// The brackets that an editor sets inside words: a supplement, what is deleted, what an abbreviation stands for.
const BRACKETS: [(char, char); 6] = [('⟨', '⟩'), ('〈', '〉'), ('(', ')'), ('[', ']'), ('{', '}'), ('⟦', '⟧')];

/// Whether a character is such a bracket.
pub fn is_bracket(c: char) -> bool {
    BRACKETS.iter().any(|(open, close)| c == *open || c == *close)
}

/// Bytes `range` of `text`, words without the signs around them, with those brackets that have their other half inside:
/// `abb(atis)` and not `abb(atis`. What is in brackets as a whole stays without them.
pub fn with_brackets(text: &str, range: Range<usize>) -> Range<usize> {
    let mut open: Vec<char> = vec![];
    let mut closed: Vec<char> = vec![];
    for c in text[range.clone()].chars() {
        if BRACKETS.iter().any(|(sign, _)| *sign == c) {
            open.push(c);
        } else if let Some((sign, _)) = BRACKETS.iter().find(|(_, close)| *close == c)
            && open.pop_if(|last| *last == *sign).is_none()
        {
            closed.push(*sign);
        }
    }
    let (mut start, mut end) = (range.start, range.end);
    for sign in closed {
        start -= if text[..start].ends_with(sign) { sign.len_utf8() } else { 0 };
    }
    while let Some(sign) = open.pop() {
        let close = BRACKETS.iter().find(|(open, _)| *open == sign).map_or(sign, |(_, close)| *close);
        end += if text[end..].starts_with(close) { close.len_utf8() } else { 0 };
    }
    start..end
}

/// Whether a character is of a script without spaces, where each counts as a word.
pub fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

#[cfg(test)]
mod tests {
    use super::with_brackets;

    #[test]
    fn brackets_inside_a_word_are_whole() {
        let text = "abb(atis) ⟨ve⟩it⟨que⟩ tenu[it ⟨aquam⟩ W(end(el)i)";
        let with = |word: &str| {
            let at = text.find(word).unwrap_or_default();
            &text[with_brackets(text, at..at + word.len())]
        };
        assert_eq!(with("abb(atis"), "abb(atis)");
        assert_eq!(with("ve⟩it⟨que"), "⟨ve⟩it⟨que⟩");
        assert_eq!(with("tenu[it"), "tenu[it");
        assert_eq!(with("aquam"), "aquam");
        assert_eq!(with("W(end(el)i"), "W(end(el)i)");
    }
}
