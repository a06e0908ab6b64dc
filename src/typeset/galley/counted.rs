//! How lines count, as critical editions count them, in sums: the number of a line is a subtraction,
//! wherever its page begins.
//!
//! What its author wrote counts: paragraphs, quotations with their attribution, items of lists,
//! verse, preformatted text; a verse that is turned over counts once. Headings, title block and
//! headnote, signs of a break, rows of tables and notes do not. Every line has a number whether it
//! is printed or not; one that does not count has the number of the next that does, so that a
//! reference to a heading gives the first line below it.

use crate::typeset::galley::{BlockLine, Cursor, Galley, GalleyBlock};
use crate::typeset::paragraph::Count;

/// Whether a line counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Counts {
    /// It does not.
    #[default]
    No,
    /// It does.
    Yes,
    /// It is the rest of a line that does: a verse turned over.
    TurnedOver,
}

/// The number of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LineNumber {
    /// The number, from 1; that of the next line that counts if it does not.
    pub(crate) number: u32,
    /// Whether it counts.
    pub(crate) counts: bool,
}

/// Numbers lines from a place in the galley on: O(1) for any line, as long as it is told of the
/// blocks on the way that begin a section or are not set in their best way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Counter {
    /// What is to be taken off the sum at a line.
    before: i64,
}

impl Counter {
    /// From `start` on, where the last line before it has the number `last`: 0 at the head of a page
    /// where every page begins anew.
    pub(crate) fn new(galley: &Galley, start: Cursor, last: u32) -> Self {
        Self { before: i64::from(galley.counted_before(start)) - i64::from(last) }
    }

    /// A block begins.
    pub(crate) fn begin(&mut self, block: &GalleyBlock, setting: u8) {
        if let Some(first) = block.settings[usize::from(setting)].lines.first().filter(|_| block.restarts) {
            self.before = i64::from(first.counted) - i64::from(first.counts == Counts::Yes);
        }
    }

    /// A block ends: one that is not set in its best way has more lines than the sums know, or less.
    pub(crate) fn end(&mut self, block: &GalleyBlock, setting: u8) {
        let sum =
            |setting: u8| block.settings[usize::from(setting)].lines.last().map_or(0, |line| i64::from(line.counted));
        self.before -= sum(setting) - sum(0);
    }

    /// The number of a line.
    pub(crate) fn number(&self, line: &BlockLine) -> LineNumber {
        let number = (i64::from(line.counted) - self.before).max(0) as u32;
        match line.counts {
            Counts::Yes => LineNumber { number, counts: true },
            Counts::No => LineNumber { number: number + 1, counts: false },
            Counts::TurnedOver => LineNumber { number: number.max(1), counts: false },
        }
    }

    /// The number of the last line before `cursor` that counts.
    pub(crate) fn last(&self, galley: &Galley, cursor: Cursor) -> u32 {
        (i64::from(galley.counted_before(cursor)) - self.before).max(0) as u32
    }
}

impl Counts {
    /// Line `line` of paragraphs side by side, those that have so many.
    pub(crate) fn of(parts: impl Iterator<Item = Count>, line: usize) -> Self {
        let mut counts = Counts::No;
        for count in parts {
            match count {
                Count::None => {}
                Count::Once if line > 0 => counts = Counts::TurnedOver,
                Count::Lines | Count::Once => return Counts::Yes,
            }
        }
        counts
    }
}
