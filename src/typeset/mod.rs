//! From the resolved edition to pages: all our own.
//!
//! | room | what happens there |
//! |---|---|
//! | `paragraph` | what is set: pieces and points of a paragraph, its text as printed now, directions, lists of places |
//! | `lines` | a paragraph into lines, in parallel: `shape` (`itemize`, `numerals`), `opportunities` (`tailoring`, `address`), `hyphenate`, `boxes`, `node`, `linebreak`, `passes`; a line as it is drawn: `justify`, `protrusion`, `leader` |
//! | `composition` | the edition as flows of blocks: `compose`, `blocks`, `inline`, `front`, `endnotes`, `joint` |
//! | `galley` | a flow with the heights of its lines, their numbers (`counted`) and its streams of notes |
//! | `pages` | galleys into pages (`pagebreak`, `candidate`, `insertion`, `plan`; `columns` for indexes), and their numbers, until references and lists of places settle (`numbering`, `places`, `settle`) |
//! | `drawing` | the finished pages, one at a time (`draw`, `margins`), with what goes with them (`outline`, `map`) and why they are so (`trace`) |
//!
//! Each room knows those above it in this table, none below, but that `composition` asks `lines` how wide a
//! cell of a table is.
//!
//! Knows the model, the style and fonts; reads no sources and writes no format.

mod composition;
mod drawing;
mod galley;
pub mod lines;
mod pages;
mod paragraph;
mod repeats;

use crate::diag::{Diagnostic, Diagnostics};
use crate::fonts::FontSet;
use crate::model::apparatus::SeriesKind;
use crate::model::document::{Document, Edition, Matter};
use crate::model::generated::OwnPage;
use crate::model::page::{Destination, Layout, NodeId, NodeKind, OutlineItem, Page, PageMap, Pages, Structure};
use crate::model::text::{MarkKind, Text};
use crate::style::{Figures, Style};
use crate::terms::Terms;
use composition::composer::Composer;
use composition::endnotes;
use composition::flow::{Flow, FlowKind};
use drawing::draw::Drawer;
pub use drawing::trace::{End, FlowTrace, PageTrace, Trace};
use drawing::{map, margins, outline};
use lines::Workshop;
use lines::hyphenate::Hyphenators;
pub use lines::missing::CODES as OF_GLYPHS;
use lines::{missing, shape};
pub use pages::called::calls_by_milestones;
use pages::{faults, pagebreak, settle};
use rayon::prelude::*;
pub use repeats::with_repeats;
use std::collections::{BTreeMap, BTreeSet};

/// A book that is typeset: its pages can be drawn.
pub struct Typeset<'a> {
    drawer: Drawer<'a>,
    /// The logical structure.
    pub structure: Structure,
    /// The bookmarks.
    pub outline: Vec<OutlineItem>,
    /// Where every named place stands.
    pub destinations: BTreeMap<String, Destination>,
    /// What other formats learn of the pages.
    pub map: PageMap,
}

/// The pages of a typeset book, drawn when they are asked for.
pub struct OnDemand<'a>(Drawer<'a>);

impl Pages for OnDemand<'_> {
    fn count(&self) -> usize {
        self.0.settled.pages.len()
    }

    fn page(&self, index: usize) -> Page {
        self.0.page(index)
    }
}

impl<'a> Typeset<'a> {
    /// Why the pages are as they are; with `page` only those of that label.
    pub fn trace(&self, page: Option<&str>) -> Trace {
        self.drawer.trace(page)
    }

    /// Breaks all flows into pages once more, from the lines they have; returns what the pages
    /// cost. For benchmarks: everything else of typesetting is left out.
    pub fn break_again(&self) -> i64 {
        let settled = &self.drawer.settled;
        let flows = settled.galleys.par_iter().zip(&settled.plans);
        flows
            .map(|(galley, plan)| pagebreak::break_pages(galley, self.drawer.style, plan.begins_on_recto(), false).cost)
            .sum()
    }

    /// The pages, to be drawn on demand.
    pub fn on_demand(self) -> (Layout<OnDemand<'a>>, PageMap) {
        let Typeset { drawer, structure, outline, destinations, map } = self;
        (Layout { pages: OnDemand(drawer), structure, outline, destinations }, map)
    }

    /// All pages drawn.
    pub fn draw(self) -> (Layout, PageMap) {
        let (Layout { pages, structure, outline, destinations }, map) = self.on_demand();
        let pages = (0..pages.count()).into_par_iter().map(|index| pages.page(index)).collect();
        (Layout { pages, structure, outline, destinations }, map)
    }
}

/// Typesets the book. Faults that remain are warnings with their page; references that do not
/// settle are an error.
pub fn set<'a>(
    edition: &'a Edition,
    style: &'a Style,
    fonts: &'a FontSet,
    diagnostics: &mut Diagnostics,
) -> Typeset<'a> {
    let languages = languages(edition);
    let workshop = Workshop {
        shaper: shape::Shaper::new(fonts, languages.iter().map(String::as_str)).looking(looks(edition, style)),
        hyphenators: Hyphenators::new(languages.iter().map(String::as_str), &edition.book.hyphenation, &style.lines),
        style: &style.lines,
    };
    let mut composer = Composer {
        edition,
        style,
        terms: Terms::of(&edition.book.language),
        workshop: &workshop,
        structure: Structure::with_room(edition.documents.iter().map(nodes_of).sum()),
        paragraphs: Vec::with_capacity(edition.documents.iter().map(paragraphs_of).sum()),
        keys: vec![],
        verses: None,
        divisions: BTreeMap::new(),
        ordinals: vec![],
        faults: vec![],
    };
    report_columns(edition, diagnostics);
    let flows = compose(&mut composer);
    diagnostics.extend(composer.faults.drain(..));
    let (mut paragraphs, mut structure) = (composer.paragraphs, composer.structure);
    let keyed = (composer.keys, composer.ordinals);
    let settled = settle::settle(edition, style, &workshop, &flows, &mut paragraphs, keyed, diagnostics);
    paragraphs.iter_mut().for_each(|paragraph| paragraph.tag_lists(&mut structure));
    missing::report(edition, &paragraphs, workshop.shaper.missing(), diagnostics);
    let is_ours = |flow: usize| match flows[flow].kind {
        FlowKind::Document(document) => edition.documents[document].generated.is_some(),
        _ => false,
    };
    faults::report(&paragraphs, &settled, is_ours, diagnostics);
    let running = margins::Running::new(edition, &paragraphs, &flows, style, &settled);
    let drawer = Drawer { edition, style, workshop, flows, paragraphs, settled, running };
    drawer.report(diagnostics);
    let map = || map::page_map(edition, &drawer.paragraphs, &drawer.flows, style, &drawer.settled);
    let (destinations, map) = rayon::join(|| drawer.destinations(), map);
    let outline = outline::outline(edition, &destinations);
    Typeset { drawer, structure, outline, destinations, map }
}

/// The same with all pages drawn.
pub fn typeset(edition: &Edition, style: &Style, fonts: &FontSet, diagnostics: &mut Diagnostics) -> (Layout, PageMap) {
    set(edition, style, fonts, diagnostics).draw()
}

/// About how many nodes of the structure a document has.
fn nodes_of(document: &Document) -> usize {
    texts(document).map(|text| 2 * text.marks.len() + 2 * text.blocks.len() + 4).sum()
}

/// About how many paragraphs it has.
fn paragraphs_of(document: &Document) -> usize {
    texts(document).map(|text| text.blocks.len() + 1).sum()
}

/// Its body and its notes.
fn texts(document: &Document) -> impl Iterator<Item = &Text> {
    document.notes.iter().map(|note| &note.text).chain([&document.body])
}

/// What the book wants of its letters. Rows of asterisks are signs of lacunae where texts have an apparatus.
fn looks(edition: &Edition, style: &Style) -> shape::Looks {
    shape::Looks {
        lining: style.text.figures == Figures::Lining,
        lacunae: edition.series.iter().any(|series| series.kind == SeriesKind::Apparatus),
    }
}

/// Composes a page of those that bear the title, below their part.
type OfTitle = fn(&mut Composer<'_>, NodeId) -> Flow;

/// All flows in the order of the book.
fn compose(composer: &mut Composer<'_>) -> Vec<Flow> {
    let mut flows = vec![];
    let mut next = |composer: &mut Composer<'_>, make: &dyn Fn(&mut Composer<'_>) -> Flow| {
        let first = composer.paragraphs.len();
        let mut flow = make(composer);
        flow.paragraphs = first..composer.paragraphs.len();
        flows.push(flow);
    };
    let book = &composer.edition.book;
    let half_title = composer.style.half_title_shown && book.has(OwnPage::HalfTitle);
    let of_title: [(bool, OfTitle); 3] = [
        (half_title, |composer, part| composer.half_title(part)),
        (book.has(OwnPage::TitlePage), |composer, part| composer.title_page(part)),
        (book.has(OwnPage::Imprint), |composer, part| composer.imprint(part)),
    ];
    if of_title.iter().any(|(shown, _)| *shown) {
        let part = composer.structure.add(Structure::ROOT, NodeKind::Part);
        for (_, make) in of_title.iter().filter(|(shown, _)| *shown) {
            next(composer, &|composer| make(composer, part));
        }
    }
    if book.has(OwnPage::Contents) {
        next(composer, &|composer| composer.contents());
    }
    let mut notes = endnotes::has_notes(composer.edition);
    let before = endnotes::notes_before(composer.edition);
    for matter in [Matter::Front, Matter::Text, Matter::Back] {
        for index in 0..composer.edition.documents.len() {
            if composer.edition.documents[index].matter != matter {
                continue;
            }
            if before == Some(index) && std::mem::take(&mut notes) {
                next(composer, &|composer| composer.book_notes());
            }
            next(composer, &|composer| composer.document(index));
        }
    }
    if notes {
        next(composer, &|composer| composer.book_notes());
    }
    if book.has(OwnPage::Colophon) {
        next(composer, &|composer| composer.colophon());
    }
    flows
}

/// Warns of columns that cannot be: notes have no place below them.
fn report_columns(edition: &Edition, diagnostics: &mut Diagnostics) {
    for document in edition.documents.iter().filter(|d| d.columns > 1 && !d.notes.is_empty()) {
        let message = format!("“{}” has notes and is set in one column, not in {}", document.id, document.columns);
        let help = "take its notes out, or set its columns to 1";
        diagnostics.push(Diagnostic::warning("columns-with-notes", message).help(help));
    }
}

/// All languages of the book.
fn languages(edition: &Edition) -> BTreeSet<String> {
    let mut languages = BTreeSet::from([edition.book.language.clone()]);
    languages.extend(edition.series.iter().filter_map(|series| series.language.clone()));
    for document in &edition.documents {
        languages.insert(document.language.clone());
        let texts = document.containers().into_iter().filter_map(|c| document.text(c));
        for mark in texts.flat_map(|text| &text.marks) {
            if let MarkKind::Language(tag) = &mark.kind {
                languages.insert(tag.clone());
            }
        }
    }
    languages
}
