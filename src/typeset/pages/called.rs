//! What places are called whose lines have no numbers, where the entries of their text are keyed to milestones: lists
//! of places and references give these.
//!
//! Knows the model and the style; nothing of pages.

use crate::model::document::{Document, Edition, Place, Spot};
use crate::model::lines::Milestones;
use crate::model::loci::Called;
use crate::model::text::MarkKind;
use crate::style::{By, Style};
use std::collections::BTreeMap;

/// The labels of all places of the book that have one instead of a line.
pub(crate) fn called(edition: &Edition, style: &Style) -> Called {
    let keys = edition.series.iter().filter(|series| series.kind.is_keyed());
    let mut keys = keys.map(|series| &style.apparatus_of(&series.id).key).filter(|key| key.by == By::Milestone);
    let Some(system) = keys.next().and_then(|key| key.system(&edition.book.milestones)) else {
        return Called::default();
    };
    let mut called = Called { alone: true, ..Called::default() };
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for (index, document) in edition.documents.iter().enumerate() {
        let numbered = style.line_numbers.step(style.numbers_beside(&edition.series, document)) > 0;
        if numbered || !document.has_keyed_notes() {
            continue;
        }
        let milestones = Milestones::of(&document.body, &edition.book.milestones, system);
        for label in milestones.labels() {
            called.alone &= known.insert(label.to_owned(), index).is_none_or(|other| other == index);
        }
        for (spot, at) in spots(document) {
            let place = Place { document: index, spot };
            called.labels.extend(milestones.at(at).map(|label| (edition.place_name(&place), label.to_owned())));
        }
    }
    called
}

/// Whether places of the book have such labels.
pub fn calls_by_milestones(edition: &Edition, style: &Style) -> bool {
    !called(edition, style).labels.is_empty()
}

/// The places in the body of a document to which references can lead, with their bytes.
fn spots(document: &Document) -> Vec<(Spot, usize)> {
    let blocks = document.body.blocks.iter().enumerate();
    let mut all: Vec<(Spot, usize)> = blocks.map(|(index, block)| (Spot::Block(index), block.range.start)).collect();
    for mark in &document.body.marks {
        let spot = match mark.kind {
            MarkKind::Call(note) => Some(Spot::Call(note)),
            ref kind => document.place_name(kind).map(|name| Spot::Anchor(name.to_owned())),
        };
        all.extend(spot.map(|spot| (spot, mark.range.start)));
    }
    all
}
