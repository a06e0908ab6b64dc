//! The apparatus in a page: from where its entries are called, what they are keyed by, and the lists for places
//! that several entries share.
//!
//! `pieces` cuts a text at the lemmata, `stretches` gathers them where that is wanted, `calls` writes the links,
//! `key` says what an entry is keyed by, `lists` writes what a link to several entries leads to. An entry stands in
//! its section like any note (`notes`).

mod calls;
mod key;
mod lists;
mod milestones;
pub(crate) mod pieces;
mod stretches;

use crate::model::apparatus::{EntryId, Layer, SiglumId};
use crate::model::document::{Container, Document, Place, Spot};
use crate::model::generated::Generated;
use crate::model::text::{Mark, MarkKind, NoteId, Text};
use crate::write::epub::page::Page;
use lists::Lists;
use pieces::Pieces;
use std::collections::BTreeMap;
use std::ops::Range;

/// The apparatus of a page's document.
#[derive(Default)]
pub(crate) struct Apparatus {
    /// The notes that print each entry, in the order of their series.
    notes: BTreeMap<EntryId, Vec<NoteId>>,
    /// Where each lemma begins and ends, over all its parts.
    lemmata: BTreeMap<EntryId, (Container, Range<usize>)>,
    /// What links to several entries lead to.
    lists: Lists,
}

impl Apparatus {
    /// That of a document.
    pub(crate) fn of(document: &Document) -> Self {
        let mut out = Self::default();
        for (index, note) in document.notes.iter().enumerate() {
            if let Some(entry) = note.entry.filter(|_| note.is_keyed()) {
                out.notes.entry(entry).or_default().push(NoteId(index as u32));
            }
        }
        if out.notes.is_empty() {
            return out;
        }
        for notes in out.notes.values_mut() {
            notes.sort_by_key(|note| (document.notes[note.0 as usize].series, *note));
        }
        for container in document.containers() {
            for mark in document.text(container).into_iter().flat_map(|text| &text.marks) {
                let MarkKind::Entry(entry) = mark.kind else { continue };
                let lemma = out.lemmata.entry(entry).or_insert_with(|| (container, mark.range.clone()));
                lemma.1.end = lemma.1.end.max(mark.range.end);
            }
        }
        out
    }
}

impl Page<'_> {
    /// What lies under entries in a text of the page's document.
    pub(crate) fn pieces(&self, text: &Text) -> Pieces {
        let has_place = |entry: EntryId| self.apparatus.notes.contains_key(&entry) || self.is_referred_to(entry);
        let is_link = |mark: &&Mark| self.is_link(&mark.kind);
        let links: Vec<Range<usize>> = text.marks.iter().filter(is_link).map(|mark| mark.range.clone()).collect();
        let mut pieces = Pieces::of(text, has_place, &links, self.context.edition.book.entry_calls);
        let prints = |entry: &EntryId| self.apparatus.notes.contains_key(entry);
        pieces.words.iter_mut().for_each(|piece| piece.entries.retain(prints));
        pieces.signs.iter_mut().for_each(|sign| sign.entries.retain(prints));
        pieces
    }

    /// Whether an entry of a layer is one that something refers to.
    fn is_referred_to(&self, entry: EntryId) -> bool {
        let entries = &self.context.edition.documents[self.document].entries;
        let layered = entries.get(entry.0 as usize).is_some_and(|entry| matches!(entry.layer, Layer::Series(_)));
        layered && self.context.is_referenced(&self.place_of(entry))
    }

    /// Whether a mark makes a link of its characters, or is one at a point.
    fn is_link(&self, kind: &MarkKind) -> bool {
        match kind {
            MarkKind::Link(_) | MarkKind::Loci(_) => true,
            MarkKind::Call(note) => self.is_printed_call(*note),
            MarkKind::Reference(id) => {
                let references = &self.context.edition.documents[self.document].references;
                references.get(id.0 as usize).is_some_and(|reference| reference.target.place().is_some())
            }
            _ => false,
        }
    }

    /// The name of an entry's place: where its lemma begins.
    pub(crate) fn place_of(&self, entry: EntryId) -> String {
        let entries = &self.context.edition.documents[self.document].entries;
        let id = entries.get(entry.0 as usize).map_or("", |entry| entry.id.as_str());
        self.context.name(self.document, Spot::Anchor(id.to_owned()))
    }

    /// A link to an entry's place, where that is in the page.
    pub(crate) fn way_back(&self, entry: EntryId) -> Option<String> {
        // What is noted at an entry without a place is a text that no page shows.
        let (container, _) = self.apparatus.lemmata.get(&entry)?;
        (!matches!(container, Container::Entry(_))).then(|| format!("#{}", self.place_of(entry)))
    }

    /// A link to where the conspectus explains a siglum.
    pub(crate) fn siglum_href(&self, siglum: SiglumId) -> Option<String> {
        self.context.sigla.get(&(self.document, siglum)).map(|place| self.context.href(place))
    }

    /// A link to the conspectus, and what it is called.
    pub(crate) fn conspectus(&self) -> Option<(String, String)> {
        let is_conspectus = |document: &Document| document.generated == Some(Generated::Conspectus);
        let index = self.context.edition.documents.iter().position(is_conspectus)?;
        let place = Place { document: index, spot: Spot::Start };
        Some((self.context.href(&place), self.context.words(&self.context.edition.documents[index].title, index)))
    }
}
