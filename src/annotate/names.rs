//! Names in a stand-off file: containers, series, ids.

use crate::config::standoff::{Quote, StandOffNote};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::document::{Container, Document, NoteSeries, Presence, author_series};
use crate::model::target::is_name;
use crate::model::text::NoteId;
use crate::nearest::nearest;
use crate::table::Located;

/// The container that `in` names; `None` for one that is absent with the text.
pub(super) fn container(
    document: &Document,
    quote: &Quote,
    series: &[NoteSeries],
) -> Result<Option<Container>, Box<Diagnostic>> {
    let absent = document.presence == Presence::Commentary;
    let Some(Located { value, span }) = &quote.container else {
        return Ok((!absent).then_some(Container::Body));
    };
    let unknown = |help: String| {
        let message = format!("this document has no container `{value}`");
        Err(Box::new(Diagnostic::error("unknown-container", message).at(span.clone()).help(help)))
    };
    match value.as_str() {
        "body" => Ok((!absent).then_some(Container::Body)),
        "title" => Ok(Some(Container::Title)),
        "headnote" if document.headnote.is_some() => Ok(Some(Container::Headnote)),
        name => match name.strip_prefix("note:") {
            Some(_) if absent => Ok(None),
            Some(key) => {
                let author = author_series(series);
                let index = document.notes.iter().position(|n| n.series == author && n.key == key);
                let known = document.notes.iter().filter(|n| n.series == author).map(|n| n.key.as_str());
                match index {
                    Some(index) => Ok(Some(Container::Note(NoteId(index as u32)))),
                    None => unknown(match nearest(key, known) {
                        Some(near) => format!("did you mean `note:{near}`?"),
                        None => "the text has no note of that number".into(),
                    }),
                }
            }
            None => unknown("it is `title`, `headnote` or `note:28`".into()),
        },
    }
}

/// The index of a stand-off note's series; what is wrong with its id is reported too.
pub(super) fn series_of(note: &StandOffNote, series: &[NoteSeries], diagnostics: &mut Diagnostics) -> Option<usize> {
    let Located { value, span } = &note.id;
    if !is_name(value) {
        let error = Diagnostic::error("malformed-label", format!("`{value}` cannot name a note")).at(span.clone());
        diagnostics.push(error.help("an id has letters, digits, `-` and `_` only"));
    }
    let Located { value, span } = &note.series;
    let found = series.iter().position(|s| s.id == *value);
    if found.is_none() {
        let error = Diagnostic::error("unknown-series", format!("there is no note series `{value}`")).at(span.clone());
        let known: Vec<&str> = series.iter().map(|s| s.id.as_str()).collect();
        diagnostics.push(match nearest(value, known.iter().copied()) {
            Some(name) => error.help(format!("did you mean `{name}`?")),
            None => error.help(format!("the series of this book: {}", known.join(", "))),
        });
    }
    found
}
