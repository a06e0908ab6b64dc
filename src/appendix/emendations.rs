//! The list of emendations: `12.5 Boris] ]3oris A. reason`, by document, in the order of reading.

use super::emended;
use super::writer::{Address, Writer};
use crate::model::document::{Document, Edition, Emendation, Hand};
use crate::model::text::{BlockKind, GroupKind, MarkKind};
use crate::terms::GeneratedTerms;

/// Words of a reading that are printed; of longer ones the first and the last.
const MOST_WORDS: usize = 8;

/// Writes the list.
pub(super) fn write(edition: &Edition, writer: &mut Writer<'_>) {
    for document in edition.documents.iter().filter(|d| !d.emendations.is_empty()) {
        writer.block(BlockKind::Heading(1));
        writer.quoted(document, &document.short_title);
        writer.group(GroupKind::Entries, |w| {
            for (index, emendation) in document.emendations.iter().enumerate() {
                entry(w, document, (index, emendation));
            }
        });
    }
}

fn entry(writer: &mut Writer<'_>, document: &Document, (index, emendation): (usize, &Emendation)) {
    let terms = GeneratedTerms::of(writer.language);
    writer.block(BlockKind::Paragraph);
    if is_placed(document, index) {
        writer.places(&[Address::new(document, emended::anchor(index))], true);
        writer.words("\u{2002}");
    }
    reading(writer, document, &emendation.read);
    writer.words("] ");
    reading(writer, document, &emendation.raw);
    if let Some(witness) = document.witnesses.first() {
        writer.words("\u{a0}");
        writer.words(&witness.siglum);
    }
    match (&emendation.reason, emendation.hand) {
        (Some(reason), _) => {
            writer.words(".\u{2002}");
            writer.prose(reason);
        }
        (None, Hand::Rule(rule)) => {
            writer.words(".\u{2002}");
            writer.words(terms.rule(rule));
            writer.words(".");
        }
        (None, Hand::Editor) => {}
    }
}

/// Whether the words are there: an emendation of a text that is not there has no place.
fn is_placed(document: &Document, index: usize) -> bool {
    let container = document.emendations[index].container;
    let mut marks = document.text(container).into_iter().flat_map(|text| &text.marks);
    marks.any(|m| matches!(m.kind, MarkKind::Emendation(id) if id.0 as usize == index))
}

/// A reading, short; where there are no words, what says so.
fn reading(writer: &mut Writer<'_>, document: &Document, words: &str) {
    let all: Vec<&str> = words.split_whitespace().collect();
    match all.len() {
        0 => writer.emphasised(GeneratedTerms::of(writer.language).omitted),
        n if n <= MOST_WORDS => writer.quoted(document, &all.join(" ")),
        n => writer.quoted(document, &format!("{} … {}", all[..3].join(" "), all[n - 2..].join(" "))),
    }
}
