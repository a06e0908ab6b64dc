//! The labels of milestones beside the lines: a long one in lines of its own, beyond the numbers that stand there, below
//! a label that goes on from above. What fits in none of these ways is set smaller, and told.
//!
//! Knows the lines of one page; nothing of what else is on it.

use crate::diag::{Diagnostic, Diagnostics};
use crate::model::length::Length;
use crate::model::lines::LineMark;
use crate::model::page::{Page, Role};
use crate::model::text::{Mark, MarkKind};
use crate::source::Span;
use crate::style::{Figures, MarginStyle};
use crate::typeset::composition::flow::FlowKind;
use crate::typeset::drawing::beside::{Filled, room, scaled};
use crate::typeset::drawing::draw::{Drawer, Frame, glyph_run};
use crate::typeset::drawing::margins::{Beside, Margins, width};
use crate::typeset::lines::LineRun;
use crate::typeset::paragraph::point::Milestone;
use rayon::prelude::*;

/// Up to this number a line's number has room in every margin that has some at all.
const WIDE: u32 = 9_999;

/// Labels of one line and one margin, as they are set.
struct Fitted {
    /// Their lines.
    lines: Vec<Vec<LineRun>>,
    /// How far from the text they stand.
    distance: Length,
    /// Whether they are smaller than others.
    smaller: bool,
}

/// One margin of a page.
struct Side<'a> {
    frame: &'a Frame,
    right: bool,
    /// The room in it.
    room: Length,
    numbers: &'a [Filled],
    figures: Figures,
}

impl Side<'_> {
    /// How far numbers fill it between two baselines.
    fn taken(&self, from: Length, to: Length) -> Length {
        let near = self.numbers.iter().filter(|one| one.baseline > from && one.baseline < to);
        near.map(|one| one.sides[usize::from(self.right)]).max().unwrap_or_default()
    }
}

impl Drawer<'_> {
    /// Warns of labels and numbers that are wider than their margin.
    pub(crate) fn report(&self, diagnostics: &mut Diagnostics) {
        let is_wide = |mark: &Mark| match mark.kind {
            MarkKind::Milestone(_) | MarkKind::Line(LineMark::Lettered(..)) => true,
            MarkKind::Line(LineMark::Number(number)) => number > WIDE,
            _ => false,
        };
        if !self.edition.documents.iter().any(|document| document.body.marks.iter().any(is_wide)) {
            return;
        }
        let all: Vec<Vec<Diagnostic>> =
            (0..self.settled.pages.len()).into_par_iter().map(|index| self.cramped(index)).collect();
        diagnostics.extend(all.into_iter().flatten());
    }

    /// The warnings of a page.
    fn cramped(&self, index: usize) -> Vec<Diagnostic> {
        let Some((flow, number)) = self.settled.pages[index].content else { return vec![] };
        let kind = self.flows[flow].kind;
        let (galley, plan) = (&self.settled.galleys[flow], &self.settled.plans[flow].pages[number]);
        let (frame, margins) = (self.frame(index), self.margins());
        let lines = self.besides(kind, galley, plan, &frame);
        let mut page = Page { width: self.style.page.width, ..Page::default() };
        let filled: Vec<Filled> =
            lines.iter().map(|(y, line)| margins.numbers(&mut page, kind, &frame, *y, line)).collect();
        let label = self.settled.pages[index].label;
        let told = |what: String, span: Option<&Span>| {
            let message = format!("{what} is wider than its margin (page {label}) and is set smaller");
            let warning = Diagnostic::warning("narrow-margin", message)
                .help("give the margin more room in `[page]` of the style, or say it more briefly");
            span.map_or(warning.clone(), |span| warning.at(span.clone()))
        };
        let milestones = margins.cramped(page.width, kind, &frame, &lines, &filled);
        let milestones = milestones.into_iter().map(|one| told(format!("“{}”", one.label), one.span.as_ref()));
        let keyed = margins.is_keyed_to_lines(kind);
        let numbers = lines.iter().filter_map(|(_, line)| line.number).filter(|_| margins.is_text(kind));
        let numbers = numbers.filter(|number| margins.is_cramped(page.width, *number, keyed, &frame));
        milestones.chain(numbers.map(|number| told(format!("the line number {number}"), None))).collect()
    }
}

impl Margins<'_> {
    /// Draws the labels of one margin.
    pub(super) fn labels(
        &self,
        page: &mut Page,
        kind: FlowKind,
        frame: &Frame,
        lines: &[(Length, Beside<'_>)],
        numbers: &[Filled],
        right: bool,
    ) {
        let side = self.side(page.width, kind, frame, numbers, right);
        let mut drawn: Vec<Length> = vec![];
        for (own, line) in lines {
            let shown = self.shown(&line.milestones, frame, right);
            let Some(size) = shown.first().map(|nearest| self.margin_of(nearest).size) else { continue };
            let leading = size.scale(6, 5);
            // Lower where one that begins above goes on beside this line.
            let mut baseline = *own;
            while let Some(y) = drawn.iter().copied().filter(|y| *y > baseline - size && *y < baseline + size).max() {
                baseline = y + leading;
            }
            let fitted = self.fitted(&shown, &side, baseline);
            for (number, runs) in (0..).zip(fitted.lines) {
                let y = baseline + leading * number;
                let left = match right {
                    true => frame.left + frame.measure + fitted.distance,
                    false => frame.left - fitted.distance - width(&runs),
                };
                page.items.extend(runs.into_iter().map(|run| glyph_run(run, left, y)));
                drawn.push(y);
            }
        }
    }

    /// The labels of the lines of a page that are set smaller than others.
    fn cramped<'m>(
        &self,
        page_width: Length,
        kind: FlowKind,
        frame: &Frame,
        lines: &[(Length, Beside<'m>)],
        numbers: &[Filled],
    ) -> Vec<&'m Milestone> {
        let mut cramped = vec![];
        for right in [false, true] {
            let side = self.side(page_width, kind, frame, numbers, right);
            for (baseline, line) in lines {
                let shown = self.shown(&line.milestones, frame, right);
                if !shown.is_empty() && self.fitted(&shown, &side, *baseline).smaller {
                    cramped.extend(shown);
                }
            }
        }
        cramped
    }

    fn side<'a>(
        &self,
        page_width: Length,
        kind: FlowKind,
        frame: &'a Frame,
        numbers: &'a [Filled],
        right: bool,
    ) -> Side<'a> {
        let (room, figures) = (room(page_width, frame, right), self.figures(self.is_keyed(kind)));
        Side { frame, right, room, numbers, figures }
    }

    fn id(&self, milestone: &Milestone) -> &str {
        &self.edition.book.milestones[milestone.system].id
    }

    fn margin_of(&self, milestone: &Milestone) -> &MarginStyle {
        &self.style.milestone_of(self.id(milestone)).margin
    }

    /// The milestones of the right margin or of the left one, in the order of their systems.
    fn shown<'m>(&self, all: &[&'m Milestone], frame: &Frame, right: bool) -> Vec<&'m Milestone> {
        let systems = &self.edition.book.milestones;
        let here =
            |milestone: &&&Milestone| self.style.milestone_side(self.id(milestone)).is_right(frame.recto) == right;
        let beside = |milestone: &&&Milestone| !self.style.is_in_text(&systems[milestone.system]);
        let mut shown: Vec<&Milestone> = all.iter().filter(beside).filter(here).copied().collect();
        shown.sort_by_key(|milestone| milestone.system);
        shown
    }

    /// Labels beside a line at `baseline`: in one line where there is room, else below one another, one of several words in
    /// several lines.
    fn fitted(&self, shown: &[&Milestone], side: &Side<'_>, baseline: Length) -> Fitted {
        let Some(nearest) = shown.first() else {
            return Fitted { lines: vec![], distance: Length::ZERO, smaller: false };
        };
        let style = self.margin_of(nearest);
        let wanted = self.style.milestone_distance(self.id(nearest), side.frame.recto);
        let least = |lines: i64| {
            let taken = side.taken(baseline - style.size, baseline + style.size.scale(6, 5) * (lines - 1) + style.size);
            if taken > Length::ZERO { taken + style.size / 2 } else { style.distance }
        };
        let runs = self.set(shown, side.figures, [1, 1]);
        let own = width(&runs);
        let distance = wanted.min(side.room - own).max(least(1));
        if own <= side.room - distance || own == Length::ZERO {
            return Fitted { lines: vec![runs], distance, smaller: false };
        }
        // Below one another, each in as many lines as it wants. More lines may meet more numbers, and so be narrower.
        let in_lines = |one: &&Milestone, free| self.in_lines(&one.label, self.margin_of(one), side.figures, free);
        let mut count = 1;
        while let Some(lines) =
            shown.iter().map(|one| in_lines(one, side.room - least(count))).collect::<Option<Vec<_>>>()
        {
            let lines = lines.concat();
            if lines.len() as i64 <= count {
                return Fitted { lines, distance: least(count), smaller: false };
            }
            count = lines.len() as i64;
        }
        // Smaller rather than beyond the paper.
        let runs = self.set(shown, side.figures, [(side.room - distance).0.max(1), own.0]);
        Fitted { lines: vec![runs], distance, smaller: true }
    }

    /// Labels in one line: commas between those of one system, a wide space between two.
    fn set(&self, shown: &[&Milestone], figures: Figures, scale: [i64; 2]) -> Vec<LineRun> {
        let styles: Vec<MarginStyle> = shown.iter().map(|one| scaled(self.margin_of(one), scale)).collect();
        let mut pieces = vec![];
        let mut before = None;
        for (one, style) in shown.iter().zip(&styles) {
            let between = if before == Some(one.system) { ", " } else { "\u{2003}" };
            if before.replace(one.system).is_some() {
                pieces.push((between, style));
            }
            pieces.push((one.label.as_ref(), style));
        }
        self.pieces(pieces, figures, Role::Decoration)
    }

    /// A long label as lines of a width, if its words are no wider: a subject beside its passage.
    fn in_lines(&self, label: &str, style: &MarginStyle, figures: Figures, free: Length) -> Option<Vec<Vec<LineRun>>> {
        let (mut lines, mut line) = (vec![], String::new());
        let set = |words: &str| self.pieces([(words, style)], figures, Role::Decoration);
        for word in label.split(' ') {
            let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            if width(&set(&longer)) <= free {
                line = longer;
                continue;
            }
            if line.is_empty() || width(&set(word)) > free {
                return None;
            }
            lines.push(set(&std::mem::replace(&mut line, word.to_owned())));
        }
        lines.push(set(&line));
        Some(lines)
    }
}
