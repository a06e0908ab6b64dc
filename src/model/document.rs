//! The book, its documents, their notes and references.

use crate::model::account::{Account, Edit};
use crate::model::apparatus::{Entry, EntryCalls, EntryId, Ordinal, Sigla, Witness};
use crate::model::figure::Figure;
use crate::model::generated::{Generated, Loci, OwnPage};
use crate::model::header::Header;
use crate::model::lines::MilestoneSystem;
use crate::model::name::Name;
use crate::model::parallel::{Contradiction, Parallel};
pub use crate::model::series::{
    Arrangement, MarkStyle, NotePlace, NoteSeries, author_series, editorial_series, language_of, text_series,
};
use crate::model::target::fit;
use crate::model::text::{MarkKind, NoteId, RefId, Styled, Text};
use crate::model::work::{Citation, Work};
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// The whole book, resolved.
#[derive(Clone, Debug, Default)]
pub struct Edition {
    /// Title, language, date and so on.
    pub book: Book,
    /// The note series, in the order in which they stand below the text.
    pub series: Vec<NoteSeries>,
    /// The documents in reading order.
    pub documents: Vec<Document>,
    /// The works cited, by key.
    pub works: BTreeMap<String, Work>,
    /// The names that the indexes list, in the order of the authority file.
    pub names: Vec<Name>,
    /// The parallels that the editor has accepted, in the order of the file.
    pub parallels: Vec<Parallel>,
    /// The contradictions, in the order of the file.
    pub contradictions: Vec<Contradiction>,
    /// The ids of documents that are left out, generated ones that would have been empty and those that could not be
    /// read: references to them are words alone.
    pub left_out: Vec<String>,
}

/// What the book says about itself.
#[derive(Clone, Debug, Default)]
pub struct Book {
    /// The title, its words alone.
    pub title: String,
    /// The title with its emphasis, where it has any.
    pub styled_title: Option<Text>,
    /// The subtitle.
    pub subtitle: Option<String>,
    /// Editors, as printed.
    pub editors: Vec<String>,
    /// Authors of the texts, as printed.
    pub authors: Vec<String>,
    /// The language of the editorial matter (BCP 47).
    pub language: String,
    /// The date of the edition, which is printed.
    pub date: Timestamp,
    /// When its files are made, if that is another moment: `SOURCE_DATE_EPOCH`.
    pub made: Option<Timestamp>,
    /// A URN or URL that names the edition; made from the slug where `book.toml` gives none.
    pub identifier: String,
    /// The publisher.
    pub publisher: Option<String>,
    /// A line on rights for the imprint.
    pub rights: Option<String>,
    /// A paragraph that describes the book.
    pub description: Option<String>,
    /// Further lines of the imprint.
    pub imprint: Vec<String>,
    /// The file name without ending.
    pub slug: String,
    /// Words whose hyphenation the edition decides, by language (BCP 47): with a `-` wherever they
    /// may be broken, without one never to be broken.
    pub hyphenation: BTreeMap<String, Vec<String>>,
    /// The numberings besides that of the lines, in the order in which they stand beside one another.
    pub milestones: Vec<MilestoneSystem>,
    /// From where the EPUB leads to the entries of an apparatus.
    pub entry_calls: EntryCalls,
    /// The pages about itself that it does without.
    pub left_out: BTreeSet<OwnPage>,
    /// Whether its conspectus is silent on the pages that cite each siglum.
    pub uncited: bool,
}

impl Book {
    /// The moment that its files name as theirs.
    pub fn moment(&self) -> Timestamp {
        self.made.unwrap_or(self.date)
    }

    /// Whether it has a page about itself.
    pub fn has(&self, page: OwnPage) -> bool {
        !self.left_out.contains(&page)
    }

    /// The title as it stands on its own page.
    pub fn title_parts(&self) -> Vec<Styled> {
        match &self.styled_title {
            Some(text) => text.styled(0..text.string.len(), |_, _| None),
            None => vec![Styled { words: self.title.clone(), kinds: vec![] }],
        }
    }
}

/// A moment in UTC, from `[book] date` or `SOURCE_DATE_EPOCH`; never from the clock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timestamp {
    /// Year.
    pub year: u16,
    /// Month from 1.
    pub month: u8,
    /// Day from 1.
    pub day: u8,
    /// Hour.
    pub hour: u8,
    /// Minute.
    pub minute: u8,
    /// Second.
    pub second: u8,
}

/// Where a document stands in the book.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Matter {
    /// Before the texts, roman folios.
    Front,
    /// A text of the edition.
    #[default]
    Text,
    /// After the texts.
    Back,
}

/// A document.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// Where the numbers of its lines begin anew, if it says so itself.
    pub restart: Option<crate::model::lines::Restart>,
    /// The folder's name: the document's id in links.
    pub id: String,
    /// Where it stands.
    pub matter: Matter,
    /// Its title, one block, possibly with note calls.
    pub title: Text,
    /// Its title for running heads.
    pub short_title: String,
    /// Its author.
    pub author: Option<String>,
    /// Its date, ISO 8601 as far as it is known: `1938-09-12`, `1941-08`, `1948`.
    pub date: Option<String>,
    /// Its date as the witness prints it, or made from `date`.
    pub dateline: Option<String>,
    /// Its language (BCP 47).
    pub language: String,
    /// The source line, printed under the headnote; one block.
    pub source: Option<Text>,
    /// A line on rights.
    pub rights: Option<String>,
    /// The witnesses that are files, the base first.
    pub witnesses: Vec<Witness>,
    /// The sigla that its entries may name.
    pub sigla: Sigla,
    /// Whether the body is the text or, because no witness was found, a commentary on it.
    pub presence: Presence,
    /// The editor's headnote.
    pub headnote: Option<Text>,
    /// The text, or the commentary.
    pub body: Text,
    /// The notes of title, headnote, body and notes.
    pub notes: Vec<Note>,
    /// The references in any of its containers.
    pub references: Vec<Reference>,
    /// The figures of headnote and body.
    pub figures: Vec<Figure>,
    /// What typographic punctuation took the place of in text and notes, sorted by place.
    pub punctuation: Vec<Edit>,
    /// What the import found out, for documents read from a witness that is present.
    pub account: Option<Account>,
    /// The entries of its apparatus in any of its containers, in reading order; behind them those of a
    /// text that is not there.
    pub entries: Vec<Entry>,
    /// The words of the text that composed entries may have to tell from others in their line.
    pub ordinals: Vec<Ordinal>,
    /// The citations in any of its containers, in reading order.
    pub citations: Vec<Citation>,
    /// The lists of places in its body.
    pub loci: Vec<Loci>,
    /// What the tool wrote it from, if it did.
    pub generated: Option<Generated>,
    /// What the TEI file says about itself that it was read from.
    pub header: Header,
    /// In how many columns the body is set in print; 0 and 1 both mean none.
    pub columns: u8,
}

/// Whether a document's text is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Presence {
    /// It is.
    #[default]
    Text,
    /// It is not: the body lists its notes with their lemmata.
    Commentary,
}

/// A note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Its stable name in the document: the author's number, a label's part after the colon, or
    /// the id of a stand-off note. Unique in its series and document.
    pub key: String,
    /// Index into [`Edition::series`].
    pub series: usize,
    /// What is printed at the call and before the note. Empty until the notes are numbered.
    pub mark: String,
    /// Its text.
    pub text: Text,
    /// The words it stands on, as a commentary shows them; `None` where it stands on a point.
    pub lemma: Option<String>,
    /// The container that calls it.
    pub place: Container,
    /// The entry that it prints, for a note that is composed from one.
    pub entry: Option<EntryId>,
    /// Where it is defined.
    pub span: Option<Span>,
}

impl Note {
    /// Whether it prints an entry that is keyed to lines: it is called by a point where the lemma begins, without a mark.
    pub fn is_keyed(&self) -> bool {
        self.entry.is_some() && self.mark.is_empty()
    }
}

/// A container of text in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Container {
    /// The title.
    Title,
    /// The headnote.
    Headnote,
    /// The body.
    Body,
    /// A note.
    Note(NoteId),
    /// The note of an entry of the apparatus.
    Entry(EntryId),
}

/// A reference to another place in the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The document meant; empty for its own.
    pub document: String,
    /// The anchor in it: `p12`, a heading's id, `headnote`, `note-28`, a stand-off note's id.
    pub anchor: Option<String>,
    /// Where the reference stands.
    pub span: Option<Span>,
    /// What it leads to, once resolved.
    pub target: Target,
}

/// What a reference leads to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Target {
    /// Nothing yet, or nothing at all.
    #[default]
    Unresolved,
    /// Nothing yet, of a reference whose words say enough without it: a link as other programs write them.
    Loose,
    /// The same of a reference as we write them, `[[document]]`, `[[document|words]]`: that there is no such document is a
    /// mistake where its name is all but that of one.
    Worded,
    /// A place in the book.
    Place(Place),
    /// A place in a text that is not there: the reference leads to its commentary.
    Deferred(Place),
}

impl Target {
    /// The place, if there is one.
    pub fn place(&self) -> Option<&Place> {
        match self {
            Target::Unresolved | Target::Loose | Target::Worded => None,
            Target::Place(place) | Target::Deferred(place) => Some(place),
        }
    }
}

/// A place in the book that can be led to. Both formats name it [`Edition::place_name`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Index into [`Edition::documents`].
    pub document: usize,
    /// The spot in it.
    pub spot: Spot,
}

/// A spot in a document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spot {
    /// Its beginning.
    Start,
    /// Its headnote.
    Headnote,
    /// A block of the body (index).
    Block(usize),
    /// A note.
    Note(NoteId),
    /// The call of a note: where a note's backlink leads.
    Call(NoteId),
    /// A [`crate::model::text::MarkKind::Anchor`] in any container, by name.
    Anchor(String),
}

impl Edition {
    /// The name of a place, unique in the book and fit for an XML id, a CSS selector (hence no dots) and a PDF
    /// destination: `wright-1941`, `wright-1941_p12`, `wright-1941_note-e-28` …
    pub fn place_name(&self, place: &Place) -> String {
        let document = &self.documents[place.document];
        let id = &document.id;
        match &place.spot {
            Spot::Start => id.clone(),
            Spot::Headnote => format!("{id}_headnote"),
            Spot::Block(index) => {
                let block = &document.body.blocks[*index];
                match (&block.anchor, block.number) {
                    (Some(anchor), _) => format!("{id}_{}", fit(anchor)),
                    (None, Some(number)) => format!("{id}_p{number}"),
                    (None, None) => format!("{id}_b{index}"),
                }
            }
            Spot::Note(note) => format!("{id}_{}", self.note_name(document, *note)),
            Spot::Call(note) => format!("{id}_call-{}", self.note_name(document, *note)),
            // `c:1`, an entry of an apparatus: an XML id has no colon.
            Spot::Anchor(name) => match name.split_once(':') {
                Some((series, key)) => format!("{id}_entry-{series}-{}", fit(key)),
                None => format!("{id}_{}", fit(name)),
            },
        }
    }

    /// The place whose line a reference to `place` gives: of a note that of its call, for the lines of notes have no
    /// numbers.
    pub fn line_place(&self, place: &Place) -> Place {
        let spot = match &place.spot {
            Spot::Note(note) if self.is_called(place.document, *note) => Spot::Call(*note),
            spot => spot.clone(),
        };
        Place { document: place.document, spot }
    }

    fn is_called(&self, document: usize, note: NoteId) -> bool {
        let document = &self.documents[document];
        let calls = |text: &Text| text.marks.iter().any(|mark| mark.kind == MarkKind::Call(note));
        let called_in = [Container::Title, Container::Headnote, Container::Body];
        called_in.into_iter().filter_map(|container| document.text(container)).any(calls)
    }

    /// What the entry at a place says, as its note is composed: without the lines to which it is keyed.
    pub fn entry_words(&self, place: &Place) -> Option<String> {
        Some(self.entry_parts(place)?.into_iter().map(|part| part.words).collect())
    }

    /// The same, each piece with what it is.
    pub fn entry_parts(&self, place: &Place) -> Option<Vec<Styled>> {
        let document = self.documents.get(place.document)?;
        let Spot::Anchor(name) = &place.spot else { return None };
        let entry = document.entries.iter().find(|entry| entry.id == *name)?;
        let text = &document.notes.get(entry.printed?.0 as usize)?.text;
        let mut parts = text.styled(0..text.string.len(), |_, _| None);
        // What stands for a key or for which of several words is meant: of another page they say nothing.
        parts.iter_mut().for_each(|part| part.words.retain(|c| c != '\u{2060}'));
        parts.retain(|part| !part.words.is_empty());
        Some(parts)
    }

    fn note_name(&self, document: &Document, note: NoteId) -> String {
        let note = &document.notes[note.0 as usize];
        format!("note-{}-{}", self.series[note.series].id, note.key)
    }
}

impl Document {
    /// The container's text.
    pub fn text(&self, container: Container) -> Option<&Text> {
        match container {
            Container::Title => Some(&self.title),
            Container::Headnote => self.headnote.as_ref(),
            Container::Body => Some(&self.body),
            Container::Note(note) => self.notes.get(note.0 as usize).map(|n| &n.text),
            Container::Entry(entry) => self.entries.get(entry.0 as usize)?.note.as_ref(),
        }
    }

    /// The same, to change it.
    pub fn text_mut(&mut self, container: Container) -> Option<&mut Text> {
        match container {
            Container::Title => Some(&mut self.title),
            Container::Headnote => self.headnote.as_mut(),
            Container::Body => Some(&mut self.body),
            Container::Note(note) => self.notes.get_mut(note.0 as usize).map(|n| &mut n.text),
            Container::Entry(entry) => self.entries.get_mut(entry.0 as usize)?.note.as_mut(),
        }
    }

    /// The name by which the place of a mark can be referred to, if it has one.
    pub fn place_name<'d>(&'d self, kind: &'d MarkKind) -> Option<&'d str> {
        match kind {
            MarkKind::Anchor(name) => Some(name),
            MarkKind::Entry(id) => self.entries.get(id.0 as usize).map(|entry| entry.id.as_str()),
            _ => None,
        }
    }

    /// Whether notes are composed from entries, which are keyed to lines.
    pub fn has_keyed_notes(&self) -> bool {
        // They stand behind all others.
        self.notes.last().is_some_and(|note| note.entry.is_some())
    }

    /// For each reference whether it only stands in a list of places: no words lead there.
    pub fn listed(&self) -> Vec<bool> {
        let mut listed = vec![false; self.references.len()];
        let mut set = |id: RefId, to: bool| listed.get_mut(id.0 as usize).into_iter().for_each(|known| *known = to);
        for reference in self.loci.iter().flat_map(|loci| &loci.references) {
            set(*reference, true);
        }
        let texts = self.containers().into_iter().filter(|_| !self.loci.is_empty());
        for mark in texts.filter_map(|container| self.text(container)).flat_map(|text| &text.marks) {
            if let MarkKind::Reference(id) | MarkKind::Locus(id, _) = mark.kind {
                set(id, false);
            }
        }
        listed
    }

    /// All containers as they are kept: title, headnote, body, then the notes, then those of entries. In what
    /// order they are read [`crate::model::order`] knows.
    pub fn containers(&self) -> Vec<Container> {
        let mut all = vec![Container::Title];
        all.extend(self.headnote.is_some().then_some(Container::Headnote));
        all.push(Container::Body);
        all.extend((0..self.notes.len() as u32).map(|n| Container::Note(NoteId(n))));
        let noted = (0..).zip(&self.entries).filter(|(_, entry)| entry.note.is_some());
        all.extend(noted.map(|(n, _)| Container::Entry(EntryId(n))));
        all
    }
}
