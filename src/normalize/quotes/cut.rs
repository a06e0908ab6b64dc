//! Pairs of single marks that may be the apostrophes of two words cut short, and quote nothing.

use crate::normalize::Passage;
use crate::normalize::words::Language;
use std::ops::Range;

/// Small words that English and German cut short at their heads, and that may be whole words, too.
const CUT: [&str; 32] = [
    "till", "gan", "count", "less", "stead", "ent", "at", "bout", "way", "long", "most", "nough", "fraid", "cross",
    "pears", "spect", "spose", "low", "runter", "rein", "raus", "rauf", "rüber", "rum", "naus", "nauf", "nein",
    "nunter", "mal", "ne", "nen", "ner",
];

/// Whether two single marks that could be a pair may be apostrophes of words cut short: the first stands before what is no
/// word of the language or may be half of one, the other behind a letter, where no clause ends.
pub(super) fn may_be_cut(passage: &Passage, open: &Range<usize>, close: &Range<usize>) -> bool {
    let inner = &passage.text[open.end..close.start];
    // what the same backtick opens and closes is of a program
    if passage.text[close.clone()].starts_with('`') {
        return true;
    }
    if passage.text[open.clone()].chars().any(|c| c != '\'') || !inner.ends_with(char::is_alphabetic) {
        return false;
    }
    let word = inner.split(|c: char| !c.is_alphabetic()).next().unwrap_or("").to_lowercase();
    let Some(words) = passage.vocabulary.filter(|words| words.lexicon().is_some() && !word.is_empty()) else {
        return false;
    };
    let unknown = || !words.is_listed(&word) && !words.list().has(&word) && words.lower(&word) < 3;
    match inner.contains(char::is_whitespace) {
        // a single word may be quoted, whatever it is
        false => word.ends_with("in") && word.len() >= 4 && unknown(),
        true => CUT.contains(&word.as_str()) || starts_small(&word) || unknown() || is_etwas(passage, &word, close),
    }
}

/// Whether German marks may be the apostrophes of `'was` and of a verb: `'was Schönes ... kriegt' er`.
fn is_etwas(passage: &Passage, word: &str, close: &Range<usize>) -> bool {
    let german = passage.vocabulary.is_some_and(|words| words.language() == Language::German);
    german && word == "was" && passage.before(close.start).is_some_and(char::is_alphabetic)
}

/// Whether two marks of a text that writes words as they are spoken may be the apostrophes of two of them: a small letter
/// begins, and no stop shows that the second closes: `no 'count, nor hearin' him`, `should 'a' seen`.
pub(super) fn may_be_spoken(passage: &Passage, open: &Range<usize>, close: &Range<usize>) -> bool {
    let inner = &passage.text[open.end..close.start];
    let straight = passage.text[open.clone()].starts_with('\'') && passage.text[close.clone()].starts_with('\'');
    let several = inner.contains(char::is_whitespace) || inner.len() == 1;
    straight && several && inner.starts_with(char::is_lowercase) && inner.ends_with(char::is_alphabetic)
}

/// Whether a German word begins with what is left of `her` or `hin`: `'runterlaufen`.
fn starts_small(word: &str) -> bool {
    ["runter", "rein", "raus", "rauf", "rüber", "naus", "nauf", "nunter"].iter().any(|head| word.starts_with(head))
}
