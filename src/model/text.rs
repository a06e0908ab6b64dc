//! One flat text per container, everything else as ranges on it.
//!
//! The string holds the text blocks one after the other, each separated from the next by one
//! `\n`. [`Block`]s are the leaves (paragraph, heading, line of verse), disjoint and in order;
//! [`Group`]s nest properly around them (quotation, list, table); [`Mark`]s may overlap freely.
//! U+2028 LINE SEPARATOR inside a block is a forced line break. All ranges are bytes of `string`.

mod continued;
mod enclosed;
mod formula;
mod locus;
mod runs;
mod shift;
mod styled;
mod titles;

pub use self::{formula::Formula, locus::LocusKind, shift::Shift, styled::Styled};

use crate::model::apparatus::{EntryId, OrdinalId, Part, SiglumId};
use crate::model::figure::FigureId;
use crate::model::generated::LociId;
use crate::model::lines::{LineMark, Milestone};
use crate::model::name::NameId;
use crate::model::work::CitationId;
use crate::source::Span;
use std::ops::Range;

/// A container's text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// The characters.
    pub string: String,
    /// Where they came from: sorted, disjoint. What no segment covers was made by the tool.
    pub provenance: Vec<Segment>,
    /// The leaves, in order.
    pub blocks: Vec<Block>,
    /// What nests around the leaves: sorted by first block, the outer before the inner.
    pub groups: Vec<Group>,
    /// Ranges with a meaning: sorted by [`Text::sort_marks`].
    pub marks: Vec<Mark>,
}

/// A stretch of text and the stretch of source that it came from. Where both have the same
/// length in bytes they correspond byte by byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// Bytes of the source.
    pub source: Span,
}

/// A leaf block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Its characters, without the separating `\n`.
    pub range: Range<usize>,
    /// What it is.
    pub kind: BlockKind,
    /// The printed paragraph number (`p12`): every text block of a body counts (paragraph,
    /// quotation, list item, definition, verse), headings, terms, figures, captions and
    /// attributions do not. Only bodies have them.
    pub number: Option<u32>,
    /// An anchor given in the source (`{#id}`).
    pub anchor: Option<String>,
}

/// What a leaf block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// Prose.
    Paragraph,
    /// A heading, 1 the highest below the document's title.
    Heading(u8),
    /// One line of verse.
    Verse,
    /// The source line below a quotation.
    Attribution,
    /// What the definitions after it define; outside their groups.
    Term,
    /// What a table is called, the first block of its group, outside the rows; or what stands
    /// below a picture.
    Caption,
    /// Preformatted text; its lines are separated by U+2028.
    Code,
    /// A break in the text, without characters.
    Rule,
    /// A picture, without characters: the first block of a [`GroupKind::Figure`].
    Picture(FigureId),
}

/// A run of blocks that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What it is.
    pub kind: GroupKind,
    /// Indices of its blocks.
    pub blocks: Range<usize>,
}

/// What a group is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GroupKind {
    /// A block quotation.
    Quotation,
    /// A quotation that stands as a motto over what follows.
    Epigraph,
    /// A list of [`BlockKind::Term`]s, each with one [`GroupKind::Definition`] or more after it.
    Definitions,
    /// What defines a term; never without a block.
    Definition,
    /// A list; ordered ones begin with the number given.
    List {
        /// The first number, or `None` for an unordered list.
        start: Option<u64>,
    },
    /// An item of a list.
    Item,
    /// A stanza of [`BlockKind::Verse`] lines.
    Stanza,
    /// One of a kind that the style may set apart: a strophe, a refrain.
    StanzaOf(String),
    /// A table, with the alignment of each column.
    Table(Vec<Alignment>),
    /// A row of a table.
    Row {
        /// Whether its cells are heads: of the columns, or below other rows of what follows.
        head: bool,
    },
    /// A cell of a row, always exactly one block.
    Cell,
    /// A [`BlockKind::Picture`], and a [`BlockKind::Caption`] if it has one.
    Figure,
    /// Paragraphs that hang from their first words, as in an index: those of one letter, or of one document.
    Entries,
    /// What the model does not know, kept by name and attributes; no format shows it.
    Foreign {
        /// The element's name.
        name: String,
        /// Its attributes.
        attributes: Vec<(String, String)>,
    },
}

/// How a column's cells are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alignment {
    /// To the left.
    Left,
    /// Centred.
    Centre,
    /// To the right.
    Right,
    /// To the left, in a column as wide as each other such one: texts that face one another.
    Facing,
}

/// A range with a meaning. An empty range is a point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// What it means.
    pub kind: MarkKind,
}

/// Index of a note in [`crate::model::document::Document::notes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NoteId(pub u32);

/// Index of a reference in [`crate::model::document::Document::references`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RefId(pub u32);

/// What a mark means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// Emphasis, italic in print.
    Emphasis,
    /// Strong emphasis.
    Strong,
    /// Small capitals.
    SmallCaps,
    /// Superscript.
    Superscript,
    /// Subscript.
    Subscript,
    /// Code.
    Code,
    /// A formula: its characters are what a line can show of it.
    Formula(Formula),
    /// A head that runs into its paragraph.
    RunInHead,
    /// Text in another language (BCP 47).
    Language(String),
    /// The words that a note stands on.
    Lemma(NoteId),
    /// The place where a note is called: a point. The mark that is printed there is the note's.
    Call(NoteId),
    /// A reference to another place.
    Reference(RefId),
    /// A placeholder inside a reference (`@page`): its characters are replaced in each format by
    /// what they stand for.
    Locus(RefId, LocusKind),
    /// A link out of the book.
    Link(String),
    /// A place that can be referred to: a point.
    Anchor(String),
    /// The lemma of an entry of the apparatus, or a part of it: the characters are the edition's. It is a
    /// place to refer to by the entry's name.
    Entry(EntryId),
    /// What a witness lacks, in the body.
    Lacuna(SiglumId),
    /// A citation by key, `[@key, p. 3]`, begins here: its words are written once the works are known. A point.
    CitationKey,
    /// Words that cite a work.
    Citation(CitationId),
    /// Words that name what an index lists.
    Name(NameId),
    /// A passage that can be referred to by name.
    Passage(String),
    /// A placeholder for a list of places: its characters are replaced by what they read in each format.
    Loci(LociId),
    /// A word that a line's end divides in its witness.
    Divided,
    /// What calls a note that its witness has not: its characters stay, and a quotation may leave them out.
    Orphan,
    /// What the source says of the numbers of lines. A point.
    Line(LineMark),
    /// A division of another numbering begins here. A point.
    Milestone(Milestone),
    /// In a composed entry, a placeholder for the lines to which it is keyed, with what parts it from the entry
    /// before: its characters are replaced by what they read in each format.
    Key(EntryId),
    /// In a composed entry, a placeholder for which of several equal words in a line is meant: a superior figure.
    Ordinal(OrdinalId),
    /// A part of a composed entry.
    Part(Part),
    /// What the model does not know, kept by name and attributes.
    Foreign {
        /// The element's name.
        name: String,
        /// Its attributes.
        attributes: Vec<(String, String)>,
    },
}

impl MarkKind {
    /// Whether the mark is knowledge about the words that no format shows: it cuts no run.
    pub fn is_silent(&self) -> bool {
        matches!(
            self,
            MarkKind::Citation(_)
                | MarkKind::Name(_)
                | MarkKind::Passage(_)
                | MarkKind::Divided
                | MarkKind::Orphan
                | MarkKind::Lacuna(_)
                | MarkKind::Foreign { .. }
        )
    }

    /// Gives the mark the ids that it has behind others in a document. Every kind is named, so that none is forgotten.
    pub fn shift(&mut self, by: &Shift) {
        match self {
            MarkKind::Lemma(NoteId(id)) | MarkKind::Call(NoteId(id)) => *id += by.notes,
            MarkKind::Reference(RefId(id)) | MarkKind::Locus(RefId(id), _) => *id += by.references,
            MarkKind::Entry(EntryId(id)) | MarkKind::Key(EntryId(id)) => *id += by.entries,
            MarkKind::Citation(CitationId(id)) => *id += by.citations,
            MarkKind::Loci(LociId(id)) => *id += by.loci,
            MarkKind::Ordinal(OrdinalId(id)) => *id += by.ordinals,
            // Names are the book's, not a document's.
            MarkKind::Name(_) => {}
            MarkKind::Emphasis
            | MarkKind::Strong
            | MarkKind::SmallCaps
            | MarkKind::Superscript
            | MarkKind::Subscript
            | MarkKind::Code
            | MarkKind::Formula(_)
            | MarkKind::RunInHead
            | MarkKind::Language(_)
            | MarkKind::Link(_)
            | MarkKind::Anchor(_)
            | MarkKind::CitationKey
            | MarkKind::Passage(_)
            | MarkKind::Lacuna(_)
            | MarkKind::Divided
            | MarkKind::Orphan
            | MarkKind::Line(_)
            | MarkKind::Milestone(_)
            | MarkKind::Part(_)
            | MarkKind::Foreign { .. } => {}
        }
    }

    /// Whether the mark means the same in another document: words that are quoted there keep it.
    pub fn stands_alone(&self) -> bool {
        match self {
            MarkKind::Emphasis
            | MarkKind::Strong
            | MarkKind::SmallCaps
            | MarkKind::Superscript
            | MarkKind::Subscript
            | MarkKind::Code
            | MarkKind::Formula(_)
            | MarkKind::Language(_)
            | MarkKind::Link(_) => true,
            MarkKind::RunInHead
            | MarkKind::Lemma(_)
            | MarkKind::Call(_)
            | MarkKind::Reference(_)
            | MarkKind::Locus(..)
            | MarkKind::Anchor(_)
            | MarkKind::Entry(_)
            | MarkKind::Lacuna(_)
            | MarkKind::CitationKey
            | MarkKind::Citation(_)
            | MarkKind::Name(_)
            | MarkKind::Passage(_)
            | MarkKind::Loci(_)
            | MarkKind::Divided
            | MarkKind::Orphan
            | MarkKind::Line(_)
            | MarkKind::Milestone(_)
            | MarkKind::Key(_)
            | MarkKind::Ordinal(_)
            | MarkKind::Part(_)
            | MarkKind::Foreign { .. } => false,
        }
    }
}

impl Text {
    /// A text of one paragraph without marks or provenance.
    pub fn plain(string: impl Into<String>) -> Self {
        let string = string.into();
        let block = Block { range: 0..string.len(), kind: BlockKind::Paragraph, number: None, anchor: None };
        Self { string, blocks: vec![block], ..Self::default() }
    }

    /// Whether there is no block.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// The characters of block `index`.
    pub fn block_str(&self, index: usize) -> &str {
        &self.string[self.blocks[index].range.clone()]
    }

    /// Appends a block after a separating `\n` and returns its index. Its range is the appended
    /// characters.
    pub fn push_block(&mut self, kind: BlockKind, characters: &str) -> usize {
        if !self.blocks.is_empty() {
            self.string.push('\n');
        }
        let start = self.string.len();
        self.string.push_str(characters);
        self.blocks.push(Block { range: start..self.string.len(), kind, number: None, anchor: None });
        self.blocks.len() - 1
    }

    /// Appends all of `other` as further blocks, with its groups, marks and provenance.
    pub fn append(&mut self, other: &Text) {
        if other.blocks.is_empty() {
            return;
        }
        if !self.blocks.is_empty() {
            self.string.push('\n');
        }
        let (shift, first) = (self.string.len(), self.blocks.len());
        let moved = |range: &Range<usize>| range.start + shift..range.end + shift;
        self.string.push_str(&other.string);
        self.provenance
            .extend(other.provenance.iter().map(|s| Segment { range: moved(&s.range), source: s.source.clone() }));
        self.blocks.extend(other.blocks.iter().map(|b| Block { range: moved(&b.range), ..b.clone() }));
        self.groups.extend(
            other
                .groups
                .iter()
                .map(|g| Group { kind: g.kind.clone(), blocks: g.blocks.start + first..g.blocks.end + first }),
        );
        self.marks.extend(other.marks.iter().map(|m| Mark { range: moved(&m.range), kind: m.kind.clone() }));
    }

    /// Gives everything in the text the ids that it has behind others in a document.
    pub fn shift_ids(&mut self, by: &Shift) {
        self.marks.iter_mut().for_each(|mark| mark.kind.shift(by));
        for block in &mut self.blocks {
            if let BlockKind::Picture(FigureId(id)) = &mut block.kind {
                *id += by.figures;
            }
        }
    }

    /// The marks that begin at a byte of `range` or at its end. Marks must be sorted.
    pub fn marks_from(&self, range: &Range<usize>) -> &[Mark] {
        let first = self.marks.partition_point(|m| m.range.start < range.start);
        let count = self.marks[first..].partition_point(|m| m.range.start <= range.end);
        &self.marks[first..first + count]
    }

    /// Sorts the marks by start, the wider first, equal ones as they were.
    pub fn sort_marks(&mut self) {
        self.marks.sort_by_key(|m| (m.range.start, std::cmp::Reverse(m.range.end)));
    }

    /// Numbers the text blocks from 1: every block but headings, attributions, terms, figures, captions
    /// and rules; of a list item or a definition only its first block counts, and cells of tables do not.
    pub fn number_blocks(&mut self) {
        let mut skipped = vec![false; self.blocks.len()];
        for group in &self.groups {
            match group.kind {
                GroupKind::Item | GroupKind::Definition => {
                    skipped[group.blocks.clone()].iter_mut().skip(1).for_each(|s| *s = true);
                }
                GroupKind::Table(_) => skipped[group.blocks.clone()].fill(true),
                _ => {}
            }
        }
        let mut number = 0;
        for (block, skipped) in self.blocks.iter_mut().zip(skipped) {
            let counts = matches!(block.kind, BlockKind::Paragraph | BlockKind::Verse | BlockKind::Code);
            block.number = (counts && !skipped).then(|| {
                number += 1;
                number
            });
        }
    }

    /// The index of the block that holds byte `offset` of the string.
    pub fn block_at(&self, offset: usize) -> Option<usize> {
        let index = self.blocks.partition_point(|b| b.range.end < offset);
        (index < self.blocks.len() && self.blocks[index].range.start <= offset).then_some(index)
    }

    /// Where byte `offset` came from: a span of one byte, or of the whole segment where text and
    /// source do not correspond byte by byte.
    pub fn origin(&self, offset: usize) -> Option<Span> {
        let index = self.provenance.partition_point(|s| s.range.end <= offset);
        let segment = self.provenance.get(index).filter(|s| s.range.start <= offset)?;
        let source = segment.source.bytes();
        if source.len() == segment.range.len() {
            let at = source.start + offset - segment.range.start;
            return Some(Span::new(segment.source.file, at..at + 1));
        }
        Some(segment.source.clone())
    }
}
