//! The list of emendations: `12.5 Boris] ]3oris A. reason`, by document, in the order of reading.

use super::writer::{Address, Writer};
use crate::model::apparatus::{Entry, Hand, Layer, ReadingKind, Who};
use crate::model::document::{Document, Edition};
use crate::model::text::{BlockKind, GroupKind};
use crate::terms::GeneratedTerms;

/// Words of a lemma or a reading that are printed; of longer ones the first and the last.
const MOST_WORDS: usize = 8;

/// Writes the list.
pub(super) fn write(edition: &Edition, writer: &mut Writer<'_>) {
    for document in &edition.documents {
        let entries: Vec<&Entry> = document.entries.iter().filter(|e| e.layer == Layer::Emendation).collect();
        if entries.is_empty() {
            continue;
        }
        writer.block(BlockKind::Heading(1));
        writer.quoted(document, &document.short_title);
        writer.group(GroupKind::Entries, |w| entries.into_iter().for_each(|one| entry(w, document, one)));
    }
}

fn entry(writer: &mut Writer<'_>, document: &Document, entry: &Entry) {
    let terms = GeneratedTerms::of(writer.language);
    writer.block(BlockKind::Paragraph);
    if entry.place.is_some() {
        writer.places(&[Address::new(document, entry.id.as_str())], true);
        writer.words("\u{2002}");
    }
    match entry.lemma.trim() {
        "" => writer.emphasised(terms.omitted),
        lemma => shortened(writer, document, lemma),
    }
    writer.words("]");
    for reading in &entry.readings {
        writer.words(" ");
        match reading.kind {
            ReadingKind::Omission => writer.emphasised(terms.omitted),
            _ => shortened(writer, document, &reading.words),
        }
        for cited in &reading.support {
            let Who::Siglum(siglum) = cited.who else { continue };
            writer.words("\u{a0}");
            writer.words(document.sigla.name(siglum));
        }
    }
    match (&entry.reason, entry.hand) {
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

/// Words of a document, short.
fn shortened(writer: &mut Writer<'_>, document: &Document, words: &str) {
    let all: Vec<&str> = words.split_whitespace().collect();
    match all.len() {
        n if n <= MOST_WORDS => writer.quoted(document, &all.join(" ")),
        n => writer.quoted(document, &format!("{} … {}", all[..3].join(" "), all[n - 2..].join(" "))),
    }
}
