//! `notes.toml`: the stand-off apparatus, anchored by quotation.

use super::variant::{self, Variant};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::draft::Fragment;
use crate::source::{FileId, Sources, Span};
use crate::table::{self, Located, Table};

/// A stand-off file.
#[derive(Clone, Debug, Default)]
pub struct StandOff {
    /// `[[note]]`
    pub notes: Vec<StandOffNote>,
    /// `[[emendation]]`
    pub emendations: Vec<Emendation>,
    /// `[[stet]]`
    pub stets: Vec<Stet>,
    /// `[[link]]`
    pub links: Vec<StandOffLink>,
    /// `[[variant]]`
    pub variants: Vec<Variant>,
    /// The passages that `parallels.toml` names in this document.
    pub passages: Vec<StandOffPassage>,
}

impl StandOff {
    /// All notes: the file's own, then those on passages.
    pub fn all_notes(&self) -> impl Iterator<Item = &StandOffNote> {
        self.notes.iter().chain(self.passages.iter().filter_map(|passage| passage.note.as_ref()))
    }
}

/// A W3C TextQuoteSelector on the normalised, un-emended text without note marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The words themselves.
    pub exact: String,
    /// What stands immediately before; may be empty.
    pub prefix: String,
    /// What stands immediately after; may be empty.
    pub suffix: String,
    /// Which of several matches, from 1.
    pub occurrence: Option<usize>,
    /// The container: `title`, `headnote`, `note:28`; the body if `None`.
    pub container: Option<Located<String>>,
    /// Where `exact` stands in the file.
    pub span: Span,
}

/// A note hung on a quotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandOffNote {
    /// Its id, unique in the document.
    pub id: Located<String>,
    /// Its series' id.
    pub series: Located<String>,
    /// The words that it hangs on, or the first of them.
    pub quote: Quote,
    /// The last of them, in the same block or in one after it, where `quote` is not all.
    pub to: Option<Located<String>>,
    /// Its text.
    pub body: NoteBody,
}

/// The text of a stand-off note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoteBody {
    /// What the editor wrote, in Markdown.
    Markdown(Located<String>),
    /// What the tool made of other files.
    Made(Fragment),
}

/// A passage that can be referred to by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandOffPassage {
    /// Its name, unique in the document.
    pub name: String,
    /// Its first words, or all of them.
    pub from: Quote,
    /// Its last words, where `from` is not all.
    pub to: Option<Located<String>>,
    /// Whether references may lead to it.
    pub anchored: bool,
    /// The note that hangs on its last words; its own quotation is `from`.
    pub note: Option<StandOffNote>,
}

/// A correction by the editor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Emendation {
    /// What is corrected.
    pub quote: Quote,
    /// What is read instead.
    pub read: String,
    /// Why.
    pub reason: String,
}

/// A decision by the editor that words which a rule asks about are right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stet {
    /// The words that stand.
    pub quote: Quote,
    /// Why.
    pub reason: String,
}

/// A cross-reference that is no part of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandOffLink {
    /// The words that lead there, or the first of them.
    pub quote: Quote,
    /// The last of them, in the same block or in one after it, where `quote` is not all.
    pub to: Option<Located<String>>,
    /// The target: `document#anchor`.
    pub target: Located<String>,
}

/// Reads a stand-off file.
pub fn read(sources: &Sources, file: FileId, diagnostics: &mut Diagnostics) -> StandOff {
    let length = sources.file(file).text.len();
    let mut table = table::parse(sources, file, 0..length, diagnostics);
    let notes = table.tables("note", diagnostics).into_iter().filter_map(|t| note(t, diagnostics)).collect();
    let emendations =
        table.tables("emendation", diagnostics).into_iter().filter_map(|t| emendation(t, diagnostics)).collect();
    let stets = table.tables("stet", diagnostics).into_iter().filter_map(|t| stet(t, diagnostics)).collect();
    let links = table.tables("link", diagnostics).into_iter().filter_map(|t| link(t, diagnostics)).collect();
    let variants =
        table.tables("variant", diagnostics).into_iter().filter_map(|t| variant::read(t, diagnostics)).collect();
    table.finish(diagnostics);
    StandOff { notes, emendations, stets, links, variants, passages: vec![] }
}

fn note(mut table: Table, diagnostics: &mut Diagnostics) -> Option<StandOffNote> {
    let id = table.required("id", diagnostics);
    let series = table.required("series", diagnostics);
    let body = table.required("body", diagnostics);
    let passage = passage(&mut table, diagnostics);
    table.finish(diagnostics);
    let id = id?;
    if !is_id(&id.value) {
        diagnostics.push(bad_id(&id));
        return None;
    }
    let (quote, to) = passage?;
    Some(StandOffNote { id, series: series?, quote, to, body: NoteBody::Markdown(body?) })
}

fn emendation(mut table: Table, diagnostics: &mut Diagnostics) -> Option<Emendation> {
    let read = table.required("read", diagnostics);
    let reason = table.required("reason", diagnostics);
    let quote = quote(&mut table, diagnostics);
    table.finish(diagnostics);
    let read = read?;
    if read.value.contains(char::is_control) {
        let error = Diagnostic::error("not-one-line", "an emendation stays inside one line").at(read.span);
        diagnostics.push(error.help("write it without line breaks and tabs"));
        return None;
    }
    let quote = quote?;
    if quote.exact == read.value {
        let error = Diagnostic::error("reading-is-lemma", "this emendation reads what is there").at(read.span);
        diagnostics.push(error.help("take it out, or say what is read instead"));
        return None;
    }
    Some(Emendation { quote, read: read.value, reason: reason?.value })
}

fn stet(mut table: Table, diagnostics: &mut Diagnostics) -> Option<Stet> {
    let reason = table.required("reason", diagnostics);
    let quote = quote(&mut table, diagnostics);
    table.finish(diagnostics);
    Some(Stet { quote: quote?, reason: reason?.value })
}

fn link(mut table: Table, diagnostics: &mut Diagnostics) -> Option<StandOffLink> {
    let target = table.required("target", diagnostics);
    let passage = passage(&mut table, diagnostics);
    table.finish(diagnostics);
    let (quote, to) = passage?;
    Some(StandOffLink { quote, to, target: target? })
}

/// The quotation that a table holds.
pub(super) fn quote(table: &mut Table, diagnostics: &mut Diagnostics) -> Option<Quote> {
    let exact = table.required("exact", diagnostics);
    quoted(table, exact, diagnostics)
}

/// The quotation that a table holds as `exact`, or those that it holds as `from` and `to`.
fn passage(table: &mut Table, diagnostics: &mut Diagnostics) -> Option<(Quote, Option<Located<String>>)> {
    let (from, to) = (table.string("from", diagnostics), table.string("to", diagnostics));
    if from.is_none() && to.is_none() {
        return Some((quote(table, diagnostics)?, None));
    }
    if let Some(exact) = table.string("exact", diagnostics) {
        let error =
            Diagnostic::error("two-quotations", "an anchor is either `exact`, or `from` and `to`").at(exact.span);
        diagnostics.push(error.help("take `exact` out, or write all the words there"));
        return None;
    }
    let from = if from.is_some() { from } else { table.required("from", diagnostics) };
    let to = if to.is_some() { to } else { table.required("to", diagnostics) };
    let quote = quoted(table, from, diagnostics)?;
    Some((quote, Some(not_empty(to?, diagnostics)?)))
}

/// The words of an anchor; without any it is an error.
pub(super) fn not_empty(words: Located<String>, diagnostics: &mut Diagnostics) -> Option<Located<String>> {
    if words.value.trim().is_empty() {
        diagnostics.push(Diagnostic::error("empty-quotation", "an anchor must quote something").at(words.span));
        return None;
    }
    Some(words)
}

/// The quotation of `exact`, with what the table says about its surroundings.
fn quoted(table: &mut Table, exact: Option<Located<String>>, diagnostics: &mut Diagnostics) -> Option<Quote> {
    let prefix = table.text("prefix", diagnostics).unwrap_or_default();
    let suffix = table.text("suffix", diagnostics).unwrap_or_default();
    let occurrence = table.count("occurrence", diagnostics);
    let container = table.string("in", diagnostics);
    let exact = not_empty(exact?, diagnostics)?;
    Some(Quote { exact: exact.value, prefix, suffix, occurrence, container, span: exact.span })
}

/// Whether `id` can be an id: lower-case ASCII letters, digits and hyphens, a letter first.
pub fn is_id(id: &str) -> bool {
    id.starts_with(|c: char| c.is_ascii_lowercase())
        && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// The error for an id that is none.
pub fn bad_id(id: &Located<String>) -> Diagnostic {
    Diagnostic::error("bad-id", format!("`{}` cannot be an id", id.value))
        .at(id.span.clone())
        .help("use lower-case letters, digits and hyphens, a letter first")
}
