//! Pages in columns, for indexes: what stands above goes across the page, the rest fills one column
//! after the other, on the last page to equal depth.
//!
//! Each column is filled as far as it goes; an end that would part the first or last line of an
//! entry from the others is moved up. Knows heights and what it costs to end a page at a line;
//! nothing of notes, which such a galley has not.

use crate::model::length::Length;
use crate::style::Style;
use crate::typeset::composition::flow::Columns;
use crate::typeset::galley::{Cursor, Element, Fault, Galley};
use crate::typeset::lines::node::FORBIDDEN;
use crate::typeset::pages::insertion::Fitted;
use crate::typeset::pages::pagebreak::Pagination;
use crate::typeset::pages::plan::{Column, PagePlan, Region};

/// How many lines a column must have room for below what goes across the page.
const LEAST_LINES: i64 = 4;

/// How many lines a column may be shorter to end well.
const SLACK: i64 = 2;

/// By how many lines all pages may be longer or shorter so that none ends badly, the least change first.
const CHANGES: [i64; 6] = [0, 1, -1, -2, -3, -4];

/// The pages of a galley in columns. All are a little longer or shorter than a full one where an entry would else be
/// parted from its first or last line, or a few lines would have the last page to themselves.
pub(crate) fn break_pages(galley: &Galley, columns: Columns, style: &Style) -> Pagination {
    let costs = &style.pages;
    let mut best: Option<(i64, Vec<PagePlan>)> = None;
    for change in CHANGES {
        let depth = style.text.leading * style.page.lines + columns.leading * change;
        let setter = Setter { galley, columns, text: style.text.leading, depth, style };
        let pages = setter.pages();
        let faults = pages.iter().filter(|page| page.fault != Fault::None).count() as i64;
        let few = pages.len() > 1 && pages.last().is_some_and(|last| setter.lines(last) <= costs.last_page_lines);
        let cost = costs.widow * faults + if few { costs.last_page } else { 0 };
        let all = cost + costs.gap * change * change;
        if best.as_ref().is_none_or(|(known, _)| all < *known) {
            best = Some((all, pages));
        }
        if cost == 0 {
            break;
        }
    }
    Pagination::of(best.map_or_else(Vec::new, |(_, pages)| pages))
}

struct Setter<'a> {
    galley: &'a Galley,
    columns: Columns,
    /// The leading of the text.
    text: Length,
    /// The depth of a page.
    depth: Length,
    style: &'a Style,
}

/// How far a column goes.
#[derive(Clone, Copy)]
struct Filled {
    end: Cursor,
    fault: Fault,
    /// Where what comes next would stand.
    below: Length,
}

impl Setter<'_> {
    /// All pages.
    fn pages(&self) -> Vec<PagePlan> {
        let mut pages = vec![];
        let mut at = Cursor::default();
        while at < self.galley.end() {
            let page = self.page(at);
            at = page.end;
            pages.push(page);
        }
        pages
    }

    /// How many lines the deepest column of a page has.
    fn lines(&self, page: &PagePlan) -> i64 {
        let lines = |region: &Region| {
            let blocks = region.start.element..(region.end.element + 1).min(self.galley.end().element);
            let count = |element: u32| match &self.galley.elements[element as usize] {
                Element::Block(block) => {
                    let from = if element == region.start.element { region.start.line as usize } else { 0 };
                    let all = block.settings[0].lines.len();
                    let to = if element == region.end.element { region.end.line as usize } else { all };
                    to.saturating_sub(from)
                }
                _ => 0,
            };
            blocks.map(count).sum::<usize>() as i64
        };
        page.regions.iter().map(lines).max().unwrap_or(0)
    }

    /// The page that begins at `start`.
    fn page(&self, start: Cursor) -> PagePlan {
        let head_end = Cursor { element: self.columns.from, ..Cursor::default() };
        let (mut regions, mut at, mut top, mut fault) = (vec![], start, Length::ZERO, Fault::None);
        if start < head_end {
            let head = self.fill(start, head_end, self.depth, self.galley.leading);
            regions.push(Region {
                start,
                end: head.end,
                x: Length::ZERO,
                y: Length::ZERO,
                leading: self.galley.leading,
            });
            (at, top, fault) = (head.end, head.below, head.fault);
        }
        let room = self.depth - top;
        if at >= head_end && (start >= head_end || room >= self.columns.leading * LEAST_LINES) {
            // The baselines of the first lines and of the last lie where those of a page of text do.
            let y = top + (self.text - self.columns.leading) * 7 / 10;
            let (columns, worst) = self.columns(at, room - self.text + self.columns.leading);
            at = columns.last().map_or(at, |(_, end)| *end);
            let region = |(index, (start, end)): (usize, (Cursor, Cursor))| {
                let last = usize::from(self.columns.count).saturating_sub(1);
                let place = if self.columns.leftwards { last.saturating_sub(index) } else { index };
                let x = self.columns.pitch * place as i64;
                Region { start, end, x, y, leading: self.columns.leading }
            };
            regions.extend(columns.into_iter().enumerate().map(region));
            fault = if fault == Fault::None { worst } else { fault };
        }
        let notes = Fitted { lines: vec![0..0; self.galley.streams.len()], ..Fitted::default() };
        PagePlan { start, end: at, chosen: vec![], notes, last: 0, depth: 0, short: 0, fault, hyphen: false, regions }
    }

    /// The columns of a page from `start` on, none higher than `height`; all as high where that is
    /// enough for the rest of the galley.
    fn columns(&self, start: Cursor, height: Length) -> (Vec<(Cursor, Cursor)>, Fault) {
        let full = self.filled(start, height);
        if full.0.last().is_some_and(|(_, end)| *end < self.galley.end()) {
            return full;
        }
        let whole = self.fill(start, self.galley.end(), Length(i64::MAX / 4), self.columns.leading);
        let leading = self.columns.leading.0.max(1);
        let mut lines = (whole.below.0 / i64::from(self.columns.count.max(1)) + leading - 1).div_euclid(leading).max(1);
        while leading * lines < height.0 {
            let balanced = self.filled(start, Length(leading * lines));
            let ends = balanced.0.last().is_some_and(|(_, end)| *end == self.galley.end());
            if ends && (balanced.1 == Fault::None || full.1 != Fault::None) {
                return balanced;
            }
            lines += 1;
        }
        full
    }

    /// Columns filled one after the other.
    fn filled(&self, start: Cursor, height: Length) -> (Vec<(Cursor, Cursor)>, Fault) {
        let (mut columns, mut fault, mut at) = (vec![], Fault::None, start);
        while at < self.galley.end() && columns.len() < usize::from(self.columns.count) {
            let column = self.fill(at, self.galley.end(), height, self.columns.leading);
            fault = if fault == Fault::None { column.fault } else { fault };
            columns.push((at, column.end));
            at = column.end;
        }
        (columns, fault)
    }

    /// Fills a column of `height` from `start` on, at most up to `stop`.
    fn fill(&self, start: Cursor, stop: Cursor, height: Length, leading: Length) -> Filled {
        let mut column = Column::new(leading);
        let mut forced = None;
        let (mut last, mut clean): (Option<Filled>, Option<Filled>) = (None, None);
        for element in start.element..stop.element {
            let block = match &self.galley.elements[element as usize] {
                Element::Block(block) => block,
                Element::Glue { size, keep } => {
                    column.glue(*size, *keep);
                    continue;
                }
                Element::Rule { .. } => continue,
            };
            let count = block.settings[0].lines.len();
            let first = if element == start.element { start.line as usize } else { 0 };
            for line in first..count {
                column.line(block.height, block.snap);
                let at_end = line + 1 == count;
                let end = match at_end {
                    true => Cursor { element: element + 1, ..Cursor::default() },
                    false => Cursor { element, setting: 0, line: line as u32 + 1 },
                };
                if column.bottom > height {
                    let forced = Filled { end: forced.unwrap_or(end), fault: Fault::None, below: height };
                    return best(last, clean, leading).unwrap_or(forced);
                }
                forced = Some(end);
                let (cost, fault) = match at_end {
                    true => (block.after, Fault::None),
                    false if block.holds(line) => (FORBIDDEN, Fault::None),
                    false => block.cost_within(0, line, self.style),
                };
                if cost < FORBIDDEN {
                    let filled = Filled { end, fault, below: column.bottom };
                    clean = if fault == Fault::None { Some(filled) } else { clean };
                    last = Some(filled);
                }
            }
        }
        Filled { end: stop, fault: Fault::None, below: column.below() }
    }
}

/// The last end of a column that is clean, if that is not much shorter than the last of all.
fn best(last: Option<Filled>, clean: Option<Filled>, leading: Length) -> Option<Filled> {
    let last = last?;
    clean.filter(|clean| last.below - clean.below <= leading * SLACK).or(Some(last))
}
