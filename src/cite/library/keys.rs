//! Keys of `works.yaml` that no work has: the processor passes over them in silence, and with `autor` a work would
//! lose its author.
//!
//! Knows lines and their indents: a key of a work, or of what a work is part of, begins a line of its block.

use crate::diag::{Diagnostic, Diagnostics};
use crate::source::{FileId, Span};
use crate::words::nearest::nearest;

/// The keys of a work (hayagriva's file format).
const KEYS: [&str; 28] = [
    "type",
    "title",
    "author",
    "date",
    "editor",
    "affiliated",
    "publisher",
    "location",
    "organization",
    "issue",
    "chapter",
    "volume",
    "volume-total",
    "edition",
    "page-range",
    "page-total",
    "time-range",
    "runtime",
    "url",
    "serial-number",
    "language",
    "archive",
    "archive-location",
    "call-number",
    "note",
    "abstract",
    "genre",
    "parent",
];

/// Reports the keys of the works in a file that none of them may have.
pub(super) fn check(file: FileId, text: &str, diagnostics: &mut Diagnostics) {
    let (mut at, mut own): (usize, Option<usize>) = (0, None);
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let indent = line.len() - line.trim_start_matches(' ').len();
        let words = line.trim();
        if words.is_empty() || words.starts_with('#') {
            continue;
        }
        if indent == 0 {
            own = None;
            continue;
        }
        if indent != *own.get_or_insert(indent) {
            continue;
        }
        let Some((key, rest)) = words.split_once(':') else { continue };
        let plain = key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
        if !plain || !(rest.is_empty() || rest.starts_with(' ')) || KEYS.contains(&key) {
            continue;
        }
        let help = match nearest(key, KEYS) {
            Some(known) => format!("did you mean `{known}`?"),
            None => format!("known here: {}", KEYS.join(", ")),
        };
        let span = Span::new(file, start + indent..start + indent + key.len());
        diagnostics.push(Diagnostic::error("unknown-key", format!("unknown key `{key}`")).at(span).help(help));
    }
}
