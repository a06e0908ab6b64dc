//! What stands around the text: running heads, folios, the numbers of paragraphs and lines. All
//! of it is an artifact, no part of the structure.
//!
//! Knows which pages there are and which headings and lines are on them; draws no text.

use super::compose::piece;
use super::draw::{Frame, glyph_run};
use super::flow::FlowKind;
use super::galley::{Galley, GalleyItem};
use super::lines::{SetLine, Workshop};
use super::pagebreak::PagePlan;
use super::pages::{BookPage, LineCounter, Numbering};
use super::paragraph::{Font, Nowhere, Paragraph, ParagraphId, Shape};
use crate::model::document::{Edition, Matter, Presence};
use crate::model::length::Length;
use crate::model::page::{Page, PageLabel, Role};
use crate::style::{Align, FolioPlace, HeadText, MarginStyle, Style};
use std::sync::Arc;

/// The margins of all pages.
pub(super) struct Margins<'a> {
    edition: &'a Edition,
    style: &'a Style,
    workshop: &'a Workshop<'a>,
    numbering: Numbering<'a>,
    /// For each page the headings of the sections that its running heads may name.
    sections: Vec<Sections>,
    /// For each page the number of the last line before it that counts.
    before: Vec<u32>,
}

/// The sections at a page.
#[derive(Clone, Copy, Default)]
struct Sections {
    /// The one that begins first on it, or else the one that goes on.
    first: Option<ParagraphId>,
    /// The one at its end.
    last: Option<ParagraphId>,
}

impl<'a> Margins<'a> {
    /// Goes once over all `pages`, so that later each can be drawn by itself.
    pub(super) fn new(
        edition: &'a Edition,
        style: &'a Style,
        workshop: &'a Workshop<'a>,
        paragraphs: &'a [Paragraph],
        galleys: &[Galley],
        plans: &[Vec<PagePlan>],
        pages: &[BookPage],
    ) -> Self {
        let numbering = Numbering { paragraphs, style: &style.line_numbers };
        let mut margins = Self { edition, style, workshop, numbering, sections: vec![], before: vec![] };
        let mut counter = LineCounter::new(numbering);
        let mut section = None;
        for page in pages {
            let mut sections = Sections::default();
            if let Some((flow, plan)) = page.content {
                counter.begin_page(plan == 0);
                section = section.filter(|_| plan > 0);
                margins.before.push(counter.last());
                let mut begun = None;
                for item in &galleys[flow].items[plans[flow][plan].body.clone()] {
                    let GalleyItem::Line(line) = item else { continue };
                    let heading = line.parts.iter().find(|part| margins.is_section(**part)).map(|(id, _)| *id);
                    begun = begun.or(heading);
                    sections.last = heading.or(sections.last);
                    counter.line(&line.parts);
                }
                sections = Sections { first: begun.or(section), last: sections.last.or(section) };
                section = sections.last;
            } else {
                margins.before.push(counter.last());
            }
            margins.sections.push(sections);
        }
        margins
    }

    /// Whether a line is the first of a heading that running heads may name.
    fn is_section(&self, (id, number): (ParagraphId, u32)) -> bool {
        let heading = &self.numbering.paragraphs[id.0 as usize].heading;
        number == 0 && heading.as_ref().is_some_and(|heading| i64::from(heading.level) <= self.style.running_head.level)
    }

    /// Running head and folio of a page of a flow of this kind. Opening pages have no running
    /// head; half-title, title page, imprint and colophon have neither.
    pub(super) fn head_and_foot(&self, index: usize, page: &mut Page, kind: FlowKind, frame: &Frame, opening: bool) {
        if !matches!(kind, FlowKind::Document(_) | FlowKind::Contents) {
            return;
        }
        let style = self.style;
        let outer = if frame.recto { Align::Right } else { Align::Left };
        let first = frame.top + style.text.leading * 7 / 10;
        let head = first - style.running_head.margin.distance;
        let foot = first + style.text.leading * (style.page.lines - 1) + style.folio.margin.distance;
        let (role, align, y) = match style.folio.place {
            FolioPlace::HeadOuter if !opening => (Role::Header, outer, head),
            FolioPlace::FootOuter => (Role::Footer, outer, foot),
            FolioPlace::HeadOuter | FolioPlace::FootCentre => (Role::Footer, Align::Centre, foot),
        };
        let folio = self.words(&style.folio.margin, &page.label.to_string(), role);
        self.set(page, folio, align, frame, y);
        if !opening {
            let words = self.head(index, page.label, kind, frame);
            let words = self.words(&style.running_head.margin, &words, Role::Header);
            self.set(page, words, Align::Centre, frame, head);
        }
    }

    /// The words of a running head, shortened to what the folio leaves of the measure.
    fn head(&self, index: usize, label: PageLabel, kind: FlowKind, frame: &Frame) -> String {
        let style = self.style;
        let words = self.head_text(index, kind, frame.recto).replace(['\n', '\u{2028}'], " ");
        let font = |words: &str| self.words(&style.running_head.margin, words, Role::Header);
        let mut room = frame.measure;
        if style.folio.place == FolioPlace::HeadOuter {
            // On both sides, so that the head stays in the middle.
            let folio = self.words(&style.folio.margin, &label.to_string(), Role::Header);
            room = room - (self.workshop.natural_width(&folio) + style.running_head.margin.size) * 2;
        }
        shorten(&words, |words| self.workshop.natural_width(&font(words)) <= room)
    }

    /// What the running head of a page says.
    ///
    /// A section's head follows the practice of works that are looked things up in, and TeX's
    /// marks (TeXbook, chapter 23): on a left-hand page the first section that begins there
    /// (`\firstmark`), on a right-hand one the last (`\botmark`), on both the one that goes on
    /// where none begins.
    fn head_text(&self, index: usize, kind: FlowKind, recto: bool) -> &str {
        let book = &self.edition.book.title;
        let FlowKind::Document(document) = kind else {
            return if recto { crate::terms::Terms::of(&self.edition.book.language).contents } else { book };
        };
        let document = &self.edition.documents[document];
        let head = &self.style.running_head;
        match if recto { head.recto } else { head.verso } {
            HeadText::Author => document.author.as_ref().unwrap_or(book),
            HeadText::Book => book,
            HeadText::Document => &document.short_title,
            HeadText::Section => {
                let sections = self.sections.get(index).copied().unwrap_or_default();
                let section = if recto { sections.last } else { sections.first };
                let heading = section.and_then(|id| self.numbering.paragraphs[id.0 as usize].heading.as_ref());
                heading.map_or(&document.short_title, |heading| &heading.text)
            }
        }
    }

    /// Counts the lines of page `index`.
    pub(super) fn counter(&self, index: usize) -> LineCounter<'a> {
        LineCounter::after(self.numbering, self.before.get(index).copied().unwrap_or(0))
    }

    /// The number of a line, if it is one that is printed: those of texts, not of what their
    /// editor wrote.
    pub(super) fn line_number(&self, page: &mut Page, number: u32, kind: FlowKind, frame: &Frame, baseline: Length) {
        let style = &self.style.line_numbers;
        let text = |document: usize| {
            let document = &self.edition.documents[document];
            document.matter == Matter::Text && document.presence == Presence::Text
        };
        let wanted = style.every > 0 && i64::from(number) % style.every == 0;
        if !wanted || !matches!(kind, FlowKind::Document(document) if text(document)) {
            return;
        }
        let words = self.words(&style.margin, &number.to_string(), Role::Decoration);
        let lines = self.workshop.set(&words, &Nowhere).lines;
        self.beside(page, &lines, style.side.is_right(frame.recto), style.margin.distance, frame, baseline);
    }

    /// A paragraph's number, set in `lines`, in the outer margin.
    pub(super) fn paragraph_number(&self, page: &mut Page, lines: &[SetLine], frame: &Frame, baseline: Length) {
        let distance = self.style.paragraph_number_distance(frame.recto);
        self.beside(page, lines, frame.recto, distance, frame, baseline);
    }

    /// Sets something beside the text, its near edge at `distance` from it.
    fn beside(
        &self,
        page: &mut Page,
        lines: &[SetLine],
        right: bool,
        distance: Length,
        frame: &Frame,
        baseline: Length,
    ) {
        let runs = || lines.iter().flat_map(|line| &line.runs);
        let width: Length = runs().flat_map(|run| &run.glyphs).map(|glyph| glyph.advance).sum();
        let left = if right { frame.left + frame.measure + distance } else { frame.left - distance - width };
        page.items.extend(runs().map(|run| glyph_run(run.clone(), left, baseline)));
    }

    /// Words of a margin as a paragraph.
    fn words(&self, style: &MarginStyle, words: &str, role: Role) -> Paragraph {
        let mut paragraph = Paragraph::new(Shape { width: self.style.page.measure, ..Shape::default() });
        let font = Font::of(style.size, style.face, style.tracking);
        let language: Arc<str> = Arc::from(self.edition.book.language.as_str());
        paragraph.pieces.push(piece(words, font, role, language));
        paragraph
    }

    /// Sets words that fit on one line.
    fn set(&self, page: &mut Page, mut words: Paragraph, align: Align, frame: &Frame, baseline: Length) {
        words.shape.align = align;
        let set = self.workshop.set(&words, &Nowhere);
        if let Some(line) = set.lines.into_iter().next() {
            page.items.extend(line.runs.into_iter().map(|run| glyph_run(run, frame.left, baseline)));
        }
    }
}

/// The words if they `fit`; else as many of the first as do, with an ellipsis; if not even one
/// does, its first letters.
fn shorten(words: &str, fit: impl Fn(&str) -> bool) -> String {
    if fit(words) {
        return words.to_string();
    }
    let cut = |end: usize| {
        let kept = words[..end].trim_end_matches(|c: char| c.is_whitespace() || ",;:.–—-(".contains(c));
        format!("{kept}…")
    };
    let longest = |ends: Vec<usize>| {
        let fitting = ends.partition_point(|end| fit(&cut(*end)));
        fitting.checked_sub(1).map(|index| cut(ends[index]))
    };
    let spaces = words.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at).filter(|at| *at > 0);
    longest(spaces.collect())
        .or_else(|| longest(words.char_indices().skip(1).map(|(at, _)| at).collect()))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::shorten;

    #[test]
    fn long_heads_lose_their_last_words() {
        let within = |most: usize| move |words: &str| words.chars().count() <= most;
        assert_eq!(shorten("On Paper", within(8)), "On Paper");
        assert_eq!(shorten("On Paper, and on Ink", within(14)), "On Paper, and…");
        assert_eq!(shorten("On Paper, and on Ink", within(12)), "On Paper…");
        assert_eq!(shorten("Überbevölkerung", within(5)), "Über…");
        assert_eq!(shorten("Überbevölkerung", within(0)), "");
    }
}
