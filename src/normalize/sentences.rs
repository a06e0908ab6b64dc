//! Where sentences begin and end inside a passage, as far as points and capitals show it.

use super::Passage;
use std::ops::Range;

/// How far (in bytes) a sentence is looked for on either side.
const REACH: usize = 900;

/// Whether the point at byte `at` ends a sentence: not an initial, an abbreviation or a decimal.
pub(super) fn ends(passage: &Passage, at: usize) -> bool {
    let Some(point) = passage.after(at).filter(|c| matches!(c, '.' | '!' | '?' | '…')) else { return false };
    let closed =
        |at: usize| passage.range.end - passage.text[at..passage.range.end].trim_start_matches(is_closing).len();
    // a note's marker may stand between the point and the space
    let behind = closed(at + point.len_utf8());
    let rest = &passage.text[passage.taken_at(behind).map_or(behind, |t| closed(t.end))..passage.range.end];
    let opens = |c: char| c.is_uppercase() || matches!(c, '\'' | '"' | '‘' | '“' | '`' | '(' | '[' | '«' | '„');
    let parted = rest.is_empty() || (rest.starts_with(char::is_whitespace) && rest.trim_start().starts_with(opens));
    parted && (point != '.' || !is_abbreviation(last_word(&passage.text[passage.range.start..at])))
}

fn is_closing(c: char) -> bool {
    matches!(c, '\'' | '"' | '’' | '”' | ')' | ']' | '»')
}

/// The run of letters at the end of `text`.
pub(super) fn last_word(text: &str) -> &str {
    let len: usize = text.chars().rev().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum();
    &text[text.len() - len..]
}

/// Whether a point behind `word` is its own: an initial, or a common abbreviation.
pub(super) fn is_abbreviation(word: &str) -> bool {
    const KNOWN: [&str; 58] = [
        "mr", "mrs", "ms", "dr", "prof", "rev", "st", "hon", "gen", "col", "capt", "lieut", "sgt", "sen", "gov",
        "messrs", "etc", "vol", "vols", "no", "nos", "ed", "eds", "edn", "trans", "tr", "repr", "cf", "viz", "vs",
        "ibid", "op", "cit", "loc", "pp", "ff", "fig", "figs", "ch", "chap", "sec", "art", "para", "jan", "feb", "mar",
        "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "approx", "bzw", "usw",
    ];
    word.chars().count() <= 1 || KNOWN.contains(&word.to_lowercase().as_str())
}

/// The sentence around byte `at`, marks included; at most [`REACH`] bytes to either side.
pub(super) fn around(passage: &Passage, at: usize) -> Range<usize> {
    let floor = ceiling(passage, at.saturating_sub(REACH).max(passage.range.start));
    let before = passage.text[floor..at].char_indices().rev();
    let start = before
        .filter(|(i, c)| matches!(c, '.' | '!' | '?') && floor + i + 1 < at && ends(passage, floor + i))
        .map(|(i, _)| floor + i + 1)
        .next()
        .unwrap_or(floor);
    start..end(passage, at)
}

/// Where the sentence that goes on at `at` ends, its point included; the passage's end if none.
pub(super) fn end(passage: &Passage, at: usize) -> usize {
    let roof = ceiling(passage, (at + REACH).min(passage.range.end));
    let after = passage.text[at..roof].char_indices();
    after
        .filter(|(i, c)| matches!(c, '.' | '!' | '?' | '…') && ends(passage, at + i))
        .map(|(i, c)| at + i + c.len_utf8())
        .next()
        .unwrap_or(roof)
}

fn ceiling(passage: &Passage, at: usize) -> usize {
    (at..=passage.range.end).find(|i| passage.text.is_char_boundary(*i)).unwrap_or(passage.range.end)
}
