//! Lines, pages and references brought to a fixed point.

use crate::diag::{Diagnostic, Diagnostics};
use crate::model::document::Edition;
use crate::style::Style;
use crate::typeset::composition::flow::Flow;
use crate::typeset::galley::{self, Galley};
use crate::typeset::lines::{Cut, SetParagraph, Setting, Workshop};
use crate::typeset::pages::numbering::{BookPage, number};
use crate::typeset::pages::pagebreak::{Pagination, break_pages};
use crate::typeset::pages::places::Table;
use crate::typeset::pages::tighten::tighten;
use crate::typeset::paragraph::Paragraph;
use crate::typeset::paragraph::assembled::{Assembled, Loci};
use crate::typeset::paragraph::keyed::{Keyed, Repeated};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// From which round on a number keeps the room of the widest that stood in its place: two states
/// that call each other forth would else follow one another for ever.
const WIDENING: usize = 2;

/// From which round on a key that comes or goes changes no lines either.
const FREEZING: usize = 12;

/// How often the pages are made anew before lists of places are left as they are.
const ROUNDS: usize = 5;

/// The book in lines and pages, its references right.
pub(crate) struct Settled {
    /// The paragraphs in lines.
    pub(crate) set: Vec<SetParagraph>,
    /// The flows as galleys.
    pub(crate) galleys: Vec<Galley>,
    /// Those whose notes took less room once their pages were chosen, as they were before.
    pub(crate) weighed: BTreeMap<usize, Galley>,
    /// And their pages.
    pub(crate) plans: Vec<Pagination>,
    /// The pages of the book.
    pub(crate) pages: Vec<BookPage>,
    /// The places on them.
    pub(crate) table: Table,
}

/// Sets and breaks everything, then again what references have changed, until nothing changes.
///
/// In the first rounds a paragraph is set anew with its new numbers, but not a note that is run
/// together with others. Later its lines change only
/// where a number needs more room than any before it, which it then keeps: as numbers grow no
/// wider than they can, this comes to an end, and what is printed is the number that is so. Lists
/// of places have no such bound; one that still changes after [`ROUNDS`] is an error.
pub(crate) fn settle(
    edition: &Edition,
    style: &Style,
    workshop: &Workshop<'_>,
    flows: &[Flow],
    paragraphs: &mut [Paragraph],
    (keyed, repeated): (Vec<Keyed>, Vec<Repeated>),
    diagnostics: &mut Diagnostics,
) -> Settled {
    let by_line = !keyed.is_empty();
    let table = Table::new((edition, style), paragraphs, keyed, repeated);
    // Those that are keyed to lines wait for a guess of these.
    let first = |paragraph: &Paragraph| match paragraph.keyed {
        Some(_) => SetParagraph::default(),
        None => workshop.set(paragraph, &table),
    };
    let mut set: Vec<SetParagraph> = paragraphs.par_iter().map(first).collect();
    let galley = |flow: &Flow, paragraphs: &[Paragraph], set: &[SetParagraph]| {
        galley::build(flow, paragraphs, set, workshop, edition, style)
    };
    let mut galleys: Vec<Galley> = flows.par_iter().map(|flow| galley(flow, paragraphs, &set)).collect();
    if by_line {
        let guess = table.guessed((edition, style), paragraphs, &galleys, flows, &set);
        let keyed = |index: &usize| paragraphs[*index].keyed.is_some();
        let anew: Vec<(usize, SetParagraph)> = (0..paragraphs.len())
            .into_par_iter()
            .filter(|index| keyed(index))
            .map(|index| (index, workshop.set(&paragraphs[index], &guess)))
            .collect();
        anew.into_iter().for_each(|(index, paragraph)| set[index] = paragraph);
        galleys = flows.par_iter().map(|flow| galley(flow, paragraphs, &set)).collect();
    }
    // Where keys count the lines of a page, the first pages only tell about which: their notes change, and most pages
    // are broken anew.
    let mut plans = Plans { hasty: by_line, ..Plans::new(edition, style, flows) };
    let mut round = 0;
    loop {
        let pages = plans.settle(&galleys);
        let table = table.placed((edition, style), paragraphs, &pages, &galleys, &plans.plans, &set);
        let mut changed: Vec<usize> =
            (0..paragraphs.len()).into_par_iter().filter(|i| is_changed(&paragraphs[*i], &set[*i], &table)).collect();
        let all = changed.len();
        changed.retain(|index| round < ROUNDS || paragraphs[*index].lists.is_none());
        let hasty = plans.take_time();
        if changed.is_empty() && !hasty {
            if all > 0 {
                diagnostics.push(unsettled(all));
            }
            let mut settled = Settled { set, galleys, weighed: BTreeMap::new(), plans: plans.plans, pages, table };
            tighten(&mut settled, (edition, style), workshop, flows, paragraphs);
            return settled;
        }
        // With other numbers a paragraph with lists has other pieces.
        let mut former: BTreeMap<usize, Paragraph> = BTreeMap::new();
        for index in &changed {
            if paragraphs[*index].lists.is_some() {
                former.insert(*index, paragraphs[*index].clone());
                paragraphs[*index].fill(&table);
            }
        }
        let anew = |index: &usize| match (&paragraphs[*index], &set[*index]) {
            (paragraph, set) if is_damped(paragraph, round) => {
                workshop.set_wider(paragraph, &table, set, round >= FREEZING)
            }
            (paragraph, _) => workshop.set(paragraph, &table),
        };
        let anew: Vec<SetParagraph> = changed.par_iter().map(anew).collect();
        // Flows whose lines read otherwise, and whether other pages may come of it.
        let mut touched: BTreeMap<usize, bool> = BTreeMap::new();
        for (index, paragraph) in changed.iter().zip(anew) {
            let flow = flows.partition_point(|flow| flow.paragraphs.end <= *index);
            let now = &paragraphs[*index];
            let alike = is_alike(former.get(index).unwrap_or(now), &set[*index], now, &paragraph);
            if flow < flows.len() {
                *touched.entry(flow).or_default() |= !alike;
            }
            set[*index] = paragraph;
        }
        let again: Vec<Galley> = touched.par_iter().map(|(flow, _)| galley(&flows[*flow], paragraphs, &set)).collect();
        for ((flow, moved), mut galley) in touched.into_iter().zip(again) {
            if !galley.take_over(&galleys[flow]) || moved {
                plans.forget(flow);
            } else {
                galley.keep_costs(&galleys[flow]);
            }
            galleys[flow] = galley;
        }
        round += usize::from(!hasty);
    }
}

/// Whether a paragraph is past changing its lines freely. Notes run together all hang together, so that they are from
/// the first; but not those that are keyed to lines whose numbers are no page's, and so right from the first.
fn is_damped(paragraph: &Paragraph, round: usize) -> bool {
    let from_first = paragraph.runs_on && (paragraph.keyed.is_none() || paragraph.keyed_by_page);
    paragraph.lists.is_none() && (round >= WIDENING || from_first)
}

/// The pages of all flows, each flow broken for the side on which it begins.
struct Plans<'a> {
    edition: &'a Edition,
    style: &'a Style,
    flows: &'a [Flow],
    plans: Vec<Pagination>,
    /// For which side each flow is broken: whether it begins on a recto; none if it is not.
    recto: Vec<Option<bool>>,
    /// Whether pages need not be the best.
    hasty: bool,
}

impl<'a> Plans<'a> {
    fn new(edition: &'a Edition, style: &'a Style, flows: &'a [Flow]) -> Self {
        let (plans, recto) = (vec![Pagination::default(); flows.len()], vec![None; flows.len()]);
        Self { edition, style, flows, plans, recto, hasty: false }
    }

    /// From now on pages are the best. Tells whether any so far may not be, which are forgotten.
    fn take_time(&mut self) -> bool {
        self.hasty = false;
        let hasty: Vec<usize> = (0..self.plans.len()).filter(|flow| self.plans[*flow].hasty).collect();
        hasty.iter().for_each(|flow| self.forget(*flow));
        !hasty.is_empty()
    }

    /// A flow's galley is no longer what it was.
    fn forget(&mut self, flow: usize) {
        self.recto[flow] = None;
    }

    /// Breaks every flow for the side on which it begins, which depends on how many pages those
    /// before it have. That number hardly depends on the side, so all are broken at once, for the
    /// sides that the last round gave; what a side turns out wrong for is broken again. With every
    /// round at least one flow more from the front is right for good.
    fn settle(&mut self, galleys: &[Galley]) -> Vec<BookPage> {
        loop {
            let counts: Vec<usize> = self.plans.iter().map(|plan| plan.pages.len()).collect();
            let pages = number(self.edition, self.style.page.openings, self.flows, &counts);
            let sides = self.sides(&pages);
            let wrong: Vec<usize> = (0..sides.len()).filter(|flow| self.recto[*flow] != Some(sides[*flow])).collect();
            if wrong.is_empty() {
                return pages;
            }
            let again: Vec<Pagination> = wrong
                .par_iter()
                .map(|flow| break_pages(&galleys[*flow], self.style, sides[*flow], self.hasty))
                .collect();
            for (flow, plan) in wrong.into_iter().zip(again) {
                self.recto[flow] = Some(sides[flow]);
                self.plans[flow] = plan;
            }
        }
    }

    /// Whether each flow begins on a recto.
    fn sides(&self, pages: &[BookPage]) -> Vec<bool> {
        let mut sides = vec![true; self.flows.len()];
        for (index, page) in pages.iter().enumerate() {
            if let Some((flow, 0)) = page.content {
                sides[flow] = index % 2 == 0;
            }
        }
        sides
    }
}

/// Whether a paragraph that reads otherwise has the same lines as far as pages depend on them: as
/// many, with the same calls, hyphens and numbers. So it is with most when a number of a page is filled in.
fn is_alike(former: &Paragraph, before: &SetParagraph, paragraph: &Paragraph, now: &SetParagraph) -> bool {
    let line = |one: &Cut, other: &Cut| {
        one.hyphen == other.hyphen
            && before.calls(former, one).eq(now.calls(paragraph, other))
            && before.line_marks(former, one).eq(now.line_marks(paragraph, other))
    };
    let setting = |(one, other): (&Setting, &Setting)| {
        one.lines.len() == other.lines.len() && one.lines.iter().zip(&other.lines).all(|(one, other)| line(one, other))
    };
    let leads_in = |set: &SetParagraph| set.text.text.trim_end().ends_with(':');
    before.settings.len() == now.settings.len()
        && before.settings.iter().zip(&now.settings).all(setting)
        && leads_in(before) == leads_in(now)
}

/// Whether a paragraph would read otherwise now.
fn is_changed(paragraph: &Paragraph, set: &SetParagraph, loci: &dyn Loci) -> bool {
    let refers = paragraph.pieces.iter().any(|piece| piece.content.depends_on_places());
    let leads = |leader: &crate::typeset::paragraph::Leader| Assembled::new(&leader.page, loci).text != set.leader;
    refers && !set.text.reads(&paragraph.pieces, loci)
        || paragraph.lists_change(loci)
        || paragraph.leader.as_ref().is_some_and(leads)
}

/// The error for lists of places that still change.
fn unsettled(count: usize) -> Diagnostic {
    let message = format!("the numbers of {count} lists of places do not settle");
    Diagnostic::error("references-unsettled", message)
        .help("a list's length moves the places that it lists: take one of them out of it, or move the document that holds the list behind those that it lists")
}
