//! One block: its style, its paragraph, what is kept with it.

use crate::fonts::FontRole;
use crate::model::document::{Arrangement, Container, Matter, Presence};
use crate::model::generated::Generated;
use crate::model::length::Length;
use crate::model::lines::LineMark;
use crate::model::page::{NodeId, NodeKind, Role};
use crate::model::text::{BlockKind, MarkKind, Text};
use crate::style::{Align, BlockStyle, Counted, HeadingCount};
use crate::typeset::composition::blocks::initial::Initial;
use crate::typeset::composition::blocks::{Blocks, keeps};
use crate::typeset::composition::composer::Composer;
use crate::typeset::composition::flow::{Block, Flow, FlowItem, Unit, space};
use crate::typeset::composition::inline::Inline;
use crate::typeset::paragraph::assembled::Nowhere;
use crate::typeset::paragraph::piece::Font;
use crate::typeset::paragraph::{Count, Heading, Paragraph, Shape, Split};
use crate::words::direction::{may_turn, runs_leftwards};

/// How many characters a stage direction has at most: two lines or three.
const DIRECTION: usize = 200;

impl Blocks<'_> {
    /// Whether a paragraph is an entry: of a commentary if a note is anchored where it begins, of
    /// the back matter if it begins with a word in bold, and every one of an index.
    fn is_entry(&self, text: &Text, block: usize) -> bool {
        let document = self.scope.document;
        let start = text.blocks[block].range.start;
        let is_sign = |kind: &MarkKind| match kind {
            MarkKind::Anchor(name) => document.presence == Presence::Commentary && name.starts_with("note-"),
            MarkKind::Strong => document.matter == Matter::Back,
            _ => false,
        };
        self.container == Container::Body
            && self.stack.len() == 1
            && text.blocks[block].kind == BlockKind::Paragraph
            && (document.generated.is_some_and(Generated::has_entries)
                || text.marks_from(&(start..start)).iter().any(|mark| is_sign(&mark.kind)))
    }

    /// Whether a paragraph is a stage direction: short, and before verses or the last after them, where verses alone
    /// are counted.
    fn is_direction(&self, composer: &Composer<'_>, text: &Text, block: usize) -> bool {
        let is_verse = |block: usize| text.blocks.get(block).is_some_and(|next| next.kind == BlockKind::Verse);
        let ends =
            |block: usize| !text.blocks.get(block).is_some_and(|next| !matches!(next.kind, BlockKind::Heading(_)));
        composer.style.line_numbers.count == Counted::Verses
            && self.container == Container::Body
            && self.stack.len() == 1
            && text.blocks[block].kind == BlockKind::Paragraph
            && text.block_str(block).chars().count() <= DIRECTION
            && (is_verse(block + 1) || block > 0 && is_verse(block - 1) && ends(block + 1))
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
            BlockKind::Paragraph if level.entries => self.entry,
            BlockKind::Paragraph => self.base,
            BlockKind::Heading(n) => &style.headings[usize::from(n.clamp(1, 3)) - 1],
            BlockKind::Verse => style.verse_of(level.kind.as_deref()),
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

    /// Adds the paragraph of `block`, or one without words for a note that has none.
    pub(crate) fn paragraph(
        &mut self,
        composer: &mut Composer<'_>,
        text: &Text,
        block: Option<usize>,
        flow: &mut Flow,
    ) {
        let kind = block.map_or(BlockKind::Paragraph, |b| text.blocks[b].kind);
        let entry = block.is_some_and(|b| self.is_entry(text, b));
        let heading = matches!(kind, BlockKind::Heading(_));
        let goes_on = self.opening && (heading || self.top().epigraph);
        let opening = std::mem::replace(&mut self.opening, goes_on) && kind == BlockKind::Paragraph;
        let mut style = if entry { self.entry.clone() } else { self.style_of(composer, kind) };
        let commented = self.scope.document.presence == Presence::Commentary && self.container == Container::Body;
        if commented && !entry && block.is_some_and(|b| b > 0) {
            // An entry goes on.
            style.left += self.entry.hang;
        }
        let parent = self.top().node;
        if kind == BlockKind::Rule {
            return self.asterism(composer, &style, flow);
        }
        let is_direction = block.is_some_and(|block| self.is_direction(composer, text, block));
        let node = self.node(composer, text, kind, block, parent);
        let cites = entry && self.scope.document.generated == Some(Generated::Bibliography);
        let node = if cites { composer.structure.add(node, NodeKind::BibEntry) } else { node };
        let mut paragraph = Paragraph::new(self.shape(composer, kind, &style));
        if !entry && block.is_some_and(|block| self.continued.get(block) == Some(&true)) {
            paragraph.shape.indent = Length::ZERO;
        }
        paragraph.origin = self.origin.then_some((self.scope.index, self.container));
        if self.container == Container::Body && self.origin {
            self.counts(composer, text, block, node, &mut paragraph);
            if is_direction || paragraph.count == Count::Sub && kind == BlockKind::Paragraph {
                // A stage direction.
                paragraph.shape.indent = Length::ZERO;
            }
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
        if let Some(index) = block.filter(|_| kind == BlockKind::Verse) {
            self.verse(composer, text, index, &mut paragraph, flow);
        }
        let begins = self.begins(text, block, flow);
        if block.is_some_and(|block| may_turn(text.block_str(block))) {
            self.turn(composer, &mut paragraph);
        }
        let opening = opening && paragraph.count != Count::Sub;
        let first = opening && !entry && self.stack.len() == 1 && paragraph.lists.is_none();
        let initial = if first { self.initial(composer, &mut paragraph) } else { Initial::default() };
        let id = composer.add(paragraph);
        if kind == BlockKind::Verse {
            self.verse = Some((id, flow.items.len()));
        }
        let kept = heading || kind == BlockKind::Term;
        if kept {
            space(&mut flow.items, style.above);
        }
        if kind == BlockKind::Code {
            space(&mut flow.items, self.beside_code(style.above));
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
            keep_with_next: kept || is_direction,
            keep_together: kept || is_direction,
            marginal,
            keep_first: initial.lines,
            begins,
            ..Block::default()
        }));
        if heading {
            space(&mut flow.items, style.below);
        }
        if kind == BlockKind::Code {
            space(&mut flow.items, self.beside_code(style.below));
        }
        self.flush = heading;
    }

    /// Sets what runs from right to left as far from the other edge, its label to its right; not the place of an
    /// epigraph on the page, unless the whole text runs so.
    fn turn(&self, composer: &mut Composer<'_>, paragraph: &mut Paragraph) {
        let placed = self.top().epigraph && !runs_leftwards(&self.scope.language);
        if placed || !paragraph.assemble(&Nowhere).rtl() {
            return;
        }
        let column = self.base.left..composer.style.page.measure - self.base.right;
        paragraph.shape.mirror(&column);
        if let Some(label) = self.top().label {
            let label = &mut composer.paragraphs[label.0 as usize];
            label.shape.mirror(&column);
            match paragraph.language.clone().filter(|own| runs_leftwards(own)) {
                // The stop of a number stands to its left.
                Some(own) => {
                    label.pieces.iter_mut().for_each(|piece| piece.language = own.clone());
                    (label.language, label.runs_by_language) = (Some(own), true);
                }
                None => label.shape.align = Align::Left,
            }
        }
    }

    /// The space above or below code; in notes half a line at most, as beside what they quote.
    fn beside_code(&self, size: Length) -> Length {
        if self.container == Container::Body { size } else { size.min(self.base.leading / 2) }
    }

    /// Whether these are entries that run on, which begin flush unless their series has an indent of its own.
    fn is_run_together(&self, composer: &Composer<'_>) -> bool {
        let Container::Note(id) = self.container else { return false };
        let Some(note) = self.scope.document.notes.get(id.0 as usize) else { return false };
        let series = &composer.edition.series[note.series];
        let style = composer.style;
        let runs = matches!(series.arrangement, Arrangement::RunTogether | Arrangement::ByLine);
        series.kind.is_keyed() && runs && !style.indents_runs(series)
    }

    /// The measure of a block's lines, and how they are set in it.
    fn shape(&self, composer: &Composer<'_>, kind: BlockKind, style: &BlockStyle) -> Shape {
        let mut shape = Shape::of(style, Length::ZERO, composer.style.page.measure);
        // A note's own paragraphs are indented, the first with its mark; not what it quotes.
        let of_note = matches!(self.container, Container::Note(_)) && self.stack.len() == 1;
        if kind == BlockKind::Paragraph && self.flush && !of_note {
            shape.indent = Length::ZERO;
        }
        if self.is_run_together(composer) && self.stack.len() == 1 {
            shape.indent = Length::ZERO;
        }
        if matches!(kind, BlockKind::Verse | BlockKind::Code) {
            shape.align = Align::Left;
            shape.hyphenate = false;
        }
        if kind == BlockKind::Code {
            shape.split = Split::Code;
        }
        shape
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
    fn counts(
        &self,
        composer: &Composer<'_>,
        text: &Text,
        block: Option<usize>,
        node: NodeId,
        paragraph: &mut Paragraph,
    ) {
        let style = &composer.style.line_numbers;
        let kind = block.map_or(BlockKind::Paragraph, |block| text.blocks[block].kind);
        let by_verse = style.count == Counted::Verses;
        let says = |mark| block.is_some_and(|block| text.begins_with(block, mark));
        paragraph.hides_numbers = says(LineMark::Hide);
        paragraph.count = match kind {
            _ if says(LineMark::Skip) || self.top().epigraph => Count::None,
            _ if says(LineMark::Sub) => Count::Sub,
            BlockKind::Verse if says(LineMark::Shared) => Count::Rest,
            BlockKind::Verse => Count::Once,
            BlockKind::Heading(_) => match style.headings {
                HeadingCount::None => Count::None,
                HeadingCount::Lines => Count::Lines,
                HeadingCount::SubLines => Count::Sub,
            },
            BlockKind::Paragraph | BlockKind::Attribution | BlockKind::Term | BlockKind::Code if by_verse => {
                Count::None
            }
            BlockKind::Paragraph | BlockKind::Attribution | BlockKind::Term | BlockKind::Code => Count::Lines,
            BlockKind::Picture(_) | BlockKind::Caption | BlockKind::Rule => Count::None,
        };
        if let (BlockKind::Heading(level), NodeKind::Heading(_, text)) = (kind, &composer.structure.node(node).kind) {
            paragraph.heading = Some(Heading { level, text: text.clone() });
        }
    }

    /// What begins with a block whose lines count: a paragraph, or the stanza whose first verse it is.
    fn begins(&self, text: &Text, block: Option<usize>, flow: &Flow) -> Option<Unit> {
        let block = block.filter(|block| text.blocks[*block].number.is_some())?;
        let apart = [LineMark::Skip, LineMark::Sub, LineMark::Shared];
        if apart.into_iter().any(|mark| text.begins_with(block, mark)) {
            return None;
        }
        match text.blocks[block].kind {
            BlockKind::Verse => (self.top().stanza == Some(flow.items.len())).then_some(Unit::Stanza),
            _ => Some(Unit::Paragraph),
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
