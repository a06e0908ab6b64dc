//! The galley: a flow's blocks in one column, with the spaces between them, what it costs to end
//! a page at each line, and the notes that each line brings with it as insertions (TeX: The
//! Program, part 45).
//!
//! Knows how many lines a block has, in each of its settings; nothing of what stands on them.

pub(crate) mod counted;
mod steps;
pub(crate) mod stream;

use crate::model::document::Edition;
use crate::model::length::Length;
use crate::model::text::NoteId;
use crate::style::{Restart, Style};
use crate::typeset::composition::flow::{Block, Columns, Flow, FlowItem, FlowKind, Lead, PictureBox};
use crate::typeset::galley::counted::{Counts, Sums};
use crate::typeset::galley::stream::{Caller, Stream, streams};
use crate::typeset::lines::node::FORBIDDEN;
use crate::typeset::lines::{LineId, SetParagraph, Setting, Workshop};
use crate::typeset::paragraph::{Paragraph, ParagraphId};
use std::collections::BTreeSet;
use std::ops::Range;

/// An element of the galley.
#[derive(Clone, Debug)]
pub(crate) enum Element {
    /// Lines.
    Block(GalleyBlock),
    /// A space; vanishes at the head of a page unless kept.
    Glue {
        /// Its size.
        size: Length,
        /// Whether it stays at the head of a page.
        keep: bool,
    },
    /// A decoration without height, on the page of what stands before it.
    Rule {
        /// From the left edge of the text.
        left: Length,
        /// Its length.
        length: Length,
    },
}

/// A block of the galley.
#[derive(Clone, Debug, Default)]
pub(crate) struct GalleyBlock {
    /// The paragraphs side by side; the last is the one that has several settings.
    pub(crate) parts: Vec<ParagraphId>,
    /// The height of each line: the leading.
    pub(crate) height: Length,
    /// Whether its lines stand on the grid.
    pub(crate) snap: bool,
    /// Whether no page may end inside it.
    pub(crate) together: bool,
    /// What it costs to end a page after it.
    pub(crate) after: i64,
    /// The picture that fills its only line.
    pub(crate) picture: Option<PictureBox>,
    /// What stands in the margin beside its first line.
    pub(crate) marginal: Option<ParagraphId>,
    /// Rules above and below it, see [`Block::rules`].
    pub(crate) rules: [Option<(Length, Length)>; 2],
    /// How many of its first lines stand on one page.
    pub(crate) keep_first: usize,
    /// Whether the numbers of lines begin anew with it.
    pub(crate) restarts: bool,
    /// How many lines of the flow count before it.
    pub(crate) counted: u32,
    /// The elements that are repeated above it where a page begins with it.
    pub(crate) head: Option<Range<u32>>,
    /// The ways to set it, the best first; never empty.
    pub(crate) settings: Vec<BlockSetting>,
}

/// A way to set a block.
#[derive(Clone, Debug, Default)]
pub(crate) struct BlockSetting {
    /// What it costs to set it so rather than in the best way.
    pub(crate) cost: i64,
    /// Its lines.
    pub(crate) lines: Vec<BlockLine>,
}

/// A line of a block.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct BlockLine {
    /// How many notes of the flow are called up to its end.
    pub(crate) called: u32,
    /// How far lines are counted at its end, if the blocks before it are set in their best way.
    pub(crate) sums: Sums,
    /// Whether it counts itself.
    pub(crate) counts: Counts,
    /// Whether a word is broken at its end.
    pub(crate) hyphen: bool,
}

/// A place between two lines of the galley: a page begins here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Cursor {
    /// The element.
    pub(crate) element: u32,
    /// The setting of the block whose inside this is; 0 between blocks.
    pub(crate) setting: u8,
    /// The first line of the block that is not yet set; 0 between blocks.
    pub(crate) line: u32,
}

/// What is wrong with a page that ends at a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Nothing.
    #[default]
    None,
    /// The next page begins with a paragraph's last line.
    Widow,
    /// The page ends with a paragraph's first line.
    Orphan,
}

/// A galley with its streams of notes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Galley {
    /// Its elements.
    pub(crate) elements: Vec<Element>,
    /// The note streams, one for each series.
    pub(crate) streams: Vec<Stream>,
    /// What stands among the notes of every page.
    pub(crate) lead: Lead,
    /// The distance of the lines of its grid.
    pub(crate) leading: Length,
    /// Its columns, if it has any.
    pub(crate) columns: Option<Columns>,
    /// Whether the numbers of lines begin anew on every page.
    pub(crate) by_page: bool,
    /// For each number of notes called, from 0, how far each stream then goes.
    reached: Vec<u32>,
}

impl Galley {
    /// How far each stream goes when `called` notes are called.
    pub(crate) fn reached(&self, called: u32) -> &[u32] {
        let count = self.streams.len();
        &self.reached[called as usize * count..][..count]
    }

    /// What opens the stream of this index on every page.
    pub(crate) fn lead_of(&self, stream: usize) -> Option<Lead> {
        Some(self.lead).filter(|lead| lead.height > Length::ZERO && lead.series == stream)
    }

    /// How many notes are called before `cursor`.
    pub(crate) fn called_before(&self, cursor: Cursor) -> u32 {
        self.line_before(cursor).map_or(0, |line| line.called)
    }

    /// How far lines are counted before `cursor`, if the blocks before it are set in their best way.
    pub(crate) fn sums_before(&self, cursor: Cursor) -> Sums {
        self.line_before(cursor).map_or(Sums::default(), |line| line.sums)
    }

    /// The number of the verse before `cursor` if the verses behind it go on with it, by numbers that the source gives;
    /// else 0.
    pub(crate) fn verse_before(&self, cursor: Cursor) -> u32 {
        let Some(last) = self.sums_before(cursor).verse else { return 0 };
        let lines = self.elements.iter().enumerate().skip(cursor.element as usize).flat_map(|(index, element)| {
            let Element::Block(block) = element else { return &[][..] };
            let begun = index == cursor.element as usize;
            let setting = &block.settings[usize::from(if begun { cursor.setting } else { 0 })];
            setting.lines.get(if begun { cursor.line as usize } else { 0 }..).unwrap_or_default()
        });
        let mut counted = lines.filter(|line| matches!(line.counts, Counts::Yes | Counts::TurnedOver));
        let goes_on = |line: &BlockLine| line.counts == Counts::TurnedOver || line.sums.verse == Some(last + 1);
        counted.next().filter(|line| goes_on(line)).map_or(0, |_| last.max(0) as u32)
    }

    /// The last line before `cursor`.
    fn line_before(&self, cursor: Cursor) -> Option<&BlockLine> {
        if let Some(Element::Block(block)) = self.elements.get(cursor.element as usize).filter(|_| cursor.line > 0) {
            return block.settings[usize::from(cursor.setting)].lines.get(cursor.line as usize - 1);
        }
        let before = self.elements[..cursor.element as usize].iter().rev();
        before.filter_map(|e| if let Element::Block(block) = e { block.settings[0].lines.last() } else { None }).next()
    }

    /// Takes over what settings cost in `former`, a galley with the same lines, so that the pages
    /// made of that are still the best of this.
    pub(crate) fn keep_costs(&mut self, former: &Galley) {
        for (now, former) in self.elements.iter_mut().zip(&former.elements) {
            if let (Element::Block(now), Element::Block(former)) = (now, former) {
                for (now, former) in now.settings.iter_mut().zip(&former.settings) {
                    now.cost = former.cost;
                }
            }
        }
    }

    /// Takes over what was found out about the notes of `former`, a galley with the same notes. Tells
    /// whether the pages that were made of that are still the best as far as notes go.
    pub(crate) fn take_over(&mut self, former: &Galley) -> bool {
        let pairs = self.streams.iter_mut().zip(&former.streams);
        pairs.fold(true, |holds, (now, former)| now.take_over(former) && holds)
    }

    /// The end of the galley.
    pub(crate) fn end(&self) -> Cursor {
        Cursor { element: self.elements.len() as u32, setting: 0, line: 0 }
    }
}

impl GalleyBlock {
    /// Whether no page may end after `line` (from 0), inside the block.
    pub(crate) fn holds(&self, line: usize) -> bool {
        self.together || line + 1 < self.keep_first
    }

    /// What it costs to end a page after `line` (from 0) of a setting, inside the block.
    pub(crate) fn cost_within(&self, setting: usize, line: usize, style: &Style) -> (i64, Fault) {
        let lines = &self.settings[setting].lines;
        let costs = &style.pages;
        let hyphen = if lines[line].hyphen { costs.hyphen } else { 0 };
        match (line == 0, line + 2 == lines.len()) {
            (true, true) => (costs.orphan + costs.widow + hyphen, Fault::Widow),
            (true, false) => (costs.orphan + hyphen, Fault::Orphan),
            (false, true) => (costs.widow + hyphen, Fault::Widow),
            (false, false) => (hyphen, Fault::None),
        }
    }

    /// The lines side by side in line `line` of a setting.
    pub(crate) fn parts<'a>(
        &'a self,
        setting: u8,
        line: u32,
        set: &'a [SetParagraph],
    ) -> impl Iterator<Item = LineId> + 'a {
        let last = self.parts.len().saturating_sub(1);
        self.parts.iter().enumerate().filter_map(move |(index, id)| {
            let setting = if index == last { setting } else { 0 };
            let lines = set[id.0 as usize].settings.get(usize::from(setting))?.lines.len();
            ((line as usize) < lines).then_some(LineId { paragraph: *id, setting, line })
        })
    }
}

/// Builds the galley of a flow.
struct Builder<'a> {
    flow: &'a Flow,
    paragraphs: &'a [Paragraph],
    set: &'a [SetParagraph],
    style: &'a Style,
    /// Where the numbers of its lines begin anew.
    restart: Restart,
    galley: Galley,
    /// How many notes are called so far.
    called: u32,
    /// How far lines are counted.
    sums: Sums,
    seen: BTreeSet<NoteId>,
    /// For each item of the flow its element, for the heads of tables.
    places: Vec<u32>,
}

/// The galley of `flow`.
pub(crate) fn build(
    flow: &Flow,
    paragraphs: &[Paragraph],
    set: &[SetParagraph],
    workshop: &Workshop<'_>,
    edition: &Edition,
    style: &Style,
) -> Galley {
    let series = &edition.series;
    let restart = match flow.kind {
        FlowKind::Document(document) => style.restart_of(&edition.documents[document]),
        _ => style.line_numbers.restart,
    };
    let galley = Galley {
        elements: Vec::with_capacity(flow.items.len()),
        streams: streams(workshop, series, style),
        lead: flow.lead,
        leading: style.text.leading,
        columns: None,
        by_page: restart == Restart::Page,
        reached: vec![0; series.len()],
    };
    let (seen, places) = (BTreeSet::new(), Vec::with_capacity(flow.items.len()));
    let mut builder =
        Builder { flow, paragraphs, set, style, restart, galley, called: 0, sums: Sums::default(), seen, places };
    for (index, item) in flow.items.iter().enumerate() {
        builder.columns(index);
        builder.verses_below(index);
        builder.item(item);
    }
    builder.galley
}

impl Builder<'_> {
    /// Begins the columns where the flow does.
    fn columns(&mut self, item: usize) {
        let Some(columns) = self.flow.columns.filter(|columns| columns.from as usize == item) else { return };
        self.galley.columns = Some(Columns { from: self.galley.elements.len() as u32, ..columns });
    }

    fn item(&mut self, item: &FlowItem) {
        self.places.push(self.galley.elements.len() as u32);
        match item {
            FlowItem::Space(size) => self.glue(*size, false),
            FlowItem::Strut(size) => self.glue(*size, true),
            FlowItem::Block(block) => {
                let block = self.block(block);
                self.galley.elements.push(Element::Block(block));
            }
            FlowItem::Rule(left, length) => {
                self.galley.elements.push(Element::Rule { left: *left, length: *length });
            }
        }
    }

    /// Spaces that follow one another are one, kept if one of them is.
    fn glue(&mut self, more: Length, kept: bool) {
        match self.galley.elements.last_mut() {
            Some(Element::Glue { size, keep }) => {
                *size += more;
                *keep |= kept;
            }
            _ => self.galley.elements.push(Element::Glue { size: more, keep: kept }),
        }
    }

    fn block(&mut self, block: &Block) -> GalleyBlock {
        let leading = |id: &ParagraphId| self.paragraphs[id.0 as usize].shape.leading;
        let height = block.parts.iter().map(leading).max().unwrap_or_default();
        let height = block.picture.map_or(height, |picture| picture.line);
        let restarts = self.restarts(block);
        let sub = if restarts { 0 } else { self.sums.sub };
        self.sums = Sums { sub, fixed: None, ..self.sums };
        let before = BlockLine { called: self.called, sums: self.sums, ..BlockLine::default() };
        let mut settings = vec![self.best(block)];
        // Only what stands alone, or beside a label, can be set in several ways.
        if let Some(main) =
            block.parts.last().filter(|id| block.parts.len() <= 2 && !block.keep_together && !self.is_sub(id))
        {
            settings.extend(
                (1..self.set[main.0 as usize].settings.len()).map(|index| self.other(block, *main, index, before)),
            );
        }
        GalleyBlock {
            parts: block.parts.clone(),
            height,
            // The lines of columns are in register, whatever they are.
            snap: block.snap || self.galley.columns.is_some(),
            together: block.keep_together,
            after: self.after(block),
            picture: block.picture,
            marginal: block.marginal,
            rules: block.rules,
            keep_first: block.keep_first,
            restarts,
            counted: before.sums.counted,
            head: block.head.clone().and_then(|head| self.elements_of(head)),
            settings,
        }
    }

    /// The elements that became of some items of the flow.
    fn elements_of(&self, items: Range<usize>) -> Option<Range<u32>> {
        let start = self.places.get(items.start)?;
        Some(*start..self.places.get(items.end).copied().unwrap_or(self.galley.elements.len() as u32))
    }

    /// The lines of a block as its parts are best, and its notes into their streams.
    fn best(&mut self, block: &Block) -> BlockSetting {
        let set = self.set;
        let lines = |id: &ParagraphId| set[id.0 as usize].best();
        let count = block.parts.iter().map(|id| lines(id).len()).max().unwrap_or(0);
        let mut setting = BlockSetting { cost: 0, lines: Vec::with_capacity(count) };
        for number in 0..count {
            for id in &block.parts {
                let Some(cut) = lines(id).get(number) else { continue };
                let index = id.0 as usize;
                for note in set[index].calls(&self.paragraphs[index], cut) {
                    self.call(note);
                }
            }
            let hyphen = block.parts.last().and_then(|id| lines(id).get(number)).is_some_and(|cut| cut.hyphen);
            let counts = self.counts(block, 0, number);
            let marks = self.line_marks(block, 0, number);
            self.sums.step(number, self.is_verse(block), counts, marks.into_iter());
            setting.lines.push(BlockLine { called: self.called, sums: self.sums, counts, hyphen });
        }
        setting
    }

    /// The lines of another setting; its notes are in their streams already.
    fn other(&self, block: &Block, id: ParagraphId, index: usize, before: BlockLine) -> BlockSetting {
        let (set, paragraph) = (&self.set[id.0 as usize], &self.paragraphs[id.0 as usize]);
        let BlockLine { mut called, mut sums, .. } = before;
        let lines = set.settings[index].lines.iter().enumerate().map(|(number, cut)| {
            let counts = self.counts(block, index, number);
            called += set.calls(paragraph, cut).count() as u32;
            sums.step(number, self.is_verse(block), counts, self.line_marks(block, index, number).into_iter());
            BlockLine { called, sums, counts, hyphen: cut.hyphen }
        });
        BlockSetting { cost: self.worse(&set.settings[0], &set.settings[index]), lines: lines.collect() }
    }

    /// What a setting costs that is not the best.
    fn worse(&self, best: &Setting, other: &Setting) -> i64 {
        let costs = &self.style.pages;
        let demerits = (other.demerits - best.demerits).max(0) / other.lines.len().max(1) as i64;
        costs.looseness + demerits / costs.demerits.max(1)
    }

    /// What it costs to end a page after a block.
    fn after(&self, block: &Block) -> i64 {
        if block.keep_with_next {
            return FORBIDDEN;
        }
        // What leads in to something does not gladly stand without it.
        let main = block.parts.last().map(|id| self.set[id.0 as usize].text.text.trim_end());
        if main.is_some_and(|text| text.ends_with(':')) { self.style.pages.lead_in } else { 0 }
    }

    /// Counts a call; puts its note, and the notes that this calls, into their streams.
    fn call(&mut self, note: NoteId) {
        self.called += 1;
        self.insert(note, None);
        let reached = self.galley.streams.iter().map(Stream::end);
        self.galley.reached.extend(reached);
    }

    fn insert(&mut self, note: NoteId, caller: Option<Caller>) {
        let Some(inner) = self.flow.notes.get(&note).filter(|_| self.seen.insert(note)) else { return };
        let stream = inner.series;
        let Some(into) = self.galley.streams.get_mut(stream) else { return };
        for (nested, unit) in into.push(inner, caller, self.paragraphs, self.set) {
            self.insert(nested, Some(Caller { stream, unit }));
        }
    }
}
