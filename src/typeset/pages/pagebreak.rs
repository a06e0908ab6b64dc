//! Pages by total fit: the breaks of the whole galley with the least total cost, each page with
//! the notes that its lines call.
//!
//! Plass, *Optimal Pagination Techniques* (1981), and TeX's page builder (part 45) for the names;
//! for paragraphs in several settings Mittelbach, “A General Framework for Globally Optimized
//! Pagination” (2016).
//! Knows states and costs; nothing of what stands on the lines.

use crate::style::Style;
use crate::typeset::galley::{Cursor, Galley};
use crate::typeset::pages::candidate::{Candidate, Owed, Side, State};
use crate::typeset::pages::columns;
use crate::typeset::pages::finder::Finder;
use crate::typeset::pages::plan::PagePlan;
use crate::typeset::pages::search::thorough::Thorough;
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

/// A galley's pages, and what they cost together.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pagination {
    /// The pages.
    pub(crate) pages: Vec<PagePlan>,
    /// What they cost.
    pub(crate) cost: i64,
    /// The state before each page, and the last.
    pub(crate) path: Vec<State>,
    /// Where all settings of all blocks were tried.
    pub(crate) thorough: Thorough,
    /// The pages with a fault that one would see, by index.
    faulty: Vec<usize>,
    /// Whether better ones may be found that were not looked for.
    pub(crate) hasty: bool,
}

impl Pagination {
    /// Pages that were not chosen among others.
    pub(crate) fn of(pages: Vec<PagePlan>) -> Self {
        Self { pages, ..Self::default() }
    }
}

impl Pagination {
    /// Whether the first page is a right-hand one.
    pub(crate) fn begins_on_recto(&self) -> bool {
        self.path.first().is_none_or(|state| state.side != Side::Verso)
    }
}

/// The best way to a state: from which, over which page.
struct Way {
    state: State,
    cost: i64,
    from: u32,
    page: Option<Candidate>,
    /// Whether it is still to be looked at.
    open: bool,
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
/// where it must; if faults remain, a second tries all there is on the pages around them.
///
/// The second sweep is left out where `hasty` says so: for who wants to know about where lines will stand.
pub(crate) fn break_pages(galley: &Galley, style: &Style, recto: bool, hasty: bool) -> Pagination {
    let mut pagination = best_pages(galley, style, recto, hasty);
    let mut last = 0;
    for page in &mut pagination.pages {
        if galley.by_page {
            page.last = galley.verse_before(page.start);
            continue;
        }
        page.last = last;
        last = page.last_number(galley);
    }
    pagination
}

fn best_pages(galley: &Galley, style: &Style, recto: bool, hasty: bool) -> Pagination {
    if let Some(columns) = galley.columns {
        return columns::break_pages(galley, columns, style);
    }
    let costs = &style.pages;
    let finder = Finder { galley, style, thorough: Thorough::default() };
    let slack = |thorough: bool| 2 * if thorough { costs.widow } else { costs.short_line };
    let lean = sweep(&finder, start(recto), slack, |candidates| candidates);
    if lean.faulty.is_empty() || hasty {
        return Pagination { hasty: !lean.faulty.is_empty(), ..lean };
    }
    let finder = Finder { thorough: Thorough::around(&lean.faulty, &lean.path), ..finder };
    let full = sweep(&finder, start(recto), slack, |candidates| candidates);
    if full.cost < lean.cost { full } else { lean }
}

/// The pages that are had when each is filled before the next is begun.
pub(crate) fn first_fit(galley: &Galley, style: &Style, recto: bool) -> Pagination {
    let finder = Finder { galley, style, thorough: Thorough::default() };
    let fullest = |candidates: Vec<Candidate>| {
        let best = |c: &Candidate| (c.cost.notes, c.depth != 0, c.chosen.len(), std::cmp::Reverse(c.next.at));
        candidates.into_iter().min_by_key(best).into_iter().collect()
    };
    sweep(&finder, start(recto), |_| i64::MAX / 4, fullest)
}

/// The state at the head of a flow.
fn start(recto: bool) -> State {
    let side = if recto { Side::Alone } else { Side::Verso };
    State { at: Cursor::default(), owed: Owed::default(), side }
}

/// States that are still to be looked at, in the order of the galley.
#[derive(Default)]
struct Front {
    ways: Vec<Way>,
    order: BTreeMap<State, u32>,
    /// By cost; those no longer open, or cheaper since, are dropped when they come up.
    cheapest: BinaryHeap<Reverse<(i64, u32)>>,
}

impl Front {
    /// Where all ways begin.
    fn begin(&mut self, state: State) {
        self.order.insert(state.clone(), 0);
        self.cheapest.push(Reverse((0, 0)));
        self.ways.push(Way { state, cost: 0, from: 0, page: None, open: true });
    }

    /// Adds a way over `page`, if it is the cheapest to where that leads; a dearer one gives it its place.
    fn add(&mut self, cost: i64, from: u32, page: Candidate) {
        let known = self.order.get(&page.next).copied();
        if known.is_some_and(|known| self.ways[known as usize].cost <= cost) {
            return;
        }
        let id = known.unwrap_or(self.ways.len() as u32);
        self.cheapest.push(Reverse((cost, id)));
        let way = Way { state: page.next.clone(), cost, from, page: Some(page), open: true };
        if known.is_some() {
            self.ways[id as usize] = way;
        } else {
            self.order.insert(way.state.clone(), id);
            self.ways.push(way);
        }
    }

    /// The next in the order of the galley.
    fn next(&mut self) -> Option<u32> {
        let (_, id) = self.order.pop_first()?;
        self.ways[id as usize].open = false;
        Some(id)
    }

    /// The first of those that are left, in the order of the galley.
    fn first(&self, count: usize) -> impl Iterator<Item = &Way> {
        self.order.values().take(count).map(|id| &self.ways[*id as usize])
    }

    /// The least cost of all that are open: all are as far as the next or farther.
    fn least(&mut self) -> Option<i64> {
        while let Some(Reverse((cost, id))) = self.cheapest.peek() {
            let way = &self.ways[*id as usize];
            if way.open && way.cost == *cost {
                return Some(*cost);
            }
            self.cheapest.pop();
        }
        None
    }
}

/// How many states are looked at together.
const TOGETHER: usize = 16;

/// What may follow the states that come next, found on all threads ahead of the sweep: it depends on
/// nothing but the state. A state that is near enough to the cheapest now is so when its turn comes.
#[derive(Default)]
struct Ahead(BTreeMap<State, Vec<Candidate>>);

impl Ahead {
    /// The pages that may begin at `state`, the first of those that are left.
    fn take(&mut self, finder: &Finder<'_>, state: &State, next: impl Iterator<Item = State>) -> Vec<Candidate> {
        if let Some(found) = self.0.remove(state) {
            return found;
        }
        let states: Vec<State> = next.filter(|state| !self.0.contains_key(state)).collect();
        let (found, others) = rayon::join(
            || finder.from(state),
            || states.into_par_iter().map(|state| (finder.from(&state), state)).collect::<Vec<_>>(),
        );
        self.0.extend(others.into_iter().map(|(found, state)| (state, found)));
        found
    }
}

/// One sweep over the galley from `start`; `choose` may leave out candidates. A state may cost so much more than
/// another that is as far as `slack` says, by whether all is tried there.
fn sweep(
    finder: &Finder<'_>,
    start: State,
    slack: impl Fn(bool) -> i64,
    choose: impl Fn(Vec<Candidate>) -> Vec<Candidate>,
) -> Pagination {
    let mut front = Front::default();
    let mut found = Ahead::default();
    front.begin(start);
    let mut end: Option<u32> = None;
    while let Some(id) = front.next() {
        let Way { state, cost, .. } = &front.ways[id as usize];
        let (state, cost) = (state.clone(), *cost);
        let reached = end.map(|end| front.ways[end as usize].cost);
        if finder.is_end(&state) {
            if reached.is_none_or(|reached| cost < reached) {
                end = Some(id);
            }
            continue;
        }
        let ahead = front.least().into_iter().chain(reached).min();
        let most = ahead.map_or(i64::MAX, |ahead| ahead.saturating_add(slack(finder.thorough.holds(state.at))));
        if cost > most {
            continue;
        }
        let near = |way: &&Way| way.cost <= most && !finder.is_end(&way.state);
        let next = front.first(TOGETHER).filter(near).map(|way| way.state.clone());
        for candidate in choose(found.take(finder, &state, next)) {
            front.add(cost + candidate.cost.total(), id, candidate);
        }
    }
    pagination(finder, front.ways, end)
}

/// The pages on the way that ends at `end`.
fn pagination(finder: &Finder<'_>, mut ways: Vec<Way>, end: Option<u32>) -> Pagination {
    let Some(end) = end else { return Pagination::default() };
    let mut found =
        Pagination { cost: ways[end as usize].cost, thorough: finder.thorough.clone(), ..Pagination::default() };
    let mut id = end;
    loop {
        let way = &mut ways[id as usize];
        let (page, from) = (way.page.take(), way.from);
        found.path.push(way.state.clone());
        let Some(candidate) = page else { break };
        if finder.is_faulty(&candidate) {
            found.faulty.push(found.pages.len());
        }
        found.pages.push(finder.plan(&ways[from as usize].state, candidate));
        id = from;
    }
    found.pages.reverse();
    found.path.reverse();
    found.faulty.iter_mut().for_each(|page| *page = found.pages.len() - 1 - *page);
    found.faulty.reverse();
    found
}

/// What the pages from `state` on cost at least; `known` has that of some states on the way, at
/// least of the last.
pub(crate) fn rest(finder: &Finder<'_>, state: State, known: &BTreeMap<&State, i64>) -> i64 {
    let mut open: BTreeMap<State, i64> = BTreeMap::from([(state, 0)]);
    let mut best = i64::MAX;
    while let Some((state, cost)) = open.pop_first() {
        if let Some(rest) = known.get(&state) {
            best = best.min(cost + rest);
        } else if finder.is_end(&state) {
            best = best.min(cost);
        } else if cost < best {
            for candidate in finder.from(&state) {
                let cost = cost + candidate.cost.total();
                let way = open.entry(candidate.next).or_insert(cost);
                *way = cost.min(*way);
            }
        }
    }
    best
}
