//! What every page of the EPUB knows of the book: file names, places, page labels, words.
//!
//! Knows the edition and the page map; writes nothing.

use crate::model::apparatus::SiglumId;
use crate::model::apparatus::conspectus;
use crate::model::document::{Container, Document, Edition, Matter, Place, Spot};
use crate::model::generated::LociId;
use crate::model::loci::{self, Number};
use crate::model::page::{PageBreak, PageMap};
use crate::model::text::{LocusKind, RefId, Styled, Text};
use crate::terms::{GeneratedTerms, Terms};
use crate::write::epub::pictures::Pictures;
use crate::write::epub::words;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// What a list of places reads, each number with the place that it leads to.
pub(crate) type List<'a> = Vec<(Number, Option<&'a Place>)>;

/// The book as the writers of its pages see it.
pub(crate) struct Context<'a> {
    /// The edition.
    pub(crate) edition: &'a Edition,
    /// The pages of the PDF.
    pub(crate) pages: &'a PageMap,
    /// The tool's own words in the book's language.
    pub(crate) terms: Terms,
    /// For each document, the path of its page from the package document.
    pub(crate) files: Vec<String>,
    /// The files of the figures' pictures.
    pub(crate) pictures: Pictures,
    /// Where the pages begin, each page once, in order.
    pub(crate) breaks: Vec<&'a PageBreak>,
    /// The same by document and container.
    by_container: BTreeMap<(usize, Container), Vec<&'a PageBreak>>,
    /// What each document's lists of places read.
    lists: Vec<Vec<List<'a>>>,
    /// Where the conspectus of the book explains the sigla of each document.
    pub(crate) sigla: BTreeMap<(usize, SiglumId), Place>,
    /// The names of all places that something in the book refers to.
    referenced: BTreeSet<String>,
}

impl<'a> Context<'a> {
    /// Prepares the names.
    pub(crate) fn new(edition: &'a Edition, pages: &'a PageMap) -> Self {
        let files = edition.documents.iter().enumerate().map(|(n, d)| file_name(n, d)).collect();
        let lists_of = |document: usize| {
            let lists = 0..edition.documents[document].loci.len();
            lists.into_par_iter().map(|id| numbers(edition, pages, document, LociId(id as u32))).collect()
        };
        let lists: Vec<Vec<List<'_>>> = (0..edition.documents.len()).map(lists_of).collect();
        let sigla = conspectus::places(edition);
        let mut referenced = referenced(edition, &lists);
        referenced.extend(sigla.values().map(|place| edition.place_name(place)));
        let mut breaks: Vec<&PageBreak> = pages.breaks.iter().filter(|b| holds_text(edition, b)).collect();
        breaks.sort_by_key(|b| b.page);
        breaks.dedup_by_key(|b| b.page);
        let mut by_container: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for page_break in &breaks {
            by_container.entry((page_break.document, page_break.container)).or_default().push(*page_break);
        }
        let pictures = Pictures::new(edition);
        Self {
            edition,
            pages,
            pictures,
            breaks,
            by_container,
            terms: Terms::of(&edition.book.language),
            files,
            lists,
            sigla,
            referenced,
        }
    }

    /// Where the pages begin that begin in a container, in order.
    pub(crate) fn breaks_in(&self, document: usize, container: Container) -> &[&'a PageBreak] {
        self.by_container.get(&(document, container)).map_or(&[], Vec::as_slice)
    }

    /// Whether something refers to the place of this name.
    pub(crate) fn is_referenced(&self, name: &str) -> bool {
        self.referenced.contains(name)
    }

    /// The name of a place in document `document`.
    pub(crate) fn name(&self, document: usize, spot: Spot) -> String {
        self.edition.place_name(&Place { document, spot })
    }

    /// A link from one document's page to a place, as all pages of documents lie side by side.
    pub(crate) fn href(&self, place: &Place) -> String {
        let path = &self.files[place.document];
        format!("{}#{}", path.rsplit('/').next().unwrap_or(path), self.edition.place_name(place))
    }

    /// What a placeholder stands for, or `None` if its reference is unresolved or the pages do
    /// not know the place.
    pub(crate) fn locus(&self, document: usize, reference: RefId, kind: LocusKind) -> Option<String> {
        let place = self.edition.documents[document].references.get(reference.0 as usize)?.target.place()?;
        let target = &self.edition.documents[place.document];
        match kind {
            LocusKind::Title => Some(words::plain(&self.title_parts(place))),
            LocusKind::Entry => self.edition.entry_words(place),
            LocusKind::Note => match &place.spot {
                Spot::Note(note) | Spot::Call(note) => Some(target.notes[note.0 as usize].mark.clone()),
                _ => None,
            },
            LocusKind::Page => {
                let at = self.pages.places.get(&self.edition.place_name(place))?;
                self.pages.labels.get(at.page).cloned()
            }
            LocusKind::Line => {
                let name = self.edition.place_name(&self.edition.line_place(place));
                if let Some(label) = self.pages.called.labels.get(&name) {
                    return Some(label.clone());
                }
                Some(loci::line_number(self.pages.places.get(&name)?))
            }
        }
    }

    /// What a list of places reads, each number with the place that it leads to.
    pub(crate) fn loci(&self, document: usize, id: LociId) -> &List<'a> {
        static NOTHING: List<'static> = vec![];
        self.lists.get(document).and_then(|lists| lists.get(id.0 as usize)).unwrap_or(&NOTHING)
    }

    /// The title of a place: its own words, otherwise its document's title.
    pub(crate) fn title_parts(&self, place: &Place) -> Vec<Styled> {
        let target = &self.edition.documents[place.document];
        let own = target.words_of(&place.spot, |reference, kind| self.stands_for(place.document, reference, kind));
        own.unwrap_or_else(|| self.parts(&target.title, place.document))
    }

    /// A text's words on one line, with what they are. Placeholders are replaced, except titles, which could lead in
    /// a circle.
    pub(crate) fn parts(&self, text: &Text, document: usize) -> Vec<Styled> {
        text.styled(0..text.string.len(), |reference, kind| self.stands_for(document, reference, kind))
    }

    /// The same of one block.
    pub(crate) fn block_parts(&self, text: &Text, document: usize, block: usize) -> Vec<Styled> {
        let range = text.blocks[block].range.clone();
        text.styled(range, |reference, kind| self.stands_for(document, reference, kind))
    }

    fn stands_for(&self, document: usize, reference: RefId, kind: LocusKind) -> Option<String> {
        if kind == LocusKind::Title { None } else { self.locus(document, reference, kind) }
    }

    /// A text's words without marks, on one line: for metadata.
    pub(crate) fn words(&self, text: &Text, document: usize) -> String {
        words::plain(&self.parts(text, document))
    }

    /// A document's entry in the contents: author and title of a text, the title of the rest.
    pub(crate) fn entry(&self, index: usize) -> (Option<&str>, Vec<Styled>) {
        let document = &self.edition.documents[index];
        let author = document.author.as_deref().filter(|_| document.matter == Matter::Text);
        (author, self.parts(&document.title, index))
    }
}

/// The names of all places that a reference or a number of a list leads to. References that only
/// stand in lists lead nowhere by themselves.
fn referenced(edition: &Edition, lists: &[Vec<List<'_>>]) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (index, document) in edition.documents.iter().enumerate() {
        let own = document.references.iter().zip(document.listed()).filter(|(_, listed)| !listed);
        names.extend(own.filter_map(|(r, _)| r.target.place()).map(|place| edition.place_name(place)));
        let places = lists[index].iter().flatten().filter_map(|(_, place)| *place);
        names.extend(places.map(|place| edition.place_name(place)));
    }
    names
}

/// What a list of places reads, each number with the place that it leads to.
fn numbers<'a>(edition: &'a Edition, pages: &PageMap, document: usize, id: LociId) -> List<'a> {
    let document = &edition.documents[document];
    let Some(loci) = document.loci.get(id.0 as usize) else { return vec![] };
    let place = |id: &RefId| document.references.get(id.0 as usize)?.target.place();
    let numbers = if loci.lists_divided_words(document.generated) {
        loci::divided_or(&pages.divided, &pages.labels, GeneratedTerms::of(&edition.book.language).no_hyphens)
    } else {
        let names: Vec<Option<String>> =
            loci.references.iter().map(|id| Some(edition.place_name(place(id)?))).collect();
        let places: Vec<_> = names.iter().map(|name| pages.places.get(name.as_ref()?).cloned()).collect();
        let (labels, called) = (&pages.labels[..], &pages.called);
        let asked = loci::Asked { labels, called, lines: loci.lines, stretch: loci.stretch };
        loci::listed(&places, |index| names[index].as_deref(), asked)
    };
    let led = |number: &Number| place(loci.references.get(number.place?)?);
    let with_place = |number: Number| {
        let place = led(&number);
        (number, place)
    };
    numbers.into_iter().map(with_place).collect()
}

fn holds_text(edition: &Edition, page: &PageBreak) -> bool {
    let text = edition.documents.get(page.document).and_then(|d| d.text(page.container));
    text.is_some_and(|t| !t.blocks.is_empty())
}

/// `text/<id>.xhtml`, or a number where the id is no portable file name (EPUB 3.3 §4.2.3).
fn file_name(number: usize, document: &Document) -> String {
    let portable = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if document.id.is_empty() || !document.id.chars().all(portable) {
        return format!("text/document-{}.xhtml", number + 1);
    }
    format!("text/{}.xhtml", document.id)
}
