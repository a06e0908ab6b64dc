//! What stands beside a line: its number and that of its paragraph, before the labels of milestones (`labels`); and the
//! bracket before what is turned over of a verse. None of it stands on another, nor beyond the paper.

use crate::model::document::{Matter, Presence};
use crate::model::length::Length;
use crate::model::page::{Page, Role};
use crate::style::{Figures, MarginStyle, Restart};
use crate::typeset::composition::flow::FlowKind;
use crate::typeset::drawing::draw::{Frame, glyph_run};
use crate::typeset::drawing::margins::{Beside, Margins, width};
use crate::typeset::galley::counted::LineNumber;
use crate::typeset::lines::LineRun;

/// What the edges of a book lose when they are trimmed (3 mm): nothing that can be helped stands there.
const TRIM: Length = Length(Length::PT.0 * 17 / 2);

/// How far the numbers beside a line fill the left margin and the right one, from the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Filled {
    /// The line's baseline.
    pub(super) baseline: Length,
    /// How far.
    pub(super) sides: [Length; 2],
}

/// The room in a margin beside the text.
pub(super) fn room(page_width: Length, frame: &Frame, right: bool) -> Length {
    let margin = if right { page_width - frame.left - frame.measure } else { frame.left };
    margin - TRIM
}

/// A style made smaller.
pub(super) fn scaled(style: &MarginStyle, [of, to]: [i64; 2]) -> MarginStyle {
    MarginStyle { size: style.size.scale(of, to), tracking: style.tracking.scale(of, to), ..style.clone() }
}

/// Where a line stands: its page's frame, its baseline, and how far the two margins beside it are filled.
struct Place<'f> {
    frame: &'f Frame,
    baseline: Length,
    filled: [Length; 2],
}

impl Margins<'_> {
    /// Draws what stands beside the lines of a page of a flow of this kind, each with its baseline: numbers first, so
    /// that a label that goes on beside the next lines keeps clear of theirs.
    pub(crate) fn beside(&self, page: &mut Page, kind: FlowKind, frame: &Frame, lines: &[(Length, Beside<'_>)]) {
        let numbers: Vec<Filled> =
            lines.iter().map(|(baseline, line)| self.numbers(page, kind, frame, *baseline, line)).collect();
        for right in [false, true] {
            self.labels(page, kind, frame, lines, &numbers, right);
        }
    }

    /// Draws the numbers beside a line; says how far they fill the margins.
    pub(super) fn numbers(
        &self,
        page: &mut Page,
        kind: FlowKind,
        frame: &Frame,
        baseline: Length,
        line: &Beside<'_>,
    ) -> Filled {
        let mut place = Place { frame, baseline, filled: [Length::ZERO; 2] };
        if let Some(number) = line.number.filter(|_| self.is_text(kind)) {
            self.line_number(page, number, self.is_keyed_to_lines(kind), &mut place);
        }
        if let Some(lines) = &line.paragraph {
            let runs: Vec<LineRun> = lines.iter().flat_map(|line| line.runs.iter().cloned()).collect();
            let distance = self.style.paragraph_number_distance(frame.recto);
            place.put(page, runs, frame.recto, distance, self.style.paragraph_number.size / 2);
        }
        Filled { baseline, sides: place.filled }
    }

    /// Whether a flow is a text, not what its editor wrote.
    pub(super) fn is_text(&self, kind: FlowKind) -> bool {
        let FlowKind::Document(document) = kind else { return false };
        let document = &self.edition.documents[document];
        document.matter == Matter::Text && document.presence == Presence::Text
    }

    /// Whether a flow is a document with entries that are keyed.
    pub(super) fn is_keyed(&self, kind: FlowKind) -> bool {
        matches!(kind, FlowKind::Document(document) if self.edition.documents[document].has_keyed_notes())
    }

    /// Whether it is one with entries that are keyed to its lines, so that these want numbers.
    pub(super) fn is_keyed_to_lines(&self, kind: FlowKind) -> bool {
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
        let right = style.side.is_right(place.frame.recto);
        let (room, figures) = (room(page.width, place.frame, right), self.figures(keyed));
        let set = |margin: &MarginStyle| self.pieces([(words.as_str(), margin)], figures, Role::Decoration);
        let runs = set(&style.margin);
        let own = width(&runs);
        // Nearer to the text, then smaller, rather than beyond the paper.
        let distance = style.margin.distance.min((room - own).max(style.margin.size / 4));
        let runs =
            if own > room - distance { set(&scaled(&style.margin, [(room - distance).0.max(1), own.0])) } else { runs };
        place.put(page, runs, right, distance, Length::ZERO);
    }

    /// Whether the number of a line is set smaller than others, for it is wider than its margin.
    pub(super) fn is_cramped(&self, page_width: Length, number: LineNumber, keyed: bool, frame: &Frame) -> bool {
        let (style, words) = (&self.style.line_numbers, number.to_string());
        let runs = self.pieces([(words.as_str(), &style.margin)], self.figures(keyed), Role::Decoration);
        let room = room(page_width, frame, style.side.is_right(frame.recto));
        self.is_due(number, keyed) && width(&runs) > room - style.margin.size / 4
    }

    /// The figures of what is looked up by the keys of entries: high enough to be read in small type.
    pub(super) fn figures(&self, keyed: bool) -> Figures {
        if keyed { Figures::Lining } else { Figures::default() }
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
