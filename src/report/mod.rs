//! The edition's account, for people and for machines: its documents, how its references and its
//! stand-off apparatus fared.
//!
//! Knows what the pipeline prepared; reads nothing and prints nothing.

pub mod apparatus;
mod bytes;
mod citation;
mod count;
mod document;
mod index;
pub mod parallels;
pub mod proposals;
mod shape;
mod suggest;
mod table;
mod witness;

pub use bytes::{BytesReport, of as bytes};
pub use citation::{CitationReport, WorkReport};
pub use document::{document, draft};
pub use index::{IndexReport, NameReport};
pub use shape::DocumentReport;
pub use suggest::{suggestions_json, suggestions_toml};
pub use table::table;
pub use witness::{Entries, unaccounted};

use crate::model::document::{Document, Edition, NoteSeries, author_series};
use crate::model::page::PageMap;
use crate::pipeline::Prepared;
use crate::source::Sources;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// `report --json`
#[derive(Clone, Debug, Serialize)]
pub struct BookReport {
    /// The documents in reading order.
    pub documents: Vec<DocumentReport>,
    /// References among the documents.
    pub references: ReferencesReport,
    /// The stand-off apparatus.
    pub stand_off: StandOffReport,
    /// What the indexes list: its names with where they occur, and how homonyms were told apart.
    #[serde(flatten)]
    pub index: IndexReport,
    /// The works of `works.yaml`, by key.
    pub works: BTreeMap<String, WorkReport>,
}

/// How the references fared.
#[derive(Clone, Debug, Serialize)]
pub struct ReferencesReport {
    /// How many lead to their place.
    pub resolved: usize,
    /// How many lead to the commentary on a text that is not there.
    pub deferred: usize,
    /// Those that lead nowhere, as `document#anchor`.
    pub unresolved: Vec<String>,
}

/// How the stand-off notes, emendations and links fared.
#[derive(Clone, Debug, Serialize)]
pub struct StandOffReport {
    /// How many found their words.
    pub anchored: usize,
    /// Those that did not, as `document: id or words`.
    pub failed: Vec<String>,
}

impl BookReport {
    /// The report of a prepared edition.
    pub fn new(sources: &Sources, prepared: &Prepared) -> Self {
        let author = author_series(&prepared.edition.series);
        Self {
            documents: prepared
                .edition
                .documents
                .iter()
                .map(|d| with_apparatus(sources, d, author, &prepared.edition.series))
                .collect(),
            references: ReferencesReport {
                resolved: prepared.resolved.resolved,
                deferred: prepared.resolved.deferred,
                unresolved: prepared.resolved.unresolved.clone(),
            },
            stand_off: StandOffReport { anchored: prepared.anchors.anchored, failed: prepared.anchors.failed.clone() },
            index: IndexReport::new(&prepared.edition, &prepared.names),
            works: prepared.edition.works.iter().map(|(key, work)| (key.clone(), WorkReport::from(work))).collect(),
        }
    }

    /// Whether a document has an apparatus: then the report wants the pages.
    pub fn has_apparatus(&self) -> bool {
        self.documents.iter().any(|document| document.apparatus.is_some())
    }

    /// Puts in where entries are printed, and how, once the notes that print them are composed and the pages made.
    pub fn paginate(&mut self, edition: &Edition, pages: &PageMap) {
        for (index, (report, document)) in self.documents.iter_mut().zip(&edition.documents).enumerate() {
            report.apparatus.iter_mut().for_each(|apparatus| apparatus.paginate(index, document, pages));
        }
    }

    /// As JSON, with a final line break.
    pub fn json(&self) -> String {
        to_json(self)
    }

    /// As text.
    pub fn human(&self) -> String {
        let mut out: String = self.documents.iter().map(|d| table(d) + "\n").collect();
        let ReferencesReport { resolved, deferred, unresolved } = &self.references;
        let _ = writeln!(out, "references: {resolved} resolved, {deferred} deferred, {} unresolved", unresolved.len());
        unresolved.iter().for_each(|name| out.push_str(&format!("  {name}\n")));
        let StandOffReport { anchored, failed } = &self.stand_off;
        let _ = writeln!(out, "stand-off apparatus: {anchored} anchored, {} failed", failed.len());
        failed.iter().for_each(|name| out.push_str(&format!("  {name}\n")));
        out + &self.index.human()
    }
}

/// The report on a document, its apparatus with it.
fn with_apparatus(sources: &Sources, of: &Document, author_series: usize, series: &[NoteSeries]) -> DocumentReport {
    DocumentReport { apparatus: apparatus::apparatus(of, series), ..document(sources, of, author_series) }
}

/// Imported texts as JSON: one object for one text, an array for several.
pub fn drafts_json(drafts: &[DocumentReport]) -> String {
    match drafts {
        [one] => to_json(one),
        several => to_json(&several),
    }
}

/// Imported texts as tables.
pub fn drafts_human(drafts: &[DocumentReport]) -> String {
    drafts.iter().map(table).collect::<Vec<_>>().join("\n")
}

fn to_json(value: &impl Serialize) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default() + "\n"
}
