//! A document's account as a table for a terminal.

use super::bytes::BytesReport;
use super::shape::{DocumentReport, EditReport, NoteReport, PlaceReport};
use super::{apparatus, citation};
use std::fmt::Write as _;

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
        citation::table(&mut out, &report.citations);
        report.apparatus.iter().for_each(|apparatus| apparatus::table(&mut out, apparatus));
        return out;
    }
    if let (Some(encoding), Some(profile)) = (report.encoding, &report.profile) {
        let _ = writeln!(out, "  {encoding}, {profile}");
    }
    counts(&mut out, report);
    if let Some(bytes) = &report.bytes {
        shares(&mut out, bytes);
    }
    if !report.note_list.is_empty() {
        out.push_str("\n  mark   marker         at        note at   begins\n");
        report.note_list.iter().for_each(|n| note_row(&mut out, n));
    }
    citation::table(&mut out, &report.citations);
    report.apparatus.iter().for_each(|apparatus| apparatus::table(&mut out, apparatus));
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
        ("lines of verse", r.verse_lines),
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
        ("changes", r.changes),
    ];
    for (name, count) in rows.into_iter().filter(|(_, count)| *count > 0) {
        let _ = writeln!(out, "  {name:<18} {count:>6}");
    }
}

/// What the bytes of the file belong to; what ought to be none is shown where it is not.
fn shares(out: &mut String, b: &BytesReport) {
    let rows = [
        ("body", b.body),
        ("notes", b.note),
        ("markers", b.marker),
        ("sheet", b.sheet),
        ("furniture", b.furniture),
        ("together", b.all),
    ];
    let faults = [("lost", b.lost), ("twice", b.doubled), ("misplaced", b.misplaced)];
    out.push_str("\n  bytes of the text\n");
    for (name, count) in rows.into_iter().chain(faults.into_iter().filter(|(_, count)| *count > 0)) {
        let _ = writeln!(out, "  {name:<16} {count:>8}");
    }
}

fn note_row(out: &mut String, note: &NoteReport) {
    let at = |p: &Option<PlaceReport>| p.map_or_else(|| "—".to_owned(), |p| format!("{}:{}", p.line, p.column + 1));
    let raw = note.raw.as_deref().unwrap_or("—");
    let starts = note.starts.as_deref().unwrap_or("—");
    let _ = writeln!(out, "  {:<6} {raw:<14} {:<9} {:<9} {starts}", note.mark, at(&note.call), at(&note.body));
}
