//! `corpus/parallels.toml`: parallels proposed, accepted and rejected, and contradictions.

use super::standoff::{Quote, bad_id, is_id};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::parallel::ParallelKind;
use crate::source::{FileId, Sources, Span};
use crate::table::{self, Located, Table};
use std::collections::BTreeMap;

/// The file of parallels.
#[derive(Clone, Debug, Default)]
pub struct ParallelsFile {
    /// `[[parallel]]` and `[[proposal]]`, in the order of the file, the latter last.
    pub parallels: Vec<ParallelEntry>,
    /// `[[contradiction]]`
    pub contradictions: Vec<ContradictionEntry>,
}

/// Two passages, judged or waiting for the editor's judgement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParallelEntry {
    /// Its id, unique.
    pub id: Located<String>,
    /// What it is.
    pub kind: ParallelKind,
    /// What the editor thinks of it.
    pub status: Status,
    /// What the editor says of it, in Markdown; printed where it is accepted.
    pub note: Option<Located<String>>,
    /// Why it is rejected; never printed.
    pub reason: Option<String>,
    /// Whether a note on each side leads to the other.
    pub mentioned: bool,
    /// The two passages.
    pub sides: [SideEntry; 2],
}

/// The editor's judgement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It belongs to the edition.
    Accepted,
    /// It is none.
    Rejected,
    /// Nobody has looked at it yet.
    Proposed,
}

/// Two passages or more that say different things of one matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContradictionEntry {
    /// Its id, unique.
    pub id: Located<String>,
    /// The matter, in a few words.
    pub what: Located<String>,
    /// What the editor says of it, in Markdown.
    pub note: Option<Located<String>>,
    /// Whether a note on each side leads to the others.
    pub mentioned: bool,
    /// The passages, two or more.
    pub sides: Vec<SideEntry>,
}

/// A passage, by its first and last words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SideEntry {
    /// The document's id.
    pub document: Located<String>,
    /// Its first words, or all of them (`exact`).
    pub from: Quote,
    /// Its last words: the first such words that end at or after the end of `from`, in the same block.
    pub to: Option<Located<String>>,
    /// Its name in the document: `parallel-id-a`, `contradiction-id-1`.
    pub name: String,
}

/// Kinds of parallels by the names that the file uses.
pub const KINDS: [(&str, ParallelKind); 4] = [
    ("quotation", ParallelKind::Quotation),
    ("retranslation", ParallelKind::Retranslation),
    ("paraphrase", ParallelKind::Paraphrase),
    ("shared-fact", ParallelKind::SharedFact),
];

const STATUSES: [(&str, Status); 3] =
    [("accepted", Status::Accepted), ("rejected", Status::Rejected), ("proposed", Status::Proposed)];

const MENTIONS: [(&str, bool); 2] = [("note", true), ("none", false)];

/// Reads the file of parallels.
pub fn read(sources: &Sources, file: FileId, diagnostics: &mut Diagnostics) -> ParallelsFile {
    let length = sources.file(file).text.len();
    let mut table = table::parse(sources, file, 0..length, diagnostics);
    let judged = table.tables("parallel", diagnostics);
    let waiting = table.tables("proposal", diagnostics);
    let mut parallels: Vec<ParallelEntry> =
        judged.into_iter().filter_map(|t| parallel(t, Status::Accepted, diagnostics)).collect();
    parallels.extend(waiting.into_iter().filter_map(|t| parallel(t, Status::Proposed, diagnostics)));
    let contradictions =
        table.tables("contradiction", diagnostics).into_iter().filter_map(|t| contradiction(t, diagnostics)).collect();
    table.finish(diagnostics);
    let read = ParallelsFile { parallels, contradictions };
    report_doubles(read.parallels.iter().map(|p| &p.id), diagnostics);
    report_doubles(read.contradictions.iter().map(|c| &c.id), diagnostics);
    read
}

fn parallel(mut table: Table, otherwise: Status, diagnostics: &mut Diagnostics) -> Option<ParallelEntry> {
    let id = id(&mut table, diagnostics);
    let kind = one_of(&mut table, "kind", &KINDS, diagnostics);
    let status = one_of(&mut table, "status", &STATUSES, diagnostics).unwrap_or(otherwise);
    let note = table.string("note", diagnostics);
    let reason = table.text("reason", diagnostics);
    let mentioned = one_of(&mut table, "mention", &MENTIONS, diagnostics).unwrap_or(true);
    // what `--write` notes for the editor
    let _ = table.count("score", diagnostics);
    let name = |side: &str| id.as_ref().map_or(String::new(), |id| format!("parallel-{}-{side}", id.value));
    let span = table.span.clone();
    let mut sides = [("a", name("a")), ("b", name("b"))].into_iter().filter_map(|(key, name)| {
        let Some(inner) = table.table(key, diagnostics) else {
            let error = Diagnostic::error("missing-key", format!("the side `{key}` is missing")).at(span.clone());
            diagnostics.push(error.help(format!("add `[parallel.{key}]` with `document`, `from` and `to`")));
            return None;
        };
        side(inner, name, diagnostics)
    });
    let sides = (sides.next(), sides.next());
    table.finish(diagnostics);
    let (Some(a), Some(b)) = sides else { return None };
    Some(ParallelEntry {
        id: id?,
        kind: kind.unwrap_or(ParallelKind::Paraphrase),
        status,
        note,
        reason,
        mentioned,
        sides: [a, b],
    })
}

fn contradiction(mut table: Table, diagnostics: &mut Diagnostics) -> Option<ContradictionEntry> {
    let id = id(&mut table, diagnostics);
    let what = table.required("what", diagnostics);
    let note = table.string("note", diagnostics);
    let mentioned = one_of(&mut table, "mention", &MENTIONS, diagnostics).unwrap_or(true);
    let inner = table.tables("side", diagnostics);
    let span = table.span.clone();
    table.finish(diagnostics);
    let id = id?;
    let name = |number: usize| format!("contradiction-{}-{number}", id.value);
    let sides: Vec<SideEntry> =
        (1..).zip(inner).filter_map(|(number, table)| side(table, name(number), diagnostics)).collect();
    if sides.len() < 2 {
        let error = Diagnostic::error("too-few-sides", "a contradiction has two sides or more").at(span);
        diagnostics.push(error.help("add `[[contradiction.side]]` with `document` and `exact`, or `from` and `to`"));
        return None;
    }
    Some(ContradictionEntry { id, what: what?, note, mentioned, sides })
}

fn id(table: &mut Table, diagnostics: &mut Diagnostics) -> Option<Located<String>> {
    let id = table.required("id", diagnostics)?;
    if is_id(&id.value) {
        return Some(id);
    }
    diagnostics.push(bad_id(&id));
    None
}

fn side(mut table: Table, name: String, diagnostics: &mut Diagnostics) -> Option<SideEntry> {
    let document = table.required("document", diagnostics);
    let exact = table.string("exact", diagnostics);
    let from = if exact.is_some() { exact } else { table.required("from", diagnostics) };
    let to = table.string("to", diagnostics);
    let prefix = table.text("prefix", diagnostics).unwrap_or_default();
    let suffix = table.text("suffix", diagnostics).unwrap_or_default();
    let occurrence = table.count("occurrence", diagnostics);
    let container = table.string("in", diagnostics);
    table.finish(diagnostics);
    let from = from?;
    if from.value.trim().is_empty() {
        diagnostics.push(Diagnostic::error("empty-quotation", "a passage must quote something").at(from.span));
        return None;
    }
    let from = Quote { exact: from.value, prefix, suffix, occurrence, container, span: from.span };
    Some(SideEntry { document: document?, from, to: to.filter(|to| !to.value.trim().is_empty()), name })
}

/// The value of `key` among those known; one that is not known is an error.
fn one_of<T: Copy>(
    table: &mut Table,
    key: &'static str,
    known: &[(&str, T)],
    diagnostics: &mut Diagnostics,
) -> Option<T> {
    let Located { value, span } = table.string(key, diagnostics)?;
    let found = known.iter().find(|(name, _)| *name == value).map(|(_, value)| *value);
    if found.is_none() {
        let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
        let error = Diagnostic::error("unknown-value", format!("`{key}` cannot be `{value}`")).at(span);
        diagnostics.push(error.help(format!("it is one of: {}", names.join(", "))));
    }
    found
}

fn report_doubles<'a>(ids: impl Iterator<Item = &'a Located<String>>, diagnostics: &mut Diagnostics) {
    let mut seen: BTreeMap<&str, &Span> = BTreeMap::new();
    for id in ids {
        if let Some(first) = seen.insert(&id.value, &id.span) {
            let error = Diagnostic::error("duplicate-id", format!("the id `{}` is given twice", id.value));
            diagnostics.push(error.at(id.span.clone()).label(first.clone(), "first here"));
        }
    }
}
