//! The order and labels of the pages, and what stands where on them.

use crate::model::document::{Container, Edition, Matter};
use crate::model::lines::Letters;
use crate::model::loci::PlacedAt;
use crate::model::page::PageLabel;
use crate::style::Openings;
use crate::typeset::composition::flow::{Flow, FlowKind};
use crate::typeset::galley::counted::{Counts, LineNumber};
use crate::typeset::galley::{Element, Galley};
use crate::typeset::lines::{CutLine, SetParagraph};
use crate::typeset::pages::pagebreak::Pagination;
use crate::typeset::pages::plan::What;
use crate::typeset::paragraph::Paragraph;

/// A page of the book.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BookPage {
    /// The flow and the plan in it; none for a blank page.
    pub(crate) content: Option<(usize, usize)>,
    /// Its label.
    pub(crate) label: PageLabel,
}

/// The pages in order. The front matter has Roman numbers; what follows the contents begins on a
/// right-hand page, and so does the first text, with the Arabic 1; the other documents begin as
/// `openings` says. `counts` are the pages of each flow.
pub(crate) fn number(edition: &Edition, openings: Openings, flows: &[Flow], counts: &[usize]) -> Vec<BookPage> {
    let mut pages: Vec<BookPage> = vec![];
    let mut label = PageLabel { roman: true, number: 0 };
    let mut push = |pages: &mut Vec<BookPage>, content, restart: bool| {
        label = if restart {
            PageLabel { roman: false, number: 1 }
        } else {
            PageLabel { number: label.number + 1, ..label }
        };
        pages.push(BookPage { content, label });
    };
    let (mut arabic, mut first) = (false, true);
    for (index, flow) in flows.iter().enumerate() {
        let text = matches!(flow.kind, FlowKind::Document(d) if edition.documents[d].matter != Matter::Front);
        let restart = text && !arabic;
        let document = matches!(flow.kind, FlowKind::Document(_));
        let recto = restart || document && (first || openings == Openings::Recto) || flow.kind == FlowKind::TitlePage;
        if recto && pages.len() % 2 == 1 {
            push(&mut pages, None, false);
        }
        for plan in 0..counts[index] {
            push(&mut pages, Some((index, plan)), restart && plan == 0);
        }
        arabic |= text;
        first &= !document;
    }
    pages
}

/// Where a line of a paragraph stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LinePlace {
    /// The page's index.
    pub(crate) page: usize,
    /// The line's number, from 1: of the text as [`Counter`](crate::typeset::galley::counted::Counter) has it, of the notes on each page
    /// for themselves.
    pub(crate) line: u32,
    /// Which sub-line of it, 0 for the line itself.
    pub(crate) sub: u32,
    /// Which line of the page's text or of its notes it is, from 1, whatever counts.
    pub(crate) row: u32,
    /// Whether it is a note's.
    pub(crate) note: bool,
    /// Whether the source gives it a number that does not follow that of the line before.
    pub(crate) jumps: bool,
    /// Whether it counts, or is the rest of a verse that does.
    pub(crate) counts: bool,
    /// The letters behind its number.
    pub(crate) letters: Letters,
}

impl From<LinePlace> for PlacedAt {
    fn from(place: LinePlace) -> Self {
        Self {
            page: place.page,
            note: place.note,
            line: place.line,
            sub: place.sub,
            counts: place.counts,
            letters: place.letters,
        }
    }
}

/// Calls `visit` for every line of the book with its place: the text of a page, then its notes.
pub(crate) fn lines(
    paragraphs: &[Paragraph],
    pages: &[BookPage],
    galleys: &[Galley],
    plans: &[Pagination],
    set: &[SetParagraph],
    mut visit: impl FnMut(CutLine, LinePlace),
) {
    for (page, book) in pages.iter().enumerate() {
        let Some((flow, plan)) = book.content else { continue };
        let (galley, plan) = (&galleys[flow], &plans[flow].pages[plan]);
        let mut row = 0;
        for placed in plan.walk(galley).0 {
            let What::Line { block, setting, line, number, again: false } = placed.what else { continue };
            row += 1;
            for id in block.parts(setting, line, set) {
                let origin = paragraphs[id.paragraph.0 as usize].origin;
                let note = matches!(origin, Some((_, Container::Note(_))));
                let LineNumber { number: line, sub, counts, rest, letters, jumps } = number;
                let counts = counts || rest;
                visit(CutLine::of(id, set), LinePlace { page, line, sub, row, note, jumps, counts, letters });
            }
        }
        row = 0;
        for (stream, range) in galley.streams.iter().zip(&plan.notes.lines) {
            for placed in stream.place(range, set) {
                row += 1;
                let (jumps, letters) = (false, Letters::default());
                let place = LinePlace { page, line: row, sub: 0, row, note: true, jumps, counts: true, letters };
                placed.parts.iter().for_each(|part| visit(*part, place));
            }
        }
    }
}

/// As many lines as a page is taken to have before any is made.
const GUESSED: u32 = 40;

/// Calls `visit` for every line of a galley as it is best, with a place that is likely: its number has two figures
/// where every page begins anew. All stand on page `page`.
pub(crate) fn guess(galley: &Galley, set: &[SetParagraph], page: usize, mut visit: impl FnMut(CutLine, LinePlace)) {
    for element in &galley.elements {
        let Element::Block(block) = element else { continue };
        for (index, line) in (0..).zip(&block.settings[0].lines) {
            let number = match line.counts {
                Counts::No => line.sums.counted + 1,
                Counts::TurnedOver => line.sums.counted.saturating_sub(line.sums.since_verse),
                Counts::Yes | Counts::Sub => line.sums.counted,
            };
            let number = if galley.by_page { 10 + number % GUESSED } else { number };
            let counts = matches!(line.counts, Counts::Yes | Counts::TurnedOver);
            let (jumps, letters) = (false, line.sums.letters[0]);
            let place = LinePlace { page, line: number, sub: 0, row: 0, note: false, jumps, counts, letters };
            block.parts(0, index, set).for_each(|id| visit(CutLine::of(id, set), place));
        }
    }
}
