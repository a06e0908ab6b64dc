//! Groups of blocks: quotations, epigraphs, lists, definitions, stanzas, as they open and close.

use crate::model::document::Container;
use crate::model::length::Length;
use crate::model::page::{NodeId, NodeKind};
use crate::model::text::GroupKind;
use crate::typeset::composition::blocks::{Blocks, keeps};
use crate::typeset::composition::composer::Composer;
use crate::typeset::composition::flow::{Flow, space};
use crate::typeset::paragraph::ParagraphId;

/// A group that is open.
#[derive(Clone)]
pub(crate) struct Level {
    pub(crate) node: NodeId,
    pub(crate) left: Length,
    pub(crate) right: Length,
    pub(crate) quoted: bool,
    pub(crate) epigraph: bool,
    pub(crate) list: bool,
    pub(crate) defined: bool,
    pub(crate) entries: bool,
    /// The item of a list of definitions to which what defines its term belongs.
    pub(crate) item: Option<NodeId>,
    /// For a stanza, where its lines begin in the flow.
    pub(crate) stanza: Option<usize>,
    /// Of what kind the stanza is.
    pub(crate) kind: Option<String>,
    pub(crate) next: Option<u64>,
    pub(crate) label: Option<ParagraphId>,
    pub(crate) below: Length,
}

impl Level {
    /// That of what stands below `node` in no group.
    pub(crate) fn below(node: NodeId) -> Self {
        Self {
            node,
            left: Length::ZERO,
            right: Length::ZERO,
            quoted: false,
            epigraph: false,
            list: false,
            defined: false,
            entries: false,
            item: None,
            stanza: None,
            kind: None,
            next: None,
            label: None,
            below: Length::ZERO,
        }
    }
}

impl Blocks<'_> {
    /// Opens a group: its node, its indents, the space above it.
    pub(crate) fn enter(&mut self, composer: &mut Composer<'_>, kind: &GroupKind, flow: &mut Flow) {
        let (structure, style) = (&mut composer.structure, composer.style);
        let mut level = Level { below: Length::ZERO, stanza: None, ..self.top().clone() };
        let body = self.container == Container::Body;
        match kind {
            GroupKind::Quotation => {
                level.node = structure.add(level.node, NodeKind::Quotation);
                // Notes are small and their columns narrow. Half a line before and after leave the
                // feet of columns level.
                let part = if body { 1 } else { 2 };
                level.left += style.quotation.left / part;
                level.right += style.quotation.right / part;
                (level.quoted, level.epigraph) = (true, false);
                let below = style.quotation.below;
                level.below = if body { below } else { below.min(self.base.leading / 2) };
                space(&mut flow.items, level.below);
                self.flush = true;
            }
            GroupKind::Epigraph => {
                level.node = structure.add(level.node, NodeKind::Quotation);
                level.left += style.epigraph.left;
                level.right += style.epigraph.right;
                (level.quoted, level.epigraph) = (true, true);
                level.below = style.epigraph.below;
                space(&mut flow.items, style.epigraph.above);
                self.flush = true;
            }
            GroupKind::Definitions => {
                level.node = structure.add(level.node, NodeKind::List(false));
                level.below = if level.list { Length::ZERO } else { style.definition.below };
                level.list = true;
                level.item = None;
                space(&mut flow.items, if level.below > Length::ZERO { style.definition.above } else { level.below });
            }
            GroupKind::Definition => {
                let item = level.item.unwrap_or_else(|| structure.add(level.node, NodeKind::Item));
                level.node = structure.add(item, NodeKind::ItemBody);
                level.left += style.definition.left;
                level.defined = true;
                self.flush = true;
            }
            GroupKind::List { start } => {
                level.node = structure.add(level.node, NodeKind::List(start.is_some()));
                level.below = if level.list { Length::ZERO } else { style.list.below };
                (level.list, level.defined) = (true, false);
                level.next = *start;
                space(&mut flow.items, if level.below > Length::ZERO { style.list.above } else { level.below });
            }
            GroupKind::Item => {
                let item = structure.add(level.node, NodeKind::Item);
                let label = structure.add(item, NodeKind::Label);
                let leaf = structure.add(label, NodeKind::Leaf);
                level.node = structure.add(item, NodeKind::ItemBody);
                level.label = Some(self.label(composer, level.left, leaf));
                level.left += composer.style.list.left;
                if let Some(number) = self.stack.last_mut().and_then(|list| list.next.as_mut()) {
                    *number += 1;
                }
                self.flush = true;
            }
            GroupKind::Stanza | GroupKind::StanzaOf(_) => {
                level.kind = if let GroupKind::StanzaOf(kind) = kind { Some(kind.clone()) } else { None };
                let verse = style.verse_of(level.kind.as_deref());
                space(&mut flow.items, verse.above);
                level.below = verse.below;
                level.stanza = Some(flow.items.len());
            }
            GroupKind::Entries => {
                // A whole line, so that columns stay in register; a heading has its own.
                level.below = self.entry.leading;
                level.entries = true;
                space(&mut flow.items, if self.flush { Length::ZERO } else { level.below });
            }
            GroupKind::Table(_)
            | GroupKind::Row { .. }
            | GroupKind::Cell
            | GroupKind::Figure
            | GroupKind::Foreign { .. } => {}
        }
        self.stack.push(level);
    }

    /// Closes the group that was opened last, with the space below it.
    pub(crate) fn leave(&mut self, composer: &Composer<'_>, flow: &mut Flow) {
        if let Some(level) = self.stack.pop() {
            if let Some(first) = level.stanza {
                let from = first.min(flow.items.len());
                let together = composer.style.verse_of(level.kind.as_deref()).together;
                let together = usize::try_from(together).unwrap_or(0);
                keeps::keep_stanza(&mut flow.items[from..], together);
            }
            if level.epigraph && !self.top().epigraph {
                keeps::keep_last(&mut flow.items);
            }
            space(&mut flow.items, level.below);
            self.flush = level.epigraph;
        }
    }
}
