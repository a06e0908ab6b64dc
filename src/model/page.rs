//! Finished pages: what the typesetter makes and the PDF writer draws.
//!
//! Positions are from the page's top left corner, y downwards. Every run of glyphs and every rule
//! belongs either to a leaf of the [`Structure`] tree or to an artifact, so that nothing is drawn
//! that an assistive reader does not know about.

use crate::fonts::FaceId;
use crate::model::apparatus::{Keyed, OrdinalId};
use crate::model::figure::FigureId;
use crate::model::length::Length;
use crate::model::loci::{Called, Divided, PlacedAt};
use crate::model::text::NoteId;
use std::collections::BTreeMap;
use std::ops::Range;

/// The typeset book: its pages, all there or made on demand ([`Pages`]), and what belongs to the
/// whole.
#[derive(Clone, Debug)]
pub struct Layout<P = Vec<Page>> {
    /// The pages in order.
    pub pages: P,
    /// The logical structure.
    pub structure: Structure,
    /// The bookmarks.
    pub outline: Vec<OutlineItem>,
    /// Named destinations ([`crate::model::document::Edition::place_name`]).
    pub destinations: BTreeMap<String, Destination>,
}

/// The pages of a book, made one at a time and in any order: a long book's glyphs need not all
/// be there at once.
pub trait Pages: Sync {
    /// How many there are.
    fn count(&self) -> usize;

    /// Page `index`, always the same.
    fn page(&self, index: usize) -> Page;
}

impl Pages for Vec<Page> {
    fn count(&self) -> usize {
        self.len()
    }

    fn page(&self, index: usize) -> Page {
        self[index].clone()
    }
}

impl Default for Layout {
    fn default() -> Self {
        Self { pages: vec![], structure: Structure::default(), outline: vec![], destinations: BTreeMap::new() }
    }
}

/// A page.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Its width.
    pub width: Length,
    /// Its height.
    pub height: Length,
    /// Its label: what is printed or would be printed as folio.
    pub label: PageLabel,
    /// What is drawn, in drawing order.
    pub items: Vec<Item>,
    /// Link areas.
    pub links: Vec<LinkArea>,
}

/// A page's label.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PageLabel {
    /// Roman (front matter) or Arabic.
    pub roman: bool,
    /// The number, from 1.
    pub number: u32,
}

/// Something drawn.
#[derive(Clone, Debug)]
pub enum Item {
    /// Glyphs.
    Glyphs(GlyphRun),
    /// A filled rectangle.
    Rule {
        /// Left edge.
        x: Length,
        /// Top edge.
        y: Length,
        /// Width.
        width: Length,
        /// Height.
        height: Length,
    },
    /// A picture, scaled to a rectangle.
    Picture {
        /// Left edge.
        x: Length,
        /// Top edge.
        y: Length,
        /// Width.
        width: Length,
        /// Height.
        height: Length,
        /// The document and the figure in it.
        figure: (usize, FigureId),
        /// The part of the page that it is: a leaf below a [`NodeKind::Picture`], or decoration.
        role: Role,
    },
}

/// Glyphs of one face and size on one baseline.
#[derive(Clone, Debug)]
pub struct GlyphRun {
    /// Where the first glyph's origin lies.
    pub x: Length,
    /// The baseline (already raised or lowered for superiors).
    pub y: Length,
    /// The face.
    pub face: FaceId,
    /// The size.
    pub size: Length,
    /// How much wider than by nature the glyphs are drawn, in millionths; negative for narrower.
    pub expansion: i32,
    /// The glyphs from left to right.
    pub glyphs: Vec<Glyph>,
    /// The characters that the glyphs stand for, in logical order. A line that ends at a space has
    /// that space as its last glyph, without advance, and one that ends in a word a U+00AD: readers
    /// of the structure join lines without adding anything.
    pub text: String,
    /// The part of the page that it is.
    pub role: Role,
}

/// A glyph and its advance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glyph {
    /// The glyph's index in its face.
    pub id: u16,
    /// How far the next glyph's origin lies to the right; justification and expansion included.
    pub advance: Length,
    /// Offset to the right, expansion included.
    pub x_offset: Length,
    /// Offset upwards.
    pub y_offset: Length,
    /// Bytes of the run's text that it stands for.
    pub text: Range<u32>,
}

/// What a drawn thing is for an assistive reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Content of this leaf ([`NodeKind::Leaf`]).
    Content(NodeId),
    /// A running head or folio at the head of the page.
    Header,
    /// A folio at the foot of the page.
    Footer,
    /// Decoration, such as the rule above the notes or the leaders of the contents.
    Decoration,
}

/// A link's area on one page. A link over several lines has several areas with the same node.
#[derive(Clone, Debug)]
pub struct LinkArea {
    /// Left edge.
    pub x: Length,
    /// Top edge.
    pub y: Length,
    /// Width.
    pub width: Length,
    /// Height.
    pub height: Length,
    /// Where it leads.
    pub target: LinkTarget,
    /// Its [`NodeKind::Link`] node.
    pub node: NodeId,
    /// What it is in words, such as “Note 12” or “Page 45”.
    pub description: String,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// A named destination of [`Layout::destinations`].
    Destination(String),
    /// A URI.
    Uri(String),
}

/// A point that can be led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Destination {
    /// Index of the page.
    pub page: usize,
    /// From the left.
    pub x: Length,
    /// From the top.
    pub y: Length,
    /// Whether it has a name in the file, so that others can lead to it.
    pub named: bool,
}

/// A bookmark.
#[derive(Clone, Debug)]
pub struct OutlineItem {
    /// Its text.
    pub title: String,
    /// Where it leads.
    pub destination: Destination,
    /// The bookmarks below it.
    pub children: Vec<OutlineItem>,
}

/// Index of a node of the structure tree. Node 0 is the root.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

/// The logical structure: a tree in reading order, independent of pages.
#[derive(Clone, Debug)]
pub struct Structure {
    /// The nodes; a parent always comes before its children.
    pub nodes: Vec<Node>,
}

/// A node of the structure tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// Its children in reading order.
    pub children: Vec<NodeId>,
    /// Its language, where it differs from its parent's (BCP 47).
    pub language: Option<String>,
}

/// What a node is. The PDF writer maps each to a structure type of ISO 32000-1, 14.8.4.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// The root.
    Document,
    /// A part of the book: front matter, a document, back matter.
    Part,
    /// A section.
    Section,
    /// A heading with its level from 1 and its text (PDF/UA-1 wants the latter).
    Heading(u8, String),
    /// A paragraph.
    Paragraph,
    /// A block quotation.
    Quotation,
    /// A list; true if it is numbered.
    List(bool),
    /// A list item; its children are [`NodeKind::Label`] and [`NodeKind::ItemBody`].
    Item,
    /// The label of a list item or of a note.
    Label,
    /// The body of a list item.
    ItemBody,
    /// A note; its children are a [`NodeKind::Label`] holding the backlink, and paragraphs.
    Note,
    /// Around the link of a note call or a cross-reference.
    Reference,
    /// A link; its areas are the [`LinkArea`]s that name it.
    Link,
    /// The contents.
    Toc,
    /// An index.
    Index,
    /// An entry of a bibliography, inside its paragraph.
    BibEntry,
    /// An entry of the contents, or with a [`NodeKind::Toc`] child a group of entries.
    TocItem,
    /// A table; a [`NodeKind::Caption`] comes first in it.
    Table,
    /// The caption of a table or of a figure.
    Caption,
    /// A row.
    Row,
    /// A cell that is a column's head.
    HeadCell,
    /// A cell.
    Cell,
    /// A figure: around a [`NodeKind::Picture`] and its [`NodeKind::Caption`].
    Figure,
    /// A picture, with what it shows in words.
    Picture(String),
    /// Inline text set off, for a change of language.
    Span,
    /// An abbreviation with what it stands for: a siglum.
    Abbreviation(String),
    /// The place of drawn content: the only kind that [`Role::Content`] may name.
    Leaf,
}

impl Default for Structure {
    fn default() -> Self {
        Self { nodes: vec![Node { kind: NodeKind::Document, children: vec![], language: None }] }
    }
}

impl Structure {
    /// The root.
    pub const ROOT: NodeId = NodeId(0);

    /// An empty one with room for so many nodes: of a large book they are megabytes, which would be moved time and
    /// again as they become more.
    pub fn with_room(nodes: usize) -> Self {
        let mut structure = Self::default();
        structure.nodes.reserve(nodes);
        structure
    }

    /// Adds a last child to `parent`.
    pub fn add(&mut self, parent: NodeId, kind: NodeKind) -> NodeId {
        let id = NodeId(self.nodes.len() as u32);
        self.nodes.push(Node { kind, children: vec![], language: None });
        self.nodes[parent.0 as usize].children.push(id);
        id
    }

    /// Adds a node without a parent, for [`Structure::replace`].
    pub fn add_loose(&mut self, kind: NodeKind) -> NodeId {
        self.nodes.push(Node { kind, children: vec![], language: None });
        NodeId(self.nodes.len() as u32 - 1)
    }

    /// Puts others, added later, in the place of a child of `parent`.
    pub fn replace(&mut self, parent: NodeId, child: NodeId, by: Vec<NodeId>) {
        let children = &mut self.nodes[parent.0 as usize].children;
        if let Some(at) = children.iter().position(|known| *known == child) {
            children.splice(at..=at, by);
        }
    }

    /// The node.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0 as usize]
    }

    /// The node, to change it.
    pub fn node_mut(&mut self, id: NodeId) -> &mut Node {
        &mut self.nodes[id.0 as usize]
    }
}

/// What the other formats learn from the pages: the EPUB's page list cites the PDF.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageMap {
    /// The label of every page, as printed: `iv`, `12`.
    pub labels: Vec<String>,
    /// Where each page begins in the text; pages without text of a document (title pages,
    /// contents, blanks) are not listed.
    pub breaks: Vec<PageBreak>,
    /// Where every named place stands.
    pub places: BTreeMap<String, PlacedAt>,
    /// What places are called whose lines have no numbers.
    pub called: Called,
    /// The words of the texts that lines divide at a hyphen of their own, where a list of them is
    /// wanted.
    pub divided: Vec<Divided>,
    /// The numbers of verses that are printed, unless they begin anew on every page: by document (index) and byte
    /// of its body.
    pub line_numbers: BTreeMap<(usize, usize), String>,
    /// What every note that is keyed to lines reads, by document (index) and note.
    pub keyed: BTreeMap<(usize, NoteId), Keyed>,
    /// For the words of [`crate::model::document::Document::ordinals`] that stand more than once in their line which
    /// of them they are, from 1; by document (index).
    pub ordinals: BTreeMap<(usize, OrdinalId), u32>,
    /// For those of them that stand on another line than their entry what says it, ` (3)`.
    pub elsewhere: BTreeMap<(usize, OrdinalId), String>,
}

/// Where a page begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageBreak {
    /// Index of the page.
    pub page: usize,
    /// Index into [`crate::model::document::Edition::documents`].
    pub document: usize,
    /// The container in which the page's first line of text lies (title, headnote or body).
    pub container: crate::model::document::Container,
    /// Byte offset in the container's string.
    pub offset: usize,
}

impl std::fmt::Display for PageLabel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.roman { f.write_str(&roman(self.number)) } else { write!(f, "{}", self.number) }
    }
}

/// `number` in lower-case Roman numerals.
pub fn roman(mut number: u32) -> String {
    const STEPS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut out = String::new();
    for (value, letters) in STEPS {
        while number >= value {
            out.push_str(letters);
            number -= value;
        }
    }
    out
}
