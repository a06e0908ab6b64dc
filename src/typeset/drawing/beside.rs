//! What stands beside a line: its number, that of its paragraph, milestones of other numberings; and the bracket
//! before what is turned over of a verse. None of it stands on another, nor beyond the paper.

use crate::model::document::{Matter, Presence};
use crate::model::length::Length;
use crate::model::page::{Item, Page, Role};
use crate::style::{Figures, MarginStyle, Restart};
use crate::typeset::composition::flow::FlowKind;
use crate::typeset::drawing::draw::{Frame, glyph_run};
use crate::typeset::drawing::margins::{Beside, Margins, width};
use crate::typeset::galley::counted::LineNumber;
use crate::typeset::lines::LineRun;
use crate::typeset::paragraph::point::Milestone;

/// What the edges of a book lose when they are trimmed (3 mm): nothing that can be helped stands there.
const TRIM: Length = Length(Length::PT.0 * 17 / 2);

/// Where a line stands: its page's frame, its baseline, and how far the two margins beside it are filled.
struct Place<'f> {
    frame: &'f Frame,
    baseline: Length,
    filled: [Length; 2],
}

impl Margins<'_> {
    /// Draws what stands beside a line of a flow of this kind.
    pub(crate) fn beside(&self, page: &mut Page, kind: FlowKind, frame: &Frame, baseline: Length, line: Beside<'_>) {
        let mut place = Place { frame, baseline, filled: [Length::ZERO; 2] };
        if let Some(number) = line.number.filter(|_| self.is_text(kind)) {
            self.line_number(page, number, self.is_keyed_to_lines(kind), &mut place);
        }
        if let Some(lines) = line.paragraph {
            let runs: Vec<LineRun> = lines.into_iter().flat_map(|line| line.runs).collect();
            let distance = self.style.paragraph_number_distance(frame.recto);
            place.put(page, runs, frame.recto, distance, self.style.paragraph_number.size / 2);
        }
        let figures = self.figures(self.is_keyed(kind));
        for right in [false, true] {
            self.milestones(page, &line.milestones, figures, right, &mut place);
        }
    }

    /// Whether a flow is a text, not what its editor wrote.
    fn is_text(&self, kind: FlowKind) -> bool {
        let FlowKind::Document(document) = kind else { return false };
        let document = &self.edition.documents[document];
        document.matter == Matter::Text && document.presence == Presence::Text
    }

    /// Whether a flow is a document with entries that are keyed.
    fn is_keyed(&self, kind: FlowKind) -> bool {
        matches!(kind, FlowKind::Document(document) if self.edition.documents[document].has_keyed_notes())
    }

    /// Whether it is one with entries that are keyed to its lines, so that these want numbers.
    fn is_keyed_to_lines(&self, kind: FlowKind) -> bool {
        let FlowKind::Document(document) = kind else { return false };
        self.style.numbers_beside(&self.edition.series, &self.edition.documents[document])
    }

    /// Whether each page of a flow of this kind shows the number of a line.
    pub(crate) fn numbers_lines(&self, kind: FlowKind) -> bool {
        self.is_text(kind) && self.is_keyed_to_lines(kind) && self.style.line_numbers.step(true) > 0
    }

    /// Whether the lines of a flow of this kind are numbered anew with each section.
    pub(crate) fn restarts_by_section(&self, kind: FlowKind) -> bool {
        let FlowKind::Document(document) = kind else { return false };
        self.style.restart_of(&self.edition.documents[document]) == Restart::Section
    }

    /// Whether the number of a line is printed.
    pub(crate) fn is_due(&self, number: LineNumber, keyed: bool) -> bool {
        let style = &self.style.line_numbers;
        let LineNumber { number, sub, jumps, .. } = number;
        // Of a line out of its place nobody can count the number.
        if sub == 0 { style.shows(number, keyed) || jumps && style.step(keyed) > 0 } else { style.shows_sub(sub) }
    }

    fn line_number(&self, page: &mut Page, number: LineNumber, keyed: bool, place: &mut Place<'_>) {
        if !self.is_due(number, keyed) {
            return;
        }
        let (style, words) = (&self.style.line_numbers, number.to_string());
        let runs = self.pieces([(words.as_str(), &style.margin)], self.figures(keyed), Role::Decoration);
        let right = style.side.is_right(place.frame.recto);
        place.put(page, runs, right, style.margin.distance, Length::ZERO);
    }

    /// The figures of what is looked up by the keys of entries: high enough to be read in small type.
    fn figures(&self, keyed: bool) -> Figures {
        if keyed { Figures::Lining } else { Figures::default() }
    }

    /// The milestones of the right margin or of the left one, in the order of their systems: commas between those of one,
    /// a wide space between two.
    fn milestones(&self, page: &mut Page, all: &[&Milestone], figures: Figures, right: bool, place: &mut Place<'_>) {
        let systems = &self.edition.book.milestones;
        let id = |milestone: &Milestone| systems[milestone.system].id.as_str();
        let here =
            |milestone: &&&Milestone| self.style.milestone_side(id(milestone)).is_right(place.frame.recto) == right;
        let beside = |milestone: &&&Milestone| !self.style.is_in_text(&systems[milestone.system]);
        let mut shown: Vec<&Milestone> = all.iter().filter(beside).filter(here).copied().collect();
        shown.sort_by_key(|milestone| milestone.system);
        let Some(nearest) = shown.first() else { return };
        let own = place.baseline;
        place.baseline = self.below_labels(page, right, place, self.style.milestone_of(id(nearest)).margin.size);
        self.labels(page, &shown, figures, right, place);
        place.baseline = own;
    }

    /// The baseline of a label: lower where one that begins above goes on beside this line.
    fn below_labels(&self, page: &Page, right: bool, place: &Place<'_>, size: Length) -> Length {
        let Frame { left, measure, .. } = *place.frame;
        let beside = |x: Length| if right { x >= left + measure } else { x < left };
        let lowest = page.items.iter().filter_map(|item| match item {
            Item::Glyphs(run) if run.role == Role::Decoration && beside(run.x) => Some(run.y),
            _ => None,
        });
        let near = lowest.filter(|y| *y > place.baseline - size && *y != place.baseline);
        near.max().map_or(place.baseline, |y| y + size.scale(6, 5))
    }

    /// Draws labels of milestones.
    fn labels(&self, page: &mut Page, shown: &[&Milestone], figures: Figures, right: bool, place: &mut Place<'_>) {
        let systems = &self.edition.book.milestones;
        let id = |milestone: &Milestone| systems[milestone.system].id.as_str();
        let Some(nearest) = shown.first() else { return };
        let (style, size) = (self.style.milestone_of(id(nearest)), self.style.milestone_of(id(nearest)).margin.size);
        let wanted = self.style.milestone_distance(id(nearest), place.frame.recto);
        let set = |scale: [i64; 2]| {
            let styles: Vec<MarginStyle> =
                shown.iter().map(|one| scaled(&self.style.milestone_of(id(one)).margin, scale)).collect();
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
        };
        let room = if right { page.width - place.frame.left - place.frame.measure } else { place.frame.left } - TRIM;
        let taken = place.filled[usize::from(right)];
        let least = if taken > Length::ZERO { taken + size / 2 } else { style.margin.distance };
        let mut runs = set([1, 1]);
        let own = width(&runs);
        let distance = wanted.min(room - own).max(least);
        if own > room - distance && own > Length::ZERO {
            let free = room - distance;
            if let [one] = shown[..]
                && let Some(lines) = self.in_lines(&one.label, &style.margin, figures, free)
            {
                let (leading, gap) = (size.scale(6, 5), Length::ZERO);
                let mut below = Place { frame: place.frame, baseline: place.baseline, filled: place.filled };
                for (number, line) in (0..).zip(lines) {
                    below.baseline = place.baseline + leading * number;
                    below.filled = place.filled;
                    below.put(page, line, right, distance, gap);
                }
                place.filled[usize::from(right)] = room;
                return;
            }
            // Smaller rather than beyond the paper.
            runs = set([(room - distance).0.max(1), own.0]);
        }
        place.put(page, runs, right, distance, Length::ZERO);
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

    /// The bracket before what is turned over of a verse, `x` being where that begins.
    pub(crate) fn turned_over(&self, page: &mut Page, x: Length, baseline: Length) {
        let style = &self.style.verse;
        let margin = MarginStyle { size: style.size, face: style.face, ..MarginStyle::default() };
        let runs = self.line(&margin, "[", Role::Decoration);
        let left = x - width(&runs);
        page.items.extend(runs.into_iter().map(|run| glyph_run(run, left, baseline)));
    }
}

impl Place<'_> {
    /// Puts runs beside the text, their near edge at `distance` from it or, where something stands there,
    /// `gap` beyond that.
    fn put(&mut self, page: &mut Page, runs: Vec<LineRun>, right: bool, distance: Length, gap: Length) {
        let filled = &mut self.filled[usize::from(right)];
        let distance = if *filled > Length::ZERO { distance.max(*filled + gap) } else { distance };
        let width = width(&runs);
        *filled = distance + width;
        let left = match right {
            true => self.frame.left + self.frame.measure + distance,
            false => self.frame.left - distance - width,
        };
        page.items.extend(runs.into_iter().map(|run| glyph_run(run, left, self.baseline)));
    }
}

/// A style made smaller.
fn scaled(style: &MarginStyle, [of, to]: [i64; 2]) -> MarginStyle {
    MarginStyle { size: style.size.scale(of, to), tracking: style.tracking.scale(of, to), ..style.clone() }
}
