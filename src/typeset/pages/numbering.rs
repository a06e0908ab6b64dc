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
use rayon::prelude::*;

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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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
    /// Which of the book's divisions it is in that number their lines anew, as [`super::rows`] counts them; 0 for none.
    pub(crate) division: u32,
    /// If it does not count, the line that does by which it stands; none if there is none in its row of numbers.
    pub(crate) neighbour: Option<Neighbour>,
}

/// A line that counts, by which one stands that does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Neighbour {
    /// Whether it stands before the other, not behind it.
    pub(crate) is_before: bool,
    /// Its number, its letters and which sub-line it is.
    pub(crate) number: (u32, Letters, u32),
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
            row: None,
            name: None,
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
    // Flows know nothing of one another's lines.
    let flow = |page: &BookPage| page.content.map(|(flow, _)| flow);
    let mut end = 0;
    let flows = pages.chunk_by(|page, next| flow(page) == flow(next)).map(|pages| {
        end += pages.len();
        (end - pages.len(), pages)
    });
    let flows: Vec<(usize, &[BookPage])> = flows.collect();
    let of_flow = |(first, pages): &(usize, &[BookPage])| of_flow(paragraphs, *first, pages, galleys, plans, set);
    let found: Vec<Vec<(CutLine, LinePlace)>> = flows.par_iter().map(of_flow).collect();
    found.into_iter().flatten().for_each(|(line, place)| visit(line, place));
}

/// The lines on the pages of one flow, the first of them page `first` of the book.
fn of_flow(
    paragraphs: &[Paragraph],
    first: usize,
    pages: &[BookPage],
    galleys: &[Galley],
    plans: &[Pagination],
    set: &[SetParagraph],
) -> Vec<(CutLine, LinePlace)> {
    let mut rows = Neighbours::default();
    for (page, book) in (first..).zip(pages) {
        let Some((flow, plan)) = book.content else { continue };
        let (galley, plan) = (&galleys[flow], &plans[flow].pages[plan]);
        if galley.by_page || page == first {
            rows.begin();
        }
        let mut row = 0;
        for placed in plan.walk(galley).0 {
            let What::Line { block, setting, line: of_block, number, again: false } = placed.what else { continue };
            row += 1;
            let LineNumber { number: line, sub, counts, rest, letters, jumps } = number;
            if block.restarts && of_block == 0 {
                rows.begin();
            }
            let neighbour = rows.line(counts || rest, (line, letters, sub));
            for id in block.parts(setting, of_block, set) {
                let origin = paragraphs[id.paragraph.0 as usize].origin;
                let note = matches!(origin, Some((_, Container::Note(_))));
                let counts = counts || rest;
                let place = LinePlace { page, line, sub, row, note, jumps, counts, letters, neighbour, division: 0 };
                rows.known.push((CutLine::of(id, set), place));
            }
        }
        row = 0;
        for (stream, range) in galley.streams.iter().zip(&plan.notes.lines) {
            for placed in stream.place(range, set) {
                row += 1;
                let place = LinePlace { page, line: row, row, note: true, counts: true, ..LinePlace::default() };
                rows.known.extend(placed.parts.iter().map(|part| (*part, place)));
            }
        }
    }
    rows.known
}

/// The lines of a flow, in rows of numbers: those that do not count learn by which that does they stand.
#[derive(Default)]
struct Neighbours {
    /// All lines so far.
    known: Vec<(CutLine, LinePlace)>,
    /// The last of the row that counts.
    last: Option<Neighbour>,
    /// How many lines there were when the row began, if none of it counts yet.
    waiting: Option<usize>,
}

impl Neighbours {
    /// Numbers begin anew.
    fn begin(&mut self) {
        (self.last, self.waiting) = (None, Some(self.known.len()));
    }

    /// Comes to a line; gives the one by which it stands if it does not count and that is known.
    fn line(&mut self, counts: bool, number: (u32, Letters, u32)) -> Option<Neighbour> {
        if !counts {
            return self.last;
        }
        if let Some(first) = self.waiting.take() {
            let next = Some(Neighbour { is_before: false, number });
            let waiting = self.known[first..].iter_mut().filter(|(_, place)| !place.counts);
            waiting.for_each(|(_, place)| place.neighbour = place.neighbour.or(next));
        }
        self.last = Some(Neighbour { is_before: true, number });
        None
    }
}

/// As many lines as a page is taken to have before any is made.
const GUESSED: u32 = 40;

/// Every line of a galley as it is best, with a place that is likely: its number has two figures where every page
/// begins anew. All stand on page `page`.
pub(crate) fn guess(galley: &Galley, set: &[SetParagraph], page: usize) -> Vec<(CutLine, LinePlace)> {
    let (mut last, mut lines) = (None, vec![]);
    for element in &galley.elements {
        let Element::Block(block) = element else { continue };
        for (index, line) in (0..).zip(&block.settings[0].lines) {
            let number = match line.counts {
                Counts::No => line.sums.counted + 1,
                Counts::TurnedOver => line.sums.counted.saturating_sub(line.sums.since_verse),
                Counts::Yes | Counts::Sub => line.sums.counted,
            };
            let number = if galley.by_page { 10 + number % GUESSED } else { number };
            let counts = line.counts != Counts::No;
            let letters = line.sums.letters[0];
            let own = Neighbour { is_before: counts, number: (number, letters, 0) };
            last = if counts { Some(own) } else { last };
            let neighbour = last.or(Some(own)).filter(|_| !counts);
            let place = LinePlace { page, line: number, counts, letters, neighbour, ..LinePlace::default() };
            lines.extend(block.parts(0, index, set).map(|id| (CutLine::of(id, set), place)));
        }
    }
    lines
}
