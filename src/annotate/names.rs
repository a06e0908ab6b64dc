//! Names in a stand-off file: series, ids.

use crate::config::standoff::StandOffNote;
use crate::config::variant::Variant;
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::document::NoteSeries;
use crate::model::target::is_name;
use crate::table::Located;
use crate::words::nearest::nearest;

/// The index of a stand-off note's series; what is wrong with its id is reported too.
pub(super) fn series_of(note: &StandOffNote, series: &[NoteSeries], diagnostics: &mut Diagnostics) -> Option<usize> {
    check(&note.id, "a note", diagnostics);
    let found = find(&note.series, series, diagnostics)?;
    if series[found].kind.is_keyed() {
        let message = format!("the series `{}` holds entries keyed to lines, not notes with a mark", note.series.value);
        let error = Diagnostic::error("series-of-entries", message).at(note.series.span.clone());
        diagnostics.push(error.help("name a series of the kind `notes`, or write the entry as a `[[variant]]`"));
        return None;
    }
    Some(found)
}

/// The index of the series of an entry of an apparatus; what is wrong with its id is reported too.
pub(super) fn layer_of(variant: &Variant, series: &[NoteSeries], diagnostics: &mut Diagnostics) -> Option<usize> {
    check(&variant.id, "an entry", diagnostics);
    let found = find(&variant.layer, series, diagnostics)?;
    if !series[found].kind.is_keyed() {
        let message = format!("the series `{}` holds notes with a mark, not entries", variant.layer.value);
        let error = Diagnostic::error("series-of-notes", message).at(variant.layer.span.clone());
        diagnostics.push(error.help("name a series of the kind `apparatus` or `keyed`, or write a `[[note]]`"));
        return None;
    }
    Some(found)
}

fn check(id: &Located<String>, what: &str, diagnostics: &mut Diagnostics) {
    if !is_name(&id.value) {
        let message = format!("`{}` cannot name {what}", id.value);
        let error = Diagnostic::error("malformed-label", message).at(id.span.clone());
        diagnostics.push(error.help("an id has letters, digits, `-` and `_` only"));
    }
}

fn find(named: &Located<String>, series: &[NoteSeries], diagnostics: &mut Diagnostics) -> Option<usize> {
    let Located { value, span } = named;
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
