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

/// Where the bytes of an old text stand in the new one.
struct Shift<'r> {
    all: &'r [Replacement],
    /// By how much the bytes behind each replacement move.
    deltas: Vec<isize>,
}

impl<'r> Shift<'r> {
    /// The replacements are sorted and disjoint.
    fn new(all: &'r [Replacement]) -> Self {
        let grown = |total: &mut isize, r: &Replacement| {
            *total += r.read.len() as isize - r.range.len() as isize;
            Some(*total)
        };
        Self { all, deltas: all.iter().scan(0, grown).collect() }
    }

    /// Where byte `at` stands now. `end` says that a range ends there: an end inside the words that go moves
    /// to the end of those that come.
    fn at(&self, at: usize, end: bool) -> usize {
        let behind = self.all.partition_point(|r| r.range.end <= at);
        let delta = behind.checked_sub(1).map_or(0, |last| self.deltas[last]);
        let moved = |at: usize| (at as isize + delta) as usize;
        match self.all.get(behind).filter(|r| at > r.range.start) {
            Some(Replacement { range, read }) => moved(range.start) + if end { read.len() } else { 0 },
            None => moved(at),
        }
    }

    fn range(&self, range: &Range<usize>) -> Range<usize> {
        self.at(range.start, false)..self.at(range.end, true)
    }

    /// A point has no beginning: the call at the end of a lemma stays at its end.
    fn point(&self, at: usize) -> Range<usize> {
        let at = self.at(at, true);
        at..at
    }
}

/// Replaces words in `text`. The replacements are sorted and disjoint. Blocks, marks and
/// provenance follow; the new words are marked as lemmata of entries from `first` on, and have no provenance.
pub fn emend(text: &mut Text, all: &[Replacement], first: u32) {
    if all.is_empty() {
        return;
    }
    let shift = Shift::new(all);
    text.provenance = text.provenance.iter().flat_map(|s| outside(s, all)).collect();
    for segment in &mut text.provenance {
        segment.range = shift.range(&segment.range);
    }
    for mark in &mut text.marks {
        mark.range = if mark.range.is_empty() { shift.point(mark.range.start) } else { shift.range(&mark.range) };
    }
    for block in &mut text.blocks {
        block.range = shift.range(&block.range);
    }
    for (id, Replacement { range, read }) in (first..).zip(all) {
        let start = shift.at(range.start, false);
        let kind = MarkKind::Entry(EntryId(id));
        text.marks.push(Mark { range: start..start + read.len(), kind });
    }
    text.string = replaced(&text.string, all);
    text.sort_marks();
}

fn replaced(string: &str, all: &[Replacement]) -> String {
    let (mut out, mut done) = (String::with_capacity(string.len()), 0);
    for Replacement { range, read } in all {
        out.push_str(&string[done..range.start]);
        out.push_str(read);
        done = range.end;
    }
    out.push_str(&string[done..]);
    out
}

/// The parts of a segment that no replacement touches, still in the old coordinates. Where text
/// and source do not correspond byte by byte, a segment that is touched is dropped.
fn outside(segment: &Segment, all: &[Replacement]) -> Vec<Segment> {
    let mut parts = vec![segment.range.clone()];
    let first = all.partition_point(|r| r.range.end <= segment.range.start);
    for Replacement { range, .. } in all[first..].iter().take_while(|r| r.range.start < segment.range.end) {
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
