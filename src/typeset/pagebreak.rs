//! Pages by total fit: the breaks of the whole galley with the least total cost, each page with
//! the notes that its lines call.
//!
//! Plass, *Optimal Pagination Techniques* (1981), and TeX's page builder (part 45) for the names;
//! for paragraphs in several settings Mittelbach, “A General Framework for Globally Optimized
//! Pagination” (2016).
//! Knows states and costs; nothing of what stands on the lines.

use super::candidate::{Candidate, Finder, Owed, Side, State};
use super::galley::{Cursor, Galley};
use super::plan::PagePlan;
use crate::style::Style;
use std::collections::BTreeMap;

/// A galley's pages, and what they cost together.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pagination {
    /// The pages.
    pub(crate) pages: Vec<PagePlan>,
    /// What they cost.
    pub(crate) cost: i64,
}

/// The best way to a state: over which page, from which state.
struct Way {
    cost: i64,
    from: Option<(State, Candidate)>,
}

/// Breaks a galley into pages, the first of which is a recto or a verso.
///
/// From every state, a place in the galley together with the notes still owed and the depth of
/// the facing page, all pages are tried that may begin there ([`Finder::from`]). Of all ways to a
/// state only the cheapest is kept. States come in the order of the galley, so that one sweep
/// finds the best way to its end.
///
/// A state is given up when another is as far and cheaper by more than it costs to get from any
/// page onto the other's lines again. A first sweep sets a block in another than its best way only
/// where it must; if faults remain, a second tries all there is.
pub(crate) fn break_pages(galley: &Galley, style: &Style, recto: bool) -> Pagination {
    let costs = &style.pages;
    let start = start(recto);
    let finder = Finder { galley, style, thorough: false };
    let lean = sweep(&finder, start.clone(), costs.widow / 2, |candidates| candidates);
    if lean.cost < costs.hyphen.min(costs.unequal) {
        return lean;
    }
    let finder = Finder { thorough: true, ..finder };
    let full = sweep(&finder, start, costs.widow * 2, |candidates| candidates);
    if full.cost < lean.cost { full } else { lean }
}

/// The pages that are had when each is filled before the next is begun.
pub(crate) fn first_fit(galley: &Galley, style: &Style, recto: bool) -> Pagination {
    let finder = Finder { galley, style, thorough: false };
    let fullest = |candidates: Vec<Candidate>| {
        let best = |c: &Candidate| (c.cost.notes, c.depth != 0, c.chosen.len(), std::cmp::Reverse(c.next.at));
        candidates.into_iter().min_by_key(best).into_iter().collect()
    };
    sweep(&finder, start(recto), i64::MAX / 4, fullest)
}

/// The state at the head of a flow.
pub(crate) fn start(recto: bool) -> State {
    let side = if recto { Side::Alone } else { Side::Verso };
    State { at: Cursor::default(), owed: Owed::default(), side }
}

/// One sweep over the galley from `start`; `choose` may leave out candidates.
fn sweep(
    finder: &Finder<'_>,
    start: State,
    slack: i64,
    choose: impl Fn(Vec<Candidate>) -> Vec<Candidate>,
) -> Pagination {
    let mut open: BTreeMap<State, Way> = BTreeMap::new();
    let mut done: BTreeMap<State, Way> = BTreeMap::new();
    open.insert(start, Way { cost: 0, from: None });
    let mut end: Option<(i64, State)> = None;
    while let Some((state, way)) = open.pop_first() {
        let is_end = state.at == finder.galley.end() && state.owed.0.is_empty();
        let ahead = open.values().map(|way| way.cost).chain(end.iter().map(|(cost, _)| *cost)).min();
        if is_end {
            if end.as_ref().is_none_or(|(cost, _)| way.cost < *cost) {
                end = Some((way.cost, state.clone()));
            }
        } else if ahead.is_none_or(|ahead| way.cost <= ahead.saturating_add(slack)) {
            for candidate in choose(finder.from(&state)) {
                let cost = way.cost + candidate.cost.total();
                if open.get(&candidate.next).is_none_or(|known| cost < known.cost) {
                    open.insert(candidate.next.clone(), Way { cost, from: Some((state.clone(), candidate)) });
                }
            }
        } else {
            continue;
        }
        done.insert(state, way);
    }
    let Some((cost, state)) = end else { return Pagination::default() };
    let mut pages = vec![];
    let mut state = Some(state);
    while let Some((before, candidate)) = state.and_then(|state| done.remove(&state)).and_then(|way| way.from) {
        pages.push(finder.plan(&before, candidate));
        state = Some(before);
    }
    pages.reverse();
    Pagination { pages, cost }
}
