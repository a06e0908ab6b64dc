//! Stage: the entries of the apparatus as notes of their series, composed from data as the style prints them.
//!
//! Knows the model, the style and the tool's words; nothing of lines, pages or files. What depends on the pages
//! (the lines of an entry's key, which of two equal words of a line is meant) is a placeholder, which both formats
//! fill in from one account: see [`MarkKind::Key`] and [`MarkKind::Ordinal`].

mod compose;
mod composed;

use crate::model::apparatus::{EntryId, Layer};
use crate::model::document::{Container, Document, Edition, Note, NoteSeries};
use crate::model::text::{Mark, MarkKind, NoteId};
use crate::style::Style;
use std::ops::Range;

/// Composes a note for each entry of a keyed series, and for each series that shows readings of an entry too; each
/// is called by a point where the lemma begins. An edition is composed once.
pub fn compose(edition: &mut Edition, style: &Style) {
    let Edition { series, documents, book, .. } = edition;
    for document in documents {
        let desk = compose::Desk { series, style, book_language: &book.language };
        for entry in (0..document.entries.len() as u32).map(EntryId) {
            of_entry(document, entry, &desk);
        }
        for container in document.containers() {
            document.text_mut(container).into_iter().for_each(|text| text.sort_marks());
        }
    }
}

/// The notes of an entry: that of its own series, and those of the series that copy readings of it.
fn of_entry(document: &mut Document, id: EntryId, desk: &compose::Desk<'_>) {
    let entry = &document.entries[id.0 as usize];
    let Some((container, lemma)) = lemma(document, id).filter(|_| entry.within.is_none()) else { return };
    let entry = &mut document.entries[id.0 as usize];
    entry.extent = Some(lemma.clone());
    let own = if let Layer::Series(series) = entry.layer { Some(series) } else { None };
    let copies: Vec<(usize, Option<Vec<usize>>)> =
        entry.copies.iter().map(|copied| (copied.series, Some(copied.readings.clone()))).collect();
    for (series, readings) in own.map(|series| (series, None)).into_iter().chain(copies) {
        let Some(layer) = desk.series.get(series).filter(|layer| layer.kind.is_keyed()) else { continue };
        let key = key(&document.entries[id.0 as usize].id, layer);
        let whole = readings.is_none();
        let text = compose::entry(document, id, series, readings.as_deref(), desk);
        let note = NoteId(document.notes.len() as u32);
        document.entries[id.0 as usize].printed.get_or_insert(note);
        if whole {
            adopt(document, id, note);
        }
        let (mark, span) = (String::new(), document.entries[id.0 as usize].span.clone());
        let lemma_words = None;
        document.notes.push(Note {
            key,
            series,
            mark,
            text,
            lemma: lemma_words,
            place: container,
            span,
            entry: Some(id),
        });
        if let Some(text) = document.text_mut(container) {
            text.marks.push(Mark { range: lemma.start..lemma.start, kind: MarkKind::Call(note) });
        }
    }
}

/// The key of an entry's note in a series: that of the entry in its own, its whole name in another.
fn key(id: &str, series: &NoteSeries) -> String {
    match id.split_once(':') {
        Some((own, key)) if own == series.id => key.to_owned(),
        _ => id.replace(':', "-"),
    }
}

/// The notes that an entry's own note calls are called from the note that it has become.
fn adopt(document: &mut Document, entry: EntryId, note: NoteId) {
    for called in document.notes.iter_mut().filter(|called| called.place == Container::Entry(entry)) {
        called.place = Container::Note(note);
    }
}

/// Where the lemma of an entry begins and ends, over all its parts.
fn lemma(document: &Document, id: EntryId) -> Option<(Container, Range<usize>)> {
    let container = document.entries.get(id.0 as usize)?.place?;
    let parts = compose::parts(document, id, container);
    Some((container, parts.first()?.start..parts.iter().map(|part| part.end).max()?))
}
