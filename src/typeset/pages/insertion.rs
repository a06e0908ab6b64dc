//! The notes of a page: what of each stream fits below its text, and what a note suffers that does
//! not (TeX: The Program, §§1000–1012, there by vertical splitting).

use crate::model::length::Length;
use crate::typeset::galley::Galley;
use crate::typeset::galley::stream::{Caller, End, Stream};
use std::ops::Range;

/// The notes of a page: for each stream a stretch of it.
#[derive(Default, Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fitted {
    /// The units of each stream.
    pub(crate) lines: Vec<Range<u32>>,
    /// The height of all, rules and gaps included, and what is left free at the foot.
    pub(crate) height: Length,
    /// How many notes go on overleaf.
    pub(crate) split: i64,
    /// How many notes begin later than their call.
    pub(crate) late: i64,
    /// How many leave a single line on either side of the turn.
    pub(crate) single: i64,
}

/// The room above a stream: to the text, if it is the `first`, or to the stream before.
pub(crate) fn separator(stream: &Stream, first: bool) -> Length {
    let style = &stream.style;
    let gap = if first { style.gap } else { style.rule_gap };
    if style.rule > Length::ZERO { gap + style.rule_thickness + style.rule_gap } else { gap }
}

/// The height of notes on a page. The last ends above the foot, so that its baseline is where
/// that of the last line of text would be. Exact up to `room`; above it any height above it.
fn total(galley: &Galley, stretches: impl Iterator<Item = Range<u32>>, room: Length) -> Length {
    total_of(galley, stretches, room, |index, units, room| galley.streams[index].height(units, room))
}

/// The same where `measure` gives the height of a stretch of a stream, as [`Stream::height`] does.
pub(crate) fn total_of(
    galley: &Galley,
    stretches: impl Iterator<Item = Range<u32>>,
    room: Length,
    measure: impl Fn(usize, &Range<u32>, Length) -> Length,
) -> Length {
    let (mut height, mut foot) = (Length::ZERO, Length::ZERO);
    for (index, (stream, units)) in galley.streams.iter().zip(stretches).enumerate() {
        let lead = galley.lead_of(index);
        if units.is_empty() {
            if let Some(lead) = lead {
                height += lead.gap + lead.height;
                foot = lead.foot;
            }
            continue;
        }
        height += separator(stream, height == Length::ZERO) + lead.map_or(Length::ZERO, |lead| lead.height);
        let own = measure(index, &units, room - height);
        if stream.most().is_some_and(|most| own > most) {
            return Length(room.max(height).0.saturating_add(own.0));
        }
        height += own;
        foot = stream.foot;
    }
    height + foot
}

/// The notes from `from` to `called` as they fit into `room`.
///
/// All of them if they fit. Else the last note of a stream may go on overleaf, two lines or more
/// on either side; one stream's rather than several'. If even that is not enough, notes begin
/// late: as many lines as fit are set, stream by stream. A note that is called by a note is wanted
/// only once the line of its call is set.
pub(crate) fn fit(galley: &Galley, from: &[u32], called: &[u32], room: Length) -> Fitted {
    let lines: Vec<Range<u32>> = from.iter().zip(called).map(|(from, to)| *from..*to.max(from)).collect();
    let streams = &galley.streams;
    let notes = Notes { galley, streams, room };
    let height = notes.height(&lines);
    if height <= room {
        return Fitted { lines, height, split: 0, late: 0, single: 0 };
    }
    for index in (0..streams.len()).rev() {
        let shorter = notes.shortened(&lines, index);
        let height = notes.height(&shorter);
        if height <= room {
            return Fitted { split: notes.cut(&shorter), lines: shorter, height, late: 0, single: 0 };
        }
    }
    let shorter = (0..streams.len()).rev().fold(lines.clone(), |lines, index| notes.shortened(&lines, index));
    let height = notes.height(&shorter);
    if height <= room {
        return Fitted { split: notes.cut(&shorter), lines: shorter, height, late: 0, single: 0 };
    }
    notes.late(&lines)
}

/// Notes to be brought into a room.
struct Notes<'a> {
    galley: &'a Galley,
    streams: &'a [Stream],
    room: Length,
}

impl Notes<'_> {
    fn height(&self, lines: &[Range<u32>]) -> Length {
        total(self.galley, lines.iter().cloned(), self.room)
    }

    /// `lines` with those of stream `index` ended at `end`.
    fn ended(&self, lines: &[Range<u32>], index: usize, end: u32) -> Vec<Range<u32>> {
        let mut lines = lines.to_vec();
        lines[index].end = end;
        self.due(lines)
    }

    /// `lines` without the notes that only lines after them call.
    fn due(&self, mut lines: Vec<Range<u32>>) -> Vec<Range<u32>> {
        // Each round takes a note away.
        while let Some(stream) = (0..lines.len()).find(|stream| {
            let caller = self.streams[*stream].last_caller(&lines[*stream]);
            caller.is_some_and(|caller| lines[caller.stream].end < caller.unit)
        }) {
            lines[stream].end = self.streams[stream].last_note(&lines[stream]);
        }
        lines
    }

    /// Takes lines off the last note of a stream until all fits, but never so that a single line
    /// stands on either side. Leaves it at its shortest if it never fits.
    fn shortened(&self, lines: &[Range<u32>], index: usize) -> Vec<Range<u32>> {
        let (stream, units) = (&self.streams[index], &lines[index]);
        if units.is_empty() {
            return lines.to_vec();
        }
        let note = stream.last_note(units);
        let whole = |end: &End| end.before > 1 && end.after > 1;
        let ends: Vec<End> = stream.ends(units, note, self.room).into_iter().filter(whole).collect();
        let fits = |end: &End| self.height(&self.ended(lines, index, end.unit)) <= self.room;
        let end = ends.get(ends.partition_point(fits).saturating_sub(1));
        end.map_or_else(|| lines.to_vec(), |end| self.ended(lines, index, end.unit))
    }

    /// As much of `all` as fits, stream by stream, whatever it leaves for later.
    fn late(&self, all: &[Range<u32>]) -> Fitted {
        let mut lines: Vec<Range<u32>> = all.iter().map(|units| units.start..units.start).collect();
        let mut single = 0;
        for (index, stream) in self.streams.iter().enumerate() {
            let mut ends = stream.ends(&all[index], 0, self.room_of(&lines, index, &all[index]));
            ends.push(End { unit: all[index].end, before: 0, after: 0 });
            let fits = |end: &End| {
                let units =
                    |(at, units): (usize, &Range<u32>)| if at == index { units.start..end.unit } else { units.clone() };
                total(self.galley, lines.iter().enumerate().map(units), self.room) <= self.room
            };
            let Some(mut last) = ends.partition_point(fits).checked_sub(1) else { continue };
            // A line is given up for company to a note's last line, where two at least remain.
            if last > 0 && ends[last].after == 1 && ends[last].before > 2 {
                last -= 1;
            }
            lines[index].end = ends[last].unit;
            single += i64::from(ends[last].is_single());
        }
        let lines = self.due(lines);
        let due = |caller: &Option<Caller>| caller.is_none_or(|caller| lines[caller.stream].end >= caller.unit);
        let late = lines
            .iter()
            .zip(all)
            .zip(self.streams)
            .map(|((set, all), stream)| stream.callers(&(set.end..all.end)).filter(due).count() as i64);
        Fitted { late: late.sum(), height: self.height(&lines), split: self.cut(&lines), single, lines }
    }

    /// The room that a stream has for its own lines below those of the others: where notes that are run together may
    /// be cut is known only where it ends.
    fn room_of(&self, lines: &[Range<u32>], index: usize, units: &Range<u32>) -> Length {
        let one = units.start..units.end.min(units.start + 1);
        let own = self.streams[index].height(&one, Length(i64::MAX));
        let with = lines.iter().enumerate().map(|(at, units)| if at == index { one.clone() } else { units.clone() });
        let room = self.room - (total(self.galley, with, Length(i64::MAX)) - own);
        self.streams[index].most().map_or(room, |most| room.min(most))
    }

    /// How many notes are cut.
    fn cut(&self, lines: &[Range<u32>]) -> i64 {
        lines.iter().zip(self.streams).filter(|(units, stream)| !stream.begins_note(units.end)).count() as i64
    }
}
