//! Where the elements of a file came to stand: by `xml:id`, and by name and `n`.

use super::tree::NodeId;
use crate::model::document::Container;
use std::collections::BTreeMap;
use std::ops::Range;

/// Where an element stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stand {
    /// The element.
    pub(super) node: NodeId,
    /// The container.
    pub(super) container: Container,
    /// Its bytes there; empty for a point.
    pub(super) range: Range<usize>,
}

/// The places of the elements that have an id or a number, in the order in which they end.
#[derive(Clone, Debug, Default)]
pub(super) struct Places {
    stands: Vec<Stand>,
    ids: BTreeMap<String, usize>,
    indices: BTreeMap<NodeId, usize>,
    numbered: BTreeMap<String, BTreeMap<String, Vec<usize>>>,
    /// By container the points before which white space or the end of a block may come.
    waiting: BTreeMap<Container, Vec<usize>>,
}

impl Places {
    /// Notes an element down. `waits` says whether white space was to come when it began.
    pub(super) fn push(
        &mut self,
        node: NodeId,
        (id, number): (Option<&str>, Option<(&str, &str)>),
        (container, range): (Container, Range<usize>),
        waits: bool,
    ) {
        let index = self.stands.len();
        self.indices.insert(node, index);
        if let Some(id) = id {
            self.ids.entry(id.to_owned()).or_insert(index);
        }
        if let Some((name, n)) = number {
            if !self.numbered.contains_key(name) {
                self.numbered.insert(name.to_owned(), BTreeMap::new());
            }
            if let Some(of_name) = self.numbered.get_mut(name) {
                of_name.entry(n.to_owned()).or_default().push(index);
            }
        }
        if waits && range.is_empty() {
            self.waiting.entry(container).or_default().push(index);
        }
        self.stands.push(Stand { node, container, range });
    }

    /// A container is finished: points that waited for a character stand before it.
    pub(super) fn settle(&mut self, container: Container, string: &str) {
        for index in self.waiting.remove(&container).unwrap_or_default() {
            let stand = &mut self.stands[index];
            if string.get(stand.range.start..).is_some_and(|rest| rest.starts_with([' ', '\n', super::pen::LINE])) {
                let length = string[stand.range.start..].chars().next().map_or(0, char::len_utf8);
                stand.range = stand.range.start + length..stand.range.start + length;
            }
        }
    }

    /// The element with that `xml:id`.
    pub(super) fn by_id(&self, id: &str) -> Option<&Stand> {
        self.ids.get(id).map(|index| &self.stands[*index])
    }

    /// All, in order.
    pub(super) fn all(&self) -> &[Stand] {
        &self.stands
    }

    /// The elements of that name and `n`, in order.
    pub(super) fn numbered(&self, name: &str, n: &str) -> impl Iterator<Item = &Stand> {
        let found = self.numbered.get(name).and_then(|of_name| of_name.get(n));
        found.into_iter().flatten().map(|index| &self.stands[*index])
    }

    /// Those that end behind one.
    pub(super) fn after(&self, stand: &Stand) -> &[Stand] {
        let index = self.indices.get(&stand.node).copied();
        index.and_then(|index| self.stands.get(index + 1..)).unwrap_or_default()
    }
}
