//! The edition's account of its documents, for people and for machines: what an import found in
//! a witness, counted as the gold of the project counts.
//!
//! Knows documents and their accounts; reads nothing and prints nothing.

use crate::model::account::{Account, Certainty, LineClass};
use crate::model::document::{Document, Note, Presence, Witness};
use crate::model::draft::Draft;
use crate::model::text::{BlockKind, GroupKind, MarkKind, NoteId, Text};
use crate::source::{Sources, Span};
use serde::Serialize;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::ops::Range;

/// One document of `report --json`. Where the text is not there, `present` is false, every count
/// is zero and every list empty; the witness is still named.
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
    /// Whether the text is there.
    pub present: bool,
    /// Body prose, run-in heads included.
    pub paragraphs: usize,
    /// Headings in the body, without titles and headings of notes.
    pub headings: usize,
    /// Heads that run into their paragraph.
    pub run_in_heads: usize,
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
    /// Markers without a note.
    pub orphan_markers: Vec<MarkReport>,
    /// Notes without a marker.
    pub orphan_notes: Vec<MarkReport>,
    /// The class of each non-blank line.
    pub lines: Vec<LineReport>,
    /// Markers with their notes, in the order of the markers; then notes without a marker.
    pub note_list: Vec<NoteReport>,
    /// Every change, and every query.
    pub ledger: Vec<EditReport>,
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

/// The report on a document; `author_series` is the index of the author's note series.
pub fn document(sources: &Sources, document: &Document, author_series: usize) -> DocumentReport {
    let head = DocumentReport {
        id: document.id.clone(),
        title: Some(document.title.string.clone()),
        author: document.author.clone(),
        witness: document.witnesses.first().map(witness),
        present: document.presence == Presence::Text,
        ..DocumentReport::default()
    };
    match document.account.as_ref().filter(|_| head.present) {
        Some(account) => filled(head, sources, account, &document.body, &document.notes, author_series),
        None => head,
    }
}

/// The report on a bare import, without a book: `id` is the file's stem.
pub fn draft(sources: &Sources, id: &str, draft: &Draft, base: Option<&Witness>) -> DocumentReport {
    let head = DocumentReport {
        id: id.to_owned(),
        title: draft.title.as_ref().map(|t| t.string.clone()),
        author: draft.author.clone(),
        witness: base.map(witness),
        present: true,
        ..DocumentReport::default()
    };
    let series = draft.notes.first().map_or(0, |n| n.series);
    match &draft.account {
        Some(account) => filled(head, sources, account, &draft.body, &draft.notes, series),
        None => head,
    }
}

fn witness(witness: &Witness) -> WitnessReport {
    WitnessReport { siglum: witness.siglum.clone(), name: witness.name.clone(), sha256: witness.sha256.clone() }
}

fn filled(
    head: DocumentReport,
    sources: &Sources,
    account: &Account,
    body: &Text,
    notes: &[Note],
    author_series: usize,
) -> DocumentReport {
    let authors: Vec<&Note> = notes.iter().filter(|n| n.series == author_series).collect();
    let class = |class: LineClass| account.lines.iter().filter(|(_, c)| *c == class).count();
    let file = sources.file(account.file);
    let body_lines = account.lines.iter().filter(|(_, c)| *c == LineClass::Body);
    let quoted = grouped(body, &GroupKind::Quotation);
    let items = body.groups.iter().filter(|g| g.kind == GroupKind::Item);
    let in_items = grouped(body, &GroupKind::Item);
    let paragraph = |i: &usize| body.blocks[*i].kind == BlockKind::Paragraph;
    let blocks = || 0..body.blocks.len();
    DocumentReport {
        paragraphs: blocks().filter(|i| paragraph(i) && !quoted[*i] && !in_items[*i]).count(),
        headings: body.blocks.iter().filter(|b| matches!(b.kind, BlockKind::Heading(_))).count(),
        run_in_heads: body.marks.iter().filter(|m| m.kind == MarkKind::RunInHead).count(),
        list_items: items.count(),
        block_quotes: quotations(body),
        block_quote_paragraphs: blocks().filter(|i| paragraph(i) && quoted[*i]).count(),
        block_quotes_in_notes: authors.iter().map(|n| quotations(&n.text)).sum(),
        attributions: body.blocks.iter().filter(|b| b.kind == BlockKind::Attribution).count(),
        furniture_lines: class(LineClass::Furniture),
        metadata_lines: class(LineClass::Meta),
        note_markers: account.markers.len(),
        notes: account.notes.len(),
        note_extra_paragraphs: authors.iter().map(|n| extra_paragraphs(&n.text)).sum(),
        body_words: body_lines.map(|(n, _)| words(file.line(*n))).sum(),
        orphan_markers: account.markers.iter().filter(|m| m.note.is_none()).map(|m| mark(&m.mark)).collect(),
        orphan_notes: account.notes.iter().filter(|n| !n.called).map(|n| mark(&n.mark)).collect(),
        lines: account.lines.iter().map(|(line, class)| LineReport { line: *line, class: *class }).collect(),
        note_list: note_list(sources, account),
        ledger: ledger(sources, account),
        ..head
    }
}

/// Which blocks are inside a group of that kind.
fn grouped(text: &Text, kind: &GroupKind) -> Vec<bool> {
    let mut inside = vec![false; text.blocks.len()];
    text.groups.iter().filter(|g| g.kind == *kind).for_each(|g| inside[g.blocks.clone()].fill(true));
    inside
}

fn quotations(text: &Text) -> usize {
    text.groups.iter().filter(|g| g.kind == GroupKind::Quotation).count()
}

/// The paragraphs of a note after its first, outside quotations.
fn extra_paragraphs(note: &Text) -> usize {
    let quoted = grouped(note, &GroupKind::Quotation);
    quoted.iter().skip(1).filter(|q| !**q).count()
}

fn mark(mark: &str) -> MarkReport {
    mark.parse().map_or_else(|_| MarkReport::Sign(mark.to_owned()), MarkReport::Number)
}

/// How many words `\w+(?:['’-]\w+)*` finds in `line`.
fn words(line: &str) -> usize {
    let word = |c: char| c.is_alphanumeric() || c == '_';
    let mut count = 0;
    let mut inside = false;
    let mut rest = line.chars().peekable();
    while let Some(c) = rest.next() {
        if word(c) {
            count += usize::from(!inside);
            inside = true;
        } else {
            inside = inside && matches!(c, '\'' | '’' | '-') && rest.peek().is_some_and(|next| word(*next));
        }
    }
    count
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
    list.extend(account.notes.iter().filter(|n| !n.called).map(|n| NoteReport {
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

fn ledger(sources: &Sources, account: &Account) -> Vec<EditReport> {
    let report = |e: &crate::model::account::Edit| {
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
    account.edits.iter().map(report).collect()
}

/// The report as a table for a terminal: counts, markers with their notes, queries.
pub fn table(report: &DocumentReport) -> String {
    let mut out = String::new();
    let title = report.title.as_deref().unwrap_or("(no title)");
    let _ = writeln!(
        out,
        "{}: {title}{}",
        report.id,
        report.author.iter().map(|a| format!(", by {a}")).collect::<String>()
    );
    if !report.present {
        out.push_str("  the text is not there\n");
        return out;
    }
    counts(&mut out, report);
    if !report.note_list.is_empty() {
        out.push_str("\n  mark   marker         at        note at   begins\n");
        report.note_list.iter().for_each(|n| note_row(&mut out, n));
    }
    let queries: Vec<&EditReport> = report.ledger.iter().filter(|e| !e.applied).collect();
    if !queries.is_empty() {
        out.push_str("\n  queries, not applied\n");
    }
    for e in queries {
        let at = format!("{}:{}", e.line, e.column + 1);
        let _ = writeln!(out, "  {at:<10} {:<20} {:?} → {:?}", e.rule, e.raw, e.read);
    }
    out
}

fn counts(out: &mut String, r: &DocumentReport) {
    let rows = [
        ("paragraphs", r.paragraphs),
        ("headings", r.headings),
        ("run-in heads", r.run_in_heads),
        ("list items", r.list_items),
        ("block quotations", r.block_quotes),
        ("their paragraphs", r.block_quote_paragraphs),
        ("in notes", r.block_quotes_in_notes),
        ("attributions", r.attributions),
        ("metadata lines", r.metadata_lines),
        ("furniture lines", r.furniture_lines),
        ("note markers", r.note_markers),
        ("orphan markers", r.orphan_markers.len()),
        ("notes", r.notes),
        ("orphan notes", r.orphan_notes.len()),
        ("words of the body", r.body_words),
        ("changes", r.ledger.iter().filter(|e| e.applied).count()),
    ];
    for (name, count) in rows.into_iter().filter(|(_, count)| *count > 0) {
        let _ = writeln!(out, "  {name:<18} {count:>6}");
    }
}

fn note_row(out: &mut String, note: &NoteReport) {
    let at = |p: &Option<PlaceReport>| p.map_or_else(|| "—".to_owned(), |p| format!("{}:{}", p.line, p.column + 1));
    let raw = note.raw.as_deref().unwrap_or("—");
    let starts = note.starts.as_deref().unwrap_or("—");
    let _ = writeln!(out, "  {:<6} {raw:<14} {:<9} {:<9} {starts}", note.mark, at(&note.call), at(&note.body));
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
