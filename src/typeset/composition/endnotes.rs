//! Notes that do not stand at the foot of a page: at the end of their document or of the book, as
//! paragraphs of the text.

use crate::model::document::{Container, Document, Edition, Matter, NotePlace};
use crate::model::length::Length;
use crate::model::order;
use crate::model::page::{NodeId, NodeKind, Role, Structure};
use crate::model::text::NoteId;
use crate::style::BlockStyle;
use crate::typeset::composition::composer::{Composer, Scope, title_of};
use crate::typeset::composition::flow::{Flow, FlowItem, FlowKind, space};
use crate::typeset::paragraph::{Heading, Paragraph};
use std::sync::Arc;

/// The name of the notes of the book as a place: no document's id is empty.
pub(crate) const NOTES: &str = "_notes";

/// Whether notes stand at the end of the book.
pub(crate) fn has_notes(edition: &Edition) -> bool {
    edition.documents.iter().any(|document| !endnotes(edition, document, NotePlace::Book).is_empty())
}

/// The document (index) before which the notes of the book stand: the first that the tool writes behind the texts, for
/// indexes come last of all. None where they end the book.
pub(crate) fn notes_before(edition: &Edition) -> Option<usize> {
    edition.documents.iter().position(|document| document.matter == Matter::Back && document.generated.is_some())
}

/// What the notes of the book are headed.
pub(crate) fn notes_title<'a>(edition: &'a Edition, notes: &'a str) -> &'a str {
    let all = edition.documents.iter().flat_map(|document| endnotes(edition, document, NotePlace::Book));
    title(edition, all.map(|(series, _)| series), notes)
}

/// What notes of some series are headed: one apparatus by its title, for it is no row of notes.
fn title<'a>(edition: &'a Edition, mut series: impl Iterator<Item = usize>, notes: &'a str) -> &'a str {
    let Some(first) = series.next() else { return notes };
    let known = &edition.series[first];
    let alone = known.kind.is_keyed() && !known.title.is_empty() && series.all(|other| other == first);
    if alone { &known.title } else { notes }
}

/// The notes of a document that stand at `place`: for each series that has any the notes in their
/// order.
fn endnotes(edition: &Edition, document: &Document, place: NotePlace) -> Vec<(usize, Vec<NoteId>)> {
    if edition.series.iter().all(|series| series.place != place) {
        return vec![];
    }
    let called = order::called_from(document, &[Container::Title, Container::Headnote, Container::Body]);
    let of = |index: usize| {
        let notes = called.iter().map(|noted| noted.note);
        (index, notes.filter(|id| document.notes[id.0 as usize].series == index).collect::<Vec<_>>())
    };
    let series = (0..edition.series.len()).filter(|index| edition.series[*index].place == place);
    series.map(of).filter(|(_, notes)| !notes.is_empty()).collect()
}

impl Composer<'_> {
    /// Adds the notes at the end of a document.
    pub(crate) fn notes_of_document(&mut self, index: usize, part: NodeId, flow: &mut Flow) {
        let edition = self.edition;
        let series = endnotes(edition, &edition.documents[index], NotePlace::Document);
        if series.is_empty() {
            return;
        }
        let section = self.structure.add(part, NodeKind::Section);
        let style = self.style.headings[0].clone();
        let title = title(edition, series.iter().map(|(series, _)| *series), self.terms.notes);
        let node = self.head(flow, section, 2, &style, title, self.language());
        self.said_by_editor(node, index);
        self.endnotes(index, &series, section, 3, flow);
    }

    /// The notes of the book, document by document.
    pub(crate) fn book_notes(&mut self) -> Flow {
        let edition = self.edition;
        let mut flow = Flow::new(FlowKind::Notes);
        let part = self.structure.add(Structure::ROOT, NodeKind::Part);
        flow.items.push(FlowItem::Strut(self.style.author.above));
        let [one, two, _] = &self.style.headings;
        let (title, name) = (BlockStyle { above: Length::ZERO, ..one.clone() }, two.clone());
        self.head(&mut flow, part, 1, &title, notes_title(edition, self.terms.notes), self.language());
        let heading = self.paragraphs.len() - 1;
        self.paragraphs[heading].begin(NOTES.to_string());
        for matter in [Matter::Front, Matter::Text, Matter::Back] {
            for index in 0..edition.documents.len() {
                let document = &edition.documents[index];
                let series = endnotes(edition, document, NotePlace::Book);
                if document.matter != matter || series.is_empty() {
                    continue;
                }
                let section = self.structure.add(part, NodeKind::Section);
                if document.language != edition.book.language {
                    self.structure.node_mut(section).language = Some(document.language.clone());
                }
                let language: Arc<str> = Arc::from(document.language.as_str());
                self.head(&mut flow, section, 2, &name, &title_of(&document.title), language);
                let first = self.paragraphs.len();
                // For the running heads: whoever follows a note's mark looks for its document.
                self.paragraphs[first - 1].heading = Some(Heading { level: 1, text: document.short_title.clone() });
                self.endnotes(index, &series, section, 3, &mut flow);
                for call in self.paragraphs[first..].iter_mut().flat_map(Paragraph::calls_mut) {
                    *call = flow.key(*call);
                }
                flow.offset += document.notes.len() as u32;
            }
        }
        flow
    }

    /// Adds notes of a document, with a heading for each series where there are several.
    fn endnotes(&mut self, index: usize, series: &[(usize, Vec<NoteId>)], parent: NodeId, level: u8, flow: &mut Flow) {
        let (edition, style) = (self.edition, self.style);
        let document = &edition.documents[index];
        let scope = Scope { index, document, language: Arc::from(document.language.as_str()) };
        for (number, notes) in series {
            let mut section = parent;
            if series.len() > 1 {
                section = self.structure.add(parent, NodeKind::Section);
                let title = &edition.series[*number].title;
                let node = self.head(flow, section, level, &style.headings[2], title, self.language());
                self.said_by_editor(node, index);
            }
            let of_series = style.notes_of(&edition.series[*number]);
            for id in notes {
                let (items, calls) = self.note(&scope, section, *id, flow.kind);
                space(&mut flow.items, of_series.above);
                flow.items.extend(items);
                space(&mut flow.items, of_series.below);
                self.notes(&scope, section, calls, flow);
            }
        }
    }

    /// Among the notes of a document in another language a heading is in the language of the book.
    fn said_by_editor(&mut self, node: NodeId, index: usize) {
        let language = &self.edition.book.language;
        if self.edition.documents[index].language != *language {
            self.structure.node_mut(node).language = Some(language.clone());
        }
    }

    /// A heading of the tool's own, which stays with what follows; returns its node.
    fn head(
        &mut self,
        flow: &mut Flow,
        parent: NodeId,
        level: u8,
        style: &BlockStyle,
        words: &str,
        language: Arc<str>,
    ) -> NodeId {
        let node = self.structure.add(parent, NodeKind::Heading(level, words.to_string()));
        let leaf = self.structure.add(node, NodeKind::Leaf);
        let id = self.line_of(style, words, Role::Content(leaf), language);
        space(&mut flow.items, style.above);
        self.keep(flow, id);
        space(&mut flow.items, style.below);
        node
    }
}
