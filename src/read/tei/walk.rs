//! The walk over the tree: what each element becomes is in the other modules, chosen here by its name.

use super::app;
use super::faults::Faults;
use super::pen::Pen;
use super::places::Places;
use super::tree::{Node, NodeId, Tree};
use super::{Context, shape};
use crate::diag::Diagnostics;
use crate::model::apparatus::Entry;
use crate::model::document::{Container, Note, Reference};
use crate::model::figure::Figure;
use crate::model::text::{MarkKind, Text};
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// A container under construction: the body, a note, the title.
pub(super) struct Frame {
    pub(super) pen: Pen,
    pub(super) container: Container,
    /// How many divisions are open.
    pub(super) depth: u8,
    /// Whether what comes is inside a leaf: a paragraph, a verse, a heading.
    pub(super) in_leaf: bool,
    /// The language in force, where it is not the document's.
    pub(super) language: Option<String>,
}

/// The state of the walk.
pub(super) struct Walk<'a, 's> {
    pub(super) tree: &'a Tree<'s>,
    pub(super) context: &'a Context<'a>,
    pub(super) diagnostics: &'a mut Diagnostics,
    pub(super) faults: Faults,
    frames: Vec<Frame>,
    pub(super) notes: Vec<Note>,
    pub(super) references: Vec<Reference>,
    pub(super) entries: Vec<Entry>,
    pub(super) figures: Vec<Figure>,
    pub(super) places: Places,
    /// The ids that something in the file refers to.
    pub(super) targets: BTreeSet<&'a str>,
    /// How many elements of each name the model does not know.
    pub(super) foreign: BTreeMap<String, usize>,
    /// The title that the text gives on a page of its own, if it does.
    pub(super) title: Option<Text>,
}

impl<'a, 's> Walk<'a, 's> {
    /// A walk that has not begun.
    pub(super) fn new(tree: &'a Tree<'s>, context: &'a Context<'a>, diagnostics: &'a mut Diagnostics) -> Self {
        Self {
            tree,
            context,
            diagnostics,
            faults: Faults::default(),
            frames: vec![],
            notes: vec![],
            references: vec![],
            entries: vec![],
            figures: vec![],
            places: Places::default(),
            targets: shape::targets(tree),
            foreign: BTreeMap::new(),
            title: None,
        }
    }

    /// Writes a container of its own: what `write` does goes into it. Gives its text.
    pub(super) fn container(&mut self, container: Container, write: impl FnOnce(&mut Self)) -> Text {
        let depth = 0;
        self.frames.push(Frame { pen: Pen::default(), container, depth, in_leaf: false, language: None });
        write(self);
        let frame = self.frames.pop();
        let text = frame.map(|frame| frame.pen.finish()).unwrap_or_default();
        self.places.settle(container, &text.string);
        text
    }

    /// The container under construction.
    pub(super) fn frame(&mut self) -> &mut Frame {
        if self.frames.is_empty() {
            let container = Container::Body;
            self.frames.push(Frame { pen: Pen::default(), container, depth: 0, in_leaf: false, language: None });
        }
        let last = self.frames.len() - 1;
        &mut self.frames[last]
    }

    /// What writes the container under construction.
    pub(super) fn pen(&mut self) -> &mut Pen {
        &mut self.frame().pen
    }

    /// The place of a node for messages.
    pub(super) fn span(&self, id: NodeId) -> Span {
        self.tree.span(id)
    }

    /// Walks over what an element holds.
    pub(super) fn children(&mut self, id: NodeId) {
        let tree = self.tree;
        for child in tree.children(id) {
            self.node(*child);
        }
    }

    /// Walks over a node: characters, or an element with all that it holds.
    pub(super) fn node(&mut self, id: NodeId) {
        let tree = self.tree;
        match tree.node(id) {
            Node::Text(characters) => self.characters(characters),
            Node::Element(_) => self.placed(id),
        }
    }

    /// Walks over an element and notes its place down if it has an id or a number.
    fn placed(&mut self, id: NodeId) {
        let tree = self.tree;
        let (xml_id, n) = (tree.attribute(id, "xml:id"), tree.attribute(id, "n"));
        if xml_id.is_none() && n.is_none() {
            return self.element(id);
        }
        let container = self.frame().container;
        let pen = self.pen();
        let waits = pen.has_space() || !pen.is_open();
        let opened = pen.open();
        self.element(id);
        let range = self.pen().close(opened);
        self.places.push(id, (xml_id, n.map(|n| (tree.name(id), n))), (container, range), waits);
    }

    fn element(&mut self, id: NodeId) {
        let tree = self.tree;
        match tree.name(id) {
            "teiHeader" | "standOff" | "listApp" | "facsimile" | "sourceDoc" => {}
            "text" | "body" | "front" | "back" | "group" => self.children(id),
            "div" | "div1" | "div2" | "div3" | "div4" | "div5" | "div6" | "div7" => self.division(id),
            "head" => self.head(id),
            "p" | "ab" => self.paragraph(id),
            "app" => app::inline(self, id),
            _ => self.foreign(id),
        }
    }

    /// What the model does not know: its words, marked with its name and attributes.
    pub(super) fn foreign(&mut self, id: NodeId) {
        *self.foreign.entry(self.tree.name(id).to_owned()).or_default() += 1;
        let kind = MarkKind::Foreign { name: self.tree.name(id).to_owned(), attributes: self.attributes(id) };
        self.marked(id, [kind]);
    }

    /// Walks over what an element holds and marks it.
    pub(super) fn marked(&mut self, id: NodeId, kinds: impl IntoIterator<Item = MarkKind>) {
        let opened = self.pen().open();
        self.children(id);
        let range = self.pen().close(opened);
        for kind in kinds {
            match range.is_empty() {
                true => self.pen().point(kind),
                false => self.pen().mark(range.clone(), kind),
            }
        }
    }

    /// The attributes of an element as the model keeps them.
    pub(super) fn attributes(&self, id: NodeId) -> Vec<(String, String)> {
        let all = self.tree.element(id).map_or(&[][..], |element| &element.attributes);
        all.iter().map(|attribute| (attribute.name.to_owned(), attribute.value.to_string())).collect()
    }
}
