//! What stands above and below the text: running heads and folios; what stands beside it is `beside`'s. All
//! of it is an artifact, no part of the structure.
//!
//! Knows which pages there are and which headings and lines are on them; draws no text.

use crate::model::document::{Container, Edition};
use crate::model::length::Length;
use crate::model::page::{Page, Role};
use crate::style::{Align, Figures, FolioPlace, HeadText, MarginStyle, Style};
use crate::typeset::composition::composer::marginal;
use crate::typeset::composition::endnotes::notes_title;
use crate::typeset::composition::flow::{Flow, FlowKind, Lead};
use crate::typeset::composition::witnesses::{self, Gaps, TextLine};
use crate::typeset::drawing::draw::{Frame, glyph_run};
use crate::typeset::drawing::ranges;
use crate::typeset::galley::counted::LineNumber;
use crate::typeset::lines::{LineId, LineRun, SetLine, Workshop};
use crate::typeset::pages::numbering::BookPage;
use crate::typeset::pages::plan::What;
use crate::typeset::pages::settle::Settled;
use crate::typeset::paragraph::assembled::Nowhere;
use crate::typeset::paragraph::point::Milestone;
use crate::typeset::paragraph::{Paragraph, ParagraphId, Shape};
use std::sync::Arc;

/// What runs on from page to page: sections.
pub(crate) struct Running {
    /// For each page the headings of the sections that its running heads may name.
    sections: Vec<Sections>,
    /// For each page the witnesses in force, where they are named.
    witnesses: Vec<String>,
    /// For each page from where to where it goes, where running heads say so.
    ranges: Vec<String>,
}

/// The margins of a page.
pub(crate) struct Margins<'a> {
    pub(crate) edition: &'a Edition,
    pub(crate) style: &'a Style,
    pub(crate) workshop: &'a Workshop<'a>,
    pub(crate) paragraphs: &'a [Paragraph],
    pub(crate) running: &'a Running,
}

/// What belongs beside a line.
#[derive(Default)]
pub(crate) struct Beside<'l> {
    /// The line's number, if it may be printed.
    pub(crate) number: Option<LineNumber>,
    /// The number of the paragraph that begins there.
    pub(crate) paragraph: Option<Vec<SetLine>>,
    /// The milestones on it.
    pub(crate) milestones: Vec<&'l Milestone>,
}

/// The sections at a page.
#[derive(Clone, Copy, Default)]
struct Sections {
    /// The one that begins first on it, or else the one that goes on.
    first: Option<ParagraphId>,
    /// The one at its end.
    last: Option<ParagraphId>,
}

impl Running {
    /// Goes once over all pages, so that later each can be drawn by itself.
    pub(crate) fn new(
        edition: &Edition,
        paragraphs: &[Paragraph],
        flows: &[Flow],
        style: &Style,
        settled: &Settled,
    ) -> Self {
        let ranges = ranges::of_pages(edition, paragraphs, flows, style, settled);
        let mut running = Self { sections: vec![], witnesses: vec![], ranges };
        let gaps: Vec<Gaps> = edition.documents.iter().map(|document| Gaps::of(document, edition, style)).collect();
        let mut section = None;
        let is_section = |id: &LineId| {
            let heading = &paragraphs[id.paragraph.0 as usize].heading;
            id.line == 0 && heading.as_ref().is_some_and(|heading| i64::from(heading.level) <= style.running_head.level)
        };
        for page in &settled.pages {
            let mut sections = Sections::default();
            if let Some((flow, plan)) = page.content {
                section = section.filter(|_| plan > 0);
                let mut begun = None;
                for placed in settled.plans[flow].pages[plan].walk(&settled.galleys[flow]).0 {
                    let What::Line { block, setting, line, again: false, .. } = placed.what else { continue };
                    let heading = block.parts(setting, line, &settled.set).find(is_section).map(|id| id.paragraph);
                    begun = begun.or(heading);
                    sections.last = heading.or(sections.last);
                }
                sections = Sections { first: begun.or(section), last: sections.last.or(section) };
                section = sections.last;
            }
            running.sections.push(sections);
            running.witnesses.push(witnesses_of(edition, &gaps, paragraphs, style, settled, page).unwrap_or_default());
        }
        running
    }
}

/// The witnesses in force on a page of which they are named.
fn witnesses_of(
    edition: &Edition,
    gaps: &[Gaps],
    paragraphs: &[Paragraph],
    style: &Style,
    settled: &Settled,
    page: &BookPage,
) -> Option<String> {
    let (flow, plan) = page.content?;
    let galley = settled.galleys.get(flow).filter(|galley| galley.lead != Lead::default())?;
    let (mut document, mut lines) = (None, vec![]);
    for placed in settled.plans[flow].pages[plan].walk(galley).0 {
        let What::Line { block, setting, line, number, again: false } = placed.what else { continue };
        for id in block.parts(setting, line, &settled.set) {
            let (paragraph, set) = (&paragraphs[id.paragraph.0 as usize], &settled.set[id.paragraph.0 as usize]);
            let Some((of, Container::Body)) = paragraph.origin else { continue };
            document = Some(of);
            let cut = set.cut(id);
            let range = set.source_at(paragraph, cut.start)..set.source_at(paragraph, cut.next);
            lines.push(TextLine { range, number: number.to_string(), counts: number.counts || number.rest });
        }
    }
    Some(witnesses::in_force(style, edition.documents.get(document?)?, gaps.get(document?)?, lines))
}

impl<'a> Margins<'a> {
    /// The witnesses in force on a page, below `top`.
    pub(crate) fn witnesses(&self, index: usize, page: &mut Page, frame: &Frame, top: Length) {
        let Some(words) = self.running.witnesses.get(index).filter(|words| !words.is_empty()) else { return };
        let paragraph = witnesses::paragraph(self.style, words, &self.edition.book.language);
        let leading = self.style.note.leading;
        for (number, line) in (0..).zip(self.workshop.lines(&paragraph, &Nowhere)) {
            let baseline = top + leading * number + leading * 7 / 10;
            page.items.extend(line.runs.into_iter().map(|run| glyph_run(run, frame.left, baseline)));
        }
    }

    /// Running head and folio of a page of a flow of this kind. Opening pages have no running
    /// head; half-title, title page, imprint and colophon have neither.
    pub(crate) fn head_and_foot(&self, index: usize, page: &mut Page, kind: FlowKind, frame: &Frame, opening: bool) {
        if !matches!(kind, FlowKind::Document(_) | FlowKind::Contents | FlowKind::Notes) {
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
        let folio = self.line(&style.folio.margin, &page.label.to_string(), role);
        let mut room = frame.measure;
        if y == head {
            // On both sides, so that the head stays in the middle.
            room -= (width(&folio) + style.running_head.margin.size) * 2;
        }
        place(page, folio, align, frame, y);
        if !opening {
            let words = self.head_text(index, kind, frame.recto).replace(['\n', '\u{2028}'], " ");
            let range = self.running.ranges.get(index).map_or("", String::as_str);
            place(page, self.head(&words, range, room), Align::Centre, frame, head);
        }
    }

    /// A running head: words, shortened to `room`, and from where to where the page goes.
    fn head(&self, words: &str, range: &str, room: Length) -> Vec<LineRun> {
        let between = if words.is_empty() || range.is_empty() { "" } else { "\u{2003}" };
        let line =
            |words: &str| self.line(&self.style.running_head.margin, &format!("{words}{between}{range}"), Role::Header);
        // One that no page has room for is not set on every page to find that out.
        let whole = Some(words).filter(|words| words.len() <= LONGEST_HEAD).map(line);
        if let Some(whole) = whole.filter(|whole| width(whole) <= room) {
            return whole;
        }
        line(&shorten(words, |words| width(&line(words)) <= room))
    }

    /// What the running head of a page says.
    ///
    /// A section's head follows the practice of works that are looked things up in, and TeX's
    /// marks (TeXbook, chapter 23): on a left-hand page the first section that begins there
    /// (`\firstmark`), on a right-hand one the last (`\botmark`), on both the one that goes on
    /// where none begins. The notes of the book name the document that they belong to, on the
    /// right-hand page.
    fn head_text(&self, index: usize, kind: FlowKind, recto: bool) -> &str {
        let book = &self.edition.book.title;
        let terms = crate::terms::Terms::of(&self.edition.book.language);
        let sections = self.running.sections.get(index).copied().unwrap_or_default();
        let section = if recto { sections.last } else { sections.first };
        let section = section.and_then(|id| self.paragraphs[id.0 as usize].heading.as_ref());
        let document = match kind {
            FlowKind::Document(document) => document,
            FlowKind::Notes => {
                let notes = notes_title(self.edition, terms.notes);
                return section.filter(|_| recto).map_or(notes, |section| &section.text);
            }
            _ if !recto => return book,
            _ => return terms.contents,
        };
        let document = &self.edition.documents[document];
        let head = &self.style.running_head;
        match if recto { head.recto } else { head.verso } {
            HeadText::Author => document.author.as_ref().unwrap_or(book),
            HeadText::Book => book,
            HeadText::Document => &document.short_title,
            HeadText::Nothing => "",
            HeadText::Section => section.map_or(&document.short_title, |section| &section.text),
        }
    }

    /// Words of a margin, set from the left without regard to the measure.
    pub(super) fn line(&self, style: &MarginStyle, words: &str, role: Role) -> Vec<LineRun> {
        self.pieces([(words, style)], Figures::default(), role)
    }

    /// Words in several styles; `figures` are those of a style that does not say.
    pub(super) fn pieces<'s>(
        &self,
        words: impl IntoIterator<Item = (&'s str, &'s MarginStyle)>,
        figures: Figures,
        role: Role,
    ) -> Vec<LineRun> {
        let width = self.style.page.measure * 2;
        let mut paragraph = Paragraph::new(Shape { width, align: Align::Left, ..Shape::default() });
        let language: Arc<str> = Arc::from(self.edition.book.language.as_str());
        for (words, style) in words {
            let figures = style.figures.unwrap_or(figures);
            paragraph.pieces.extend(marginal(words, style, figures, role, &language));
        }
        self.workshop.lines(&paragraph, &Nowhere).into_iter().flat_map(|line| line.runs).collect()
    }
}

/// The width of runs that follow one another.
pub(super) fn width(runs: &[LineRun]) -> Length {
    runs.iter().flat_map(|run| &run.glyphs).map(|glyph| glyph.advance).sum()
}

/// Puts runs above or below the text.
fn place(page: &mut Page, runs: Vec<LineRun>, align: Align, frame: &Frame, baseline: Length) {
    let free = frame.measure - width(&runs);
    let left = match align {
        Align::Justified | Align::Left => frame.left,
        Align::Centre => frame.left + free / 2,
        Align::Right => frame.left + free,
    };
    page.items.extend(runs.into_iter().map(|run| glyph_run(run, left, baseline)));
}

/// The most bytes of a title that a running head can hold on any page.
const LONGEST_HEAD: usize = 4_000;

/// The words if they `fit`; else as many of the first as do, with an ellipsis; if not even one
/// does, its first letters.
fn shorten(words: &str, fit: impl Fn(&str) -> bool) -> String {
    let whole = words;
    let words = &whole[..whole.floor_char_boundary(LONGEST_HEAD)];
    if words.len() == whole.len() && fit(words) {
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
