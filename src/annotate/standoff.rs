//! Hangs the stand-off apparatus on a document: notes, links, and at last emendations, so that no
//! anchor ever sees an emended word.

use super::call;
use super::emendations::{emend_all, let_stand};
use super::names::series_of;
use super::quoted::{Finder, Found};
use super::{absorb, add_reference, variants};
use crate::anchor::passage::{Reach, Sought};
use crate::config::standoff::{NoteBody, StandOff, StandOffLink, StandOffNote, StandOffPassage};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::apparatus::EntryId;
use crate::model::document::{Container, Document, Note, NoteSeries, Reference, Target};
use crate::model::draft::{Fragment, Markup};
use crate::model::target::TargetName;
use crate::model::text::{Mark, MarkKind, NoteId, Text};
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

impl Desk<'_> {
    /// The language of what a series says.
    pub(super) fn voice(&self, series: usize) -> &str {
        self.series.get(series).and_then(|series| series.language.as_deref()).unwrap_or(self.language)
    }

    /// The text of a note of a series.
    pub(super) fn read(&self, body: &NoteBody, series: usize, diagnostics: &mut Diagnostics) -> Fragment {
        match body {
            NoteBody::Markdown(body) => self.markup.blocks(&body.value, &body.span, self.voice(series), diagnostics),
            NoteBody::Made(fragment) => fragment.clone(),
        }
    }
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
    /// The entries of the apparatus that stand on such a text, each with its index in [`StandOff::variants`].
    pub absent: Vec<(EntryId, usize)>,
}

/// Hangs all of `standoff` on `document`. What does not anchor is an error at its quotation.
pub fn apply(document: &mut Document, standoff: &StandOff, desk: &Desk<'_>, diagnostics: &mut Diagnostics) -> Outcome {
    let (sought, names): (Vec<Sought<'_>>, Vec<String>) = all_sought(standoff).unzip();
    let mut finder = Finder::new(document, desk.series);
    let found = finder.passages(&sought, diagnostics);
    let stood = variants::find(&mut finder, &standoff.variants, diagnostics);
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
            Found::Here(container, range) | Found::Passage(container, range, _) => {
                hang(document, note, Some((container, range)), desk, diagnostics);
            }
            Found::Failed => hang(document, note, None, desk, diagnostics),
        }
    }
    for (link, found) in standoff.links.iter().zip(&mut found) {
        if let Found::Here(container, range) | Found::Passage(container, range, _) = found {
            link_words(document, link, container, range, diagnostics);
        }
    }
    let emendations: Vec<_> = standoff.emendations.iter().zip(&mut found).collect();
    let stets: Vec<_> = standoff.stets.iter().zip(&mut found).collect();
    let mut noted = standoff.notes.len();
    for (passage, found) in standoff.passages.iter().zip(found) {
        let waits = matches!(found, Found::Waiting);
        mark_passage(document, passage, found, desk, diagnostics);
        if passage.note.is_some() {
            outcome.waiting.extend(waits.then_some(noted));
            noted += 1;
        }
    }
    variants::enter(document, stood, desk, &mut outcome, diagnostics);
    let_stand(document, stets.into_iter(), diagnostics);
    emend_all(document, emendations.into_iter(), diagnostics);
    sort_all(document);
    outcome
}

/// What every entry asks for, with its name in messages: notes, links, emendations, decisions, passages. Notes
/// and links may begin in one block and end in another; what changes words stays in one, a passage in one or in the
/// verses that follow one another.
fn all_sought(standoff: &StandOff) -> impl Iterator<Item = (Sought<'_>, String)> {
    let sought = |from, to, reach| Sought { from, to, reach };
    let long = move |from, to| sought(from, Option::as_ref(to), Reach::Text);
    let short = move |from| sought(from, None, Reach::Block);
    let notes = standoff.notes.iter().map(move |n| (long(&n.quote, &n.to), n.id.value.clone()));
    let links = standoff.links.iter().map(move |l| (long(&l.quote, &l.to), format!("link “{}”", l.quote.exact)));
    let emendations =
        standoff.emendations.iter().map(move |e| (short(&e.quote), format!("emendation “{}”", e.quote.exact)));
    let stets = standoff.stets.iter().map(move |s| (short(&s.quote), format!("stet “{}”", s.quote.exact)));
    let passages = standoff.passages.iter();
    let passages = passages.map(move |p| (sought(&p.from, p.to.as_ref(), Reach::Verses), p.name.clone()));
    notes.chain(links).chain(emendations).chain(stets).chain(passages)
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
    let lemma = words.as_ref().and_then(|(c, r)| document.text(*c).map(|t| t.string[r.clone()].trim().to_owned()));
    let place = words.as_ref().map_or(Container::Body, |(container, _)| *container);
    document.notes.push(Note {
        key: note.id.value.clone(),
        series,
        mark: String::new(),
        text: Text::default(),
        lemma,
        place,
        span: Some(note.id.span.clone()),
        entry: None,
    });
    let fragment = desk.read(&note.body, series, diagnostics);
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

fn sort_all(document: &mut Document) {
    for container in document.containers() {
        if let Some(text) = document.text_mut(container) {
            text.sort_marks();
        }
    }
}
