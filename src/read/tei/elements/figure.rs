//! Figures: pictures whose files are there. Those that are not leave their captions.

use super::super::tree::NodeId;
use super::super::walk::{Mode, Walk};
use crate::model::document::Container;
use crate::model::figure::{Figure, FigureId};
use crate::model::text::{BlockKind, GroupKind};

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
        self.grouped(id, |walk| {
            walk.in_mode(Mode::Blocks, |walk| walk.children(id));
            walk.pen().close_block();
        });
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
        self.grouped_beyond(id, (known, false), |walk| {
            walk.pen().open_group(GroupKind::Figure);
            walk.pen().open_block(BlockKind::Picture(figure));
            walk.pen().keep_empty();
            if let Some(anchor) = anchor {
                walk.anchored(anchor);
            }
            walk.pen().close_block();
            walk.pen().open_block(BlockKind::Caption);
            walk.in_mode(Mode::Leaf, |walk| {
                for (index, head) in heads.iter().enumerate() {
                    if index > 0 {
                        walk.pen().line();
                    }
                    walk.children(*head);
                }
            });
            walk.pen().close_group();
        });
    }

    /// A picture in a sentence: what it shows is not text.
    pub(in crate::read::tei) fn graphic(&mut self, id: NodeId) {
        self.unprinted(id);
    }
}
