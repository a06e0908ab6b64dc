//! The ledger: edits composed once into a text that knows where it came from, and undone.
//!
//! Knows edits and bytes; nothing of rules or of what the text means.

use crate::model::account::Edit;
use crate::model::text::Segment;
use crate::source::{FileId, Sources, Span};
use std::cell::Cell;
use std::ops::Range;

/// A witness under its applied edits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Composed {
    /// The text.
    pub text: String,
    /// Where it came from: sorted, disjoint.
    pub segments: Vec<Segment>,
    /// For every stretch between edits and every edit: where it begins in the witness and in
    /// the text, and whether it is a stretch that both have.
    anchors: Vec<(usize, usize, bool)>,
}

/// Composes the applied ones of `edits` (sorted by place) on `witness`. An edit that overlaps the
/// one before it, or that leaves the witness, is left out.
pub fn compose(witness: &str, file: FileId, edits: &[Edit]) -> Composed {
    // every edit has a stretch before it and, mostly, one of its own
    let applied = edits.iter().filter(|e| e.applied).count();
    let mut out = Composed {
        text: String::with_capacity(witness.len()),
        segments: Vec::with_capacity(2 * applied + 1),
        anchors: Vec::with_capacity(2 * applied + 2),
    };
    let mut at = 0;
    for edit in edits.iter().filter(|e| e.applied) {
        let range = edit.span.bytes();
        if range.start < at || witness.get(range.clone()).is_none() {
            continue;
        }
        out.copy(witness, file, at..range.start);
        out.replace(file, range.clone(), &edit.read);
        at = range.end;
    }
    out.copy(witness, file, at..witness.len());
    out.anchors.push((witness.len(), out.text.len(), false));
    out
}

impl Composed {
    fn copy(&mut self, witness: &str, file: FileId, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        self.anchors.push((range.start, self.text.len(), true));
        let start = self.text.len();
        self.text.push_str(&witness[range.clone()]);
        self.segments.push(Segment { range: start..self.text.len(), source: Span::new(file, range) });
    }

    fn replace(&mut self, file: FileId, range: Range<usize>, read: &str) {
        self.anchors.push((range.start, self.text.len(), false));
        let start = self.text.len();
        self.text.push_str(read);
        if !read.is_empty() && !range.is_empty() {
            self.segments.push(Segment { range: start..self.text.len(), source: Span::new(file, range) });
        }
    }

    /// The same, to be looked up place after place.
    pub fn walk(&self) -> Walk<'_> {
        Walk { composed: self, anchor: Cell::new(0), segment: Cell::new(0) }
    }
}

/// A witness under its edits that is looked up mostly from place to next place: what is near the last one
/// is found at once.
#[derive(Clone, Debug)]
pub struct Walk<'a> {
    composed: &'a Composed,
    anchor: Cell<usize>,
    segment: Cell<usize>,
}

impl<'a> Walk<'a> {
    /// Where byte `offset` of the witness stands in the text; inside an edit, where what is read
    /// begins.
    pub fn locate(&self, offset: usize) -> usize {
        let anchors = &self.composed.anchors;
        let next = near(&self.anchor, anchors.len(), |i| anchors[i].0 <= offset);
        match next.checked_sub(1).map(|i| anchors[i]) {
            Some((witness, text, true)) => text + offset - witness,
            Some((_, text, false)) => text,
            None => 0,
        }
    }

    /// How many stretches the text has that came from one place each.
    pub fn segments(&self) -> usize {
        self.composed.segments.len()
    }

    /// The stretch of the text that was made from `range` of the witness, with its provenance
    /// counted from the stretch's beginning.
    pub fn slice(&self, range: &Range<usize>) -> (&'a str, impl Iterator<Item = Segment> + use<'a>) {
        let segments = &self.composed.segments;
        let (start, end) = (self.locate(range.start), self.locate(range.end));
        let first = near(&self.segment, segments.len(), |i| segments[i].range.end <= start);
        let inside = segments[first..].iter().take_while(move |s| s.range.start < end);
        let cut = move |s: &Segment| {
            let (from, to) = (s.range.start.max(start), s.range.end.min(end));
            let source = s.source.bytes();
            let source = if source.len() == s.range.len() {
                source.start + from - s.range.start..source.start + to - s.range.start
            } else {
                source
            };
            Segment { range: from - start..to - start, source: Span::new(s.source.file, source) }
        };
        (&self.composed.text[start..end], inside.map(cut))
    }
}

/// The first of `length` indices that is not `before`, looked for from `at` on in growing steps; kept there.
fn near(at: &Cell<usize>, length: usize, before: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut step) = (0, 1);
    let mut high;
    let mut probe = at.get().min(length);
    if probe < length && before(probe) {
        while probe < length && before(probe) {
            (low, probe, step) = (probe + 1, probe + step, step * 2);
        }
        high = probe.min(length);
    } else {
        high = probe;
        while probe > 0 && !before(probe - 1) {
            (high, probe, step) = (probe - 1, probe.saturating_sub(step), step * 2);
        }
        low = probe;
    }
    while low < high {
        let middle = low + (high - low) / 2;
        if before(middle) { low = middle + 1 } else { high = middle }
    }
    at.set(low);
    low
}

/// One applied change, as a ledger without the witness records it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Where it begins, in bytes of the witness.
    pub start: usize,
    /// What the witness has.
    pub raw: String,
    /// What the text has.
    pub read: String,
}

/// The applied ones of `edits` as changes that can be undone without the witness.
pub fn changes(sources: &Sources, edits: &[Edit]) -> Vec<Change> {
    edits
        .iter()
        .filter(|e| e.applied)
        .map(|e| Change {
            start: e.span.range.start as usize,
            raw: sources.slice(&e.span).to_owned(),
            read: e.read.clone(),
        })
        .collect()
}

/// The witness, from the text and its changes (sorted): the inverse of [`compose`]. No stage wants it;
/// the tests prove with it that the ledger holds every difference.
///
/// # Errors
/// Where the text does not have what a change says it reads; the number is that change's index.
pub fn undo(text: &str, changes: &[Change]) -> Result<String, usize> {
    let mut witness = String::with_capacity(text.len());
    let mut rest = text;
    for (index, change) in changes.iter().enumerate() {
        let keep = change.start.checked_sub(witness.len()).ok_or(index)?;
        let (kept, after) = rest.split_at_checked(keep).ok_or(index)?;
        witness.push_str(kept);
        witness.push_str(&change.raw);
        rest = after.strip_prefix(change.read.as_str()).ok_or(index)?;
    }
    witness.push_str(rest);
    Ok(witness)
}
