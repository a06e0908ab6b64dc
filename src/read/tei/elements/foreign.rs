//! What the model does not know is kept: by name and attributes, and what is not shown as source.

use super::super::names::{self, AFTER, BEFORE, is_division};
use super::super::shape::is_counted;
use super::super::tree::{Attribute, Node, NodeId, is_space};
use super::super::walk::Walk;
use crate::model::text::{GroupKind, MarkKind};
use std::ops::Range;

/// The attribute that holds in what a head stands that is none of a division.
const OF: &str = "#of";
/// The attribute of an element that holds characters though its name does not say so.
pub(in crate::read::tei) const LEAF: &str = "#leaf";
/// That of a group of verses that holds others: it is none of the stanzas in it.
pub(in crate::read::tei) const OUTER: &str = "#outer";
/// And that which holds how deep a division stands.
const LEVEL: &str = "#level";
/// That of a division whose verses stand straight in it.
const VERSES: &str = "#verses";
/// That which holds the numbering of the book to which the number of a division belongs.
const NUMBERING: &str = "#numbering";
/// The name of source that stands at a point without an element.
const TEXT: &str = "#text";
/// The attributes that hold the editorial signs at the beginning and at the end of what is marked: they are no
/// words of the text.
pub(in crate::read::tei) const SIGNS: [&str; 2] = ["#open", "#close"];

impl Walk<'_, '_> {
    /// What the model does not know: its words, marked with its name and attributes.
    pub(in crate::read::tei) fn foreign(&mut self, id: NodeId) {
        self.count(id);
        if self.holds_unshown(id) {
            return self.unshown(id);
        }
        let tree = self.tree;
        let children: Vec<NodeId> = tree.children(id).iter().copied().filter(|child| !self.is_layout(*child)).collect();
        let hidden = self.hidden_edges(&children);
        let source = |range: &Range<usize>| children[range.clone()].iter().map(|child| tree.source(tree.bytes(*child)));
        let [before, after] = hidden.clone().map(|range| source(&range).collect::<String>());
        let kind = self.kept_with(id, [(BEFORE, before), (AFTER, after)]);
        for range in &hidden {
            children[range.clone()]
                .iter()
                .filter(|child| names::is_unprinted(tree.name(**child)))
                .for_each(|child| self.count(*child));
        }
        let opened = self.pen().open();
        children[hidden[0].end..hidden[1].start].iter().for_each(|child| self.node(*child));
        let range = self.pen().close(opened);
        self.whole(id, range, [kind]);
    }

    /// Whether an element has no words, and references that show nothing.
    pub(in crate::read::tei) fn holds_unshown(&self, id: NodeId) -> bool {
        let tree = self.tree;
        let mut inner = tree.descendants(id).skip(1).filter(|inner| tree.element(*inner).is_some()).peekable();
        inner.peek().is_some()
            && inner.all(|inner| self.is_unshown(inner) && tree.attribute(inner, "xml:id").is_none())
            && !tree.has_words(id)
    }

    /// Whether an element is, or ends with, a reference that shows nothing: the space before it is none.
    pub(in crate::read::tei) fn ends_unshown(&self, id: NodeId) -> bool {
        let last = self.tree.children(id).last();
        self.is_unshown(id) || last.is_some_and(|last| self.tree.element(*last).is_some() && self.ends_unshown(*last))
    }

    /// Keeps such an element as it is: points in it would stand beside it.
    pub(in crate::read::tei) fn unshown(&mut self, id: NodeId) {
        self.tree.elements(id).for_each(|inner| self.leads_nowhere(inner));
        self.unprinted(id);
    }

    /// Whether white space stands among the parts of a substitution, which holds elements alone: there it says nothing,
    /// even inside a word.
    pub(in crate::read::tei) fn is_layout(&self, id: NodeId) -> bool {
        let tree = self.tree;
        let blank = matches!(tree.node(id), Node::Text(text) if text.string.chars().all(is_space));
        blank && tree.parent(id).is_some_and(|of| tree.name(of) == "subst")
    }

    /// The children at the beginning and at the end of an element whose words are not shown (indices): as points they
    /// would stand beside it.
    fn hidden_edges(&self, children: &[NodeId]) -> [Range<usize>; 2] {
        let tree = self.tree;
        let is_hidden = |child: &NodeId| {
            let name = tree.name(*child);
            let plain = ["xml:id", "n"].iter().all(|name| tree.attribute(*child, name).is_none());
            let inner = tree.descendants(*child).any(|inner| matches!(tree.name(inner), "app" | "note"));
            plain && !inner && (names::is_unprinted(name) || name == "del" && !self.is_restored(*child))
        };
        let before = children.iter().take_while(|child| is_hidden(child)).count();
        let after = children[before..].iter().rev().take_while(|child| is_hidden(child)).count();
        match before + after == children.len() {
            true => [0..0, children.len()..children.len()],
            false => [0..before, children.len() - after..children.len()],
        }
    }

    /// An element as the model keeps it.
    pub(in crate::read::tei) fn kept(&self, id: NodeId) -> MarkKind {
        MarkKind::Foreign { name: self.tree.name(id).to_owned(), attributes: self.attributes(id) }
    }

    /// The same if it says more than the model does: it has other attributes than these.
    pub(in crate::read::tei) fn kept_beyond(&self, id: NodeId, known: &[&str]) -> Option<MarkKind> {
        let attributes = self.tree.element(id).map_or(&[][..], |element| &element.attributes);
        let more = attributes.iter().any(|attribute| !known.contains(&attribute.name) && !self.is_made(id, attribute));
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
        attributes.extend(self.has_own_verses(id).then(|| (VERSES.to_owned(), String::new())));
        attributes.extend(self.numbering(id).map(|number| (NUMBERING.to_owned(), number.system)));
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
    /// division without one behind another, stanzas that hold stanzas.
    fn standing(&self, id: NodeId) -> Option<(String, String)> {
        let (tree, name) = (self.tree, self.tree.name(id));
        let parent = tree.parent(id)?;
        if name == "lg" && tree.descendants(id).skip(1).any(|inner| tree.name(inner) == "lg") {
            return Some((OUTER.to_owned(), String::new()));
        }
        let in_part = matches!(tree.name(parent), "text" | "front" | "body" | "group" | "back" | "floatingText");
        let second = is_division(tree.name(parent)) && tree.child(parent, "head") != Some(id);
        if name == "head" && (in_part || second) {
            return Some((OF.to_owned(), tree.name(parent).to_owned()));
        }
        let before =
            || tree.elements(parent).take_while(|child| *child != id).any(|child| is_division(tree.name(child)));
        let headless = is_division(name) && !self.is_headed(id);
        (headless && before()).then(|| (LEVEL.to_owned(), self.depth().to_string()))
    }

    /// Whether the tool made an attribute for itself when it wrote the file.
    fn is_made(&self, id: NodeId, attribute: &Attribute<'_>) -> bool {
        let made = match attribute.name {
            "xml:space" => self.preserved.contains(&id),
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
        let all = all.filter(|attribute| !self.is_made(id, attribute));
        all.map(|attribute| (attribute.name.to_owned(), attribute.value.to_string())).collect()
    }
}
