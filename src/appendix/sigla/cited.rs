//! Where the apparatus cites each siglum: by name, or because it has a reading.

use crate::appendix::writer::Address;
use crate::model::apparatus::{Entry, EntryId, Layer, SiglumId, Who};
use crate::model::document::{Document, Edition};
use std::collections::{BTreeMap, BTreeSet};

/// The entries that cite a siglum of a document (index), in reading order.
pub(super) struct CitedAt {
    places: BTreeMap<(usize, SiglumId), Vec<Address>>,
}

impl CitedAt {
    /// Those of all documents.
    pub(super) fn of(edition: &Edition) -> Self {
        let mut places: BTreeMap<(usize, SiglumId), Vec<Address>> = BTreeMap::new();
        for (number, document) in edition.documents.iter().enumerate() {
            // Of emendations those that a layer shows.
            let shown = |entry: &&Entry| entry.layer != Layer::Emendation || !entry.copies.is_empty();
            for entry in document.entries.iter().filter(shown) {
                let Some(address) = address(document, entry) else { continue };
                for siglum in cited(entry) {
                    let known = places.entry((number, siglum)).or_default();
                    if known.last() != Some(&address) {
                        known.push(address.clone());
                    }
                }
            }
        }
        Self { places }
    }

    /// Those of a siglum in several documents.
    pub(super) fn of_all(&self, documents: &[(usize, SiglumId)]) -> Vec<Address> {
        documents.iter().filter_map(|document| self.places.get(document)).flatten().cloned().collect()
    }
}

/// Who is named in an entry, and which witnesses have its readings under another name.
fn cited(entry: &Entry) -> BTreeSet<SiglumId> {
    let named = entry.support.iter().chain(entry.readings.iter().flat_map(|reading| &reading.support));
    let named = named.filter_map(|cited| if let Who::Siglum(id) = cited.who { Some(id) } else { None });
    named.chain(entry.tally.readings.iter().flatten().copied()).collect()
}

/// Where an entry stands: of a variant of a reading where that entry does. Of a text that is not there nothing is
/// said.
fn address(document: &Document, entry: &Entry) -> Option<Address> {
    let mut entry = entry;
    for _ in 0..document.entries.len() {
        let Some(within) = &entry.within else { break };
        let EntryId(parent) = within.entry;
        entry = document.entries.get(parent as usize)?;
    }
    entry.place.map(|_| Address::new(document, entry.id.as_str()))
}
