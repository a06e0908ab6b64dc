//! Streams of notes: one for each series, filled in the order of the calls, emptied page by page.
//!
//! A stream is counted in units: lines of separate notes and of notes in columns, places where a
//! line may end in notes that are run together. What a page shows of it is a stretch of units.
//!
//! Knows how high any stretch is, where it may be cut and where its lines stand; nothing of pages.

mod broken;
mod columns;
mod joined;
mod known;
mod units;

use crate::model::document::{Arrangement, NoteSeries};
use crate::model::length::Length;
use crate::model::text::NoteId;
use crate::style::{BlockStyle, Style};
use crate::typeset::composition::flow::{FlowItem, NoteFlow};
use crate::typeset::lines::{SetParagraph, Workshop};
use crate::typeset::paragraph::{Paragraph, ParagraphId};
use columns::Columns;
use joined::{Joined, Stretch};
use std::ops::Range;
pub(crate) use units::{Caller, End, NoteLine};

/// A stream.
#[derive(Clone, Debug)]
pub(crate) struct Stream {
    /// How its notes are set and set off.
    pub(crate) style: BlockStyle,
    /// How far its last line ends above the foot of the page where no other stream is below, so
    /// that its baseline is where that of the last line of text would be.
    pub(crate) foot: Length,
    /// The notes in their order.
    notes: Vec<StreamNote>,
    /// Whether notes call any of them.
    nested: bool,
    body: Body,
}

/// The notes as they are set.
#[derive(Clone, Debug)]
enum Body {
    /// As paragraphs, in one column or several.
    Columns(Columns),
    /// As one paragraph.
    Joined(Joined),
}

/// A note of a stream.
#[derive(Clone, Debug)]
struct StreamNote {
    units: Range<u32>,
    /// The note that calls it, if it is not the text.
    caller: Option<Caller>,
}

/// How the notes of a series are set. By line an entry begins as any other of its page: flush.
fn joined_style(style: &Style, series: &NoteSeries) -> BlockStyle {
    let own = style.notes_of(series).clone();
    match series.arrangement == Arrangement::ByLine && series.kind.is_keyed() {
        true => BlockStyle { indent: own.hang, ..own },
        false => own,
    }
}

/// An empty stream for each series.
pub(crate) fn streams(workshop: &Workshop<'_>, series: &[NoteSeries], style: &Style) -> Vec<Stream> {
    let stream = |series: &NoteSeries| {
        let own = &joined_style(style, series);
        let body = match series.arrangement {
            Arrangement::RunTogether | Arrangement::ByLine => {
                let written = style.notes_of(series);
                let outdent = (written.hang - written.indent).max(Length::ZERO);
                let by_line = (series.arrangement == Arrangement::ByLine).then_some(outdent);
                Body::Joined(Joined::new(own, style.page.measure, workshop, by_line))
            }
            Arrangement::Columns(count) => Body::Columns(Columns::new(count, own, style.page.measure)),
            Arrangement::Separate => Body::Columns(Columns::new(1, own, style.page.measure)),
        };
        let foot = ((style.text.leading - own.leading) * 3 / 10).max(Length::ZERO);
        Stream { style: own.clone(), foot, notes: vec![], nested: false, body }
    };
    series.iter().map(stream).collect()
}

impl Stream {
    /// Adds a note; returns the notes that it calls, each with the end of the unit of its call.
    pub(crate) fn push(
        &mut self,
        note: &NoteFlow,
        caller: Option<Caller>,
        paragraphs: &[Paragraph],
        set: &[SetParagraph],
    ) -> Vec<(NoteId, u32)> {
        self.nested |= caller.is_some();
        let (units, calls) = match &mut self.body {
            Body::Columns(columns) => columns.push(note, paragraphs, set),
            Body::Joined(joined) => {
                let [FlowItem::Block(block)] = note.items.as_slice() else { return vec![] };
                let Some(paragraph) = block.parts.first() else { return vec![] };
                joined.push(*paragraph, paragraphs, set)
            }
        };
        self.notes.push(StreamNote { units, caller });
        calls
    }

    /// Takes over what was found out in `former`, a stream of the same notes. Tells whether every
    /// stretch that was asked for there is as high as it was and may be cut at the same places.
    pub(crate) fn take_over(&mut self, former: &Stream) -> bool {
        match (&mut self.body, &former.body) {
            (Body::Joined(now), Body::Joined(former)) => now.take_over(former),
            _ => true,
        }
    }

    /// Where it ends.
    pub(crate) fn end(&self) -> u32 {
        match &self.body {
            Body::Columns(columns) => columns.end(),
            Body::Joined(joined) => joined.end(),
        }
    }

    /// The height of a stretch. If it is higher than `room`, any height above that: how much higher
    /// nobody needs to know who has no more.
    pub(crate) fn height(&self, units: &Range<u32>, room: Length) -> Length {
        match &self.body {
            _ if units.is_empty() => Length::ZERO,
            Body::Columns(columns) => columns.height(units),
            Body::Joined(joined) => joined.height(&self.stretch(units), room),
        }
    }

    /// How high it may be on a page, if the style says so: a line at least, for pages must come to an end.
    pub(crate) fn most(&self) -> Option<Length> {
        Some(self.style.most).filter(|most| *most > Length::ZERO).map(|most| most.max(self.style.leading))
    }

    /// Where a stretch that is higher than `room` may be cut, in order, after unit `from` and before its
    /// own end; of notes run together only where the room ends.
    pub(crate) fn ends(&self, units: &Range<u32>, from: u32, room: Length) -> Vec<End> {
        match &self.body {
            _ if units.is_empty() => vec![],
            Body::Columns(_) => {
                let mut note = 0..0;
                let end = |unit: u32| {
                    if !note.contains(&unit) {
                        note = self.note(unit);
                    }
                    let before = if note.start == unit { 0 } else { unit - note.start.max(units.start) };
                    End { unit, before, after: note.end - unit }
                };
                (from.max(units.start) + 1..units.end).map(end).collect()
            }
            Body::Joined(joined) => {
                // Inside the note that does not fit, and before it.
                let within = units.start..joined.within(&self.stretch(units), room);
                let note = self.note(within.end - 1);
                let mut lines = joined.line_ends(&self.stretch(&within));
                lines.retain(|end| note.start < *end && *end < within.end);
                let between = End { unit: note.start, before: 0, after: 0 };
                let inside = lines.iter().enumerate().map(|(index, unit)| End {
                    unit: *unit,
                    before: index as u32 + 1,
                    after: (lines.len() - index) as u32,
                });
                let ends = std::iter::once(between).chain(inside);
                ends.filter(|end| end.unit > from.max(units.start)).collect()
            }
        }
    }

    /// Whether a stretch has as many lines as in another stream of the same notes, and may end where it does.
    pub(crate) fn has_lines_of(&self, other: &Stream, units: &Range<u32>) -> bool {
        match (&self.body, &other.body) {
            (Body::Joined(now), Body::Joined(other)) if !units.is_empty() => {
                now.has_lines_of(other, &self.stretch(units))
            }
            _ => true,
        }
    }

    /// The notes that a stretch has a part of, where they are run together.
    pub(crate) fn run_together(&self, units: &Range<u32>) -> Vec<ParagraphId> {
        match &self.body {
            Body::Joined(joined) if !units.is_empty() => joined.paragraphs(units).collect(),
            _ => vec![],
        }
    }

    /// The lines of a stretch, in the order of reading.
    pub(crate) fn place(&self, units: &Range<u32>, set: &[SetParagraph]) -> Vec<NoteLine> {
        match &self.body {
            _ if units.is_empty() => vec![],
            Body::Columns(columns) => columns.place(units, set),
            Body::Joined(joined) => joined.place(&self.stretch(units), set),
        }
    }

    /// A stretch of notes that are run together.
    fn stretch(&self, units: &Range<u32>) -> Stretch {
        let last = self.note(units.end);
        let whole = if units.end <= last.start { units.end } else { units.end.max(last.end) };
        Stretch { units: units.clone(), begins: self.begins_note(units.start), whole }
    }

    /// The note at a unit; the last after its end.
    fn note(&self, unit: u32) -> Range<u32> {
        let index = self.notes.partition_point(|note| note.units.end <= unit).min(self.notes.len().saturating_sub(1));
        self.notes.get(index).map_or(0..0, |note| note.units.clone())
    }

    /// Whether no note is cut at a unit.
    pub(crate) fn begins_note(&self, unit: u32) -> bool {
        let note = self.note(unit);
        unit <= note.start || unit >= note.end
    }

    /// Where the last note of a stretch begins.
    pub(crate) fn last_note(&self, units: &Range<u32>) -> u32 {
        self.note(units.end.saturating_sub(1)).start
    }

    /// The note that calls the last note of a stretch, if that begins on it.
    pub(crate) fn last_caller(&self, units: &Range<u32>) -> Option<Caller> {
        if !self.nested {
            return None;
        }
        let index = self.notes.partition_point(|note| note.units.end < units.end);
        let note = self.notes.get(index).filter(|note| note.units.start >= units.start && !units.is_empty())?;
        note.caller
    }

    /// The callers of the notes that begin in a stretch.
    pub(crate) fn callers(&self, units: &Range<u32>) -> impl Iterator<Item = Option<Caller>> {
        let begun = self.notes.iter().skip(self.notes.partition_point(|note| note.units.start < units.start));
        let end = units.end;
        begun.take_while(move |note| note.units.start < end).map(|note| note.caller)
    }
}
