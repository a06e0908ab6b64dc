//! The names of the authority file: where they occur, as `report` prints it.
//!
//! Knows the edition and what the names stage says of it; reads nothing and prints nothing.

use crate::model::document::{Container, Document, Edition, Presence, author_series};
use crate::model::name::NameKind;
use crate::model::text::MarkKind;
use crate::names::{Account, Homonym};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// What the indexes list.
#[derive(Clone, Debug, Serialize)]
pub struct IndexReport {
    /// The names that occur, by kind, then by name.
    pub index: Vec<NameReport>,
    /// Spellings that several names share, with how their occurrences were settled.
    pub homonyms: Vec<Homonym>,
    /// Spellings that never occur, each with the id of its name.
    pub unused_variants: Vec<(String, String)>,
}

/// A name, and how often it occurs in each document, by the document's id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NameReport {
    /// Its id in `names.toml`.
    pub id: String,
    /// Its name as the index prints it.
    pub name: String,
    /// What it is.
    pub kind: NameKind,
    /// In the document's own words: title, body and the author's notes; of a document without a
    /// witness, in all of it.
    pub occurrences: BTreeMap<String, usize>,
    /// In the editor's words: headnotes, the editor's notes, the commentary on an absent text.
    pub editorial: BTreeMap<String, usize>,
}

impl IndexReport {
    /// Counts the marks of `edition`.
    pub(super) fn new(edition: &Edition, account: &Account) -> Self {
        let empty = |name: &crate::model::name::Name| NameReport {
            id: name.id.clone(),
            name: name.name.clone(),
            kind: name.kind,
            occurrences: BTreeMap::new(),
            editorial: BTreeMap::new(),
        };
        let mut index: Vec<NameReport> = edition.names.iter().map(empty).collect();
        let author = author_series(&edition.series);
        for document in &edition.documents {
            for container in document.containers() {
                let editorial = is_editorial(document, container, author);
                for mark in document.text(container).into_iter().flat_map(|text| &text.marks) {
                    let MarkKind::Name(id) = mark.kind else { continue };
                    let Some(name) = index.get_mut(id.0 as usize) else { continue };
                    let counts = if editorial { &mut name.editorial } else { &mut name.occurrences };
                    *counts.entry(document.id.clone()).or_default() += 1;
                }
            }
        }
        index.retain(|name| name.count() > 0);
        index.sort_by(|a, b| a.kind.cmp(&b.kind).then_with(|| a.name.cmp(&b.name)));
        Self { index, homonyms: account.homonyms.clone(), unused_variants: account.unused.clone() }
    }

    /// As text; nothing where there are no names.
    pub(super) fn human(&self) -> String {
        let mut out = String::new();
        if self.index.is_empty() && self.unused_variants.is_empty() {
            return out;
        }
        let total: usize = self.index.iter().map(NameReport::count).sum();
        let _ = writeln!(out, "index: {} names, {total} occurrences", self.index.len());
        let _ = writeln!(out, "  {:<14} {:>6} {:>12} {:>20}", "", "names", "in the texts", "in the editor’s words");
        for (_, kind) in NameKind::ALL {
            let of_kind: Vec<&NameReport> = self.index.iter().filter(|name| name.kind == kind).collect();
            if of_kind.is_empty() {
                continue;
            }
            let sum = |counts: fn(&NameReport) -> &BTreeMap<String, usize>| -> usize {
                of_kind.iter().flat_map(|name| counts(name).values()).sum()
            };
            let (own, editorial) = (sum(|name| &name.occurrences), sum(|name| &name.editorial));
            let _ = writeln!(out, "  {:<14} {:>6} {own:>12} {editorial:>21}", kind.as_str(), of_kind.len());
        }
        self.homonyms.iter().for_each(|homonym| homonym_line(&mut out, homonym));
        if !self.unused_variants.is_empty() {
            let variants: Vec<String> =
                self.unused_variants.iter().map(|(id, variant)| format!("{variant} ({id})")).collect();
            let _ = writeln!(out, "  never found: {}", variants.join(", "));
        }
        out
    }
}

impl NameReport {
    fn count(&self) -> usize {
        self.occurrences.values().chain(self.editorial.values()).sum()
    }
}

/// `  “Stalin”: stalin 120, stalin-book 9; 9 by rule, 120 by default`
fn homonym_line(out: &mut String, homonym: &Homonym) {
    let names: Vec<String> = homonym.names.iter().map(|(id, count)| format!("{id} {count}")).collect();
    let counts = [(homonym.by_rule, "by rule"), (homonym.by_default, "by default"), (homonym.ambiguous, "ambiguous")];
    let how: Vec<String> = counts.iter().filter(|(n, _)| *n > 0).map(|(n, how)| format!("{n} {how}")).collect();
    let _ = writeln!(out, "  “{}”: {}; {}", homonym.variant, names.join(", "), how.join(", "));
}

/// Whether a container of a document holds the editor's words.
fn is_editorial(document: &Document, container: Container, author_series: usize) -> bool {
    if document.witnesses.is_empty() {
        return false;
    }
    match container {
        Container::Title => false,
        Container::Headnote | Container::Entry(_) => true,
        Container::Body => document.presence == Presence::Commentary,
        Container::Note(id) => document.notes.get(id.0 as usize).is_none_or(|note| note.series != author_series),
    }
}
