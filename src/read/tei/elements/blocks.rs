//! Divisions, paragraphs, and whatever else is a block or holds blocks.

use super::super::names;
use super::super::names::BEFORE;
use super::super::shape;
use super::super::tree::NodeId;
use super::super::walk::{Mode, Walk};
use crate::model::document::Container;
use crate::model::text::{BlockKind, GroupKind, MarkKind};

/// The lowest level of headings.
const LOWEST: u8 = 6;
/// How much lower the headings of a text in the text are.
const EMBEDDED: u8 = 3;

impl Walk<'_, '_> {
    /// Walks over what an element holds as blocks.
    pub(in crate::read::tei) fn blocks(&mut self, id: NodeId) {
        self.in_mode(Mode::Blocks, |walk| walk.children(id));
        self.pen().close_block();
    }

    /// Does something in another mode.
    pub(in crate::read::tei) fn in_mode(&mut self, mode: Mode, write: impl FnOnce(&mut Self)) {
        let outer = std::mem::replace(&mut self.frame().mode, mode);
        write(self);
        self.frame().mode = outer;
    }

    /// A division: its head is a heading of its depth.
    pub(in crate::read::tei) fn division(&mut self, id: NodeId) {
        if self.is_headnote(id) {
            let headnote = self.container(Container::Headnote, |walk| walk.blocks(id));
            self.headnote = Some(headnote).filter(|headnote| !headnote.is_empty());
            return;
        }
        self.frame().depth += 1;
        let numbered = self.tree.name(id) != "div";
        let headed = self.is_headed(id);
        let kept = numbered || !self.is_all_own && (!headed || self.has_own_verses(id));
        self.grouped_beyond(id, (&[], kept), |walk| {
            walk.numbered(id);
            match walk.has_own_verses(id) {
                true => walk.verses_in(id),
                false => walk.blocks(id),
            }
        });
        self.frame().depth -= 1;
    }

    /// Whether an element has a head that shows something.
    pub(in crate::read::tei) fn is_headed(&self, id: NodeId) -> bool {
        let tree = self.tree;
        let shows = |head: NodeId| tree.has_words(head) || tree.elements(head).next().is_some();
        tree.child(id, "head").is_some_and(shows)
    }

    /// A part of a text that is kept as a group: what stands in front or behind, a text in a group of texts.
    pub(in crate::read::tei) fn part(&mut self, id: NodeId) {
        let name = self.tree.name(id);
        if name == "front" && self.is_front_alone(id) {
            return self.blocks(id);
        }
        let inner = self.pen().open_groups().next().is_some();
        let known: &[&str] = if inner || !self.is_all_own { &[] } else { &["xml:lang"] };
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

    /// Whether all that stands in front is the title and the headnote, which have places of their own in the model.
    fn is_front_alone(&self, id: NodeId) -> bool {
        let tree = self.tree;
        let mut parts = tree.elements(id).peekable();
        let plain = tree.element(id).is_some_and(|element| element.attributes.is_empty());
        plain && parts.peek().is_some() && parts.all(|part| self.is_title(part) || self.is_headnote(part))
    }

    /// Whether this is the title of the document, straight in front.
    pub(in crate::read::tei) fn is_title(&self, id: NodeId) -> bool {
        let tree = self.tree;
        let in_front = tree.parent(id).is_some_and(|of| tree.name(of) == "front");
        let mut parts = tree.elements(id);
        let main = parts
            .next()
            .is_some_and(|part| tree.name(part) == "titlePart" && tree.attribute(part, "type") == Some("main"));
        tree.name(id) == "docTitle" && in_front && main && parts.next().is_none()
    }

    fn is_headnote(&self, id: NodeId) -> bool {
        let tree = self.tree;
        let in_front = tree.parent(id).is_some_and(|of| tree.name(of) == "front");
        in_front && tree.name(id) == "div" && tree.attribute(id, "type") == Some("headnote") && self.is_own
    }

    /// The title of the document.
    pub(in crate::read::tei) fn own_title(&mut self, id: NodeId) {
        let Some(part) = self.tree.child(id, "titlePart") else { return };
        let title = self.container(Container::Title, |walk| {
            walk.pen().open_block(BlockKind::Paragraph);
            walk.in_mode(Mode::Leaf, |walk| walk.children(part));
            walk.pen().close_block();
        });
        self.title = Some(title).filter(|title| !title.is_empty());
    }

    /// A text of its own among several in one file.
    pub(in crate::read::tei) fn whole_text(&mut self, id: NodeId) {
        let tree = self.tree;
        let Some(of) = tree.parent(id) else { return self.node(id) };
        let mut attributes = self.attributes(of);
        let beside = |child: &NodeId| match tree.name(*child) {
            "teiHeader" | "facsimile" | "sourceDoc" => true,
            // entries and notes are read where they belong
            "standOff" => {
                !self.is_own && !tree.elements(*child).any(|part| matches!(tree.name(part), "listApp" | "app" | "note"))
            }
            _ => false,
        };
        let beside = tree.elements(of).filter(beside).map(|child| tree.source(tree.bytes(child)));
        let beside = beside.collect::<Vec<_>>().join("\n");
        attributes.extend(Some((BEFORE.to_owned(), beside)).filter(|(_, beside)| !beside.is_empty()));
        self.pen().open_group(GroupKind::Foreign { name: tree.name(of).to_owned(), attributes });
        self.node(id);
        self.pen().close_group();
    }

    /// A head: of a division or a poem a heading.
    pub(in crate::read::tei) fn head(&mut self, id: NodeId) {
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
            // its division goes with its notes to where they are called: what is left is a title of nothing
            let attributes =
                vec![("type".to_owned(), "head".to_owned()), (BEFORE.to_owned(), self.tree.inner(id).to_owned())];
            return self.pen().point(MarkKind::Foreign { name: "fw".to_owned(), attributes });
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
            "listWit" | "listApp" => true,
            "p" | "ab" => {
                let mut notes = tree.elements(child).peekable();
                notes.peek().is_some()
                    && shape::holds_notes_alone(tree, child)
                    && notes.all(|note| self.is_endnote(note))
            }
            _ => false,
        };
        let mut others = tree.elements(id).filter(|child| tree.name(*child) != "head").peekable();
        others.peek().is_some() && others.all(gone)
    }

    /// A paragraph. One that holds blocks is kept as a group of them.
    pub(in crate::read::tei) fn paragraph(&mut self, id: NodeId) {
        let tree = self.tree;
        if tree.name(id) == "p" {
            return self.leaf(id, BlockKind::Paragraph, (&["xml:id"], self.is_alone(id)));
        }
        let level = tree.attribute(id, "subtype").and_then(|level| level.parse().ok());
        match (tree.attribute(id, "type"), level) {
            (Some("heading"), Some(level)) if (1..=LOWEST).contains(&level) => {
                self.leaf(id, BlockKind::Heading(level), (&["xml:id", "type", "subtype"], false));
            }
            (Some("term"), _) => self.leaf(id, BlockKind::Term, (&["xml:id", "type"], false)),
            (Some("caption"), _) => self.leaf(id, BlockKind::Caption, (&["xml:id", "type"], false)),
            (Some("code"), _) => self.preformatted(id),
            _ => self.leaf(id, BlockKind::Paragraph, (&["xml:id"], true)),
        }
    }

    /// Whether a paragraph is all of a note or an item, whose words could stand without it.
    fn is_alone(&self, id: NodeId) -> bool {
        let tree = self.tree;
        let Some(of) = tree.parent(id).filter(|of| matches!(tree.name(*of), "note" | "item")) else { return false };
        !self.is_all_own && tree.elements(of).count() == 1 && !shape::is_mixed(tree, of)
    }

    /// A block of characters. Inside another it is a line of that; one that holds blocks is a group. `known` are
    /// the attributes that the model knows; `always` keeps the element all the same.
    pub(in crate::read::tei) fn leaf(&mut self, id: NodeId, kind: BlockKind, (known, always): (&[&str], bool)) {
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
            let waiting = walk.pen().waiting().len();
            walk.in_mode(Mode::Leaf, |walk| walk.children(id));
            if walk.is_bare || walk.holds_a_place(id, waiting) {
                walk.pen().keep_empty();
            }
            walk.pen().close_block();
        });
    }

    /// Whether a block without words has a place all the same: one where an entry or a call stands, a verse whose words
    /// are deleted. `waiting` is how many points stood before it.
    fn holds_a_place(&mut self, id: NodeId, waiting: usize) -> bool {
        let is_verse = self.tree.name(id) == "l";
        let points = self.pen().waiting();
        points.get(waiting..).unwrap_or_default().iter().any(|point| match point {
            MarkKind::Entry(_) | MarkKind::Call(_) => true,
            MarkKind::Foreign { name, .. } => is_verse && name == "del",
            _ => false,
        })
    }

    /// Gives the open block an anchor.
    pub(in crate::read::tei) fn anchored(&mut self, name: String) {
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
    pub(in crate::read::tei) fn other_block(&mut self, id: NodeId) {
        let tree = self.tree;
        let holds = tree.elements(id).any(|child| names::may_be_block(tree.name(child)));
        let blocks = shape::holds_blocks(tree, id) || (holds && !shape::is_mixed(tree, id));
        self.pen().close_block();
        match blocks {
            true => self.grouped(id, |walk| walk.blocks(id)),
            false => {
                self.is_leaf = true;
                self.leaf(id, BlockKind::Paragraph, (&["xml:id"], true));
                self.is_leaf = false;
            }
        }
    }
}
