//! `[[series]]` of `book.toml`: the series of notes, how they are marked, set and placed.

use super::book::one_of;
use super::standoff::{bad_id, is_id};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::document::{Arrangement, MarkStyle, NotePlace, NoteSeries};
use crate::source::Span;
use crate::table::{Located, Table};

/// The series of the book; those of an author and an editor where it names none.
pub(super) fn read(tables: Vec<Table>, diagnostics: &mut Diagnostics) -> Vec<NoteSeries> {
    let mut series: Vec<NoteSeries> = Vec::new();
    for mut table in tables {
        let id = table.required("id", diagnostics);
        let title = table.text("title", diagnostics);
        let marks = table.string("marks", diagnostics);
        let styles =
            [("figures", MarkStyle::Figures), ("letters", MarkStyle::Letters), ("symbols", MarkStyle::Symbols)];
        let marks = one_of("marks", marks, &styles, diagnostics).unwrap_or(MarkStyle::Figures);
        let places = [("foot", NotePlace::Foot), ("document", NotePlace::Document), ("book", NotePlace::Book)];
        let place = table.string("place", diagnostics);
        let place = one_of("place", place, &places, diagnostics).unwrap_or_default();
        let arrangement = arrangement(&mut table, place, diagnostics);
        table.finish(diagnostics);
        let Some(id) = id else { continue };
        if !is_id(&id.value) || series.iter().any(|s| s.id == id.value) {
            diagnostics.push(bad_id(&id).help("ids of series are short, such as `a` or `e`, and differ"));
            continue;
        }
        let title = title.unwrap_or_else(|| id.value.clone());
        series.push(NoteSeries { arrangement, place, ..NoteSeries::new(&id.value, &title, marks) });
    }
    if series.is_empty() { default_series() } else { series }
}

/// `arrangement` and `columns`, which only notes at the foot have.
fn arrangement(table: &mut Table, place: NotePlace, diagnostics: &mut Diagnostics) -> Arrangement {
    let word = table.string("arrangement", diagnostics);
    let columns = table.integer("columns", diagnostics);
    if place != NotePlace::Foot {
        let given = word.as_ref().map(|word| &word.span).or(columns.as_ref().map(|columns| &columns.span));
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
    ];
    let arrangement = one_of("arrangement", word, &known, diagnostics).unwrap_or_default();
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

fn misplaced(message: &str, span: &Span) -> Diagnostic {
    Diagnostic::error("bad-arrangement", message).at(span.clone())
}

/// Author's notes in figures, editor's notes in letters.
pub fn default_series() -> Vec<NoteSeries> {
    vec![
        NoteSeries::new("a", "Author’s notes", MarkStyle::Figures),
        NoteSeries::new("e", "Editor’s notes", MarkStyle::Letters),
    ]
}
