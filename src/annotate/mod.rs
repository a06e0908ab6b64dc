//! Stage: from drafts and a stand-off apparatus to a document with its notes in place, numbered.
//!
//! Pure: gets everything that was read, reads nothing itself. May not know the other documents
//! (that is `resolve`'s) nor the notation of the notes (it gets a [`Markup`]).

pub mod accounting;
mod call;
mod changed;
pub mod commentary;
mod derived;
pub mod emend;
mod emendations;
mod entries;
mod lacunae;
pub mod ledger;
mod locate;
pub mod lock;
pub mod marked;
mod names;
pub mod numbering;
pub mod passages;
mod quoted;
pub mod sigla;
pub mod standoff;
mod variants;

use crate::config::sheet::Sheet;
use crate::config::standoff::StandOff;
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::apparatus::{Entry, EntryId, Layer, Sigla};
use crate::model::document::{Container, Document, Matter, Note, NoteSeries, Presence, Reference, language_of};
use crate::model::draft::{Draft, Fragment, Markup};
use crate::model::lock::Lock;
use crate::model::text::{Mark, MarkKind, NoteId, RefId, Shift, Text};
use crate::table::Located;
use crate::terms::written_out;
use crate::words::language::is_foreign;

/// What a document is made of.
#[derive(Clone, Debug)]
pub struct Parts<'a> {
    /// The folder's name.
    pub id: String,
    /// Where it stands in the book.
    pub matter: Matter,
    /// Its sheet; wins over what the draft found.
    pub sheet: Sheet,
    /// Its text, or `None` where the witness is absent.
    pub draft: Option<Draft>,
    /// The text of its witness, where it is read from one.
    pub witness: Option<&'a str>,
    /// The sigla of its entries: see [`sigla::of`].
    pub sigla: Sigla,
    /// Its headnote.
    pub headnote: Option<Draft>,
    /// Its stand-off apparatus.
    pub standoff: StandOff,
    /// What was remembered of its text.
    pub lock: Option<Lock>,
    /// The language of the editorial matter (BCP 47).
    pub book_language: &'a str,
}

/// A document, and what became of its anchors.
#[derive(Clone, Debug)]
pub struct Built {
    /// The document, its notes numbered.
    pub document: Document,
    /// How many stand-off notes, emendations and links found their words.
    pub anchored: usize,
    /// Those that did not, by id or by their words.
    pub failed: Vec<String>,
    /// What to remember of the text, where it is there and comes from a witness.
    pub lock: Option<Lock>,
}

/// Makes the document.
pub fn build(mut parts: Parts<'_>, series: &[NoteSeries], markup: &dyn Markup, diagnostics: &mut Diagnostics) -> Built {
    let mut document = assemble(&mut parts, markup, diagnostics);
    let Parts { standoff, lock, book_language, .. } = &parts;
    let desk = standoff::Desk { series, markup, language: book_language };
    let lacunae = lacunae::mark(&mut document, &parts.sheet.lacunae, series, diagnostics);
    let outcome = standoff::apply(&mut document, standoff, &desk, diagnostics);
    let mut fresh = None;
    match document.presence {
        Presence::Commentary => {
            let all: Vec<_> = standoff.all_notes().collect();
            let notes: Vec<_> = outcome.waiting.iter().map(|i| all[*i]).collect();
            let entries = outcome.absent.iter().map(|(id, index)| (*id, &standoff.variants[*index])).collect();
            commentary::write(&mut document, commentary::Listed { notes, entries }, lock.as_ref(), &desk, diagnostics);
        }
        Presence::Text if !document.witnesses.is_empty() => {
            let made = lock::make(&document, standoff, series);
            if let Some(kept) = lock {
                diagnostics.extend(lock::verify(&document.id, kept, &made));
            }
            fresh = Some(made);
        }
        Presence::Text => {}
    }
    report_doubles(&document, series, diagnostics);
    entries::report_doubles(&document, diagnostics);
    entries::settle(&mut document);
    set_languages(&mut document, series, book_language);
    numbering::number(&mut document, series);
    marked::mark(&mut document, parts.witness.unwrap_or_default());
    accounting::account(&mut document, series, &lacunae, diagnostics);
    Built { document, anchored: outcome.anchored, failed: outcome.failed, lock: fresh }
}

/// Puts sheet, text and headnote together; text and headnote are taken out.
fn assemble(parts: &mut Parts<'_>, markup: &dyn Markup, diagnostics: &mut Diagnostics) -> Document {
    let (draft, headnote) = (parts.draft.take(), parts.headnote.take());
    let Parts { sheet, book_language, .. } = &*parts;
    let presence = if draft.is_some() { Presence::Text } else { Presence::Commentary };
    let draft = draft.unwrap_or_default();
    let language = sheet.language.clone().or(draft.header.language.clone());
    let language = language.unwrap_or_else(|| (*book_language).to_owned());
    let date = sheet.date.clone().or(draft.date);
    let made = date.as_deref().and_then(|d| written_out(d, &language));
    let mut document = Document {
        id: parts.id.clone(),
        matter: parts.matter,
        title: draft.title.unwrap_or_else(|| Text::plain(parts.id.clone())),
        short_title: String::new(),
        author: sheet.author.clone().or(draft.author),
        dateline: sheet.dateline.clone().or(draft.dateline).or(made),
        date,
        source: draft.source,
        restart: sheet.restart,
        rights: sheet.rights.clone().or_else(|| draft.header.licence.clone()),
        sigla: parts.sigla.clone(),
        witnesses: sheet.witnesses.iter().map(|w| w.value.clone()).collect(),
        presence,
        headnote: draft.headnote.map(|mut headnote| {
            anchors_as_marks(&mut headnote);
            headnote
        }),
        body: draft.body,
        notes: draft.notes,
        references: draft.references,
        figures: draft.figures,
        entries: draft.entries,
        punctuation: draft.punctuation,
        account: draft.account,
        header: draft.header,
        language,
        ..Document::default()
    };
    let language = document.language.clone();
    let mut line = |string: &Located<String>, language: &str, document: &mut Document| {
        let fragment = markup.line(&string.value, &string.span, language, diagnostics);
        let text = absorb(document, fragment, Container::Title);
        if text.blocks.len() != 1 {
            let error = Diagnostic::error("not-one-line", "this must be one paragraph").at(string.span.clone());
            diagnostics.push(error);
        }
        text
    };
    // A title that has entries is as the text has it, where the sheet only says it again.
    let entered = document.title.marks.iter().any(|mark| matches!(mark.kind, MarkKind::Entry(_)));
    let again = |title: &&Located<String>| entered && broken(title).value == document.title.string;
    if let Some(title) = sheet.title.as_ref().filter(|title| !again(title)) {
        let found = std::mem::take(&mut document.title);
        document.title = line(&broken(title), &language, &mut document);
        keep_calls(&mut document.title, &found);
    }
    if let Some(source) = &sheet.source {
        document.source = Some(line(source, book_language, &mut document));
    }
    if let Some(Draft { body, notes, references, entries, figures, .. }) = headnote {
        let fragment = Fragment { text: body, notes, references, entries };
        let mut text = absorb(&mut document, fragment, Container::Headnote);
        document.figures.extend(figures);
        anchors_as_marks(&mut text);
        document.headnote = Some(text);
    }
    document.short_title = sheet.short_title.clone().unwrap_or_else(|| document.title.string.replace('\u{2028}', " "));
    document
}

/// A title that is written in several lines is set in these.
fn broken(title: &Located<String>) -> Located<String> {
    let lines: Vec<&str> = title.value.trim().lines().map(str::trim).collect();
    Located { value: lines.join("\u{2028}"), span: title.span.clone() }
}

/// The notes that the witness calls from its title stay called from the sheet's: at its end.
fn keep_calls(title: &mut Text, found: &Text) {
    let end = title.string.len();
    let calls = found.marks.iter().filter(|m| matches!(m.kind, MarkKind::Call(_)));
    title.marks.extend(calls.map(|m| Mark { range: end..end, kind: m.kind.clone() }));
    title.sort_marks();
}

/// Takes a fragment's notes and references into the document, as called from `place`, and gives
/// its text with their new ids.
pub(crate) fn absorb(document: &mut Document, fragment: Fragment, place: Container) -> Text {
    let shift = Shift {
        notes: document.notes.len() as u32,
        references: document.references.len() as u32,
        figures: document.figures.len() as u32,
        entries: document.entries.len() as u32,
        citations: document.citations.len() as u32,
        loci: document.loci.len() as u32,
        ordinals: document.ordinals.len() as u32,
    };
    let renumber = |mut text: Text| {
        text.shift_ids(&shift);
        text
    };
    let notes = fragment.notes.into_iter().map(|note| Note {
        place: match note.place {
            Container::Note(NoteId(n)) => Container::Note(NoteId(n + shift.notes)),
            Container::Entry(EntryId(n)) => Container::Entry(EntryId(n + shift.entries)),
            _ => place,
        },
        text: renumber(note.text),
        ..note
    });
    let entries = fragment.entries.into_iter().map(|entry| Entry { note: entry.note.map(renumber), ..entry });
    let entries = entries.map(|mut entry| {
        let readings = entry.readings.iter_mut().flat_map(|reading| &mut reading.marks);
        readings.for_each(|mark| mark.kind.shift(&shift));
        entry
    });
    document.entries.extend(entries);
    document.notes.extend(notes);
    document.references.extend(fragment.references);
    renumber(fragment.text)
}

/// Only the body's blocks can be referred to by index: in a headnote anchors become marks, and
/// its paragraphs have no numbers.
fn anchors_as_marks(text: &mut Text) {
    for block in &mut text.blocks {
        block.number = None;
        if let Some(name) = block.anchor.take() {
            text.marks.push(Mark { range: block.range.start..block.range.start, kind: MarkKind::Anchor(name) });
        }
    }
    text.sort_marks();
}

/// Two notes of one name in one series, from headnote, text and stand-off file.
fn report_doubles(document: &Document, series: &[NoteSeries], diagnostics: &mut Diagnostics) {
    let mut seen = std::collections::BTreeMap::new();
    for note in &document.notes {
        let Some(span) = note.span.clone() else { continue };
        if let Some(first) = seen.insert((note.series, &note.key), span.clone()) {
            let name = format!("{}:{}", series[note.series].id, note.key);
            let error = Diagnostic::error("duplicate-note", format!("the note `{name}` is defined twice"));
            diagnostics.push(error.at(span).label(first, "first here").help("give one of the two another id"));
        }
    }
}

/// Marks the editor's words as such where the document is in another language.
fn set_languages(document: &mut Document, series: &[NoteSeries], book_language: &str) {
    let own = document.language.clone();
    let mark_as = |text: &mut Text, language: &str| {
        if !is_foreign(&own, language) {
            return;
        }
        let whole = Mark { range: 0..text.string.len(), kind: MarkKind::Language(language.to_owned()) };
        // a file that was written with such words says so itself
        if !text.marks.contains(&whole) {
            text.marks.insert(0, whole);
        }
    };
    let mark = |text: &mut Text| mark_as(text, book_language);
    document.headnote.iter_mut().for_each(mark);
    document.source.iter_mut().for_each(mark);
    for note in &mut document.notes {
        mark_as(&mut note.text, language_of(series, note.series, &own, book_language));
    }
    for entry in &mut document.entries {
        let layer = if let Layer::Series(layer) = entry.layer { layer } else { usize::MAX };
        let language = language_of(series, layer, &own, book_language);
        entry.note.iter_mut().for_each(|note| mark_as(note, language));
    }
    if document.presence == Presence::Commentary {
        mark(&mut document.body);
    }
}

/// A reference as a stand-off link makes it.
pub(crate) fn add_reference(document: &mut Document, reference: Reference) -> RefId {
    document.references.push(reference);
    RefId(document.references.len() as u32 - 1)
}
