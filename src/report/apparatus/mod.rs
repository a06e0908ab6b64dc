//! The critical apparatus of a document in `report --json`: its entries with who reads what, and the figures.
//!
//! Knows the model, the figures and the page map; reads nothing and prints nothing.

mod fill;
mod human;
mod nexus;

pub(super) use fill::apparatus;
pub(super) use human::table;
pub use nexus::nexus;

use crate::model::apparatus::{EntryId, Keyed};
use crate::model::document::Document;
use crate::model::page::PageMap;
use crate::model::text::NoteId;
use serde::Serialize;
use std::collections::BTreeMap;

/// The apparatus of a document.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ApparatusReport {
    /// The sigla in force, as the sheet lists them.
    pub witnesses: Vec<String>,
    /// The entries of its series in reading order, among them the editor's emendations that are accounted for.
    pub entries: Vec<EntryReport>,
    /// How often, by witness, type and layer.
    pub counts: CountsReport,
    /// In how many places witnesses agree.
    pub agreement: AgreementReport,
    /// The readings that one witness in force has alone.
    pub singular: Vec<SingularReport>,
}

/// An entry.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct EntryReport {
    /// Its name: `c:1`.
    pub id: String,
    /// The id of its series; `emendation` of an emendation.
    pub layer: String,
    /// Its type.
    pub r#type: Option<String>,
    /// `negative` or `positive`: its own, or its series'.
    pub form: &'static str,
    /// The words of the lemma, its parts joined by ` … `.
    pub lemma: String,
    /// The words of each part.
    pub parts: Vec<String>,
    /// Where the lemma begins and ends in print; `null` where it is not printed.
    pub from: Option<PrintedReport>,
    /// The same of its end.
    pub to: Option<PrintedReport>,
    /// For a variant of a reading, that reading: `c:1/2`.
    #[serde(rename = "in", skip_serializing_if = "Option::is_none")]
    pub within: Option<String>,
    /// Which of several equal words of that reading its lemma is, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub occurrence: Option<usize>,
    /// The readings, as written.
    pub readings: Vec<ReadingReport>,
    /// Who is named for the lemma.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub support: Vec<SupportReport>,
    /// The witnesses in force whose final text is the lemma.
    pub agree: Vec<String>,
    /// Those that lack it.
    pub lacking: Vec<String>,
    /// The editor's note, without markup.
    pub note: Option<String>,
    /// The folio of the page on which it is printed; `null` where it is not.
    pub on: Option<String>,
    /// The whole entry as printed; `null` where it is not.
    pub printed: Option<String>,
    /// Its index in the document.
    #[serde(skip)]
    pub entry: Option<EntryId>,
}

/// A place in print.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PrintedReport {
    /// The folio.
    pub page: String,
    /// The line on it; `null` where it does not count.
    pub line: Option<u32>,
    /// The letters behind its number: `a` of 12a.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub letters: String,
    /// Which sub-line of it: 1 of 10.1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sub: Option<u32>,
}

/// A reading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReadingReport {
    /// Its kind by its keyword: `words`, `om`.
    pub kind: &'static str,
    /// Its words; of a transposition where to: `post w`.
    pub text: String,
    /// How it is proposed: `coni`, `prop`, `dub`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub how: Option<&'static str>,
    /// How the editor doubts it: `fort`, `fort-behind`, `fort-recte`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub doubt: Option<&'static str>,
    /// Its type.
    pub r#type: Option<String>,
    /// The witnesses in force whose final text it is.
    pub witnesses: Vec<String>,
    /// Who is named for it.
    pub support: Vec<SupportReport>,
}

/// One who is named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SupportReport {
    /// The siglum, or `codd.`, `cett.`, `omnes`, `edd.`, `scripsi`.
    pub siglum: String,
    /// Whom these leave out, where they do.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub except: Vec<String>,
    /// What made the lemma of it: `coni`, `prop`, `dub`, `add`, `suppl`, `del`, `secl`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub how: Option<&'static str>,
    /// What of it, by the names in the source: `ac`, `pc vid`.
    pub state: Option<String>,
    /// The remark behind it.
    pub remark: Option<String>,
}

/// How often, by witness, type and layer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CountsReport {
    /// By siglum.
    pub witnesses: Vec<WitnessCountReport>,
    /// By type of reading, `null` for those without.
    pub types: Vec<TypeCountReport>,
    /// By series.
    pub layers: Vec<LayerCountReport>,
}

/// At how many places a witness has what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[allow(missing_docs)]
pub struct WitnessCountReport {
    pub siglum: String,
    pub lemma: usize,
    pub variants: usize,
    pub singular: usize,
    pub lacking: usize,
}

/// How many readings are of a type, and how many of them each witness has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[allow(missing_docs)]
pub struct TypeCountReport {
    pub r#type: Option<String>,
    pub readings: usize,
    pub witnesses: BTreeMap<String, usize>,
}

/// How much a layer holds, and how many of its readings each witness has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[allow(missing_docs)]
pub struct LayerCountReport {
    pub layer: String,
    pub entries: usize,
    pub readings: usize,
    pub copied: usize,
    pub witnesses: BTreeMap<String, usize>,
}

/// In how many of the places where witnesses differ two of them agree: rows and columns are the witnesses in force.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct AgreementReport {
    /// How many places there are where witnesses differ.
    pub places: usize,
    /// Where both have the same.
    pub agree: Vec<Vec<usize>>,
    /// Where both are there.
    pub of: Vec<Vec<usize>>,
    /// The part that agrees in per cent, to a tenth; `null` where there is no place.
    pub percent: Vec<Vec<Option<f64>>>,
}

/// A reading that one witness has alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SingularReport {
    /// The witness.
    pub siglum: String,
    /// The entry's name.
    pub entry: String,
    /// Which of its readings, from 1.
    pub reading: usize,
}

impl ApparatusReport {
    /// Puts in where the entries of document `index` are printed, and how.
    pub(super) fn paginate(&mut self, index: usize, document: &Document, pages: &PageMap) {
        let of_document = pages.keyed.range((index, NoteId(0))..=(index, NoteId(u32::MAX)));
        let notes: BTreeMap<(EntryId, usize), &Keyed> = of_document
            .filter_map(|((_, id), keyed)| {
                let note = document.notes.get(id.0 as usize)?;
                Some(((note.entry?, note.series), keyed))
            })
            .collect();
        for entry in &mut self.entries {
            let Some(id) = entry.entry else { continue };
            let Some(keyed) = fill::series_of(document, id).and_then(|series| notes.get(&(id, series))) else {
                continue;
            };
            entry.from = Some(fill::printed(&keyed.from, &pages.labels));
            entry.to = Some(fill::printed(&keyed.to, &pages.labels));
            entry.on = pages.labels.get(keyed.on).cloned();
            entry.printed = Some(keyed.printed.clone());
        }
    }
}
