//! A block's words, with what tells a name from a word that only begins a sentence.

use crate::model::name::NameId;
use std::ops::Range;
use unicode_normalization::char::is_combining_mark;

/// A word of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NameWord {
    /// Its bytes in the text, without a possessive ending; an initial has its point.
    pub(super) range: Range<usize>,
    /// Whether it may owe its capital to its place: it begins a sentence or a quotation.
    pub(super) opens: bool,
    /// Whether it goes on from the word before it, with a space only or, after an initial, nothing.
    pub(super) joined: bool,
    /// Whether it is a capital with a point.
    pub(super) initial: bool,
    /// Whether a possessive ending follows, so that what comes next is another's.
    pub(super) possessive: bool,
    /// The name that it is part of, if the authority file has it.
    pub(super) known: Option<NameId>,
}

/// The words of the block `block` of `text`.
pub(super) fn words(text: &str, block: &Range<usize>) -> Vec<NameWord> {
    let mut words: Vec<NameWord> = vec![];
    let mut at = block.start;
    while let Some(start) = text[at..block.end].find(char::is_alphabetic).map(|found| at + found) {
        let before = &text[at..start];
        let mut end = word_end(text, start, block.end);
        let initial = is_initial(&text[start..end]) && text[end..block.end].starts_with('.');
        let possessive = ["’s", "'s"].iter().find(|s| text[start..end].ends_with(**s)).map_or(0, |s| s.len());
        at = end + usize::from(initial);
        end = at - possessive;
        let after_initial = words.last().is_some_and(|w| w.initial);
        let joined =
            !words.is_empty() && (matches!(before, " " | "\u{a0}" | "\u{2028}") || after_initial && before.is_empty());
        // `Pilots’ Union`
        let plural =
            matches!(before, "’ " | "' ") && words.last().is_some_and(|w| text[w.range.clone()].ends_with('s'));
        let opens = words.is_empty() || !plural && before.contains(opens_sentence);
        let possessive = possessive > 0;
        let joined = plural || joined && words.last().is_some_and(|w| !w.possessive);
        words.push(NameWord { range: start..end, opens, joined, initial, possessive, known: None });
    }
    words
}

fn word_end(text: &str, start: usize, limit: usize) -> usize {
    let inside = |c: char| c.is_alphanumeric() || is_combining_mark(c) || c == '\u{ad}';
    let mut end = start;
    let mut rest = text[start..limit].char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let joint =
            matches!(c, '\'' | '’' | '-' | '‐' | '‑') && rest.peek().is_some_and(|(_, next)| next.is_alphabetic());
        if !inside(c) && !joint {
            break;
        }
        end = start + at + c.len_utf8();
    }
    end
}

fn is_initial(word: &str) -> bool {
    word.chars().count() == 1 && is_capital(word)
}

/// Whether a word begins with a capital.
pub(super) fn is_capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

/// What may stand before a capital that is owed to its place.
fn opens_sentence(c: char) -> bool {
    matches!(
        c,
        '.' | '!'
            | '?'
            | ':'
            | '…'
            | '"'
            | '“'
            | '”'
            | '„'
            | '«'
            | '»'
            | '‘'
            | '\''
            | '‹'
            | '›'
            | '['
            | '¿'
            | '¡'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_words_with_their_joints() {
        let text = "J. B. Orr’s anti-Fogist O’Dea. He";
        let all = words(text, &(0..text.len()));
        let shown: Vec<&str> = all.iter().map(|w| &text[w.range.clone()]).collect();
        assert_eq!(shown, ["J.", "B.", "Orr", "anti-Fogist", "O’Dea", "He"]);
        assert_eq!(all.iter().map(|w| w.joined).collect::<Vec<_>>(), [false, true, true, false, true, false]);
        assert_eq!(all.iter().map(|w| w.opens).collect::<Vec<_>>(), [true, false, false, false, false, true]);
    }
}
