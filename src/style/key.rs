//! How an entry of an apparatus is keyed to the lines of its page.

use super::read::{FACES, FIGURES};
use super::value::Reader;
use super::{FaceStyle, Figures};
use crate::diag::Diagnostics;
use crate::model::length::Length;
use crate::model::lines::{MilestoneKind, MilestoneSystem};

/// How the lines of an entry are printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyStyle {
    /// What an entry is keyed to.
    pub by: By,
    /// The system of milestones; the first of the book if empty.
    pub milestones: String,
    /// The face of the number.
    pub face: FaceStyle,
    /// The form of its figures.
    pub figures: Figures,
    /// The width of a number with the space after it, at least: what follows is aligned. None: as wide as it is.
    pub width: Length,
    /// What stands after the number: `.`, or nothing.
    pub stop: String,
    /// How a lemma is keyed that ends on a later line.
    pub range: RangeForm,
    /// Where the division is named whose lines these are, if each numbers its own.
    pub division: Division,
    /// Whether `129–131` is shortened to `129–31`.
    pub elide: bool,
    /// When a number stands that the entry before it on the page has too.
    pub repeat: Repeat,
    /// What parts two entries of the same number, with a space on either side.
    pub same: String,
    /// What parts two entries of different numbers, besides the space.
    pub different: String,
    /// What an entry on the title is keyed to.
    pub title: String,
    /// What opens the entries of a page.
    pub lead_in: String,
}

/// What an entry is keyed to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// The lines of its page, or however they are counted.
    #[default]
    Line,
    /// The verses of the text, counted from its beginning; paragraphs in prose.
    Verse,
    /// The numbered paragraphs of the text.
    Paragraph,
    /// The milestones of another numbering, that of [`KeyStyle::milestones`].
    Milestone,
    /// Nothing.
    Nothing,
}

/// How a lemma is keyed that ends on a later line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RangeForm {
    /// `5–6`, `5–9`.
    #[default]
    Full,
    /// `5 f.`, `5 ff.`
    F,
    /// `5 sq.`, `5 sqq.`
    Sq,
    /// The first line alone: `5`.
    First,
}

/// Where the division is named whose lines are numbered anew.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Division {
    /// In ranges that go over its end: `§3,12–§4,2`.
    #[default]
    Ranges,
    /// Before every line, on a page once for those that follow one another: `II 1 … 4 … III 2`.
    Always,
}

/// When a number stands that the entry before it on the page has too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Repeat {
    /// Where each entry begins a paragraph.
    #[default]
    Paragraphs,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl Default for KeyStyle {
    fn default() -> Self {
        Self {
            by: By::default(),
            milestones: String::new(),
            face: FaceStyle::Regular,
            figures: Figures::Lining,
            width: Length::ZERO,
            stop: String::new(),
            range: RangeForm::default(),
            division: Division::default(),
            elide: true,
            repeat: Repeat::default(),
            same: "‖".to_owned(),
            different: String::new(),
            title: "tit.".to_owned(),
            lead_in: String::new(),
        }
    }
}

const BYS: &[(&str, By)] = &[
    ("line", By::Line),
    ("verse", By::Verse),
    ("paragraph", By::Paragraph),
    ("milestone", By::Milestone),
    ("nothing", By::Nothing),
];
const RANGES: &[(&str, RangeForm)] =
    &[("full", RangeForm::Full), ("f", RangeForm::F), ("sq", RangeForm::Sq), ("first", RangeForm::First)];
const DIVISIONS: &[(&str, Division)] = &[("ranges", Division::Ranges), ("always", Division::Always)];
const REPEATS: &[(&str, Repeat)] =
    &[("paragraphs", Repeat::Paragraphs), ("always", Repeat::Always), ("never", Repeat::Never)];

impl KeyStyle {
    /// The system of milestones that entries are keyed to, of those that a book declares.
    pub fn system<'a>(&'a self, systems: &'a [MilestoneSystem]) -> Option<&'a str> {
        let mut numbers = systems.iter().filter(|system| system.kind != MilestoneKind::Speakers);
        let first = numbers.next().map(|system| system.id.as_str());
        if self.milestones.is_empty() { first } else { Some(&self.milestones) }
    }

    /// As a preset has it. Entries of one line are parted by a stroke in Teubner’s, all are in Budé’s; Oxford’s by
    /// space alone, and so are those of English editions.
    pub(super) fn preset(name: &str) -> Self {
        let (same, different) = match name {
            "oxford" | "english" => ("", ""),
            "bude" => ("‖", "‖"),
            _ => ("‖", ""),
        };
        let title = if name == "english" { "title" } else { "tit." };
        let face = if name == "bude" { FaceStyle::Bold } else { FaceStyle::Regular };
        let [same, different, title] = [same, different, title].map(str::to_owned);
        Self { same, different, title, face, ..Self::default() }
    }

    /// Reads its keys from `[apparatus]` or `[apparatus.ID]`.
    pub(super) fn read(&mut self, table: &mut Reader, diagnostics: &mut Diagnostics) {
        table.choice("key", BYS, &mut self.by, diagnostics);
        table.choice("key-face", FACES, &mut self.face, diagnostics);
        table.choice("key-figures", FIGURES, &mut self.figures, diagnostics);
        table.choice("key-range", RANGES, &mut self.range, diagnostics);
        table.choice("key-division", DIVISIONS, &mut self.division, diagnostics);
        table.choice("key-repeat", REPEATS, &mut self.repeat, diagnostics);
        table.length("key-box", &mut self.width, diagnostics);
        if let Some(elide) = table.table.boolean("key-elide", diagnostics) {
            self.elide = elide;
        }
        let words = [
            ("key-milestones", &mut self.milestones),
            ("key-stop", &mut self.stop),
            ("key-same", &mut self.same),
            ("key-different", &mut self.different),
            ("key-title", &mut self.title),
            ("lead-in", &mut self.lead_in),
        ];
        for (key, into) in words {
            if let Some(given) = table.table.string(key, diagnostics) {
                *into = given.value;
            }
        }
    }
}
