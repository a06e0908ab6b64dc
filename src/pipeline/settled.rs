//! Warnings of the import that the editor has settled: where an emendation or a decision has answered the rule's
//! query, nothing is left to warn of.

use crate::diag::Diagnostics;
use crate::model::account::Account;
use crate::source::Span;
use std::collections::HashSet;

/// The warning about a marker without a note, and the rule that asks about it.
const ORPHAN: (&str, &str) = ("orphan-marker", "marker.orphan");

/// Where the import asks about markers without a note.
pub(super) fn asked(account: Option<&Account>) -> HashSet<Span> {
    let queries = account.into_iter().flat_map(|account| &account.edits).filter(|e| !e.applied && e.rule == ORPHAN.1);
    queries.map(|e| e.span.clone()).collect()
}

/// Takes out the warnings about places that were `asked` about and are no longer.
pub(super) fn take_out(diagnostics: &mut Diagnostics, asked: &HashSet<Span>, account: Option<&Account>) {
    let open = self::asked(account);
    diagnostics.retain(|d| {
        let settled = |span: &Span| asked.contains(span) && !open.contains(span);
        d.code != ORPHAN.0 || !d.span.as_ref().is_some_and(settled)
    });
}
