//! Notes: their calls in the text and, below it, each series as a section of its own.
//!
//! As reading systems want them: a call holds text only (Apple Books), a note is a `div`, not an
//! `aside` (which vanishes from the flow in Apple Books, Thorium and foliate), the backlink opens
//! the note (Kindle) and the mark stands outside it (Thorium hides backlinks in its popups).
//! Structural semantics `noteref`, `footnote`, `backlink`; DPUB-ARIA §`doc-noteref` and so on.

use crate::model::apparatus::SeriesKind;
use crate::model::document::{Container, Document, NoteSeries, Spot, language_of};
use crate::model::order::{self, Noted};
use crate::model::text::NoteId;
use crate::write::epub::page::Page;
use crate::write::epub::words;

/// The sign of a backlink: Kobo's fonts lack ↩.
pub(crate) const BACK: &str = "↑";

/// The look of a call whose mark is an asterisk, which stands high by itself.
pub(super) const HIGH: &str = "
a.call.high { font-size: 1em; top: 0; padding: 0.3em 0.04em; }
";

impl Page<'_> {
    /// Writes the call of a note. Only the first call of a note has an id.
    ///
    /// Where the words around it may turn what follows them it is `isolated`: else it would read as the last digit
    /// of a figure before it.
    pub(crate) fn note_call(&mut self, id: NoteId, isolated: bool) {
        let context = self.context;
        let Some(note) = context.edition.documents[self.document].notes.get(id.0 as usize) else { return };
        if note.is_keyed() {
            return self.entry_call(id);
        }
        let (call, target) =
            (context.name(self.document, Spot::Call(id)), format!("#{}", context.name(self.document, Spot::Note(id))));
        let high = if is_high(&note.mark) { " high" } else { "" };
        let class = format!("call{high} series-{}", context.edition.series[note.series].id);
        let mut attributes = vec![("epub:type", "noteref"), ("role", "doc-noteref"), ("class", class.as_str())];
        if self.claim(&call) {
            attributes.push(("id", &call));
        }
        attributes.extend(isolated.then(|| words::attribute(false)));
        attributes.push(("href", &target));
        self.xml.leaf("a", &attributes, &note.mark);
    }

    /// Writes a further call of a note.
    pub(crate) fn note_recall(&mut self, id: NoteId) {
        let note = &self.context.edition.documents[self.document].notes[id.0 as usize];
        let count = self.recalled.get(&id).map_or(2, |ids| ids.len() + 2);
        let call = format!("{}.{count}", self.context.name(self.document, Spot::Call(id)));
        let target = format!("#{}", self.context.name(self.document, Spot::Note(id)));
        let high = if is_high(&note.mark) { " high" } else { "" };
        let class = format!("call{high} series-{}", self.context.edition.series[note.series].id);
        let role = [("epub:type", "noteref"), ("role", "doc-noteref"), ("class", class.as_str())];
        if self.claim(&call) {
            self.xml.leaf("a", &[role[0], role[1], role[2], ("id", &call), ("href", &target)], &note.mark);
            self.recalled.entry(id).or_default().push(call);
        }
    }

    /// Whether a note's call is printed: that of an entry which is keyed to lines is its lemma.
    pub(crate) fn is_printed_call(&self, id: NoteId) -> bool {
        let notes = &self.context.edition.documents[self.document].notes;
        notes.get(id.0 as usize).is_none_or(|note| !note.is_keyed())
    }

    /// Writes the sections of the notes, in the order of the series; the notes as they are read.
    pub(crate) fn note_sections(&mut self, document: &Document) {
        let all = order::notes(document);
        for (index, series) in self.context.edition.series.iter().enumerate() {
            let of_series = |noted: &&Noted| document.notes[noted.note.0 as usize].series == index;
            let notes: Vec<&Noted> = all.iter().filter(of_series).collect();
            if !notes.is_empty() {
                self.note_section(document, series, &notes);
            }
        }
    }

    fn note_section(&mut self, document: &Document, series: &NoteSeries, notes: &[&Noted]) {
        let heading = format!("{}_notes-{}", document.id, series.id);
        let class = format!("notes series-{}{}", series.id, if series.kind.is_keyed() { " apparatus" } else { "" });
        self.claim(&heading);
        self.xml.open_line("section", &[("class", &class), ("aria-labelledby", &heading)]);
        self.editorial(&[("id", &heading)], |page, attributes| page.xml.leaf_line("h2", attributes, &series.title));
        if series.kind == SeriesKind::Apparatus {
            self.conspectus_line();
        }
        for Noted { note, call } in notes {
            self.note(document, *note, call.is_some());
        }
        self.xml.close_line();
    }

    /// Writes a note. Each says by itself in what language it is if that is not the text's, as it may be shown alone.
    /// An entry runs as its language does, whatever its words are.
    fn note(&mut self, document: &Document, id: NoteId, called: bool) {
        let context = self.context;
        let note = &document.notes[id.0 as usize];
        let name = self.context.name(self.document, Spot::Note(id));
        let mut attributes = vec![("epub:type", "footnote"), ("role", "doc-footnote"), ("class", "note")];
        if self.claim(&name) {
            attributes.push(("id", &name));
        }
        let write = |page: &mut Self, attributes: &[(&str, &str)]| {
            let around = page.leftwards;
            let letters = note.entry.is_none().then(|| page.direction(&note.text, 0..note.text.blocks.len()));
            let (direction, mut attributes) = (letters.flatten(), attributes.to_vec());
            if let Some(turned) = page.turn(direction) {
                attributes.retain(|(name, _)| *name != "dir");
                attributes.push(turned);
            }
            page.xml.open_line("div", &attributes);
            page.blocks(&note.text, Container::Note(id), Some((id, called)));
            page.xml.close_line();
            page.leftwards = around;
        };
        let edition = context.edition;
        let text = edition.documents.get(self.document).map_or("", |document| document.language.as_str());
        self.said_in(language_of(&edition.series, note.series, text, &edition.book.language), &attributes, write);
    }

    /// Writes what opens a note: the backlink, if the note is called, and the mark.
    pub(crate) fn note_label(&mut self, id: NoteId, called: bool) {
        let context = self.context;
        let note = &context.edition.documents[self.document].notes[id.0 as usize];
        if let Some(entry) = note.entry.filter(|_| note.is_keyed()) {
            return self.entry_back(id, entry);
        }
        if called {
            let target = format!("#{}", context.name(self.document, Spot::Call(id)));
            let label = format!("{} {}", context.terms.back, note.mark);
            let role = [("epub:type", "backlink"), ("role", "doc-backlink"), ("class", "back")];
            self.xml.leaf("a", &[role[0], role[1], role[2], ("href", &target), ("aria-label", &label)], BACK);
            self.xml.text(" ");
            for (count, call) in self.recalled.get(&id).cloned().unwrap_or_default().into_iter().enumerate() {
                let (target, label) = (format!("#{call}"), format!("{label} ({})", count + 2));
                self.xml.leaf("a", &[role[0], role[1], role[2], ("href", &target), ("aria-label", &label)], BACK);
                self.xml.text(" ");
            }
        }
        if !note.mark.is_empty() {
            self.xml.leaf("span", &[("class", "mark")], &note.mark);
            self.xml.text(" ");
        }
    }
}

/// Whether words stand high by themselves, so that nothing raises them: asterisks do.
pub(crate) fn is_high(words: &str) -> bool {
    !words.is_empty() && words.chars().all(|character| character == '*')
}
