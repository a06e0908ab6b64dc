//! Citations that only point back: `ibid.`, `op. cit.`, `loc. cit.`, `id.`, and what French and German
//! texts have for them.

use crate::cite::author::{SAME, surname_before};
use crate::cite::found::{Form, FoundCitation};
use crate::cite::locator;
use crate::cite::place::{Place, is_quote};

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

/// Adds those of a block to what is `found` already.
pub(super) fn all(place: &Place<'_>, found: &mut Vec<FoundCitation>) {
    let mut index = 0;
    while index < place.words.len() {
        let length = match kind(place, index) {
            Some((kind, length)) if !is_taken(found, place.words[index].range.start) => {
                found.extend(citation(place, index, length, kind, found));
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

fn kind(place: &Place<'_>, index: usize) -> Option<(Kind, usize)> {
    let of = |all: &[&[&str]]| all.iter().find(|w| stands(place, index, w)).map(|w| w.len());
    if let Some(length) = of(&IBID) {
        return Some((Kind::Ibid, length));
    }
    if let Some(length) = of(&OP_CIT) {
        return Some((Kind::Op, length));
    }
    if let Some(length) = of(&LOC_CIT) {
        return Some((Kind::Loc, length));
    }
    SAME.contains(&place.words[index].folded.as_str()).then_some((Kind::Same, 1))
}

/// Whether the words of an abbreviation stand here: close to one another, the first one abbreviated.
fn stands(place: &Place<'_>, index: usize, wanted: &[&str]) -> bool {
    let Some(words) = place.words.get(index..index + wanted.len()) else { return false };
    let same = words.iter().zip(wanted).all(|(word, wanted)| word.folded == *wanted);
    let close = (index + 1..index + wanted.len()).all(|i| matches!(place.gap(i), "." | ". " | " " | ".\u{a0}"));
    let dotted = wanted.len() < 3 || place.gap(index + 1).starts_with('.');
    same && close && dotted
}

fn citation(
    place: &Place<'_>,
    index: usize,
    length: usize,
    kind: Kind,
    found: &[FoundCitation],
) -> Option<FoundCitation> {
    let word = place.words[index].range.start;
    let mut end = place.words[index + length - 1].range.end;
    end += usize::from(place.after(end).starts_with('.'));
    let cited = found.iter().map(|f| f.range.end).filter(|end| *end <= word).max();
    let (pages, locator) = pages(place, end);
    let begins = place.begins_clause(word, cited);
    // a word that is quoted is spoken of
    if place.is_quoted(word) && !place.apparatus || place.before(word).ends_with(is_quote) {
        return None;
    }
    let mut start = word;
    let form = match kind {
        Kind::Ibid if begins || locator.is_some() => Form::Ibid,
        Kind::Ibid => return None,
        Kind::Op | Kind::Loc => {
            let author = surname_before(place, word).map(|(first, surname)| {
                start = first;
                surname
            });
            // in running prose the words are spoken of
            if !place.apparatus && author.is_none() && locator.is_none() {
                return None;
            }
            if kind == Kind::Op { Form::Op { author } } else { Form::Loc { author } }
        }
        Kind::Same => {
            let abbreviated = place.words[index].folded != "id" || place.after(word).get(2..3) == Some(".");
            if !(begins && abbreviated && locator.is_some()) {
                return None;
            }
            Form::Same
        }
    };
    let start = place.relay_before(start).unwrap_or(start);
    Some(FoundCitation { range: start..pages, form, locator })
}

/// The pages behind byte `end`, and where they end.
fn pages(place: &Place<'_>, end: usize) -> (usize, Option<String>) {
    let rest = place.after(end);
    let inner = rest.trim_start_matches([' ', '\u{a0}', ',', '.', ':']);
    let bare = || locator::bare(inner).filter(|_| inner.len() < rest.len());
    match locator::read(inner).or_else(bare) {
        Some(found) => (place.range.end - inner.len() + found.length, Some(found.read)),
        None => (end, None),
    }
}

fn is_taken(found: &[FoundCitation], at: usize) -> bool {
    found.iter().any(|f| f.range.contains(&at))
}
