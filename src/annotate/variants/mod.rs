//! Enters the apparatus of a stand-off file: each `[[variant]]` becomes an entry, its lemma marked where its words
//! stand; those of a text that is not there are left to the commentary.

mod within;

use super::absorb;
use super::names::layer_of;
use super::quoted::{Finder, Stood};
use super::standoff::{Desk, Outcome};
use crate::config::variant::Variant;
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::apparatus::{Entry, EntryId, Layer, SeriesKind};
use crate::model::document::{Container, Document};
use crate::model::draft::Fragment;
use crate::model::text::{Mark, MarkKind};
use crate::source::Span;

/// Finds the lemmata, but for those in readings.
pub(super) fn find<'v>(
    finder: &mut Finder<'_>,
    all: &'v [Variant],
    diagnostics: &mut Diagnostics,
) -> Vec<(&'v Variant, Option<Stood>)> {
    let stood = |variant: &'v Variant| {
        let on = variant.on.as_ref().filter(|_| variant.within.is_none());
        (variant, on.map(|on| finder.lemma(on, diagnostics)))
    };
    all.iter().map(stood).collect()
}

/// Makes the entries. One whose words are not found has no place, so that references still lead to it.
pub(super) fn enter(
    document: &mut Document,
    all: Vec<(&Variant, Option<Stood>)>,
    desk: &Desk<'_>,
    outcome: &mut Outcome,
    diagnostics: &mut Diagnostics,
) {
    let mut inner = Vec::new();
    for (index, (variant, stood)) in all.into_iter().enumerate() {
        let Some(series) = layer_of(variant, desk.series, diagnostics) else { continue };
        let name = name(variant);
        match &stood {
            Some(Stood::Here(..)) => outcome.anchored += 1,
            Some(Stood::Failed) => outcome.failed.push(name.clone()),
            Some(Stood::Waiting) | None => {}
        }
        let id = EntryId(document.entries.len() as u32);
        add(document, variant, Entry::new(name, Layer::Series(series)), desk, diagnostics);
        match stood {
            Some(Stood::Here(container, parts)) => mark(document, container, parts, id),
            Some(Stood::Waiting) => outcome.absent.push((id, index)),
            Some(Stood::Failed) => {}
            None => inner.push((id, variant)),
        }
    }
    let failed = within::settle(document, &inner, diagnostics);
    outcome.anchored += inner.len() - failed.len();
    outcome.failed.extend(failed);
}

/// The name of an entry as a place to refer to.
pub(super) fn name(variant: &Variant) -> String {
    format!("{}:{}", variant.layer.value, variant.id.value)
}

/// Adds the entry with what it says.
fn add(document: &mut Document, variant: &Variant, named: Entry, desk: &Desk<'_>, diagnostics: &mut Diagnostics) {
    let id = EntryId(document.entries.len() as u32);
    let voice = match named.layer {
        Layer::Series(series) => desk.voice(series),
        Layer::Emendation => desk.language,
    };
    let languages = (document.language.as_str(), voice);
    let mut fragment = match &variant.readings {
        Some(readings) => desk.markup.entry(&readings.value, &readings.span, languages, diagnostics),
        None => Fragment::default(),
    };
    let written = fragment.entries.pop();
    let (typed, noted) = written.as_ref().map_or((false, false), |e| (e.r#type.is_some(), e.note.is_some()));
    report(variant, &named, [typed, noted], desk, diagnostics);
    let written = written.unwrap_or_else(|| Entry::new("", named.layer));
    fragment.entries.push(Entry {
        id: named.id,
        layer: named.layer,
        r#type: variant.r#type.as_ref().map(|name| name.value.clone()).or(written.r#type.clone()),
        form: variant.form.as_ref().map(|form| form.value),
        span: Some(variant.id.span.clone()),
        ..written
    });
    absorb(document, fragment, Container::Entry(id));
    if let Some(note) = &variant.note {
        let note = desk.markup.blocks(&note.value, &note.span, voice, diagnostics);
        document.entries[id.0 as usize].note = Some(absorb(document, note, Container::Entry(id)));
    }
}

/// What an entry may not have: readings where its series knows none, a type or a note twice. `said` is whether the
/// readings say them too.
fn report(variant: &Variant, entry: &Entry, said: [bool; 2], desk: &Desk<'_>, diagnostics: &mut Diagnostics) {
    let error = |code, message: String, span: &Span| Diagnostic::error(code, message).at(span.clone());
    let [typed, noted] = said;
    let twice = [("type", &variant.r#type, typed, "[…]"), ("note", &variant.note, noted, "|")];
    for (name, key, _, sign) in twice.into_iter().filter(|(_, key, said, _)| *said && key.is_some()) {
        let span = key.as_ref().map_or(&variant.id.span, |key| &key.span);
        let message = format!("the entry has a {name} here and in its readings");
        diagnostics.push(error("two-values", message, span).help(format!("take this out, or the `{sign}` there")));
    }
    let Layer::Series(series) = entry.layer else { return };
    if desk.series.get(series).is_none_or(|series| series.kind != SeriesKind::Keyed) {
        return;
    }
    let readings = variant.readings.as_ref().map(|key| ("readings", &key.span));
    let form = variant.form.as_ref().map(|key| ("form", &key.span));
    let within = variant.within.as_ref().map(|key| ("in", &key.span));
    for (name, span) in [readings, form, within].into_iter().flatten() {
        let message = format!("the entries of `{}` are notes: they have no `{name}`", variant.layer.value);
        diagnostics.push(error("no-apparatus", message, span).help("write the words in `note`, or name an apparatus"));
    }
}

/// Marks the parts of a lemma.
fn mark(document: &mut Document, container: Container, parts: Vec<std::ops::Range<usize>>, id: EntryId) {
    document.entries[id.0 as usize].place = Some(container);
    let marks = parts.into_iter().map(|range| Mark { range, kind: MarkKind::Entry(id) });
    document.text_mut(container).into_iter().for_each(|text| text.marks.extend(marks.clone()));
}
