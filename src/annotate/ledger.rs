//! The ledger under the editor's hand: an emendation's entry takes the place of what the rules did or
//! asked there, and a query that the editor has answered is gone.
//!
//! Knows texts before they are emended and where they came from; changes no text.

use super::emend::Replacement;
use crate::model::account::{Account, Certainty, Edit};
use crate::model::text::{Segment, Text};
use crate::source::Span;
use std::ops::Range;

/// The ledger's entry for a replacement, in coordinates of the witness; `None` for words that did not
/// come from one stretch of it.
///
/// Where the replaced words begin or end inside what a rule read for a longer stretch, the entry takes
/// the whole stretch, and reads what the rule read for the rest of it.
pub fn edit(text: &Text, replacement: &Replacement) -> Option<Edit> {
    let Replacement { range, read } = replacement;
    let from = text.provenance.partition_point(|s| s.range.end <= range.start);
    let to = text.provenance.partition_point(|s| s.range.start < range.end);
    let (first, last) = (text.provenance.get(from)?, text.provenance.get(to.checked_sub(1)?)?);
    if from >= to || first.source.file != last.source.file || first.source.range.start > last.source.range.end {
        return None;
    }
    let exact = |s: &Segment| s.source.bytes().len() == s.range.len();
    let (mut start, mut end) = (first.source.range.start as usize, last.source.range.end as usize);
    let (mut before, mut after) = ("", "");
    match exact(first) {
        true => start += range.start.saturating_sub(first.range.start),
        false => before = text.string.get(first.range.start..range.start).unwrap_or(""),
    }
    match exact(last) {
        true => end -= last.range.end.saturating_sub(range.end),
        false => after = text.string.get(range.end..last.range.end).unwrap_or(""),
    }
    Some(Edit {
        span: Span::new(first.source.file, start..end),
        read: format!("{before}{read}{after}"),
        rule: "emendation",
        certainty: Certainty::Certain,
        applied: true,
    })
}

/// The ledger of a witness with the entries of `all` replacements, `edits` in the same order.
pub fn record(account: &Account, text: &Text, all: &[Replacement], edits: Vec<Option<Edit>>) -> Vec<Edit> {
    let mut emended: Vec<(&Replacement, Edit)> =
        all.iter().zip(edits).filter_map(|(r, e)| Some((r, e.filter(|e| e.span.file == account.file)?))).collect();
    // by their beginnings in the witness, with the furthest end of each and those before it
    emended.sort_by_key(|(_, edit)| (edit.span.range.start, edit.span.range.end));
    let furthest = |end: &mut u32, (_, edit): &(&Replacement, Edit)| {
        *end = edit.span.range.end.max(*end);
        Some(*end)
    };
    let ends: Vec<u32> = emended.iter().scan(0, furthest).collect();
    let stands = |other: &&Edit| {
        let from = ends.partition_point(|end| *end < other.span.range.start);
        let near = emended[from..].iter().take_while(|(_, edit)| edit.span.range.start <= other.span.range.end);
        near.into_iter().all(|(replacement, edit)| !supersedes(text, replacement, edit, other))
    };
    let mut ledger: Vec<Edit> = account.edits.iter().filter(stands).cloned().collect();
    ledger.extend(emended.iter().map(|(_, edit)| edit.clone()));
    ledger.sort_by_key(|e| (e.span.range.start, e.span.range.end));
    ledger
}

/// Whether the entry `emended` of a replacement takes the place of a rule's entry: what the rule changed,
/// or asked, inside it is decided now. What a rule inserted just before or behind stays, unless it was
/// among the words that are replaced.
fn supersedes(text: &Text, replacement: &Replacement, emended: &Edit, other: &Edit) -> bool {
    let (span, other) = (emended.span.bytes(), other.span.bytes());
    let made = |at: usize| text.origin(at).is_none();
    let Range { start, end } = replacement.range;
    match other.is_empty() {
        false => other.start < span.end && other.end > span.start,
        true if other.start == span.start => made(start),
        true if other.start == span.end => end > start && made(end - 1),
        true => span.contains(&other.start),
    }
}

/// Takes the queries about `range` of `text` out of the ledger: the editor lets the words stand. Says
/// whether there was one.
pub fn settle(account: &mut Account, text: &Text, range: &Range<usize>) -> bool {
    let asked = account.edits.len();
    let words = Replacement { range: range.clone(), read: String::new() };
    if let Some(stretch) = edit(text, &words).filter(|e| e.span.file == account.file) {
        let stretch = stretch.span.bytes();
        let touches = |e: &Edit| {
            let query = e.span.bytes();
            query.start < stretch.end.max(stretch.start + 1) && query.end > stretch.start
                || query.is_empty() && (stretch.start..=stretch.end).contains(&query.start)
        };
        account.edits.retain(|e| e.applied || !touches(e));
    }
    account.edits.len() < asked
}
