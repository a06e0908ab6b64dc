//! Whether a style's text, heads and numbers fit on its page.

use super::read::Given;
use super::{Restart, Side, Style};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::length::Length;
use crate::source::{FileId, Span};

/// What the trimming of a book's edges may take, in points (3 mm).
const TRIM: f64 = 8.5;

impl Style {
    /// Reports what does not fit, at the place in `file` that says so if there is one.
    pub(super) fn check(&self, given: &Given, file: FileId, diagnostics: &mut Diagnostics) {
        let at = |places: [&Option<Span>; 2]| {
            places.into_iter().flatten().next().cloned().unwrap_or_else(|| Span::new(file, 0..0))
        };
        let page = &self.page;
        if page.lines < 5 {
            let wrong = Diagnostic::error("style-page", "fewer than five lines of text fit on the page");
            diagnostics.push(wrong.at(at([&given.height, &given.lines])));
        } else if page.measure >= page.width {
            let wrong = Diagnostic::error("style-page", "the measure is wider than the page");
            diagnostics.push(wrong.at(at([&given.measure, &given.width])));
        } else if self.text.leading * page.lines >= page.height {
            let wrong = Diagnostic::error("style-page", "the lines of text are higher than the page");
            diagnostics.push(wrong.at(at([&given.lines, &given.height])));
        } else {
            self.check_blocks(file, diagnostics);
            self.check_heads(given, &at, diagnostics);
            self.check_numbers(given, &at, diagnostics);
        }
    }

    /// Whether indents leave room for words.
    fn check_blocks(&self, file: FileId, diagnostics: &mut Diagnostics) {
        let blocks = [
            ("text", &self.text),
            ("entry", &self.entry),
            ("quotation", &self.quotation),
            ("epigraph", &self.epigraph),
            ("attribution", &self.attribution),
            ("verse", &self.verse),
            ("list", &self.list),
            ("term", &self.term),
            ("definition", &self.definition),
            ("table-caption", &self.table_caption),
            ("code", &self.code),
            ("caption", &self.caption),
            ("heading-1", &self.headings[0]),
            ("heading-2", &self.headings[1]),
            ("heading-3", &self.headings[2]),
            ("author", &self.author),
            ("title", &self.title),
            ("headnote", &self.headnote),
            ("source", &self.source),
            ("note", &self.note),
            ("contents", &self.contents),
            ("colophon", &self.colophon),
        ];
        let kinds = self.verses.iter().map(|(kind, block)| (format!("verse.{kind}"), block));
        let series = self.notes.iter().map(|(id, block)| (format!("note.{id}"), block)).chain(kinds);
        for (name, block) in blocks.into_iter().map(|(name, block)| (name.to_string(), block)).chain(series) {
            let taken = block.left + block.right + block.indent.max(block.hang).max(Length::ZERO);
            if taken + block.size * 4 > self.page.measure {
                let message = format!("the indents of [{name}] leave no room for words");
                diagnostics.push(Diagnostic::error("style-indent", message).at(Span::new(file, 0..0)));
            }
        }
    }

    /// Whether running head and folio stand on the paper.
    fn check_heads(&self, given: &Given, at: &dyn Fn([&Option<Span>; 2]) -> Span, diagnostics: &mut Diagnostics) {
        let leading = self.text.leading;
        let head = &self.running_head.margin;
        let rises = head.distance + head.size * 7 / 10 - leading * 7 / 10;
        if rises > self.page.head(leading) {
            let wrong = Diagnostic::error("style-margin", "the running head stands above the page");
            diagnostics.push(wrong.at(at([&given.head, &given.height])).help("lessen `distance` or `lines`"));
        }
        let folio = &self.folio.margin;
        let falls = folio.distance + folio.size / 4 - leading * 3 / 10;
        if falls > self.page.foot(leading) {
            let wrong = Diagnostic::error("style-margin", "the folio stands below the page");
            diagnostics.push(wrong.at(at([&given.folio, &given.height])).help("lessen `distance` or `lines`"));
        }
    }

    /// Whether the numbers in the margins keep off the paper's edge.
    fn check_numbers(&self, given: &Given, at: &dyn Fn([&Option<Span>; 2]) -> Span, diagnostics: &mut Diagnostics) {
        let margin = |side| match side {
            Side::Inner => self.page.inner(),
            Side::Outer => self.page.outer(),
            Side::Left | Side::Right => self.page.inner().min(self.page.outer()),
        };
        let mut check = |what: &str, reach: Length, side: Side, place: Span| {
            let room = margin(side) - reach;
            let message = match room {
                room if room < Length::ZERO => format!("the {what} numbers stand beyond the paper’s edge"),
                room if room < Length::from_pt(TRIM) => {
                    format!("the {what} numbers stand within 3 mm of the paper’s edge")
                }
                _ => return,
            };
            let fault = if room < Length::ZERO { Diagnostic::error } else { Diagnostic::warning };
            let help = "lessen `distance` or the measure, or choose another `side`";
            diagnostics.push(fault("style-margin", message).at(place).help(help));
        };
        if self.line_numbers.every > 0 {
            check("line", self.line_number_reach(), self.line_numbers.side, at([&given.line_numbers, &given.measure]));
        }
        if self.page.paragraph_numbers > 0 {
            // Three figures.
            let number = &self.paragraph_number;
            let distance = self.paragraph_number_distance(true).max(self.paragraph_number_distance(false));
            let reach = distance + number.size * 3 / 2;
            check("paragraph", reach, Side::Outer, at([&given.paragraph_number, &given.measure]));
        }
    }

    /// How far line numbers reach into their margin: two figures where they begin anew on every
    /// page, else four; a figure is half as wide as its size.
    pub fn line_number_reach(&self) -> Length {
        let numbers = &self.line_numbers;
        let figures = if numbers.restart == Restart::Page { 2 } else { 4 };
        numbers.margin.distance + numbers.margin.size * figures / 2
    }

    /// How far paragraph numbers stand from the text on rectos or versos: beyond the line numbers
    /// where these stand in the outer margin too.
    pub fn paragraph_number_distance(&self, recto: bool) -> Length {
        let own = self.paragraph_number.distance;
        let meets = self.line_numbers.every > 0 && self.line_numbers.side.is_right(recto) == recto;
        if meets { own + self.line_number_reach() } else { own }
    }

    /// How far milestones stand from the text on rectos or versos: beyond the numbers of lines and paragraphs
    /// that stand in the same margin.
    pub fn milestone_distance(&self, system: &str, recto: bool) -> Length {
        let own = self.milestone_of(system).margin.distance;
        let right = self.milestone_side(system).is_right(recto);
        if self.page.paragraph_numbers > 0 && right == recto {
            return own + self.paragraph_number_distance(recto) + self.paragraph_number.size * 3 / 2;
        }
        let numbered = self.line_numbers.step(true) > 0;
        let meets = numbered && self.line_numbers.side.is_right(recto) == right;
        if meets { own + self.line_number_reach() } else { own }
    }
}
