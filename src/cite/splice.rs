//! Puts other characters in the place of some, everything that stands on the text following.

use crate::model::text::{Mark, Segment, Text};
use std::ops::Range;

/// Replaces bytes `range` of `text`, which lie in one block, by the one block of `new`, with its marks.
pub(super) fn splice(text: &mut Text, range: Range<usize>, new: &Text) {
    let origin = text.origin(range.start).zip(text.origin(range.end.saturating_sub(1)));
    text.string.replace_range(range.clone(), &new.string);
    let end = range.start + new.string.len();
    let moved = |at: usize| match at {
        at if at >= range.end => at - range.end + end,
        at if at > range.start => end,
        at => at,
    };
    let shift = |r: &mut Range<usize>| *r = moved(r.start)..moved(r.end);
    text.blocks.iter_mut().for_each(|b| shift(&mut b.range));
    text.marks.iter_mut().for_each(|m| shift(&mut m.range));
    let within = |r: &Range<usize>| r.start + range.start..r.end + range.start;
    text.marks.extend(new.marks.iter().map(|m| Mark { range: within(&m.range), kind: m.kind.clone() }));
    text.sort_marks();
    let mut provenance = Vec::with_capacity(text.provenance.len() + 2);
    for segment in text.provenance.drain(..) {
        provenance.extend(cut(&segment, 0..range.start));
        if let Some(mut after) = cut(&segment, range.end..usize::MAX) {
            shift(&mut after.range);
            provenance.push(after);
        }
    }
    if let Some((first, last)) = origin.filter(|(f, l)| f.file == l.file && f.range.start <= l.range.end) {
        let mut source = first;
        source.range.end = last.range.end;
        // equal lengths would claim that the bytes are equal too: the last character is left out then
        let last = new.string.chars().next_back().map_or(0, char::len_utf8);
        let end = if source.range.len() == new.string.len() { end - last } else { end };
        if range.start < end {
            provenance.push(Segment { range: range.start..end, source });
        }
    }
    provenance.sort_by_key(|s| s.range.start);
    text.provenance = provenance;
}

/// The part of a segment that lies in `range`.
fn cut(segment: &Segment, range: Range<usize>) -> Option<Segment> {
    let kept = segment.range.start.max(range.start)..segment.range.end.min(range.end);
    if kept.is_empty() {
        return None;
    }
    let mut source = segment.source.clone();
    if source.range.len() == segment.range.len() {
        let first = source.range.start;
        source.range.start = first + (kept.start - segment.range.start) as u32;
        source.range.end = first + (kept.end - segment.range.start) as u32;
    }
    Some(Segment { range: kept, source })
}
