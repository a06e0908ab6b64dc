//! The keys of what stands around the text: running heads, folios, numbers, milestones.
//!
//! Knows which keys there are and what they set; how a value is written is `value`'s.

use super::margin::{MilestonePlace, MilestoneStyle};
use super::read::{FACES, Given};
use super::value::Reader;
use super::{By, Counted, Figures, FolioPlace, HeadRange, HeadText, HeadingCount, MarginStyle, Restart, Side, Style};
use crate::diag::Diagnostics;
use crate::model::document::{Document, NoteSeries};
use crate::model::lines::{MilestoneKind, MilestoneSystem};
use crate::source::Span;

impl Style {
    pub(super) fn read_heads(&mut self, root: &mut Reader, given: &mut Given, diagnostics: &mut Diagnostics) {
        if let Some(mut table) = root.table("running-head", diagnostics) {
            let head = &mut self.running_head;
            given.head = head.margin.read(&mut table, diagnostics);
            table.choice("verso", HEAD_TEXTS, &mut head.verso, diagnostics);
            table.choice("recto", HEAD_TEXTS, &mut head.recto, diagnostics);
            let [verso, recto] = &mut head.ranges;
            table.choice("verso-range", HEAD_RANGES, verso, diagnostics);
            table.choice("recto-range", HEAD_RANGES, recto, diagnostics);
            if let Some(system) = table.table.text("milestones", diagnostics) {
                head.milestones = system;
            }
            table.integer("level", 1..7, &mut head.level, diagnostics);
            table.finish(diagnostics);
        }
        if let Some(mut table) = root.table("folio", diagnostics) {
            given.folio = self.folio.margin.read(&mut table, diagnostics);
            table.choice("place", FOLIO_PLACES, &mut self.folio.place, diagnostics);
            table.finish(diagnostics);
        }
    }

    pub(super) fn read_numbers(&mut self, root: &mut Reader, given: &mut Given, diagnostics: &mut Diagnostics) {
        if let Some(mut table) = root.table("paragraph-number", diagnostics) {
            given.paragraph_number = self.paragraph_number.read(&mut table, diagnostics);
            table.finish(diagnostics);
        }
        if let Some(mut table) = root.table("line-numbers", diagnostics) {
            let numbers = &mut self.line_numbers;
            given.line_numbers = numbers.margin.read(&mut table, diagnostics);
            table.integer("every", 0..1000, &mut numbers.every, diagnostics);
            table.integer("beside-apparatus", 0..1000, &mut numbers.beside_apparatus, diagnostics);
            table.integer("first", 0..1_000_000, &mut numbers.first, diagnostics);
            table.integer("sub-every", 0..1000, &mut numbers.sub_every, diagnostics);
            table.choice("count", COUNTS, &mut numbers.count, diagnostics);
            table.choice("headings", HEADINGS, &mut numbers.headings, diagnostics);
            table.choice("restart", &Restart::ALL, &mut numbers.restart, diagnostics);
            table.integer("level", 1..7, &mut numbers.level, diagnostics);
            table.choice("side", SIDES, &mut numbers.side, diagnostics);
            table.finish(diagnostics);
        }
        self.read_milestones(root, given, diagnostics);
    }

    /// `[milestones]`, and `[milestones.ID]` for what is different in a system. Which there are the book says.
    fn read_milestones(&mut self, root: &mut Reader, given: &mut Given, diagnostics: &mut Diagnostics) {
        let Some(mut table) = root.table("milestones", diagnostics) else { return };
        let units = table.units;
        let systems = table.table.tables_left();
        given.milestones = self.milestone.read(table, diagnostics);
        for (id, table) in systems {
            let mut style = self.milestone_of(&id).clone();
            let place = style.read(Reader { table, units }, diagnostics);
            given.milestones = given.milestones.take().or(place);
            self.milestones.insert(id, style);
        }
    }

    /// Where the numbers of a document's lines begin anew.
    pub fn restart_of(&self, document: &Document) -> Restart {
        document.restart.unwrap_or(self.line_numbers.restart)
    }

    /// Whether a document has entries that are keyed to its lines, so that these want numbers in the margin. Where all
    /// are keyed to milestones, these are the numbers there.
    pub fn numbers_beside(&self, series: &[NoteSeries], document: &Document) -> bool {
        let by_line = |series: &NoteSeries| {
            let by = self.apparatus_of(&series.id).key.by;
            series.kind.is_keyed() && !series.called && matches!(by, By::Line | By::Verse)
        };
        document.has_keyed_notes() && series.iter().any(by_line)
    }

    /// Whether what is keyed beside a document names lines, verses or milestones, and never paragraphs: their numbers
    /// would be taken for others.
    pub fn names_no_paragraphs(&self, series: &[NoteSeries], document: &Document) -> bool {
        let keyed = series.iter().filter(|series| series.kind.is_keyed() && !series.called);
        let by: Vec<By> = keyed.map(|series| self.apparatus_of(&series.id).key.by).collect();
        document.has_keyed_notes() && by.iter().any(|by| *by != By::Nothing) && !by.contains(&By::Paragraph)
    }

    /// How the milestones of a system are set.
    pub fn milestone_of(&self, system: &str) -> &MilestoneStyle {
        self.milestones.get(system).unwrap_or(&self.milestone)
    }

    /// Whether the milestones of a system stand among the words: those who speak do unless the style says otherwise.
    pub fn is_in_text(&self, system: &MilestoneSystem) -> bool {
        let place = self.milestone_of(&system.id).place;
        place.map_or(system.kind == MilestoneKind::Speakers, |place| place != MilestonePlace::Margin)
    }

    /// Whether those that begin a verse hang in its indent.
    pub fn hangs(&self, system: &str) -> bool {
        self.milestone_of(system).place == Some(MilestonePlace::Hanging)
    }

    /// In which margin they stand.
    pub fn milestone_side(&self, system: &str) -> Side {
        self.milestone_of(system).side.unwrap_or(self.line_numbers.side.opposite())
    }
}

impl MarginStyle {
    /// Reads the keys of all that stands in a margin; gives the place of `distance`.
    pub(super) fn read(&mut self, table: &mut Reader, diagnostics: &mut Diagnostics) -> Option<Span> {
        table.positive("size", &mut self.size, diagnostics);
        table.choice("face", FACES, &mut self.face, diagnostics);
        table.length("tracking", &mut self.tracking, diagnostics);
        table.choice("figures", MARGIN_FIGURES, &mut self.figures, diagnostics);
        table.positive("distance", &mut self.distance, diagnostics)
    }
}

impl MilestoneStyle {
    /// Reads the keys of milestones; gives the place of `distance`.
    fn read(&mut self, mut table: Reader, diagnostics: &mut Diagnostics) -> Option<Span> {
        let place = self.margin.read(&mut table, diagnostics);
        table.choice("side", MILESTONE_SIDES, &mut self.side, diagnostics);
        table.choice("place", MILESTONE_PLACES, &mut self.place, diagnostics);
        table.finish(diagnostics);
        place
    }
}

const HEAD_TEXTS: &[(&str, HeadText)] = &[
    ("author", HeadText::Author),
    ("book", HeadText::Book),
    ("document", HeadText::Document),
    ("section", HeadText::Section),
    ("none", HeadText::Nothing),
];

const FOLIO_PLACES: &[(&str, FolioPlace)] = &[
    ("head-outer", FolioPlace::HeadOuter),
    ("foot-centre", FolioPlace::FootCentre),
    ("foot-outer", FolioPlace::FootOuter),
];

const MARGIN_FIGURES: &[(&str, Option<Figures>)] =
    &[("old-style", Some(Figures::OldStyle)), ("lining", Some(Figures::Lining))];

const SIDES: &[(&str, Side)] =
    &[("inner", Side::Inner), ("outer", Side::Outer), ("left", Side::Left), ("right", Side::Right)];

const MILESTONE_PLACES: &[(&str, Option<MilestonePlace>)] = &[
    ("margin", Some(MilestonePlace::Margin)),
    ("text", Some(MilestonePlace::Text)),
    ("hanging", Some(MilestonePlace::Hanging)),
];

const MILESTONE_SIDES: &[(&str, Option<Side>)] = &[
    ("opposite", None),
    ("inner", Some(Side::Inner)),
    ("outer", Some(Side::Outer)),
    ("left", Some(Side::Left)),
    ("right", Some(Side::Right)),
];

const HEAD_RANGES: &[(&str, HeadRange)] =
    &[("none", HeadRange::None), ("lines", HeadRange::Lines), ("milestones", HeadRange::Milestones)];

const COUNTS: &[(&str, Counted)] = &[("lines", Counted::Lines), ("verses", Counted::Verses)];

const HEADINGS: &[(&str, HeadingCount)] =
    &[("none", HeadingCount::None), ("lines", HeadingCount::Lines), ("sub-lines", HeadingCount::SubLines)];
