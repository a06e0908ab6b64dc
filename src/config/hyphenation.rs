//! `[hyphenation]` of `book.toml`: words whose hyphenation the edition decides, by language.
//!
//! Checks how they are written; knows no patterns.

use crate::diag::{Diagnostic, Diagnostics};
use crate::table::{Located, Table};
use std::collections::BTreeMap;

/// Reads the table: `en = ["an-noted", "Trot-sky"]`.
pub(super) fn read(mut table: Table, diagnostics: &mut Diagnostics) -> BTreeMap<String, Vec<String>> {
    let mut out = BTreeMap::new();
    for (language, words) in table.all_strings(diagnostics) {
        if !is_language(&language.value) {
            let message = format!("`{}` is no language tag", language.value);
            let help = "write it as in `lang`: en, de, grc, en-GB";
            diagnostics.push(Diagnostic::error("bad-language", message).at(language.span).help(help));
            continue;
        }
        out.insert(language.value, sound(words, diagnostics));
    }
    table.finish(diagnostics);
    out
}

/// The words that are written as they should be, each once.
fn sound(words: Vec<Located<String>>, diagnostics: &mut Diagnostics) -> Vec<String> {
    let mut known: BTreeMap<String, Located<String>> = BTreeMap::new();
    for word in words {
        if let Some(fault) = fault(&word.value) {
            let message = format!("`{}` {fault}", word.value);
            let help = "write one word, with a hyphen wherever it may be broken: \"an-noted\"";
            diagnostics.push(Diagnostic::error("bad-hyphenation", message).at(word.span).help(help));
            continue;
        }
        let letters = word.value.replace('-', "").to_lowercase();
        if let Some(first) = known.get(&letters) {
            if first.value.to_lowercase() != word.value.to_lowercase() {
                let message = format!("`{letters}` is hyphenated in two ways");
                let second = Diagnostic::error("duplicate-hyphenation", message).at(word.span);
                diagnostics.push(second.label(first.span.clone(), "first here"));
            }
            continue;
        }
        known.insert(letters, word);
    }
    known.into_values().map(|word| word.value).collect()
}

/// What is wrong with an exception.
fn fault(word: &str) -> Option<&'static str> {
    let is_letter = |c: char| c.is_alphabetic() || unicode_normalization::char::is_combining_mark(c);
    if word.chars().any(char::is_whitespace) {
        Some("is more than one word")
    } else if !word.chars().all(|c| c == '-' || is_letter(c)) {
        Some("has other characters than letters and hyphens")
    } else if word.split('-').any(str::is_empty) {
        Some("has a hyphen without letters on both sides")
    } else {
        None
    }
}

/// Whether a string is written like a tag of BCP 47: a language of two or three letters, and
/// subtags of up to eight letters or figures.
fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let primary = parts.next().unwrap_or("");
    (2..=3).contains(&primary.len())
        && primary.bytes().all(|b| b.is_ascii_alphabetic())
        && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}
