//! Small words that scanners misread most, and verbs with their `not`.

use crate::model::account::{Certainty, Edit};
use crate::normalize::Passage;
use crate::normalize::sentences::last_word;
use crate::normalize::vocabulary::{Vocabulary, capitalised};
use crate::normalize::words::Language;
use std::ops::Range;

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

/// A small word that scanners often misread, where the text has the right one much more often.
pub(super) fn misread(passage: &Passage, words: &Vocabulary, word: &Range<usize>) -> Option<Edit> {
    let raw = &passage.text[word.clone()];
    if words.language() != Language::English || raw.len() > 6 {
        return None;
    }
    let (_, right) = SCANNOS.iter().find(|(wrong, _)| wrong.eq_ignore_ascii_case(raw))?;
    let low = raw.to_lowercase();
    // a word that comes again and again is the text's own: of a dialect, an abbreviation
    let often = low == "aud" && (words.lower(&low) + words.lower("auld") > 1 || words.lower("an") > words.lower("and"));
    let glued = passage.after(word.end).is_some_and(|c| c.is_ascii_digit() || matches!(c, '^' | '.' | '\'' | '’'))
        && low == "aud"
        || passage.after(word.end).is_some_and(|c| c.is_ascii_digit() || c == '^');
    let sure = words.lower(right) >= 5 * words.lower(&low) && !often && !glued;
    let read = if raw.starts_with(char::is_uppercase) { capitalised(right) } else { (*right).to_owned() };
    let proper = raw == low || raw == capitalised(&low);
    let divided = passage.after(word.end).is_some_and(|c| c == '-' || c == '¬');
    (sure && proper && !divided && !is_among_strange(passage, word))
        .then(|| passage.edit(word.clone(), read, "ocr.word", Certainty::Probable))
}

/// Whether the words beside are in another script: what looks like a small word is a part of one of theirs.
fn is_among_strange(passage: &Passage, word: &Range<usize>) -> bool {
    let strange = |c: char| c.is_alphabetic() && c > '\u{24f}';
    let before = passage.text[passage.range.start..word.start].chars().rev().take(24);
    let after = passage.text[word.end..passage.range.end].chars().take(24);
    before.chain(after).filter(|c| strange(*c)).count() >= 4
}

/// `could'nt`, `is'nt`: the apostrophe on the wrong side of its letter.
pub(super) fn negation(passage: &Passage, token: &Range<usize>) -> Option<Edit> {
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
