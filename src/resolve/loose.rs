//! References whose words say enough without them: a link as other programs write them leads to its place as well as
//! may be, and where there is none its words are printed, with a warning.

use super::Places;
use crate::diag::Diagnostic;
use crate::model::document::{Document, Edition, Place, Reference, Spot, Target};
use crate::model::text::MarkKind;
use crate::words::nearest::is_slip;
use std::collections::BTreeSet;

/// How many links that lead nowhere are told one by one; of more in one document the first is told.
const TOLD: usize = 3;
/// How many names of places the warning of many such links names.
const NAMED: usize = 5;

/// The place that a link in the document `own` means which `fault` says it does not lead to: one of this name in one
/// other document alone, for who writes a book in several files gives names once; else the beginning of the document
/// that it names.
pub(super) fn target(
    edition: &Edition,
    places: &[Places<'_>],
    own: usize,
    reference: &Reference,
) -> (Target, Option<&'static str>) {
    let Some(anchor) = &reference.anchor else { return (Target::Unresolved, None) };
    // a name that is given is meant rather than words of a heading that make the same
    for name in [Places::given, Places::named] {
        let others = places.iter().enumerate().filter(|(index, _)| *index != own);
        let mut found = others.filter_map(|(document, places)| Some(Place { document, spot: name(places, anchor)? }));
        if let (Some(place), None) = (found.next(), found.next()) {
            return (Target::Place(place), Some(""));
        }
    }
    let is = |id: &String| *id == reference.document;
    match edition.documents.iter().position(|document| is(&document.id)) {
        Some(document) if document != own => {
            let place = Place { document, spot: Spot::Start };
            (Target::Place(place), Some("the link leads to its beginning"))
        }
        _ => (Target::Unresolved, None),
    }
}

/// Whether it is no mistake that a reference leads nowhere.
pub(super) fn is_no_mistake(edition: &Edition, reference: &Reference) -> bool {
    let id = reference.document.as_str();
    let known = || edition.documents.iter().map(|document| document.id.as_str());
    match reference.target {
        Target::Loose => true,
        Target::Worded => !id.is_empty() && !known().any(|name| name == id) && !is_slip(id, known()),
        _ => false,
    }
}

/// The references of a document that read what their place is called, by index: where there is none, their own name.
pub(super) fn wordless(document: &Document) -> BTreeSet<usize> {
    let texts = document.containers().into_iter().filter_map(|container| document.text(container));
    let loci = texts.flat_map(|text| &text.marks).filter_map(|mark| match mark.kind {
        MarkKind::Locus(id, _) => Some(id.0 as usize),
        _ => None,
    });
    loci.collect()
}

/// The warnings for the links of one document that lead nowhere, each with what its reference names.
pub(super) fn told(faults: Vec<(Diagnostic, String)>) -> Vec<Diagnostic> {
    if faults.len() <= TOLD {
        return faults.into_iter().map(|(fault, _)| fault).collect();
    }
    let count = faults.len();
    let mut names: Vec<String> = vec![];
    for (_, name) in &faults {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    let more = if names.len() > NAMED { " …" } else { "" };
    names.truncate(NAMED);
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    let help = format!("this is the first of {count} such links of this document, to {}{more}", names.join(", "));
    faults.into_iter().take(1).map(|(fault, _)| fault.help(help.clone())).collect()
}
