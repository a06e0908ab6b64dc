//! One entry as the text of its note: key, lemma, readings, remark.

use super::composed::Composed;
use crate::model::apparatus::{Cited, EntryId, Part, Reading, Who};
use crate::model::document::{Container, Document, NoteSeries};
use crate::model::text::{MarkKind, Text};
use crate::style::Style;
use std::ops::Range;

/// What composing asks for besides the document.
#[allow(dead_code)]
pub(super) struct Desk<'a> {
    /// The series of the book.
    pub(super) series: &'a [NoteSeries],
    /// How entries are printed.
    pub(super) style: &'a Style,
    /// The language of the editor's words.
    pub(super) book_language: &'a str,
}

/// What stands for a key until the lines are known: one character, so that it has a place in the text.
pub(super) const PLACEHOLDER: &str = "\u{2060}";

/// The parts of an entry's lemma in its container, in order.
pub(super) fn parts(document: &Document, id: EntryId, container: Container) -> Vec<Range<usize>> {
    let marks = document.text(container).into_iter().flat_map(|text| &text.marks);
    marks.filter(|mark| mark.kind == MarkKind::Entry(id)).map(|mark| mark.range.clone()).collect()
}

/// The text of the note of `entry` in `series`; with `only` the readings of these indices, without its remark.
pub(super) fn entry(
    document: &Document,
    id: EntryId,
    _series: usize,
    only: Option<&[usize]>,
    _desk: &Desk<'_>,
) -> Text {
    let entry = &document.entries[id.0 as usize];
    let mut out = Composed::new();
    out.marked(PLACEHOLDER, &[MarkKind::Key(id)]);
    if !entry.lemma.is_empty() {
        out.marked(&entry.lemma, &[MarkKind::Part(Part::Lemma)]);
        if !entry.readings.is_empty() {
            out.push("] ");
        }
    }
    let shown = |(index, _): &(usize, &Reading)| only.is_none_or(|only| only.contains(index));
    for (number, (_, reading)) in entry.readings.iter().enumerate().filter(shown).enumerate() {
        if number > 0 {
            out.push("; ");
        }
        out.marked(&reading.words, &[MarkKind::Part(Part::Reading)]);
        reading.support.iter().for_each(|cited| support(document, cited, &mut out));
    }
    if let Some(note) = entry.note.as_ref().filter(|_| only.is_none()) {
        if out.len() > PLACEHOLDER.len() {
            out.push(" ");
        }
        out.append(note);
    }
    out.finish()
}

fn support(document: &Document, cited: &Cited, out: &mut Composed) {
    out.push(" ");
    match cited.who {
        Who::Siglum(id) => {
            let siglum = document.sigla.list.get(id.0 as usize).map_or("", |siglum| siglum.siglum.as_str());
            out.marked(siglum, &[MarkKind::Part(Part::Siglum(id))]);
        }
        Who::Editor => out.marked("scripsi", &[MarkKind::Part(Part::Editorial)]),
        Who::Manuscripts => out.marked("codd.", &[MarkKind::Part(Part::Editorial)]),
        Who::Others => out.marked("cett.", &[MarkKind::Part(Part::Editorial)]),
        Who::Editions => out.marked("edd.", &[MarkKind::Part(Part::Editorial)]),
    }
}
