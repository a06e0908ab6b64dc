//! Figures and signs in a word: `]3oris` beside `Boris`, `0ctober`; `0f` for `of`. What may be a
//! number with a unit, a figure glued to a word (`6and`) or an editor's bracket (`[w]ith`) stays.

use crate::model::account::{Certainty, Edit};
use crate::normalize::vocabulary::{Vocabulary, capitalised};
use crate::normalize::{Passage, names};
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

/// From how often on a damaged form is no chance of one print: it may stand for another word each time.
const OFTEN: usize = 3;

/// A figure or a sign in a word.
pub(super) fn misread(passage: &Passage, words: &Vocabulary, token: Range<usize>) -> Option<Edit> {
    let raw = &passage.text[token.clone()];
    if raw.len() > names::LONGEST
        || raw.bytes().all(|b| b.is_ascii_alphabetic())
        || raw.contains("//")
        || raw.contains(['@', '/', '=', '_', '[', '<', '>', '{', '}', '£', '€', '^', '#'])
        || is_in_bracket(passage, &token)
    {
        return None;
    }
    let start = token.start + raw.find(|c: char| c.is_alphanumeric() || matches!(c, ']' | '|' | '$' | '\\'))?;
    let rest = &passage.text[start..token.end];
    let end = start + rest.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
    let core = passage.text.get(start..end)?;
    if let Some(read) = nought(words, core) {
        return Some(passage.query(start..end, read, "ocr.sign"));
    }
    let strange = core.chars().filter(|c| !(c.is_alphabetic() || matches!(c, '-' | '\'' | '’'))).count();
    let letters = core.chars().filter(|c| c.is_alphabetic()).count();
    if strange == 0 || strange > 3 || letters < 3 || letters <= strange || has_number(core) || is_glued(words, core) {
        return None;
    }
    let mut readings: Vec<String> = readings(core).into_iter().filter(|r| is_attested(words, r)).collect();
    if readings.iter().filter(|r| words.count(r) > 0).count() == 1 {
        readings.retain(|r| words.count(r) > 0);
    }
    match &readings[..] {
        [] => None,
        [one] if is_proved(words, core, one) && passage.text.matches(core).nth(OFTEN).is_none() => {
            Some(passage.edit(start..end, one.clone(), "ocr.sign", Certainty::Probable))
        }
        [one, ..] => Some(passage.query(start..end, one.clone(), "ocr.sign")),
    }
}

/// How often a name must come that no list has.
const NAMED: u32 = 8;

/// Whether the text has the name again and again: a word in small letters may be another that differs by more than the
/// sign (`ti1e` for `the`). A sign that stands for nothing proves nothing.
fn is_proved(words: &Vocabulary, core: &str, read: &str) -> bool {
    let times = words.count(read);
    let name = read.starts_with(char::is_uppercase) && times >= 2;
    let letters = !core.contains(['~', '\\']);
    words.lexicon().is_some() && letters && name && (times >= NAMED || words.is_word(&read.to_lowercase()))
}

/// Whether a bracket that is open before the token may close in it: `[as he wrot]e`.
fn is_in_bracket(passage: &Passage, token: &Range<usize>) -> bool {
    let raw = &passage.text[token.clone()];
    raw.contains(']') && {
        let lead = &passage.text[passage.range.start..token.start];
        let window = &lead[lead.floor_char_boundary(lead.len().saturating_sub(300))..];
        window.rfind('[').is_some_and(|open| !window[open..].contains(']'))
    }
}

/// Whether figures stand before or behind a word: a raised one (`boats6`), a count (`6and`).
fn is_glued(words: &Vocabulary, core: &str) -> bool {
    let bare = core.trim_matches(|c: char| c.is_ascii_digit());
    let word = |w: &str| words.knows(w) || words.is_word(w);
    let mut parts = bare.split(['\'', '’', '-']);
    bare.len() < core.len()
        && parts.all(|w| w.chars().all(char::is_alphabetic) && (w.len() < 3 || word(&w.to_lowercase())))
}

/// `0f`, `t0`: the figure for the letter in a small word that the text has again and again.
fn nought(words: &Vocabulary, core: &str) -> Option<String> {
    let letters = core.chars().filter(|c| c.is_alphabetic()).count();
    let one = core.matches('0').count() == 1 && core.len() == letters + 1 && (1..=2).contains(&letters);
    if !one || !core.chars().all(|c| c == '0' || c.is_lowercase()) {
        return None;
    }
    let read = core.replace('0', "o");
    let everyday = words.lexicon().is_some_and(|lexicon| lexicon.is_common(&read));
    (everyday && words.count(&read) >= 5).then_some(read)
}

/// Whether a part of the token is a number of its own: `1-based`, `fis'8`.
fn has_number(core: &str) -> bool {
    core.split(['-', '\'', '’']).any(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit()))
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
        let listed = || words.lexicon().is_some_and(|lexicon| lexicon.is_common(&low));
        matches!(part, "s" | "t" | "d") || (sane && (words.count(part) > 0 || words.list().has(&low) || listed()))
    })
}
