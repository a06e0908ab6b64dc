//! Where the lemmata of a document's entries stand: its marks read once, for whoever wants those of many entries.

use crate::model::apparatus::EntryId;
use crate::model::document::{Container, Document};
use crate::model::text::MarkKind;
use std::ops::Range;

/// The parts of each entry's lemma, by the entry's index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lemmata {
    parts: Vec<Vec<(Container, Range<usize>)>>,
}

impl Lemmata {
    /// Those of a document, whose marks are sorted.
    pub fn of(document: &Document) -> Self {
        let mut parts = vec![vec![]; document.entries.len()];
        for container in document.containers() {
            for mark in document.text(container).into_iter().flat_map(|text| &text.marks) {
                if let MarkKind::Entry(EntryId(id)) = mark.kind
                    && let Some(parts) = parts.get_mut(id as usize)
                {
                    parts.push((container, mark.range.clone()));
                }
            }
        }
        Self { parts }
    }

    /// The parts of an entry's lemma, in order: an empty range at a point, none where it has no place.
    pub fn parts(&self, entry: EntryId) -> &[(Container, Range<usize>)] {
        self.parts.get(entry.0 as usize).map_or(&[], Vec::as_slice)
    }

    /// Whether an entry stands at a point of the text, without words.
    pub fn is_point(&self, entry: EntryId) -> bool {
        let parts = self.parts(entry);
        !parts.is_empty() && parts.iter().all(|(_, part)| part.is_empty())
    }
}
