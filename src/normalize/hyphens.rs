//! Line breaks inside a paragraph, and the hyphens before them. Where the witness itself has the
//! word whole, the hyphen goes; otherwise it stays, with a query.

use super::Passage;
use crate::model::account::{Certainty, Edit};
use std::collections::HashSet;

/// Emits the edits of `lines.joined` (a line break read as a space), `hyphens.joined` (a word
/// divided at the line's end) and `hyphens.kept` (its hyphen belongs to it), and the queries
/// of `hyphens.space` (a space beside a hyphen).
pub fn apply(passage: &Passage, edits: &mut Vec<Edit>) {
    line_breaks(passage, edits);
    spaces(passage, edits);
}

/// Every word of `text` in lower case: what decides whether the halves of a divided word are one.
pub fn vocabulary(text: &str) -> HashSet<String> {
    let words = text.split(|c: char| !(c.is_alphanumeric() || c == '-')).filter(|w| w.len() > 3);
    words.filter(|w| !w.ends_with('-')).map(str::to_lowercase).collect()
}

fn line_breaks(passage: &Passage, edits: &mut Vec<Edit>) {
    let text = passage.str();
    for (offset, _) in text.match_indices('\n') {
        let (before, after) = (&text[..offset], &text[offset + 1..]);
        let start = passage.range.start + before.trim_end().len();
        let end = passage.range.start + offset + 1 + after.len() - after.trim_start().len();
        if edits.last().is_some_and(|e| e.span.range.end as usize >= end && e.rule.starts_with("lines.")) {
            continue;
        }
        match passage.vocabulary.and_then(|words| divided(passage, start, end, words)) {
            Some(edit) => edits.push(edit),
            None if passage.before(start) == Some('-') && word_divided(passage, start, end) => {
                edits.push(passage.edit(start..end, "", "hyphens.kept", Certainty::Probable));
            }
            None => edits.push(passage.edit(start..end, " ", "lines.joined", Certainty::Certain)),
        }
    }
}

/// Whether a hyphen between two letters stands before the break `start..end`.
fn word_divided(passage: &Passage, start: usize, end: usize) -> bool {
    passage.before(start - 1).is_some_and(char::is_alphabetic) && passage.after(end).is_some_and(char::is_alphabetic)
}

/// The edit that joins a divided word, if the witness has the word whole elsewhere.
fn divided(passage: &Passage, start: usize, end: usize, words: &HashSet<String>) -> Option<Edit> {
    if passage.before(start) != Some('-') || !word_divided(passage, start, end) {
        return None;
    }
    let letter = |c: &char| c.is_alphanumeric() || *c == '-';
    let tail: usize =
        passage.text[passage.range.start..start - 1].chars().rev().take_while(letter).map(char::len_utf8).sum();
    let head: usize = passage.text[end..passage.range.end].chars().take_while(letter).map(char::len_utf8).sum();
    let (tail, head) = (&passage.text[start - 1 - tail..start - 1], &passage.text[end..end + head]);
    let whole = words.contains(&format!("{tail}{head}").to_lowercase());
    let hyphened = words.contains(&format!("{tail}-{head}").to_lowercase());
    (whole && !hyphened).then(|| passage.edit(start - 1..end, "", "hyphens.joined", Certainty::Certain))
}

/// Queries where a space stands on one side only of a hyphen between letters.
fn spaces(passage: &Passage, edits: &mut Vec<Edit>) {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    for (offset, _) in passage.str().match_indices('-') {
        let at = passage.range.start + offset;
        let (before, after) = (passage.before(at), passage.after(at + 1));
        if letter(before) && after == Some(' ') && letter(passage.after(at + 2)) {
            edits.push(passage.query(at..at + 2, "-", "hyphens.space"));
        } else if letter(after) && before == Some(' ') && letter(passage.before(at - 1)) {
            edits.push(passage.query(at - 1..at + 1, " – ", "hyphens.space"));
        }
    }
}
