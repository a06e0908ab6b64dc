//! Notes: at their call, or beside the text where nothing calls them.

use super::blocks::Shape;
use super::element::Element;
use super::writing::{Marked, Writing};
use crate::model::document::{Container, Note};
use crate::model::text::NoteId;

/// How deep notes may stand in one another; deeper ones stand beside the text.
const DEEPEST: usize = 12;

impl Writing<'_> {
    /// Writes what stands at a call: the note, or where it was called before what leads to it.
    pub(super) fn call(&mut self, id: NoteId) {
        let Some(note) = self.document.notes.get(id.0 as usize) else { return };
        if self.depth >= DEEPEST || !self.noted.insert(id) {
            if self.depth >= DEEPEST && self.noted.insert(id) {
                self.held.push(id);
            }
            let target = format!("#{}", self.ids.note(self.index, id));
            return self.xml.empty("ptr", &[("type", "call"), ("target", &target)]);
        }
        self.note(id, note);
    }

    fn note(&mut self, id: NoteId, note: &Note) {
        let own = self.ids.note(self.index, id);
        let series = self.edition.series.get(note.series).map_or("", |series| series.id.as_str());
        if !series.is_empty() {
            self.category(&format!("series.{series}"));
        }
        let kept = self.own_note(id).unwrap_or_default();
        let said = |wanted: &str| kept.iter().any(|(name, _)| name == wanted);
        let mut element = Element::new("note");
        // what the source calls it stays; its series stands elsewhere then
        if said("type") && !series.is_empty() {
            element = element.with("ana", format!("#{}", super::ids::ncname(&format!("series.{series}"))));
        } else {
            element = element.with("type", series);
        }
        if !said("n") {
            element = element.with("n", note.key.clone());
        }
        element = element.with_some("xml:id", self.give(own));
        let mut kept = self.adapted(kept);
        kept.retain(|(name, _)| name != "xml:id");
        if let Some((_, ana)) = kept.iter().find(|(name, _)| name == "ana") {
            element = element.adding("ana", ana);
        }
        let parts = self.count(Marked::Note(id));
        let ends: Vec<[String; 2]> = (0..parts).map(|part| self.ends(Marked::Note(id), part)).collect();
        for [from, to] in ends.iter().filter(|_| !self.is_aimed(id)) {
            element = element.adding("target", &format!("#{from}"));
            element = element.adding("targetEnd", &format!("#{to}"));
        }
        element = element.filled(&kept);
        element.open(&mut self.xml);
        self.depth += 1;
        let mut flow = self.flow(&note.text, Container::Note(id));
        self.blocks(&mut flow, Shape::Blocks);
        self.depth -= 1;
        element.close(&mut self.xml);
    }

    /// Whether the source says itself what a note is about.
    pub(super) fn is_aimed(&self, id: NoteId) -> bool {
        self.own_note(id).is_some_and(|kept| kept.iter().any(|(name, _)| name == "target"))
    }

    /// Writes the notes that are left, and those that they call.
    pub(super) fn rest_of_notes(&mut self) {
        let mut next = 0;
        loop {
            let id = match self.held.get(next) {
                Some(id) => *id,
                None => {
                    let left = (0..self.document.notes.len() as u32)
                        .map(NoteId)
                        .find(|id| self.document.notes[id.0 as usize].entry.is_none() && !self.noted.contains(id));
                    let Some(id) = left else { break };
                    self.noted.insert(id);
                    self.held.push(id);
                    id
                }
            };
            next += 1;
            self.note(id, &self.document.notes[id.0 as usize]);
            self.xml.newline();
        }
    }
}
