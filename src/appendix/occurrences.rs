//! Where the documents cite works, name names and have words that are divided in their witness: each
//! occurrence by its anchor, in reading order.

use super::writer::Address;
use crate::model::document::{Document, Edition};
use crate::model::order::Order;
use crate::model::text::{Mark, MarkKind, Text};

/// The places of what `wanted` picks among the marks, each with what it picked: documents in the order
/// of the book, in each the order of reading. A mark without an anchor of that prefix cannot be led
/// to and is left out.
pub(super) fn all<T>(
    edition: &Edition,
    prefix: &str,
    wanted: impl Fn(&Document, &MarkKind) -> Option<T>,
) -> Vec<(T, Address)> {
    let of_document = |document| of(document, prefix, |_, mark| wanted(document, &mark.kind));
    edition.documents.iter().flat_map(of_document).collect()
}

/// The same in one document.
pub(super) fn of<T>(
    document: &Document,
    prefix: &str,
    wanted: impl Fn(&Text, &Mark) -> Option<T>,
) -> Vec<(T, Address)> {
    let order = Order::of(document);
    let mut found = Vec::new();
    for container in document.containers() {
        let Some(text) = document.text(container) else { continue };
        for mark in &text.marks {
            let Some(value) = wanted(text, mark) else { continue };
            let Some(anchor) = anchor_at(text, mark.range.start, prefix) else { continue };
            let position = order.position(container, mark.range.start);
            found.push((position, value, Address::new(document, anchor)));
        }
    }
    found.sort_by_key(|(position, ..)| *position);
    found.into_iter().map(|(_, value, address)| (value, address)).collect()
}

/// The anchor where a mark begins whose name has `prefix`, if there is one.
pub(super) fn anchor_at<'t>(text: &'t Text, at: usize, prefix: &str) -> Option<&'t str> {
    text.marks_from(&(at..at)).iter().find_map(|mark| match &mark.kind {
        MarkKind::Anchor(name) if mark.range.start == at && name.starts_with(prefix) => Some(name.as_str()),
        _ => None,
    })
}
