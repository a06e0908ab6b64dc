//! Labels of notes: `e:zeller` is the note `zeller` of the series `e`.

use crate::diag::Diagnostic;
use crate::model::target::is_name;
use crate::read::markdown::Context;
use crate::source::Span;
use crate::words::nearest::nearest;

/// A label, understood.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Label {
    /// Index of the series.
    pub(super) series: usize,
    /// The note's key in it.
    pub(super) key: String,
}

/// Reads a label; a key that is no name is an error at `span`. What stands before a colon names a series; in a text
/// none of whose labels does (`strict` is false), it is part of the key, as other programs write them. So are stops
/// and colons, which no name of a place may have: a low line stands for them.
pub(super) fn parse(label: &str, context: &Context<'_>, strict: bool, span: Span) -> Result<Label, Diagnostic> {
    let (series, key) = match label.split_once(':') {
        None => (context.default_series, label),
        Some((prefix, _)) if !strict && !is_series(prefix, context) => (context.default_series, label),
        Some((prefix, key)) => (series(prefix, context, &span)?, key),
    };
    let key = key.replace([':', '.'], "_");
    if !is_name(&key) {
        let message = format!("`{label}` cannot label a note");
        return Err(Diagnostic::error("malformed-label", message)
            .at(span)
            .help("a label is `name` or `series:name`; a name has letters, digits and `-_.:` only"));
    }
    Ok(Label { series, key })
}

/// Whether a label names a series of the book.
pub(super) fn names_series(label: &str, context: &Context<'_>) -> bool {
    label.split_once(':').is_some_and(|(prefix, _)| is_series(prefix, context))
}

fn is_series(prefix: &str, context: &Context<'_>) -> bool {
    context.series.iter().any(|series| series.id == prefix)
}

fn series(prefix: &str, context: &Context<'_>, span: &Span) -> Result<usize, Diagnostic> {
    context.series.iter().position(|s| s.id == prefix).ok_or_else(|| {
        let known: Vec<&str> = context.series.iter().map(|s| s.id.as_str()).collect();
        let error = Diagnostic::error("unknown-series", format!("there is no note series `{prefix}`")).at(span.clone());
        match nearest(prefix, known.iter().copied()) {
            Some(name) => error.help(format!("did you mean `{name}`?")),
            None => error.help(format!("the series of this book: {}", known.join(", "))),
        }
    })
}
