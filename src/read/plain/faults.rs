//! The faults of a witness that an editor should look at, as warnings with their place.

use crate::diag::{Diagnostic, Diagnostics};
use crate::model::account::{Account, FoundNote, Marker};
use crate::source::{FileId, Span};
use std::collections::HashSet;

/// How many faults of a kind are told one by one: a text whose notes are elsewhere has thousands.
const TOLD: usize = 50;

/// The error that a file is none of plain text, whatever its name: its words, if it has any, stand among a program's codes,
/// and no rule tells them apart.
pub fn codes(text: &str, file: FileId) -> Option<Diagnostic> {
    let lead = text.len() - text.trim_start_matches(['\u{feff}', ' ', '\r', '\n']).len();
    let named = CODES.iter().find(|(code, _)| text[lead..].starts_with(code));
    let (length, kind) = named.map(|(code, kind)| (code.len(), *kind)).or_else(|| {
        let first = text[lead..].chars().next().filter(|_| is_binary(text))?;
        Some((first.len_utf8(), "of a program’s own form"))
    })?;
    let message = format!("this file is {kind}, not plain text: a program’s codes stand in it");
    Some(
        Diagnostic::error("not-plain-text", message)
            .at(Span::new(file, lead..lead + length))
            .help("save it as plain text in UTF-8 (or as Markdown) in the program that made it, and import that"),
    )
}

/// How files begin that are taken for text by their names, as Windows-1252 or Unicode reads their first bytes.
const CODES: [(&str, &str); 8] = [
    ("{\\rtf", "RTF"),
    ("%PDF-", "a PDF"),
    ("%!PS", "PostScript"),
    ("PK\u{3}\u{4}", "a ZIP archive, as word processors and EPUB have it"),
    ("ÐÏ\u{11}à¡±\u{1a}á", "a document of Word"),
    ("\u{1f}\u{8b}", "packed by gzip"),
    ("\u{1f}‹", "packed by gzip"),
    ("AT&TFORM", "a DjVu"),
];

/// How many characters of a file are looked through for controls, of how many kinds they are in a file that is no text, and
/// one in how many characters is one.
const BINARY: (usize, usize, usize) = (4096, 8, 40);

/// Whether controls that no text has stand all through the beginning of a file.
fn is_binary(text: &str) -> bool {
    let control = |c: &char| matches!(c, '\0'..='\u{8}' | '\u{e}'..='\u{1f}');
    let (mut kinds, mut all, mut length) = (0_u32, 0, 0);
    for c in text.chars().take(BINARY.0) {
        length += 1;
        if control(&c) {
            kinds |= 1 << u32::from(c);
            all += 1;
        }
    }
    kinds.count_ones() as usize >= BINARY.1 && all * BINARY.2 >= length
}

/// Reports orphan markers and orphan notes.
pub(super) fn report(account: &Account, diagnostics: &mut Diagnostics) {
    let called: HashSet<&str> = account.notes.iter().filter(|n| n.called).map(|n| n.mark.as_str()).collect();
    let orphans: Vec<&Marker> = account.markers.iter().filter(|m| m.note.is_none()).collect();
    for marker in orphans.iter().take(TOLD) {
        let message = if called.contains(marker.mark.as_str()) {
            format!("the marker {} comes again, and its note is called already", marker.mark)
        } else {
            format!("no note answers the marker {}", marker.mark)
        };
        diagnostics.push(Diagnostic::warning("orphan-marker", message).at(marker.span.clone()).help(
            "the marker stays in the text; an `[[emendation]]` that takes it out settles this, or a `[[stet]]` that \
                 keeps it",
        ));
    }
    diagnostics.extend(orphans.get(TOLD).map(|next| {
        let more = orphans.len() - TOLD;
        others("orphan-marker", format!("{more} more markers have no note that answers them, from here on"), &next.span)
    }));
    let orphans: Vec<&FoundNote> = account.notes.iter().filter(|n| !n.called).collect();
    for note in orphans.iter().take(TOLD) {
        diagnostics.push(
            Diagnostic::warning("orphan-note", format!("no marker calls note {}", note.mark))
                .at(note.span.clone())
                .help("the note is called at the end of the text"),
        );
    }
    diagnostics.extend(orphans.get(TOLD).map(|next| {
        let more = orphans.len() - TOLD;
        others("orphan-note", format!("{more} more notes are called by no marker, from here on"), &next.span)
    }));
}

/// The faults of a kind that are not told one by one.
fn others(code: &'static str, message: String, next: &Span) -> Diagnostic {
    let help = "where so many are alone the notes were not recognised: `--report --json` lists them all in `note_list`";
    Diagnostic::warning(code, message).at(next.clone()).help(help)
}
