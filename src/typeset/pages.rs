//! The order and labels of the pages, and what stands where on them.

use super::flow::{Flow, FlowKind};
use super::galley::Galley;
use super::lines::{CutLine, SetParagraph};
use super::pagebreak::Pagination;
use super::paragraph::{Loci, Paragraph};
use super::plan::What;
use crate::model::document::{Edition, Matter, Spot, Target};
use crate::model::page::PageLabel;
use crate::model::text::LocusKind;
use std::collections::BTreeMap;

/// A page of the book.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BookPage {
    /// The flow and the plan in it; none for a blank page.
    pub(crate) content: Option<(usize, usize)>,
    /// Its label.
    pub(crate) label: PageLabel,
}

/// The pages in order. The front matter has Roman numbers; what follows the contents begins on a
/// right-hand page, and so does the first text, with the Arabic 1. `counts` are the pages of each
/// flow.
pub(crate) fn number(edition: &Edition, flows: &[Flow], counts: &[usize]) -> Vec<BookPage> {
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
        if (restart || document && first || flow.kind == FlowKind::TitlePage) && pages.len() % 2 == 1 {
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
    /// The line's number on it, from 1; those of notes are counted for themselves.
    pub(crate) line: u32,
}

/// Calls `visit` for every line of the book with its place: the text of a page, then its notes.
pub(crate) fn lines(
    pages: &[BookPage],
    galleys: &[Galley],
    plans: &[Pagination],
    set: &[SetParagraph],
    mut visit: impl FnMut(CutLine, LinePlace),
) {
    for (page, book) in pages.iter().enumerate() {
        let Some((flow, plan)) = book.content else { continue };
        let (galley, plan) = (&galleys[flow], &plans[flow].pages[plan]);
        let mut line = 0;
        for placed in plan.walk(galley).0 {
            let What::Line { block, setting, line: number, again: false } = placed.what else { continue };
            line += 1;
            block.parts(setting, number, set).for_each(|id| visit(CutLine::of(id, set), LinePlace { page, line }));
        }
        line = 0;
        for (stream, range) in galley.streams.iter().zip(&plan.notes.lines) {
            for placed in stream.place(range, set) {
                line += 1;
                placed.parts.iter().for_each(|part| visit(*part, LinePlace { page, line }));
            }
        }
    }
}

/// What references may ask for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table {
    /// The pages' labels as printed.
    labels: Vec<String>,
    /// Places by name.
    pub(crate) places: BTreeMap<String, LinePlace>,
    titles: BTreeMap<String, String>,
    marks: BTreeMap<String, String>,
}

impl Table {
    /// What is known before any page is: titles and marks of what is referred to.
    pub(crate) fn new(edition: &Edition) -> Self {
        let mut table = Self::default();
        for target in edition.documents.iter().flat_map(|d| &d.references).map(|r| &r.target) {
            let (Target::Place(place) | Target::Deferred(place)) = target else { continue };
            let (name, document) = (edition.place_name(place), &edition.documents[place.document]);
            let title = match &place.spot {
                Spot::Block(block) if document.body.blocks[*block].number.is_none() => {
                    document.body.block_str(*block).to_string()
                }
                _ => super::compose::title_of(&document.title),
            };
            if let Spot::Note(note) | Spot::Call(note) = place.spot {
                table.marks.insert(name.clone(), document.notes[note.0 as usize].mark.clone());
            }
            table.titles.insert(name, title);
        }
        table
    }

    /// The same with the pages as they are now.
    pub(crate) fn placed(
        &self,
        pages: &[BookPage],
        galleys: &[Galley],
        plans: &[Pagination],
        paragraphs: &[Paragraph],
        set: &[SetParagraph],
    ) -> Self {
        let mut places = BTreeMap::new();
        lines(pages, galleys, plans, set, |line, place| {
            let index = line.paragraph.0 as usize;
            for name in set[index].places(&paragraphs[index], &line.cut) {
                places.entry(name.to_string()).or_insert(place);
            }
        });
        let labels = pages.iter().map(|page| page.label.to_string()).collect();
        Self { labels, places, titles: self.titles.clone(), marks: self.marks.clone() }
    }
}

impl Loci for Table {
    fn locus(&self, name: &str, kind: LocusKind) -> Option<String> {
        let place = self.places.get(name);
        match kind {
            LocusKind::Page => Some(place.map_or("00".to_string(), |place| self.labels[place.page].clone())),
            LocusKind::Line => Some(place.map_or("00".to_string(), |place| place.line.to_string())),
            LocusKind::Note => self.marks.get(name).cloned(),
            LocusKind::Title => self.titles.get(name).cloned(),
        }
    }
}
