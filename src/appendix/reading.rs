//! How a document is read: the order of its containers (a note comes where it is called), its words.

use crate::model::document::{Container, Document};
use crate::model::text::{MarkKind, NoteId, Text};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::ops::Range;

/// Where something stands among all that is read in a document: to be compared.
pub(super) type Position = Vec<usize>;

/// The order of a document's containers.
pub(super) struct Order(BTreeMap<Container, Position>);

impl Order {
    pub(super) fn of(document: &Document) -> Self {
        let mut order = BTreeMap::new();
        for (rank, container) in [Container::Title, Container::Headnote, Container::Body].into_iter().enumerate() {
            order.insert(container, vec![rank]);
            follow(document, container, &mut order);
        }
        for note in (0..document.notes.len() as u32).map(|n| Container::Note(NoteId(n))) {
            if !order.contains_key(&note) {
                let last = order.len();
                order.insert(note, vec![3, last]);
                follow(document, note, &mut order);
            }
        }
        Self(order)
    }

    /// The position of byte `offset` of a container.
    pub(super) fn position(&self, container: Container, offset: usize) -> Position {
        let mut position = self.0.get(&container).cloned().unwrap_or_default();
        position.push(offset);
        position
    }
}

/// Gives the notes that a container calls their positions, and those that they call.
fn follow(document: &Document, container: Container, order: &mut BTreeMap<Container, Position>) {
    let mut open = vec![container];
    while let Some(container) = open.pop() {
        let position = order.get(&container).cloned().unwrap_or_default();
        for mark in document.text(container).into_iter().flat_map(|text| &text.marks) {
            let MarkKind::Call(id) = mark.kind else { continue };
            let note = Container::Note(id);
            if let Entry::Vacant(unknown) = order.entry(note) {
                let mut position = position.clone();
                position.extend([mark.range.start, id.0 as usize]);
                unknown.insert(position);
                open.push(note);
            }
        }
    }
}

/// The anchor where a mark begins whose name has `prefix`, if there is one.
pub(super) fn anchor_at<'t>(text: &'t Text, at: usize, prefix: &str) -> Option<&'t str> {
    text.marks_from(&(at..at)).iter().find_map(|mark| match &mark.kind {
        MarkKind::Anchor(name) if mark.range.start == at && name.starts_with(prefix) => Some(name.as_str()),
        _ => None,
    })
}

/// The words that `range` touches, inside its block.
pub(super) fn whole_words(text: &Text, range: Range<usize>) -> Range<usize> {
    let block = text.block_at(range.start).map_or(0..text.string.len(), |i| text.blocks[i].range.clone());
    let part = |c: &char| c.is_alphanumeric() || matches!(c, '-' | '’' | '\'' | '\u{ad}');
    let before = &text.string[block.start..range.start.max(block.start)];
    let after = &text.string[range.end.min(block.end)..block.end];
    let left: usize = before.chars().rev().take_while(part).map(char::len_utf8).sum();
    let right: usize = after.chars().take_while(part).map(char::len_utf8).sum();
    range.start - left..range.end + right
}
