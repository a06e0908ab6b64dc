//! A note that is called once more on a later page: at the foot of that page a short note says where the whole is.
//!
//! Which pages want one is known when the book is typeset; it is typeset once more with them.

use super::set;
use crate::diag::Diagnostics;
use crate::fonts::FontSet;
use crate::model::document::{Container, Edition, Note, Place, Reference, Spot, Target};
use crate::model::page::{PageBreak, PageMap};
use crate::model::series::NotePlace;
use crate::model::text::{LocusKind, Mark, MarkKind, NoteId, RefId, Text};
use crate::style::Style;
use crate::terms::Terms;
use std::collections::BTreeSet;

/// A further call of a note in a text.
struct Again {
    document: usize,
    /// The byte behind its mark, in the body.
    at: usize,
    /// The byte at which the note is called first.
    first: usize,
    note: NoteId,
}

/// The edition with a short note for each page on which a note of an earlier one is called once more; `None` if no
/// page wants one.
pub fn with_repeats(edition: &Edition, style: &Style, fonts: &FontSet) -> Option<Edition> {
    let calls: Vec<Again> = (0..edition.documents.len()).flat_map(|document| again(edition, document)).collect();
    if calls.is_empty() {
        return None;
    }
    let map = set(edition, style, fonts, &mut Diagnostics::default()).map;
    let mut seen = BTreeSet::new();
    let later = |call: &Again| {
        let page = page_of(&map, call.document, call.at)?;
        (page > page_of(&map, call.document, call.first)?).then_some((call.document, page, call.note))
    };
    let wanted: Vec<Again> = calls.into_iter().filter(|call| later(call).is_some_and(|key| seen.insert(key))).collect();
    if wanted.is_empty() {
        return None;
    }
    let mut printed = edition.clone();
    wanted.iter().enumerate().for_each(|(index, call)| repeat(&mut printed, call, index));
    printed.documents.iter_mut().for_each(|document| document.body.sort_marks());
    Some(printed)
}

/// The further calls in the body of a document, of notes at the foot that are called in it too.
fn again(edition: &Edition, document: usize) -> Vec<Again> {
    let own = &edition.documents[document];
    let marks = &own.body.marks;
    let call = |mark: &Mark| {
        let MarkKind::Locus(id, LocusKind::Note) = mark.kind else { return None };
        let same = |kind: &MarkKind| marks.iter().any(|other| other.range == mark.range && other.kind == *kind);
        let place = own.references.get(id.0 as usize)?.target.place().filter(|place| place.document == document)?;
        let Spot::Note(note) = place.spot else { return None };
        let series = edition.series.get(own.notes.get(note.0 as usize)?.series)?;
        let whole = same(&MarkKind::Superscript) && same(&MarkKind::Reference(id));
        let first = marks.iter().find(|mark| mark.kind == MarkKind::Call(note))?.range.start;
        (whole && series.place == NotePlace::Foot).then_some(Again { document, at: mark.range.end, first, note })
    };
    // most books have none
    if !marks.iter().any(|mark| matches!(mark.kind, MarkKind::Locus(_, LocusKind::Note))) {
        return vec![];
    }
    marks.iter().filter_map(call).collect()
}

/// The page on which a byte of a document's body stands.
fn page_of(map: &PageMap, document: usize, at: usize) -> Option<usize> {
    // what is not the body stands before it
    let begins = |b: &&PageBreak| b.document == document && (b.container != Container::Body || b.offset <= at);
    map.breaks.iter().filter(begins).map(|b| b.page).max()
}

/// Calls a short note behind a further call.
fn repeat(printed: &mut Edition, call: &Again, index: usize) {
    let terms = Terms::of(&printed.book.language);
    let document = &mut printed.documents[call.document];
    let Some(whole) = document.notes.get(call.note.0 as usize) else { return };
    let series = whole.series;
    let target = Target::Place(Place { document: call.document, spot: Spot::Note(call.note) });
    document.references.push(Reference { document: String::new(), anchor: None, span: None, target });
    let id = RefId(document.references.len() as u32 - 1);
    let mut text = Text::plain(terms.repeated);
    for (sign, kind) in [("@note", LocusKind::Note), ("@page", LocusKind::Page)] {
        let Some(at) = text.string.find(sign) else { continue };
        let range = at..at + sign.len();
        text.marks.push(Mark { range: range.clone(), kind: MarkKind::Reference(id) });
        text.marks.push(Mark { range, kind: MarkKind::Locus(id, kind) });
    }
    if document.language != printed.book.language {
        let range = 0..text.string.len();
        text.marks.insert(0, Mark { range, kind: MarkKind::Language(printed.book.language.clone()) });
    }
    text.sort_marks();
    document.notes.push(Note {
        key: format!("again-{index}"),
        series,
        mark: String::new(),
        text,
        lemma: None,
        place: Container::Body,
        entry: None,
        span: None,
    });
    let note = NoteId(document.notes.len() as u32 - 1);
    document.body.marks.push(Mark { range: call.at..call.at, kind: MarkKind::Call(note) });
}
