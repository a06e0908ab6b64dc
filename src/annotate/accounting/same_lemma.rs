//! Two entries on the same words: each counts with the lemma whom the other alone names.

use super::check::at;
use super::places::Places;
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::apparatus::{Entry, EntryId, Layer, ReadingKind};
use crate::model::document::{Container, Document};
use std::collections::BTreeMap;

/// A part of a lemma: its container and its bytes there.
type Part = (Container, usize, usize);

/// Reports entries of one layer that stand on the same words and tell what stands for them.
pub(super) fn report(document: &Document, places: &Places, diagnostics: &mut Diagnostics) {
    let mut seen: BTreeMap<(Layer, Vec<Part>), &Entry> = BTreeMap::new();
    for (id, entry) in (0..).map(EntryId).zip(&document.entries) {
        let parts = places.lemmata.parts(id);
        if entry.span.is_none() || !parts.iter().any(|(_, part)| !part.is_empty()) || !replaces(entry) {
            continue;
        }
        let key = parts.iter().map(|(container, part)| (*container, part.start, part.end)).collect();
        let Some(first) = seen.insert((entry.layer, key), entry) else { continue };
        let message = format!("`{}` stands on the same words: whom it names is counted with the lemma here", first.id);
        let warning = at(Diagnostic::warning("same-lemma", message), entry.span.clone());
        let warning = match first.span.clone() {
            Some(span) => warning.label(span, "that entry"),
            None => warning,
        };
        diagnostics.push(warning.help("make one entry of the two"));
    }
}

/// Whether a witness of it has other words than the lemma, or none.
fn replaces(entry: &Entry) -> bool {
    let replaces = |kind: &ReadingKind| matches!(kind, ReadingKind::Words | ReadingKind::Omission);
    let counted = |index: usize| entry.tally.readings.get(index).is_none_or(|who| !who.is_empty());
    entry.readings.iter().enumerate().any(|(index, reading)| replaces(&reading.kind) && counted(index))
}
