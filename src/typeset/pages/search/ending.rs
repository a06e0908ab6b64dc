//! The ends of a page that are tried, and what each costs.

use crate::model::length::Length;
use crate::typeset::galley::Cursor;
use crate::typeset::pages::candidate::{Candidate, Owed, PageCost, Side, State};
use crate::typeset::pages::insertion::{Fitted, fit};
use crate::typeset::pages::search::{Ending, Partial, Search};

impl Search<'_> {
    /// Tries a page that ends here.
    pub(crate) fn end(&mut self, partial: &Partial, ending: Ending) {
        if self.hopeless {
            return;
        }
        let (finder, bottom) = (self.finder, partial.column.bottom);
        let leading = finder.style.text.leading.0;
        let notes = self.notes_height(ending.called, finder.depth(self.most_long) - bottom);
        let is_last = ending.at == finder.galley.end();
        // How many lines the page must be longer than a full one, rounded up.
        let least = -((finder.depth(0) - bottom - notes).0.div_euclid(leading));
        if least > self.most_long {
            return self.cut(partial, ending);
        }
        if is_last {
            return self.last(partial, ending, least);
        }
        if -least > self.most_short {
            return;
        }
        if notes == Length::ZERO {
            return self.whole(partial, ending, least, 0);
        }
        // The notes stand at the foot, however deep that is made: as deep as the page it faces.
        let wanted: &[i64] = match self.state.side {
            Side::Verso if self.settings && self.most_long > 0 => &[0, -1, 1],
            Side::Verso | Side::Alone => &[0],
            Side::Facing(depth) => &[depth.clamp(-1, self.most_long)],
        };
        let mut none = true;
        for depth in wanted.iter().filter(|depth| **depth >= least) {
            self.whole(partial, ending, *depth, *depth - least);
            none = false;
        }
        if none {
            self.whole(partial, ending, least, 0);
        }
    }

    /// A page with all its notes.
    fn whole(&mut self, partial: &Partial, ending: Ending, depth: i64, gap: i64) {
        let costs = &self.finder.style.pages;
        let cost = PageCost {
            end: ending.cost,
            depth: self.depth_cost(depth),
            gap: costs.gap * gap * gap,
            settings: partial.cost,
            ..PageCost::default()
        };
        self.push(partial, ending, cost, depth, gap - depth.min(0), None);
    }

    /// What a depth costs: a spread may be a line longer or shorter than others, but its pages
    /// should be equal.
    fn depth_cost(&self, depth: i64) -> i64 {
        let costs = &self.finder.style.pages;
        let alone = |depth: i64| costs.short_line * depth * depth;
        match self.state.side {
            Side::Facing(other) if other == depth => 0,
            Side::Facing(other) => costs.unequal * (depth - other).pow(2) + alone(depth),
            Side::Verso | Side::Alone => alone(depth),
        }
    }

    /// A page at the end of its flow.
    fn last(&mut self, partial: &Partial, ending: Ending, least: i64) {
        let costs = &self.finder.style.pages;
        let few = self.state.at != Cursor::default() && partial.lines < costs.last_page_lines;
        let cost = PageCost {
            settings: partial.cost,
            last: if few { costs.last_page } else { 0 },
            depth: if least > 0 { self.depth_cost(least) } else { 0 },
            ..PageCost::default()
        };
        self.push(partial, ending, cost, least.max(0), 0, None);
    }

    /// A page whose notes do not all fit.
    fn cut(&mut self, partial: &Partial, ending: Ending) {
        let (finder, costs) = (self.finder, &self.finder.style.pages);
        let bottom = partial.column.bottom;
        let fits = bottom <= finder.depth(0) || partial.lines == 1;
        if !fits {
            return;
        }
        let called = finder.galley.reached(ending.called);
        let is_cheaper = |c: &Candidate| c.cost.total() < costs.split_note;
        if !self.thorough && self.found.iter().any(is_cheaper) {
            return;
        }
        let room = finder.depth(0) - bottom;
        let notes = fit(finder.galley, self.heights.from(), called, room);
        // What stands at the foot of every page has no note that could begin later.
        if notes.height > room && partial.lines > 1 {
            return;
        }
        if notes.late > 0 && !self.found.is_empty() {
            self.hopeless = true;
            return;
        }
        let short = (finder.depth(0) - bottom - notes.height).0.max(0) / finder.style.text.leading.0;
        let cost = PageCost {
            end: ending.cost,
            depth: self.depth_cost(0),
            gap: costs.gap * short * short,
            settings: partial.cost,
            notes: notes.split * costs.split_note + notes.late * costs.late_note + notes.single * costs.widow,
            last: 0,
        };
        self.push(partial, ending, cost, 0, short, Some(Box::new(notes)));
    }

    fn push(
        &mut self,
        partial: &Partial,
        ending: Ending,
        cost: PageCost,
        depth: i64,
        short: i64,
        cut: Option<Box<Fitted>>,
    ) {
        let owed =
            cut.as_ref().map_or_else(Owed::default, |notes| Owed(notes.lines.iter().map(|lines| lines.end).collect()));
        let mut chosen = vec![];
        let mut index = partial.chosen;
        while index > 0 {
            let (before, element, setting) = self.chosen[index as usize - 1];
            // A block that goes on overleaf is named by the place where it goes on.
            if element != ending.at.element || ending.at.line == 0 {
                chosen.push((element, setting));
            }
            index = before;
        }
        self.found.push(Candidate {
            cost,
            next: State { at: ending.at, owed, side: self.state.side.next(depth) },
            chosen,
            called: ending.called,
            bottom: partial.column.bottom,
            depth,
            short,
            fault: ending.fault,
            hyphen: ending.hyphen,
            cut,
        });
    }
}
