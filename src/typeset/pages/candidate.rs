//! The pages that may begin at a place in the galley, and what each would cost.
//!
//! Knows heights, notes and costs; nothing of the pages before or after but how deep the facing
//! page is and which notes are still owed.

use crate::model::length::Length;
use crate::style::Style;
use crate::typeset::galley::{Cursor, Element, Fault, Galley, GalleyBlock};
use crate::typeset::lines::node::FORBIDDEN;
use crate::typeset::pages::insertion::{Fitted, fit, total};
use crate::typeset::pages::plan::{Column, PagePlan};

/// Where a page may begin, and all that its cost depends on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct State {
    /// The place in the galley.
    pub(crate) at: Cursor,
    /// For each stream the first line not yet set, where notes called before are still owed;
    /// empty where none are. Compares so that the pages at a galley's end come in their order.
    pub(crate) owed: Owed,
    /// The side, and the page that it faces.
    pub(crate) side: Side,
}

/// Notes that are owed: for each stream the first line not yet set. Nothing owed comes last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Owed(pub(crate) Vec<u32>);

impl Ord for Owed {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.0.is_empty(), &self.0).cmp(&(other.0.is_empty(), &other.0))
    }
}

impl PartialOrd for Owed {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// The side of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Side {
    /// A left-hand page.
    Verso,
    /// A right-hand page that faces none of its flow.
    Alone,
    /// A right-hand page that faces one so many lines longer than a full page.
    Facing(i64),
}

/// What a page costs, fault by fault.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct PageCost {
    /// For the line at which it ends: widow, orphan, hyphen, lead-in.
    pub(crate) end: i64,
    /// For its depth, and that of the page it faces.
    pub(crate) depth: i64,
    /// For the space above its notes.
    pub(crate) gap: i64,
    /// For paragraphs that are not set in their best way.
    pub(crate) settings: i64,
    /// For notes that are split, late, or leave a single line.
    pub(crate) notes: i64,
    /// For being the last and nearly empty.
    pub(crate) last: i64,
}

impl PageCost {
    /// All of it.
    pub(crate) fn total(&self) -> i64 {
        self.end + self.depth + self.gap + self.settings + self.notes + self.last
    }
}

/// A page that might be.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    /// What it costs.
    pub(crate) cost: PageCost,
    /// What comes after it.
    pub(crate) next: State,
    /// The blocks not set in their best way.
    pub(crate) chosen: Vec<(u32, u8)>,
    /// How many notes are called up to its end.
    called: u32,
    /// The lower edge of its text.
    bottom: Length,
    /// Its depth and what it leaves free, in lines; see [`PagePlan`].
    pub(crate) depth: i64,
    pub(crate) short: i64,
    pub(crate) fault: Fault,
    pub(crate) hyphen: bool,
    /// Its notes, where they do not all fit.
    cut: Option<Box<Fitted>>,
}

/// How many lines a page may be short: what is tried first, and then for want of anything better.
const SHORT: [i64; 3] = [2, 8, i64::MAX];

/// How many lines a page may be longer than its style says; not the first of a flow, whose folio
/// stands at its foot.
const LONG: i64 = 1;

/// Finds candidates.
pub(crate) struct Finder<'a> {
    pub(crate) galley: &'a Galley,
    pub(crate) style: &'a Style,
    /// Whether blocks are tried in all their settings even where a page without cost is found
    /// without.
    pub(crate) thorough: bool,
}

/// A column in the making: of those with the same depth only the cheapest is kept.
#[derive(Clone, Copy)]
struct Partial {
    column: Column,
    lines: i64,
    cost: i64,
    /// The number, from 1, of the last of the blocks not set in their best way in
    /// [`Search::chosen`]; 0 for none.
    chosen: u32,
}

/// A search from one state.
struct Search<'a> {
    finder: &'a Finder<'a>,
    state: &'a State,
    /// The notes that are set first.
    from: &'a [u32],
    most_short: i64,
    settings: bool,
    /// Whether a page may end where it must not.
    forced: bool,
    /// How many lines the page may be too long.
    most_long: i64,
    /// Blocks not set in their best way, each with the one before it.
    chosen: Vec<(u32, u32, u8)>,
    found: Vec<Candidate>,
    /// Whether notes would begin late from here on.
    hopeless: bool,
}

/// Where a page would end.
#[derive(Clone, Copy)]
struct Ending {
    at: Cursor,
    cost: i64,
    fault: Fault,
    hyphen: bool,
    called: u32,
}

impl Finder<'_> {
    /// The height of a page so many lines longer than a full one.
    fn depth(&self, longer: i64) -> Length {
        self.style.text.leading * (self.style.page.lines + longer)
    }

    /// The pages that may begin at `state`; never empty before the galley's end.
    pub(crate) fn from(&self, state: &State) -> Vec<Candidate> {
        if state.at == self.galley.end() {
            return vec![self.only_notes(state)];
        }
        let mut found = vec![];
        for most_short in SHORT {
            found = self.search(state, most_short, false, false);
            let cheapest = found.iter().map(|c| c.cost.total()).min().unwrap_or(i64::MAX);
            let costs = &self.style.pages;
            if cheapest > 0 && cheapest < i64::MAX || self.thorough {
                found = self.search(state, most_short, true, false);
            }
            let fair = |c: &Candidate| c.cost.total() < costs.widow.min(costs.orphan);
            if found.iter().any(fair) || !found.is_empty() && most_short > SHORT[0] {
                break;
            }
        }
        if found.is_empty() {
            // More that must stay together than a page can hold.
            found = self.search(state, i64::MAX, false, true);
        }
        found
    }

    fn search(&self, state: &State, most_short: i64, settings: bool, forced: bool) -> Vec<Candidate> {
        let reached;
        let from = if state.owed.0.is_empty() {
            reached = self.galley.called_before(state.at);
            self.galley.reached(reached)
        } else {
            &state.owed.0
        };
        let search = Search {
            finder: self,
            state,
            from,
            most_short,
            settings,
            forced,
            most_long: if state.at == Cursor::default() { 0 } else { LONG },
            chosen: vec![],
            found: vec![],
            hopeless: false,
        };
        search.run()
    }

    /// Whether a page has a fault that one would see, and that other settings might mend.
    pub(crate) fn is_faulty(&self, candidate: &Candidate) -> bool {
        let (cost, costs) = (&candidate.cost, &self.style.pages);
        cost.end > 0 || cost.depth >= costs.unequal || cost.notes > costs.split_note || cost.gap >= costs.unequal
    }

    /// The height of the notes up to `called`, rules and gaps included.
    fn notes_height(&self, from: &[u32], called: u32) -> Length {
        let stretches = from.iter().zip(self.galley.reached(called)).map(|(from, to)| *from..*to.max(from));
        total(&self.galley.streams, stretches)
    }

    /// A page after the text's end, for notes that go on.
    fn only_notes(&self, state: &State) -> Candidate {
        let called = self.galley.called_before(self.galley.end());
        let all = self.galley.reached(called);
        let mut notes = fit(&self.galley.streams, &state.owed.0, all, self.depth(0));
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
        let from = match state.owed.0.as_slice() {
            [] => self.galley.reached(self.galley.called_before(state.at)),
            owed => owed,
        };
        let notes = candidate.cut.map_or_else(
            || {
                let room = self.depth(LONG) - candidate.bottom;
                fit(&self.galley.streams, from, self.galley.reached(candidate.called), room)
            },
            |cut| *cut,
        );
        PagePlan {
            start: state.at,
            end: candidate.next.at,
            chosen: candidate.chosen,
            notes,
            depth: candidate.depth,
            short: candidate.short,
            fault: candidate.fault,
            hyphen: candidate.hyphen,
            regions: vec![],
        }
    }
}

impl Side {
    /// The side of the page after one of such a `depth`.
    fn next(self, depth: i64) -> Self {
        if self == Side::Verso { Side::Facing(depth) } else { Side::Verso }
    }
}

impl Search<'_> {
    fn run(mut self) -> Vec<Candidate> {
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
        let bottom = partial.column.bottom;
        bottom + self.finder.notes_height(self.from, called) < self.finder.depth(-short)
    }

    /// Tries a page that ends here.
    fn end(&mut self, partial: &Partial, ending: Ending) {
        if self.hopeless {
            return;
        }
        let (finder, bottom) = (self.finder, partial.column.bottom);
        let leading = finder.style.text.leading.0;
        let notes = finder.notes_height(self.from, ending.called);
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
        if !finder.thorough && self.found.iter().any(is_cheaper) {
            return;
        }
        let notes = fit(&finder.galley.streams, self.from, called, finder.depth(0) - bottom);
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
