//! The works that are cited, each with the pages that cite it.

use super::occurrences;
use super::writer::{Address, Writer};
use crate::model::document::Edition;
use crate::model::text::{BlockKind, GroupKind, MarkKind};
use crate::model::work::Work;
use crate::terms::GeneratedTerms;
use std::collections::BTreeMap;

/// Where the documents cite a work, by key.
pub(super) fn cited(edition: &Edition) -> BTreeMap<String, Vec<Address>> {
    let mut cited: BTreeMap<String, Vec<Address>> = BTreeMap::new();
    let places = occurrences::all(edition, "citation-", |document, kind| match kind {
        MarkKind::Citation(id) => document.citations.get(id.0 as usize)?.work.clone(),
        _ => None,
    });
    for (work, place) in places {
        cited.entry(work).or_default().push(place);
    }
    cited
}

/// Writes the list in the citation style's order; with `all` the works that nothing cites too.
pub(super) fn write(edition: &Edition, all: bool, writer: &mut Writer<'_>) {
    let cited = cited(edition);
    let mut works: Vec<&Work> = edition.works.values().filter(|w| all || cited.contains_key(&w.key)).collect();
    works.sort_by_key(|work| (work.rank, &work.key));
    if works.is_empty() {
        return;
    }
    writer.group(GroupKind::Entries, |w| {
        for work in works {
            w.block(BlockKind::Paragraph);
            w.anchor(format!("work-{}", work.key));
            w.copy(&work.entry, 0..work.entry.string.len());
            if let Some(places) = cited.get(&work.key) {
                w.words(&format!("\u{2002}{}\u{a0}", GeneratedTerms::of(w.language).cited));
                w.places(places, false);
                w.words(".");
            }
        }
    });
}
