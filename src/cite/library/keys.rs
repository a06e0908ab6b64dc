//! Keys of `works.yaml`: those that no work has, for the processor passes over them in silence, and with `autor` a work
//! would lose its author; and `sort-as`, which is ours.
//!
//! Knows lines and their indents: a key of a work, or of what a work is part of, begins a line of its block.

use crate::diag::{Diagnostic, Diagnostics};
use crate::safe::{address, quoted, runs};
use crate::source::{FileId, Span};
use crate::words::nearest::nearest;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The keys of a work (hayagriva's file format, and our own).
const KEYS: [&str; 29] = [
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
    SORT_AS,
];

/// What a list sorts a work by, where the processor’s rules fail.
const SORT_AS: &str = "sort-as";

/// What the works of a file are sorted by, by key; reports the keys that no work may have.
pub(super) fn check(file: FileId, text: &str, diagnostics: &mut Diagnostics) -> BTreeMap<String, String> {
    let (mut at, mut own): (usize, Option<usize>) = (0, None);
    let (mut work, mut sorted, mut of_url) = ("", BTreeMap::new(), false);
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
            work = words.split(':').next().unwrap_or_default().trim_matches(['"', '\'']);
            sorted.extend(in_braces(words).map(|value| (work.to_owned(), value)));
            continue;
        }
        // An address may say when it was looked at: then it is the value of a map.
        if let Some((key @ ("url" | "value"), rest)) = words.split_once(':')
            && (key == "url" || of_url)
        {
            let value = address_in(rest);
            let at = start + line.rfind(value).unwrap_or(indent);
            diagnostics.extend(misled(value).map(|error| error.at(Span::new(file, at..at + value.len()))));
            of_url = key == "url" && value.is_empty();
        }
        if indent != *own.get_or_insert(indent) {
            continue;
        }
        let Some((key, rest)) = words.split_once(':') else { continue };
        if key == SORT_AS {
            let value = rest.trim().trim_matches(['"', '\'']);
            sorted.extend((!value.is_empty()).then(|| (work.to_owned(), value.to_owned())));
        }
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
    sorted
}

/// The address that a line gives, by itself or in `{ value: …, date: … }`.
fn address_in(written: &str) -> &str {
    let inner = written.trim().strip_prefix('{').and_then(|map| map.split_once("value:"));
    let value = inner.map_or(written, |(_, value)| value.split([',', '}']).next().unwrap_or_default());
    value.trim().trim_matches(['"', '\''])
}

/// The error for an address that no reader may follow, without its place.
fn misled(address: &str) -> Option<Diagnostic> {
    if runs(address) {
        let error = Diagnostic::error("unsafe-address", format!("no reader may follow `{}`", quoted(address)));
        return Some(error.help("the address of a work is `https://…`"));
    }
    let wrong = address::fault(address)?;
    Some(Diagnostic::error("bad-address", format!("the address of this work {}", wrong.what)).help(wrong.help))
}

/// Where a key stands that its work, or what the work is part of, has before: the second place, in bytes.
pub(super) fn twice(text: &str) -> Option<Range<usize>> {
    // The maps that are open, the outer ones first: the column at which their keys begin, and these.
    let mut open: Vec<(usize, BTreeSet<&str>)> = vec![];
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let mut words = line.trim_start_matches(' ');
        if words.trim().is_empty() || words.starts_with('#') {
            continue;
        }
        // A dash begins a map of its own, whose keys stand behind it.
        while let Some(rest) = words.strip_prefix("- ") {
            let column = line.len() - words.len();
            open.retain(|(indent, _)| *indent < column);
            words = rest.trim_start_matches(' ');
        }
        let column = line.len() - words.len();
        open.retain(|(indent, _)| *indent <= column);
        let Some((key, rest)) = words.split_once(':').filter(|(key, _)| !key.is_empty()) else { continue };
        if !(rest.is_empty() || rest.starts_with(char::is_whitespace)) {
            continue;
        }
        if open.last().is_none_or(|(indent, _)| *indent < column) {
            open.push((column, BTreeSet::new()));
        }
        if open.last_mut().is_some_and(|(_, keys)| !keys.insert(key)) {
            return Some(start + column..start + column + key.len());
        }
    }
    None
}

/// What a work is sorted by that is written on one line: `key: { type: Book, sort-as: Keeper }`.
fn in_braces(line: &str) -> Option<String> {
    let (_, rest) = line.split_once('{')?.1.split_once("sort-as:")?;
    let rest = rest.trim_start();
    let quoted = rest.strip_prefix(['"', '\'']).and_then(|inner| inner.split(['"', '\'']).next());
    let value = quoted.unwrap_or_else(|| rest.split([',', '}']).next().unwrap_or_default()).trim();
    (!value.is_empty()).then(|| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    #[test]
    fn a_key_that_is_there_twice_has_its_place() {
        let at = |text: &str| twice(text).map(|at| (at.start, text[at].to_owned()));
        assert_eq!(at("a:\n  type: Book\na:\n  type: Book\n"), Some((16, "a".into())));
        assert_eq!(at("a:\n  title: A\n  title: B\n"), Some((16, "title".into())));
        assert_eq!(at("a:\n  parent:\n    title: A\n    title: B\n"), Some((30, "title".into())));
        let lists = "a:\n  title: A\n  parent:\n    - title: B\n      type: Book\n    - title: C\n  type: Book\nb:\n  title: A\n";
        assert_eq!(at(lists), None);
    }

    #[test]
    fn what_works_are_sorted_by() {
        let text = "a:\n  type: Book\n  sort-as: \"Keeper, A.\"\nb: { type: Book, sort-as: 'Log, The' }\nc: { sort-as: Fog, type: Book }\nd:\n  title: sort-as\n";
        let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
        let file = sources.add("works.yaml", text);
        let sorted = check(file, text, &mut diagnostics);
        let pairs: Vec<(&str, &str)> = sorted.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
        assert_eq!(pairs, [("a", "Keeper, A."), ("b", "Log, The"), ("c", "Fog")]);
        assert_eq!(diagnostics.iter().count(), 0);
    }
}
