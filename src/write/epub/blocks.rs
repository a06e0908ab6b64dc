//! The blocks and groups of a container as XHTML.
//!
//! Knows blocks, groups and headings' levels; characters are for `inline`.

use crate::model::document::{Container, Presence, Spot};
use crate::model::figure::FigureId;
use crate::model::initial::split;
use crate::model::text::{Alignment, BlockKind, Group, GroupKind, NoteId, Text};
use crate::model::walk::Event;
use crate::write::epub::flow::Flow;
use crate::write::epub::page::Page;
use crate::write::epub::pagelist::{Break, breaks_of};
use crate::write::epub::verse;
use crate::write::epub::wide;

/// How many characters a first paragraph must have for its first letter to be set large: some four
/// lines of a small screen.
const LEAST_OPENING: usize = 240;

/// A container while its blocks are written.
struct Blocks<'p, 'a, 't> {
    page: &'p mut Page<'a>,
    text: &'t Text,
    flow: Flow<'t>,
    container: Container,
    /// The pages that begin in each block.
    breaks: Vec<Vec<Break>>,
    /// The note whose label the first paragraph opens with, and whether it is called.
    label: Option<(NoteId, bool)>,
    /// The open groups.
    groups: Vec<usize>,
    /// Whether what is around each open group runs from right to left.
    around: Vec<bool>,
    tables: Vec<Table>,
    /// Whether only headings and epigraphs have come so far in a body.
    opening: bool,
    /// The level of the heading before: a level is never skipped (WCAG 2.2, technique G141).
    level: u8,
    /// That of the text, see [`Text::continued`].
    continued: Vec<bool>,
}

/// A table while its rows are written.
#[derive(Default)]
struct Table {
    alignments: Vec<Alignment>,
    /// Whether its columns are texts that face one another.
    facing: bool,
    /// The cells of the row, how many columns the last of them spans, and whether they are heads.
    row: (usize, usize, bool),
    /// The open part: `thead` or `tbody`.
    part: Option<&'static str>,
    column: usize,
}

impl Page<'_> {
    /// Writes all blocks of a container. `label` is the note that they belong to.
    pub(crate) fn blocks(&mut self, text: &Text, container: Container, label: Option<(NoteId, bool)>) {
        let breaks = breaks_of(self.context, self.document, container, text);
        let level = if matches!(container, Container::Body | Container::Headnote) { 1 } else { 2 };
        let (groups, around, tables, flow) = (vec![], vec![], vec![], self.flow(text, Some(container)));
        let document = &self.context.edition.documents[self.document];
        let opening =
            container == Container::Body && document.presence == Presence::Text && !document.body.has_entries();
        let opening = opening && document.generated.is_none();
        let continued = text.continued();
        Blocks { page: self, text, flow, container, breaks, label, groups, around, tables, opening, level, continued }
            .write();
    }
}

impl Blocks<'_, '_, '_> {
    fn write(mut self) {
        let events = self.text.events();
        let opens_with_prose = matches!(events.first(), Some(Event::Block(0)))
            && self.text.blocks.first().is_some_and(|b| b.kind == BlockKind::Paragraph);
        if let (false, Some((note, called))) = (opens_with_prose, self.label) {
            self.label = None;
            self.page.xml.open("p", &[("class", "label")]);
            self.page.note_label(note, called);
            self.page.xml.close_line();
        }
        for event in events {
            match event {
                Event::Enter(group) => self.enter(group),
                Event::Block(block) => self.block(block),
                Event::Leave(group) => self.leave(group),
            }
        }
    }

    fn enter(&mut self, group: usize) {
        self.groups.push(group);
        self.around.push(self.page.leftwards);
        let Group { kind, blocks } = &self.text.groups[group];
        match kind {
            GroupKind::Quotation => self.open(group, "blockquote", &[]),
            GroupKind::Epigraph => {
                let attributes = [("class", "epigraph"), ("epub:type", "epigraph"), ("role", "doc-epigraph")];
                self.open(group, "blockquote", &attributes);
            }
            GroupKind::Definitions => self.open(group, "dl", &[]),
            GroupKind::Definition => self.open(group, "dd", &[]),
            GroupKind::List { start: None } => self.open(group, "ul", &[]),
            GroupKind::List { start: Some(1) } => self.open(group, "ol", &[]),
            GroupKind::List { start: Some(start) } => self.open(group, "ol", &[("start", &start.to_string())]),
            GroupKind::Item => self.open(group, "li", &[]),
            GroupKind::Stanza => self.open(group, "div", &[("class", "stanza")]),
            GroupKind::StanzaOf(kind) => self.open(group, "div", &[("class", &format!("stanza {kind}"))]),
            GroupKind::Entries => self.open(group, "div", &[("class", "entries")]),
            GroupKind::Table(alignments) => {
                let facing = alignments.first() == Some(&Alignment::Facing);
                self.tables.push(Table { alignments: alignments.clone(), facing, ..Table::default() });
                let class: &[_] = match facing {
                    true => &[("class", "facing")],
                    false if wide::is_wide(self.text, blocks) => &[("class", "wide")],
                    false => &[],
                };
                self.open(group, "table", class);
            }
            GroupKind::Row { head } => self.enter_row(*head, blocks.len()),
            GroupKind::Cell | GroupKind::Foreign { .. } => {}
            GroupKind::Figure => self.enter_figure(group),
        }
    }

    /// Opens the element of a group, which says how all in it runs where that is not as around it.
    fn open(&mut self, group: usize, name: &str, attributes: &[(&str, &str)]) {
        let direction = self.page.direction(self.text, self.text.groups[group].blocks.clone());
        let mut attributes = attributes.to_vec();
        attributes.extend(self.page.turn(direction));
        self.page.xml.open_line(name, &attributes);
    }

    /// Opens a row, and the part of the table that it begins.
    ///
    /// Of texts that face one another the first row says which; a head after it begins a part.
    fn enter_row(&mut self, head: bool, cells: usize) {
        if let Some(table) = self.tables.last_mut() {
            let begins = table.facing && head && table.part.is_some();
            let part = if head && !begins { "thead" } else { "tbody" };
            table.column = 0;
            table.row = (cells, (table.alignments.len() + 1).saturating_sub(cells), head);
            if table.part.is_some_and(|open| open != part || begins) {
                self.page.xml.close_line();
            }
            if table.part != Some(part) || begins {
                self.page.xml.open_line(part, &[]);
                table.part = Some(part);
            }
        }
        self.page.xml.open("tr", &[]);
    }

    fn leave(&mut self, group: usize) {
        self.groups.pop();
        self.page.leftwards = self.around.pop().unwrap_or(self.page.leftwards);
        match &self.text.groups[group].kind {
            GroupKind::Cell => {
                if let Some(table) = self.tables.last_mut() {
                    table.column += 1;
                }
            }
            GroupKind::Table(_) => {
                if self.tables.pop().is_some_and(|t| t.part.is_some()) {
                    self.page.xml.close_line();
                }
                self.page.xml.close_line();
            }
            _ => self.page.xml.close_line(),
        }
    }

    /// Opens a figure; the place of its picture is its own.
    fn enter_figure(&mut self, group: usize) {
        let id = self.id(self.text.groups[group].blocks.start);
        let id: Vec<(&str, &str)> = id.iter().map(|id| ("id", id.as_str())).collect();
        self.page.xml.open_line("figure", &id);
    }

    fn picture(&mut self, id: FigureId, index: usize) {
        self.breaks_before(index, usize::MAX);
        self.page.inline(&self.flow, index, &[]);
        self.page.picture(id);
    }

    /// Writes a block, which says how it runs where that is not as around it.
    fn block(&mut self, index: usize) {
        let is_picture = matches!(self.text.blocks[index].kind, BlockKind::Picture(_));
        let id = if is_picture { None } else { self.id(index) };
        let mut id: Vec<(&str, &str)> = id.iter().map(|id| ("id", id.as_str())).collect();
        let around = self.page.leftwards;
        let direction = self.page.direction(self.text, index..index + 1);
        id.extend(self.page.turn(direction));
        self.block_with(index, &id);
        self.page.leftwards = around;
    }

    fn block_with(&mut self, index: usize, id: &[(&str, &str)]) {
        let block = &self.text.blocks[index];
        if let Some(GroupKind::Cell) = self.groups.last().map(|g| &self.text.groups[*g].kind) {
            self.opening = false;
            return self.cell(index, id);
        }
        let opening = self.opening && self.groups.is_empty() && has_room(self.text.block_str(index));
        self.opening &= matches!(block.kind, BlockKind::Heading(_)) || self.in_epigraph();
        match block.kind {
            BlockKind::Paragraph if opening => self.leaf("p", &with(("class", "opening"), id), index),
            BlockKind::Paragraph if self.continued.get(index) == Some(&true) => {
                self.leaf("p", &with(("class", "continued"), id), index)
            }
            BlockKind::Paragraph => self.leaf("p", id, index),
            BlockKind::Verse => self.verse(id, index),
            BlockKind::Attribution => self.leaf("p", &with(("class", "attribution"), id), index),
            BlockKind::Term => self.leaf("dt", id, index),
            BlockKind::Caption => self.leaf(if self.tables.is_empty() { "figcaption" } else { "caption" }, id, index),
            BlockKind::Heading(level) => self.heading(level, id, index),
            BlockKind::Code => {
                self.page.xml.open("pre", id);
                self.page.xml.open("code", &[]);
                self.page.inline(&self.flow, index, &self.breaks[index]);
                self.page.xml.close();
                self.page.xml.close_line();
            }
            BlockKind::Picture(id) => self.picture(id, index),
            BlockKind::Rule => {
                self.breaks_before(index, usize::MAX);
                self.page.xml.empty_line("hr", id);
            }
        }
    }

    /// A verse, with its indent and its number.
    fn verse(&mut self, id: &[(&str, &str)], index: usize) {
        let indent = verse::indent(self.text, index);
        let mut attributes = with(("class", "verse"), id);
        attributes.extend(indent.iter().map(|indent| ("style", indent.as_str())));
        self.leaf("p", &attributes, index);
    }

    fn in_epigraph(&self) -> bool {
        self.groups.iter().any(|group| self.text.groups[*group].kind == GroupKind::Epigraph)
    }

    /// An element that holds the block's characters, after the note's label if it is the first.
    fn leaf(&mut self, name: &str, attributes: &[(&str, &str)], index: usize) {
        self.page.xml.open(name, attributes);
        if let Some((note, called)) = self.label.take() {
            self.page.note_label(note, called);
        }
        if self.text.blocks[index].kind == BlockKind::Verse {
            self.page.verse_number(self.text, index, self.container);
        }
        self.page.inline(&self.flow, index, &self.breaks[index]);
        self.page.xml.close_line();
    }

    /// A heading: the document's title is `h1`. A page that begins with it is marked before it,
    /// so that the page's label is no part of the heading's name.
    fn heading(&mut self, level: u8, id: &[(&str, &str)], index: usize) {
        let level = (level + 1).min(self.level + 1).min(6);
        self.level = level;
        let at_start = self.breaks_before(index, self.text.blocks[index].range.start);
        self.page.xml.open(&format!("h{level}"), id);
        self.page.inline(&self.flow, index, &self.breaks[index][at_start..]);
        self.page.xml.close_line();
    }

    /// Writes the pages that begin at or before byte `offset` of the block, and how many.
    fn breaks_before(&mut self, index: usize, offset: usize) -> usize {
        let count = self.breaks[index].iter().take_while(|b| b.offset <= offset).count();
        for page_break in &self.breaks[index][..count] {
            self.page.page_break(page_break.page);
        }
        count
    }

    /// A cell: its block's characters, with the column's alignment as a class.
    fn cell(&mut self, index: usize, id: &[(&str, &str)]) {
        let table = self.tables.last();
        let alignment = table.and_then(|t| t.alignments.get(t.column)).copied().unwrap_or(Alignment::Left);
        let mut attributes = match alignment {
            Alignment::Left | Alignment::Facing => vec![],
            Alignment::Centre => vec![("class", "centre")],
            Alignment::Right => vec![("class", "right")],
        };
        // A head without words is the corner of a table: for who listens it would be one that says nothing.
        let has_words = !self.text.string[self.text.blocks[index].range.clone()].trim().is_empty();
        let head = table.is_some_and(|t| t.row.2) && has_words;
        if head {
            attributes.push(("scope", "col"));
        }
        let span = table.filter(|t| t.column + 1 == t.row.0 && t.row.1 > 1).map(|t| t.row.1.to_string());
        attributes.extend(span.iter().map(|span| ("colspan", span.as_str())));
        attributes.extend_from_slice(id);
        self.leaf(if head { "th" } else { "td" }, &attributes, index);
    }

    /// The id of a block: numbered blocks, headings, anchors and what is referred to have one.
    fn id(&mut self, index: usize) -> Option<String> {
        let block = &self.text.blocks[index];
        let context = self.page.context;
        let name = match (self.container, &block.anchor) {
            (Container::Body, _) => context.name(self.page.document, Spot::Block(index)),
            (_, Some(anchor)) => context.name(self.page.document, Spot::Anchor(anchor.clone())),
            (_, None) => return None,
        };
        let wanted = block.number.is_some()
            || block.anchor.is_some()
            || matches!(block.kind, BlockKind::Heading(_))
            || context.is_referenced(&name);
        (wanted && self.page.claim(&name)).then_some(name)
    }
}

/// Whether a paragraph has room for a first letter of several lines, and begins with one.
fn has_room(words: &str) -> bool {
    words.chars().nth(LEAST_OPENING).is_some() && split(words).is_some()
}

fn with<'a>(first: (&'a str, &'a str), rest: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut all = vec![first];
    all.extend_from_slice(rest);
    all
}
