//! `[[series]]` of `book.toml`: the series of notes, how they are marked, set and placed.

use super::standoff::{bad_id, is_id};
use super::value::{language, one_of, unknown_value};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::apparatus::{Filter, Form, ReadingKind, SeriesKind};
use crate::model::document::{Arrangement, MarkStyle, NotePlace, NoteSeries, author_series};
use crate::source::Span;
use crate::table::{Located, Table};
use unicode_normalization::UnicodeNormalization;

/// The series of the book; those of an author and an editor where it names none.
pub(super) fn read(tables: Vec<Table>, diagnostics: &mut Diagnostics) -> Vec<NoteSeries> {
    let mut series: Vec<NoteSeries> = Vec::new();
    for mut table in tables {
        let id = table.required("id", diagnostics);
        let title = table.text("title", diagnostics);
        let language = language(table.string("language", diagnostics), diagnostics);
        let marks = table.string("marks", diagnostics);
        let styles =
            [("figures", MarkStyle::Figures), ("letters", MarkStyle::Letters), ("symbols", MarkStyle::Symbols)];
        let has_marks = marks.is_some();
        let marks = one_of("marks", marks, &styles, diagnostics).unwrap_or(MarkStyle::Figures);
        let places = [
            ("foot", NotePlace::Foot),
            ("document", NotePlace::Document),
            ("book", NotePlace::Book),
            ("nowhere", NotePlace::Nowhere),
        ];
        let place = table.string("place", diagnostics);
        let kind = table.string("kind", diagnostics);
        let kind = one_of("kind", kind, &SeriesKind::ALL, diagnostics).unwrap_or_default();
        // Notes that nobody can read would be words lost.
        let places = if kind.is_keyed() { &places[..] } else { &places[..3] };
        let place = one_of("place", place, places, diagnostics).unwrap_or_default();
        let called = has_marks && kind.is_keyed();
        let arrangement = arrangement(&mut table, place, kind, diagnostics);
        let (form, filter, copy) = layer(&mut table, kind, diagnostics);
        table.finish(diagnostics);
        let Some(id) = id else { continue };
        if !is_id(&id.value) || series.iter().any(|s| s.id == id.value) {
            diagnostics.push(bad_id(&id).help("ids of series are short, such as `a` or `e`, and differ"));
            continue;
        }
        let title = title.unwrap_or_else(|| id.value.clone());
        let new = NoteSeries::new(&id.value, &title, marks);
        series.push(NoteSeries { language, called, arrangement, place, kind, form, filter, copy, ..new });
    }
    if series.is_empty() { default_series() } else { series }
}

/// `form`, `where` and `copy`, which only an apparatus has.
fn layer(table: &mut Table, kind: SeriesKind, diagnostics: &mut Diagnostics) -> (Option<Form>, Option<Filter>, bool) {
    let form = table.string("form", diagnostics);
    let taken = table.table("where", diagnostics);
    let place = form.as_ref().map(|form| form.span.clone()).or(taken.as_ref().map(|taken| taken.span.clone()));
    let copy = table.boolean("copy", diagnostics).unwrap_or(false);
    let place = place.or(copy.then(|| table.span.clone()));
    if let Some(place) = place.filter(|_| kind != SeriesKind::Apparatus) {
        let error = Diagnostic::error("no-apparatus", "only an apparatus has `form`, `where` and `copy`").at(place);
        diagnostics.push(error.help("add `kind = \"apparatus\"`, or take it out"));
    } else if copy && taken.is_none() {
        let error = Diagnostic::error("no-apparatus", "`copy` is for a layer with `where`").at(table.span.clone());
        diagnostics.push(error.help("say with `where` which readings it shows, or take `copy` out"));
    }
    let form = one_of("form", form, &Form::ALL, diagnostics);
    (form, taken.map(|taken| filter(taken, diagnostics)), copy)
}

/// `where` of a layer.
fn filter(mut table: Table, diagnostics: &mut Diagnostics) -> Filter {
    let values = |strings: Vec<Located<String>>| strings.into_iter().map(|s| s.value).collect();
    let types = values(table.strings("type", diagnostics));
    let mut kinds = Vec::new();
    for kind in table.strings("kind", diagnostics) {
        let name = kind.value.trim_end_matches('.').to_owned();
        match ReadingKind::NAMES.contains(&name.as_str()) {
            true => kinds.push(name),
            false => diagnostics.push(unknown_value("kind of reading", &kind, &ReadingKind::NAMES)),
        }
    }
    let nfc = |name: Located<String>| Located { value: name.value.nfc().collect(), span: name.span };
    let witnesses = table.strings("witnesses", diagnostics).into_iter().map(nfc).collect();
    let singular = table.boolean("singular", diagnostics);
    table.finish(diagnostics);
    Filter { types, kinds, witnesses, singular }
}

/// `arrangement` and `columns`, which only notes at the foot have.
fn arrangement(table: &mut Table, place: NotePlace, kind: SeriesKind, diagnostics: &mut Diagnostics) -> Arrangement {
    let word = table.string("arrangement", diagnostics);
    let columns = table.integer("columns", diagnostics);
    if place != NotePlace::Foot {
        // What they are anyhow may be said.
        let word = word.as_ref().filter(|word| word.value != "separate");
        let given = word.map(|word| &word.span).or(columns.as_ref().map(|columns| &columns.span));
        if let Some(span) = given {
            let message = "endnotes are paragraphs of the text: only notes at the foot are arranged";
            diagnostics.push(misplaced(message, span).help("leave this out, or write `place = \"foot\"`"));
        }
        return Arrangement::Separate;
    }
    let known = [
        ("separate", Arrangement::Separate),
        ("columns", Arrangement::Columns(2)),
        ("run-together", Arrangement::RunTogether),
        ("by-line", Arrangement::ByLine),
    ];
    let known = if kind.is_keyed() { &known[..] } else { &known[..3] };
    let arrangement = one_of("arrangement", word, known, diagnostics).unwrap_or_default();
    match (arrangement, columns) {
        (Arrangement::Columns(_), Some(Located { value: columns @ 2..=3, .. })) => Arrangement::Columns(columns as u8),
        (Arrangement::Columns(_), Some(other)) => {
            let message = format!("notes stand in 2 or 3 columns, not in {}", other.value);
            diagnostics.push(misplaced(&message, &other.span).help("write `columns = 2` or `columns = 3`"));
            arrangement
        }
        (_, Some(columns)) => {
            let message = "`columns` is for notes in columns";
            diagnostics.push(misplaced(message, &columns.span).help("add `arrangement = \"columns\"`"));
            arrangement
        }
        (_, None) => arrangement,
    }
}

/// The series of notes that an id names (index).
pub(super) fn known(id: Located<String>, series: &[NoteSeries], diagnostics: &mut Diagnostics) -> Option<usize> {
    let found = series.iter().position(|one| one.id == id.value && one.kind == SeriesKind::Notes);
    if found.is_none() {
        let ids = series.iter().filter(|one| one.kind == SeriesKind::Notes).map(|one| one.id.as_str());
        diagnostics.push(unknown_value("series of notes", &id, &ids.collect::<Vec<_>>()));
    }
    found
}

fn misplaced(message: &str, span: &Span) -> Diagnostic {
    Diagnostic::error("bad-arrangement", message).at(span.clone())
}

/// Gives each series that is not the texts' own notes the language of the book, where it has none of its own.
pub(super) fn speak(series: &mut [NoteSeries], book: &str) {
    let own = author_series(series);
    for (index, one) in series.iter_mut().enumerate() {
        let of_text = index == own && one.kind == SeriesKind::Notes && one.marks == MarkStyle::Figures;
        if !of_text {
            one.language.get_or_insert_with(|| book.to_owned());
        }
    }
}

/// Author's notes in figures, editor's notes in letters.
pub fn default_series() -> Vec<NoteSeries> {
    vec![
        NoteSeries::new("a", "Author’s notes", MarkStyle::Figures),
        NoteSeries::new("e", "Editor’s notes", MarkStyle::Letters),
    ]
}
