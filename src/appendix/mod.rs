//! Stage: writes the generated documents from the edition (bibliography, indexes, the appendix of parallels, the
//! list of emendations and so on), as texts with references like any other.
//!
//! May not know pages or how anything is shown: a list of places is a `Loci`, which each format
//! fills in. A document that would have nothing in it is left out of the book.

mod agreement;
mod alphabet;
mod bibliography;
mod contradictions;
mod emendations;
mod facing;
mod hyphens;
mod index;
mod locorum;
mod occurrences;
mod parallels;
mod passages;
mod runs;
mod sigla;
mod timeline;
mod writer;

use crate::diag::{Diagnostic, Diagnostics};
use crate::model::document::{Edition, Reference};
use crate::model::generated::Generated;
use crate::model::text::{Mark, MarkKind, RefId, Text};
use crate::terms::{GeneratedTerms, Terms, by_milestones};
use crate::words::language::is_foreign;
use index::Homes;
use std::collections::BTreeSet;
pub use timeline::{Type as TimelineType, draw as draw_timeline, size as size_timeline};
use writer::Writer;

/// What the editor decides about the generated documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Whether the bibliography lists works that nothing cites.
    pub all_works: bool,
}

/// Fills the documents that have `generate` in `book.toml`; those without content are taken out.
pub fn write(edition: &mut Edition, options: Options, diagnostics: &mut Diagnostics) {
    let homes =
        Homes { nominum: id_of(edition, Generated::IndexNominum), rerum: id_of(edition, Generated::IndexRerum) };
    if id_of(edition, Generated::Conspectus).is_some() {
        sigla::name_lacunae(edition);
    }
    let mut empty = Vec::new();
    for index in 0..edition.documents.len() {
        let Some(what) = edition.documents[index].generated else { continue };
        // Its place stays taken while it is written, from all others.
        let mut document = std::mem::take(&mut edition.documents[index]);
        let language = edition.book.language.clone();
        let mut writer = Writer::new(&document, &language);
        body(edition, what, options, &homes, &mut writer);
        if writer.is_empty() {
            empty.push(document.id.clone());
        }
        writer.finish(&mut document);
        if document.headnote.is_none() {
            let terms = GeneratedTerms::of(&language);
            let uncited = what == Generated::Conspectus && edition.book.uncited;
            let introduction = if uncited { terms.sigla.uncited } else { terms.introduction(what) };
            document.headnote = Some(spoken(introduction.to_owned(), &language));
        }
        edition.documents[index] = document;
    }
    leave_out(edition, empty, diagnostics);
}

/// Words of the tool's own in a book in `language`, marked where they are not in it.
fn spoken(words: String, language: &str) -> Text {
    let (mut text, own) = (Text::plain(words), Terms::language(language));
    if is_foreign(own, language) {
        let kind = MarkKind::Language(own.to_owned());
        text.marks.push(Mark { range: 0..text.string.len(), kind });
    }
    text
}

/// Has the introductions of lists say that their places are called by milestones, where lines have no numbers.
pub fn name_milestones(edition: &mut Edition) {
    let terms = GeneratedTerms::of(&edition.book.language);
    for document in &mut edition.documents {
        let Some(own) = document.generated.map(|what| terms.introduction(what)) else { continue };
        if document.headnote.as_ref().is_some_and(|headnote| headnote.string == own) {
            document.headnote = Some(spoken(by_milestones(own), &edition.book.language));
        }
    }
}

fn body(edition: &Edition, what: Generated, options: Options, homes: &Homes, writer: &mut Writer<'_>) {
    match what {
        Generated::Bibliography => bibliography::write(edition, options.all_works, writer),
        Generated::IndexNominum => index::write(edition, true, homes, writer),
        Generated::IndexRerum => index::write(edition, false, homes, writer),
        Generated::IndexLocorum => locorum::write(edition, writer),
        Generated::Emendations => emendations::write(edition, writer),
        Generated::Hyphens => hyphens::write(edition, writer),
        Generated::Parallels => parallels::write(edition, writer),
        Generated::Contradictions => contradictions::write(edition, writer),
        Generated::Conspectus => sigla::write(edition, writer),
        Generated::Agreement => agreement::write(edition, writer),
        Generated::Timeline => timeline::prepare(edition, writer),
    }
}

fn id_of(edition: &Edition, what: Generated) -> Option<String> {
    edition.documents.iter().find(|d| d.generated == Some(what)).map(|d| d.id.clone())
}

/// Takes documents out of the book. Of references to one only the words remain, with a warning; what
/// asks for its page is an error.
fn leave_out(edition: &mut Edition, empty: Vec<String>, diagnostics: &mut Diagnostics) {
    edition.documents.retain(|document| !empty.contains(&document.id));
    for document in &mut edition.documents {
        let gone: Vec<bool> = document.references.iter().map(|r| empty.contains(&r.document)).collect();
        if !gone.contains(&true) {
            continue;
        }
        let leads_there = |id: RefId| gone.get(id.0 as usize).copied().unwrap_or(false);
        let mut asked = BTreeSet::new();
        for container in document.containers() {
            let Some(text) = document.text_mut(container) else { continue };
            text.marks.retain(|mark| match mark.kind {
                MarkKind::Reference(id) => !leads_there(id),
                MarkKind::Locus(id, _) if leads_there(id) => {
                    asked.insert(id.0 as usize);
                    false
                }
                _ => true,
            });
        }
        for (index, reference) in document.references.iter().enumerate().filter(|(index, _)| gone[*index]) {
            diagnostics.push(nothing_there(reference, asked.contains(&index)));
        }
    }
    edition.left_out.extend(empty);
}

fn nothing_there(reference: &Reference, asked: bool) -> Diagnostic {
    let message = format!("`{}` has nothing in it and is left out of the book", reference.document);
    let diagnostic = match asked {
        true => Diagnostic::error("empty-document", message).help("take the reference out: it has no page to print"),
        false => Diagnostic::warning("empty-document", message).help("the words stand without a link"),
    };
    match &reference.span {
        Some(span) => diagnostic.at(span.clone()),
        None => diagnostic,
    }
}
