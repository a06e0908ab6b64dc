//! The pages that may begin at a place in the galley.
//!
//! Knows heights, notes and costs; nothing of the pages before or after but what their state says.

use crate::model::length::Length;
use crate::style::Style;
use crate::typeset::galley::{Cursor, Fault, Galley};
use crate::typeset::pages::candidate::{Candidate, Owed, PageCost, State};
use crate::typeset::pages::insertion::fit;
use crate::typeset::pages::plan::PagePlan;
use crate::typeset::pages::search::Search;
use crate::typeset::pages::search::heights::Heights;
use crate::typeset::pages::search::thorough::Thorough;
use std::cell::Cell;

/// How many lines a page may be short: what is tried first, and then for want of anything better.
const SHORT: [i64; 3] = [2, 8, i64::MAX];

/// How many lines a page may be longer than its style says; not the first of a flow, whose folio
/// stands at its foot.
pub(crate) const LONG: i64 = 1;

/// Finds candidates.
pub(crate) struct Finder<'a> {
    pub(crate) galley: &'a Galley,
    pub(crate) style: &'a Style,
    /// Where blocks are tried in all their settings even if a page without cost is found without.
    pub(crate) thorough: Thorough,
}

impl Finder<'_> {
    /// The height of a page so many lines longer than a full one.
    pub(crate) fn depth(&self, longer: i64) -> Length {
        self.style.text.leading * (self.style.page.lines + longer)
    }

    /// Whether nothing follows `state`.
    pub(crate) fn is_end(&self, state: &State) -> bool {
        state.at == self.galley.end() && state.owed.0.is_empty()
    }

    /// The pages that may begin at `state`; never empty before the galley's end.
    pub(crate) fn from(&self, state: &State) -> Vec<Candidate> {
        if state.at == self.galley.end() {
            return vec![self.only_notes(state)];
        }
        let heights = Heights::new(self.galley, self.first_notes(state));
        let (from, mut found) = ((state, &heights), vec![]);
        let thorough = self.thorough.holds(state.at);
        for most_short in SHORT {
            found = self.search(from, most_short, false, false);
            let cheapest = found.iter().map(|c| c.cost.total()).min().unwrap_or(i64::MAX);
            let costs = &self.style.pages;
            if cheapest > 0 && cheapest < i64::MAX || thorough {
                found = self.search(from, most_short, true, false);
            }
            let fair = |c: &Candidate| c.cost.total() < costs.widow.min(costs.orphan);
            if found.iter().any(fair) || !found.is_empty() && most_short > SHORT[0] {
                break;
            }
        }
        if found.is_empty() {
            // More that must stay together than a page can hold.
            found = self.search(from, i64::MAX, false, true);
        }
        found
    }

    fn search(
        &self,
        (state, heights): (&State, &Heights<'_>),
        most_short: i64,
        settings: bool,
        forced: bool,
    ) -> Vec<Candidate> {
        let search = Search {
            finder: self,
            state,
            heights,
            most_short,
            settings,
            thorough: self.thorough.holds(state.at),
            forced,
            most_long: if state.at == Cursor::default() { 0 } else { LONG },
            chosen: vec![],
            found: vec![],
            hopeless: false,
            measured: Cell::default(),
        };
        search.run()
    }

    /// The notes that are set first on a page that begins at `state`: by stream the unit.
    fn first_notes<'a>(&'a self, state: &'a State) -> &'a [u32] {
        match state.owed.0.as_slice() {
            [] => self.galley.reached(self.galley.called_before(state.at)),
            owed => owed,
        }
    }

    /// Whether a page has a fault that one would see, and that other settings might mend.
    pub(crate) fn is_faulty(&self, candidate: &Candidate) -> bool {
        let (cost, costs) = (&candidate.cost, &self.style.pages);
        cost.end > 0 || cost.depth >= costs.unequal || cost.notes > costs.split_note || cost.gap >= costs.unequal
    }

    /// A page after the text's end, for notes that go on.
    fn only_notes(&self, state: &State) -> Candidate {
        let called = self.galley.called_before(self.galley.end());
        let all = self.galley.reached(called);
        let mut notes = fit(self.galley, &state.owed.0, all, self.depth(0));
        if notes.lines.iter().all(|lines| lines.is_empty()) {
            // A line higher than the page: rather over the edge than for ever.
            notes.lines = state.owed.0.iter().zip(all).map(|(from, to)| *from..*to).collect();
        }
        let ends: Vec<u32> = notes.lines.iter().map(|lines| lines.end).collect();
        let owed = if ends == all { Owed::default() } else { Owed(ends) };
        let costs = &self.style.pages;
        let cost = PageCost { notes: notes.single * costs.widow + costs.split_note, ..PageCost::default() };
        Candidate {
            cost,
            next: State { at: self.galley.end(), owed, side: state.side.next(0) },
            chosen: vec![],
            called,
            bottom: Length::ZERO,
            depth: 0,
            short: 0,
            fault: Fault::None,
            hyphen: false,
            cut: Some(Box::new(notes)),
        }
    }

    /// The page that a candidate is.
    pub(crate) fn plan(&self, state: &State, candidate: Candidate) -> PagePlan {
        let from = self.first_notes(state);
        let notes = candidate.cut.map_or_else(
            || {
                let room = self.depth(LONG) - candidate.bottom;
                fit(self.galley, from, self.galley.reached(candidate.called), room)
            },
            |cut| *cut,
        );
        PagePlan {
            start: state.at,
            end: candidate.next.at,
            chosen: candidate.chosen,
            notes,
            last: 0,
            depth: candidate.depth,
            short: candidate.short,
            fault: candidate.fault,
            hyphen: candidate.hyphen,
            regions: vec![],
        }
    }
}
