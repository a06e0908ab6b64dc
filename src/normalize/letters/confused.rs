//! Letters taken for others that look alike: `govemment`, `wns`, `Iitteris`, `hArbour`, and where
//! both are words the one that the text never else has (`modem` once beside `modern` thrice).

use super::is_alone;
use crate::model::account::Edit;
use crate::normalize::vocabulary::{Vocabulary, capitalised};
use crate::normalize::words::Language;
use crate::normalize::{Passage, names};
use std::ops::Range;

/// Letters that a scanner cannot tell apart: what stands there, what was printed.
const SURE: [(&str, &str); 17] = [
    ("ii", "ü"),
    ("rn", "m"),
    ("m", "rn"),
    ("vv", "w"),
    ("cl", "d"),
    ("ii", "n"),
    ("ii", "u"),
    ("li", "h"),
    ("tl", "d"),
    ("ln", "hi"),
    ("nv", "rw"),
    ("c", "e"),
    ("e", "c"),
    ("u", "n"),
    ("n", "u"),
    ("h", "b"),
    ("b", "h"),
];
/// Letters that it takes for one another in bad print.
const NEAR: [(&str, &str); 22] = [
    ("o", "a"),
    ("a", "o"),
    ("a", "s"),
    ("s", "a"),
    ("n", "a"),
    ("a", "n"),
    ("c", "o"),
    ("o", "c"),
    ("o", "e"),
    ("e", "o"),
    ("m", "ru"),
    ("in", "m"),
    ("m", "in"),
    ("ni", "m"),
    ("f", "s"),
    ("s", "f"),
    ("l", "t"),
    ("t", "l"),
    ("i", "l"),
    ("l", "i"),
    ("y", "v"),
    ("v", "y"),
];

/// From how often on two letters are the print's own spelling, and no damage: `vv` in a book of 1630.
const OWN: usize = 20;

/// A word found once or twice that is a known one but for letters that look alike.
pub(super) fn misread(passage: &Passage, words: &Vocabulary, word: &Range<usize>) -> Option<Edit> {
    let raw = &passage.text[word.clone()];
    let letters = raw.chars().count();
    if !(3..=names::LONGEST).contains(&letters) || words.count(raw) > 2 {
        return None;
    }
    let low = raw.to_lowercase();
    let capitals = raw.chars().filter(|c| c.is_uppercase()).count();
    let capital = raw.starts_with(char::is_uppercase);
    let query = |read: String| Some(passage.query(word.clone(), read, "ocr.letter"));
    match (capitals, capital) {
        (0, _) => {}
        (1, true) if raw.starts_with('I') => return capital_for_l(passage, words, word).and_then(query),
        (1, true) if words.language() == Language::German => return noun(passage, words, word, &low).and_then(query),
        (1, false) if letters >= 4 => return capital_inside(passage, words, word).and_then(query),
        _ => return None,
    }
    if words.is_listed(&low) {
        return both_words(passage, words, word).and_then(query);
    }
    if words.list().has(&low) || words.count(raw) > 1 || words.lower(&low) > 1 {
        return None;
    }
    let found = best(words, raw)?;
    let own = low.contains("vv") && passage.text.matches("vv").nth(OWN).is_some();
    if own || !is_alone(passage, word) || words.is_word(&low) {
        return None;
    }
    query(found)
}

/// The reading of `raw` (in lower case) that the text has most often; where it has none, one that
/// the list has, if the confusion is a sure one and the word long enough to be no chance.
fn best(words: &Vocabulary, raw: &str) -> Option<String> {
    let letters = raw.chars().count();
    let listed = |w: &str| words.lexicon().is_some_and(|lexicon| lexicon.is_common(w));
    let enough = |sure: bool, w: &str| {
        let times = words.lower(w);
        match (words.lexicon().is_some(), sure) {
            (false, _) => sure && times >= 5 && letters >= 5,
            (true, true) => listed(w) && (times >= 2 || letters >= 6) && (letters >= 4 || times >= 5),
            (true, false) => listed(w) && times >= if letters >= 7 { 1 } else { 5 },
        }
    };
    let mut sure = readings(raw, &SURE);
    sure.retain(|w| enough(true, w));
    let mut near = if words.lexicon().is_some() { readings(raw, &NEAR) } else { Vec::new() };
    near.retain(|w| enough(false, w));
    // the sure ones come first and win where the text has both as often
    let all = sure.into_iter().chain(near);
    all.reduce(|best, next| if words.lower(&next) > words.lower(&best) { next } else { best })
}

/// `raw` with each of the confusions of `table` read the other way, one place at a time, and where
/// it comes more than once in all of them.
fn readings(raw: &str, table: &[(&str, &str)]) -> Vec<String> {
    let mut found = Vec::new();
    for (wrong, right) in table.iter().filter(|(wrong, _)| has(raw, wrong)) {
        let places: Vec<usize> = raw.match_indices(wrong).map(|(at, _)| at).collect();
        found.extend(places.iter().map(|at| format!("{}{right}{}", &raw[..*at], &raw[at + wrong.len()..])));
        if places.len() > 1 {
            found.push(raw.replace(wrong, right));
        }
    }
    found
}

/// Whether `raw` has the few letters `wrong`: what most words have not, told without the search for it.
fn has(raw: &str, wrong: &str) -> bool {
    raw.as_bytes().windows(wrong.len()).any(|window| window == wrong.as_bytes())
}

/// A German noun, found once.
fn noun(passage: &Passage, words: &Vocabulary, word: &Range<usize>, low: &str) -> Option<String> {
    if words.lower(low) > 1 || words.is_listed(low) || words.list().has(low) || !low.chars().all(char::is_alphabetic) {
        return None;
    }
    let found = best(words, low)?;
    (is_alone(passage, word) && !words.is_word(low)).then(|| capitalised(&found))
}

/// `Iitteris`: a capital I for a small l.
fn capital_for_l(passage: &Passage, words: &Vocabulary, word: &Range<usize>) -> Option<String> {
    let raw = &passage.text[word.clone()];
    let read = format!("l{}", &raw[1..]);
    let low = raw.to_lowercase();
    let wanted = words.lexicon().map_or(words.count(&read) >= 5, |l| l.is_common(&read) || words.count(&read) >= 2);
    (wanted && is_alone(passage, word) && !words.is_word(&low)).then_some(read)
}

/// `hArbour`: a capital inside a word in small letters.
fn capital_inside(passage: &Passage, words: &Vocabulary, word: &Range<usize>) -> Option<String> {
    let raw = &passage.text[word.clone()];
    let low = raw.to_lowercase();
    let cut = raw.find(char::is_uppercase)?;
    let two = cut >= 2 && words.list().joins(&raw[..cut]) && words.count(&raw[cut..]) > 0;
    let wanted = words.lower(&low) >= 2 || words.lexicon().is_some_and(|l| l.is_common(&low));
    (wanted && !two && is_alone(passage, word)).then_some(low)
}

/// `modem`, which the text has once, beside `modern`, which it has thrice: both are words. Asked
/// for the one confusion that is met most, and only where the text's other words speak for it.
fn both_words(passage: &Passage, words: &Vocabulary, word: &Range<usize>) -> Option<String> {
    let raw = &passage.text[word.clone()];
    let rank = words.lexicon()?.rank(raw)?;
    if words.lower(raw) > 1 || !raw.contains('m') {
        return None;
    }
    let often = |w: &String| {
        let other = words.lexicon().and_then(|l| l.rank(w));
        words.lower(w) >= 3 && other.is_some_and(|other| other < rank)
    };
    let found = readings(raw, &[("m", "rn")]).into_iter().find(often)?;
    is_alone(passage, word).then_some(found)
}
