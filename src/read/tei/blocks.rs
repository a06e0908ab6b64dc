//! Divisions, paragraphs, and whatever else is a block or holds blocks.

use super::foreign::BEFORE;
use super::names;
use super::shape;
use super::tree::NodeId;
use super::walk::{Mode, Walk};
use crate::model::document::Container;
use crate::model::text::{BlockKind, GroupKind, MarkKind};

/// The lowest level of headings.
const LOWEST: u8 = 6;
/// How much lower the headings of a text in the text are.
const EMBEDDED: u8 = 3;

impl Walk<'_, '_> {
    /// Walks over what an element holds as blocks.
    pub(super) fn blocks(&mut self, id: NodeId) {
        self.in_mode(Mode::Blocks, |walk| walk.children(id));
        self.pen().close_block();
    }

    /// Does something in another mode.
    pub(super) fn in_mode(&mut self, mode: Mode, write: impl FnOnce(&mut Self)) {
        let outer = std::mem::replace(&mut self.frame().mode, mode);
        write(self);
        self.frame().mode = outer;
    }

    /// A division: its head is a heading of its depth.
    pub(super) fn division(&mut self, id: NodeId) {
        self.frame().depth += 1;
        let numbered = self.tree.name(id) != "div";
        let headed = self.tree.child(id, "head").is_some();
        self.grouped_beyond(id, (&[], numbered || !headed), |walk| walk.blocks(id));
        self.frame().depth -= 1;
    }

    /// A part of a text that is kept as a group: what stands in front or behind, a text in a group of texts.
    pub(super) fn part(&mut self, id: NodeId) {
        let name = self.tree.name(id);
        let inner = self.pen().open_groups().next().is_some();
        let known: &[&str] = if inner { &[] } else { &["xml:lang"] };
        let always = matches!(name, "front" | "back" | "group" | "floatingText") || inner;
        let embedded = name == "floatingText";
        let outer = self.frame().depth;
        // The headings of a text in the text are none of the book's chapters.
        if embedded {
            self.frame().depth = outer.max(1) + EMBEDDED;
        }
        self.grouped_beyond(id, (known, always), |walk| walk.blocks(id));
        self.frame().depth = outer;
    }

    /// A text of its own among several in one file.
    pub(super) fn whole_text(&mut self, id: NodeId) {
        let tree = self.tree;
        let Some(of) = tree.parent(id) else { return self.node(id) };
        let mut attributes = self.attributes(of);
        let header = tree.child(of, "teiHeader").map(|header| tree.source(tree.bytes(header)).to_owned());
        attributes.extend(header.map(|header| (BEFORE.to_owned(), header)));
        self.pen().open_group(GroupKind::Foreign { name: tree.name(of).to_owned(), attributes });
        self.node(id);
        self.pen().close_group();
    }

    /// A head: of a division or a poem a heading.
    pub(super) fn head(&mut self, id: NodeId) {
        let parent = self.tree.parent(id);
        let of = parent.map_or("", |parent| self.tree.name(parent));
        let depth = self.frame().depth;
        let level = match of {
            _ if names::is_division(of) => depth,
            "lg" | "sp" | "listBibl" | "castList" => depth + 1,
            "body" | "front" | "back" | "group" | "text" | "floatingText" | "argument" => depth + 1,
            _ => return self.leaf(id, BlockKind::Paragraph, (&["xml:id"], true)),
        };
        if parent.is_some_and(|parent| self.holds_endnotes_alone(parent)) {
            return self.unprinted(id);
        }
        let first = parent.and_then(|parent| self.tree.child(parent, "head")) == Some(id);
        let kind = BlockKind::Heading(level.clamp(1, LOWEST));
        self.leaf(id, kind, (&["xml:id"], !first || !names::is_division(of)));
    }

    /// Whether a division holds notes that are called elsewhere, and nothing else that is printed.
    fn holds_endnotes_alone(&self, id: NodeId) -> bool {
        let tree = self.tree;
        let gone = |child: NodeId| match tree.name(child) {
            "note" => self.is_endnote(child),
            "p" | "ab" => shape::holds_notes_alone(tree, child) && tree.elements(child).all(|note| self.is_endnote(note)),
            _ => false,
        };
        let mut others = tree.elements(id).filter(|child| tree.name(*child) != "head").peekable();
        others.peek().is_some() && others.all(gone)
    }

    /// A paragraph. One that holds blocks is kept as a group of them.
    pub(super) fn paragraph(&mut self, id: NodeId) {
        let always = self.tree.name(id) != "p";
        self.leaf(id, BlockKind::Paragraph, (&["xml:id"], always));
    }

    /// A block of characters. Inside another it is a line of that; one that holds blocks is a group. `known` are
    /// the attributes that the model knows; `always` keeps the element all the same.
    pub(super) fn leaf(&mut self, id: NodeId, kind: BlockKind, (known, always): (&[&str], bool)) {
        if self.frame().mode == Mode::Leaf {
            return self.line_of(id);
        }
        if shape::holds_blocks(self.tree, id) {
            self.pen().close_block();
            self.grouped(id, |walk| {
                walk.in_mode(Mode::Running, |walk| walk.children(id));
                walk.pen().close_block();
            });
            return;
        }
        let anchor = self.own_anchor(id);
        let known: Vec<&str> = known.iter().copied().filter(|name| *name != "xml:id" || anchor.is_some()).collect();
        self.grouped_beyond(id, (&known, always), |walk| {
            walk.pen().open_block(kind);
            if let Some(anchor) = anchor {
                walk.anchored(anchor);
            }
            walk.in_mode(Mode::Leaf, |walk| walk.children(id));
            walk.pen().close_block();
        });
    }

    /// Gives the open block an anchor.
    pub(super) fn anchored(&mut self, name: String) {
        let is_body = self.frame().container == Container::Body;
        if !is_body || !self.pen().anchor(&name) {
            self.pen().point(MarkKind::Anchor(name));
        }
    }

    /// A block inside a block: a line of it.
    fn line_of(&mut self, id: NodeId) {
        self.pen().line();
        self.marked(id, [self.kept(id)]);
        self.pen().line();
    }

    /// An element between blocks that the model does not know: a group, or a paragraph of its own.
    pub(super) fn other_block(&mut self, id: NodeId) {
        let tree = self.tree;
        let holds = tree.elements(id).any(|child| names::may_be_block(tree.name(child)));
        let blocks = shape::holds_blocks(tree, id) || (holds && !shape::is_mixed(tree, id));
        self.pen().close_block();
        match blocks {
            true => self.grouped(id, |walk| walk.blocks(id)),
            false => self.leaf(id, BlockKind::Paragraph, (&["xml:id"], true)),
        }
    }
}
