//! Pages by total fit: the breaks of the whole galley with the least total cost, each page with
//! the notes that its lines call.
//!
//! Plass, *Optimal Pagination Techniques* (1981), and TeX's page builder (part 45) for the names.
//! Knows heights and costs; nothing of what stands on the lines.

use super::galley::{Fault, Galley, GalleyItem, GalleyLine};
use super::insertion::{Fitted, fit};
use super::node::FORBIDDEN;
use crate::model::length::Length;
use crate::style::Style;
use std::collections::BTreeMap;
use std::ops::Range;

/// A page: items of the galley, lines of the streams.
#[derive(Clone, Debug)]
pub(crate) struct PagePlan {
    /// The items.
    pub(crate) body: Range<usize>,
    /// The notes.
    pub(crate) notes: Fitted,
    /// What is wrong at its end.
    pub(crate) fault: Fault,
}

/// Where a page may begin: an item, and for each stream the first line not yet set.
type State = (usize, Vec<u32>);

/// The best way to a state.
struct Best {
    cost: i64,
    from: Option<State>,
    plan: Option<PagePlan>,
}

/// A page that might be.
struct Candidate {
    end: usize,
    next: usize,
    penalty: i64,
    fault: Fault,
    notes: Fitted,
    short: i64,
    last: bool,
    lines: i64,
}

/// How many lines short a page may be before it is tried only for want of anything better.
const MOST_SHORT: i64 = 6;

/// Breaks a galley into pages.
///
/// From every state, a place in the galley together with what is still owed to each stream, all
/// pages are tried that may begin there: for each legal break the lines up to it, and below them
/// the notes these call ([`fit`]). What a page costs is the penalty of its break, the square of
/// the lines it is short, and what its notes suffer. Of all ways to a state only the cheapest is
/// kept. States come in the order of the galley, so one sweep finds the best way to its end.
pub(crate) fn break_pages(galley: &Galley, style: &Style) -> Vec<PagePlan> {
    let mut open: BTreeMap<State, Best> = BTreeMap::new();
    let mut done: BTreeMap<State, Best> = BTreeMap::new();
    open.insert((0, vec![0; galley.streams.len()]), Best { cost: 0, from: None, plan: None });
    let all: Vec<u32> = galley.streams.iter().map(|stream| stream.lines.len() as u32).collect();
    let end = (galley.items.len(), all);
    while let Some((state, best)) = open.pop_first() {
        if state != end {
            for (next, cost, plan) in pages_from(galley, style, &state, &end) {
                let cost = best.cost + cost;
                let better = open.get(&next).is_none_or(|known| cost < known.cost);
                if better {
                    open.insert(next, Best { cost, from: Some(state.clone()), plan: Some(plan) });
                }
            }
        }
        done.insert(state, best);
    }
    let mut plans = vec![];
    let mut state = Some(end);
    while let Some(best) = state.and_then(|s| done.remove(&s)) {
        plans.extend(best.plan);
        state = best.from;
    }
    plans.reverse();
    plans
}

/// The pages that may begin at `state`: the states they lead to, and their costs.
fn pages_from(galley: &Galley, style: &Style, state: &State, end: &State) -> Vec<(State, i64, PagePlan)> {
    let (start, owed) = state;
    let mut candidates = candidates(galley, style, *start, owed);
    if *start >= galley.items.len() {
        candidates.push(only_notes(galley, style, owed, &end.1));
    }
    let full = candidates.iter().any(|c| c.last || c.short <= MOST_SHORT);
    let least = candidates.iter().map(|c| c.short).min().unwrap_or(0);
    candidates.retain(|c| if full { c.last || c.short <= MOST_SHORT } else { c.short == least });
    let page = |c: Candidate| {
        let costs = &style.pages;
        let mut cost = c.penalty + c.notes.split * costs.split_note + c.notes.late * costs.late_note;
        cost += c.notes.single * costs.widow;
        if !c.last {
            cost += costs.short_line * c.short * c.short;
        } else if *start > 0 && c.lines < costs.last_page_lines {
            cost += costs.last_page;
        }
        let next = (c.next, c.notes.lines.iter().map(|lines| lines.end).collect());
        (next, cost, PagePlan { body: *start..c.end, notes: c.notes, fault: c.fault })
    };
    candidates.into_iter().map(page).collect()
}

fn candidates(galley: &Galley, style: &Style, start: usize, owed: &[u32]) -> Vec<Candidate> {
    let depth = style.text.leading * style.page.lines;
    let mut candidates = vec![];
    let mut column = Column::new(style.text.leading);
    let mut called: &[u32] = owed;
    let mut lines = 0;
    let total = galley.items.len();
    for index in start..=total {
        let (penalty, fault, next) = match galley.items.get(index) {
            Some(GalleyItem::Line(line)) => {
                column.line(line);
                called = &line.called;
                lines += 1;
                if column.bottom > depth && lines > 1 {
                    break;
                }
                continue;
            }
            Some(GalleyItem::Glue { size, keep }) => {
                column.glue(*size, *keep);
                continue;
            }
            Some(GalleyItem::Penalty(cost, _)) if *cost >= FORBIDDEN => continue,
            Some(GalleyItem::Penalty(cost, fault)) => (*cost, *fault, index + 1),
            None => (0, Fault::None, total),
        };
        if lines == 0 {
            continue;
        }
        let notes = fit(&galley.streams, owed, called, depth - column.bottom, style);
        let complete = notes.lines.iter().zip(called).all(|(set, called)| set.end >= *called);
        let short = (depth - column.bottom - notes.height).0.max(0) / style.text.leading.0;
        let hopeless = notes.late > 0 && !candidates.is_empty();
        if !hopeless {
            let last = index == total && complete;
            candidates.push(Candidate { end: index, next, penalty, fault, notes, short, last, lines });
        } else {
            break;
        }
    }
    candidates
}

/// A page after the text's end, for notes that go on.
fn only_notes(galley: &Galley, style: &Style, owed: &[u32], all: &[u32]) -> Candidate {
    let depth = style.text.leading * style.page.lines;
    let mut notes = fit(&galley.streams, owed, all, depth, style);
    let stuck = notes.lines.iter().all(|lines| lines.is_empty());
    if stuck {
        // A line higher than the page: rather over the edge than for ever.
        notes.lines = owed.iter().zip(all).map(|(from, to)| *from..*to).collect();
    }
    let end = galley.items.len();
    Candidate { end, next: end, penalty: 0, fault: Fault::None, notes, short: 0, last: true, lines: 0 }
}

/// Lines going down a column.
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

    /// A line; returns its upper edge.
    pub(crate) fn line(&mut self, line: &GalleyLine) -> Length {
        let mut top = self.bottom + self.pending;
        if line.snap {
            top = Length((top.0 + self.leading.0 - 1).div_euclid(self.leading.0) * self.leading.0);
        }
        self.pending = Length::ZERO;
        self.empty = false;
        self.bottom = top + line.height;
        top
    }
}
