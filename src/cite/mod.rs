//! Stage: finds the citations in all documents, settles which work each means (`ibid.` and its
//! like too), and leads them to the bibliography.
//!
//! Knows the works, the texts and their notes; nothing of how a bibliography is laid out on pages.
//! `library` reads and writes the works (`persons` their names), `scan` finds what cites in a block (`title`, `author`, `tail`,
//! `forms`), `chain` settles what it means, `statement` finds what is known through
//! another work, `keyed` writes `[@key]` out, `lay` puts it all on the text.

mod author;
mod chain;
mod format;
mod forms;
mod found;
mod haystack;
mod keyed;
mod known;
mod lay;
mod library;
mod locator;
mod persons;
mod scan;
mod splice;
mod statement;
mod style;
mod tail;
mod title;

pub use library::Library;
pub use style::CitationStyle;

use crate::diag::{Diagnostic, Diagnostics};
use crate::model::apparatus::Layer;
use crate::model::document::{Container, Document, Edition};
use crate::model::generated::Generated;
use crate::model::order;
use crate::model::text::{NoteId, Text};
use crate::words::spelling;
use chain::{Chain, Fault, Settled};
use forms::unknown;
use found::FoundCitation;
use haystack::Haystack;
use known::Catalogue;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Marks the citations in every document of `edition` and gives it the works. Where not `all` works are listed,
/// only those that are cited have suffixes to their years.
pub fn apply(edition: &mut Edition, library: &Library, all: bool, diagnostics: &mut Diagnostics) {
    let listed = (!all && library.has_suffixes()).then(|| library.with_only(&cited(edition, library)));
    let library = listed.as_ref().unwrap_or(library);
    edition.works = library.works.clone();
    let bibliography = edition.documents.iter().find(|d| d.generated == Some(Generated::Bibliography));
    let bibliography = bibliography.map(|d| d.id.clone());
    let found: Vec<Diagnostics> =
        edition.documents.par_iter_mut().map(|d| document(d, library, bibliography.as_deref())).collect();
    found.iter().for_each(|more| diagnostics.extend(more.iter().cloned()));
    if library.unread {
        // One fault, one error: it is that of the file.
        diagnostics.retain(|diagnostic| diagnostic.code != "unknown-work");
    }
}

/// The works that the documents cite, which are left as they are.
fn cited(edition: &Edition, library: &Library) -> BTreeSet<String> {
    let mut documents = edition.documents.clone();
    documents.par_iter_mut().for_each(|d| drop(document(d, library, None)));
    documents.iter().flat_map(|d| &d.citations).filter_map(|citation| citation.work.clone()).collect()
}

fn document(document: &mut Document, library: &Library, bibliography: Option<&str>) -> Diagnostics {
    let mut diagnostics = Diagnostics::default();
    let mut keyed = BTreeMap::new();
    for container in document.containers() {
        if let Some(text) = document.text_mut(container) {
            keyed.insert(container, keyed::all(text, library, &mut diagnostics));
        }
    }
    let mut diagnostics = keyed::grouped(diagnostics);
    let described = library.catalogue.works.iter().any(|w| !w.described.is_empty());
    let calls = if described { statement::calls(document) } else { BTreeMap::new() };
    let mut chains: BTreeMap<Which, Chain> = BTreeMap::new();
    let mut citations = Vec::new();
    let mut order = order::containers(document);
    order.retain(|container| *container != Container::Title);
    let scanned: Vec<_> =
        order.par_iter().map(|container| scanned(document, *container, &calls, &library.catalogue)).collect();
    for (container, blocks) in order.into_iter().zip(scanned) {
        let Some(text) = document.text(container) else { continue };
        let mut found = keyed.remove(&container).unwrap_or_default();
        let note = is_note(container);
        for mut here in blocks {
            here.retain(|h| !found.iter().any(|f| f.range.start < h.range.end && h.range.start < f.range.end));
            found.extend(here);
        }
        found.sort_by_key(|f| (f.range.start, f.range.end));
        let chain = chains.entry(Which::of(document, container)).or_default();
        let mut after = 0;
        for one in found {
            if one.form.means_what_was_cited() && may_cite(text, after..one.range.start, note) {
                chain.unsure();
            }
            after = one.range.end;
            let spoken = |works: &[usize]| spoken_of(text, &one.range, note, works, &library.catalogue);
            let settled = chain.settle(&one, &spoken, &library.catalogue);
            citations.push((container, one, settled));
        }
        if note && may_cite(text, after..text.string.len(), note) {
            chain.unsure();
        }
    }
    for (container, found, settled) in &citations {
        diagnostics.extend(fault(document, *container, found, settled, library));
    }
    lay::all(document, citations, &library.catalogue, bibliography);
    diagnostics
}

/// What cites in each block of a container, whatever the others hold.
fn scanned(
    document: &Document,
    container: Container,
    calls: &BTreeMap<NoteId, (Container, usize)>,
    catalogue: &Catalogue,
) -> Vec<Vec<FoundCitation>> {
    let told = match container {
        Container::Note(note) => calls.get(&note).map(|(c, at)| statement::documented(document, note, *c, *at)),
        _ => None,
    };
    let Some(text) = document.text(container) else { return vec![] };
    let block = |block: usize| {
        let hay = Haystack::new(text, block, is_note(container));
        let mut here = scan::block(&hay, catalogue);
        if let Some(told) = &told {
            statement::all(&hay, told, &mut here, catalogue);
        }
        here
    };
    (0..text.blocks.len()).into_par_iter().map(block).collect()
}

/// Whether something is cited in a stretch of a text, by the looks of it, that no form makes sure of.
fn may_cite(text: &Text, stretch: Range<usize>, note: bool) -> bool {
    let first = text.blocks.partition_point(|block| block.range.end <= stretch.start);
    let count = text.blocks[first..].iter().take_while(|block| block.range.start < stretch.end).count();
    (first..first + count).any(|block| {
        let hay = Haystack::without_words(text, block, note);
        let within = hay.range.start.max(stretch.start)..hay.range.end.min(stretch.end);
        !within.is_empty() && unknown::may_cite(&hay, &within)
    })
}

/// Whether citations stand in a container as a matter of course.
fn is_note(container: Container) -> bool {
    matches!(container, Container::Note(_) | Container::Entry(_))
}

/// Which chain a container's citations belong to: each series of notes has its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Which {
    Container(Container),
    Series(usize),
}

impl Which {
    fn of(document: &Document, container: Container) -> Self {
        match container {
            Container::Note(NoteId(note)) => Which::Series(document.notes[note as usize].series),
            Container::Entry(entry) => match document.entries[entry.0 as usize].layer {
                Layer::Series(series) => Which::Series(series),
                Layer::Emendation => Which::Container(container),
            },
            other => Which::Container(other),
        }
    }
}

/// Of several works the one whose author is named last before a citation, in the same note or paragraph.
fn spoken_of(text: &Text, range: &Range<usize>, note: bool, works: &[usize], catalogue: &Catalogue) -> Option<usize> {
    let start = if note { 0 } else { text.block_at(range.start).map_or(0, |b| text.blocks[b].range.start) };
    let words = spelling::words(&text.string, start..range.start);
    let named = |work: &usize| {
        let surnames = || catalogue.works[*work].authors.iter().filter_map(|a| a.surname.last());
        words.iter().rposition(|w| surnames().any(|s| spelling::alike(s, &w.folded)))
    };
    works.iter().filter_map(|work| Some((named(work)?, *work))).max().map(|(_, work)| work)
}

fn fault(
    document: &Document,
    container: Container,
    found: &FoundCitation,
    settled: &Settled,
    library: &Library,
) -> Option<Diagnostic> {
    let text = document.text(container)?;
    let words = &text.string[found.range.clone()];
    let (code, message, help) = match settled.fault? {
        _ if library.catalogue.works.is_empty() => return None,
        Fault::NoAntecedent => (
            "no-antecedent",
            format!("`{words}` refers to a work cited before, and none is"),
            "cite the work in full, or add what is cited before it to corpus/works.yaml",
        ),
        Fault::Unlisted => (
            "unlisted-antecedent",
            format!("`{words}` refers to what is cited before it, which is no work of works.yaml"),
            "add the work to corpus/works.yaml, or cite in full",
        ),
        Fault::NoWorkOfAuthor => (
            "no-antecedent",
            format!("`{words}` refers to a work of an author of whom none is cited before"),
            "add the work to corpus/works.yaml if it is cited before, or emend the note",
        ),
        Fault::Ambiguous => (
            "ambiguous-citation",
            format!("`{words}` may mean several works of this title"),
            "name the author in an emendation, or give the works short titles that differ",
        ),
    };
    let warning = Diagnostic::warning(code, message).help(help);
    Some(match lay::span(text, &found.range) {
        Some(span) => warning.at(span),
        None => warning,
    })
}
