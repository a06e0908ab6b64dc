//! Values that are one of a few words.

use crate::diag::{Diagnostic, Diagnostics};
use crate::table::Located;
use crate::words::language::{advice, is_tag};
use crate::words::nearest::nearest;

/// The value that a word stands for; an error for a word that is not `known`.
pub(super) fn one_of<T: Copy>(
    what: &str,
    value: Option<Located<String>>,
    known: &[(&str, T)],
    diagnostics: &mut Diagnostics,
) -> Option<T> {
    let value = value?;
    let found = known.iter().find(|(name, _)| *name == value.value).map(|(_, t)| *t);
    if found.is_none() {
        let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
        diagnostics.push(unknown_value(what, &value, &names));
    }
    found
}

/// `punctuation`: whether it stays as it is typed.
pub(super) fn typed(value: Option<Located<String>>, diagnostics: &mut Diagnostics) -> Option<bool> {
    one_of("punctuation", value, &[("smart", false), ("typed", true)], diagnostics)
}

/// A language (BCP 47); an error for what is no tag.
pub(super) fn language(value: Option<Located<String>>, diagnostics: &mut Diagnostics) -> Option<String> {
    let Located { value, span } = value?;
    if is_tag(&value) {
        return Some(value);
    }
    diagnostics.push(bad_language(&value).at(span));
    None
}

/// The most bytes of what both formats say of the book: the text of a booklet.
const LONGEST: usize = 200_000;

/// The most bytes of it that a PDF says of itself in full (ISO 32000-1, annex C.2), as UTF-16.
const IN_FULL: usize = 16_000;

/// What both formats say of the book, as it stands; an error for characters that are none and for what is too long.
pub(super) fn said(value: Located<String>, diagnostics: &mut Diagnostics) -> String {
    let Located { value, span } = value;
    if let Some(control) = value.chars().find(|c| c.is_control()) {
        diagnostics.push(of_control(control).at(span));
    } else if value.len() > LONGEST {
        let message = format!("this has more than {LONGEST} bytes");
        let help = "shorten it: what a book says of itself is shown on a line or two";
        diagnostics.push(Diagnostic::error("long-text", message).at(span).help(help));
    } else if value.len() > IN_FULL {
        let message = format!("this has more than {IN_FULL} bytes: a PDF's metadata may show only its beginning");
        diagnostics.push(Diagnostic::warning("long-text", message).at(span).help("shorten it"));
    }
    value
}

/// The error for a character that no line of print has, without its place.
fn of_control(character: char) -> Diagnostic {
    let (what, help) = match character {
        '\n' | '\r' => ("a line break", "write it on one line: where it is broken the page says"),
        '\t' => ("a tab", "write a space in its place"),
        _ => ("a control character", "delete it"),
    };
    let message = format!("{what} (U+{:04X}) stands here", u32::from(character));
    Diagnostic::error("control-character", message).help(help)
}

/// The error for what is no tag of a language, without its place.
pub(super) fn bad_language(tag: &str) -> Diagnostic {
    Diagnostic::error("bad-language", format!("`{tag}` is no language tag")).help(advice(tag))
}

/// An error for a value that is not one of `names`.
pub(crate) fn unknown_value(what: &str, value: &Located<String>, names: &[&str]) -> Diagnostic {
    let help = match nearest(&value.value, names.iter().copied()) {
        Some(known) => format!("did you mean `{known}`?"),
        None => format!("one of {}", names.join(", ")),
    };
    Diagnostic::error("unknown-value", format!("unknown {what} `{}`", value.value)).at(value.span.clone()).help(help)
}
