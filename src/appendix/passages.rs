//! Where the passages are that parallels and contradictions name.

use super::occurrences::anchor_at;
use super::writer::{Address, Writer};
use crate::model::document::{Container, Document, Edition};
use crate::model::parallel::Side;
use crate::model::text::{MarkKind, Text};
use std::ops::Range;

/// A side of a parallel or a contradiction in its document.
pub(super) struct Passage<'a> {
    pub(super) document: &'a Document,
    /// Its text, if that is there.
    pub(super) words: Option<(&'a Text, Range<usize>)>,
    /// Where it can be referred to: as near its first word as may be.
    pub(super) place: Address,
}

/// Finds a side; `None` if the book has no such document.
pub(super) fn find<'a>(edition: &'a Edition, side: &Side) -> Option<Passage<'a>> {
    let document = edition.documents.iter().find(|d| d.id == side.document)?;
    let is_passage = |kind: &MarkKind| matches!(kind, MarkKind::Passage(name) if *name == side.passage);
    let found = document.containers().into_iter().find_map(|container| {
        let text = document.text(container)?;
        let mark = text.marks.iter().find(|m| is_passage(&m.kind))?;
        Some((container, text, mark.range.clone()))
    });
    let anchor = found.as_ref().and_then(|(container, text, range)| anchor(document, *container, text, range.start));
    let place = Address { document: document.id.clone(), anchor };
    Some(Passage { document, words: found.map(|(_, text, range)| (text, range)), place })
}

/// The anchor where a passage begins, else that of its paragraph.
fn anchor(document: &Document, container: Container, text: &Text, start: usize) -> Option<String> {
    let entry = || text.marks_from(&(start..start)).iter().find_map(|mark| document.place_name(&mark.kind));
    if let Some(name) = anchor_at(text, start, "").or_else(entry) {
        return Some(name.to_owned());
    }
    match container {
        Container::Body => {
            let block = &text.blocks[text.block_at(start)?];
            block.anchor.clone().or(block.number.map(|number| format!("p{number}")))
        }
        Container::Note(note) => Some(format!("note-{}", document.notes.get(note.0 as usize)?.key)),
        Container::Headnote => Some("headnote".into()),
        Container::Entry(entry) => Some(document.entries.get(entry.0 as usize)?.id.clone()),
        Container::Title => None,
    }
}

impl Passage<'_> {
    /// Author, short title and page: `Jonas Petrel, A Letter, p. 12`.
    pub(super) fn head(&self, writer: &mut Writer<'_>) {
        self.name(writer);
        writer.words(", ");
        writer.page(&self.place);
    }

    /// Author and short title.
    pub(super) fn name(&self, writer: &mut Writer<'_>) {
        if let Some(author) = &self.document.author {
            writer.words(author);
            writer.words(", ");
        }
        writer.title(self.document, true);
    }
}

/// Writes what the editor says of passages, each block in one of its own.
pub(super) fn note(writer: &mut Writer<'_>, note: &Text) {
    for block in &note.blocks {
        writer.block(block.kind);
        writer.copy(note, block.range.clone());
    }
}
