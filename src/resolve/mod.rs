//! Stage: leads every reference to its place in the book, or says why it cannot.
//!
//! Knows all documents; changes nothing but the references' targets.

mod loose;
mod milestones;
mod places;

use crate::config::identity::slug;
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::model::document::{Edition, Place, Presence, Reference, Spot, Target};
use crate::model::lock::Lock;
use crate::model::text::{BlockKind, LocusKind, Mark, MarkKind};
use crate::words::nearest::nearest;
use places::{Places, Sought};
use std::collections::BTreeMap;

/// How many documents are named where one is not known.
const NAMED: usize = 12;

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
        let mut faults = vec![];
        let wordless = loose::wordless(document);
        for (id, reference) in document.references.iter().enumerate() {
            if edition.left_out.contains(&reference.document) {
                targets.push(Target::Unresolved);
                continue;
            }
            let target = find(reference).unwrap_or_else(|mut error| {
                if loose::is_no_mistake(edition, reference) {
                    let (target, instead) = loose::target(edition, &places, index, reference);
                    let what = instead.unwrap_or(match wordless.contains(&id) {
                        true => "its name is printed",
                        false => "the words are printed without a link",
                    });
                    error.severity = Severity::Warning;
                    error.message = format!("{}: {what}", error.message);
                    let error = reference.span.iter().cloned().fold(*error, Diagnostic::at);
                    faults.extend((!what.is_empty()).then(|| (error, name(&document.id, reference))));
                    return target;
                }
                diagnostics.push(match &reference.span {
                    Some(span) => error.at(span.clone()),
                    None => *error,
                });
                Target::Unresolved
            });
            match target {
                Target::Place(_) => outcome.resolved += 1,
                Target::Deferred(_) => outcome.deferred += 1,
                Target::Unresolved | Target::Loose | Target::Worded => {
                    outcome.unresolved.push(name(&document.id, reference))
                }
            }
            targets.push(target);
        }
        diagnostics.extend(loose::told(faults));
    }
    let references = edition.documents.iter_mut().flat_map(|d| &mut d.references);
    for (reference, target) in references.zip(targets) {
        reference.target = target;
    }
    report_quoting_titles(edition, diagnostics);
    report_misplaced(edition, diagnostics);
    milestones::check(edition, diagnostics);
    outcome
}

/// `@note` stands for the mark of a note, `@entry` for what an entry says: of other places they say nothing.
fn report_misplaced(edition: &Edition, diagnostics: &mut Diagnostics) {
    for document in &edition.documents {
        let texts = document.containers().into_iter().filter_map(|container| document.text(container));
        for mark in texts.flat_map(|text| &text.marks) {
            let MarkKind::Locus(id, kind) = mark.kind else { continue };
            let Some(reference) = document.references.get(id.0 as usize) else { continue };
            let Some(place) = reference.target.place() else { continue };
            let misplaced = match kind {
                LocusKind::Note => !matches!(place.spot, Spot::Note(_) | Spot::Call(_) | Spot::Anchor(_)),
                _ => false,
            };
            if misplaced {
                let error = Diagnostic::error("misplaced-note", "`@note` is for references to notes; this is none");
                let error = error.help("write `@page` for the page, or lead to a note: `[[#note-name|@note]]`");
                diagnostics.push(reference.span.iter().cloned().fold(error, Diagnostic::at));
            }
        }
    }
}

/// `@title` stands for words without placeholders of their own: a title or heading that asks for
/// another title could ask for itself in the end.
fn report_quoting_titles(edition: &Edition, diagnostics: &mut Diagnostics) {
    for document in &edition.documents {
        let texts = document.containers().into_iter().filter_map(|container| document.text(container));
        for mark in texts.flat_map(|text| &text.marks) {
            let MarkKind::Locus(id, LocusKind::Title) = mark.kind else { continue };
            let Some(reference) = document.references.get(id.0 as usize) else { continue };
            if reference.target.place().is_some_and(|place| quotes_title(edition, place)) {
                let error =
                    Diagnostic::error("title-quotes-title", "the title that this asks for asks for a title itself");
                let error = error.help("write the title's words instead of `@title`");
                diagnostics.push(match &reference.span {
                    Some(span) => error.at(span.clone()),
                    None => error,
                });
            }
        }
    }
}

/// Whether the title of a place (a heading's words, else its document's title) holds `@title`.
fn quotes_title(edition: &Edition, place: &Place) -> bool {
    let document = &edition.documents[place.document];
    let heading = match place.spot {
        Spot::Block(index) => document.body.blocks.get(index).filter(|b| matches!(b.kind, BlockKind::Heading(_))),
        _ => None,
    };
    let (text, range) = match heading {
        Some(block) => (&document.body, block.range.clone()),
        None => (&document.title, 0..document.title.string.len()),
    };
    let inside = |mark: &Mark| range.start <= mark.range.start && mark.range.end <= range.end;
    text.marks.iter().any(|mark| matches!(mark.kind, MarkKind::Locus(_, LocusKind::Title)) && inside(mark))
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
        id => {
            let by = |id: &str| edition.documents.iter().position(|d| d.id == id);
            // other programs name a document after its file, from which its id was made
            by(id).or_else(|| by(&slug(id))).ok_or_else(|| unknown_document(edition, id))?
        }
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
        None if known.len() > NAMED => {
            let first = known[..NAMED].join(", ");
            error.help(format!("the documents of this book: {first} … ({} in all)", known.len()))
        }
        None => error.help(format!("the documents of this book: {}", known.join(", "))),
    })
}
