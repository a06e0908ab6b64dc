//! The notes of a text: definitions by label, and what is wrong with labels.

use crate::diag::{Diagnostic, Diagnostics};
use crate::model::document::{Container, Note};
use crate::model::text::{NoteId, Text};
use crate::read::markdown::Context;
use crate::read::markdown::entries::{self, Entries};
use crate::read::markdown::html::words;
use crate::read::markdown::label::{self, Label};
use crate::source::Span;
use crate::words::nearest::nearest;
use pulldown_cmark::{Event, Tag, TagEnd};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The notes of a text.
#[derive(Debug, Default)]
pub(super) struct Notes {
    pub(super) list: Vec<Note>,
    called: Vec<Option<Span>>,
    by_label: BTreeMap<Label, NoteId>,
    /// The definitions by the byte at which they begin; `None` for those that are dropped.
    definitions: BTreeMap<usize, NoteId>,
    /// The labels as they are written, those in error too.
    written: Vec<String>,
    /// Whether what stands before a colon in a label is always a series: some label names one.
    pub(super) strict: bool,
    /// The labels that only notes call.
    nested: BTreeSet<String>,
    /// Whether a label without a series was read.
    pub(super) unprefixed: Option<Span>,
    /// The entries of an apparatus.
    pub(super) entries: Entries,
}

/// What a call calls.
pub(super) enum Called {
    /// A note.
    Note(NoteId),
    /// One that is called already: a place that leads to it.
    Again(String),
}

impl Notes {
    /// Collects the definitions.
    pub(super) fn collect(
        source: &str,
        events: &[(Event<'_>, Range<usize>)],
        span: impl Fn(Range<usize>) -> Span,
        context: &Context<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let labels = events.iter().filter_map(|(event, _)| match event {
            Event::Start(Tag::FootnoteDefinition(written)) => Some(written),
            _ => None,
        });
        let strict = labels.into_iter().any(|label| label::names_series(label, context));
        let mut notes = Self { strict, nested: nested(events), ..Self::default() };
        for (event, range) in events {
            if let Event::Start(Tag::FootnoteDefinition(written)) = event {
                let at = range.start + source[range.clone()].find("[^").unwrap_or(0);
                let label_span = span(at..at + written.len() + 3);
                notes.define(written, range.start, label_span, context, diagnostics);
            }
        }
        notes
    }

    fn define(&mut self, written: &str, at: usize, span: Span, context: &Context<'_>, diagnostics: &mut Diagnostics) {
        self.written.push(written.to_owned());
        let label = match self.label(written, context, span.clone()) {
            Ok(label) => label,
            Err(error) => return diagnostics.push(error),
        };
        if !label::names_series(written, context) {
            self.unprefixed.get_or_insert_with(|| span.clone());
        }
        let note = self.by_label.get(&label).map(|id| &self.list[id.0 as usize].span);
        if let Some(first) = note.map_or_else(|| self.entries.defined(&label).map(Some), |note| Some(note.as_ref())) {
            let error = Diagnostic::error("duplicate-note", format!("the note `{written}` is defined twice")).at(span);
            let error = match first {
                Some(first) => error.label(first.clone(), "first here"),
                None => error,
            };
            return diagnostics.push(error.help("give one of the two another label"));
        }
        if entries::is_keyed(context, label.series) {
            return self.entries.define(label, at, span, context);
        }
        let id = NoteId(self.list.len() as u32);
        self.list.push(Note {
            key: label.key.clone(),
            series: label.series,
            mark: String::new(),
            text: Text::default(),
            lemma: None,
            place: Container::Body,
            span: Some(span),
            entry: None,
        });
        self.called.push(None);
        self.by_label.insert(label, id);
        self.definitions.insert(at, id);
    }

    /// Reads a label: one without a series that only notes call belongs to another than those of the text.
    pub(super) fn label(&self, written: &str, context: &Context<'_>, span: Span) -> Result<Label, Diagnostic> {
        let default_series = if self.nested.contains(written) { context.nested_series } else { context.default_series };
        label::parse(written, &Context { default_series, ..*context }, self.strict, span)
    }

    /// A note that stands in its place, at `span`, without a label.
    pub(super) fn here(&mut self, span: Span, place: Container, context: &Context<'_>) -> NoteId {
        let id = NoteId(self.list.len() as u32);
        let series = if matches!(place, Container::Note(_)) { context.nested_series } else { context.default_series };
        let key = (1..).map(|n| format!("here-{n}")).find(|key| {
            let label = Label { series, key: key.clone() };
            !self.by_label.contains_key(&label) && self.entries.defined(&label).is_none()
        });
        let key = key.unwrap_or_default();
        self.by_label.insert(Label { series, key: key.clone() }, id);
        let text = Text::default();
        let called = Some(span.clone());
        self.list.push(Note {
            key,
            series,
            mark: String::new(),
            text,
            lemma: None,
            place,
            span: Some(span),
            entry: None,
        });
        self.called.push(called);
        id
    }

    /// The note whose definition begins at byte `at`.
    pub(super) fn defined_at(&self, at: usize) -> Option<NoteId> {
        self.definitions.get(&at).copied()
    }

    /// The note that a call in `place` calls; what is wrong with it is reported.
    pub(super) fn call(
        &mut self,
        written: &str,
        span: Span,
        place: Container,
        context: &Context<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Option<Called> {
        let label = match self.label(written, context, span.clone()) {
            Ok(label) => label,
            Err(error) => {
                diagnostics.push(error);
                return None;
            }
        };
        let Some(id) = self.by_label.get(&label).copied() else {
            if let Some(other) = self.alike(written) {
                return self.call(&other, span, place, context, diagnostics);
            }
            if !self.written.iter().any(|w| w == written) {
                diagnostics.push(self.undefined(written, span));
            }
            return None;
        };
        if self.called[id.0 as usize].is_some() {
            return Some(Called::Again(format!("note-{}-{}", context.series[label.series].id, label.key)));
        }
        self.called[id.0 as usize] = Some(span);
        self.list[id.0 as usize].place = place;
        Some(Called::Note(id))
    }

    /// The label that is `written` with other capitals, as GitHub and MultiMarkdown have it; none of several.
    fn alike(&self, written: &str) -> Option<String> {
        let folded = written.to_lowercase();
        let mut found = self.written.iter().filter(|label| label.to_lowercase() == folded);
        found.next().filter(|other| other.as_str() != written && found.next().is_none()).cloned()
    }

    /// Whether a note has this label, as it is written.
    pub(super) fn is_written(&self, label: &str) -> bool {
        self.written.iter().any(|written| written == label)
    }

    /// The error for a call of a note that there is not.
    pub(super) fn undefined(&self, written: &str, span: Span) -> Diagnostic {
        let error = Diagnostic::error("undefined-note", format!("there is no note `{written}`")).at(span);
        match nearest(written, self.written.iter().map(String::as_str)) {
            Some(name) if name == written => error.help(format!(
                "brackets that open together, `[[`, are a link's: two notes on the same words are called behind them, \
                 `[words][^{name}][^c:2]`"
            )),
            Some(name) => error.help(format!("did you mean `[^{name}]`?")),
            None => error.help(format!("define it in a paragraph of its own: `[^{written}]: …`")),
        }
    }

    /// Whether the text leads to a note: it calls the note, or a note that it leads to does. Notes
    /// that only call one another would stand nowhere in the book.
    fn is_reached(&self, mut index: usize) -> bool {
        for _ in 0..=self.list.len() {
            match (&self.called[index], self.list[index].place) {
                (None, _) => return false,
                (Some(_), Container::Note(caller)) => index = caller.0 as usize,
                (Some(_), _) => return true,
            }
        }
        false
    }

    /// Reports the notes that nothing calls, and gives the notes.
    pub(super) fn finish(self, series: &Context<'_>, diagnostics: &mut Diagnostics) -> Vec<Note> {
        for (index, note) in self.list.iter().enumerate() {
            if !self.is_reached(index) {
                let id = &series.series[note.series].id;
                let lost = match words(&note.text.string) {
                    1 => "its word stands".to_owned(),
                    count => format!("its {count} words stand"),
                };
                let message = format!("nothing calls the note `{}`: {lost} nowhere", note.key);
                let error = Diagnostic::error("unused-note", message);
                let error = error.help(format!("call it with `[^{id}:{}]`, or take it out", note.key));
                diagnostics.push(match &note.span {
                    Some(span) => error.at(span.clone()),
                    None => error,
                });
            }
        }
        self.list
    }
}

/// The labels that are called in definitions of notes and nowhere else.
fn nested(events: &[(Event<'_>, Range<usize>)]) -> BTreeSet<String> {
    let (mut inside, mut outside) = (BTreeSet::new(), BTreeSet::new());
    let mut depth = 0;
    for (event, _) in events {
        match event {
            Event::Start(Tag::FootnoteDefinition(_)) => depth += 1,
            Event::End(TagEnd::FootnoteDefinition) => depth -= 1,
            Event::FootnoteReference(label) => {
                if depth > 0 { &mut inside } else { &mut outside }.insert(label.to_string());
            }
            _ => {}
        }
    }
    inside.difference(&outside).cloned().collect()
}
