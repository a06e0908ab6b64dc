//! What must be true of every message, whatever it is about.

use edition::diag::{Diagnostics, Severity, render_human, render_json};
use edition::source::Sources;

/// The most bytes of a message: it quotes at most a line.
const LONGEST: usize = 2_000;

/// Holds that every message can be printed in both forms and that it is one: short, and an error with its place.
pub(crate) fn messages(diagnostics: &Diagnostics, sources: &Sources) {
    for diagnostic in diagnostics.iter() {
        let human = render_human(diagnostic, sources);
        let json = render_json(diagnostic, sources);
        assert!(serde_json::from_str::<serde_json::Value>(&json).is_ok(), "no JSON: {json}");
        assert!(diagnostic.message.len() <= LONGEST, "no message but a text: {human}");
        assert!(diagnostic.severity != Severity::Error || diagnostic.span.is_some(), "no place: {human}");
        if let Some(span) = &diagnostic.span {
            assert!(sources.file(span.file).text.get(span.bytes()).is_some(), "a place that is none: {human}");
        }
    }
}
