//! Citations that only point back: `ibid.`, `op. cit.`, `loc. cit.`, `id.`, and what French and German
//! texts have for them.

use crate::cite::author::{SAME, surname_before};
use crate::cite::found::{Form, FoundCitation};
use crate::cite::haystack::{Haystack, is_quote};
use crate::cite::locator;

/// What points to the work cited just before, folded, word by word.
const IBID: [&[&str]; 5] = [&["ibid"], &["ibidem"], &["ebd"], &["ebenda"], &["ebda"]];
/// What points to a work cited further before.
const OP_CIT: [&[&str]; 9] = [
    &["op", "cit"],
    &["opcit"],
    &["opus", "cit"],
    &["art", "cit"],
    &["ouvr", "cite"],
    &["ouvr", "cit"],
    &["ouvrage", "cite"],
    &["a", "a", "o"],
    &["aao"],
];
const LOC_CIT: [&[&str]; 2] = [&["loc", "cit"], &["loc", "citato"]];
/// What all of these and the words for the same author begin with: most words need no second look.
const INITIALS: [char; 6] = ['a', 'd', 'e', 'i', 'l', 'o'];

/// Adds those of a block to what is `found` already.
pub(in crate::cite) fn all(hay: &Haystack<'_>, found: &mut Vec<FoundCitation>) {
    let mut index = 0;
    while index < hay.words.len() {
        let length = match kind(hay, index) {
            Some((kind, length)) if !is_taken(found, hay.words[index].range.start) => {
                found.extend(citation(hay, index, length, kind, found));
                length
            }
            _ => 1,
        };
        index += length;
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Ibid,
    Op,
    Loc,
    Same,
}

fn kind(hay: &Haystack<'_>, index: usize) -> Option<(Kind, usize)> {
    if !hay.words[index].folded.starts_with(INITIALS) {
        return None;
    }
    let of = |all: &[&[&str]]| all.iter().find(|w| stands(hay, index, w)).map(|w| w.len());
    if let Some(length) = of(&IBID) {
        return Some((Kind::Ibid, length));
    }
    if let Some(length) = of(&OP_CIT) {
        return Some((Kind::Op, length));
    }
    if let Some(length) = of(&LOC_CIT) {
        return Some((Kind::Loc, length));
    }
    SAME.contains(&hay.words[index].folded.as_str()).then_some((Kind::Same, 1))
}

/// Whether the words of an abbreviation stand here: close to one another, the first one abbreviated.
fn stands(hay: &Haystack<'_>, index: usize, wanted: &[&str]) -> bool {
    let Some(words) = hay.words.get(index..index + wanted.len()) else { return false };
    let same = words.iter().zip(wanted).all(|(word, wanted)| word.folded == *wanted);
    let close = (index + 1..index + wanted.len()).all(|i| matches!(hay.gap(i), "." | ". " | " " | ".\u{a0}"));
    let dotted = wanted.len() < 3 || hay.gap(index + 1).starts_with('.');
    same && close && dotted
}

fn citation(
    hay: &Haystack<'_>,
    index: usize,
    length: usize,
    kind: Kind,
    found: &[FoundCitation],
) -> Option<FoundCitation> {
    let word = hay.words[index].range.start;
    let mut end = hay.words[index + length - 1].range.end;
    end += usize::from(hay.after(end).starts_with('.'));
    let cited = found.iter().map(|f| f.range.end).filter(|end| *end <= word).max();
    let (pages, locator) = pages(hay, end);
    let begins = hay.begins_clause(word, cited);
    // a word that is quoted is spoken of
    if hay.is_quoted(word) && !hay.apparatus || hay.before(word).ends_with(is_quote) {
        return None;
    }
    let mut start = word;
    let form = match kind {
        Kind::Ibid if begins || locator.is_some() => Form::Ibid,
        Kind::Ibid => return None,
        Kind::Op | Kind::Loc => {
            let author = surname_before(hay, word).map(|(first, surname)| {
                start = first;
                surname
            });
            // in running prose the words are spoken of
            if !hay.apparatus && author.is_none() && locator.is_none() {
                return None;
            }
            if kind == Kind::Op { Form::Op { author } } else { Form::Loc { author } }
        }
        Kind::Same => {
            let abbreviated = hay.words[index].folded != "id" || hay.after(word).get(2..3) == Some(".");
            if !(begins && abbreviated && locator.is_some()) {
                return None;
            }
            Form::Same
        }
    };
    let start = hay.relay_before(start).unwrap_or(start);
    Some(FoundCitation { range: start..pages, form, locator })
}

/// The pages behind byte `end`, and where they end.
fn pages(hay: &Haystack<'_>, end: usize) -> (usize, Option<String>) {
    let rest = hay.after(end);
    let inner = rest.trim_start_matches([' ', '\u{a0}', ',', '.', ':']);
    let bare = || locator::bare(inner).filter(|_| inner.len() < rest.len());
    match locator::read(inner).or_else(bare) {
        Some(found) => (hay.range.end - inner.len() + found.length, Some(found.read)),
        None => (end, None),
    }
}

fn is_taken(found: &[FoundCitation], at: usize) -> bool {
    found.iter().any(|f| f.range.contains(&at))
}
