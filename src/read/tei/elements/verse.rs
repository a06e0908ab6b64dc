//! Verse and drama.

use super::super::names;
use super::super::shape;
use super::super::tree::NodeId;
use super::super::walk::{Mode, Walk};
use crate::config::standoff::is_id;
use crate::model::document::Container;
use crate::model::lines::LineMark;
use crate::model::text::{BlockKind, GroupKind, MarkKind};

impl Walk<'_, '_> {
    /// Lines that belong together: a stanza, or what holds stanzas.
    pub(in crate::read::tei) fn line_group(&mut self, id: NodeId) {
        if self.frame().mode == Mode::Leaf {
            return self.marked(id, [self.kept(id)]);
        }
        let tree = self.tree;
        let inner = tree.descendants(id).skip(1).any(|below| tree.name(below) == "lg");
        if inner {
            return self.grouped(id, |walk| walk.blocks(id));
        }
        let kind = tree.attribute(id, "type").filter(|kind| is_id(kind) && *kind != "stanza");
        let (kind, known): (_, &[&str]) = match kind {
            Some(kind) => (GroupKind::StanzaOf(kind.to_owned()), &["type"]),
            None => (GroupKind::Stanza, &[]),
        };
        self.grouped_beyond(id, (known, false), |walk| {
            // A head is no line of the stanza.
            for head in tree.elements(id).filter(|child| tree.name(*child) == "head") {
                walk.node(head);
            }
            walk.pen().open_group(kind);
            walk.in_mode(Mode::Blocks, |walk| {
                for child in tree.children(id).iter().filter(|child| tree.name(**child) != "head") {
                    walk.node(*child);
                }
            });
            walk.pen().close_group();
        });
    }

    /// Whether a division has verses that stand in no group of lines.
    pub(in crate::read::tei) fn has_own_verses(&self, id: NodeId) -> bool {
        let tree = self.tree;
        let is = |name: &str| tree.elements(id).any(|child| tree.name(child) == name);
        !self.is_all_own && names::is_division(tree.name(id)) && is("l") && !is("lg")
    }

    /// Walks over such a division: verses that follow one another are a stanza.
    pub(in crate::read::tei) fn verses_in(&mut self, id: NodeId) {
        let tree = self.tree;
        let is_verse = |child: NodeId| {
            let name = tree.name(child);
            name == "l" || !names::is_block(name) && tree.descendants(child).any(|inner| tree.name(inner) == "l")
        };
        self.in_mode(Mode::Blocks, |walk| {
            let mut open = false;
            for child in tree.children(id) {
                let is_block = tree.element(*child).is_some() && names::may_be_block(tree.name(*child));
                if is_verse(*child) && !std::mem::replace(&mut open, true) {
                    walk.pen().open_group(GroupKind::Stanza);
                } else if is_block && !is_verse(*child) && std::mem::take(&mut open) {
                    walk.pen().close_group();
                }
                walk.node(*child);
            }
            if open {
                walk.pen().close_group();
            }
        });
    }

    /// A verse.
    pub(in crate::read::tei) fn verse(&mut self, id: NodeId) {
        if self.frame().mode == Mode::Leaf {
            self.pen().line();
            self.marked(id, [self.kept(id)]);
            return self.pen().line();
        }
        // what stands before it is no verse, and none of its number
        self.pen().close_block();
        // a verse of a reading counts for nothing in the text
        if matches!(self.frame().container, Container::Entry(_)) {
            return self.leaf(id, BlockKind::Verse, (&["xml:id"], false));
        }
        let part = self.tree.attribute(id, "part");
        let goes_on = matches!(part, Some("M" | "F")) && self.last_verse.is_some();
        let number = self.tree.attribute(id, "n").and_then(LineMark::numbered);
        let mut known = vec!["xml:id"];
        if goes_on {
            self.pen().point(MarkKind::Line(LineMark::Shared));
            known.extend((part == Some("F")).then_some("part"));
        } else {
            let next = self.last_verse.map_or(1, |last| last + 1);
            if let Some(number) = number {
                self.pen().point(MarkKind::Line(number));
                known.push("n");
            }
            self.last_verse = Some(match number {
                Some(LineMark::Number(number) | LineMark::Lettered(number, _)) => number,
                _ => next,
            });
        }
        if shape::holds_blocks(self.tree, id) {
            return self.grouped(id, |walk| walk.blocks(id));
        }
        self.leaf(id, BlockKind::Verse, (&known, false));
    }

    /// Who speaks.
    pub(in crate::read::tei) fn speaker(&mut self, id: NodeId) {
        self.spoken(id, MarkKind::SmallCaps);
    }

    /// What happens on the stage.
    pub(in crate::read::tei) fn stage(&mut self, id: NodeId) {
        self.spoken(id, MarkKind::Emphasis);
    }

    fn spoken(&mut self, id: NodeId, face: MarkKind) {
        if self.frame().mode != Mode::Blocks {
            return self.marked(id, [self.kept(id), face]);
        }
        let opened = self.pen().open();
        self.leaf(id, BlockKind::Paragraph, (&["xml:id"], true));
        let range = self.pen().close(opened);
        if !range.is_empty() {
            // among verses that is no line of the poem
            if self.is_among_verses(id) {
                self.pen().mark(range.start..range.start, MarkKind::Line(LineMark::Skip));
            }
            self.pen().mark(range, face);
        }
    }

    /// Whether a play has verses where a speaker is named or something happens.
    fn is_among_verses(&self, id: NodeId) -> bool {
        let tree = self.tree;
        let speech = tree.parent(id).filter(|of| tree.name(*of) == "sp");
        self.last_verse.is_some()
            || speech.is_some_and(|speech| tree.descendants(speech).any(|inner| tree.name(inner) == "l"))
    }
}
