//! Who is named before a title: `Author, Title`, `Author's Title`, `Surname, A. B., Title`, `Id., Title`.

use crate::cite::haystack::{Haystack, is_quote};
use crate::cite::known::{Author, Catalogue};
use crate::words::spelling::{FoldedWord, alike};

/// What stands before a title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Before {
    /// Nobody.
    Nobody,
    /// The author of these works.
    Author { start: usize, works: Vec<usize>, possessive: bool },
    /// `Id.`, `ders.`: the author cited before.
    Same { start: usize },
    /// Somebody else.
    Other { start: usize },
}

/// Words for the same author, folded.
pub(super) const SAME: [&str; 6] = ["id", "idem", "ders", "dies", "eadem", "derselbe"];
/// Words that are no names though they begin a clause with a capital, folded.
const NO_NAMES: [&str; 44] = [
    "see",
    "cf",
    "compare",
    "in",
    "also",
    "from",
    "quoted",
    "cited",
    "reported",
    "the",
    "a",
    "an",
    "and",
    "for",
    "as",
    "on",
    "vgl",
    "siehe",
    "voir",
    "ibid",
    "above",
    "below",
    "chapter",
    "page",
    "note",
    "notes",
    "vol",
    "no",
    "table",
    "figure",
    "part",
    "section",
    "appendix",
    "his",
    "her",
    "their",
    "my",
    "our",
    "here",
    "thus",
    "hence",
    "text",
    "translated",
    "introduction",
];

/// Looks before the title that begins at word `title` and may be one of `works`.
pub(super) fn before(hay: &Haystack<'_>, title: usize, works: &[usize], catalogue: &Catalogue) -> Before {
    let Some(last) = title.checked_sub(1) else { return Before::Nobody };
    let gap = hay.gap(title).trim_end_matches(|c: char| c.is_whitespace() || is_quote(c));
    let word = &hay.words[last];
    let (end, possessive) = match gap {
        _ if SAME.contains(&word.folded.as_str()) && matches!(gap, "," | ".," | ":" | ".:" | ".") => {
            return Before::Same { start: word.range.start };
        }
        "" if word.folded == "s" && last > 0 && is_apostrophe(hay.gap(last)) => (last, true),
        "" if hay.gap(title).starts_with(['\'', '’']) && word.folded.ends_with('s') => (title, true),
        "," | ":" | ".," | ".:" => (title, false),
        _ => return Before::Nobody,
    };
    let mut found: Option<(usize, Vec<usize>)> = None;
    for work in works {
        let starts = catalogue.works[*work].authors.iter().filter_map(|author| named(hay, end, author));
        let Some(start) = starts.min() else { continue };
        let (first, all) = found.get_or_insert((start, vec![]));
        *first = start.min(*first);
        all.push(*work);
    }
    match found {
        Some((first, works)) => Before::Author { start: hay.words[first].range.start, works, possessive },
        None => other(hay, end).map_or(Before::Nobody, |start| Before::Other { start }),
    }
}

fn is_apostrophe(gap: &str) -> bool {
    matches!(gap, "'" | "’" | "ʼ")
}

/// The word with which the name of `author` begins that ends before word `end`.
fn named(hay: &Haystack<'_>, end: usize, author: &Author) -> Option<usize> {
    let surname = &author.surname;
    if let Some(first) = end.checked_sub(surname.len()).filter(|first| same(&hay.words[*first..end], surname)) {
        return Some(given_before(hay, first, author));
    }
    // `Surname, A. B., Title`
    let first = given_before(hay, end, author);
    let start = first.checked_sub(surname.len())?;
    (first < end && hay.gap(first).trim() == "," && same(&hay.words[start..first], surname)).then_some(start)
}

fn same(words: &[FoldedWord], name: &[String]) -> bool {
    !name.is_empty() && words.iter().zip(name).all(|(w, n)| alike(n, &w.folded)) && words[0].capital
}

/// Back over the particle, given names and initials from word `at`.
fn given_before(hay: &Haystack<'_>, mut at: usize, author: &Author) -> usize {
    while let Some(before) = at.checked_sub(1) {
        let word = &hay.words[before];
        let close = at == hay.words.len() || matches!(hay.gap(at).trim(), "" | "." | "-" | ".-" | ".,");
        // `d’Alembert`, `al-Hakim`, `Van der Leeuw`
        let particle = author.particle.contains(&word.folded) && (close || is_apostrophe(hay.gap(at)));
        let initial = word.capital && word.folded.chars().count() == 1;
        let given = word.capital && author.given.iter().any(|g| alike(g, &word.folded));
        if !particle && (!close || !(initial || given)) {
            break;
        }
        at = before;
    }
    at
}

/// A name of somebody else: up to four capitals in a row that begin a clause.
fn other(hay: &Haystack<'_>, end: usize) -> Option<usize> {
    let mut first = end;
    while first > 0 && end - first < 4 {
        let word = &hay.words[first - 1];
        let joined = first == end || matches!(hay.gap(first).trim(), "" | "." | "-" | "'" | "’");
        let name = word.capital && !NO_NAMES.contains(&word.folded.as_str());
        let particle =
            !word.capital && matches!(word.folded.as_str(), "de" | "von" | "van" | "du" | "der" | "den" | "la");
        if !(joined && (name || particle && first < end)) {
            break;
        }
        first -= 1;
    }
    let word = hay.words.get(first).filter(|_| first < end)?;
    let long = hay.words[first..end].iter().any(|w| w.folded.chars().count() > 2);
    (long && hay.begins_clause(word.range.start, None)).then_some(word.range.start)
}

/// The surname that stands directly before byte `at`, with the byte where the name begins: for `op. cit.`
pub(super) fn surname_before(hay: &Haystack<'_>, at: usize) -> Option<(usize, String)> {
    let end = hay.word_from(at);
    let last = hay.words.get(end.checked_sub(1)?)?;
    let gap = hay.text.string[last.range.end..at].trim();
    if !matches!(gap, "," | ":" | "") || !last.capital || NO_NAMES.contains(&last.folded.as_str()) {
        return None;
    }
    let mut first = end - 1;
    while let Some(before) = first.checked_sub(1) {
        let word = &hay.words[before];
        let joined = matches!(hay.gap(first).trim(), "" | "." | "-");
        if !joined || !word.capital || NO_NAMES.contains(&word.folded.as_str()) {
            break;
        }
        first = before;
    }
    Some((hay.words[first].range.start, last.folded.clone()))
}
