//! Names in a stand-off file: series, ids.

use crate::config::standoff::StandOffNote;
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::document::NoteSeries;
use crate::model::target::is_name;
use crate::table::Located;
use crate::words::nearest::nearest;

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
    let keyed = found.filter(|index| series[*index].kind.is_keyed());
    if keyed.is_some() {
        let message = format!("the series `{value}` holds entries keyed to lines, not notes with a mark");
        let error = Diagnostic::error("series-of-entries", message).at(span.clone());
        diagnostics.push(error.help("name a series of the kind `notes`, or write the entry in the text"));
    }
    found.filter(|_| keyed.is_none())
}
