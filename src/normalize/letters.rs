//! Letters that a scanner misread inside words: figures and signs in a word (`]3oris` beside
//! `Boris`), two letters for one (`govemment`), the small words that are misread most (`tbe`).
//! A correction wants a witness: the word elsewhere in the text, or in the list of common words.

use super::sentences::last_word;
use super::vocabulary::{Vocabulary, capitalised};
use super::words::Language;
use super::{Passage, names};
use crate::model::account::{Certainty, Edit};
use std::ops::Range;

/// What a scanner gives for letters, and the letters.
const SIGNS: [(&str, &[&str]); 14] = [
    ("]3", &["B"]),
    ("|3", &["B"]),
    ("13", &["B"]),
    ("0", &["o", "O"]),
    ("1", &["l", "i", "I"]),
    ("5", &["s", "S"]),
    ("6", &["b", "G"]),
    ("8", &["B"]),
    ("|", &["l", "i", "I"]),
    ("!", &["l", "i"]),
    ("]", &["l", "i", "I", "J"]),
    ("$", &["s", "S"]),
    ("~", &["", "e"]),
    ("\\", &["l", ""]),
];

/// Two letters for one or two others, which a scanner cannot tell apart.
pub(super) const PAIRS: [(&str, &str); 10] = [
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

/// Letters that look alike in small print: what stands there, what was printed.
const ALIKE: [(&str, &str); 5] = [("c", "e"), ("e", "c"), ("u", "n"), ("n", "u"), ("m", "ru")];

/// Common words of English as scanners misread them; none of the left side is a word.
const SCANNOS: [(&str, &str); 34] = [
    ("tbe", "the"),
    ("thc", "the"),
    ("tlie", "the"),
    ("tiie", "the"),
    ("aud", "and"),
    ("aiid", "and"),
    ("ancl", "and"),
    ("witb", "with"),
    ("wbich", "which"),
    ("whicb", "which"),
    ("wliich", "which"),
    ("tbat", "that"),
    ("tliat", "that"),
    ("tbis", "this"),
    ("tliis", "this"),
    ("tbey", "they"),
    ("tliey", "they"),
    ("tbeir", "their"),
    ("tlieir", "their"),
    ("tbere", "there"),
    ("tben", "then"),
    ("tban", "than"),
    ("tbose", "those"),
    ("wben", "when"),
    ("wbat", "what"),
    ("wbo", "who"),
    ("liave", "have"),
    ("liad", "had"),
    ("liis", "his"),
    ("liim", "him"),
    ("frorn", "from"),
    ("sucb", "such"),
    ("otber", "other"),
    ("hcre", "here"),
];

/// Emits the edits and queries of `ocr.sign`, `ocr.word` and `ocr.letter`.
pub(super) fn apply(passage: &Passage, edits: &mut Vec<Edit>) {
    let Some(words) = passage.vocabulary else { return };
    for token in passage.tokens() {
        edits.extend(negation(passage, &token).or_else(|| signs(passage, words, token)));
    }
    for word in passage.words() {
        let found = scanno(passage, words, &word).or_else(|| pair(passage, words, &word));
        edits.extend(found.or_else(|| alike(passage, words, &word)));
    }
}

/// A figure or a sign in a word.
fn signs(passage: &Passage, words: &Vocabulary, token: Range<usize>) -> Option<Edit> {
    let raw = &passage.text[token.clone()];
    if raw.len() > names::LONGEST
        || raw.bytes().all(|b| b.is_ascii_alphabetic())
        || raw.contains("//")
        || raw.contains(['@', '/', '=', '_'])
    {
        return None;
    }
    let start = token.start + raw.find(|c: char| c.is_alphanumeric() || matches!(c, ']' | '|' | '$' | '\\'))?;
    let rest = &passage.text[start..token.end];
    let end = start + rest.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
    let core = passage.text.get(start..end)?;
    let strange = core.chars().filter(|c| !(c.is_alphabetic() || matches!(c, '-' | '\'' | '’'))).count();
    let letters = core.chars().filter(|c| c.is_alphabetic()).count();
    if strange == 0 || strange > 3 || letters < 3 || letters <= strange || is_shut(core) || has_number(core) {
        return None;
    }
    let bare = core.trim_end_matches(|c: char| c.is_ascii_digit());
    if bare.len() < core.len() && bare.chars().all(char::is_alphabetic) && words.knows(&bare.to_lowercase()) {
        return None; // a raised figure behind a word
    }
    let mut readings: Vec<String> = readings(core).into_iter().filter(|r| is_attested(words, r)).collect();
    if readings.iter().filter(|r| words.count(r) > 0).count() == 1 {
        readings.retain(|r| words.count(r) > 0);
    }
    match &readings[..] {
        [] => None,
        [one] => Some(passage.edit(start..end, one.clone(), "ocr.sign", Certainty::Probable)),
        [one, ..] => Some(passage.query(start..end, one.clone(), "ocr.sign")),
    }
}

/// Whether a square bracket has its partner: `[s]he`.
fn is_shut(core: &str) -> bool {
    core.find('[').is_some_and(|open| core[open..].contains(']'))
}

/// Whether a part of the token is a number of its own: `1-based`.
fn has_number(core: &str) -> bool {
    core.split('-').any(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit()))
}

/// Every way to read the signs of `core` as letters; few, or none.
fn readings(core: &str) -> Vec<String> {
    let mut done = vec![(String::new(), 0)];
    let mut out = Vec::new();
    while let Some((read, at)) = done.pop() {
        let Some(c) = core[at..].chars().next() else {
            out.push(read);
            continue;
        };
        if out.len() + done.len() > 40 {
            return Vec::new();
        }
        if c.is_alphabetic() || matches!(c, '-' | '\'' | '’') {
            done.push((format!("{read}{c}"), at + c.len_utf8()));
            continue;
        }
        for (sign, letters) in SIGNS.iter().filter(|(sign, _)| core[at..].starts_with(sign)) {
            done.extend(letters.iter().map(|l| (format!("{read}{l}"), at + sign.len())));
        }
    }
    out
}

/// Whether the text, or the list, has each part of a guess in that case.
fn is_attested(words: &Vocabulary, guess: &str) -> bool {
    guess.split(['-', '\'', '’']).all(|part| {
        let low = part.to_lowercase();
        let sane = part == low || part == capitalised(&low);
        matches!(part, "s" | "t" | "d") || (sane && (words.count(part) > 0 || words.list().has(&low)))
    })
}

/// A small word that scanners often misread, where the text has the right one much more often.
fn scanno(passage: &Passage, words: &Vocabulary, word: &Range<usize>) -> Option<Edit> {
    let raw = &passage.text[word.clone()];
    if words.language() != Language::English || raw.len() > 6 {
        return None;
    }
    let low = raw.to_lowercase();
    let (_, right) = SCANNOS.iter().find(|(wrong, _)| *wrong == low)?;
    let sure = words.lower(right) >= 5 * words.lower(&low);
    let read = if raw.starts_with(char::is_uppercase) { capitalised(right) } else { (*right).to_owned() };
    let proper = raw == low || raw == capitalised(&low);
    (sure && proper).then(|| passage.edit(word.clone(), read, "ocr.word", Certainty::Probable))
}

/// A word in small letters, found once and unknown, that is a known one with two letters for one.
fn pair(passage: &Passage, words: &Vocabulary, word: &Range<usize>) -> Option<Edit> {
    let raw = &passage.text[word.clone()];
    if !(6..=names::LONGEST).contains(&raw.len())
        || !raw.chars().all(char::is_lowercase)
        || words.count(raw) > 1
        || words.knows(raw)
    {
        return None;
    }
    let guess = names::pairs(raw).into_iter().find(|r| words.knows(r))?;
    Some(if words.lower(&guess) >= 3 {
        passage.edit(word.clone(), guess, "ocr.letter", Certainty::Probable)
    } else {
        passage.query(word.clone(), guess, "ocr.letter")
    })
}

/// A word in small letters, found once and unknown, that is a common one with one letter (or
/// two the same) taken for another: `ineh`, `gccse`. A query: the list is no dictionary.
fn alike(passage: &Passage, words: &Vocabulary, word: &Range<usize>) -> Option<Edit> {
    let raw = &passage.text[word.clone()];
    let alone = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '-' | '\'' | '’'));
    if words.language() != Language::English
        || !(4..=names::LONGEST).contains(&raw.len())
        || !raw.bytes().all(|b| b.is_ascii_lowercase())
        || !alone(passage.before(word.start))
        || !alone(passage.after(word.end))
        || words.count(raw) > 1
        || words.knows(raw)
    {
        return None;
    }
    let common = |read: &String| words.list().has(read) || words.lower(read) >= 2;
    let one = ALIKE.iter().flat_map(|(wrong, right)| {
        raw.match_indices(wrong).map(move |(at, _)| format!("{}{right}{}", &raw[..at], &raw[at + wrong.len()..]))
    });
    let guess = one.chain([raw.replace("cc", "ee")]).find(common)?;
    Some(passage.query(word.clone(), guess, "ocr.letter"))
}

/// `could'nt`, `is'nt`: the apostrophe on the wrong side of its letter.
fn negation(passage: &Passage, token: &Range<usize>) -> Option<Edit> {
    let raw = &passage.text[token.clone()];
    let at = raw.find("'nt").or_else(|| raw.find("’nt"))?;
    let mark = raw[at..].chars().next()?;
    let word = last_word(&raw[..at]);
    let end = at + mark.len_utf8() + 2;
    let verb = matches!(
        word.to_lowercase().as_str(),
        "could"
            | "would"
            | "should"
            | "did"
            | "is"
            | "was"
            | "were"
            | "has"
            | "have"
            | "had"
            | "do"
            | "does"
            | "are"
            | "must"
    );
    let ends = raw[end..].chars().next().is_none_or(|c| !c.is_alphanumeric());
    let range = token.start + at - word.len()..token.start + end;
    (verb && ends).then(|| passage.query(range, format!("{word}n{mark}t"), "words.contraction"))
}
