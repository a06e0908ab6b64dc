//! Figures: pictures whose files are there. Those that are not leave their captions.

use super::super::names::{AFTER, BEFORE};
use super::super::tree::{Node, NodeId, Tree, is_space};
use super::super::walk::{Mode, Walk};
use crate::model::document::Container;
use crate::model::figure::{Figure, FigureId};
use crate::model::text::{BlockKind, GroupKind, MarkKind};

/// The attribute of a figure that holds its picture as it is written, where that says more than the model does.
const GRAPHIC: &str = "#graphic";

impl Walk<'_, '_> {
    /// A figure.
    pub(in crate::read::tei) fn figure(&mut self, id: NodeId) {
        if self.frame().mode == Mode::Leaf {
            return self.unprinted(id);
        }
        let tree = self.tree;
        let graphic = tree.child(id, "graphic");
        let path = graphic.and_then(|graphic| tree.attribute(graphic, "url")).unwrap_or_default();
        let inner = tree.descendants(id).skip(1).any(|below| tree.name(below) == "figure");
        let is_body = self.frame().container == Container::Body;
        if is_body && !inner && self.context.pictures.contains(path) {
            return self.picture(id, path);
        }
        if let Some(graphic) = graphic {
            let says = ("a picture is not there: its caption stands alone", "put the file into the document's folder");
            self.faults.push("missing-picture", "", tree.span(graphic), says);
        }
        // what shows nothing stands around what does
        let children = tree.children(id);
        let hidden = |child: &&NodeId| match tree.node(**child) {
            Node::Text(text) => text.string.chars().all(is_space),
            Node::Element(element) => matches!(&*element.name, "graphic" | "media" | "figDesc"),
        };
        let before = children.iter().take_while(hidden).count();
        let after = children[before..].iter().rev().take_while(hidden).count();
        let (before, rest) = children.split_at(before);
        let (shown, after) = rest.split_at(rest.len() - after);
        let source = |of: &[NodeId]| {
            let of = of.iter().filter(|child| tree.element(**child).is_some());
            of.map(|child| tree.source(tree.bytes(*child))).collect::<String>()
        };
        let MarkKind::Foreign { name, attributes } =
            self.kept_with(id, [(BEFORE, source(before)), (AFTER, source(after))])
        else {
            return;
        };
        let described = before.iter().chain(after).filter(|child| tree.name(**child) == "figDesc");
        described.for_each(|child| self.count(*child));
        let words = |child: &NodeId| tree.has_words(*child) || holds_more(tree, *child);
        if !shown.is_empty() && !shown.iter().any(words) {
            return self.figure_unshown(id);
        }
        self.pen().open_group(GroupKind::Foreign { name, attributes });
        self.in_mode(Mode::Blocks, |walk| shown.iter().for_each(|child| walk.node(*child)));
        self.pen().close_block();
        if !self.pen().close_group() {
            self.unprinted(id);
        }
    }

    /// A figure that shows nothing stays as it is written; what begins in it of other editions begins with what comes
    /// next.
    fn figure_unshown(&mut self, id: NodeId) {
        let tree = self.tree;
        for inner in tree.descendants(id).collect::<Vec<_>>() {
            if matches!(tree.name(inner), "pb" | "cb" | "gb" | "milestone") {
                self.break_elsewhere(inner);
            }
        }
        self.unprinted(id);
    }

    fn picture(&mut self, id: NodeId, path: &str) {
        let tree = self.tree;
        let described = tree.child(id, "figDesc").map(|description| tree.words(description));
        let heads: Vec<NodeId> = tree.elements(id).filter(|child| matches!(tree.name(*child), "head" | "p")).collect();
        let graphic = tree.child(id, "graphic").unwrap_or(id);
        let width = tree.attribute(graphic, "width").and_then(|width| width.strip_suffix('%')?.parse().ok());
        let width = width.filter(|width| (1..=100).contains(width));
        let span = Some(tree.span(graphic));
        let alternative = described.unwrap_or_else(|| heads.first().map_or(String::new(), |head| tree.words(*head)));
        self.figures.push(Figure { path: path.to_owned(), alternative, width, span, picture: None });
        let figure = FigureId(self.figures.len() as u32 - 1);
        let anchor = self.own_anchor(id);
        let known: &[&str] = if anchor.is_some() { &["xml:id"] } else { &[] };
        let mut said = tree.element(graphic).map_or(&[][..], |graphic| &graphic.attributes).iter();
        let more = said.any(|said| !matches!(said.name, "url" | "width")).then(|| tree.source(tree.bytes(graphic)));
        let kept = match more {
            Some(graphic) => Some(self.kept_with(id, [(GRAPHIC, graphic.to_owned())])),
            None => self.kept_beyond(id, known),
        };
        let around = match kept {
            Some(MarkKind::Foreign { name, attributes }) => Some(GroupKind::Foreign { name, attributes }),
            _ => None,
        };
        let is_around = around.is_some();
        around.into_iter().for_each(|around| self.pen().open_group(around));
        self.pen().open_group(GroupKind::Figure);
        self.pen().open_block(BlockKind::Picture(figure));
        self.pen().keep_empty();
        if let Some(anchor) = anchor {
            self.anchored(anchor);
        }
        self.pen().close_block();
        self.caption(&heads);
        self.pen().close_group();
        if is_around {
            self.pen().close_group();
        }
    }

    fn caption(&mut self, heads: &[NodeId]) {
        self.pen().open_block(BlockKind::Caption);
        self.in_mode(Mode::Leaf, |walk| {
            for (index, head) in heads.iter().enumerate() {
                if index > 0 {
                    walk.pen().line();
                }
                walk.children(*head);
            }
        });
    }

    /// A picture in a sentence: what it shows is not text.
    pub(in crate::read::tei) fn graphic(&mut self, id: NodeId) {
        self.unprinted(id);
    }
}

/// Whether an element holds what is shown without words, or read for itself.
fn holds_more(tree: &Tree<'_>, id: NodeId) -> bool {
    let more =
        |id: NodeId| matches!(tree.name(id), "app" | "note" | "gap" | "g" | "figure" | "formula" | "ref" | "ptr");
    tree.descendants(id).any(more)
}
