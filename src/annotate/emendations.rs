//! The editor's emendations and decisions: carried out once every anchor is found, and entered in the
//! ledger.

use super::emend::{self, Replacement};
use super::ledger;
use super::marked::base;
use super::quoted::Found;
use crate::config::standoff;
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::apparatus::{Entry, Layer, Reading};
use crate::model::document::{Container, Document};
use std::collections::BTreeMap;

/// Carries out the emendations, container by container; of two that overlap the second is an error.
pub(super) fn emend_all<'a>(
    document: &mut Document,
    all: impl Iterator<Item = (&'a standoff::Emendation, Found)>,
    diagnostics: &mut Diagnostics,
) {
    let mut by_container: BTreeMap<Container, Vec<(&standoff::Emendation, Replacement)>> = BTreeMap::new();
    let mut waiting = Vec::new();
    let mut told = document.sigla.in_force.is_empty() || document.sigla.base.is_some();
    for (emendation, found) in all {
        match found {
            Found::Here(container, range) => {
                if !std::mem::replace(&mut told, true) {
                    diagnostics.push(without_base(emendation));
                }
                let replacement = Replacement { range, read: emendation.read.clone() };
                by_container.entry(container).or_default().push((emendation, replacement));
            }
            Found::Waiting => {
                waiting.push(entry(document, None, &emendation.quote.exact, &emendation.read, &emendation.reason));
            }
            Found::Passage(..) | Found::Failed => {}
        }
    }
    for (container, mut list) in by_container {
        list.sort_by_key(|(_, r)| (r.range.start, r.range.end));
        let mut disjoint: Vec<Replacement> = Vec::new();
        let mut reasons: Vec<&str> = Vec::new();
        for (emendation, replacement) in list {
            if disjoint.last().is_some_and(|last| last.range.end > replacement.range.start) {
                let error = Diagnostic::error("overlapping-emendations", "another emendation touches these words");
                diagnostics.push(error.at(emendation.quote.span.clone()).help("make one emendation of the two"));
            } else {
                disjoint.push(replacement);
                reasons.push(&emendation.reason);
            }
        }
        let Some(text) = document.text(container) else { continue };
        let edits: Vec<_> = disjoint.iter().map(|r| ledger::edit(text, r)).collect();
        let entries = disjoint.iter().zip(reasons).map(|(Replacement { range, read }, reason)| {
            entry(document, Some(container), &text.string[range.clone()], read, reason)
        });
        let entries: Vec<Entry> = entries.collect();
        let ledger = document.account.as_ref().map(|account| ledger::record(account, text, &disjoint, edits));
        let first = document.entries.len() as u32;
        document.entries.extend(entries);
        if let (Some(account), Some(ledger)) = (&mut document.account, ledger) {
            account.edits = ledger;
        }
        if let Some(text) = document.text_mut(container) {
            emend::emend(text, &disjoint, first);
        }
    }
    document.entries.extend(waiting);
}

/// That the words which emendations replace are nobody's.
fn without_base(emendation: &standoff::Emendation) -> Diagnostic {
    let message = "no witness is named for the words that are emended: nothing says whose they are";
    let warning = Diagnostic::warning("emendation-without-base", message).at(emendation.quote.span.clone());
    warning.help("say in `[apparatus]` from which witness the text was read: `base = \"A\"`")
}

/// The entry of an emendation: the words of the witness that it replaces are the one reading. Without a place
/// it is that of a text that is not there, which has no mark.
fn entry(document: &Document, place: Option<Container>, words: &str, read: &str, reason: &str) -> Entry {
    Entry {
        lemma: read.to_owned(),
        readings: vec![Reading::of(base(document), words)],
        reason: Some(reason.to_owned()),
        place,
        ..Entry::new("", Layer::Emendation)
    }
}

/// Settles the queries about the words that the editor lets stand. A decision about nothing is a warning.
pub(super) fn let_stand<'a>(
    document: &mut Document,
    all: impl Iterator<Item = (&'a standoff::Stet, Found)>,
    diagnostics: &mut Diagnostics,
) {
    for (stet, found) in all {
        let Found::Here(container, range) = found else { continue };
        let Some(mut account) = document.account.take() else { continue };
        let settled = document.text(container).is_some_and(|text| ledger::settle(&mut account, text, &range));
        document.account = Some(account);
        if !settled {
            let warning = Diagnostic::warning("no-query", "no rule asks about these words");
            diagnostics
                .push(warning.at(stet.quote.span.clone()).help("take the entry out, or quote the words asked about"));
        }
    }
}
