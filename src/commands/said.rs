//! What is said of a book in the end: each fault once, and each with a place.
//!
//! What is wrong only because a file could not be read is left out: until it can be, nobody knows what else is wrong.
//! What no file says, only the book as a whole, is put at its title.

use super::load::Loaded;
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::source::{FileId, Sources};
use std::collections::BTreeSet;
use std::path::Path;

/// The errors of a file that cannot be read: always, and where they stand at its beginning and not where it is named.
const UNREAD: [&str; 2] = ["toml-syntax", "invalid-utf8"];
const UNREAD_AT_START: [&str; 2] = ["unreadable", "outside-book"];

/// Those of keys, which leave out a part of a file.
const OF_KEYS: [&str; 3] = ["unknown-key", "missing-key", "wrong-type"];

/// What may be wrong with the whole book.
const OF_WHOLE: [&str; 16] = [
    "missing-glyph",
    "private-character",
    "pdf-font",
    "pdf-standard",
    "pdf-layout",
    "unwritten-pdf",
    "font-not-embedded",
    "epub-package",
    "references-unsettled",
    "place-without-page",
    "long-heading",
    "long-description",
    "long-address",
    "long-name",
    "long-letter",
    "no-timeline",
];

/// What is wrong where a siglum, or what is said of it, is not known.
const OF_SIGLA: [&str; 9] = [
    "unknown-siglum",
    "unknown-group",
    "no-witness",
    "nobody-reads-lemma",
    "forgotten-witness",
    "not-of-reading",
    "cited-in-lacuna",
    "witness-not-in-force",
    "misplaced-words",
];

/// What is wrong where something that book.toml declares is not known.
const OF_BOOK: [&str; 5] =
    ["unknown-series", "unknown-document", "unknown-milestones", "series-of-notes", "no-apparatus"];

impl Loaded {
    /// The diagnostics, as they are to be printed.
    pub(super) fn said(&self) -> Diagnostics {
        let mut all = self.diagnostics.clone();
        let causes: BTreeSet<Cause> = all.iter().filter_map(Cause::of).collect();
        for cause in causes {
            all.retain(|fault| !follows(fault, cause, &self.sources));
        }
        let mut placed = Diagnostics::default();
        let whole = |fault: &Diagnostic| fault.span.is_none() && OF_WHOLE.contains(&fault.code);
        placed.extend(all.iter().cloned().map(|fault| match &self.file.title_span {
            Some(title) if whole(&fault) => fault.at(title.clone()),
            _ => fault,
        }));
        placed
    }
}

/// A file that could not be read, or not all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Cause {
    file: FileId,
    /// Whether nothing of it could be read for certain.
    unread: bool,
}

impl Cause {
    fn of(fault: &Diagnostic) -> Option<Self> {
        let unread = is_unread(fault);
        let is_cause = fault.severity == Severity::Error && (unread || OF_KEYS.contains(&fault.code));
        Some(Self { file: file_of(fault).filter(|_| is_cause)?, unread })
    }
}

/// Whether an error may be one only because of what could not be read, the `cause`.
fn follows(fault: &Diagnostic, cause: Cause, sources: &Sources) -> bool {
    if fault.severity != Severity::Error {
        return false;
    }
    let (Cause { file: of_cause, unread }, of_fault) = (cause, file_of(fault));
    let path = |file: FileId| Path::new(&sources.file(file).name);
    let is_of = |name: &str| path(of_cause).file_name().is_some_and(|own| own == name);
    if is_unread(fault) || OF_KEYS.contains(&fault.code) && !unread {
        return false;
    }
    let beside = of_fault.is_some_and(|file| path(file).parent() == path(of_cause).parent());
    let declared = if is_of("sigla.toml") { OF_SIGLA.contains(&fault.code) } else { false };
    match unread {
        true => is_of("book.toml") || of_fault == Some(of_cause) || declared || is_of("document.toml") && beside,
        false => {
            declared
                || is_of("book.toml") && OF_BOOK.contains(&fault.code)
                || is_of("document.toml") && beside && OF_SIGLA.contains(&fault.code)
                || is_of("notes.toml") && beside && fault.code.starts_with("anchor-")
        }
    }
}

/// Whether an error is that a file cannot be read.
fn is_unread(fault: &Diagnostic) -> bool {
    let at_start = || fault.span.as_ref().is_some_and(|span| span.range == (0..0));
    UNREAD.contains(&fault.code) || UNREAD_AT_START.contains(&fault.code) && at_start()
}

fn file_of(fault: &Diagnostic) -> Option<FileId> {
    fault.span.as_ref().map(|span| span.file)
}
