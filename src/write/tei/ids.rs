//! The `xml:id`s of a file: what each place, note, entry and siglum of it is called.
//!
//! Names of the source stay as they are where XML allows them. Knows no elements.

use super::DocumentIds;
use crate::model::apparatus::{EntryId, SiglumId, conspectus};
use crate::model::document::{Document, Edition, Place, Presence, Spot};
use crate::model::text::{MarkKind, NoteId};
use std::collections::{BTreeMap, BTreeSet};

/// The ids of a file.
#[derive(Debug)]
pub(super) struct Ids<'e> {
    edition: &'e Edition,
    /// Whether several documents share the file: the ids of each begin with its own then.
    shared: bool,
    /// Whether one of them was written by others.
    others: bool,
    /// By document (index); none for those that are not written.
    documents: BTreeMap<usize, DocumentIds>,
}

impl<'e> Ids<'e> {
    /// Those of the documents (indices) that the file has.
    pub(super) fn of(edition: &'e Edition, written: &[usize]) -> Self {
        let documents = written.iter().map(|index| (*index, assigned(edition, &edition.documents[*index])));
        let others = written.iter().any(|index| edition.documents[*index].header.of_others);
        Self { edition, shared: written.len() > 1, others, documents: documents.collect() }
    }

    /// Whether a text of the file was written by others.
    pub(super) fn has_others(&self) -> bool {
        self.others
    }

    /// Whether several documents share the file.
    pub(super) fn are_shared(&self) -> bool {
        self.shared
    }

    /// The id of a document's element, if it has one.
    pub(super) fn document(&self, document: usize) -> Option<String> {
        self.shared.then(|| ncname(&self.edition.documents[document].id))
    }

    /// A name of a document as an id.
    pub(super) fn own(&self, document: usize, name: &str) -> String {
        match (self.document(document), name.strip_prefix('_')) {
            (Some(prefix), Some(name)) => format!("_{prefix}_{}", with_continuation(name)),
            (Some(prefix), None) => format!("{prefix}_{}", with_continuation(name)),
            (None, _) => ncname(name),
        }
    }

    /// The id of a note.
    pub(super) fn note(&self, document: usize, note: NoteId) -> String {
        let known = self.documents.get(&document).and_then(|ids| ids.notes.get(note.0 as usize));
        self.own(document, known.map_or("_note", String::as_str))
    }

    /// The id of an entry.
    pub(super) fn entry(&self, document: usize, entry: EntryId) -> String {
        let known = self.documents.get(&document).and_then(|ids| ids.entries.get(entry.0 as usize));
        self.own(document, known.map_or("_entry", String::as_str))
    }

    /// The id of a siglum.
    pub(super) fn siglum(&self, document: usize, siglum: SiglumId) -> String {
        let known = self.documents.get(&document).and_then(|ids| ids.sigla.get(siglum.0 as usize));
        self.own(document, known.map_or("_siglum", String::as_str))
    }

    /// The id of a block of a body, which something refers to or which has an anchor.
    pub(super) fn block(&self, document: usize, index: usize) -> Option<String> {
        let block = self.edition.documents[document].body.blocks.get(index)?;
        let name = match (&block.anchor, block.number) {
            (Some(anchor), _) => anchor.clone(),
            (None, Some(number)) => format!("p{number}"),
            (None, None) => format!("b{index}"),
        };
        Some(self.own(document, &name))
    }

    /// The id of a place; `None` for what the file does not have: a document that the tool writes, a paragraph of a
    /// text that is absent.
    pub(super) fn place(&self, place: &Place) -> Option<String> {
        let index = place.document;
        let (ids, document) = (self.documents.get(&index)?, self.edition.documents.get(index)?);
        let absent = document.presence == Presence::Commentary;
        match &place.spot {
            Spot::Start => self.document(index),
            Spot::Headnote => Some(self.own(index, "headnote")),
            Spot::Block(_) if absent => None,
            Spot::Block(block) => self.block(index, *block),
            Spot::Note(note) | Spot::Call(note) => Some(self.note(index, *note)),
            Spot::Anchor(name) => {
                let entry = document.entries.iter().position(|entry| entry.id == *name);
                if let Some(entry) = entry {
                    return Some(self.entry(index, EntryId(entry as u32)));
                }
                let there = ids.anchors.contains(name) || (absent && name.starts_with("note-"));
                there.then(|| self.own(index, name))
            }
        }
    }

    /// The spots of a document that something in the file refers to.
    pub(super) fn referred(&self, document: usize) -> BTreeSet<&'e Spot> {
        let all = self.documents.keys().flat_map(|index| &self.edition.documents[*index].references);
        let places = all.filter_map(|reference| reference.target.place());
        places.filter(|place| place.document == document).map(|place| &place.spot).collect()
    }
}

/// The names of a document's notes, entries and sigla: as wished, or with a number behind them where one before has
/// that already. Anchors of the source come first.
fn assigned(edition: &Edition, document: &Document) -> DocumentIds {
    let mut ids = DocumentIds::default();
    let absent = document.presence == Presence::Commentary;
    for container in document.containers() {
        if absent && container == crate::model::document::Container::Body {
            continue;
        }
        let Some(text) = document.text(container) else { continue };
        ids.anchors.extend(text.blocks.iter().filter_map(|block| block.anchor.clone()));
        let anchors = text.marks.iter().filter_map(|mark| match &mark.kind {
            MarkKind::Anchor(name) => Some(name.clone()),
            _ => None,
        });
        ids.anchors.extend(anchors);
    }
    let mut taken = ids.anchors.clone();
    for note in &document.notes {
        let series = edition.series.get(note.series).map_or("", |series| series.id.as_str());
        let written = super::joined::of_note(&note.text)
            .and_then(|(_, attributes)| attributes.iter().find(|(name, _)| name == "xml:id").map(|(_, id)| id.clone()));
        ids.notes.push(claim(&mut taken, written.unwrap_or_else(|| format!("note-{series}-{}", note.key))));
    }
    for (index, entry) in document.entries.iter().enumerate() {
        let written = entry.attributes.iter().find(|(name, _)| name == "xml:id").map(|(_, id)| id.clone());
        let name = match entry.id.split_once(':') {
            Some((series, key)) => format!("entry-{series}-{key}"),
            None if entry.id.is_empty() => format!("_e{index}"),
            None => entry.id.clone(),
        };
        ids.entries.push(claim(&mut taken, written.unwrap_or(name)));
    }
    for siglum in &document.sigla.list {
        let own = siglum.xml_id.as_ref().unwrap_or(&siglum.siglum);
        // what declares it in its source has that id, in the header or in the text
        if document.header.of_others && is_ncname(own) {
            taken.insert(own.clone());
            ids.sigla.push(own.clone());
            continue;
        }
        let fits = is_ncname(own) && !taken.contains(own);
        let wished = if fits { own.clone() } else { conspectus::anchor(&siglum.siglum) };
        ids.sigla.push(claim(&mut taken, wished));
    }
    ids
}

/// The name that is wished, or with a number behind it where something has it already.
fn claim(taken: &mut BTreeSet<String>, wished: String) -> String {
    let mut name = wished.clone();
    for n in 2.. {
        if taken.insert(name.clone()) {
            break;
        }
        name = format!("{wished}-{n}");
    }
    name
}

/// Whether a name may begin with `c` (Namespaces in XML 1.0, NCName).
fn begins(c: char) -> bool {
    matches!(c, 'A'..='Z' | '_' | 'a'..='z' | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{2ff}'
        | '\u{370}'..='\u{37d}' | '\u{37f}'..='\u{1fff}' | '\u{200c}'..='\u{200d}' | '\u{2070}'..='\u{218f}'
        | '\u{2c00}'..='\u{2fef}' | '\u{3001}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fffd}'
        | '\u{10000}'..='\u{effff}')
}

/// Whether `c` may stand in one.
fn continues(c: char) -> bool {
    begins(c) || matches!(c, '-' | '.' | '0'..='9' | '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}'..='\u{2040}')
}

/// Whether XML allows a name as an id.
pub(super) fn is_ncname(name: &str) -> bool {
    name.starts_with(begins) && name.chars().all(continues)
}

/// A name that may be an id: as it is where it may, else with what may not stand there as its code point between
/// `_`.
pub(super) fn ncname(name: &str) -> String {
    let rest = with_continuation(name);
    if rest.starts_with(begins) { rest } else { format!("n-{rest}") }
}

fn with_continuation(name: &str) -> String {
    if name.chars().all(continues) {
        return name.to_owned();
    }
    name.chars().map(|c| if continues(c) { c.to_string() } else { format!("_{:x}_", u32::from(c)) }).collect()
}

#[cfg(test)]
mod tests {
    use super::ncname;

    #[test]
    fn a_name_stays_where_xml_allows_it() {
        assert_eq!(ncname("passage-3"), "passage-3");
        assert_eq!(ncname("état"), "état");
        assert_eq!(ncname("12a"), "n-12a");
        assert_eq!(ncname("A²"), "A_b2_");
        assert_eq!(ncname(""), "n-");
    }
}
