//! Dashes: hyphens that a typewriter set for want of a dash.

use super::{Habits, Passage};
use crate::model::account::{Certainty, Edit};
use std::ops::Range;

/// Whether `text` writes ranges of figures with an en dash (`1940–1941`).
pub fn has_range_dashes(text: &str) -> bool {
    text.match_indices('–').any(|(at, dash)| {
        text[..at].chars().next_back().is_some_and(|c| c.is_ascii_digit())
            && text[at + dash.len()..].chars().next().is_some_and(|c| c.is_ascii_digit())
    })
}

/// Emits the edits of `dashes.doubled`, `dashes.figures` and `dashes.spaced`, and the queries of
/// `dashes.range`.
pub fn apply(passage: &Passage, habits: &Habits, edits: &mut Vec<Edit>) {
    for run in runs(passage) {
        let (before, after) = (passage.before(run.start), passage.after(run.end));
        let figures = [before, after].iter().all(|c| c.is_some_and(|c| c.is_ascii_digit()));
        let spaced = before.is_some_and(char::is_whitespace) && after.is_some_and(char::is_whitespace);
        match run.len() {
            1 if spaced && is_minus(passage, &run) => edits.push(passage.query(run, "–", "dashes.spaced")),
            1 if spaced => edits.push(passage.edit(run, "–", "dashes.spaced", Certainty::Probable)),
            1 if figures && habits.range_dashes && is_range(passage, &run) => {
                edits.push(passage.query(run, "–", "dashes.range"));
            }
            _ if is_ruled(before) || is_ruled(after) => {}
            2 if figures => edits.push(passage.edit(run, "–", "dashes.figures", Certainty::Certain)),
            2 if habits.long_dashes => edits.push(passage.edit(run, "–", "dashes.doubled", Certainty::Probable)),
            2 | 3 => edits.push(passage.edit(run, "—", "dashes.doubled", Certainty::Probable)),
            _ => {}
        }
    }
}

/// Whether the hyphen stands between two single letters, as a minus does.
fn is_minus(passage: &Passage, hyphen: &Range<usize>) -> bool {
    let lead = passage.text[passage.range.start..hyphen.start].trim_end();
    let rest = passage.text[hyphen.end..passage.range.end].trim_start();
    let single = |token: &str| {
        let token = token.trim_matches(|c: char| !c.is_alphanumeric());
        token.chars().count() == 1 && token.chars().all(|c| c.is_lowercase() && c != 'a' && c != 'à')
    };
    lead.split_whitespace().next_back().is_some_and(single) && rest.split_whitespace().next().is_some_and(single)
}

/// Whether a sign is the corner or the edge of a drawn table.
fn is_ruled(c: Option<char>) -> bool {
    matches!(c, Some('+' | '|'))
}

fn runs(passage: &Passage) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (offset, _) in passage.str().match_indices('-') {
        let at = passage.range.start + offset;
        match runs.last_mut() {
            Some(last) if last.end == at => last.end += 1,
            _ => runs.push(at..at + 1),
        }
    }
    runs
}

/// Whether the hyphen joins two numbers of two to four figures and nothing else.
fn is_range(passage: &Passage, hyphen: &Range<usize>) -> bool {
    let digits = |c: &char| c.is_ascii_digit();
    let left = passage.text[passage.range.start..hyphen.start].chars().rev().take_while(digits).count();
    let right = passage.text[hyphen.end..passage.range.end].chars().take_while(digits).count();
    let joined = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '-');
    (2..=4).contains(&left)
        && (1..=4).contains(&right)
        && !joined(passage.before(hyphen.start - left))
        && !joined(passage.after(hyphen.end + right))
}
