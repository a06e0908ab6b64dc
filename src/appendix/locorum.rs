//! The index of the places cited: by work, the place in it and the places that cite it.

use super::alphabet::{self, Alphabet};
use super::occurrences;
use super::writer::{Address, Writer};
use crate::model::document::Edition;
use crate::model::text::{BlockKind, GroupKind, MarkKind};
use crate::model::work::Work;
use std::collections::BTreeMap;

/// Writes the index. What cites a work as a whole is in the bibliography.
pub(super) fn write(edition: &Edition, writer: &mut Writer<'_>) {
    let mut works: BTreeMap<String, BTreeMap<String, Vec<Address>>> = BTreeMap::new();
    let places = occurrences::all(edition, "citation-", |document, kind| match kind {
        MarkKind::Citation(id) => {
            document.citations.get(id.0 as usize).and_then(|c| c.work.clone().zip(c.locator.clone()))
        }
        _ => None,
    });
    for ((work, locator), place) in places {
        works.entry(work).or_default().entry(locator).or_default().push(place);
    }
    let mut known: Vec<&Work> = works.keys().filter_map(|key| edition.works.get(key)).collect();
    let alphabet = Alphabet::of(writer.language);
    known.sort_by_cached_key(|work| (alphabet.key(&work.filed), alphabet.title(&work.title)));
    if known.is_empty() {
        return;
    }
    writer.group(GroupKind::Entries, |w| {
        for work in known {
            w.block(BlockKind::Paragraph);
            head(w, work);
            let mut loci: Vec<_> = works[&work.key].iter().collect();
            loci.sort_by_cached_key(|(locator, _)| (alphabet::locus(locator), (*locator).clone()));
            for (locator, places) in loci {
                w.words(&format!("\u{2028}{locator}: "));
                w.places(places, true);
            }
        }
    });
}

/// Author, title and year, on a line of their own.
fn head(writer: &mut Writer<'_>, work: &Work) {
    if !work.author.is_empty() {
        writer.words(&format!("{}, ", work.author));
    }
    writer.emphasised(&work.title);
    if let Some(year) = work.year {
        writer.words(&format!(" ({year})"));
    }
}
