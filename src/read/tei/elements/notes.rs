//! Notes: those that stand where they are called, those that say what they are about, and those at the end that
//! a reference calls.

use super::super::names::BEFORE;
use super::super::shape;
use super::super::tree::NodeId;
use super::super::walk::{Mode, Walk};
use super::labels::{self, Aimed};
use crate::model::document::{Container, Note};
use crate::model::text::{BlockKind, Mark, MarkKind, NoteId, Text};
use std::ops::Range;

impl Walk<'_, '_> {
    /// A note in the flow.
    pub(in crate::read::tei) fn note(&mut self, id: NodeId) {
        let tree = self.tree;
        if self.is_endnote(id) {
            return;
        }
        let aimed = tree.attribute(id, "target").is_some();
        let flows = self.frame().mode != Mode::Blocks;
        if !aimed && !flows && shape::is_among_notes(tree, id) {
            return self.other_block(id);
        }
        if aimed && !flows {
            return self.aimed_note(id, false);
        }
        let number = self.note_text(id);
        self.call(number);
        if aimed {
            self.aimed.push(Aimed { note: number, element: id, called: true });
        }
    }

    /// A note that stands apart from what it is about; its call comes when the text is there.
    pub(in crate::read::tei) fn aimed_note(&mut self, id: NodeId, called: bool) {
        let note = self.note_text(id);
        self.aimed.push(Aimed { note, element: id, called });
    }

    /// A note in `standOff`.
    pub(in crate::read::tei) fn standoff_note(&mut self, id: NodeId) {
        if !self.is_endnote(id) {
            self.aimed_note(id, false);
        }
    }

    /// A reference to a note at the end: the first calls it, what it shows is not printed.
    pub(in crate::read::tei) fn calls(&mut self, id: NodeId, note: NodeId) {
        let again = self.is_own && self.tree.attribute(id, "type") == Some("call");
        if let Some(number) = self.read.get(&note).copied().filter(|_| again) {
            return self.call(number);
        }
        let kind = self.kept_with(id, [(BEFORE, self.tree.inner(id).to_owned())]);
        self.pen().point(kind);
        if self.endnotes.remove(&note) {
            let number = self.note_text(note);
            self.call(number);
        }
    }

    /// Whether something calls a note that stands apart.
    pub(in crate::read::tei) fn is_endnote(&self, id: NodeId) -> bool {
        self.all_endnotes.contains(&id)
    }

    /// The name of a note as a place.
    pub(in crate::read::tei) fn note_name(&self, id: NodeId) -> Option<String> {
        let label = self.labels.get(&id)?;
        let series = self.context.series.get(label.series)?;
        Some(format!("note-{}-{}", series.id, label.key))
    }

    /// Marks the place of a call: here, or between blocks behind what came before.
    fn call(&mut self, note: NoteId) {
        let kind = MarkKind::Call(note);
        let pen = self.pen();
        match pen.is_open() || pen.at() == 0 {
            true => {
                // A call stands behind its word, whatever space the file's layout has before it.
                let at = pen.at();
                let first = pen.block_so_far().is_empty();
                if pen.is_open() && !first { pen.mark(at..at, kind) } else { pen.point(kind) }
            }
            false => pen.mark(pen.at()..pen.at(), kind),
        }
    }

    /// Reads the text of a note.
    fn note_text(&mut self, id: NodeId) -> NoteId {
        let tree = self.tree;
        let number = NoteId(self.notes.len() as u32);
        self.read.insert(id, number);
        let place = self.frame().container;
        let fallback = || labels::Label { series: self.context.default_series, key: format!("t{}", number.0 + 1) };
        let label = self.labels.get(&id).cloned().unwrap_or_else(fallback);
        let series = self.context.series.get(label.series).map_or("", |series| series.id.as_str());
        let says = |name: &str, value: &str| tree.attribute(id, name) == Some(value);
        let name = format!("note-{series}-{}", label.key);
        let known: Vec<&str> = [("type", series), ("n", label.key.as_str()), ("xml:id", name.as_str())]
            .into_iter()
            .filter(|(name, value)| says(name, value))
            .map(|(name, _)| name)
            .collect();
        let mut said = self.attributes(id);
        let made = |(name, value): &(String, String)| match name.as_str() {
            "xml:id" => self.is_own && value.starts_with("note-"),
            "ana" => self.is_own && *value == format!("#series.{series}"),
            _ => false,
        };
        said.retain(|attribute| !known.contains(&attribute.0.as_str()) && !made(attribute));
        self.notes.push(Note {
            key: label.key,
            series: label.series,
            mark: String::new(),
            text: Text::default(),
            lemma: None,
            place,
            entry: None,
            span: Some(tree.span(id)),
        });
        let mut text = self.container(Container::Note(number), |walk| walk.note_content(id));
        if !said.is_empty() {
            // over all its words: the element of the note itself
            let kind = MarkKind::Foreign { name: "note".to_owned(), attributes: said };
            text.marks.push(Mark { range: 0..text.string.len(), kind });
            text.sort_marks();
        }
        if let Some(note) = self.notes.get_mut(number.0 as usize) {
            note.text = text;
        }
        number
    }

    /// What a note holds: paragraphs, or one.
    pub(in crate::read::tei) fn note_content(&mut self, id: NodeId) {
        if shape::holds_blocks(self.tree, id) {
            return self.in_mode(Mode::Running, |walk| walk.children(id));
        }
        self.pen().open_block(BlockKind::Paragraph);
        self.in_mode(Mode::Leaf, |walk| walk.children(id));
        self.pen().close_block();
    }

    /// Gives the notes that say what they are about their words, and those that nothing called a place.
    pub(in crate::read::tei) fn place_notes(&mut self, body: &mut Text) {
        for id in std::mem::take(&mut self.endnotes) {
            self.aimed_note(id, false);
        }
        for Aimed { note, element, called } in std::mem::take(&mut self.aimed) {
            // The note of an entry is no place for the call of another.
            let found = self.aim(element).filter(|(container, _)| !matches!(container, Container::Entry(_)));
            let (container, range) = found.unwrap_or((Container::Body, body.string.len()..body.string.len()));
            let text = match container {
                Container::Note(id) => self.notes.get_mut(id.0 as usize).map(|note| &mut note.text),
                Container::Title => self.title.as_mut(),
                Container::Headnote => self.headnote.as_mut(),
                _ => Some(&mut *body),
            };
            let Some(text) = text else { continue };
            let words = text.string.get(range.clone()).unwrap_or_default().replace('\n', " ");
            if !called {
                text.marks.push(Mark { range: range.end..range.end, kind: MarkKind::Call(note) });
            }
            if !words.is_empty() {
                text.marks.push(Mark { range, kind: MarkKind::Lemma(note) });
            }
            text.sort_marks();
            if let Some(note) = self.notes.get_mut(note.0 as usize) {
                note.place = if called { note.place } else { container };
                note.lemma = Some(words).filter(|words| !words.is_empty());
            }
        }
    }

    /// What a note is about: from its first target to its last, or to `targetEnd`.
    fn aim(&mut self, id: NodeId) -> Option<(Container, Range<usize>)> {
        let tree = self.tree;
        let ids = [tree.attribute(id, "target"), tree.attribute(id, "targetEnd")];
        let ids: Vec<&str> = ids.into_iter().flatten().flat_map(str::split_ascii_whitespace).collect();
        let mut place: Option<(Container, Range<usize>)> = None;
        for target in ids {
            let Some(stand) = target.strip_prefix('#').and_then(|target| self.places.by_id(target)) else {
                let known = target.strip_prefix('#').is_some_and(|target| tree.by_id(target).is_some());
                let says = (
                    format!("a note is about `{target}`, which is no place of the text"),
                    "give the words an `xml:id`, or mend the note's `target`",
                );
                if !known || place.is_none() {
                    self.faults.push("dangling-target", target, tree.span(id), says);
                }
                continue;
            };
            place = Some(match place {
                Some((container, range)) if container == stand.container => {
                    (container, range.start.min(stand.range.start)..range.end.max(stand.range.end))
                }
                Some(place) => place,
                None => (stand.container, stand.range.clone()),
            });
        }
        place
    }
}
