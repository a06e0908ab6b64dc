//! `[hyphenation]` of `book.toml`: words whose hyphenation the edition decides, by language.
//!
//! Checks how they are written; knows no patterns.

use super::value::bad_language;
use crate::diag::{Diagnostic, Diagnostics};
use crate::table::{Located, Table};
use crate::words::language::is_tag;
use std::collections::BTreeMap;

/// Reads the table: `en = ["an-noted", "Trot-sky"]`.
pub(super) fn read(mut table: Table, diagnostics: &mut Diagnostics) -> BTreeMap<String, Vec<String>> {
    let mut out = BTreeMap::new();
    for (language, words) in table.all_strings(diagnostics) {
        if !is_tag(&language.value) {
            diagnostics.push(bad_language(&language.value).at(language.span));
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
