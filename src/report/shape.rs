//! The shape of one document in `report --json`: what programs read. Holds no way to fill it in.

use super::apparatus::ApparatusReport;
use super::bytes::BytesReport;
use super::citation::CitationReport;
use crate::model::account::{Certainty, LineClass};
use crate::model::apparatus::Witness;
use serde::Serialize;
use std::collections::BTreeMap;

/// One document of `report --json`. Where the text is not there, `present` is false, every count
/// is zero and every list empty; the witness is still named. A document of our own, which has no
/// witness, is counted from the model; lines and markers are a witness's, and its ledger says what typographic punctuation changed.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct DocumentReport {
    /// The document's id.
    pub id: String,
    /// Its title.
    pub title: Option<String>,
    /// Its author.
    pub author: Option<String>,
    /// Its base witness.
    pub witness: Option<WitnessReport>,
    /// The encoding of the base witness, by its IANA name.
    pub encoding: Option<&'static str>,
    /// The profile that it was read by.
    pub profile: Option<String>,
    /// Whether the text is there.
    pub present: bool,
    /// Body prose, run-in heads included.
    pub paragraphs: usize,
    /// Headings in the body, without titles and headings of notes.
    pub headings: usize,
    /// Heads that run into their paragraph.
    pub run_in_heads: usize,
    /// Lines of verse in the body.
    pub verse_lines: usize,
    /// Items of lists.
    pub list_items: usize,
    /// Block quotations in the body.
    pub block_quotes: usize,
    /// Their paragraphs.
    pub block_quote_paragraphs: usize,
    /// Block quotations in the author's notes.
    pub block_quotes_in_notes: usize,
    /// Source lines below block quotations.
    pub attributions: usize,
    /// Lines of class `furniture`.
    pub furniture_lines: usize,
    /// Lines of class `meta`.
    pub metadata_lines: usize,
    /// Markers, orphans and damaged ones included.
    pub note_markers: usize,
    /// The author's notes, without their further paragraphs.
    pub notes: usize,
    /// Their further paragraphs, without quotations.
    pub note_extra_paragraphs: usize,
    /// Words on the lines of class `body`.
    pub body_words: usize,
    /// To what each byte of a witness belongs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bytes: Option<BytesReport>,
    /// Markers without a note.
    pub orphan_markers: Vec<MarkReport>,
    /// Notes without a marker.
    pub orphan_notes: Vec<MarkReport>,
    /// The class of each non-blank line.
    pub lines: Vec<LineReport>,
    /// Markers with their notes, in the order of the markers; then notes without a marker.
    pub note_list: Vec<NoteReport>,
    /// How many changes there are.
    #[serde(skip)]
    pub changes: usize,
    /// Every change, and every query; for people only the queries.
    pub ledger: Vec<EditReport>,
    /// The citations, in the order of reading.
    pub citations: Vec<CitationReport>,
    /// What a TEI file holds, as a query on its elements finds it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tei: Option<TeiReport>,
    /// Its critical apparatus, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub apparatus: Option<ApparatusReport>,
}

/// The witness that a document was read from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WitnessReport {
    /// Its siglum.
    pub siglum: String,
    /// Its file name.
    pub name: String,
    /// The SHA-256 of its bytes in hexadecimal.
    pub sha256: String,
}

/// The mark of a note: a number where it is one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum MarkReport {
    /// `393`
    Number(u32),
    /// `*`
    Sign(String),
}

/// A line of a witness.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LineReport {
    /// From 1.
    pub line: u32,
    /// What it is.
    pub class: LineClass,
}

/// A place in a witness.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct PlaceReport {
    /// From 1.
    pub line: u32,
    /// From 0, in characters.
    pub column: u32,
}

/// A marker with its note; either may be missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NoteReport {
    /// The mark that both mean.
    pub mark: String,
    /// The marker as the witness has it.
    pub raw: Option<String>,
    /// Where the marker stands.
    pub call: Option<PlaceReport>,
    /// Where the note begins.
    pub body: Option<PlaceReport>,
    /// The first five words of the note, as the witness has them.
    pub starts: Option<String>,
}

/// An entry of the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EditReport {
    /// The line, from 1.
    pub line: u32,
    /// The column, from 0, in characters.
    pub column: u32,
    /// What the witness has.
    pub raw: String,
    /// What the text reads.
    pub read: String,
    /// The rule.
    pub rule: &'static str,
    /// How sure the rule is.
    pub certainty: Certainty,
    /// Whether the text follows it.
    pub applied: bool,
}

impl From<&Witness> for WitnessReport {
    fn from(witness: &Witness) -> Self {
        Self { siglum: witness.siglum.clone(), name: witness.name.clone(), sha256: witness.sha256.clone() }
    }
}

/// What a TEI file holds, as a query on its elements finds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TeiReport {
    /// `app`.
    pub entries: usize,
    /// `lem`.
    pub lemmata: usize,
    /// `rdg`.
    pub readings: usize,
    /// `rdg` without characters.
    pub empty_readings: usize,
    /// `app` inside others.
    pub nested: usize,
    /// `note` in texts, entries among them.
    pub notes: usize,
    /// `witness` with an id.
    pub witnesses: usize,
    /// Pointers that lead nowhere, in the order of their first places.
    pub dangling: Vec<DanglingReport>,
    /// How many elements of each name are kept only as they stand.
    pub foreign: BTreeMap<String, usize>,
    /// The words of the base text.
    pub words: usize,
}

/// A pointer that leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DanglingReport {
    /// As it is written.
    pub target: String,
    /// How often.
    pub count: usize,
    /// The line of its first place.
    pub line: u32,
}
