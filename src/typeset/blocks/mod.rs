//! The blocks of a text as flow items: paragraphs, headings, quotations, epigraphs, lists,
//! definitions, verse, tables.

mod columns;
mod figure;
mod initial;
mod keeps;
mod labels;
mod table;
#[cfg(test)]
mod tests;

use super::compose::{Composer, Scope};
use super::flow::{Block, Flow, FlowItem, space};
use super::inline::Inline;
use super::paragraph::{Count, Font, Heading, Paragraph, ParagraphId, Shape};
use crate::fonts::FontRole;
use crate::model::document::{Container, Matter, Presence};
use crate::model::length::Length;
use crate::model::page::{NodeId, NodeKind, Role};
use crate::model::text::{BlockKind, Event, GroupKind, MarkKind, NoteId, Text};
use crate::style::{Align, BlockStyle};
use initial::Initial;

/// A walk over one container's text.
pub(crate) struct Blocks<'s> {
    scope: &'s Scope<'s>,
    container: Container,
    base: &'s BlockStyle,
    /// Whether lines know the container they come from.
    pub(crate) origin: bool,
    /// The note whose mark stands before the first block.
    pub(crate) mark: Option<NoteId>,
    stack: Vec<Level>,
    /// Whether a paragraph that follows is not indented.
    flush: bool,
    /// Whether only headings and epigraphs have come so far.
    opening: bool,
    heading: u8,
    calls: Vec<NoteId>,
    /// That of the text, see [`Text::reach`].
    reach: Vec<usize>,
}

/// A group that is open.
#[derive(Clone)]
struct Level {
    node: NodeId,
    left: Length,
    right: Length,
    quoted: bool,
    epigraph: bool,
    list: bool,
    defined: bool,
    /// The item of a list of definitions to which what defines its term belongs.
    item: Option<NodeId>,
    /// For a stanza, where its lines begin in the flow.
    stanza: Option<usize>,
    next: Option<u64>,
    label: Option<ParagraphId>,
    below: Length,
}

impl<'s> Blocks<'s> {
    /// For the text of `container`, set in `base`, below `node`.
    pub(crate) fn new(scope: &'s Scope<'s>, container: Container, base: &'s BlockStyle, node: NodeId) -> Self {
        let level = Level {
            node,
            left: Length::ZERO,
            right: Length::ZERO,
            quoted: false,
            epigraph: false,
            list: false,
            defined: false,
            item: None,
            stanza: None,
            next: None,
            label: None,
            below: Length::ZERO,
        };
        Self {
            scope,
            container,
            base,
            origin: true,
            mark: None,
            stack: vec![level],
            flush: true,
            opening: container == Container::Body && scope.document.presence == Presence::Text,
            heading: 1,
            calls: vec![],
            reach: vec![],
        }
    }

    /// Adds the items of `text` to `flow`, and the notes it calls after the blocks that call them.
    pub(crate) fn compose(&mut self, composer: &mut Composer<'_>, text: &Text, flow: &mut Flow) {
        self.walk(composer, text, flow, true);
    }

    /// The same for a note; the notes that it calls are returned and not composed.
    pub(crate) fn compose_note(&mut self, composer: &mut Composer<'_>, text: &Text, flow: &mut Flow) -> Vec<NoteId> {
        self.walk(composer, text, flow, false);
        if self.mark.is_some() {
            // A note without any text still has its mark.
            self.paragraph(composer, text, None, flow);
        }
        std::mem::take(&mut self.calls)
    }

    fn walk(&mut self, composer: &mut Composer<'_>, text: &Text, flow: &mut Flow, notes: bool) {
        let events = text.events();
        self.reach = text.reach();
        let mut index = 0;
        while let Some(event) = events.get(index) {
            match event {
                Event::Enter(group) => {
                    let kind = &text.groups[*group].kind;
                    match kind {
                        GroupKind::Table(_) => self.table(composer, text, *group, flow),
                        GroupKind::Figure => self.figure(composer, text, *group, flow),
                        _ => self.enter(composer, kind, flow),
                    }
                    if matches!(kind, GroupKind::Table(_) | GroupKind::Figure) {
                        self.opening = false;
                        index += events[index..].iter().position(|e| *e == Event::Leave(*group)).unwrap_or(0);
                    }
                }
                Event::Leave(_) => self.leave(flow),
                Event::Block(block) => self.paragraph(composer, text, Some(*block), flow),
            }
            // A note stands after the block that calls it; in a list of definitions not before one.
            let term = matches!(event, Event::Block(block) if text.blocks[*block].kind == BlockKind::Term);
            if notes && !term {
                let calls = std::mem::take(&mut self.calls);
                composer.notes(self.scope, self.top().node, calls, flow);
            }
            index += 1;
        }
    }

    fn top(&self) -> &Level {
        &self.stack[self.stack.len() - 1]
    }

    fn enter(&mut self, composer: &mut Composer<'_>, kind: &GroupKind, flow: &mut Flow) {
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
            GroupKind::Stanza => {
                space(&mut flow.items, style.verse.above);
                level.below = style.verse.below;
                level.stanza = Some(flow.items.len());
            }
            GroupKind::Table(_) | GroupKind::Row { .. } | GroupKind::Cell | GroupKind::Figure => {}
        }
        self.stack.push(level);
    }

    fn leave(&mut self, flow: &mut Flow) {
        if let Some(level) = self.stack.pop() {
            if let Some(first) = level.stanza {
                keeps::keep_stanza(&mut flow.items[first..]);
            }
            if level.epigraph && !self.top().epigraph {
                keeps::keep_last(&mut flow.items);
            }
            space(&mut flow.items, level.below);
            self.flush = level.epigraph;
        }
    }

    /// Whether a paragraph is an entry: of a commentary if a note is anchored where it begins, of
    /// the back matter if it begins with a word in bold.
    fn is_entry(&self, text: &Text, block: usize) -> bool {
        let document = self.scope.document;
        let start = text.blocks[block].range.start;
        let is_sign = |kind: &MarkKind| match kind {
            MarkKind::Anchor(_) => document.presence == Presence::Commentary,
            MarkKind::Strong => document.matter == Matter::Back,
            _ => false,
        };
        self.container == Container::Body
            && self.stack.len() == 1
            && text.blocks[block].kind == BlockKind::Paragraph
            && text.marks_from(&(start..start)).iter().any(|mark| is_sign(&mark.kind))
    }

    /// The style of a block, and how its head is kept.
    fn style_of(&self, composer: &Composer<'_>, kind: BlockKind) -> BlockStyle {
        let (style, level) = (composer.style, self.top());
        let body = self.container == Container::Body;
        let named = match kind {
            BlockKind::Paragraph if level.epigraph => &style.epigraph,
            BlockKind::Paragraph if level.quoted => &style.quotation,
            BlockKind::Paragraph if level.defined => &style.definition,
            BlockKind::Paragraph if level.list => &style.list,
            BlockKind::Paragraph => self.base,
            BlockKind::Heading(n) => &style.headings[usize::from(n.clamp(1, 3)) - 1],
            BlockKind::Verse => &style.verse,
            BlockKind::Attribution => &style.attribution,
            BlockKind::Term => &style.term,
            BlockKind::Code => &style.code,
            BlockKind::Rule => &style.rule,
            BlockKind::Picture(_) => &style.figure,
            BlockKind::Caption => &style.caption,
        };
        let mut block = named.clone();
        if !body {
            block.size = if kind == BlockKind::Code { named.size.min(self.base.size) } else { self.base.size };
            block.leading = self.base.leading;
        }
        if level.epigraph && kind == BlockKind::Verse {
            (block.size, block.face) = (style.epigraph.size, style.epigraph.face);
        }
        let own = match kind {
            BlockKind::Verse if level.epigraph => Length::ZERO,
            BlockKind::Verse | BlockKind::Code => named.left,
            _ => Length::ZERO,
        };
        block.left = self.base.left + level.left + own;
        block.right = self.base.right + level.right;
        if matches!(kind, BlockKind::Heading(_)) {
            block.left += named.left;
            block.right += named.right;
        }
        block
    }

    fn paragraph(&mut self, composer: &mut Composer<'_>, text: &Text, block: Option<usize>, flow: &mut Flow) {
        let kind = block.map_or(BlockKind::Paragraph, |b| text.blocks[b].kind);
        let entry = block.is_some_and(|b| self.is_entry(text, b));
        let heading = matches!(kind, BlockKind::Heading(_));
        let goes_on = self.opening && (heading || self.top().epigraph);
        let opening = std::mem::replace(&mut self.opening, goes_on) && kind == BlockKind::Paragraph;
        let mut style = if entry { composer.style.entry.clone() } else { self.style_of(composer, kind) };
        let commented = self.scope.document.presence == Presence::Commentary && self.container == Container::Body;
        if commented && !entry && block.is_some_and(|b| b > 0) {
            // An entry goes on.
            style.left += composer.style.entry.hang;
        }
        let parent = self.top().node;
        if kind == BlockKind::Rule {
            return self.asterism(composer, &style, flow);
        }
        let node = self.node(composer, text, kind, block, parent);
        let mut shape = Shape::of(&style, Length::ZERO, composer.style.page.measure);
        // A note's own paragraphs are indented, the first with its mark; not what it quotes.
        let of_note = matches!(self.container, Container::Note(_)) && self.stack.len() == 1;
        if kind == BlockKind::Paragraph && self.flush && !of_note {
            shape.indent = Length::ZERO;
        }
        if matches!(kind, BlockKind::Verse | BlockKind::Code) {
            shape.align = Align::Left;
            shape.hyphenate = false;
        }
        let mut paragraph = Paragraph::new(shape);
        paragraph.origin = self.origin.then_some((self.scope.index, self.container));
        if self.container == Container::Body && self.origin {
            self.counts(composer, kind, node, &mut paragraph);
        }
        let mut font = Font::of(style.size, style.face, style.tracking);
        if kind == BlockKind::Code {
            font.role = FontRole::Mono;
        }
        if let Some(note) = self.mark.take() {
            self.note_mark(composer, note, self.stack[0].node, font, &mut paragraph);
        }
        if let Some(index) = block {
            self.place(composer, text, index, &mut paragraph);
            let calls = Inline::new(composer, self.scope, text, node, font).block(index, &self.reach, &mut paragraph);
            self.calls.extend(calls);
        }
        let first = opening && !entry && self.stack.len() == 1;
        let initial = if first { self.initial(composer, &mut paragraph) } else { Initial::default() };
        let id = composer.add(paragraph);
        let term = kind == BlockKind::Term;
        if heading || term {
            space(&mut flow.items, style.above);
        }
        if kind == BlockKind::Attribution {
            keeps::close_up(&mut flow.items);
            keeps::keep_last(&mut flow.items);
        }
        let label = self.stack.last_mut().and_then(|level| level.label.take());
        let marginal = block.and_then(|b| self.number(composer, text, b));
        let snap = self.container == Container::Body && style.leading == composer.style.text.leading;
        let snap = snap && matches!(kind, BlockKind::Paragraph) && !self.top().quoted && !self.top().list;
        flow.items.push(FlowItem::Block(Block {
            parts: label.into_iter().chain(initial.parts).chain([id]).collect(),
            snap,
            keep_with_next: heading || term,
            keep_together: heading || term,
            marginal,
            keep_first: initial.lines,
            ..Block::default()
        }));
        if heading {
            space(&mut flow.items, style.below);
        }
        self.flush = heading;
    }

    fn node(
        &mut self,
        composer: &mut Composer<'_>,
        text: &Text,
        kind: BlockKind,
        block: Option<usize>,
        parent: NodeId,
    ) -> NodeId {
        let structure = &mut composer.structure;
        if kind == BlockKind::Term {
            let item = structure.add(parent, NodeKind::Item);
            if let Some(level) = self.stack.last_mut() {
                level.item = Some(item);
            }
            return structure.add(item, NodeKind::Label);
        }
        let BlockKind::Heading(level) = kind else { return structure.add(parent, NodeKind::Paragraph) };
        // Levels without gaps, as PDF/UA-1 wants them (7.4.2).
        self.heading = (level.saturating_add(1)).clamp(2, self.heading + 1);
        let name = block.map_or("", |b| text.block_str(b)).replace('\u{2028}', " ");
        structure.add(parent, NodeKind::Heading(self.heading, name))
    }

    /// How the lines of a block of the body count, and what heading it is.
    fn counts(&self, composer: &Composer<'_>, kind: BlockKind, node: NodeId, paragraph: &mut Paragraph) {
        paragraph.count = match kind {
            BlockKind::Paragraph | BlockKind::Attribution | BlockKind::Term | BlockKind::Code => Count::Lines,
            BlockKind::Verse => Count::Once,
            BlockKind::Heading(_) | BlockKind::Picture(_) | BlockKind::Caption | BlockKind::Rule => Count::None,
        };
        if let (BlockKind::Heading(level), NodeKind::Heading(_, text)) = (kind, &composer.structure.node(node).kind) {
            paragraph.heading = Some(Heading { level, text: text.clone() });
        }
    }

    /// The sign of a break in the text.
    fn asterism(&mut self, composer: &mut Composer<'_>, style: &BlockStyle, flow: &mut Flow) {
        let id = composer.line_of(style, "*\u{2003}*\u{2003}*", Role::Decoration, self.scope.language.clone());
        space(&mut flow.items, style.above);
        flow.items.push(FlowItem::Block(Block { parts: vec![id], ..Block::default() }));
        space(&mut flow.items, style.below);
        self.flush = true;
    }
}
