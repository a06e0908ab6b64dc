//! The faults of a witness that an editor should look at, as warnings with their place.

use crate::diag::{Diagnostic, Diagnostics};
use crate::model::account::Account;
use std::collections::HashSet;

/// Reports orphan markers and orphan notes.
pub(super) fn report(account: &Account, diagnostics: &mut Diagnostics) {
    let called: HashSet<&str> = account.notes.iter().filter(|n| n.called).map(|n| n.mark.as_str()).collect();
    for marker in account.markers.iter().filter(|m| m.note.is_none()) {
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
    for note in account.notes.iter().filter(|n| !n.called) {
        diagnostics.push(
            Diagnostic::warning("orphan-note", format!("no marker calls note {}", note.mark))
                .at(note.span.clone())
                .help("the note is called at the end of the text"),
        );
    }
}
