//! Hangs the stand-off apparatus on a document: notes, links, and at last emendations, so that no
//! anchor ever sees an emended word.

use super::call;
use super::emend::{self, Replacement};
use super::names::series_of;
use super::{absorb, add_reference};
use crate::anchor::Anchors;
use crate::anchor::container::container;
use crate::config::standoff::{self, Quote, StandOff, StandOffLink, StandOffNote, StandOffPassage};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::document::{Container, Document, Emendation, Hand, Note, NoteSeries, Reference, Target};
use crate::model::draft::Markup;
use crate::model::target::TargetName;
use crate::model::text::{Mark, MarkKind, NoteId, Text};
use crate::table::Located;
use std::collections::BTreeMap;
use std::ops::Range;

/// What an annotator has at hand.
#[derive(Clone, Copy)]
pub struct Desk<'a> {
    /// The note series.
    pub series: &'a [NoteSeries],
    /// Reads the notes' texts.
    pub markup: &'a dyn Markup,
    /// The language of the notes (BCP 47).
    pub language: &'a str,
}

/// What became of the apparatus.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// How many anchors found their words.
    pub anchored: usize,
    /// Those that did not, by id or by their words.
    pub failed: Vec<String>,
    /// The notes (by index into [`StandOff::all_notes`]) that hang on a text that is not there.
    pub waiting: Vec<usize>,
}

/// Where a quotation leads.
enum Found {
    Here(Container, Range<usize>),
    /// A passage, and its last words.
    Passage(Container, Range<usize>, Range<usize>),
    Waiting,
    Failed,
}

/// Hangs all of `standoff` on `document`. What does not anchor is an error at its quotation.
pub fn apply(document: &mut Document, standoff: &StandOff, desk: &Desk<'_>, diagnostics: &mut Diagnostics) -> Outcome {
    let notes = standoff.notes.iter().map(|n| (&n.quote, n.id.value.clone()));
    let links = standoff.links.iter().map(|l| (&l.quote, format!("link “{}”", l.quote.exact)));
    let emendations = standoff.emendations.iter().map(|e| (&e.quote, format!("emendation “{}”", e.quote.exact)));
    let passages = standoff.passages.iter().map(|p| (&p.from, p.name.clone()));
    let (quotes, names): (Vec<&Quote>, Vec<String>) = notes.chain(links).chain(emendations).chain(passages).unzip();
    let ends = standoff.passages.iter().map(|p| p.to.as_ref());
    let ends: Vec<_> = std::iter::repeat_n(None, quotes.len() - ends.len()).chain(ends).collect();
    let found = find_all(document, &quotes, &ends, desk.series, diagnostics);
    let mut outcome = Outcome::default();
    for (found, name) in found.iter().zip(names) {
        match found {
            Found::Here(..) | Found::Passage(..) => outcome.anchored += 1,
            Found::Failed => outcome.failed.push(name),
            Found::Waiting => {}
        }
    }
    let mut found = found.into_iter();
    for (index, (note, found)) in standoff.notes.iter().zip(&mut found).enumerate() {
        match found {
            Found::Waiting => outcome.waiting.push(index),
            Found::Here(container, range) => hang(document, note, Some((container, range)), desk, diagnostics),
            Found::Failed | Found::Passage(..) => hang(document, note, None, desk, diagnostics),
        }
    }
    for (link, found) in standoff.links.iter().zip(&mut found) {
        if let Found::Here(container, range) = found {
            link_words(document, link, container, range, diagnostics);
        }
    }
    let emendations: Vec<_> = standoff.emendations.iter().zip(&mut found).collect();
    let mut noted = standoff.notes.len();
    for (passage, found) in standoff.passages.iter().zip(found) {
        let waits = matches!(found, Found::Waiting);
        mark_passage(document, passage, found, desk, diagnostics);
        if passage.note.is_some() {
            outcome.waiting.extend(waits.then_some(noted));
            noted += 1;
        }
    }
    emend_all(document, emendations.into_iter(), diagnostics);
    sort_all(document);
    outcome
}

/// Finds every quotation, folding each container once.
fn find_all(
    document: &Document,
    quotes: &[&Quote],
    ends: &[Option<&Located<String>>],
    series: &[NoteSeries],
    diagnostics: &mut Diagnostics,
) -> Vec<Found> {
    let mut anchors: BTreeMap<Container, Anchors<'_>> = BTreeMap::new();
    let mut find = |quote: &Quote, end: Option<&Located<String>>| {
        let container = match container(document, quote, series) {
            Ok(Some(container)) => container,
            Ok(None) => return Found::Waiting,
            Err(error) => {
                diagnostics.push(*error);
                return Found::Failed;
            }
        };
        let Some(text) = document.text(container) else { return Found::Waiting };
        let anchors = anchors.entry(container).or_insert_with(|| Anchors::new(text));
        match anchors.find(quote) {
            Ok(range) if end.is_none() => Found::Here(container, range),
            Ok(range) => match end.map_or(Ok(range.clone()), |end| anchors.end(&range, quote, end)) {
                Ok(last) => Found::Passage(container, range.start..last.end, last),
                Err(error) => {
                    diagnostics.push(*error);
                    Found::Failed
                }
            },
            Err(failure) => {
                diagnostics.push(anchors.explain(&failure, quote));
                Found::Failed
            }
        }
    };
    quotes.iter().zip(ends).map(|(quote, end)| find(quote, *end)).collect()
}

/// Names a passage, makes it a place to refer to, and hangs its note on its last words.
fn mark_passage(
    document: &mut Document,
    passage: &StandOffPassage,
    found: Found,
    desk: &Desk<'_>,
    diagnostics: &mut Diagnostics,
) {
    let (container, whole, last) = match found {
        Found::Here(container, range) => (container, range.clone(), range),
        Found::Passage(container, whole, last) => (container, whole, last),
        Found::Waiting | Found::Failed => return,
    };
    if let Some(text) = document.text_mut(container) {
        let start = whole.start;
        text.marks.push(Mark { range: whole, kind: MarkKind::Passage(passage.name.clone()) });
        if passage.anchored {
            text.marks.push(Mark { range: start..start, kind: MarkKind::Anchor(passage.name.clone()) });
        }
    }
    if let Some(note) = &passage.note {
        hang(document, note, Some((container, last)), desk, diagnostics);
    }
}

/// Makes a stand-off note and hangs it on its words, or on nothing where they are not found.
fn hang(
    document: &mut Document,
    note: &StandOffNote,
    words: Option<(Container, Range<usize>)>,
    desk: &Desk<'_>,
    diagnostics: &mut Diagnostics,
) {
    let Some(series) = series_of(note, desk.series, diagnostics) else { return };
    let id = NoteId(document.notes.len() as u32);
    let lemma = words.as_ref().and_then(|(c, r)| document.text(*c).map(|t| t.string[r.clone()].to_owned()));
    let place = words.as_ref().map_or(Container::Body, |(container, _)| *container);
    document.notes.push(Note {
        key: note.id.value.clone(),
        series,
        mark: String::new(),
        text: Text::default(),
        lemma,
        place,
        span: Some(note.id.span.clone()),
    });
    let fragment = desk.markup.blocks(&note.body.value, &note.body.span, desk.language, diagnostics);
    let text = absorb(document, fragment, Container::Note(id));
    document.notes[id.0 as usize].text = text;
    let language = document.language.clone();
    if let Some((container, range)) = words
        && let Some(text) = document.text_mut(container)
    {
        let at = call::place(text, range.end, &language);
        text.marks.push(Mark { range, kind: MarkKind::Lemma(id) });
        text.marks.push(Mark { range: at..at, kind: MarkKind::Call(id) });
    }
}

fn link_words(
    document: &mut Document,
    link: &StandOffLink,
    container: Container,
    range: Range<usize>,
    diagnostics: &mut Diagnostics,
) {
    let span = link.target.span.clone();
    let Some(TargetName { document: id, anchor }) = TargetName::parse(&link.target.value) else {
        let error = Diagnostic::error("malformed-reference", "this leads nowhere").at(span);
        diagnostics.push(error.help("a target is `document#anchor`, `document` or `#anchor`"));
        return;
    };
    let reference = Reference { document: id, anchor, span: Some(span), target: Target::Unresolved };
    let id = add_reference(document, reference);
    if let Some(text) = document.text_mut(container) {
        text.marks.push(Mark { range, kind: MarkKind::Reference(id) });
    }
}

/// Carries out the emendations, container by container; of two that overlap the second is an error.
fn emend_all<'a>(
    document: &mut Document,
    all: impl Iterator<Item = (&'a standoff::Emendation, Found)>,
    diagnostics: &mut Diagnostics,
) {
    let mut by_container: BTreeMap<Container, Vec<(&standoff::Emendation, Replacement)>> = BTreeMap::new();
    let mut waiting = Vec::new();
    for (emendation, found) in all {
        match found {
            Found::Here(container, range) => {
                let replacement = Replacement { range, read: emendation.read.clone() };
                by_container.entry(container).or_default().push((emendation, replacement));
            }
            Found::Waiting => waiting.push(unplaced(emendation)),
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
        let edits: Vec<_> = disjoint.iter().map(|r| emend::edit(text, r)).collect();
        let emended = disjoint.iter().zip(reasons).zip(&edits).map(|((replacement, reason), edit)| Emendation {
            container,
            raw: text.string[replacement.range.clone()].to_owned(),
            read: replacement.read.clone(),
            reason: Some(reason.to_owned()),
            hand: Hand::Editor,
            span: edit.as_ref().map(|e| e.span.clone()),
        });
        let emended: Vec<Emendation> = emended.collect();
        let ledger = document.account.as_ref().map(|account| emend::record(account, text, &disjoint, edits));
        let first = document.emendations.len() as u32;
        document.emendations.extend(emended);
        if let (Some(account), Some(ledger)) = (&mut document.account, ledger) {
            account.edits = ledger;
        }
        if let Some(text) = document.text_mut(container) {
            emend::emend(text, &disjoint, first);
        }
    }
    document.emendations.extend(waiting);
}

/// An emendation of a text that is not there: it has no mark.
fn unplaced(emendation: &standoff::Emendation) -> Emendation {
    Emendation {
        container: Container::Body,
        raw: emendation.quote.exact.clone(),
        read: emendation.read.clone(),
        reason: Some(emendation.reason.clone()),
        hand: Hand::Editor,
        span: None,
    }
}

fn sort_all(document: &mut Document) {
    for container in document.containers() {
        if let Some(text) = document.text_mut(container) {
            text.sort_marks();
        }
    }
}
