//! Stage: the entries of the apparatus as notes of their series, composed from data as the style prints them.
//!
//! Knows the model, the style and the tool's words; nothing of lines, pages or files. What depends on the pages
//! (the lines of an entry's key, which of two equal words of a line is meant) is a placeholder, which both formats
//! fill in from one account: see [`MarkKind::Key`] and [`MarkKind::Ordinal`].
//!
//! `compose` writes an entry from what is on the `desk`; `lemma`, `support` and `reading` its parts, `signs` what stands
//! around their words, `composed` holds them together. `index` is what all entries of a document ask of it, `repeated`
//! whether words stand again near by, `unit` in what they are counted.

mod compose;
mod composed;
mod desk;
mod displaced;
mod index;
mod lacunae;
mod lemma;
mod milestone;
mod named;
mod numbered;
mod reading;
mod repeated;
mod signs;
mod support;
mod surplus;
mod unit;

use crate::model::apparatus::{EntryId, Layer, Ordinal, SeriesKind};
use crate::model::document::{Container, Document, Edition, Note, NotePlace, NoteSeries};
use crate::model::order::{self, Noted};
use crate::model::text::{Mark, MarkKind, NoteId, Shift, Text};
use crate::style::Style;
use index::Index;
use rayon::prelude::*;
use std::ops::Range;

/// Composes a note for each entry of a keyed series, and for each series that shows readings of an entry too; each
/// is called by a point where the lemma begins. An edition is composed once.
pub fn compose(edition: &mut Edition, style: &Style) {
    let Edition { series, documents, book, .. } = edition;
    for series in series.iter_mut().filter(|series| series.kind == SeriesKind::Apparatus) {
        let form = style.apparatus_of(&series.id).entry.form;
        series.form.get_or_insert(form);
    }
    if series.iter().any(|series| series.kind.is_keyed()) {
        let desk = desk::Desk { series, style, book_language: &book.language, milestones: &book.milestones };
        documents.par_iter_mut().for_each(|document| of_document(document, &desk));
    }
}

/// How many entries are composed together at least, where others are composed beside them.
const TOGETHER: usize = 64;

/// A note to be, composed.
struct Composed {
    entry: EntryId,
    series: usize,
    /// Whether it is the entry in its own series, with all that belongs to it.
    whole: bool,
    text: Text,
    container: Container,
    /// From where the lemma begins to where it ends, over all its parts.
    lemma: Range<usize>,
}

/// Whether the entries of a series are printed.
fn is_shown(series: &NoteSeries) -> bool {
    series.kind.is_keyed() && series.place != NotePlace::Nowhere
}

fn of_document(document: &mut Document, desk: &desk::Desk<'_>) {
    if desk.style.witnesses.entries {
        lacunae::add(document, desk);
    }
    let index = Index::of(document);
    surplus::unkey(document, &index, desk);
    let (notes, ordinals) = composed(document, &index, desk);
    document.ordinals.extend(ordinals);
    let inner = document.notes.iter().any(|note| matches!(note.place, Container::Entry(_)));
    let mut called = vec![];
    for note in notes {
        if inner && note.whole {
            let all = [vec![note.entry], index.below(note.entry)].concat();
            adopt(document, &all, NoteId(document.notes.len() as u32));
        }
        called.push(add(document, note, desk.series));
    }
    called.sort();
    called.dedup();
    for container in called {
        document.text_mut(container).into_iter().for_each(Text::sort_marks);
    }
    if desk.series.iter().any(|series| series.called) {
        mark(document, desk.series);
    }
}

/// The notes of all entries that are printed, in the order in which they are added, and the ordinals in them.
fn composed(document: &Document, index: &Index, desk: &desk::Desk<'_>) -> (Vec<Composed>, Vec<Ordinal>) {
    // What says where witnesses turn has ordinals of the document.
    let all = (0..document.entries.len() as u32).map(EntryId);
    let (turns, others): (Vec<_>, Vec<_>) = all.partition(|id| lacunae::is_turn(&document.entries[id.0 as usize]));
    let entries = [turns, others].concat();
    let mut ordinals = vec![];
    let of_entry = |id: &EntryId| of_entry(document, index, *id, desk);
    let each: Vec<_> = entries.par_iter().with_min_len(TOGETHER).map(of_entry).collect();
    let renumber = |(mut composed, own): (Composed, Vec<Ordinal>)| {
        composed.text.shift_ids(&Shift { ordinals: ordinals.len() as u32, ..Shift::default() });
        ordinals.extend(own);
        composed
    };
    let mut composed: Vec<Composed> = each.into_iter().flatten().map(renumber).collect();
    // Where a witness comes in is said before what it has there, and where it ends behind.
    let is_turn = |one: &Composed| lacunae::is_turn(&document.entries[one.entry.0 as usize]);
    composed.sort_by_key(|one| is_turn(one) && lacunae::is_end(&document.body.string, one.lemma.start));
    (composed, ordinals)
}

/// The notes of an entry in its series and in those that show readings of it, each with its ordinals, which count from
/// those that the document has.
fn of_entry(document: &Document, index: &Index, id: EntryId, desk: &desk::Desk<'_>) -> Vec<(Composed, Vec<Ordinal>)> {
    let entry = &document.entries[id.0 as usize];
    let lemma = entry.place.and_then(|container| Some((container, span(index.parts(id))?)));
    let Some((container, lemma)) = lemma.filter(|_| entry.within.is_none() && !entry.silent) else { return vec![] };
    let own = if let Layer::Series(series) = entry.layer { Some((series, None)) } else { None };
    let copies = entry.copies.iter().map(|copied| (copied.series, Some(copied.readings.as_slice())));
    let shown = own.into_iter().chain(copies).filter(|(series, _)| desk.series.get(*series).is_some_and(is_shown));
    let compose = |(series, only): (usize, Option<&[usize]>)| {
        let mut ordinals = vec![];
        let text = compose::entry((document, index), id, series, only, desk, &mut ordinals);
        let lemma = lemma.clone();
        (Composed { entry: id, series, whole: only.is_none(), text, container, lemma }, ordinals)
    };
    shown.map(compose).collect()
}

/// Gives the entries of series that call theirs by marks these, in the order of reading.
fn mark(document: &mut Document, series: &[NoteSeries]) {
    let mut counters = vec![0u32; series.len()];
    for Noted { note, .. } in order::notes(document) {
        let note = &mut document.notes[note.0 as usize];
        if note.entry.is_some() && series[note.series].called {
            counters[note.series] += 1;
            note.mark = series[note.series].marks.mark(counters[note.series]);
        }
    }
}

/// Gives a document a composed note, with its call; says in which container that is. It is called where its lemma begins,
/// or behind it where a mark calls it.
fn add(document: &mut Document, composed: Composed, series: &[NoteSeries]) -> Container {
    let Composed { entry: id, series: layer, text, container, lemma, .. } = composed;
    let note = NoteId(document.notes.len() as u32);
    let (place, at) = called_in(document, id, container).unwrap_or((container, lemma.clone()));
    let at = if series[layer].called { at.end } else { at.start };
    let entry = &mut document.entries[id.0 as usize];
    entry.extent = Some(lemma);
    entry.printed.get_or_insert(note);
    let (key, span) = (key(&entry.id, &series[layer]), entry.span.clone());
    let (mark, lemma) = (String::new(), None);
    document.notes.push(Note { key, series: layer, mark, text, lemma, place, span, entry: Some(id) });
    if let Some(text) = document.text_mut(place) {
        text.marks.push(Mark { range: at..at, kind: MarkKind::Call(note) });
    }
    place
}

/// Where an entry is called whose lemma is in another entry's note: in what that note has become.
fn called_in(document: &Document, id: EntryId, container: Container) -> Option<(Container, Range<usize>)> {
    let Container::Entry(outer) = container else { return None };
    let note = document.entries.get(outer.0 as usize)?.printed?;
    let marks = &document.notes.get(note.0 as usize)?.text.marks;
    let mark = marks.iter().find(|mark| mark.kind == MarkKind::Entry(id))?;
    Some((Container::Note(note), mark.range.clone()))
}

/// The key of an entry's note in a series: that of the entry in its own, its whole name in another.
fn key(id: &str, series: &NoteSeries) -> String {
    match id.split_once(':') {
        Some((own, key)) if own == series.id => key.to_owned(),
        _ => id.replace(':', "-"),
    }
}

/// The notes that the own notes of entries call are called from the note that these have become.
fn adopt(document: &mut Document, entries: &[EntryId], note: NoteId) {
    let is_theirs = |called: &Note| matches!(called.place, Container::Entry(entry) if entries.contains(&entry));
    for called in document.notes.iter_mut().filter(|called| is_theirs(called)) {
        called.place = Container::Note(note);
    }
}

/// Where a lemma begins and ends, over all its parts.
fn span(parts: &[Range<usize>]) -> Option<Range<usize>> {
    Some(parts.first()?.start..parts.iter().map(|part| part.end).max()?)
}
