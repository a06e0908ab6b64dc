//! What the model does not know is kept: by name and attributes, and what is not shown as source.

use super::super::names::{BEFORE, is_division};
use super::super::shape::is_counted;
use super::super::tree::{Attribute, NodeId};
use super::super::walk::Walk;
use crate::model::text::{GroupKind, MarkKind};

/// The attribute that holds in what a head stands that is none of a division.
const OF: &str = "#of";
/// The attribute of an element that holds characters though its name does not say so.
const LEAF: &str = "#leaf";
/// And that which holds how deep a division stands.
const LEVEL: &str = "#level";
/// The name of source that stands at a point without an element.
const TEXT: &str = "#text";
/// The attributes that hold the editorial signs at the beginning and at the end of what is marked: they are no
/// words of the text.
pub(in crate::read::tei) const SIGNS: [&str; 2] = ["#open", "#close"];

impl Walk<'_, '_> {
    /// An element as the model keeps it.
    pub(in crate::read::tei) fn kept(&self, id: NodeId) -> MarkKind {
        MarkKind::Foreign { name: self.tree.name(id).to_owned(), attributes: self.attributes(id) }
    }

    /// The same if it says more than the model does: it has other attributes than these.
    pub(in crate::read::tei) fn kept_beyond(&self, id: NodeId, known: &[&str]) -> Option<MarkKind> {
        let attributes = self.tree.element(id).map_or(&[][..], |element| &element.attributes);
        let more = attributes.iter().any(|attribute| !known.contains(&attribute.name) && !self.is_made(attribute));
        more.then(|| self.kept(id))
    }

    /// An element with source that is not shown.
    pub(in crate::read::tei) fn kept_with(
        &self,
        id: NodeId,
        more: impl IntoIterator<Item = (&'static str, String)>,
    ) -> MarkKind {
        let mut attributes = self.attributes(id);
        attributes.extend(more.into_iter().filter(|(_, v)| !v.is_empty()).map(|(n, v)| (n.to_owned(), v)));
        MarkKind::Foreign { name: self.tree.name(id).to_owned(), attributes }
    }

    /// Keeps an element whose words are not shown: a point.
    pub(in crate::read::tei) fn unprinted(&mut self, id: NodeId) {
        let kind = self.kept_with(id, [(BEFORE, self.tree.inner(id).to_owned())]);
        self.pen().point(kind);
    }

    /// Keeps characters that are not shown.
    pub(in crate::read::tei) fn unprinted_text(&mut self, characters: &str) {
        let attributes = vec![(BEFORE.to_owned(), characters.to_owned())];
        self.pen().point(MarkKind::Foreign { name: TEXT.to_owned(), attributes });
    }

    /// Keeps an element as a group around what `write` writes.
    pub(in crate::read::tei) fn grouped(&mut self, id: NodeId, write: impl FnOnce(&mut Self)) {
        let (name, mut attributes) = (self.tree.name(id).to_owned(), self.attributes(id));
        attributes.extend(self.standing(id));
        attributes.extend(self.hollow_beside(id));
        attributes.extend(std::mem::take(&mut self.is_leaf).then(|| (LEAF.to_owned(), String::new())));
        self.pen().open_group(GroupKind::Foreign { name, attributes });
        write(self);
        self.pen().close_group();
    }

    /// The same if it says more than the model does, or `always`.
    pub(in crate::read::tei) fn grouped_beyond(
        &mut self,
        id: NodeId,
        (known, always): (&[&str], bool),
        write: impl FnOnce(&mut Self),
    ) {
        match always || self.kept_beyond(id, known).is_some() || !self.hollow_beside(id).is_empty() {
            true => self.grouped(id, write),
            false => write(self),
        }
    }

    /// Where an element stands, for which the blocks alone do not tell: a head that is not the first of a division, a
    /// division without one behind another.
    fn standing(&self, id: NodeId) -> Option<(String, String)> {
        let (tree, name) = (self.tree, self.tree.name(id));
        let parent = tree.parent(id)?;
        let in_part = matches!(tree.name(parent), "text" | "front" | "body" | "group" | "back" | "floatingText");
        let second = is_division(tree.name(parent)) && tree.child(parent, "head") != Some(id);
        if name == "head" && (in_part || second) {
            return Some((OF.to_owned(), tree.name(parent).to_owned()));
        }
        let before =
            || tree.elements(parent).take_while(|child| *child != id).any(|child| is_division(tree.name(child)));
        let headless = is_division(name) && tree.child(id, "head").is_none();
        (headless && before()).then(|| (LEVEL.to_owned(), self.depth().to_string()))
    }

    /// Whether the tool made an attribute for itself when it wrote the file.
    fn is_made(&self, attribute: &Attribute<'_>) -> bool {
        let made = match attribute.name {
            "xml:space" => attribute.value == "preserve",
            "xml:id" => attribute.value.starts_with('_') || self.is_all_own && is_counted(&attribute.value),
            "next" | "prev" | "target" | "targetEnd" | "from" | "to" => {
                attribute.value.split_ascii_whitespace().all(|token| token.starts_with("#_"))
            }
            _ => false,
        };
        made && self.is_own
    }

    /// The attributes of an element as the model keeps them.
    pub(in crate::read::tei) fn attributes(&self, id: NodeId) -> Vec<(String, String)> {
        let all = self.tree.element(id).map_or(&[][..], |element| &element.attributes).iter();
        let all = all.filter(|attribute| !self.is_made(attribute));
        all.map(|attribute| (attribute.name.to_owned(), attribute.value.to_string())).collect()
    }
}
