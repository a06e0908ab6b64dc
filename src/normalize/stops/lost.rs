//! Points that were lost: at a sentence's end, behind an abbreviation.

use super::habit::LONG;
use super::{word_at, word_start};
use crate::model::account::{Certainty, Edit};
use crate::normalize::sentences::{is_abbreviation, last_word};
use crate::normalize::{Language, Passage, Vocabulary};
use std::ops::Range;

/// Whether `word` begins with a capital and is a common word that joins others: what only the
/// beginning of a sentence, or of a title, makes of it.
fn begins_sentence(words: &Vocabulary, word: &str) -> bool {
    word.len() > 1 && word.starts_with(char::is_uppercase) && words.list().joins(&word.to_lowercase())
}

/// A sentence's end without its point behind a closing mark: `of the party' One may find`; or
/// behind a mark and a note's figure.
pub(super) fn behind_mark(passage: &Passage, words: &Vocabulary, at: usize, mark: char) -> Option<Edit> {
    let end = at + mark.len_utf8();
    let letter = passage.before(at)?.is_alphabetic();
    let start = word_start(passage, at);
    let gap = behind_marker(passage, end);
    if !letter || gap == end || passage.before(start).is_some_and(|c| c == '\'' || c == '’') {
        return None;
    }
    let next = word_at(passage, gap);
    let follows = word_at(passage, gap + next.len() + 1);
    let plain = passage.after(gap + next.len()) == Some(' ') && follows.chars().next().is_some_and(char::is_lowercase);
    let genitive = matches!(mark, '\'' | '’') && passage.text[start..at].ends_with(['s', 'S']);
    let marker = gap > end + 1;
    let sentence = begins_sentence(words, next) && next != "I" && plain && !genitive;
    let name = next.chars().count() > 3
        && next.starts_with(char::is_uppercase)
        && words.count(next) >= 3
        && plain
        && !genitive
        && opened_small(passage, at, mark);
    let read = format!("{}{mark}.", &passage.text[start..at]);
    (sentence || (marker && next.starts_with(char::is_uppercase) && !genitive) || name)
        .then(|| passage.query(start..end, read, "stops.lost"))
}

/// Where the next word begins behind white space and note markers from `end` on; `end` itself if
/// none of these stands there.
fn behind_marker(passage: &Passage, end: usize) -> usize {
    let mut at = end;
    while let Some(c) = passage.after(at) {
        let next = passage.taken.partition_point(|t| t.end <= at);
        match passage.taken.get(next).filter(|t| t.start <= at) {
            Some(taken) => at = taken.end,
            None if c == ' ' => at += 1,
            None => break,
        }
    }
    at
}

/// Whether the quotation that closes at `at` is of several words and opened with a small letter, so
/// that it is neither a title nor a word set apart.
fn opened_small(passage: &Passage, at: usize, mark: char) -> bool {
    let open: &[char] = match mark {
        '"' | '”' => &['"', '“'],
        _ => &['\'', '‘', '`'],
    };
    let from = passage.text[passage.range.start..at]
        .char_indices()
        .rev()
        .nth(200)
        .map_or(passage.range.start, |(i, _)| passage.range.start + i);
    let lead = &passage.text[from..at];
    lead.rfind(open).is_some_and(|i| {
        let apart = lead[..i].ends_with(|c: char| c.is_whitespace() || c == '(');
        apart && lead[i..].chars().nth(1).is_some_and(char::is_lowercase) && lead[i..].contains(' ')
    })
}

/// Words that only the beginning of a sentence sets with a capital.
const STARTS: [&str; 27] = [
    "The", "This", "These", "It", "They", "But", "There", "He", "She", "We", "However", "When", "If", "My", "His",
    "Her", "Our", "Their", "In", "On", "At", "As", "Yet", "By", "Then", "That", "What",
];

const FRENCH_STARTS: [&str; 18] = [
    "Il", "Elle", "Ils", "Elles", "Le", "La", "Les", "Ce", "Cette", "Ces", "Celui", "Celle", "Mais", "Dans", "On",
    "Une", "Un", "Pour",
];

const GERMAN_STARTS: [&str; 14] =
    ["Der", "Das", "Ein", "Eine", "Er", "Es", "Wir", "Aber", "Doch", "Im", "Am", "Nur", "Man", "Dies"];

/// A word in small letters before one that begins a sentence: `for such bases The fact is`.
pub(super) fn before_capital(passage: &Passage, words: &Vocabulary, word: &Range<usize>) -> Option<Edit> {
    let raw = &passage.text[word.clone()];
    if !words.language().has_small_words()
        || passage.before(word.start) != Some(' ')
        || passage.after(word.end) != Some(' ')
    {
        return None;
    }
    let start = match words.language() {
        Language::English => STARTS.contains(&raw),
        Language::French => FRENCH_STARTS.contains(&raw),
        _ => GERMAN_STARTS.contains(&raw),
    };
    if !start {
        return None;
    }
    let next = word_at(passage, word.end + 1);
    let behind = word_at(passage, word.end + 1 + next.len() + 1);
    let small = |w: &str| w.chars().next().is_some_and(char::is_lowercase);
    let german = words.language() == Language::German;
    let left = last_word(&passage.text[passage.range.start..word.start - 1]);
    let fits = (german || small(next) && small(behind))
        && left.chars().count() >= 3
        && left.chars().all(char::is_lowercase)
        && !words.list().joins(left)
        && (words.knows(left) || words.language() != Language::English)
        && !passage.is_taken(word.start - 1);
    let at = word.start - 1 - left.len()..word.end;
    fits.then(|| passage.query(at, format!("{left}. {raw}"), "stops.lost"))
}

/// `e.g, the boats`.
pub(super) fn latin(passage: &Passage, at: usize) -> Option<Edit> {
    let lead = &passage.text[passage.range.start..at];
    let bare = lead.strip_suffix("e.g").or_else(|| lead.strip_suffix("i.e"))?;
    (!bare.ends_with(char::is_alphanumeric))
        .then(|| passage.edit(at..at, ".", "stops.abbreviation", Certainty::Probable))
}

/// The abbreviated name of a state before a colon or a comma: `(Cambridge, Mass: Harvard`.
pub(super) fn abbreviated(passage: &Passage, words: &Vocabulary, at: usize) -> Option<Edit> {
    const STATES: [&str; 12] =
        ["Mass", "Conn", "Calif", "Mich", "Minn", "Penn", "Wash", "Tenn", "Colo", "Ariz", "Okla", "Wis"];
    let start = word_start(passage, at);
    let (word, sign) = (&passage.text[start..at], &passage.text[at..at + 1]);
    let name = sign == "," && matches!(word, "Penn" | "Wash");
    let fits = words.language() == Language::English && STATES.contains(&word) && !name;
    (fits && passage.text[passage.range.start..start].ends_with(", "))
        .then(|| passage.query(start..at + 1, format!("{word}.{sign}"), "stops.lost"))
}

/// The end of a long passage, without its point.
pub(super) fn at_the_end(passage: &Passage) -> Option<Edit> {
    if passage.range.len() < LONG {
        return None;
    }
    let end = passage.bare_end();
    let lead = &passage.text[passage.range.start..end];
    let bare = lead.trim_end_matches(['\'', '"', '’', '”', '»']);
    let word = last_word(bare);
    let sentences = lead.contains(". ");
    (word.len() >= 2 && sentences && !is_abbreviation(word)).then(|| {
        let start = passage.range.start + bare.len() - word.len();
        let raw = &passage.text[start..end];
        passage.query(start..end, format!("{raw}."), "stops.lost")
    })
}
