//! What an import found in a witness: the class of each line, markers with their notes, the ledger.

use super::count::words;
use super::shape::{DocumentReport, EditReport, LineReport, MarkReport, NoteReport, PlaceReport};
use crate::model::account::{Account, Edit, LineClass};
use crate::model::draft::Draft;
use crate::model::text::NoteId;
use crate::source::{Sources, Span};
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// Fills in what the account of a witness says. Markers and notes are those that were found, orphans
/// among them, and the words are those of the raw lines.
pub(super) fn account(
    counted: DocumentReport,
    sources: &Sources,
    account: &Account,
    entries: Entries,
) -> DocumentReport {
    let class = |class: LineClass| account.lines.iter().filter(|(_, c)| *c == class).count();
    let file = sources.file(account.file);
    let body_lines = account.lines.iter().filter(|(_, c)| *c == LineClass::Body);
    DocumentReport {
        encoding: Some(file.encoding),
        profile: Some(account.profile.clone()),
        furniture_lines: class(LineClass::Furniture),
        metadata_lines: class(LineClass::Meta),
        note_markers: account.markers.len(),
        notes: account.notes.len(),
        body_words: body_lines.map(|(n, _)| words(file.line(*n))).sum(),
        orphan_markers: account.markers.iter().filter(|m| m.note.is_none()).map(|m| mark(&m.mark)).collect(),
        orphan_notes: account.notes.iter().filter(|n| !n.called).map(|n| mark(&n.mark)).collect(),
        lines: account.lines.iter().map(|(line, class)| LineReport { line: *line, class: *class }).collect(),
        note_list: note_list(sources, account),
        ..with_ledger(counted, sources, &account.edits, entries)
    }
}

/// Which entries of the ledger a report has: a text of a million words may have as many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entries {
    /// All of them, for a program.
    All,
    /// Those that ask, for people.
    Queries,
}

/// Fills in the ledger.
pub(super) fn with_ledger(
    counted: DocumentReport,
    sources: &Sources,
    edits: &[Edit],
    entries: Entries,
) -> DocumentReport {
    let changes = edits.iter().filter(|edit| edit.applied).count();
    DocumentReport { changes, ledger: ledger(sources, edits, entries), ..counted }
}

fn mark(mark: &str) -> MarkReport {
    mark.parse().map_or_else(|_| MarkReport::Sign(mark.to_owned()), MarkReport::Number)
}

fn place(sources: &Sources, span: &Span) -> PlaceReport {
    let position = sources.position(span);
    PlaceReport { line: position.line, column: position.column }
}

fn note_list(sources: &Sources, account: &Account) -> Vec<NoteReport> {
    let notes: HashMap<NoteId, &Span> = account.notes.iter().map(|n| (n.note, &n.span)).collect();
    let starts = |span: &Span, mark: &str| first_words(sources.slice(span), mark);
    let mut list: Vec<NoteReport> = account
        .markers
        .iter()
        .map(|m| {
            let body = m.note.and_then(|n| notes.get(&n).copied());
            NoteReport {
                mark: m.mark.clone(),
                raw: Some(sources.slice(&m.span).to_owned()),
                call: Some(place(sources, &m.span)),
                body: body.map(|span| place(sources, span)),
                starts: body.map(|span| starts(span, &m.mark)),
            }
        })
        .collect();
    let answered: HashSet<NoteId> = account.markers.iter().filter_map(|m| m.note).collect();
    list.extend(account.notes.iter().filter(|n| !answered.contains(&n.note)).map(|n| NoteReport {
        mark: n.mark.clone(),
        raw: None,
        call: None,
        body: Some(place(sources, &n.span)),
        starts: Some(starts(&n.span, &n.mark)),
    }));
    list
}

/// The first five words of a note behind its label.
fn first_words(note: &str, mark: &str) -> String {
    let mut words = note.split_whitespace().peekable();
    let label = |w: &str| {
        let core = w.trim_matches(['(', ')', '[', ']', '.', ':']);
        core == mark
            || core.eq_ignore_ascii_case("footnote")
            || core.chars().count() <= 3
                && !core.is_empty()
                && core.chars().all(|c| !c.is_alphabetic() || "lIiOoSs".contains(c))
                && w.len() > core.len()
    };
    while words.next_if(|w| label(w)).is_some() {}
    words.take(5).collect::<Vec<_>>().join(" ")
}

/// Edits as the report prints them.
fn ledger(sources: &Sources, edits: &[Edit], entries: Entries) -> Vec<EditReport> {
    let report = |e: &Edit| {
        let at = place(sources, &e.span);
        EditReport {
            line: at.line,
            column: at.column,
            raw: sources.slice(&e.span).to_owned(),
            read: e.read.clone(),
            rule: e.rule,
            certainty: e.certainty,
            applied: e.applied,
        }
    };
    let wanted = |e: &&Edit| entries == Entries::All || !e.applied;
    edits.par_iter().with_min_len(512).filter(wanted).map(report).collect()
}

/// Bytes of a witness that no container of a draft holds and no applied edit takes out: empty for
/// a sound import.
pub fn unaccounted(draft: &Draft, sources: &Sources) -> Vec<Range<usize>> {
    let Some(account) = &draft.account else { return Vec::new() };
    let texts = [Some(&draft.body), draft.title.as_ref(), draft.source.as_ref()];
    let notes = draft.notes.iter().map(|n| &n.text);
    let kept = texts.into_iter().flatten().chain(notes).flat_map(|t| t.provenance.iter().map(|s| s.source.bytes()));
    let changed = account.edits.iter().filter(|e| e.applied).map(|e| e.span.bytes());
    let mut held: Vec<Range<usize>> = kept.chain(changed).collect();
    held.sort_by_key(|r| (r.start, r.end));
    let mut lost = Vec::new();
    let mut at = 0;
    for range in held {
        if range.start > at {
            lost.push(at..range.start);
        }
        at = at.max(range.end);
    }
    let text = &sources.file(account.file).text;
    lost.push(at..text.len());
    lost.retain(|r| !text[r.clone()].trim().is_empty());
    lost
}
