//! Names that a TEI source marks itself: by a key that the authority file knows they are occurrences, as if the
//! editor had decided so.

use super::settle::{Decided, KnownName};
use crate::diag::Diagnostic;
use crate::model::document::{Container, Document};
use crate::model::text::{Mark, MarkKind, Text};
use crate::source::Span;
use std::collections::BTreeMap;

/// The elements that mark names.
const ELEMENTS: [&str; 7] = ["persName", "placeName", "orgName", "geogName", "name", "rs", "settlement"];
/// The attributes that say which is meant.
const KEYS: [&str; 3] = ["key", "ref", "corresp"];

/// Adds the names that a document's source marks. Keys that the authority file does not know are one warning.
pub(super) fn add(
    document: &Document,
    known: &KnownName<'_>,
    decided: &mut BTreeMap<Container, Vec<Decided>>,
    errors: &mut Vec<Diagnostic>,
) {
    if known.file.names.is_empty() {
        return;
    }
    let names = by_key(known);
    let mut unknown: Vec<(String, Option<Span>)> = vec![];
    for container in document.containers() {
        let Some(text) = document.text(container) else { continue };
        let of_container = decided.entry(container).or_default();
        for mark in text.marks.iter().filter(|mark| !mark.range.is_empty()) {
            let MarkKind::Foreign { name, attributes } = &mark.kind else { continue };
            if !ELEMENTS.contains(&name.as_str()) {
                continue;
            }
            let keys: Vec<&str> = KEYS.iter().filter_map(|key| value(attributes, key)).collect();
            let mut tokens = keys.iter().flat_map(|key| std::iter::once(*key).chain(key.split_ascii_whitespace()));
            match tokens.find_map(|key| names.get(bare(key))) {
                Some(name) => {
                    // What the editor has decided himself stands.
                    let overlaps = |d: &Decided| d.range.start < mark.range.end && mark.range.start < d.range.end;
                    if !of_container.iter().any(overlaps) {
                        of_container.push(Decided { range: mark.range.clone(), name: *name, is: true });
                    }
                }
                None => unknown.extend(keys.first().map(|key| ((*key).to_owned(), origin(text, mark.range.start)))),
            }
        }
    }
    errors.extend(warning(&unknown));
}

/// Takes away what a file of our own says of names, now that the names are marked: element, key and place in its lists.
pub(super) fn settle(text: &mut Text, known: &KnownName<'_>) {
    let own = |mark: &Mark| {
        let MarkKind::Foreign { name, attributes } = &mark.kind else { return false };
        let Some(id) = value(attributes, "key").filter(|_| ELEMENTS.contains(&name.as_str())) else { return false };
        let is_own = |(name, value): &(String, String)| match name.as_str() {
            "key" | "type" => true,
            "ref" => value.strip_prefix("#names.") == Some(id),
            _ => false,
        };
        attributes.len() > 1
            && attributes.iter().all(is_own)
            && known.file.names.iter().any(|entry| entry.name.id == id)
    };
    text.marks.retain(|mark| !own(mark));
}

/// The names by their ids, by how they read, and by what other files call them.
fn by_key<'k>(known: &'k KnownName<'_>) -> BTreeMap<&'k str, usize> {
    let mut names = BTreeMap::new();
    let all = || known.file.names.iter().enumerate();
    for (index, entry) in all() {
        names.insert(entry.name.id.as_str(), index);
    }
    for (index, entry) in all() {
        names.entry(entry.name.name.as_str()).or_insert(index);
        for (_, identifier) in &entry.name.identifiers {
            names.entry(identifier.as_str()).or_insert(index);
        }
    }
    names
}

/// A key without what leads to it: `#n1`, `pers:n1` and `https://d-nb.info/gnd/118` end in what identifies.
fn bare(key: &str) -> &str {
    let key = key.trim().trim_end_matches('/');
    let key = key.strip_prefix("#names.").unwrap_or(key);
    key.rsplit(['#', '/', ':']).next().unwrap_or(key)
}

fn value<'a>(attributes: &'a [(String, String)], key: &str) -> Option<&'a str> {
    let found = attributes.iter().find(|(name, _)| name == key);
    found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
}

fn origin(text: &Text, at: usize) -> Option<Span> {
    text.origin(at)
}

fn warning(unknown: &[(String, Option<Span>)]) -> Option<Diagnostic> {
    let (first, span) = unknown.first()?;
    let message = match unknown.len() {
        1 => format!("`{first}` is no name of names.toml"),
        count => format!("{count} names have keys that names.toml does not know, `{first}` first"),
    };
    let warning = Diagnostic::warning("unknown-name-key", message);
    let warning = span.clone().map_or(warning.clone(), |span| warning.at(span));
    Some(warning.help("give the name an entry with that `id`; until then the index does not list it"))
}
