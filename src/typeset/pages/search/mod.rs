//! A search for the pages that may begin at a state: blocks are put below one another, and every
//! line at which the page may end is tried.

mod ending;
pub(super) mod heights;
pub(super) mod thorough;

use crate::model::length::Length;
use crate::typeset::galley::{Cursor, Element, Fault, GalleyBlock};
use crate::typeset::lines::node::FORBIDDEN;
use crate::typeset::pages::candidate::{Candidate, State};
use crate::typeset::pages::finder::Finder;
use crate::typeset::pages::plan::Column;
use crate::typeset::pages::search::heights::Heights;
use std::cell::Cell;

/// A column in the making: of those with the same depth only the cheapest is kept.
#[derive(Clone, Copy)]
pub(crate) struct Partial {
    pub(crate) column: Column,
    pub(crate) lines: i64,
    pub(crate) cost: i64,
    /// The number, from 1, of the last of the blocks not set in their best way in
    /// [`Search::chosen`]; 0 for none.
    pub(crate) chosen: u32,
}

/// A search from one state.
pub(crate) struct Search<'a> {
    pub(crate) finder: &'a Finder<'a>,
    pub(crate) state: &'a State,
    /// The notes that are set first, and how high they are.
    pub(crate) heights: &'a Heights<'a>,
    pub(crate) most_short: i64,
    pub(crate) settings: bool,
    /// Whether even what is dearer than a page already found is looked at.
    pub(crate) thorough: bool,
    /// Whether a page may end where it must not.
    pub(crate) forced: bool,
    /// How many lines the page may be too long.
    pub(crate) most_long: i64,
    /// Blocks not set in their best way, each with the one before it.
    pub(crate) chosen: Vec<(u32, u32, u8)>,
    pub(crate) found: Vec<Candidate>,
    /// Whether notes would begin late from here on.
    pub(crate) hopeless: bool,
    /// The height of notes that was asked for last.
    pub(crate) measured: Cell<Option<Measured>>,
}

/// The height of the notes up to a call, exact if it is at most `room`.
#[derive(Clone, Copy)]
pub(crate) struct Measured {
    called: u32,
    room: Length,
    height: Length,
}

/// Where a page would end.
#[derive(Clone, Copy)]
pub(crate) struct Ending {
    pub(crate) at: Cursor,
    pub(crate) cost: i64,
    pub(crate) fault: Fault,
    pub(crate) hyphen: bool,
    pub(crate) called: u32,
}

impl Search<'_> {
    pub(crate) fn run(mut self) -> Vec<Candidate> {
        let galley = self.finder.galley;
        let mut open = Vec::with_capacity(8);
        open.push(self.beginning());
        for element in self.state.at.element..self.finder.galley.end().element {
            match &galley.elements[element as usize] {
                Element::Glue { size, keep } => open.iter_mut().for_each(|partial| partial.column.glue(*size, *keep)),
                Element::Rule { .. } => open.iter_mut().for_each(|partial| {
                    partial.column.line(Length::ZERO, false);
                }),
                Element::Block(block) => self.block(element, block, &mut open),
            }
            if open.is_empty() || self.hopeless {
                return self.found;
            }
        }
        self.found
    }

    /// An empty column, or the repeated head of a table.
    fn beginning(&self) -> Partial {
        let galley = self.finder.galley;
        let mut column = Column::new(self.finder.style.text.leading);
        let block = galley.elements.get(self.state.at.element as usize);
        let head =
            block.and_then(|element| if let Element::Block(block) = element { block.head.clone() } else { None });
        for element in head.into_iter().flatten().filter(|at| *at < self.state.at.element) {
            match &galley.elements[element as usize] {
                Element::Glue { size, keep } => column.glue(*size, *keep),
                Element::Rule { .. } => column.lines(1, Length::ZERO, false),
                Element::Block(head) => column.lines(head.settings[0].lines.len() as i64, head.height, head.snap),
            }
        }
        Partial { column, lines: 0, cost: 0, chosen: 0 }
    }

    /// Puts a block below every open column, in each of its settings; tries its lines as ends.
    fn block(&mut self, element: u32, block: &GalleyBlock, open: &mut Vec<Partial>) {
        let at = self.state.at;
        let inside = element == at.element && at.line > 0;
        let settings = match inside {
            true => usize::from(at.setting)..usize::from(at.setting) + 1,
            false if self.settings => 0..block.settings.len(),
            false => 0..1,
        };
        let first = if inside { at.line as usize } else { 0 };
        if settings.len() == 1 {
            // As nearly always: nothing to compare.
            open.retain_mut(|partial| match self.setting(element, block, settings.start, first, *partial) {
                Some(done) => {
                    *partial = done;
                    true
                }
                None => false,
            });
            return;
        }
        let mut next: Vec<Partial> = Vec::with_capacity(open.len() + 2);
        for setting in settings {
            for partial in open.iter() {
                let Some(done) = self.setting(element, block, setting, first, *partial) else { continue };
                match next.iter_mut().find(|known| known.column == done.column) {
                    Some(known) if known.cost > done.cost => *known = done,
                    Some(_) => {}
                    None => next.push(done),
                }
            }
        }
        *open = next;
    }

    /// The column after a block, or `None` if the page ends before.
    fn setting(
        &mut self,
        element: u32,
        block: &GalleyBlock,
        setting: usize,
        first: usize,
        mut partial: Partial,
    ) -> Option<Partial> {
        let lines = &block.settings[setting].lines;
        if first == 0 && setting > 0 {
            partial.cost += block.settings[setting].cost;
            self.chosen.push((partial.chosen, element, setting as u8));
            partial.chosen = self.chosen.len() as u32;
        }
        let last = lines.last().copied().unwrap_or_default();
        let mut whole = partial;
        whole.column.lines((lines.len() - first) as i64, block.height, block.snap);
        whole.lines += (lines.len() - first) as i64;
        if self.is_far_from_full(&whole, last.called) {
            return Some(whole);
        }
        for (number, line) in lines.iter().enumerate().skip(first) {
            partial.column.line(block.height, block.snap);
            if partial.column.bottom > self.finder.depth(self.most_long) && partial.lines > 0 {
                return None;
            }
            partial.lines += 1;
            if number + 1 == lines.len() || block.holds(number) && !self.forced {
                continue;
            }
            let (cost, fault) = block.cost_within(setting, number, self.finder.style);
            let at = Cursor { element, setting: setting as u8, line: number as u32 + 1 };
            self.end(&partial, Ending { at, cost, fault, hyphen: line.hyphen, called: line.called });
        }
        let mut ended = partial;
        let at = self.after(element, &mut ended.column);
        let is_end = at == self.finder.galley.end();
        if block.after < FORBIDDEN || is_end || self.forced {
            let cost = if is_end { 0 } else { block.after };
            self.end(&ended, Ending { at, cost, fault: Fault::None, hyphen: false, called: last.called });
        }
        Some(partial)
    }

    /// Where the next page begins after a block: a rule that follows is still on this page, spaces
    /// vanish, and after the last block nothing follows.
    fn after(&self, element: u32, column: &mut Column) -> Cursor {
        let elements = &self.finder.galley.elements;
        let block = elements[element as usize + 1..].iter().position(|e| matches!(e, Element::Block(_)));
        let Some(gap) = block else { return self.finder.galley.end() };
        let between = &elements[element as usize + 1..][..gap];
        let rule = between.iter().rposition(|e| matches!(e, Element::Rule { .. })).map_or(0, |rule| rule + 1);
        for element in &between[..rule] {
            match element {
                Element::Glue { size, keep } => column.glue(*size, *keep),
                _ => column.lines(1, Length::ZERO, false),
            }
        }
        let kept = between[rule..].iter().position(|e| matches!(e, Element::Glue { keep: true, .. }));
        let next = element as usize + 1 + kept.map_or(gap, |kept| rule + kept);
        Cursor { element: next as u32, setting: 0, line: 0 }
    }

    /// Whether so much room is left below `partial` and its notes that no end before is worth a
    /// trial.
    fn is_far_from_full(&self, partial: &Partial, called: u32) -> bool {
        let Some(short) = self.most_short.checked_add(1) else { return false };
        let room = self.finder.depth(-short) - partial.column.bottom;
        room > Length::ZERO && self.notes_height(called, room) < room
    }

    /// The height of the notes up to `called`; if it is higher than `room`, any height above that. Mostly the
    /// next line that is tried calls nothing, and is as high.
    pub(crate) fn notes_height(&self, called: u32, room: Length) -> Length {
        let holds = |known: &Measured| known.called == called && (known.height <= known.room || room <= known.room);
        if let Some(known) = self.measured.get().filter(holds) {
            return known.height;
        }
        let height = self.heights.up_to(called, room);
        self.measured.set(Some(Measured { called, room, height }));
        height
    }
}
