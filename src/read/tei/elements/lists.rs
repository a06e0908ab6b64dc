//! Lists and tables.

use super::super::tree::NodeId;
use super::super::walk::{Mode, Walk};
use crate::model::text::{Alignment, BlockKind, GroupKind};

/// The values of `rend` and `type` that number a list's items.
const NUMBERED: [&str; 5] = ["numbered", "ordered", "enumerated", "decimal", "1"];

impl Walk<'_, '_> {
    /// A list: of items, or of terms and what is said of them.
    pub(in crate::read::tei) fn list(&mut self, id: NodeId) {
        if self.frame().mode == Mode::Leaf {
            return self.marked(id, [self.kept(id)]);
        }
        let tree = self.tree;
        let rend = tree.attribute(id, "rend").or(tree.attribute(id, "type")).unwrap_or_default();
        let labels = tree.elements(id).filter(|child| tree.name(*child) == "label").count();
        let items: Vec<NodeId> = tree.elements(id).filter(|child| tree.name(*child) == "item").collect();
        let first = items.first().and_then(|item| tree.attribute(*item, "n")?.parse().ok());
        let defines = labels > 0 && labels == items.len();
        let (kind, known, value): (_, &[&str], _) = match (defines, NUMBERED.contains(&rend)) {
            (true, _) => (GroupKind::Definitions, &["type"], "gloss"),
            (_, true) => (GroupKind::List { start: Some(first.unwrap_or(1)) }, &["rend"], "numbered"),
            _ => (GroupKind::List { start: None }, &["rend"], "bulleted"),
        };
        let canonical = rend == value;
        self.grouped_beyond(id, (if canonical { known } else { &[] }, !canonical), |walk| {
            let is_part = |name: &str| matches!(name, "item" | "label");
            let at = tree.children(id).iter().position(|child| is_part(tree.name(*child)));
            let (before, rest) = tree.children(id).split_at(at.unwrap_or(tree.children(id).len()));
            walk.in_mode(Mode::Blocks, |walk| {
                before.iter().for_each(|child| walk.node(*child));
                walk.pen().open_group(kind);
                rest.iter().for_each(|child| walk.node(*child));
                walk.pen().close_group();
            });
        });
    }

    /// An item of a list.
    pub(in crate::read::tei) fn item(&mut self, id: NodeId) {
        let of = self.pen().open_groups().rev().find(|kind| !matches!(kind, GroupKind::Foreign { .. })).cloned();
        let kind = match &of {
            Some(GroupKind::List { .. }) => GroupKind::Item,
            Some(GroupKind::Definitions) => GroupKind::Definition,
            _ => return self.other_block(id),
        };
        let tree = self.tree;
        let begins = tree.parent(id).and_then(|list| tree.child(list, "item")) == Some(id);
        let start = of.and_then(|of| if let GroupKind::List { start } = of { start } else { None });
        let n = tree.attribute(id, "n").and_then(|n| n.parse().ok());
        let known: &[&str] = if begins && start.is_some() && start == n && n != Some(1) { &["n"] } else { &[] };
        self.grouped_beyond(id, (known, false), |walk| {
            walk.pen().open_group(kind);
            walk.in_mode(Mode::Running, |walk| walk.children(id));
            walk.pen().close_block();
            if walk.pen().is_group_empty() {
                walk.pen().open_block(BlockKind::Paragraph);
                walk.pen().keep_empty();
            }
            walk.pen().close_group();
        });
    }

    /// The term that the item behind it is about; elsewhere a label.
    pub(in crate::read::tei) fn label(&mut self, id: NodeId) {
        let of = self.pen().open_groups().rev().find(|kind| !matches!(kind, GroupKind::Foreign { .. })).cloned();
        match of {
            // What defines the same term again follows an empty label.
            Some(GroupKind::Definitions) if !self.tree.has_words(id) => {}
            Some(GroupKind::Definitions) => {
                self.leaf(id, BlockKind::Term, (&["xml:id"], false));
            }
            _ if self.frame().mode != Mode::Blocks => {
                // it stands apart from the words that it is about
                let apart = !self.is_own;
                apart.then(|| self.pen().space(None));
                self.marked(id, [self.kept(id)]);
                apart.then(|| self.pen().space(None));
            }
            _ => self.other_block(id),
        }
    }

    /// A table.
    pub(in crate::read::tei) fn table(&mut self, id: NodeId) {
        if self.frame().mode == Mode::Leaf {
            return self.marked(id, [self.kept(id)]);
        }
        let tree = self.tree;
        let rows = tree.elements(id).filter(|child| tree.name(*child) == "row");
        let cells = |row: NodeId| tree.elements(row).filter(|child| tree.name(*child) == "cell").count();
        let columns = rows.map(cells).max().unwrap_or(1).max(1);
        let said = tree.attribute(id, "rend").and_then(|rend| alignments(rend, columns));
        let known: &[&str] = if said.is_some() { &["rend"] } else { &[] };
        let is_behind = |child: &NodeId| {
            matches!(tree.name(*child), "trailer" | "closer" | "signed" | "byline" | "dateline" | "postscript")
        };
        let alignments = said.unwrap_or_else(|| vec![Alignment::Left; columns]);
        self.grouped_beyond(id, (known, false), |walk| {
            walk.pen().open_group(GroupKind::Table(alignments));
            walk.in_mode(Mode::Blocks, |walk| {
                let mut headed = false;
                for child in tree.children(id).iter().filter(|child| !is_behind(child)) {
                    match tree.name(*child) {
                        "head" if !std::mem::replace(&mut headed, true) => {
                            walk.leaf(*child, BlockKind::Caption, (&["xml:id"], false));
                        }
                        "row" => walk.row(*child),
                        _ => walk.outside_rows(*child),
                    }
                }
            });
            walk.pen().close_group();
        });
        // what closes a table stands behind it
        for child in tree.children(id).iter().filter(|child| is_behind(child)) {
            self.node(*child);
        }
    }

    /// What stands in a table outside its rows: points as they are, the rest is kept as source.
    fn outside_rows(&mut self, id: NodeId) {
        match self.tree.name(id) {
            "" | "pb" | "lb" | "cb" | "gb" | "milestone" | "anchor" | "note" => self.node(id),
            _ => self.unprinted(id),
        }
    }

    fn row(&mut self, id: NodeId) {
        let tree = self.tree;
        let labels = |cell: NodeId| tree.attribute(cell, "role") == Some("label");
        let own = labels(id);
        let mut cells = tree.elements(id).filter(|child| tree.name(*child) == "cell").peekable();
        let head = own || (cells.peek().is_some() && cells.all(labels));
        let known: &[&str] = if own { &["role"] } else { &[] };
        self.grouped_beyond(id, (known, false), |walk| {
            walk.pen().open_group(GroupKind::Row { head });
            for child in tree.children(id) {
                match tree.name(*child) {
                    "cell" => walk.cell(*child),
                    _ => walk.outside_rows(*child),
                }
            }
            walk.pen().close_group();
        });
    }

    /// A cell: one block, whatever stands in it.
    fn cell(&mut self, id: NodeId) {
        self.grouped_beyond(id, (&[], false), |walk| {
            walk.pen().open_group(GroupKind::Cell);
            walk.pen().open_block(BlockKind::Paragraph);
            walk.pen().keep_empty();
            walk.in_mode(Mode::Leaf, |walk| walk.children(id));
            walk.pen().close_group();
        });
    }
}

/// How the columns of a table are set, a word for each.
fn alignments(rend: &str, columns: usize) -> Option<Vec<Alignment>> {
    let words = rend.split_ascii_whitespace().map(|word| match word {
        "left" => Some(Alignment::Left),
        "centre" => Some(Alignment::Centre),
        "right" => Some(Alignment::Right),
        "facing" => Some(Alignment::Facing),
        _ => None,
    });
    let all: Option<Vec<Alignment>> = words.collect();
    all.filter(|all| all.len() >= columns)
}
