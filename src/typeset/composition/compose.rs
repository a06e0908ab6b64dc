//! A document as a flow: title block, headnote, source line, text, notes.
//!
//! Knows the model and the style; nothing of glyphs, lines or pages.

use crate::model::document::{
    Arrangement, Container, Document, Edition, NotePlace, Place, Presence, Spot, language_of,
};
use crate::model::generated::Generated;
use crate::model::length::Length;
use crate::model::page::{NodeId, NodeKind, Role, Structure};
use crate::model::text::NoteId;
use crate::style::{Align, BlockStyle};
use crate::typeset::composition::blocks::Blocks;
use crate::typeset::composition::composer::{Composer, Scope, title_of};
use crate::typeset::composition::flow::{Block, Columns, Flow, FlowItem, FlowKind, NoteFlow, column_width, space};
use crate::typeset::composition::inline::Inline;
use crate::typeset::paragraph::piece::Font;
use crate::typeset::paragraph::{Paragraph, Shape};
use crate::words::direction::runs_leftwards;
use std::sync::Arc;

impl Composer<'_> {
    /// Composes a document: title block, headnote, source line, text.
    pub(crate) fn document(&mut self, index: usize) -> Flow {
        let edition = self.edition;
        let document = &edition.documents[index];
        let scope = Scope { index, document, language: Arc::from(document.language.as_str()) };
        let mut flow = Flow::new(FlowKind::Document(index));
        let part = self.structure.add(Structure::ROOT, NodeKind::Part);
        if document.language != edition.book.language {
            self.structure.node_mut(part).language = Some(document.language.clone());
        }
        flow.lead = self.witnesses_lead(document);
        self.title_block(&scope, part, &mut flow);
        self.headnote(&scope, part, &mut flow);
        let style = self.style;
        let editor = self.editor(&scope);
        let scope = if document.presence == Presence::Commentary { &editor } else { &scope };
        let (base, entry) = self.body_styles(document);
        if document.columns > 1 && document.notes.is_empty() {
            let width = column_width(&style.index, style.page.measure, document.columns);
            let (from, pitch) = (flow.items.len() as u32, width + style.index.gutter);
            let leftwards = runs_leftwards(&document.language);
            flow.columns = Some(Columns { from, count: document.columns, pitch, leftwards, leading: entry.leading });
        }
        let is_index = document.generated.is_some_and(Generated::is_index);
        let node = if is_index { self.structure.add(part, NodeKind::Index) } else { part };
        let mut blocks = Blocks::new(scope, Container::Body, &base, node);
        blocks.entry = &entry;
        blocks.compose(self, &document.body, &mut flow);
        self.notes_of_document(index, part, &mut flow);
        flow
    }

    /// How the body of a document and the entries in it are set, as wide as its columns.
    fn body_styles(&self, document: &Document) -> (BlockStyle, BlockStyle) {
        let style = self.style;
        let (mut base, mut entry) = match document.generated {
            Some(generated) if generated.is_list() => {
                // What is no entry is set like text.
                let base = BlockStyle { hang: Length::ZERO, indent: style.index.hang, ..style.index.clone() };
                (base, style.index.clone())
            }
            _ => (style.text.clone(), style.entry.clone()),
        };
        if document.columns > 1 && document.notes.is_empty() {
            let beside = style.page.measure - column_width(&style.index, style.page.measure, document.columns);
            base.right += beside;
            entry.right += beside;
        }
        (base, entry)
    }

    fn title_block(&mut self, scope: &Scope<'_>, part: NodeId, flow: &mut Flow) {
        let (document, style) = (scope.document, self.style);
        flow.items.push(FlowItem::Strut(style.author.above));
        if let Some(author) = &document.author {
            let node = self.structure.add(part, NodeKind::Paragraph);
            let leaf = self.structure.add(node, NodeKind::Leaf);
            let id = self.line_of(&style.author, author, Role::Content(leaf), scope.language.clone());
            self.keep(flow, id);
            space(&mut flow.items, style.author.below);
        }
        let name = title_of(&document.title);
        let node = self.structure.add(part, NodeKind::Heading(1, name));
        let mut paragraph = Paragraph::new(Shape::of(&style.title, Length::ZERO, style.page.measure));
        let start = self.edition.place_name(&Place { document: scope.index, spot: Spot::Start });
        paragraph.begin(start);
        paragraph.origin = Some((scope.index, Container::Title));
        let font = Font::of(style.title.size, style.title.face, style.title.tracking);
        let mut calls = vec![];
        let reach = document.title.reach();
        for block in 0..document.title.blocks.len() {
            calls.extend(Inline::new(self, scope, &document.title, node, font).block(block, &reach, &mut paragraph));
        }
        let id = self.add(paragraph);
        space(&mut flow.items, style.title.above);
        self.keep(flow, id);
        space(&mut flow.items, style.title.below);
        self.notes(scope, part, calls, flow);
        if let Some(dateline) = &document.dateline {
            let node = self.structure.add(part, NodeKind::Paragraph);
            let leaf = self.structure.add(node, NodeKind::Leaf);
            let id = self.line_of(&style.dateline, dateline, Role::Content(leaf), scope.language.clone());
            space(&mut flow.items, style.dateline.above);
            self.keep(flow, id);
            space(&mut flow.items, style.dateline.below);
        }
        space(&mut flow.items, style.headnote.above);
    }

    fn headnote(&mut self, scope: &Scope<'_>, part: NodeId, flow: &mut Flow) {
        let (document, style) = (scope.document, self.style);
        let mut any = false;
        if let Some(text) = &document.headnote {
            let section = self.structure.add(part, NodeKind::Section);
            let language = &self.edition.book.language;
            if *language != document.language {
                self.structure.node_mut(section).language = Some(language.clone());
            }
            let editor = self.editor(scope);
            let mut blocks = Blocks::new(&editor, Container::Headnote, &style.headnote, section);
            blocks.compose(self, text, flow);
            space(&mut flow.items, style.headnote.below);
            any = true;
        }
        if let Some(text) = &document.source {
            let mut blocks = Blocks::new(scope, Container::Title, &style.source, part);
            blocks.origin = false;
            space(&mut flow.items, style.source.above);
            blocks.compose(self, text, flow);
            any = true;
        }
        if let Some(rights) = &document.rights {
            let node = self.structure.add(part, NodeKind::Paragraph);
            self.words(&mut flow.items, node, &style.source, rights);
            any = true;
        }
        if any && style.headnote.rule > Length::ZERO {
            space(&mut flow.items, style.source.above);
            let left = (style.page.measure - style.headnote.rule) / 2;
            flow.items.push(FlowItem::Rule(left, style.headnote.rule));
        }
        if any {
            space(&mut flow.items, style.source.below);
        }
    }

    /// Composes the notes `calls` that stand at the foot of the page below `parent`, each after the
    /// block that calls it, and the notes that these call.
    pub(crate) fn notes(&mut self, scope: &Scope<'_>, parent: NodeId, calls: Vec<NoteId>, flow: &mut Flow) {
        let edition = self.edition;
        for id in calls {
            let Some(note) = scope.document.notes.get(id.0 as usize) else { continue };
            let Some(series) = edition.series.get(note.series).filter(|series| series.place == NotePlace::Foot) else {
                continue;
            };
            let key = flow.key(id);
            if flow.notes.contains_key(&key) {
                continue;
            }
            flow.notes.insert(key, NoteFlow { series: note.series, ..NoteFlow::default() });
            let first = self.paragraphs.len();
            let (items, calls) = self.note(scope, parent, id, flow.kind);
            let items = match series.arrangement {
                Arrangement::RunTogether | Arrangement::ByLine => {
                    let whole = self.join(&note.text, first, note.series);
                    vec![FlowItem::Block(Block { parts: vec![whole], ..Block::default() })]
                }
                _ => items,
            };
            let wider = self.wider(&items, note.series);
            if let Some(known) = flow.notes.get_mut(&key) {
                (known.items, known.wider) = (items, wider);
            }
            self.notes(scope, parent, calls, flow);
        }
    }

    /// The items of a note in columns as they are in one column fewer, in two fewer, and so on: for pages that have
    /// too few notes to fill their columns.
    fn wider(&mut self, items: &[FlowItem], series: usize) -> Vec<Vec<FlowItem>> {
        let series = &self.edition.series[series];
        let Arrangement::Columns(count) = series.arrangement else { return vec![] };
        let (style, measure) = (self.style.note_of(&series.id), self.style.page.measure);
        let more = |columns| column_width(style, measure, columns) - column_width(style, measure, count);
        (1..count).rev().map(|columns| items.iter().map(|item| self.widened(item, more(columns))).collect()).collect()
    }

    /// An item of a note as it is in a column that is so much wider. What stands beside it, a label or the cells of
    /// a row, is as wide as it was.
    fn widened(&mut self, item: &FlowItem, more: Length) -> FlowItem {
        let FlowItem::Block(block) = item else { return item.clone() };
        let mut block = block.clone();
        if let Some(last) = block.parts.last().copied().filter(|_| block.parts.len() <= 2) {
            let mut twin = self.paragraphs[last.0 as usize].clone();
            twin.shape.width += more;
            twin.twin = Some(last);
            if let Some(part) = block.parts.last_mut() {
                *part = self.add(twin);
            }
        }
        FlowItem::Block(block)
    }

    /// Composes a note below `parent`; returns its items and the notes that it calls.
    pub(crate) fn note(
        &mut self,
        scope: &Scope<'_>,
        parent: NodeId,
        id: NoteId,
        kind: FlowKind,
    ) -> (Vec<FlowItem>, Vec<NoteId>) {
        let note = &scope.document.notes[id.0 as usize];
        let node = self.structure.add(parent, NodeKind::Note);
        let mut inner = Flow::new(kind);
        let Edition { series, book, .. } = self.edition;
        let language = language_of(series, note.series, &scope.document.language, &book.language);
        if language != scope.document.language {
            self.structure.node_mut(node).language = Some(language.to_owned());
        }
        let voice = Scope { index: scope.index, document: scope.document, language: Arc::from(language) };
        let style = self.note_style(note.series);
        let mut blocks = Blocks::new(&voice, Container::Note(id), &style, node);
        blocks.mark = Some(id);
        let calls = blocks.compose_note(self, &note.text, &mut inner);
        (inner.items, calls)
    }

    /// How the notes of a series are set: as its style says, as wide as their column.
    fn note_style(&self, series: usize) -> BlockStyle {
        let (series, measure) = (&self.edition.series[series], self.style.page.measure);
        let mut style = self.style.notes_of(series).clone();
        if self.style.hangs_in_columns(series) {
            (style.indent, style.hang) = (Length::ZERO, style.size);
        }
        if let (Arrangement::Columns(count), NotePlace::Foot) = (series.arrangement, series.place) {
            style.right += measure - column_width(&style, measure, count);
            // Names and sigla do not divide: narrow columns of them would be all spaces.
            if series.kind.is_keyed() && !style.aligned {
                style.align = Align::Left;
            }
        }
        style
    }
}
