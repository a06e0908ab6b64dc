//! Looks for names that the authority file does not have: runs of capitalised words, grouped by
//! name, each with how often and where it occurs and a guess of what it is.
//!
//! Knows no names: what it proposes is for an editor to judge. Looks at an edition whose known
//! names are marked.

mod candidates;
mod gather;
mod group;
mod lists;
mod words;

use super::lexicon::Lexicon;
use crate::config::names::NamesFile;
use crate::model::document::{Container, Edition};
use crate::model::name::NameKind;
use candidates::{Candidate, Place};
use group::Spelling;
use lists::{EVENTS, ORGANISATIONS, PLACES, among};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A name that the file could have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Suggestion {
    /// An id that the file does not have.
    pub id: String,
    /// The name, as an index would print it.
    pub name: String,
    /// What it seems to be.
    pub kind: NameKind,
    /// Its spellings in the texts, the most frequent first.
    pub variants: Vec<String>,
    /// How often it occurs.
    pub count: usize,
    /// The document in which it occurs first.
    pub document: String,
    /// The place there, as a reference would name it: `p12`, `headnote`, `note-28`.
    pub place: String,
    /// The id of a name in the file that it may be another spelling of.
    pub perhaps: Option<String>,
}

/// Candidates that are taken for one name.
struct Group<'c> {
    count: usize,
    first: Place,
    kind: NameKind,
    /// The spelling that says most of what it is.
    full: &'c str,
    /// The spellings, the most frequent first, each with what is known of it.
    members: Vec<(&'c str, &'c Candidate)>,
}

/// What the file lacks, the most frequent first.
pub fn suggest(edition: &Edition, file: &NamesFile) -> Vec<Suggestion> {
    let lexicon = Lexicon::new(file);
    let ignored: BTreeSet<String> = file.ignore.iter().map(|word| word.to_lowercase()).collect();
    let all = candidates::candidates(edition);
    let wanted = |words: &str| !lexicon.knows(words) && !ignored.contains(&words.to_lowercase());
    let found: Vec<(&str, &Candidate)> = all.iter().map(|(w, c)| (w.as_str(), c)).filter(|(w, _)| wanted(w)).collect();
    let known = spellings(file);
    let mut ids: BTreeSet<String> = file.names.iter().map(|entry| entry.name.id.clone()).collect();
    let suggestion = |Group { count, first, kind, full, members }: Group<'_>| {
        let (document, place) = place(edition, first);
        let longer = members.iter().find_map(|(_, candidate)| edition.names.get(candidate.longer?.0 as usize));
        let perhaps = longer.map(|name| name.id.clone());
        Suggestion {
            id: fresh_id(full, kind, &mut ids),
            name: entry_name(full, kind),
            kind,
            variants: members.iter().map(|(words, _)| (*words).to_owned()).collect(),
            count,
            document,
            place,
            perhaps: perhaps.or_else(|| members.iter().find_map(|(words, _)| alike(words, &known))),
        }
    };
    groups(&found).into_iter().map(suggestion).collect()
}

/// The candidates by name, the most frequent first.
fn groups<'c>(found: &[(&'c str, &'c Candidate)]) -> Vec<Group<'c>> {
    let words: Vec<&str> = found.iter().map(|(words, _)| *words).collect();
    let kinds: Vec<NameKind> = found.iter().map(|(words, candidate)| kind(words, candidate)).collect();
    let joined = group::groups(&words, &|index| kinds[index] == NameKind::Person);
    let group = |mut indices: Vec<usize>| {
        indices.sort_by_key(|i| (std::cmp::Reverse(found[*i].1.count), *i));
        let length = |i: &usize| (words[*i].split(' ').count(), std::cmp::Reverse(*i));
        let full = indices.iter().copied().max_by_key(length).unwrap_or_default();
        let members: Vec<_> = indices.iter().map(|i| found[*i]).collect();
        let count = members.iter().map(|(_, candidate)| candidate.count).sum();
        let first = members.iter().filter_map(|(_, candidate)| candidate.first).min().unwrap_or_default();
        Group { count, first, kind: kinds[full], full: words[full], members }
    };
    let mut groups: Vec<Group<'c>> = joined.into_iter().map(group).collect();
    groups.sort_by_key(|group| (std::cmp::Reverse(group.count), group.first));
    groups
}

/// What a candidate seems to be.
fn kind(words: &str, candidate: &Candidate) -> NameKind {
    let small = words.to_lowercase();
    let has = |list| small.split(' ').any(|word| among(word, list));
    let half = |count: usize| count * 2 > candidate.count;
    let several = words.contains(' ');
    let letters: String = words.chars().filter(|c| c.is_alphabetic()).collect();
    let initials = several && words.split(' ').any(|w| w.ends_with('.'));
    if candidate.titled > 0 && half(candidate.titled) {
        return NameKind::Work;
    }
    if candidate.addressed > 0 || candidate.longer.is_some() || initials && !has(ORGANISATIONS) {
        return NameKind::Person;
    }
    for (list, kind) in [(EVENTS, NameKind::Event), (ORGANISATIONS, NameKind::Organisation), (PLACES, NameKind::Place)]
    {
        if has(list) {
            return kind;
        }
    }
    if letters.len() > 1 && !letters.contains(char::is_lowercase) {
        return NameKind::Organisation;
    }
    if half(candidate.placed) {
        return NameKind::Place;
    }
    if candidate.ordinary || !several && (small.ends_with("ism") || small.ends_with("isme") || small.ends_with("ismus"))
    {
        return NameKind::Concept;
    }
    NameKind::Person
}

/// `Lighter, Ann`
fn entry_name(words: &str, kind: NameKind) -> String {
    match (kind, words.split_once(' ').and(words.rsplit_once(' '))) {
        (NameKind::Person, Some((given, last))) if last.chars().any(char::is_lowercase) => format!("{last}, {given}"),
        _ => words.to_owned(),
    }
}

fn fresh_id(words: &str, kind: NameKind, taken: &mut BTreeSet<String>) -> String {
    let name = match kind {
        NameKind::Person => words.rsplit(' ').next().unwrap_or(words),
        _ => words,
    };
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    let bare: String = unicode_normalization::UnicodeNormalization::nfd(name)
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        .map(plain)
        .collect();
    let mut id = bare.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
    if !id.starts_with(|c: char| c.is_ascii_lowercase()) {
        id = format!("name-{id}").trim_end_matches('-').to_owned();
    }
    let numbered = (2..).map(|n: u32| format!("{id}-{n}"));
    let fresh = std::iter::once(id.clone()).chain(numbered).find(|id| !taken.contains(id)).unwrap_or_default();
    taken.insert(fresh.clone());
    fresh
}

/// The spellings of the file that are single words, by the first letter of their sound, each with
/// the id of its name.
fn spellings(file: &NamesFile) -> BTreeMap<char, Vec<(Spelling<'_>, &str)>> {
    let mut all: BTreeMap<char, Vec<(Spelling<'_>, &str)>> = BTreeMap::new();
    for entry in &file.names {
        for variant in entry.variants.iter().filter(|v| !v.value.contains(' ')) {
            let spelling = Spelling::new(&variant.value);
            all.entry(spelling.initial()).or_default().push((spelling, &entry.name.id));
        }
    }
    all
}

/// The name of the file that a single word may be another spelling of.
fn alike(word: &str, known: &BTreeMap<char, Vec<(Spelling<'_>, &str)>>) -> Option<String> {
    let spelling = Spelling::new(word);
    let same = known.get(&spelling.initial()).filter(|_| !word.contains(' '))?;
    same.iter().find(|(other, _)| spelling.is_alike(other)).map(|(_, id)| (*id).to_owned())
}

/// The document and the place in it, as a reference names it.
fn place(edition: &Edition, (document, container, at): Place) -> (String, String) {
    let document = &edition.documents[document];
    let place = match document.containers().get(container) {
        Some(Container::Headnote) => "headnote".to_owned(),
        Some(Container::Note(id)) => {
            document.notes.get(id.0 as usize).map_or_else(String::new, |note| format!("note-{}", note.key))
        }
        Some(Container::Entry(id)) => {
            document.entries.get(id.0 as usize).map_or_else(String::new, |entry| entry.id.clone())
        }
        Some(Container::Body) => {
            let last = document.body.block_at(at).unwrap_or_default();
            let number = document.body.blocks[..=last].iter().rev().find_map(|block| block.number);
            number.map_or_else(|| "p1".to_owned(), |number| format!("p{number}"))
        }
        Some(Container::Title) | None => "title".to_owned(),
    };
    (document.id.clone(), place)
}
