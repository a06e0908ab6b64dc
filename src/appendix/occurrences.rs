//! Where the documents cite works and name names: each occurrence by its anchor, in reading order.

use super::reading::{Order, anchor_at};
use super::writer::Address;
use crate::model::document::{Document, Edition};
use crate::model::text::{Mark, MarkKind};

/// The places of what `wanted` picks among the marks, each with what it picked: documents in the order
/// of the book, in each the order of reading. A mark without an anchor of that prefix cannot be led
/// to and is left out.
pub(super) fn all<T>(
    edition: &Edition,
    prefix: &str,
    wanted: impl Fn(&Document, &MarkKind) -> Option<T>,
) -> Vec<(T, Address)> {
    let mut all = Vec::new();
    for document in &edition.documents {
        let order = Order::of(document);
        let mut found = Vec::new();
        for container in document.containers() {
            let Some(text) = document.text(container) else { continue };
            for Mark { range, kind } in &text.marks {
                let Some(value) = wanted(document, kind) else { continue };
                let Some(anchor) = anchor_at(text, range.start, prefix) else { continue };
                found.push((order.position(container, range.start), value, Address::new(document, anchor)));
            }
        }
        found.sort_by(|a, b| a.0.cmp(&b.0));
        all.extend(found.into_iter().map(|(_, value, address)| (value, address)));
    }
    all
}
