//! Printing: diagnostics and messages on standard error, results on standard output.

use crate::diag::{self, Diagnostic, Diagnostics};
use crate::source::Sources;
use std::io::Write;

/// Prints to standard output. A closed pipe is no fault of ours and ends quietly.
pub(super) fn out(text: &str) {
    let _ = std::io::stdout().write_all(text.as_bytes());
}

/// How many columns standard output has, if it is a terminal.
pub(super) fn width() -> Option<usize> {
    let terminal = console::Term::stdout();
    terminal.features().is_attended().then(|| usize::from(terminal.size().1))
}

/// Prints a line to standard error.
pub(super) fn note(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// Prints all diagnostics for people and a closing count; says whether there was no error.
pub(super) fn diagnostics(diagnostics: &Diagnostics, sources: &Sources) -> bool {
    for diagnostic in diagnostics.iter() {
        note(&diag::render_human(diagnostic, sources));
    }
    let (errors, warnings) = diagnostics.count();
    let plural = |n: usize, word: &str| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
    match (errors, warnings) {
        (0, 0) => {}
        (0, w) => note(&plural(w, "warning")),
        (e, 0) => note(&plural(e, "error")),
        (e, w) => note(&format!("{}, {}", plural(e, "error"), plural(w, "warning"))),
    }
    errors == 0
}

/// Prints all diagnostics as JSON lines on standard output; says whether there was no error.
pub(super) fn diagnostics_json(diagnostics: &Diagnostics, sources: &Sources) -> bool {
    let lines: String = diagnostics.iter().map(|d| diag::render_json(d, sources) + "\n").collect();
    out(&lines);
    !diagnostics.has_errors()
}

/// Prints one error that has no source; always false.
pub(super) fn fail(diagnostic: Diagnostic) -> bool {
    let mut list = Diagnostics::default();
    list.push(diagnostic);
    diagnostics(&list, &Sources::default())
}
