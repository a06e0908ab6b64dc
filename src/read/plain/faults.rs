//! The faults of a witness that an editor should look at, as warnings with their place.

use crate::diag::{Diagnostic, Diagnostics};
use crate::model::account::{Account, FoundNote, Marker};
use crate::source::{FileId, Span};
use std::collections::HashSet;

/// How many faults of a kind are told one by one: a text whose notes are elsewhere has thousands.
const TOLD: usize = 50;

/// The error that a file is RTF: its words stand among a word processor's codes, and no rule tells them apart.
pub fn codes(text: &str, file: FileId) -> Option<Diagnostic> {
    let lead = text.len() - text.trim_start_matches(['\u{feff}', ' ', '\r', '\n']).len();
    text[lead..].starts_with(CODES).then(|| {
        Diagnostic::error("not-plain-text", "this file is RTF, not plain text: a word processor’s codes stand in it")
            .at(Span::new(file, lead..lead + CODES.len()))
            .help("save it as plain text in UTF-8 (or as Markdown) in a word processor, and import that")
    })
}

/// How RTF begins.
const CODES: &str = "{\\rtf";

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
