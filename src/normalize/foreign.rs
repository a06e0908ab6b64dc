//! French phrases in a text of another language: accents that the witness has lost, and a word of
//! the text's own language in their midst. Queries only.

use super::vocabulary::capitalised;
use super::{Language, Passage, Vocabulary};
use crate::model::account::Edit;
use std::ops::Range;

/// French nouns without and with their accents.
const ACCENTS: [(&str, &str); 34] = [
    ("revolution", "révolution"),
    ("etat", "état"),
    ("elements", "éléments"),
    ("element", "élément"),
    ("societe", "société"),
    ("ecole", "école"),
    ("etude", "étude"),
    ("etudes", "études"),
    ("epoque", "époque"),
    ("idee", "idée"),
    ("idees", "idées"),
    ("liberte", "liberté"),
    ("egalite", "égalité"),
    ("fraternite", "fraternité"),
    ("verite", "vérité"),
    ("realite", "réalité"),
    ("ecrits", "écrits"),
    ("oeuvre", "œuvre"),
    ("oeuvres", "œuvres"),
    ("theatre", "théâtre"),
    ("memoires", "mémoires"),
    ("defense", "défense"),
    ("democratie", "démocratie"),
    ("republique", "république"),
    ("economie", "économie"),
    ("misere", "misère"),
    ("theorie", "théorie"),
    ("probleme", "problème"),
    ("systeme", "système"),
    ("proces", "procès"),
    ("siecle", "siècle"),
    ("annee", "année"),
    ("reponse", "réponse"),
    ("armee", "armée"),
];

/// Emits the queries of `foreign.accent` and `foreign.word`.
pub(super) fn apply(passage: &Passage, edits: &mut Vec<Edit>) {
    let Some(words) = passage.vocabulary else { return };
    if !matches!(words.language(), Language::English | Language::German) {
        return;
    }
    let all: Vec<Range<usize>> = passage.words().collect();
    for (i, word) in all.iter().enumerate() {
        let before = i.checked_sub(1).and_then(|b| all.get(b)).filter(|b| is_beside(passage, b.end, word.start));
        let after = all.get(i + 1).filter(|a| is_beside(passage, word.end, a.start));
        let led = before.is_some_and(|b| is_article(passage, b, word.start));
        let followed = after.is_some_and(|a| is_small(passage, a));
        edits.extend(accent(passage, word, led, followed).or_else(|| native(passage, words, word, led && followed)));
    }
}

/// Whether nothing but a space or an apostrophe stands between two words.
fn is_beside(passage: &Passage, end: usize, start: usize) -> bool {
    matches!(&passage.text[end..start], " " | "'" | "’")
}

/// Whether `word` is a French article or an elided one.
fn is_article(passage: &Passage, word: &Range<usize>, next: usize) -> bool {
    let raw = &passage.text[word.clone()];
    let elided = next == word.end + 1 && passage.after(word.end) == Some('\'') || passage.after(word.end) == Some('’');
    matches!(raw, "La" | "la" | "Le" | "le" | "Les" | "les" | "Une" | "une" | "des" | "Des" | "du" | "Du")
        || (elided && matches!(raw, "L" | "l" | "d" | "D"))
}

/// Whether `word` is a French word that joins others, and no English or German one.
fn is_small(passage: &Passage, word: &Range<usize>) -> bool {
    let raw = &passage.text[word.clone()];
    let elided = matches!(passage.after(word.end), Some('\'' | '’')) && matches!(raw, "d" | "l" | "c" | "qu" | "n");
    elided
        || matches!(
            raw,
            "de" | "du" | "et" | "est" | "c'est" | "dans" | "pour" | "sur" | "sans" | "sous" | "qui" | "que"
        )
}

fn accent(passage: &Passage, word: &Range<usize>, led: bool, followed: bool) -> Option<Edit> {
    if !led && !followed {
        return None;
    }
    let raw = &passage.text[word.clone()];
    let low = raw.to_lowercase();
    let (_, accented) = ACCENTS.iter().find(|(bare, _)| *bare == low)?;
    let proper = raw == low || raw == capitalised(&low);
    let read = if raw == low { (*accented).to_owned() } else { capitalised(accented) };
    proper.then(|| passage.query(word.clone(), read, "foreign.accent"))
}

/// `La Society c'est`: a word of the text's language between French ones.
fn native(passage: &Passage, words: &Vocabulary, word: &Range<usize>, between: bool) -> Option<Edit> {
    if !between {
        return None;
    }
    let raw = &passage.text[word.clone()];
    let low = raw.to_lowercase();
    let native = low.ends_with("ty")
        || low.ends_with("ght")
        || low.ends_with("ness")
        || low.ends_with("sh")
        || low.ends_with("ly");
    let read = low.strip_suffix("iety").map(|stem| format!("{stem}iété"));
    let read = read.or_else(|| low.strip_suffix('y').map(|stem| format!("{stem}é"))).unwrap_or_else(|| low.clone());
    let read = if raw.starts_with(char::is_uppercase) { capitalised(&read) } else { read };
    (native && words.language() == Language::English && words.knows(&low))
        .then(|| passage.query(word.clone(), read, "foreign.word"))
}
