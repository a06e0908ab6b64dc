//! The galley: a flow's lines in one column, with spaces, penalties for ending a page, and the
//! notes that each line brings with it as insertions (TeX: The Program, part 45).

use super::flow::{Block, Flow, FlowItem};
use super::insertion::Stream;
use super::lines::SetParagraph;
use super::node::FORBIDDEN;
use super::paragraph::{Paragraph, ParagraphId};
use crate::model::length::Length;
use crate::model::text::NoteId;
use crate::style::Style;
use std::collections::BTreeSet;

/// An element of the galley.
#[derive(Clone, Debug)]
pub(crate) enum GalleyItem {
    /// A line, or several side by side.
    Line(GalleyLine),
    /// A space; vanishes at the head of a page unless kept.
    Glue {
        /// Its size.
        size: Length,
        /// Whether it stays at the head of a page.
        keep: bool,
    },
    /// A place where a page may end, at a cost.
    Penalty(i64, Fault),
}

/// What is wrong with a page that ends at a penalty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Nothing.
    None,
    /// The next page begins with a paragraph's last line.
    Widow,
    /// The page ends with a paragraph's first line.
    Orphan,
}

/// A line of the galley.
#[derive(Clone, Debug, Default)]
pub(crate) struct GalleyLine {
    /// Its height: the leading.
    pub(crate) height: Length,
    /// Whether it stands on the grid.
    pub(crate) snap: bool,
    /// The lines side by side, by paragraph and number.
    pub(crate) parts: Vec<(ParagraphId, u32)>,
    /// A rule instead: its left edge and length.
    pub(crate) rule: Option<(Length, Length)>,
    /// What stands in the margin.
    pub(crate) marginal: Option<ParagraphId>,
    /// Rules above and below it, see [`Block::rules`].
    pub(crate) rules: [Option<(Length, Length)>; 2],
    /// For each stream how many of its lines are called up to here.
    pub(crate) called: Vec<u32>,
}

/// A galley with its streams of notes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Galley {
    /// Its elements.
    pub(crate) items: Vec<GalleyItem>,
    /// The note streams, one for each series.
    pub(crate) streams: Vec<Stream>,
}

/// Builds the galley of a flow.
struct Builder<'a> {
    paragraphs: &'a [Paragraph],
    set: &'a [SetParagraph],
    style: &'a Style,
    galley: Galley,
    /// The penalty to put before the next line; `None` at the beginning.
    pending: Option<i64>,
    called: BTreeSet<NoteId>,
}

/// The galley of `flow`.
pub(crate) fn build(
    flow: &Flow,
    paragraphs: &[Paragraph],
    set: &[SetParagraph],
    style: &Style,
    series: usize,
) -> Galley {
    let streams = vec![Stream::default(); series];
    let galley = Galley { items: Vec::with_capacity(flow.items.len() * 8), streams };
    let mut builder = Builder { paragraphs, set, style, galley, pending: None, called: BTreeSet::new() };
    let mut glue: Option<(Length, bool)> = None;
    for item in &flow.items {
        match item {
            FlowItem::Space(size) | FlowItem::Strut(size) => {
                let (known, keep) = glue.unwrap_or_default();
                glue = Some((known + *size, keep || matches!(item, FlowItem::Strut(_))));
            }
            FlowItem::Block(block) => {
                builder.before(glue.take());
                builder.block(flow, block);
            }
            FlowItem::Rule(left, length) => {
                // The rule that ends a headnote stays with it.
                builder.pending = Some(FORBIDDEN);
                builder.before(glue.take());
                let called = builder.counts();
                let line = GalleyLine { rule: Some((*left, *length)), called, ..GalleyLine::default() };
                builder.galley.items.push(GalleyItem::Line(line));
                builder.pending = Some(0);
            }
        }
    }
    builder.galley
}

impl Builder<'_> {
    fn before(&mut self, glue: Option<(Length, bool)>) {
        if let Some(penalty) = self.pending {
            self.galley.items.push(GalleyItem::Penalty(penalty, Fault::None));
        }
        if let Some((size, keep)) = glue {
            self.galley.items.push(GalleyItem::Glue { size, keep });
        }
    }

    fn counts(&self) -> Vec<u32> {
        self.galley.streams.iter().map(|stream| stream.lines.len() as u32).collect()
    }

    fn block(&mut self, flow: &Flow, block: &Block) {
        let lines = |id: &ParagraphId| self.set[id.0 as usize].lines.len();
        let count = block.parts.iter().map(lines).max().unwrap_or(0);
        let height =
            block.parts.iter().map(|id| self.paragraphs[id.0 as usize].shape.leading).max().unwrap_or_default();
        for number in 0..count {
            if number > 0 {
                let (cost, fault) = self.between(block, number, count);
                self.galley.items.push(GalleyItem::Penalty(cost, fault));
            }
            let parts: Vec<_> =
                block.parts.iter().filter(|id| number < lines(id)).map(|id| (*id, number as u32)).collect();
            let calls: Vec<NoteId> =
                parts.iter().flat_map(|(id, n)| self.set[id.0 as usize].lines[*n as usize].calls.clone()).collect();
            calls.into_iter().for_each(|note| self.insert(flow, note));
            let marginal = block.marginal.filter(|_| number == 0);
            let called = self.counts();
            let [above, below] = block.rules;
            let rules = [above.filter(|_| number == 0), below.filter(|_| number + 1 == count)];
            let line = GalleyLine { height, snap: block.snap, parts, rule: None, marginal, rules, called };
            self.galley.items.push(GalleyItem::Line(line));
        }
        // What leads in to something does not gladly stand without it.
        let main = block.parts.last().map(|id| self.set[id.0 as usize].text.text.trim_end());
        let leads_in = main.is_some_and(|text| text.ends_with(':'));
        self.pending = Some(match block.keep_with_next {
            true => FORBIDDEN,
            false if leads_in => self.style.pages.lead_in,
            false => 0,
        });
    }

    /// What it costs to end a page before line `number` of `count`.
    fn between(&self, block: &Block, number: usize, count: usize) -> (i64, Fault) {
        if block.keep_together || number < block.keep_first {
            return (FORBIDDEN, Fault::None);
        }
        let costs = &self.style.pages;
        let main = block.parts.last().map(|id| &self.set[id.0 as usize]);
        let hyphen = main.and_then(|set| set.lines.get(number - 1)).is_some_and(|line| line.hyphen);
        let hyphen = if hyphen { costs.hyphen } else { 0 };
        match (number == 1, number + 1 == count) {
            (true, true) => (costs.orphan + costs.widow + hyphen, Fault::Widow),
            (true, false) => (costs.orphan + hyphen, Fault::Orphan),
            (false, true) => (costs.widow + hyphen, Fault::Widow),
            (false, false) => (hyphen, Fault::None),
        }
    }

    /// Puts a note, and the notes that it calls, into their streams.
    fn insert(&mut self, flow: &Flow, note: NoteId) {
        let Some(inner) = flow.notes.get(&note).filter(|_| self.called.insert(note)) else { return };
        if let Some(stream) = self.galley.streams.get_mut(inner.series) {
            stream.push(&inner.items, self.paragraphs, self.set);
        }
        for nested in inner.calls.clone() {
            self.insert(flow, nested);
        }
    }
}
