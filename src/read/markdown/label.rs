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

/// Reads a label; an unknown series or a key that is no name is an error at `span`.
pub(super) fn parse(label: &str, context: &Context<'_>, span: Span) -> Result<Label, Diagnostic> {
    let (series, key) = match label.split_once(':') {
        None => (context.default_series, label),
        Some((prefix, key)) => (series(prefix, context, &span)?, key),
    };
    if !is_name(key) {
        let message = format!("`{label}` cannot label a note");
        return Err(Diagnostic::error("malformed-label", message)
            .at(span)
            .help("a label is `name` or `series:name`; a name has letters, digits, `-` and `_` only"));
    }
    Ok(Label { series, key: key.to_owned() })
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
