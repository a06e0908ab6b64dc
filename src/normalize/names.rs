//! Names that a scanner misread: a form found once, one letter away from a name that the text has
//! again and again. Variants of spelling (one vowel for another, `c` for `k`) are left alone, and
//! so is what differs in its last letter, which inflects. Queries only: a name that no list has may
//! be one all the same.

use super::Passage;
use super::vocabulary::Vocabulary;
use crate::model::account::Edit;
use std::ops::Range;

/// Two letters for one or two others, which a scanner cannot tell apart.
const PAIRS: [(&str, &str); 10] = [
    ("rn", "m"),
    ("m", "rn"),
    ("vv", "w"),
    ("nv", "rw"),
    ("cl", "d"),
    ("ii", "n"),
    ("ii", "u"),
    ("li", "h"),
    ("tl", "d"),
    ("ln", "hi"),
];

/// Letters that look alike in print: what stands there, what was printed.
const ALIKE: [(char, char); 13] = [
    ('l', 'i'),
    ('i', 'l'),
    ('I', 'l'),
    ('c', 'e'),
    ('e', 'c'),
    ('c', 'o'),
    ('o', 'c'),
    ('u', 'n'),
    ('n', 'u'),
    ('h', 'b'),
    ('b', 'h'),
    ('ı', 'i'),
    ('f', 'ſ'),
];
/// Letters that are taken for one another in bad print.
const NEAR: [(char, char); 14] = [
    ('r', 't'),
    ('t', 'r'),
    ('f', 't'),
    ('t', 'f'),
    ('P', 'F'),
    ('F', 'P'),
    ('C', 'G'),
    ('G', 'C'),
    ('O', 'Q'),
    ('B', 'R'),
    ('R', 'B'),
    ('h', 'k'),
    ('y', 'v'),
    ('v', 'y'),
];
/// Sounds that are spelled in more than one way.
const VARIANTS: [&str; 5] = ["aeiouyäöüéèáó", "ckq", "szx", "vwfb", "jygi"];
/// Ends of family names as scanners misread them.
const ENDINGS: [(&str, &str); 6] = [
    ("nvorth", "rworth"),
    ("vvorth", "worth"),
    ("vvood", "wood"),
    ("rnann", "mann"),
    ("vvright", "wright"),
    ("hurn", "burn"),
];

/// No word is longer.
pub(super) const LONGEST: usize = 40;

/// Emits the queries of `ocr.name` and the queries of `ocr.compound`.
pub(super) fn apply(passage: &Passage, edits: &mut Vec<Edit>) {
    let Some(words) = passage.vocabulary else { return };
    for word in passage.words() {
        let raw = &passage.text[word.clone()];
        if raw.starts_with(char::is_uppercase) && is_suspect(passage, words, &word) {
            edits.extend(misread(passage, words, raw, &word));
        }
    }
    for token in passage.tokens() {
        edits.extend(compound(passage, words, &token));
    }
}

/// A word of five letters at least with one capital, found once, and no common word.
fn is_suspect(passage: &Passage, words: &Vocabulary, word: &Range<usize>) -> bool {
    let raw = &passage.text[word.clone()];
    let formed = (5..=LONGEST).contains(&raw.chars().count()) && raw.chars().skip(1).all(char::is_lowercase);
    let alone = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    if !formed || !alone(passage.before(word.start)) || !alone(passage.after(word.end)) || words.count(raw) != 1 {
        return false;
    }
    let low = raw.to_lowercase();
    words.count(&low) == 0 && !words.list().has(&low) && !words.list().has(low.strip_suffix('s').unwrap_or(&low))
}

fn misread(passage: &Passage, words: &Vocabulary, raw: &str, word: &Range<usize>) -> Option<Edit> {
    let query = |read: &str| passage.query(word.clone(), read, "ocr.name");
    if let Some(name) = pairs(raw).into_iter().find(|name| words.count(name) >= 3) {
        return Some(query(&name));
    }
    if raw.len() >= 6
        && let Some(name) = pairs(raw).into_iter().find(|name| name.len() < raw.len() && words.count(name) >= 1)
    {
        return Some(query(&name));
    }
    if let Some((name, count)) = words.neighbour(raw) {
        let (wrong, right, last) = difference(raw, name)?;
        let (length, pair) = (raw.chars().count(), (wrong, right));
        if ALIKE.contains(&pair) && length >= 6 {
            return Some(query(name));
        }
        let variant = VARIANTS.iter().any(|sounds| {
            let has = |c: char| c.to_lowercase().all(|c| sounds.contains(c));
            has(wrong) && has(right)
        });
        let likely = ALIKE.contains(&pair) || NEAR.contains(&pair) || length >= 7;
        return (likely && !variant && !last && count >= 8).then(|| query(name));
    }
    let ending = ENDINGS.iter().find(|(wrong, _)| raw.ends_with(wrong) && raw.len() > wrong.len() + 1);
    ending
        .filter(|_| words.language().has_small_words())
        .map(|(wrong, right)| query(&format!("{}{right}", &raw[..raw.len() - wrong.len()])))
}

/// The one letter in which two words of equal length differ, in both, and whether it is the last.
fn difference(raw: &str, name: &str) -> Option<(char, char, bool)> {
    let at = raw.chars().zip(name.chars()).position(|(a, b)| a != b)?;
    let (a, b) = (raw.chars().nth(at)?, name.chars().nth(at)?);
    Some((a, b, at + 1 == raw.chars().count()))
}

/// `raw` with each of its doubtful pairs of letters read the other way, one at a time.
fn pairs(raw: &str) -> Vec<String> {
    let read = |(wrong, right): &(&str, &str)| {
        let (wrong, right) = ((*wrong).to_owned(), (*right).to_owned());
        let places: Vec<usize> = raw.match_indices(&wrong).map(|(at, _)| at).collect();
        places
            .into_iter()
            .map(move |at| format!("{}{right}{}", &raw[..at], &raw[at + wrong.len()..]))
            .collect::<Vec<_>>()
    };
    PAIRS.iter().flat_map(read).collect()
}

/// A hyphened word found once that differs in one letter from another of the text, where that one
/// is made of known words and this one is not: `ready-male` beside `ready-made`.
fn compound(passage: &Passage, words: &Vocabulary, token: &Range<usize>) -> Option<Edit> {
    let raw = &passage.text[token.clone()];
    if !raw.contains('-') || raw.len() > 2 * LONGEST {
        return None;
    }
    let start = token.start + raw.find(char::is_alphabetic)?;
    let rest = &passage.text[start..token.end];
    let len: usize = rest.chars().take_while(|c| c.is_alphabetic() || *c == '-').map(char::len_utf8).sum();
    let core = rest[..len].trim_end_matches('-').to_lowercase();
    let at = start..start + core.len();
    if words.compound(&core) != 1 || passage.text.get(at.clone()).is_none_or(|t| t.to_lowercase() != core) {
        return None;
    }
    let other = words.near_compound(&core)?;
    let strange = |w: &str| w.split('-').filter(|p| !words.list().has(p) && words.lower(p) < 2).count();
    (strange(&core) > 0 && strange(other) == 0).then(|| passage.query(at, other, "ocr.compound"))
}
