//! Entries: the edition's words and what witnesses have instead.

use crate::model::apparatus::{Cited, Copied, Reading, Tally};
use crate::model::document::Container;
use crate::model::text::{NoteId, Text};
use crate::source::Span;
use std::ops::Range;

/// Index of an entry in [`crate::model::document::Document::entries`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(pub u32);

/// The lemma of an entry that names its line and no words of it: none is printed.
pub const UNSAID: &str = "…";

/// What the entries of an apparatus are about: each layer is listed by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// Where the edition emends its base.
    Emendation,
    /// A series of the book (index into [`crate::model::document::Edition::series`]), of the kind
    /// [`crate::model::apparatus::SeriesKind::Apparatus`] or `Keyed`.
    Series(usize),
}

/// The edition's words and what witnesses have instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name as a place to refer to, unique in the document: `c:1`, series and key; of an emendation
    /// `emendation-3`, counted in reading order, empty until the entries are numbered.
    pub id: String,
    /// What it is about.
    pub layer: Layer,
    /// Its type, a word of the editor's: `orthographic`.
    pub r#type: Option<String>,
    /// Positive or negative, where it does not follow its series.
    pub form: Option<Form>,
    /// What the edition reads: the words of its parts, joined by ` … `; empty where the edition has nothing,
    /// as at a point. Of an emendation as the list prints it: sometimes more words than the mark covers.
    pub lemma: String,
    /// Who reads the lemma, where the entry says so; else all in force who neither are named nor lack it.
    pub support: Vec<Cited>,
    /// What witnesses have, in the order written. None where the entry is a note alone.
    pub readings: Vec<Reading>,
    /// What follows in the editor's words, with the ids of the document: the container
    /// [`Container::Entry`].
    pub note: Option<Text>,
    /// What an element of it says beyond the rest, by the attribute's name in TEI: `loc`, `xml:id`.
    pub attributes: Vec<(String, String)>,
    /// The same of its lemma.
    pub lemma_attributes: Vec<(String, String)>,
    /// Readings that its source groups, the outer groups before the inner.
    pub groups: Vec<ReadingGroup>,
    /// What its source says beside lemma, readings and note, as it stands there.
    pub beside: Vec<Beside>,
    /// Whether its source has errors: whom it names is not known then.
    pub faulty: bool,
    /// Whether no format shows it: it says which witnesses carry a passage.
    pub silent: bool,
    /// Whether its words name their verse themselves, so that no key stands before them.
    pub unkeyed: bool,
    /// For a variant of a reading, that reading; it has no mark in the text.
    pub within: Option<Within>,
    /// Who decided for the lemma.
    pub hand: Hand,
    /// Why an emendation was made, as its list prints it.
    pub reason: Option<String>,
    /// The container of the lemma; `None` where the text is not there, and for a variant of a reading.
    pub place: Option<Container>,
    /// Where it is written: its id. `None` for one that the tool made.
    pub span: Option<Span>,
    /// From where its lemma begins in the container to where it ends, over all its parts: set when it is composed.
    pub extent: Option<Range<usize>>,
    /// The note that it becomes in the first series that shows it: set when it is composed.
    pub printed: Option<NoteId>,
    /// Who reads what, once that is reckoned.
    pub tally: Tally,
    /// The series that show readings of it too.
    pub copies: Vec<Copied>,
}

impl Entry {
    /// An entry of a layer without a place, with nothing in it.
    pub fn new(id: impl Into<String>, layer: Layer) -> Self {
        Self {
            id: id.into(),
            layer,
            r#type: None,
            form: None,
            lemma: String::new(),
            support: vec![],
            readings: vec![],
            note: None,
            attributes: vec![],
            lemma_attributes: vec![],
            groups: vec![],
            beside: vec![],
            faulty: false,
            silent: false,
            unkeyed: false,
            within: None,
            hand: Hand::Editor,
            reason: None,
            place: None,
            span: None,
            extent: None,
            printed: None,
            tally: Tally::default(),
            copies: vec![],
        }
    }
}

/// Readings that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadingGroup {
    /// Their indices.
    pub readings: Range<usize>,
    /// Whether the lemma is in it.
    pub lemma: bool,
    /// What the group says, by the attribute's name in TEI: `type`.
    pub attributes: Vec<(String, String)>,
}

/// An element of the source of an entry that the model does not know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beside {
    /// How many readings stand before it.
    pub after: usize,
    /// The element as its source has it.
    pub xml: String,
}

/// A reading of another entry that an entry is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Within {
    /// The entry.
    pub entry: EntryId,
    /// The index of its reading.
    pub reading: usize,
}

/// Whether an entry names those who read the lemma.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// Only who deviates is named.
    #[default]
    Negative,
    /// Who reads the lemma is named too.
    Positive,
}

impl Form {
    /// Both, by their names in our files.
    pub const ALL: [(&'static str, Self); 2] = [("negative", Self::Negative), ("positive", Self::Positive)];
}

/// Who decided for a lemma.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hand {
    /// The editor.
    Editor,
    /// A rule, by its name in the ledger.
    Rule(&'static str),
}
