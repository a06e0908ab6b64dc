//! Stage: leads every reference to its place in the book, or says why it cannot.
//!
//! Knows all documents; changes nothing but the references' targets.

mod places;

use crate::diag::{Diagnostic, Diagnostics};
use crate::model::document::{Edition, Place, Presence, Reference, Spot, Target};
use crate::model::lock::Lock;
use crate::nearest::nearest;
use places::{Places, Sought};
use std::collections::BTreeMap;

/// What became of the references.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resolved {
    /// How many lead to their place.
    pub resolved: usize,
    /// How many lead to the commentary on a text that is not there.
    pub deferred: usize,
    /// Those that lead nowhere, as `document#anchor`.
    pub unresolved: Vec<String>,
}

/// Resolves the references of all documents. `locks` are those of `witness.lock`, by document:
/// they tell what a text that is not there would hold.
pub fn resolve(edition: &mut Edition, locks: &BTreeMap<String, Lock>, diagnostics: &mut Diagnostics) -> Resolved {
    let places: Vec<Places<'_>> = edition
        .documents
        .iter()
        .map(|document| Places::new(document, &edition.series, locks.get(&document.id)))
        .collect();
    let mut outcome = Resolved::default();
    let mut targets = Vec::new();
    for (index, document) in edition.documents.iter().enumerate() {
        let find = |reference: &Reference| target(edition, &places, index, reference);
        for reference in &document.references {
            let target = find(reference).unwrap_or_else(|error| {
                diagnostics.push(match &reference.span {
                    Some(span) => error.at(span.clone()),
                    None => *error,
                });
                Target::Unresolved
            });
            match target {
                Target::Place(_) => outcome.resolved += 1,
                Target::Deferred(_) => outcome.deferred += 1,
                Target::Unresolved => outcome.unresolved.push(name(&document.id, reference)),
            }
            targets.push(target);
        }
    }
    let references = edition.documents.iter_mut().flat_map(|d| &mut d.references);
    for (reference, target) in references.zip(targets) {
        reference.target = target;
    }
    outcome
}

fn name(own: &str, reference: &Reference) -> String {
    let document = if reference.document.is_empty() { own } else { &reference.document };
    match &reference.anchor {
        Some(anchor) => format!("{document}#{anchor}"),
        None => document.to_owned(),
    }
}

fn target(
    edition: &Edition,
    places: &[Places<'_>],
    own: usize,
    reference: &Reference,
) -> Result<Target, Box<Diagnostic>> {
    let document = match reference.document.as_str() {
        "" => own,
        id => edition.documents.iter().position(|d| d.id == id).ok_or_else(|| unknown_document(edition, id))?,
    };
    let absent = edition.documents[document].presence == Presence::Commentary;
    let Some(anchor) = &reference.anchor else {
        let place = Place { document, spot: Spot::Start };
        return Ok(if absent { Target::Deferred(place) } else { Target::Place(place) });
    };
    let place = |spot| Place { document, spot };
    match places[document].find(anchor) {
        Sought::There(spot) => Ok(Target::Place(place(spot))),
        Sought::Absent(spot) => Ok(Target::Deferred(place(spot))),
        Sought::Nowhere { help } => {
            let id = &edition.documents[document].id;
            let error = Diagnostic::error("unknown-anchor", format!("`{id}` has no anchor `{anchor}`"));
            Err(Box::new(error.help(help)))
        }
    }
}

fn unknown_document(edition: &Edition, id: &str) -> Box<Diagnostic> {
    let error = Diagnostic::error("unknown-document", format!("there is no document `{id}`"));
    let known: Vec<&str> = edition.documents.iter().map(|d| d.id.as_str()).collect();
    Box::new(match nearest(id, known.iter().copied()) {
        Some(name) => error.help(format!("did you mean `{name}`?")),
        None => error.help(format!("the documents of this book: {}", known.join(", "))),
    })
}
