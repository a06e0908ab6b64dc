//! Printing: diagnostics and messages on standard error, results on standard output.

use super::files;
use crate::cli::MessageFormat;
use crate::diag::{self, Diagnostic, Diagnostics};
use crate::source::Sources;
use rayon::prelude::*;
use std::io::{self, Write};
use std::sync::Mutex;

/// What kept a result from being printed, if anything did.
static UNPRINTED: Mutex<Option<String>> = Mutex::new(None);

/// Prints to standard output. A closed pipe is no fault of ours and ends quietly; any other failure makes
/// [`printed`] an error.
pub(super) fn out(text: &str) {
    let mut stdout = std::io::stdout().lock();
    heard(stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()));
}

/// Takes note of a failure to print.
fn heard(written: io::Result<()>) {
    let (Err(error), Ok(mut unprinted)) = (written, UNPRINTED.lock()) else { return };
    if error.kind() != io::ErrorKind::BrokenPipe {
        unprinted.get_or_insert(files::reason(&error));
    }
}

/// Whether all that was printed to standard output is there; if not, that is said.
pub(super) fn printed() -> bool {
    let reason = UNPRINTED.lock().ok().and_then(|mut unprinted| unprinted.take());
    reason.is_none_or(|reason| {
        let error = Diagnostic::error("unwritable", format!("cannot write to standard output: {reason}"));
        fail(error.help("what was printed is not complete: make room, or send it elsewhere"))
    })
}

/// Prints what the grammar of the command line says: help, or what is wrong with it.
pub(super) fn usage(error: &clap::Error) {
    heard(error.print());
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

/// How many diagnostics are put into words at a time.
const AT_ONCE: usize = 4_096;

/// Prints all diagnostics for people and a closing count; says whether there was no error.
pub(super) fn diagnostics(diagnostics: &Diagnostics, sources: &Sources) -> bool {
    let mut stderr = io::BufWriter::new(io::stderr().lock());
    let all: Vec<&Diagnostic> = diagnostics.iter().collect();
    for some in all.chunks(AT_ONCE) {
        let lines: Vec<String> = some.par_iter().map(|one| diag::render_human(one, sources)).collect();
        for line in lines {
            let _ = writeln!(stderr, "{line}");
        }
    }
    drop(stderr);
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

/// Prints all diagnostics as they are asked for; says whether there was no error.
pub(super) fn diagnostics_as(format: MessageFormat, diagnostics: &Diagnostics, sources: &Sources) -> bool {
    match format {
        MessageFormat::Human => self::diagnostics(diagnostics, sources),
        MessageFormat::Json => diagnostics_json(diagnostics, sources),
    }
}

/// Prints all diagnostics as JSON lines on standard output; says whether there was no error.
fn diagnostics_json(diagnostics: &Diagnostics, sources: &Sources) -> bool {
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
