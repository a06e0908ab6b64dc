//! Emendations: the edition's words in place of the witness's, after every anchor is found.

use crate::model::apparatus::EntryId;
use crate::model::text::{Mark, MarkKind, Segment, Text};
use crate::source::Span;
use std::ops::Range;

/// A replacement in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replacement {
    /// The words that go, in bytes of the un-emended text. Inside one block.
    pub range: Range<usize>,
    /// The words that come.
    pub read: String,
}

/// Where byte `at` of the old text stands in the new one. `end` says that a range ends there: an
/// end inside the words that go moves to the end of those that come.
fn shifted(at: usize, end: bool, all: &[Replacement]) -> usize {
    let mut delta = 0isize;
    for Replacement { range, read } in all {
        if at >= range.end {
            delta += read.len() as isize - range.len() as isize;
        } else if at > range.start {
            let inside = if end { read.len() } else { 0 };
            return (range.start as isize + delta) as usize + inside;
        }
    }
    (at as isize + delta) as usize
}

/// Replaces words in `text`. The replacements are sorted and disjoint. Blocks, marks and
/// provenance follow; the new words are marked as lemmata of entries from `first` on, and have no provenance.
pub fn emend(text: &mut Text, all: &[Replacement], first: u32) {
    if all.is_empty() {
        return;
    }
    let moved = |range: &Range<usize>| shifted(range.start, false, all)..shifted(range.end, true, all);
    text.provenance = text.provenance.iter().flat_map(|s| outside(s, all)).collect();
    for segment in &mut text.provenance {
        segment.range = moved(&segment.range);
    }
    for mark in &mut text.marks {
        // a point has no beginning: the call at the end of a lemma stays at its end
        mark.range = match mark.range.is_empty() {
            true => (shifted(mark.range.start, true, all)..shifted(mark.range.start, true, all)).clone(),
            false => moved(&mark.range),
        };
    }
    for block in &mut text.blocks {
        block.range = moved(&block.range);
    }
    for (id, Replacement { range, read }) in (first..).zip(all) {
        let start = shifted(range.start, false, all);
        let kind = MarkKind::Entry(EntryId(id));
        text.marks.push(Mark { range: start..start + read.len(), kind });
    }
    for Replacement { range, read } in all.iter().rev() {
        text.string.replace_range(range.clone(), read);
    }
    text.sort_marks();
}

/// The parts of a segment that no replacement touches, still in the old coordinates. Where text
/// and source do not correspond byte by byte, a segment that is touched is dropped.
fn outside(segment: &Segment, all: &[Replacement]) -> Vec<Segment> {
    let mut parts = vec![segment.range.clone()];
    for Replacement { range, .. } in all {
        let Some(last) = parts.pop() else { break };
        if range.end <= last.start || range.start >= last.end {
            parts.push(last);
            continue;
        }
        parts.push(last.start..range.start.max(last.start));
        parts.push(range.end.min(last.end)..last.end);
    }
    if parts.len() == 1 {
        return vec![segment.clone()];
    }
    let source = segment.source.bytes();
    if source.len() != segment.range.len() {
        return vec![];
    }
    let part = |range: Range<usize>| {
        let start = source.start + range.start - segment.range.start;
        Segment { source: Span::new(segment.source.file, start..start + range.len()), range }
    };
    parts.into_iter().filter(|p| !p.is_empty()).map(part).collect()
}
