//! Which method of the apparatus a file has.

use crate::model::apparatus::{Entry, EntryId};
use crate::model::document::{Container, Document, Presence};
use crate::model::text::{MarkKind, Text};
use std::collections::BTreeSet;

/// A method, for all entries of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Method {
    /// Each lemma is an element of the text.
    Segmentation,
    /// The entries stand beside the text and point to the ends of their lemmata.
    EndPoint,
}

impl Method {
    /// Its name in `variantEncoding`, and where the entries stand.
    pub(super) fn names(self) -> [&'static str; 2] {
        match self {
            Self::Segmentation => ["parallel-segmentation", "internal"],
            Self::EndPoint => ["double-end-point", "external"],
        }
    }
}

/// The containers of a document that are written: of an absent text not its body.
pub(super) fn containers(document: &Document) -> Vec<Container> {
    let absent = document.presence == Presence::Commentary;
    document.containers().into_iter().filter(|container| !absent || *container != Container::Body).collect()
}

/// The method for these documents: the elements of a text can be all lemmata that nest and lie in one block each. What
/// stands beside the text in its source stays there.
pub(super) fn of<'e>(documents: impl Iterator<Item = &'e Document>) -> Method {
    let mut documents = documents;
    let apart = |entry: &Entry| {
        let told = entry.attributes.iter().any(|(name, _)| ["#list", "#placed", "#unfound"].contains(&&**name));
        told || entry.lemma_attributes.iter().any(|(name, _)| name == "#inside")
    };
    let fits = |document: &Document| {
        if document.entries.iter().any(apart) {
            return false;
        }
        let mut seen = BTreeSet::new();
        let mut texts = containers(document).into_iter().filter_map(|container| document.text(container));
        texts.all(|text| nests(text, &mut seen))
    };
    if documents.all(fits) { Method::Segmentation } else { Method::EndPoint }
}

/// Whether the lemmata of a text nest, each in one piece that no text before had.
fn nests(text: &Text, seen: &mut BTreeSet<EntryId>) -> bool {
    let mut open: Vec<usize> = vec![];
    for mark in &text.marks {
        let (MarkKind::Entry(id), range) = (&mark.kind, &mark.range) else { continue };
        open.retain(|end| *end > range.start);
        let apart = open.last().is_none_or(|end| *end >= range.end);
        let one_block = text.block_at(range.start) == text.block_at(range.end);
        if !seen.insert(*id) || !(range.is_empty() || apart) || !one_block {
            return false;
        }
        if !range.is_empty() {
            open.push(range.end);
        }
    }
    true
}
