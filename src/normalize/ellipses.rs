//! Ellipses: points in a row, spaced or not, become one character. Middle dots stay, except in
//! square brackets, where they are an editor's omission.

use super::Passage;
use crate::model::account::{Certainty, Edit};
use std::ops::Range;

/// The most points that are an ellipsis, with the stop of a sentence.
const LEADER: usize = 4;

/// Emits the edits of `ellipsis.points`, `ellipsis.spaced` and `ellipsis.omission`.
pub fn apply(passage: &Passage, edits: &mut Vec<Edit>) {
    for (run, points) in runs(passage) {
        let raw = &passage.text[run.clone()];
        let bracketed = passage.before(run.start) == Some('[') && passage.after(run.end) == Some(']');
        let middle = raw.starts_with('·');
        if bracketed {
            edits.push(passage.edit(run, "…", "ellipsis.omission", Certainty::Certain));
        } else if middle {
            edits.push(passage.query(run, "…", "ellipsis.omission"));
        } else if raw == ". ..." && passage.before(run.start).is_some_and(char::is_alphabetic) {
            edits.push(passage.edit(run.start + 2..run.end, "…", "ellipsis.points", Certainty::Certain));
        } else if points > LEADER && !bracketed {
            // The leader of a table, or room for a name.
        } else if raw.contains(' ') {
            edits.push(passage.edit(run, "…", "ellipsis.spaced", Certainty::Certain));
        } else if points == 3 {
            edits.push(passage.edit(run, "…", "ellipsis.points", Certainty::Certain));
        } else if points == 4 {
            let apart = passage.before(run.start).is_none_or(char::is_whitespace);
            edits.push(passage.edit(run, if apart { "…." } else { ".…" }, "ellipsis.points", Certainty::Certain));
        }
    }
}

/// Runs of at least three equal points with at most one space between two, and how many points
/// each has.
fn runs(passage: &Passage) -> Vec<(Range<usize>, usize)> {
    let mut runs: Vec<(Range<usize>, usize, char)> = Vec::new();
    for (offset, c) in passage.str().char_indices().filter(|(_, c)| matches!(c, '.' | '·')) {
        let at = passage.range.start + offset;
        match runs.last_mut() {
            Some((run, points, point)) if *point == c && matches!(&passage.text[run.end..at], "" | " " | "\u{a0}") => {
                run.end = at + c.len_utf8();
                *points += 1;
            }
            _ => runs.push((at..at + c.len_utf8(), 1, c)),
        }
    }
    runs.retain(|(_, points, _)| *points >= 3);
    runs.into_iter().map(|(run, points, _)| (run, points)).collect()
}
