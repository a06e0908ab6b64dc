//! Verse and drama.

use super::super::names;
use super::super::shape;
use super::super::tree::NodeId;
use super::super::walk::{Mode, Walk};
use crate::config::standoff::is_id;
use crate::model::document::Container;
use crate::model::lines::{HIGHEST, LineMark};
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
        let written = self.tree.attribute(id, "n").and_then(LineMark::numbered);
        let of_parts = self.part_number(id);
        let goes_on = match of_parts {
            Some((number, part)) => part > 1 && self.last_verse == Some(number),
            None => matches!(part, Some("M" | "F")) && self.last_verse.is_some(),
        };
        let number = written.or(of_parts.map(|(number, _)| LineMark::Number(number)));
        let mut known = vec!["xml:id"];
        // said again by what stands side by side
        let meant = match (goes_on, self.is_gone_on_with(id)) {
            (false, goes_on) => goes_on.then_some("I"),
            (true, goes_on) => Some(if goes_on { "M" } else { "F" }),
        };
        known.extend((part == meant).then_some("part"));
        if goes_on {
            self.pen().point(MarkKind::Line(LineMark::Shared));
        } else {
            let next = self.last_verse.map_or(1, |last| last + 1);
            if let Some(number) = number {
                self.pen().point(MarkKind::Line(number));
                known.extend(written.map(|_| "n"));
                self.has_numbers = true;
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

    /// The number of a verse that the source counts in parts, and which part this is: `10.2`. In a poem of several
    /// books that is a verse of the tenth: there the verses before it are no ninth, nor those behind it an eleventh.
    fn part_number(&self, id: NodeId) -> Option<(u32, u32)> {
        let number = split_number(self.tree.attribute(id, "n")?)?;
        let goes_on = self.last_verse.is_some_and(|last| last == number.0 || last + 1 == number.0);
        if self.has_numbers {
            return goes_on.then_some(number);
        }
        let mut next = self.tree.behind(id).filter(|other| self.tree.name(*other) == "l");
        let other = next.find_map(|other| {
            let n = self.tree.attribute(other, "n")?;
            split_number(n).is_none_or(|(whole, _)| whole != number.0).then_some(n)
        });
        let follows = other.and_then(LineMark::numbered) == Some(LineMark::Number(number.0 + 1));
        (follows && (self.last_verse.is_none() || goes_on)).then_some(number)
    }

    /// Whether the next verse goes on with this one.
    fn is_gone_on_with(&self, id: NodeId) -> bool {
        let next = self.tree.behind(id).find(|other| self.tree.name(*other) == "l");
        next.is_some_and(|next| matches!(self.tree.attribute(next, "part"), Some("M" | "F")))
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

/// `10.2` as its two numbers, the part one of nine.
fn split_number(n: &str) -> Option<(u32, u32)> {
    let (whole, part) = n.split_once('.')?;
    let is_number = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(whole) || !is_number(part) {
        return None;
    }
    let (whole, part) = (whole.parse().ok()?, part.parse().ok()?);
    (whole < HIGHEST && (1..10).contains(&part)).then_some((whole, part))
}
