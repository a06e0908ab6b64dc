//! Stretches that are no words: formulas of TeX, notes of music, feet of verse. No rule for letters, points, dashes or
//! quotation marks looks into one: an octave's mark is no apostrophe, a minus no dash.

use super::Passage;
use std::ops::Range;

/// The longest stretch that is looked for, in bytes.
const LONGEST: usize = 2_000;

/// The stretches of a passage, sorted and disjoint.
pub(super) fn stretches(passage: &Passage) -> Vec<Range<usize>> {
    let text = passage.str();
    if !text.contains(['\\', '$', '[']) {
        return vec![];
    }
    let mut found: Vec<Range<usize>> = commanded(passage);
    if !found.is_empty() {
        return found;
    }
    found.extend(played(passage));
    if !found.is_empty() {
        return found;
    }
    // Where the bracket closes that was looked for last: the same for all that are open before it.
    let mut close = None;
    for (at, sign) in text.match_indices(['\\', '$', '[']) {
        if found.last().is_some_and(|last| last.end > passage.range.start + at) {
            continue;
        }
        let rest = &text[at..text.floor_char_boundary((at + LONGEST).min(text.len()))];
        let length = match sign {
            "\\" => between(rest, "\\(", "\\)").or_else(|| between(rest, "\\[", "\\]")),
            "$" => between(rest, "$$", "$$").or_else(|| inline(rest)),
            _ => {
                let end = || text[at..].find(']').map_or(text.len(), |length| at + length);
                let end = *close.insert(close.filter(|close| *close > at).unwrap_or_else(end));
                rest.get(..end + 1 - at).and_then(scored)
            }
        };
        found.extend(length.map(|length| passage.range.start + at..passage.range.start + at + length));
    }
    found
}

/// The passage, where its commands show that it is the midst of a formula whose signs stand in lines of their own.
fn commanded(passage: &Passage) -> Vec<Range<usize>> {
    let text = passage.str();
    if !text.contains('\\') {
        return vec![];
    }
    let starts = |at: usize| text[at + 1..].bytes().take(3).take_while(u8::is_ascii_alphabetic).count() >= 2;
    let commands = text.match_indices('\\').filter(|(at, _)| starts(*at)).count();
    let delimited = ["\\(", "\\[", "$"].iter().any(|sign| text.contains(sign));
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|w| w.len() >= 4).count();
    let signed = text.contains(['^', '_']) || ["\\frac", "\\cdot", "\\sqrt", "\\int"].iter().any(|c| text.contains(c));
    (commands >= 2 && signed && !delimited && words < 4 * commands).then(|| passage.range.clone()).into_iter().collect()
}

/// How long what `open` begins is, up to the end of `close`.
fn between(rest: &str, open: &str, close: &str) -> Option<usize> {
    let inner = rest.strip_prefix(open)?;
    Some(open.len() + inner.find(close)? + close.len())
}

/// `$x^2$`: pandoc's rule (no space inside the signs, no figure behind them), and something in it that only a formula
/// has; two prices are none.
fn inline(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('$').filter(|inner| !inner.starts_with([' ', '\n', '$']))?;
    let end = inner.find('$')?;
    let (formula, behind) = (&inner[..end], &inner[end + 1..]);
    let closes = !formula.ends_with([' ', '\n', '\\']) && !behind.starts_with(|c: char| c.is_ascii_digit());
    let letter = formula.chars().count() == 1 && formula.chars().all(char::is_alphabetic);
    (closes && (letter || formula.contains(['\\', '^', '_', '=', '{', '+']))).then_some(end + 2)
}

/// The length of `[G: c' d'' e-']`, `[- ' ' - ' -]`: brackets in which every word is a note or a foot, and one at
/// least has a sign.
fn scored(brackets: &str) -> Option<usize> {
    let inner = brackets.strip_prefix('[')?.strip_suffix(']')?;
    let label = |(label, _): &(&str, &str)| !label.is_empty() && label.chars().all(char::is_alphabetic);
    let inner = inner.split_once(": ").filter(label).map_or(inner, |(_, inner)| inner);
    let tokens = || inner.split_whitespace();
    // `[Symbols: r a..1-1 E 3 ,'- 33 <]`: hardly a word
    let bare = |token: &&str| token.chars().filter(|c| c.is_alphanumeric()).count() <= 1;
    let symbols = tokens().count() >= 5 && tokens().filter(bare).count() * 10 >= tokens().count() * 7;
    let signed = tokens().any(|token| token.contains(['\'', '"', '-', '’', '”', ',']));
    let all = tokens().all(|token| is_note(token) || is_foot(token));
    (tokens().count() >= 2 && signed && (all || symbols)).then_some(brackets.len())
}

/// The passage, if all its words are notes, as in the source of a score: `fis''4 d''8[ (e''8)]`, or with commands among
/// them most.
fn played(passage: &Passage) -> Option<Range<usize>> {
    let tokens = || passage.str().split_whitespace();
    let signed = tokens().filter(|token| token.contains(['\'', '’'])).count();
    let all = tokens().all(|token| is_note(token) || token.starts_with(['\\', '#']));
    let most = || {
        let (notes, words) = (tokens().filter(|token| is_note(token)).count(), tokens().count());
        passage.str().contains("\\") && notes >= 4 && notes * 2 >= words
    };
    (signed >= 2 && (all || most())).then(|| passage.range.clone())
}

/// A note as it is written in letters: its name, sharps and flats, its octave, its length.
fn is_note(token: &str) -> bool {
    let token = token.trim_matches(['(', ')', '{', '}', '[', ']', '<', '>']);
    if token.is_empty() || token == "~" {
        return true;
    }
    let Some(rest) = token.strip_prefix(|c: char| matches!(c.to_ascii_lowercase(), 'a'..='h' | 'r' | '|')) else {
        return false;
    };
    let rest = rest.strip_prefix("is").or_else(|| rest.strip_prefix("es")).unwrap_or(rest);
    rest.chars().all(|c| {
        matches!(c, '+' | '-' | '#' | '\'' | '"' | '’' | '”' | ',' | '.' | '/' | '|' | '(' | ')' | '[' | ']' | '}')
            || c.is_ascii_digit()
    })
}

/// A syllable's sign.
fn is_foot(token: &str) -> bool {
    token
        .trim_matches(['(', ')'])
        .chars()
        .all(|c| matches!(c, '-' | '–' | '—' | '\'' | '’' | '"' | '´' | '˘' | '¯' | '|' | '/' | '.' | ','))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    fn found(text: &str) -> Vec<String> {
        let file = Sources::default().add("a", text.to_owned());
        let passage = Passage { file, text, range: 0..text.len(), taken: &[], vocabulary: None };
        stretches(&passage).into_iter().map(|range| text[range].to_owned()).collect()
    }

    #[test]
    fn formulas_notes_and_feet() {
        let text = r"Let \( i - n \) and $$a' - b$$ be $x_1$, then \[ y \] at $5 and $10; $n$.";
        assert_eq!(found(text), [r"\( i - n \)", "$$a' - b$$", "$x_1$", r"\[ y \]", "$n$"]);
        let text = "Sung [Music: c' d'' e-' g8 r4] and [- ' ' - ' -], not [sic] nor [a b c] nor [the 'keeper'].";
        assert_eq!(found(text), ["[Music: c' d'' e-' g8 r4]", "[- ' ' - ' -]"]);
    }
}
