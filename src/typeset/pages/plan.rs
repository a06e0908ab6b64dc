//! A page as it is planned: from where to where in the galley, with which notes, and what stands
//! at which height.
//!
//! Knows heights; nothing of glyphs or of why the page was chosen.

use crate::model::length::Length;
use crate::typeset::galley::counted::{Counter, LineNumber};
use crate::typeset::galley::{Cursor, Element, Fault, Galley, GalleyBlock};
use crate::typeset::pages::insertion::Fitted;

/// A page.
#[derive(Clone, Debug)]
pub(crate) struct PagePlan {
    /// Where it begins.
    pub(crate) start: Cursor,
    /// Where the next begins.
    pub(crate) end: Cursor,
    /// The blocks that begin on it and are not set in their best way, with their settings.
    pub(crate) chosen: Vec<(u32, u8)>,
    /// The notes.
    pub(crate) notes: Fitted,
    /// The number of the last line before it that counts, 0 if the first begins anew.
    pub(crate) last: u32,
    /// How many lines longer the page is than its style says; negative if shorter.
    pub(crate) depth: i64,
    /// How many lines its text and notes leave free.
    pub(crate) short: i64,
    /// What is wrong at its end.
    pub(crate) fault: Fault,
    /// Whether a word is broken at its end.
    pub(crate) hyphen: bool,
    /// Its parts, where it has columns; else none.
    pub(crate) regions: Vec<Region>,
}

/// A part of a page: what goes across it, or a column.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Region {
    /// Where it begins.
    pub(crate) start: Cursor,
    /// Where the next begins.
    pub(crate) end: Cursor,
    /// From the left edge of the text.
    pub(crate) x: Length,
    /// From the head of the text.
    pub(crate) y: Length,
    /// The distance of the lines of its grid.
    pub(crate) leading: Length,
}

/// Something on a page, with its upper edge below that of the text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Placed<'g> {
    /// From the left edge of the text to that of its column.
    pub(crate) x: Length,
    /// From the head of the text to its upper edge.
    pub(crate) y: Length,
    /// The element of the galley.
    pub(crate) element: u32,
    /// What it is.
    pub(crate) what: What<'g>,
}

/// What stands on a page.
#[derive(Clone, Copy, Debug)]
pub(crate) enum What<'g> {
    /// A line of a block.
    Line {
        /// The block.
        block: &'g GalleyBlock,
        /// In which setting.
        setting: u8,
        /// Which line.
        line: u32,
        /// Its number.
        number: LineNumber,
        /// Whether it stood on an earlier page already: the head of a table.
        again: bool,
    },
    /// A rule.
    Rule {
        /// From the left edge of the text.
        left: Length,
        /// Its length.
        length: Length,
    },
}

impl PagePlan {
    /// What stands in the text of the page, from its head down, and the lower edge of the last line.
    pub(crate) fn walk<'g>(&self, galley: &'g Galley) -> (Vec<Placed<'g>>, Length) {
        let (mut placed, mut counter) = (vec![], Counter::new(galley, self.start, self.last));
        let whole =
            Region { start: self.start, end: self.end, x: Length::ZERO, y: Length::ZERO, leading: galley.leading };
        let regions = if self.regions.is_empty() { std::slice::from_ref(&whole) } else { &self.regions };
        let bottoms = regions.iter().map(|region| {
            let first = placed.len();
            let bottom = self.walk_region(galley, region, &mut counter, &mut placed);
            placed[first..].iter_mut().for_each(|placed| (placed.x, placed.y) = (region.x, placed.y + region.y));
            bottom + region.y
        });
        let bottom = bottoms.max().unwrap_or_default();
        (placed, bottom)
    }

    /// The number of the last line that counts up to its end.
    pub(crate) fn last_number(&self, galley: &Galley) -> u32 {
        let mut counter = Counter::new(galley, self.start, self.last);
        for element in self.start.element..self.end.element {
            let Element::Block(block) = &galley.elements[element as usize] else { continue };
            let setting = self.setting(element);
            if element > self.start.element || self.start.line == 0 {
                counter.begin(block, setting);
            }
            counter.end(block, setting);
        }
        if let Some(Element::Block(block)) = galley.elements.get(self.end.element as usize)
            && self.end.line > 0
            && (self.end.element > self.start.element || self.start.line == 0)
        {
            counter.begin(block, self.end.setting);
        }
        counter.last(galley, self.end)
    }

    fn walk_region<'g>(
        &self,
        galley: &'g Galley,
        region: &Region,
        counter: &mut Counter,
        placed: &mut Vec<Placed<'g>>,
    ) -> Length {
        let mut column = Column::new(region.leading);
        if let Some(Element::Block(block)) = galley.elements.get(region.start.element as usize) {
            for element in block.head.clone().into_iter().flatten().filter(|at| *at < region.start.element) {
                self.element(galley, region, element, None, &mut column, placed);
            }
        }
        let last = if region.end.line > 0 { region.end.element + 1 } else { region.end.element };
        for element in region.start.element..last {
            self.element(galley, region, element, Some(counter), &mut column, placed);
        }
        column.bottom
    }

    /// Puts an element below; without `counter` it is there again.
    fn element<'g>(
        &self,
        galley: &'g Galley,
        region: &Region,
        element: u32,
        counter: Option<&mut Counter>,
        column: &mut Column,
        placed: &mut Vec<Placed<'g>>,
    ) {
        match &galley.elements[element as usize] {
            Element::Glue { size, keep } => column.glue(*size, *keep),
            Element::Rule { left, length } => {
                let y = column.line(Length::ZERO, false);
                placed.push(Placed { x: Length::ZERO, y, element, what: What::Rule { left: *left, length: *length } });
            }
            Element::Block(block) => {
                let again = counter.is_none();
                let setting = if again { 0 } else { self.setting(element) };
                let mut lines = 0..block.settings[usize::from(setting)].lines.len() as u32;
                if element == region.start.element && !again {
                    lines.start = region.start.line;
                }
                if element == region.end.element {
                    lines.end = region.end.line;
                }
                let mut numbers = counter.as_deref().copied().unwrap_or(Counter::new(galley, region.start, 0));
                if lines.start == 0 {
                    numbers.begin(block, setting);
                }
                let all = &block.settings[usize::from(setting)].lines;
                for line in lines.clone() {
                    let (y, number) = (column.line(block.height, block.snap), numbers.number(&all[line as usize]));
                    let what = What::Line { block, setting, line, number, again };
                    placed.push(Placed { x: Length::ZERO, y, element, what });
                }
                if lines.end as usize == all.len() {
                    numbers.end(block, setting);
                }
                if let Some(counter) = counter {
                    *counter = numbers;
                }
            }
        }
    }

    /// The setting of a block on this page.
    fn setting(&self, element: u32) -> u8 {
        if element == self.start.element && self.start.line > 0 {
            return self.start.setting;
        }
        if element == self.end.element {
            return self.end.setting;
        }
        self.chosen.iter().find(|(chosen, _)| *chosen == element).map_or(0, |(_, setting)| *setting)
    }
}

/// Lines going down a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Column {
    leading: Length,
    /// The lower edge of the last line.
    pub(crate) bottom: Length,
    pending: Length,
    empty: bool,
}

impl Column {
    /// An empty column on a grid of `leading`.
    pub(crate) fn new(leading: Length) -> Self {
        Self { leading, bottom: Length::ZERO, pending: Length::ZERO, empty: true }
    }

    /// A space.
    pub(crate) fn glue(&mut self, size: Length, keep: bool) {
        if keep || !self.empty {
            self.pending += size;
        }
        if keep {
            self.empty = false;
        }
    }

    /// Where what comes next would stand.
    pub(crate) fn below(&self) -> Length {
        self.bottom + self.pending
    }

    /// A line of `height`, on the grid if it `snap`s; returns its upper edge.
    pub(crate) fn line(&mut self, height: Length, snap: bool) -> Length {
        let mut top = self.bottom + self.pending;
        if snap {
            top = Length((top.0 + self.leading.0 - 1).div_euclid(self.leading.0) * self.leading.0);
        }
        self.pending = Length::ZERO;
        self.empty = false;
        self.bottom = top + height;
        top
    }

    /// Several lines; their height is that of the grid if they snap.
    pub(crate) fn lines(&mut self, count: i64, height: Length, snap: bool) {
        if count > 0 {
            self.line(height, snap);
            self.bottom += height * (count - 1);
        }
    }
}
