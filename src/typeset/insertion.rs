//! The notes of a page: what of each stream fits below its text, and what a note suffers that does
//! not (TeX: The Program, §§1000–1012, there by vertical splitting).

use super::stream::Stream;
use crate::model::length::Length;
use crate::style::Style;
use std::ops::Range;

/// The notes of a page: for each stream a stretch of its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fitted {
    /// The lines of each stream.
    pub(crate) lines: Vec<Range<u32>>,
    /// The height of all, rules and gaps included.
    pub(crate) height: Length,
    /// How many notes go on overleaf.
    pub(crate) split: i64,
    /// How many notes begin later than their call.
    pub(crate) late: i64,
    /// How many leave a single line on either side of the turn.
    pub(crate) single: i64,
}

/// The room that rules and gaps take above a stream.
pub(crate) fn separator(style: &Style, first: bool) -> Length {
    let note = &style.note;
    let gap = if first { note.gap + foot(style) } else { note.rule_gap };
    gap + note.rule_thickness + note.rule_gap
}

/// How far the last note ends above the foot of the page, so that its baseline is where that of
/// the last line of text would be.
pub(crate) fn foot(style: &Style) -> Length {
    ((style.text.leading - style.note.leading) * 3 / 10).max(Length::ZERO)
}

/// The height of notes on a page.
pub(crate) fn total(streams: &[Stream], lines: &[Range<u32>], style: &Style) -> Length {
    let mut height = Length::ZERO;
    for (stream, lines) in streams.iter().zip(lines).filter(|(_, lines)| !lines.is_empty()) {
        height += separator(style, height == Length::ZERO) + stream.height(lines);
    }
    height
}

/// The notes from `from` to `called` as they fit into `room`.
///
/// All of them if they fit. Else the last note of a stream may go on overleaf, two lines or more
/// on either side; one stream's rather than several'. If even that is not enough, notes begin
/// late: as many lines as fit are set, stream by stream.
pub(crate) fn fit(streams: &[Stream], from: &[u32], called: &[u32], room: Length, style: &Style) -> Fitted {
    let all: Vec<Range<u32>> = from.iter().zip(called).map(|(from, to)| *from..*to.max(from)).collect();
    let height = total(streams, &all, style);
    if height <= room {
        return Fitted { lines: all, height, split: 0, late: 0, single: 0 };
    }
    for index in (0..streams.len()).rev() {
        let mut lines = all.clone();
        shorten(&streams[index], &mut lines[index], |part| {
            let mut tried = all.clone();
            tried[index] = part.clone();
            total(streams, &tried, style) <= room
        });
        let height = total(streams, &lines, style);
        if height <= room {
            return Fitted { lines, height, split: 1, late: 0, single: 0 };
        }
    }
    let mut lines = all.clone();
    for index in (0..streams.len()).rev() {
        let others = lines.clone();
        shorten(&streams[index], &mut lines[index], |part| {
            let mut tried = others.clone();
            tried[index] = part.clone();
            total(streams, &tried, style) <= room
        });
    }
    let height = total(streams, &lines, style);
    if height <= room {
        let split = lines.iter().zip(&all).filter(|(a, b)| a != b).count() as i64;
        return Fitted { lines, height, split, late: 0, single: 0 };
    }
    late(streams, &all, room, style)
}

/// Takes lines off the last note of `lines` until it `fits`, but never so that a single line
/// stands on either side. Leaves it at its shortest if it never fits.
fn shorten(stream: &Stream, lines: &mut std::ops::Range<u32>, fits: impl Fn(&Range<u32>) -> bool) {
    if lines.start >= lines.end {
        return;
    }
    let note = &stream.lines[lines.end as usize - 1].note;
    let first = note.start.max(lines.start) + 2;
    let mut shortest = lines.clone();
    let mut end = lines.end.saturating_sub(2);
    while end >= first {
        shortest.end = end;
        if fits(&shortest) {
            break;
        }
        end -= 1;
    }
    *lines = shortest;
}

/// Gives up a line for company to a note's last line, where two at least remain.
fn spare(stream: &Stream, lines: &mut Range<u32>) {
    let Some(line) = stream.lines.get(lines.end as usize) else { return };
    let begun = lines.end.saturating_sub(line.note.start.max(lines.start));
    if line.note.end - lines.end == 1 && begun > 2 {
        lines.end -= 1;
    }
}

fn late(streams: &[Stream], all: &[Range<u32>], room: Length, style: &Style) -> Fitted {
    let mut lines: Vec<Range<u32>> = all.iter().map(|range| range.start..range.start).collect();
    for index in 0..streams.len() {
        while lines[index].end < all[index].end {
            lines[index].end += 1;
            if total(streams, &lines, style) > room {
                lines[index].end -= 1;
                spare(&streams[index], &mut lines[index]);
                break;
            }
        }
    }
    let mut late = 0;
    let (mut split, mut single) = (0, 0);
    for (index, set) in lines.iter().enumerate() {
        for line in set.end..all[index].end {
            late += i64::from(streams[index].lines[line as usize].note.start == line);
        }
        split += i64::from(set.end < all[index].end);
        if let Some(line) = streams[index].lines.get(set.end as usize).filter(|_| set.end < all[index].end) {
            let (before, after) = (set.end.saturating_sub(line.note.start.max(set.start)), line.note.end - set.end);
            single += i64::from(before == 1 || before > 0 && after == 1);
        }
    }
    let height = total(streams, &lines, style);
    Fitted { lines, height, split, late, single }
}
