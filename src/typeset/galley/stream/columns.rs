//! Notes as separate paragraphs, in one column or in balanced columns.
//!
//! Whole notes that are too few for their columns stand in fewer that are wider, so that none is empty.

use crate::model::length::Length;
use crate::model::text::NoteId;
use crate::style::BlockStyle;
use crate::typeset::composition::flow::{FlowItem, NoteFlow, column_width};
use crate::typeset::galley::stream::known::Known;
use crate::typeset::galley::stream::units::NoteLine;
use crate::typeset::lines::{CutLine, SetParagraph};
use crate::typeset::paragraph::{Paragraph, ParagraphId};
use std::ops::Range;
use std::sync::Arc;

/// The lines of a stream's notes, one after the other.
#[derive(Clone, Debug)]
pub(crate) struct Columns {
    /// How many columns they fill.
    count: u32,
    /// From the left edge of a column to that of the next.
    pitch: Length,
    lines: Vec<StreamLine>,
    /// Space below the last of them, such as that of a quotation.
    after: Length,
    /// Heights summed up to each line, spaces above included.
    sums: Vec<Length>,
    /// Where each note begins.
    begins: Vec<u32>,
    /// The same notes in one column fewer, in two fewer, and so on.
    wider: Vec<Columns>,
    balanced: Known<Balance>,
}

/// A line of a note.
#[derive(Clone, Debug)]
struct StreamLine {
    /// Space above it, which vanishes at the head of a column.
    above: Length,
    height: Length,
    parts: Vec<CutLine>,
}

/// How a stretch is shared out among columns.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Balance {
    /// The height of the highest column.
    height: Length,
    /// The stretches of the columns, the first ones filled first.
    columns: Arc<[Range<u32>]>,
    /// How many columns fewer than the series has these are; their stretches are those of the wider lines.
    fewer: usize,
}

/// How many lines from the ideal place a column may end.
const REACH: u32 = 3;

impl Columns {
    /// Empty columns.
    pub(crate) fn new(count: u8, style: &BlockStyle, measure: Length) -> Self {
        let wider = (1..count).rev().map(|count| Self::of(count, style, measure)).collect();
        Self { wider, ..Self::of(count, style, measure) }
    }

    fn of(count: u8, style: &BlockStyle, measure: Length) -> Self {
        let pitch = column_width(style, measure, count) + style.gutter;
        Self {
            count: u32::from(count.max(1)).min(MOST as u32),
            pitch,
            lines: vec![],
            after: Length::ZERO,
            sums: vec![],
            begins: vec![],
            wider: vec![],
            balanced: Known::default(),
        }
    }

    /// Adds a note; returns its lines, and its calls with the end of the line that each stands on.
    pub(crate) fn push(
        &mut self,
        note: &NoteFlow,
        paragraphs: &[Paragraph],
        set: &[SetParagraph],
    ) -> (Range<u32>, Vec<(NoteId, u32)>) {
        for (columns, items) in self.wider.iter_mut().zip(&note.wider) {
            columns.add(items, paragraphs, set);
        }
        self.add(&note.items, paragraphs, set)
    }

    fn add(
        &mut self,
        items: &[FlowItem],
        paragraphs: &[Paragraph],
        set: &[SetParagraph],
    ) -> (Range<u32>, Vec<(NoteId, u32)>) {
        let start = self.end();
        self.begins.push(start);
        let (mut above, mut calls) = (self.after, vec![]);
        for item in items {
            match item {
                FlowItem::Space(size) | FlowItem::Strut(size) => above = above.max(*size),
                FlowItem::Rule(..) => {}
                FlowItem::Block(block) => {
                    let lines = |id: &ParagraphId| set[id.0 as usize].best();
                    let leading = |id: &ParagraphId| paragraphs[id.0 as usize].shape.leading;
                    let height = block.parts.iter().map(leading).max().unwrap_or_default();
                    for number in 0..block.parts.iter().map(|id| lines(id).len()).max().unwrap_or(0) {
                        let part =
                            |id: &ParagraphId| lines(id).get(number).map(|cut| CutLine { paragraph: *id, cut: *cut });
                        let parts: Vec<CutLine> = block.parts.iter().filter_map(part).collect();
                        self.line(StreamLine { above, height, parts });
                        above = Length::ZERO;
                        for part in &self.lines[self.lines.len() - 1].parts {
                            let index = part.paragraph.0 as usize;
                            let called = set[index].calls(&paragraphs[index], &part.cut);
                            calls.extend(called.map(|note| (note, self.lines.len() as u32)));
                        }
                    }
                }
            }
        }
        self.after = above;
        (start..self.end(), calls)
    }

    fn line(&mut self, line: StreamLine) {
        let sum = self.sums.last().copied().unwrap_or_default();
        self.sums.push(sum + line.above + line.height);
        self.lines.push(line);
    }

    /// How many lines there are.
    pub(crate) fn end(&self) -> u32 {
        self.lines.len() as u32
    }

    /// The height of a stretch that is not empty.
    pub(crate) fn height(&self, units: &Range<u32>) -> Length {
        if self.count == 1 { self.stack(units) } else { self.balance(units).height }
    }

    /// The lines of a note at a unit.
    fn note(&self, unit: u32) -> Range<u32> {
        let next = self.begins.partition_point(|begin| *begin <= unit);
        let begin = next.checked_sub(1).map_or(0, |note| self.begins[note]);
        begin..self.begins.get(next).copied().unwrap_or(self.end())
    }

    /// The height of lines in one column.
    fn stack(&self, units: &Range<u32>) -> Length {
        if units.is_empty() {
            return Length::ZERO;
        }
        let before = if units.start == 0 { Length::ZERO } else { self.sums[units.start as usize - 1] };
        self.sums[units.end as usize - 1] - before - self.lines[units.start as usize].above
    }

    /// The lines of a stretch at their places. Where the first runs from right to left, the columns do.
    pub(crate) fn place(&self, units: &Range<u32>, set: &[SetParagraph]) -> Vec<NoteLine> {
        if self.count == 1 {
            return self.placed(std::slice::from_ref(units));
        }
        let balance = self.balance(units);
        let columns = balance.fewer.checked_sub(1).map_or(self, |wider| &self.wider[wider]);
        let mut placed = columns.placed(&balance.columns);
        let first = placed.first().and_then(|line| line.parts.first());
        if first.is_some_and(|part| set[part.paragraph.0 as usize].text.rtl()) {
            let last = columns.pitch * (i64::from(columns.count) - 1);
            placed.iter_mut().for_each(|line| line.x = last - line.x);
        }
        placed
    }

    fn placed(&self, columns: &[Range<u32>]) -> Vec<NoteLine> {
        let mut placed = Vec::with_capacity(columns.iter().map(|units| units.len()).sum());
        for (column, units) in columns.iter().enumerate() {
            let (x, mut y) = (self.pitch * column as i64, Length::ZERO);
            for unit in units.clone() {
                let line = &self.lines[unit as usize];
                y += if unit == units.start { Length::ZERO } else { line.above };
                placed.push(NoteLine { x, y, height: line.height, parts: line.parts.clone() });
                y += line.height;
            }
        }
        placed
    }

    /// Shares lines out among the columns. Where these are too many and no note is cut, in those of the wider ones
    /// that are lowest, and leave the fewest empty.
    fn balance(&self, units: &Range<u32>) -> Balance {
        self.balanced.of(units, || {
            let own = self.shared(units);
            let empty = |balance: &Balance| balance.columns.iter().filter(|column| column.is_empty()).count();
            let Some(notes) = self.whole(units).filter(|_| empty(&own) > 0) else { return own };
            let wider = (1..).zip(&self.wider).map(|(fewer, columns)| {
                let units = columns.units(&notes);
                Balance { fewer, ..columns.shared(&units) }
            });
            let all = std::iter::once(own.clone()).chain(wider);
            all.min_by_key(|balance| (balance.height, empty(balance), balance.fewer)).unwrap_or(own)
        })
    }

    /// The notes, from 0, of a stretch that cuts none.
    fn whole(&self, units: &Range<u32>) -> Option<Range<usize>> {
        let at = |unit: u32| match unit == self.end() {
            true => Some(self.begins.len()),
            false => self.begins.binary_search(&unit).ok(),
        };
        let same = self.wider.iter().all(|wider| wider.begins.len() == self.begins.len());
        Some(at(units.start)?..at(units.end)?).filter(|_| same)
    }

    /// The lines of notes.
    fn units(&self, notes: &Range<usize>) -> Range<u32> {
        let begin = |note: usize| self.begins.get(note).copied().unwrap_or(self.end());
        begin(notes.start)..begin(notes.end)
    }

    /// Shares lines out among these columns: the least height, but rather a line higher than a
    /// single line of a note at the head or the foot of a column; among equals those whose columns
    /// differ least, the first the fullest.
    fn shared(&self, units: &Range<u32>) -> Balance {
        let mut search = Search { columns: self, units, begin: [units.start; MOST + 1], best: None };
        search.column(1, Length::ZERO);
        let begin = search.best.map_or([units.start, units.end, units.end, units.end], |(_, begin)| begin);
        let columns: Arc<[Range<u32>]> = begin[..=self.count as usize].windows(2).map(|at| at[0]..at[1]).collect();
        let height = columns.iter().map(|column| self.stack(column)).max().unwrap_or_default();
        Balance { height, columns, fewer: 0 }
    }

    /// The line that should begin column `index` if lines could be cut.
    fn ideal(&self, units: &Range<u32>, index: u32) -> u32 {
        let before = if units.start == 0 { Length::ZERO } else { self.sums[units.start as usize - 1] };
        let height = self.stack(units).scale(i64::from(index), i64::from(self.count));
        let lines = &self.sums[units.start as usize..units.end as usize];
        units.start + lines.partition_point(|sum| *sum - before < height) as u32 + 1
    }
}

/// The most columns.
const MOST: usize = 3;

/// How bad a balance is: its height with what single lines add, how unequal its columns are.
type Badness = (Length, i128);

/// A search for the best balance.
struct Search<'a> {
    columns: &'a Columns,
    units: &'a Range<u32>,
    /// Where the columns begin.
    begin: [u32; MOST + 1],
    best: Option<(Badness, [u32; MOST + 1])>,
}

impl Search<'_> {
    /// Tries all beginnings of column `index` and those after it, the latest first; `highest` is the
    /// height of those before.
    fn column(&mut self, index: usize, highest: Length) {
        if index == self.columns.count as usize {
            return self.weigh();
        }
        let (from, ideal) = (self.begin[index - 1], self.columns.ideal(self.units, index as u32));
        let latest = (ideal + REACH).max(from).min(self.units.end);
        for next in (ideal.saturating_sub(REACH).max(from)..=latest).rev() {
            let highest = highest.max(self.columns.stack(&(from..next)));
            if self.best.is_none_or(|((height, _), _)| highest <= height) {
                self.begin[index] = next;
                self.column(index + 1, highest);
            }
        }
    }

    fn weigh(&mut self) {
        let count = self.columns.count as usize;
        self.begin[count] = self.units.end;
        let column = |index: usize| self.begin[index]..self.begin[index + 1];
        let heights = || (0..count).map(|index| self.columns.stack(&column(index)));
        let highest = heights().max().unwrap_or_default();
        if self.best.is_some_and(|((height, _), _)| highest > height) {
            return;
        }
        let singles: i64 = (1..count).map(|index| self.singles(&column(index - 1), &column(index))).sum();
        let line = self.columns.lines[self.units.start as usize].height + Length(1);
        let squares = heights().map(|height| i128::from(height.0).pow(2)).sum();
        let badness = (highest + line * singles, squares);
        if self.best.is_none_or(|(known, _)| badness < known) {
            self.best = Some((badness, self.begin));
        }
    }

    /// How many single lines of a note stand on either side of the end of a column.
    fn singles(&self, column: &Range<u32>, next: &Range<u32>) -> i64 {
        let cut = next.start;
        if column.is_empty() || next.is_empty() {
            return 0;
        }
        let note = self.columns.note(cut);
        if note.start >= cut {
            return 0;
        }
        let (before, after) = (cut - note.start.max(column.start), note.end.min(next.end) - cut);
        i64::from(before == 1) + i64::from(after == 1)
    }
}
