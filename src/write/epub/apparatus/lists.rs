//! What a link leads to that stands for several entries: a list of them, each as it reads and a link to itself.
//!
//! Links do not nest, so words under two lemmata cannot lead to both; and a popup shows one target.

use crate::model::document::{Container, Spot};
use crate::model::text::NoteId;
use crate::write::epub::notes::BACK;
use crate::write::epub::page::Page;
use std::collections::BTreeMap;

/// The lists of a page.
#[derive(Default)]
pub(crate) struct Lists {
    /// In the order in which the text first leads to them.
    all: Vec<List>,
    /// Which of them has these notes.
    of: BTreeMap<Vec<NoteId>, usize>,
}

/// A list.
struct List {
    notes: Vec<NoteId>,
    /// The id of the first link that leads there.
    back: String,
}

impl Page<'_> {
    /// The id of what a link from the element `from` leads to: the only note, or a list of several. A list leads
    /// back to the first such element.
    pub(super) fn target(&mut self, notes: Vec<NoteId>, from: &str) -> String {
        if let [note] = notes[..] {
            return self.context.name(self.document, Spot::Note(note));
        }
        let lists = &mut self.apparatus.lists;
        let next = lists.all.len();
        let index = *lists.of.entry(notes.clone()).or_insert(next);
        if index == next {
            lists.all.push(List { notes, back: from.to_owned() });
        }
        self.list_id(index)
    }

    /// Whether these notes have a list already, so that the element that leads there needs no id.
    pub(super) fn has_list(&self, notes: &[NoteId]) -> bool {
        self.apparatus.lists.of.contains_key(notes)
    }

    /// An id for an element that will lead to the next list.
    pub(super) fn next_list_call(&self) -> String {
        format!("{}_call", self.list_id(self.apparatus.lists.all.len()))
    }

    fn list_id(&self, index: usize) -> String {
        format!("{}_entries_{}", self.context.edition.documents[self.document].id, index + 1)
    }

    /// Writes the section of the lists, if there are any. They are not called from one another.
    pub(crate) fn list_section(&mut self) {
        let lists = std::mem::take(&mut self.apparatus.lists).all;
        if lists.is_empty() {
            return;
        }
        let heading = format!("{}_entries_title", self.context.edition.documents[self.document].id);
        self.claim(&heading);
        self.xml.open_line("section", &[("class", "notes entry-lists"), ("aria-labelledby", &heading)]);
        let title = self.context.terms.several_entries;
        self.editorial(&[("id", &heading)], |page, attributes| page.xml.leaf_line("h2", attributes, title));
        for (index, list) in lists.iter().enumerate() {
            let id = self.list_id(index);
            let role = [("epub:type", "footnote"), ("role", "doc-footnote"), ("class", "note entry-list")];
            self.editorial(&[role[0], role[1], role[2], ("id", &id)], |page, attributes| {
                page.xml.open_line("div", attributes);
                page.list(list);
                page.xml.close_line();
            });
        }
        self.xml.close_line();
    }

    /// Writes the entries of a list, under the names of their layers where there is more than one.
    fn list(&mut self, list: &List) {
        let context = self.context;
        let document = &context.edition.documents[self.document];
        let series = |note: &NoteId| document.notes[note.0 as usize].series;
        let layers: Vec<&[NoteId]> = list.notes.chunk_by(|a, b| series(a) == series(b)).collect();
        self.xml.open("p", &[("class", "label")]);
        let label = format!("{}: {}", context.terms.back_to_text, self.titles(&list.notes));
        let role = [("epub:type", "backlink"), ("role", "doc-backlink"), ("class", "back")];
        let href = format!("#{}", list.back);
        self.xml.leaf("a", &[role[0], role[1], role[2], ("href", &href), ("aria-label", &label)], BACK);
        self.xml.close_line();
        for notes in &layers {
            if layers.len() > 1 {
                self.xml.leaf_line("p", &[("class", "layer")], &context.edition.series[series(&notes[0])].title);
            }
            self.xml.open_line("ul", &[]);
            notes.iter().for_each(|note| self.listed(*note));
            self.xml.close_line();
        }
    }

    /// Writes an entry of a list: a link with all that its first paragraph says.
    fn listed(&mut self, note: NoteId) {
        let text = &self.context.edition.documents[self.document].notes[note.0 as usize].text;
        let href = format!("#{}", self.context.name(self.document, Spot::Note(note)));
        let flow = self.flow(text, Some(Container::Note(note)));
        self.xml.open("li", &[]);
        self.xml.open("a", &[("class", "listed"), ("href", &href)]);
        if !text.blocks.is_empty() {
            self.inline_flat(&flow, 0);
        }
        self.xml.close();
        self.xml.close_line();
    }

    /// The titles of the layers that notes are of, with how many there are if more than one.
    pub(super) fn titles(&self, notes: &[NoteId]) -> String {
        let edition = self.context.edition;
        let series = |note: &NoteId| edition.documents[self.document].notes[note.0 as usize].series;
        let mut titles: Vec<&str> = notes.iter().map(|note| edition.series[series(note)].title.as_str()).collect();
        titles.dedup();
        if notes.len() > 1 { format!("{} ({})", titles.join(", "), notes.len()) } else { titles.concat() }
    }
}
