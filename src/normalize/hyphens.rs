//! Line breaks inside a paragraph, and the hyphens before them. Where the witness itself has the
//! word whole, the hyphen goes; otherwise it stays, with a query.

use super::{Passage, Vocabulary};
use crate::model::account::{Certainty, Edit};
use crate::source::is_line_end;

/// Emits the edits of `lines.joined` (a line break read as a space), `hyphens.joined` (a word
/// divided at the line's end), `hyphens.kept` (its hyphen belongs to it) and `hyphens.inside`
/// (the hyphen of a line's end that is gone), and the edits and queries of `hyphens.space` (a
/// space beside a hyphen).
pub fn apply(passage: &Passage, edits: &mut Vec<Edit>) {
    line_breaks(passage, edits);
    spaces(passage, edits);
    if let Some(words) = passage.vocabulary {
        for token in passage.tokens() {
            edits.extend(inside(passage, words, &token));
        }
    }
}

/// A hyphen in the midst of a line where the witness that was copied had a line's end:
/// `through-out`, `revolu-tion`. A query: sobs (`ha-ve`) and syllables that are sung look the same.
fn inside(passage: &Passage, words: &Vocabulary, token: &std::ops::Range<usize>) -> Option<Edit> {
    let raw = &passage.text[token.clone()];
    let hyphen = raw.find('-')?;
    let left_len: usize = raw[..hyphen].chars().rev().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum();
    let right_len: usize = raw[hyphen + 1..].chars().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum();
    let (left, right) = (&raw[hyphen - left_len..hyphen], &raw[hyphen + 1..hyphen + 1 + right_len]);
    let next = raw[hyphen + 1 + right_len..].chars().next();
    let before = raw[..hyphen - left_len].chars().next_back();
    let joined_on = |c: Option<char>| c.is_some_and(|c| c == '-' || c.is_alphanumeric());
    if left_len < 2 || right_len < 2 || joined_on(next) || joined_on(before) || !right.chars().all(char::is_lowercase) {
        return None;
    }
    let whole = format!("{left}{right}").to_lowercase();
    let (low_left, low_right) = (left.to_lowercase(), right.to_lowercase());
    if words.compound(&format!("{low_left}-{low_right}")) > 1 {
        return None;
    }
    let at = token.start + hyphen - left_len..token.start + hyphen + 1 + right_len;
    let read = format!("{left}{right}");
    let old =
        matches!(low_left.as_str(), "to" | "any" | "some" | "every" | "no" | "for" | "mean" | "can" | "out" | "in");
    let word = |w: &str| words.list().has(w) || words.lower(w) >= 2;
    let both = word(&low_left) && word(&low_right);
    let times = words.lower(&whole);
    if words.list().joins(&whole) && !old {
        return Some(passage.query(at, read, "hyphens.inside"));
    }
    if !both
        && !is_prefix(&low_left)
        && (times >= 2 || words.list().has(&whole))
        && (words.lower(&low_right) < 2 && !words.list().has(&low_right))
    {
        return Some(passage.query(at, read, "hyphens.inside"));
    }
    (times >= 2 && !is_prefix(&low_left)).then(|| passage.query(at, read, "hyphens.inside"))
}

/// Whether `word` is set before others with a hyphen or without.
fn is_prefix(word: &str) -> bool {
    matches!(
        word,
        "re" | "co" | "pre" | "post" | "non" | "anti" | "un" | "semi" | "sub" | "super" | "over" | "under" | "self"
    ) || matches!(
        word,
        "ex" | "inter" | "pro" | "counter" | "mid" | "neo" | "pan" | "ultra" | "up" | "out" | "on" | "by" | "to"
    )
}

fn line_breaks(passage: &Passage, edits: &mut Vec<Edit>) {
    let (text, mut read) = (passage.str(), 0);
    for (offset, mark) in text.match_indices(is_line_end) {
        let (before, after) = (&text[..offset], &text[offset + mark.len()..]);
        let start = passage.range.start + before.trim_end().len();
        let end = passage.range.start + offset + mark.len() + after.len() - after.trim_start().len();
        if end <= read {
            continue; // a return and a line feed are one line's end
        }
        read = end;
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
fn divided(passage: &Passage, start: usize, end: usize, words: &Vocabulary) -> Option<Edit> {
    if passage.before(start) != Some('-') || !word_divided(passage, start, end) {
        return None;
    }
    let letter = |c: &char| c.is_alphanumeric() || *c == '-';
    let tail: usize =
        passage.text[passage.range.start..start - 1].chars().rev().take_while(letter).map(char::len_utf8).sum();
    let head: usize = passage.text[end..passage.range.end].chars().take_while(letter).map(char::len_utf8).sum();
    let (tail, head) = (&passage.text[start - 1 - tail..start - 1], &passage.text[end..end + head]);
    let joined = format!("{tail}{head}").to_lowercase();
    let whole = words.lower(&joined) > 0 || words.compound(&joined) > 0 || words.list().has(&joined);
    let hyphened = words.compound(&format!("{tail}-{head}").to_lowercase()) > 0;
    (whole && !hyphened).then(|| passage.edit(start - 1..end, "", "hyphens.joined", Certainty::Certain))
}

/// A space on one side only of a hyphen between letters: `day-to- day`, `content -the`. Hyphens
/// that stand for a second half (`pre- and post-war`) are meant so.
fn spaces(passage: &Passage, edits: &mut Vec<Edit>) {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    for (offset, _) in passage.str().match_indices('-') {
        let at = passage.range.start + offset;
        let (before, after) = (passage.before(at), passage.after(at + 1));
        if letter(before) && after == Some(' ') && letter(passage.after(at + 2)) {
            edits.extend(behind(passage, at));
        } else if letter(after) && before == Some(' ') && letter(passage.before(at - 1)) {
            edits.push(passage.query(at - 1..at + 1, " – ", "hyphens.space"));
        }
    }
}

/// The space behind a hyphen goes where the word has another hyphen, or the text the whole.
fn behind(passage: &Passage, at: usize) -> Option<Edit> {
    let part = |c: &char| c.is_alphanumeric() || *c == '-';
    let tail: usize = passage.text[passage.range.start..at].chars().rev().take_while(part).map(char::len_utf8).sum();
    let head: usize = passage.text[at + 2..passage.range.end].chars().take_while(part).map(char::len_utf8).sum();
    let (tail, head) = (&passage.text[at - tail..at], &passage.text[at + 2..at + 2 + head]);
    let second = ["and", "or", "to", "nor", "but", "und", "oder", "bis", "et", "ou", "as", "than", "versus"];
    if second.contains(&head) {
        return None;
    }
    let whole = format!("{tail}-{head}").to_lowercase();
    let known = passage.vocabulary.is_some_and(|words| words.compound(&whole) > 0);
    let start = at - tail.len();
    let near = passage.vocabulary.and_then(|words| words.near_compound(&whole));
    Some(if known || tail.contains('-') {
        passage.edit(at..at + 2, "-", "hyphens.space", Certainty::Probable)
    } else if let Some(near) = near {
        let raw = tail.chars().chain(['-']).chain(head.chars());
        let cased = |(c, raw): (char, char)| if raw.is_uppercase() { c.to_uppercase().collect() } else { vec![c] };
        let read: String = near.chars().zip(raw).flat_map(cased).collect();
        passage.query(start..at + 2 + head.len(), read, "hyphens.space")
    } else {
        passage.query(at..at + 2, "-", "hyphens.space")
    })
}
