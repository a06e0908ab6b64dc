//! The structure tree: maps the layout's nodes to the standard structure types of ISO 32000-1,
//! 14.8.4, and hangs the drawn content and the link annotations on them.
//!
//! Nodes without content vanish, but for table cells, which keep a table regular. Four things are
//! put right on the way because the standards want them and the layout need not know: rows of head
//! cells at a table's top become its `THead`; heading levels skip none (ISO 14289-1, 7.4.2); a leaf
//! with a language of its own gets a `Span` to carry it; a note of one paragraph holds its words
//! itself, for `Note` is an element of a line (ISO 32000-1, 14.8.4.4.1).

use crate::model::page::{Node, NodeId, NodeKind, Structure};
use crate::write::pdf::strings::fitted;
use krilla::tagging::{
    BBox, Identifier, ListNumbering, Node as Branch, TableHeaderScope, Tag, TagGroup, TagKind, TagTree,
};
use std::collections::BTreeMap;
use std::num::{NonZeroU16, NonZeroU32};

/// What has been drawn for each node: sections of content for leaves, annotations for links.
pub(crate) struct Marked {
    content: Vec<Vec<Identifier>>,
    annotations: Vec<Vec<Identifier>>,
    places: BTreeMap<NodeId, BBox>,
}

impl Marked {
    /// Nothing yet, for a structure of so many nodes.
    pub(crate) fn new(nodes: usize) -> Self {
        Self { content: vec![vec![]; nodes], annotations: vec![vec![]; nodes], places: BTreeMap::new() }
    }

    /// A section was drawn for `leaf`.
    pub(crate) fn content(&mut self, leaf: NodeId, identifier: Identifier) {
        self.content[leaf.0 as usize].push(identifier);
    }

    /// The picture of `leaf` was drawn within `place`.
    pub(crate) fn place(&mut self, leaf: NodeId, place: BBox) {
        self.places.insert(leaf, place);
    }

    /// An annotation was made for `link`.
    pub(crate) fn annotation(&mut self, link: NodeId, identifier: Identifier) {
        self.annotations[link.0 as usize].push(identifier);
    }
}

/// The tree. krilla makes the `Document` element itself; `language` is its language.
pub(crate) fn tree(structure: &Structure, marked: Marked, language: &str) -> TagTree {
    let mut builder = Builder { structure, marked, level: 0, spanned: BTreeMap::new() };
    let root = structure.node(Structure::ROOT);
    let language = root.language.clone().unwrap_or_else(|| language.to_owned());
    let mut tree = TagTree::new().with_lang(Some(language));
    tree.children = builder.children(root);
    tree
}

struct Builder<'a> {
    structure: &'a Structure,
    marked: Marked,
    /// The level of the heading before.
    level: u16,
    /// Cells that span several columns, with their number.
    spanned: BTreeMap<NodeId, u32>,
}

impl Builder<'_> {
    fn children(&mut self, node: &Node) -> Vec<Branch> {
        let mut branches = Vec::with_capacity(node.children.len());
        let only = self.only_paragraph(node);
        for child in &node.children {
            match only == Some(*child) {
                true => branches.extend(self.children(self.structure.node(*child))),
                false => self.add(*child, &mut branches),
            }
        }
        branches
    }

    /// The paragraph of a note that has one and nothing else but labels.
    fn only_paragraph(&self, node: &Node) -> Option<NodeId> {
        let structure = self.structure;
        let mut words = node.children.iter().filter(|child| structure.node(**child).kind != NodeKind::Label);
        let only = words.next().filter(|_| node.kind == NodeKind::Note && words.next().is_none())?;
        let inner = structure.node(*only);
        (inner.kind == NodeKind::Paragraph && inner.language.is_none()).then_some(*only)
    }

    /// Adds what `id` is to `branches`: nothing if nothing was drawn for it.
    fn add(&mut self, id: NodeId, branches: &mut Vec<Branch>) {
        let node = self.structure.node(id);
        if node.kind == NodeKind::Leaf {
            return self.add_leaf(id, node.language.as_deref(), branches);
        }
        if node.kind == NodeKind::Table {
            self.spans(node);
        }
        let mut children = self.children(node);
        children.extend(self.marked.annotations[id.0 as usize].drain(..).map(Branch::from));
        let is_cell = matches!(node.kind, NodeKind::HeadCell | NodeKind::Cell);
        if children.is_empty() && !is_cell {
            return;
        }
        if node.kind == NodeKind::Table {
            children = self.sections(node, children);
        }
        let tag = match self.spanned.get(&id) {
            Some(columns) => Tag::TD.with_col_span(NonZeroU32::new(*columns)).into(),
            None => self.tag(node),
        };
        let tag = tag.with_lang(node.language.clone());
        branches.push(TagGroup::with_children(tag, children).into());
    }

    fn add_leaf(&mut self, id: NodeId, language: Option<&str>, branches: &mut Vec<Branch>) {
        let content = self.marked.content[id.0 as usize].drain(..).map(Branch::from);
        match language {
            None => branches.extend(content),
            Some(language) => {
                let content: Vec<Branch> = content.collect();
                if !content.is_empty() {
                    let tag = TagKind::from(Tag::Span).with_lang(Some(language.to_owned()));
                    branches.push(TagGroup::with_children(tag, content).into());
                }
            }
        }
    }

    /// Notes the cells that span several columns: the last ones of rows that have fewer than others.
    fn spans(&mut self, table: &Node) {
        let structure = self.structure;
        let rows = table.children.iter().map(|row| structure.node(*row)).filter(|row| row.kind == NodeKind::Row);
        let columns = rows.clone().map(|row| row.children.len()).max().unwrap_or(0);
        for (row, last) in rows.filter_map(|row| Some((row, *row.children.last()?))) {
            let span = columns - row.children.len() + 1;
            if span > 1 && structure.node(last).kind == NodeKind::Cell {
                self.spanned.insert(last, span as u32);
            }
        }
    }

    /// A table's rows in `THead` and `TBody`, after its caption (ISO 32000-1, table 337).
    fn sections(&self, table: &Node, mut rows: Vec<Branch>) -> Vec<Branch> {
        let is_caption = |id: &&NodeId| self.structure.node(**id).kind == NodeKind::Caption;
        let captions = table.children.iter().take_while(is_caption).count();
        // A caption without words has vanished; a row never does.
        let mut sections: Vec<Branch> = rows.drain(..rows.len() - (table.children.len() - captions)).collect();
        let is_head = |row: &NodeId| {
            let row = self.structure.node(*row);
            row.kind == NodeKind::Row && row.children.iter().all(|c| self.structure.node(*c).kind == NodeKind::HeadCell)
        };
        let heads = table.children.iter().skip(captions).take_while(|row| is_head(row)).count();
        if heads == 0 || heads >= rows.len() {
            sections.extend(rows);
            return sections;
        }
        let body = rows.split_off(heads);
        sections.push(TagGroup::with_children(Tag::THead, rows).into());
        sections.push(TagGroup::with_children(Tag::TBody, body).into());
        sections
    }

    fn tag(&mut self, node: &Node) -> TagKind {
        match &node.kind {
            NodeKind::Document | NodeKind::Part => Tag::Part.into(),
            NodeKind::Section => Tag::Section.into(),
            NodeKind::Heading(level, title) => Tag::Hn(self.heading(*level), Some(fitted(title.clone()))).into(),
            NodeKind::Paragraph => Tag::P.into(),
            NodeKind::Quotation => Tag::BlockQuote.into(),
            NodeKind::List(true) => Tag::L(ListNumbering::Decimal).into(),
            NodeKind::List(false) => Tag::L(ListNumbering::Disc).into(),
            NodeKind::Item => Tag::LI.into(),
            NodeKind::Label => Tag::Lbl.into(),
            NodeKind::ItemBody => Tag::LBody.into(),
            NodeKind::Note => Tag::Note.into(),
            NodeKind::Reference => Tag::Reference.into(),
            NodeKind::Link => Tag::Link.into(),
            NodeKind::Toc => Tag::TOC.into(),
            NodeKind::Index => Tag::Index.into(),
            NodeKind::BibEntry => Tag::BibEntry.into(),
            NodeKind::TocItem => Tag::TOCI.into(),
            NodeKind::Table => Tag::Table.into(),
            NodeKind::Caption => Tag::Caption.into(),
            NodeKind::Row => Tag::TR.into(),
            NodeKind::HeadCell => Tag::TH(TableHeaderScope::Column).into(),
            NodeKind::Cell => Tag::TD.into(),
            // The alternative text hides whatever is inside: the caption stands beside the picture.
            NodeKind::Figure => Tag::Div.into(),
            NodeKind::Picture(shows) => {
                let place = node.children.iter().find_map(|leaf| self.marked.places.get(leaf));
                Tag::Figure(Some(shows.clone())).with_bbox(place.cloned()).into()
            }
            NodeKind::Abbreviation(of) => TagKind::from(Tag::Span).with_expanded(Some(fitted(of.clone()))),
            NodeKind::Span | NodeKind::Leaf => Tag::Span.into(),
        }
    }

    /// The level, at most one deeper than the heading's before.
    fn heading(&mut self, level: u8) -> NonZeroU16 {
        self.level = u16::from(level.max(1)).min(self.level + 1);
        NonZeroU16::new(self.level).unwrap_or(NonZeroU16::MIN)
    }
}
