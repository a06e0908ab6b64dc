//! A document as a sequence of blocks and spaces, before lines and pages.

use crate::model::figure::FigureId;
use crate::model::length::Length;
use crate::model::page::Role;
use crate::model::text::NoteId;
use crate::style::BlockStyle;
use crate::typeset::paragraph::ParagraphId;
use std::collections::BTreeMap;
use std::ops::Range;

/// An element of a flow.
#[derive(Clone, Debug)]
pub(crate) enum FlowItem {
    /// Paragraphs side by side: usually one; a label and its item; the cells of a row.
    Block(Block),
    /// Space that vanishes at the head of a page.
    Space(Length),
    /// Space that does not.
    Strut(Length),
    /// A rule, with its distance from the left edge and its length; a decoration.
    Rule(Length, Length),
}

/// A block of a flow.
#[derive(Clone, Debug, Default)]
pub(crate) struct Block {
    /// What stands side by side.
    pub(crate) parts: Vec<ParagraphId>,
    /// Whether its lines stand on the grid.
    pub(crate) snap: bool,
    /// Whether no page may end after it.
    pub(crate) keep_with_next: bool,
    /// Whether no page may end inside it.
    pub(crate) keep_together: bool,
    /// What stands in the outer margin beside its first line.
    pub(crate) marginal: Option<ParagraphId>,
    /// The items of the flow that are set again, as decoration, above this block where a page
    /// begins with it: the head of its table.
    pub(crate) head: Option<Range<usize>>,
    /// The picture that its only line is.
    pub(crate) picture: Option<PictureBox>,
    /// Rules above its first line and below its last, with their distance from the left edge and
    /// their length; decorations without height.
    pub(crate) rules: [Option<(Length, Length)>; 2],
    /// How many of its first lines stand on one page: those beside a drop cap.
    pub(crate) keep_first: usize,
    /// What begins with it.
    pub(crate) begins: Option<Unit>,
}

/// What the text of a document consists of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Paragraphs of prose.
    Paragraph,
    /// Stanzas of verse.
    Stanza,
}

/// A picture and the line of the galley that it fills.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PictureBox {
    /// The document and the figure in it.
    pub(crate) figure: (usize, FigureId),
    /// From the left edge of the text.
    pub(crate) left: Length,
    /// From the line's upper edge.
    pub(crate) inset: Length,
    /// Its width.
    pub(crate) width: Length,
    /// Its height.
    pub(crate) height: Length,
    /// The height of the line.
    pub(crate) line: Length,
    /// What it is.
    pub(crate) role: Role,
}

/// What a flow is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FlowKind {
    /// The half-title, with a blank page after it.
    HalfTitle,
    /// The title page.
    TitlePage,
    /// The imprint, at the foot of its page.
    Imprint,
    /// The contents.
    Contents,
    /// A document.
    Document(usize),
    /// The notes of the book.
    Notes,
    /// The colophon.
    Colophon,
}

/// A run of pages of its own.
#[derive(Clone, Debug)]
pub(crate) struct Flow {
    /// What it is.
    pub(crate) kind: FlowKind,
    /// The blocks.
    pub(crate) items: Vec<FlowItem>,
    /// The notes at the foot of its pages, by their ids.
    pub(crate) notes: BTreeMap<NoteId, NoteFlow>,
    /// Its columns, if it has any; `from` is the first of its items that stands in them.
    pub(crate) columns: Option<Columns>,
    /// What is added to the ids of a document's notes in this flow: the notes of the book know
    /// those of several documents.
    pub(crate) offset: u32,
    /// Its paragraphs.
    pub(crate) paragraphs: Range<usize>,
    /// What stands among the notes of every page.
    pub(crate) lead: Lead,
}

/// What stands on every page at the head of one series of notes, be there any or not: the witnesses in force.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Lead {
    /// The series (index), which it opens below its rule.
    pub(crate) series: usize,
    /// Its height; nothing if there is none.
    pub(crate) height: Length,
    /// The space above it where no note of the series is on the page.
    pub(crate) gap: Length,
    /// What is left free below it where no note follows.
    pub(crate) foot: Length,
}

/// The columns of a flow, or of its galley.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Columns {
    /// The first element that stands in columns.
    pub(crate) from: u32,
    /// How many there are.
    pub(crate) count: u8,
    /// From the left edge of one to that of the next.
    pub(crate) pitch: Length,
    /// Whether the first is the one at the right.
    pub(crate) leftwards: bool,
    /// The distance of the lines of their grid.
    pub(crate) leading: Length,
}

/// A note's blocks.
#[derive(Clone, Debug, Default)]
pub(crate) struct NoteFlow {
    /// The series.
    pub(crate) series: usize,
    /// The blocks; one of one paragraph where it is run together with others.
    pub(crate) items: Vec<FlowItem>,
    /// For notes in columns the same as wide as they are in one column fewer, in two fewer, and so on.
    pub(crate) wider: Vec<Vec<FlowItem>>,
}

impl Flow {
    /// An empty flow.
    pub(crate) fn new(kind: FlowKind) -> Self {
        Self {
            kind,
            items: vec![],
            notes: BTreeMap::new(),
            columns: None,
            offset: 0,
            paragraphs: 0..0,
            lead: Lead::default(),
        }
    }

    /// The id of a document's note in this flow.
    pub(crate) fn key(&self, note: NoteId) -> NoteId {
        NoteId(note.0 + self.offset)
    }
}

/// Adds a space; of spaces that meet the larger counts.
pub(crate) fn space(items: &mut Vec<FlowItem>, size: Length) {
    match items.last_mut() {
        Some(FlowItem::Space(known)) => *known = size.max(*known),
        _ if size == Length::ZERO => {}
        _ => items.push(FlowItem::Space(size)),
    }
}

/// The width of a column of what is set in `style`.
pub(crate) fn column_width(style: &BlockStyle, measure: Length, columns: u8) -> Length {
    let columns = i64::from(columns.max(1));
    ((measure - style.gutter * (columns - 1)) / columns).max(Length::PT)
}
