//! The critical apparatus of a document: what its witnesses have where the edition reads otherwise.
//!
//! An entry sets the edition's words, its lemma, against the readings of witnesses. Where the lemma stands
//! in the text is a [`crate::model::text::MarkKind::Entry`] on each of its parts. An emendation is an entry whose one
//! reading is what the witness has. Knows nothing of how an entry is printed.

use crate::model::document::Container;

/// A witness: a source of a text, known by its hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witness {
    /// Its siglum.
    pub siglum: String,
    /// Its file name.
    pub name: String,
    /// The SHA-256 of its bytes, in lower-case hexadecimal.
    pub sha256: String,
}

/// Index of a witness in [`crate::model::document::Document::witnesses`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WitnessId(pub u32);

/// Index of an entry in [`crate::model::document::Document::entries`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(pub u32);

/// What the entries of an apparatus are about: each layer is listed by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// Where the edition emends its witness.
    Emendation,
}

impl Layer {
    /// The name of its entry of that number (from 1), as a place to refer to: `emendation-3`.
    pub fn entry_name(self, number: usize) -> String {
        match self {
            Layer::Emendation => format!("emendation-{number}"),
        }
    }
}

/// The edition's words and what witnesses have instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name as a place to refer to, unique in the document: `emendation-3`, counted in reading order.
    /// Empty until the entries are numbered.
    pub id: String,
    /// What it is about.
    pub layer: Layer,
    /// What the edition reads, as the list prints it: sometimes more words than the mark covers, and
    /// empty where the edition has nothing.
    pub lemma: String,
    /// What witnesses have.
    pub readings: Vec<Reading>,
    /// Who decided for the lemma.
    pub hand: Hand,
    /// Why.
    pub reason: Option<String>,
    /// The container of the lemma; `None` where the text is not there.
    pub place: Option<Container>,
}

/// What a witness has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// What it is.
    pub kind: ReadingKind,
    /// Its words; empty for an omission.
    pub words: String,
    /// Who has it.
    pub witnesses: Vec<WitnessId>,
}

impl Reading {
    /// What some witnesses have: words, or nothing.
    pub fn of(witnesses: Vec<WitnessId>, words: impl Into<String>) -> Self {
        let words = words.into();
        let kind = if words.trim().is_empty() { ReadingKind::Omission } else { ReadingKind::Words };
        Self { kind, words, witnesses }
    }
}

/// What a reading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadingKind {
    /// Other words.
    Words,
    /// The witness leaves the words out: *om.*
    Omission,
}

/// Who decided for a lemma.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hand {
    /// The editor.
    Editor,
    /// A rule, by its name in the ledger.
    Rule(&'static str),
}
