//! Quotations with their sources, and mottoes.

use super::super::app;
use super::super::names;
use super::super::shape;
use super::super::tree::NodeId;
use super::super::walk::{Mode, Walk};
use crate::model::text::{BlockKind, GroupKind};
use crate::words::language::primary;

/// Quotation marks.
const MARKS: &[char] = &['"', '“', '”', '„', '«', '»', '‘', '’', '‚', '‹', '›'];

impl Walk<'_, '_> {
    /// Whether an element that may be a block is one where it stands.
    pub(in crate::read::tei) fn stands_alone(&mut self, id: NodeId) -> bool {
        match self.frame().mode {
            Mode::Leaf => false,
            Mode::Running => shape::holds_blocks(self.tree, id),
            Mode::Blocks => true,
        }
    }

    /// A quotation: a block, or words in a sentence.
    pub(in crate::read::tei) fn quotation(&mut self, id: NodeId) {
        if !self.stands_alone(id) {
            return self.in_quotes(id);
        }
        let tree = self.tree;
        let cited = tree.parent(id).is_some_and(|parent| tree.name(parent) == "cit") && self.is_cited();
        let motto = self.pen().open_groups().next_back() == Some(&GroupKind::Epigraph);
        if tree.name(id) == "quote" && tree.attribute(id, "type") == Some("epigraph") {
            return self.motto(id, &["type"]);
        }
        let in_cit = tree.parent(id).is_some_and(|of| tree.name(of) == "cit" && shape::is_plain_citation(tree, of));
        let plain = (cited || motto) && in_cit;
        let canonical = tree.name(id) == "quote" && (plain || (!cited && !motto));
        self.grouped_beyond(id, (&[], !canonical), |walk| {
            if !cited && !motto {
                walk.pen().open_group(GroupKind::Quotation);
            }
            walk.in_mode(Mode::Blocks, |walk| walk.children(id));
            walk.pen().close_block();
            if !cited && !motto {
                walk.pen().close_group();
            }
        });
    }

    /// Whether the quotation that is open is that of a `cit`.
    fn is_cited(&mut self) -> bool {
        matches!(self.pen().open_groups().next_back(), Some(GroupKind::Quotation | GroupKind::Epigraph))
    }

    /// A quotation with its source.
    pub(in crate::read::tei) fn cited(&mut self, id: NodeId) {
        if !self.stands_alone(id) {
            return self.marked(id, [self.kept(id)]);
        }
        let motto = self.pen().open_groups().next_back() == Some(&GroupKind::Epigraph);
        let plain = shape::is_plain_citation(self.tree, id);
        self.grouped_beyond(id, (&[], !plain), |walk| {
            if !motto {
                walk.pen().open_group(GroupKind::Quotation);
            }
            walk.in_mode(Mode::Blocks, |walk| walk.cited_parts(id));
            walk.pen().close_block();
            if !motto {
                walk.pen().close_group();
            }
        });
    }

    /// What a citation holds: behind the quotation whatever says where it is from is its source.
    fn cited_parts(&mut self, id: NodeId) {
        let tree = self.tree;
        let mut quoted = false;
        for child in tree.children(id) {
            let name = tree.name(*child);
            quoted |= matches!(name, "quote" | "q");
            match quoted && names::is_phrase(name) && tree.has_words(*child) && name != "note" {
                true => {
                    self.pen().open_block(BlockKind::Attribution);
                    self.in_mode(Mode::Leaf, |walk| walk.node(*child));
                    self.pen().close_block();
                }
                false => self.node(*child),
            }
        }
    }

    /// Words in a sentence that print sets between quotation marks, where the file has none.
    pub(in crate::read::tei) fn in_quotes(&mut self, id: NodeId) {
        let tree = self.tree;
        let words = tree.words(id);
        let rend = tree.attribute(id, "rend").unwrap_or_default();
        let has = words.starts_with(MARKS) || self.pen().follows(MARKS) || self.quotation_marks;
        let single = matches!(tree.name(id), "soCalled" | "gloss");
        if words.is_empty() || has || rend.contains("none") || shape::holds_blocks(tree, id) {
            return self.marked(id, [self.kept(id)]);
        }
        let language = self.language_in_force();
        let (open, close) = match (primary(&language), single) {
            ("fr", false) => ("«\u{a0}", "\u{a0}»"),
            ("it" | "es" | "pt" | "ru" | "el" | "grc", false) => ("«", "»"),
            ("de" | "cs" | "pl", false) => ("„", "“"),
            ("de" | "cs" | "pl", true) => ("‚", "‘"),
            (_, true) => ("‘", "’"),
            _ => ("“", "”"),
        };
        self.between(id, open, close);
    }

    /// A motto.
    pub(in crate::read::tei) fn epigraph(&mut self, id: NodeId) {
        if self.frame().mode == Mode::Leaf {
            return self.marked(id, [self.kept(id)]);
        }
        self.motto(id, &[]);
    }

    fn motto(&mut self, id: NodeId, known: &[&str]) {
        self.grouped_beyond(id, (known, false), |walk| {
            walk.pen().open_group(GroupKind::Epigraph);
            walk.blocks(id);
            walk.pen().close_group();
        });
    }

    /// Whether an element in a sentence says where the words before it are from, and has no brackets of its own.
    fn closes_citation(&self, id: NodeId) -> bool {
        let tree = self.tree;
        let Some(of) = tree.parent(id).filter(|of| tree.name(*of) == "cit" && !self.is_all_own) else { return false };
        let words = tree.words(id);
        // to what a witness has no sign is added
        let may = !app::is_in_reading(self) && !words.is_empty() && !words.starts_with(['(', '[']);
        may && tree.elements(of).next() != Some(id)
    }

    /// Where something comes from: below a quotation its attribution.
    pub(in crate::read::tei) fn source(&mut self, id: NodeId) {
        if !self.stands_alone(id) {
            return match self.holds_unshown(id) {
                true => self.unshown(id),
                false if self.closes_citation(id) => self.between(id, "(", ")"),
                false => self.marked(id, [self.kept(id)]),
            };
        }
        let quoted = |kind: &&GroupKind| matches!(kind, GroupKind::Quotation | GroupKind::Epigraph);
        let of = self.tree.parent(id).map_or("", |parent| self.tree.name(parent));
        let quoted = matches!(of, "cit" | "epigraph") && self.pen().open_groups().rev().any(|kind| quoted(&kind));
        match quoted && !self.pen().is_group_empty() {
            true => self.leaf(id, BlockKind::Attribution, (&["xml:id"], self.tree.name(id) != "bibl")),
            false => self.leaf(id, BlockKind::Paragraph, (&["xml:id"], true)),
        }
    }
}
