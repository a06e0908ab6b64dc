//! Whether words of a text stand again near by, so that who repeats them must say which are meant.
//!
//! Case, accents and punctuation do not count here: where words might be taken for others they are.

use crate::words::edge::{is_inside, stands_alone};
use crate::words::spelling::fold;
use std::ops::Range;

/// Whether bytes `range` of `text` stand again within `reach` bytes before their beginning or after their end. Part
/// of a word counts as repeated: it may be anywhere.
pub(super) fn nearby(text: &str, range: &Range<usize>, reach: usize) -> bool {
    if !stands_alone(text, range) {
        return true;
    }
    let sought: Vec<&str> = words(&text[range.clone()]).map(|(_, word)| word).collect();
    let Some(first) = sought.first() else { return false };
    let window = boundary(text, range.start.saturating_sub(reach))..boundary(text, range.end.saturating_add(reach));
    let around: Vec<(usize, &str)> = words(&text[window.clone()]).collect();
    let same = |(at, word): &(usize, &str)| window.start + at != first_byte(text, range) && alike(word, first);
    let rest = |index: usize| {
        let following = around[index..].iter().map(|(_, word)| word);
        around.len() - index >= sought.len() && following.zip(&sought).all(|(word, sought)| alike(word, sought))
    };
    around.iter().enumerate().any(|(index, word)| same(word) && rest(index))
}

/// Where the first word of a range begins.
fn first_byte(text: &str, range: &Range<usize>) -> usize {
    range.start + words(&text[range.clone()]).next().map_or(0, |(at, _)| at)
}

/// The boundary of characters at or before byte `at`.
fn boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The words of a text, with where they begin.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let belongs = |c: char| is_inside(c) || c == '\u{ad}';
    let mut rest = 0;
    std::iter::from_fn(move || {
        let start = rest + text[rest..].find(belongs)?;
        let end = text[start..].find(|c| !belongs(c)).map_or(text.len(), |length| start + length);
        rest = end;
        Some((start, &text[start..end]))
    })
}

fn alike(one: &str, other: &str) -> bool {
    if one.is_ascii() && other.is_ascii() {
        return one.eq_ignore_ascii_case(other);
    }
    one == other || fold(one) == fold(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_words_again_but_for_case_accents_and_punctuation() {
        let text = "Et in arca, ego et; in arcá sum";
        let at = |words: &str| text.find(words).map(|at| at..at + words.len()).unwrap();
        assert!(nearby(text, &at("Et"), 40));
        assert!(nearby(text, &at("in arca"), 40));
        assert!(!nearby(text, &at("in arca, ego"), 40));
        assert!(!nearby(text, &at("sum"), 40));
        assert!(!nearby(text, &at("Et"), 10));
        assert!(nearby(text, &(2..4), 40), "half a word");
    }
}
