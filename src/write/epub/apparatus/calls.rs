//! The links from the text to entries: on the words of a lemma, or as a sign where there are none.

use super::pieces::{Piece, Sign};
use crate::model::apparatus::EntryId;
use crate::model::document::Spot;
use crate::model::lines::Milestone;
use crate::model::text::NoteId;
use crate::write::epub::notes::BACK;
use crate::write::epub::page::Page;

/// The sign of entries that stand at a point, on words that are another link, or in a stretch of the text. Our
/// faces and Kobo's have it; it is no letter and no figure, so that it is not taken for a note's.
const SIGN: &str = "◦";

/// The attributes of a link to entries, in the order written.
type Attributes = Vec<(&'static str, String)>;

impl Page<'_> {
    /// The attributes of the element of a piece when it is opened: a link's, or where the piece is a place only, an
    /// id. What has no room in it is written before it.
    pub(crate) fn piece_attributes(&mut self, piece: &Piece) -> Attributes {
        let id = self.claim_places(&piece.begins);
        if piece.entries.is_empty() {
            return [Some(("class", "place".to_owned())), id.map(|id| ("id", id))].into_iter().flatten().collect();
        }
        self.link(&piece.entries, id, "entry")
    }

    /// Writes a sign; in its place the milestone that is the lemma.
    pub(crate) fn entry_sign(&mut self, sign: &Sign, milestone: Option<&Milestone>) {
        let id = self.claim_places(&sign.begins);
        if sign.entries.is_empty() {
            if let Some(id) = id {
                self.xml.empty("span", &[("class", "anchor"), ("id", &id)]);
            }
            return;
        }
        if let Some(milestone) = milestone {
            let attributes = self.link(&sign.entries, id, "entry");
            let attributes: Vec<(&str, &str)> =
                attributes.iter().map(|(name, value)| (*name, value.as_str())).collect();
            self.xml.open("a", &attributes);
            self.label_of_milestone(milestone);
            self.xml.close();
            return self.xml.text(" ");
        }
        let mut attributes = self.link(&sign.entries, id, "entry sign");
        attributes.push(("aria-label", self.titles(&self.notes_of(&sign.entries))));
        let book = &self.context.edition.book.language;
        if !book.is_empty() && book != self.language {
            attributes.extend([("lang", book.clone()), ("xml:lang", book.clone())]);
        }
        let attributes: Vec<(&str, &str)> = attributes.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.xml.leaf("a", &attributes, SIGN);
    }

    /// The call of a note that prints an entry: the lemma is the link, so it is a place only, where something
    /// refers to it.
    pub(crate) fn entry_call(&mut self, note: NoteId) {
        let name = self.context.name(self.document, Spot::Call(note));
        if self.context.is_referenced(&name) && self.claim(&name) {
            self.xml.empty("span", &[("class", "anchor"), ("id", &name)]);
        }
    }

    /// Writes the backlink that opens an entry: to the place of its lemma.
    pub(crate) fn entry_back(&mut self, note: NoteId, entry: EntryId) {
        let Some(href) = self.way_back(entry) else { return };
        let label = format!("{}: {}", self.context.terms.back_to_text, self.name_of(note, entry));
        let role = [("epub:type", "backlink"), ("role", "doc-backlink"), ("class", "back")];
        self.xml.leaf("a", &[role[0], role[1], role[2], ("href", &href), ("aria-label", &label)], BACK);
        self.xml.text(" ");
    }

    /// Writes the link from a layer to the conspectus of its sigla, where the book has one.
    pub(crate) fn conspectus_line(&mut self) {
        let Some((href, title)) = self.conspectus() else { return };
        self.editorial(&[("class", "conspectus")], |page, attributes| {
            page.xml.open("p", attributes);
            page.xml.leaf("a", &[("class", "reference"), ("href", &href)], &title);
            page.xml.close_line();
        });
    }

    /// The attributes of a link to entries.
    fn link(&mut self, entries: &[EntryId], id: Option<String>, class: &str) -> Attributes {
        let notes = self.notes_of(entries);
        let id = id.or_else(|| {
            let new = notes.len() > 1 && !self.has_list(&notes);
            new.then(|| self.next_list_call()).filter(|id| self.claim(id))
        });
        let series = |note: &NoteId| self.context.edition.documents[self.document].notes[note.0 as usize].series;
        let mut layers: Vec<usize> = notes.iter().map(series).collect();
        layers.dedup();
        let mut class = class.to_owned();
        layers.iter().for_each(|layer| class.extend([" series-", &self.context.edition.series[*layer].id]));
        let target = self.target(notes, id.as_deref().unwrap_or_default());
        let kind = [("epub:type", "noteref".to_owned()), ("role", "doc-noteref".to_owned()), ("class", class)];
        kind.into_iter().chain(id.map(|id| ("id", id))).chain([("href", format!("#{target}"))]).collect()
    }

    /// The notes that print entries, in the order of their series.
    fn notes_of(&self, entries: &[EntryId]) -> Vec<NoteId> {
        let document = &self.context.edition.documents[self.document];
        let of = |entry: &EntryId| self.apparatus.notes.get(entry).into_iter().flatten().copied();
        let mut notes: Vec<NoteId> = entries.iter().flat_map(of).collect();
        notes.sort_by_key(|note| (document.notes[note.0 as usize].series, *note));
        notes
    }

    /// Takes the ids of the places of entries: gives one for the element to come, and writes the others as anchors
    /// before it.
    fn claim_places(&mut self, entries: &[EntryId]) -> Option<String> {
        let names: Vec<String> = entries.iter().map(|entry| self.place_of(*entry)).collect();
        let mut free = names.into_iter().filter(|name| self.claim(name)).collect::<Vec<_>>().into_iter();
        let id = free.next();
        free.for_each(|other| self.xml.empty("span", &[("class", "anchor"), ("id", &other)]));
        id
    }
}
