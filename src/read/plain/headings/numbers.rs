//! Numbers in words that count the parts of a text: `THE KEEPER’S SECOND TALE -- Of the Lamp`, `Drittes Buch. Das Wehr`,
//! `Chapter Four. The Flood`.

use crate::read::plain::words;

/// Words that name the parts of a text.
pub(super) const PARTS: [&str; 43] = [
    "chapter",
    "canto",
    "book",
    "letter",
    "act",
    "scene",
    "part",
    "section",
    "stave",
    "lecture",
    "lesson",
    "sermon",
    "essay",
    "tale",
    "kapitel",
    "buch",
    "brief",
    "teil",
    "theil",
    "abschnitt",
    "gesang",
    "chapitre",
    "chant",
    "lettre",
    "livre",
    "acte",
    "partie",
    "scène",
    "fable",
    "ode",
    "sonnet",
    "hoofdstuk",
    "tooneel",
    "zang",
    "chap",
    "cap",
    "kap",
    "capítulo",
    "capitolo",
    "liber",
    "libro",
    "rozdział",
    "luku",
];

/// How many words such a head has, at most.
const WORDS: usize = 7;

/// What counts in order, by language; inflected words by their stems.
const ORDINALS: [(u32, &[&str]); 20] = [
    (1, &["first", "erste", "premier", "première", "eerste", "primus", "prima"]),
    (2, &["second", "zweite", "deuxième", "seconde", "tweede", "secundus", "secunda"]),
    (3, &["third", "dritte", "troisième", "derde", "tertius", "tertia"]),
    (4, &["fourth", "vierte", "quatrième", "vierde", "quartus", "quarta"]),
    (5, &["fifth", "fünfte", "cinquième", "vijfde", "quintus", "quinta"]),
    (6, &["sixth", "sechste", "sixième", "zesde", "sextus", "sexta"]),
    (7, &["seventh", "siebente", "siebte", "septième", "zevende", "septimus", "septima"]),
    (8, &["eighth", "achte", "huitième", "achtste", "octavus", "octava"]),
    (9, &["ninth", "neunte", "neuvième", "negende", "nonus", "nona"]),
    (10, &["tenth", "zehnte", "dixième", "tiende", "decimus", "decima"]),
    (11, &["eleventh", "elfte", "onzième"]),
    (12, &["twelfth", "zwölfte", "douzième", "twaalfde"]),
    (13, &["thirteenth", "dreizehnte", "treizième", "dertiende"]),
    (14, &["fourteenth", "vierzehnte", "quatorzième", "veertiende"]),
    (15, &["fifteenth", "fünfzehnte", "quinzième", "vijftiende"]),
    (16, &["sixteenth", "sechzehnte", "seizième", "zestiende"]),
    (17, &["seventeenth", "siebzehnte", "zeventiende"]),
    (18, &["eighteenth", "achtzehnte", "achttiende"]),
    (19, &["nineteenth", "neunzehnte", "negentiende"]),
    (20, &["twentieth", "zwanzigste", "vingtième", "twintigste"]),
];

/// What counts behind the name of a part: `Chapter Four`.
const CARDINALS: [&str; 20] = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];

/// How the name of what is counted begins, in [`in_words`].
const KEY: &str = "in words";

/// Whether a name of what is counted comes from [`in_words`].
pub(super) fn is_key(name: &str) -> bool {
    name.starts_with(KEY)
}

/// What the head of `text` counts, without its number, and the number.
pub(super) fn in_words(text: &str) -> Option<(String, u32)> {
    if !text.starts_with(char::is_uppercase) {
        return None;
    }
    let ends = ["--", "—", " – ", " - ", ": ", ". "];
    let end = ends.iter().filter_map(|sign| text.find(sign)).min().unwrap_or(text.len());
    let head = text[..end].trim_end_matches(['.', ':']);
    if !words::has_at_most(head, WORDS) {
        return None;
    }
    let (mut number, mut rest, mut part) = (None, String::from(KEY), false);
    for word in head.split_whitespace().filter(|word| !word.starts_with(['[', '('])) {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let small = matches!(bare.as_str(), "the" | "of" | "de" | "der" | "die" | "das" | "het" | "le" | "la");
        if !small && !word.starts_with(|c: char| !c.is_lowercase()) && rest.len() > KEY.len() {
            return None;
        }
        let cardinal = || CARDINALS.iter().position(|w| part && *w == bare).map(|i| i as u32 + 1);
        match ordinal(&bare).or_else(cardinal) {
            Some(n) if number.replace(n).is_some() => return None,
            Some(_) => {}
            None => {
                part = words::is_one_of(&bare, &PARTS);
                rest.push(' ');
                rest.push_str(&bare);
            }
        }
    }
    let named = rest.split(' ').skip(2).any(|w| w.chars().count() >= 3 && w != "the");
    number.filter(|_| named).map(|n| (rest, n))
}

/// The number of a word that counts: `FOUR`.
pub(super) fn cardinal(word: &str) -> Option<u32> {
    CARDINALS.iter().position(|known| words::is_one_of(word, &[known])).map(|i| i as u32 + 1)
}

/// Whether a line counts in words what has the name of a part: `PART SECOND`, `Drittes Buch`.
pub(super) fn counts_part(text: &str) -> bool {
    in_words(text).is_some_and(|(key, _)| key.split(' ').any(|word| PARTS.contains(&word)))
}

/// The number of an ordinal, which German and French inflect.
fn ordinal(word: &str) -> Option<u32> {
    let is = |stem: &&str| {
        word.strip_prefix(*stem).is_some_and(|ending| ending.is_empty() || stem.ends_with('e') && ending.len() == 1)
    };
    ORDINALS.iter().find(|(_, stems)| stems.iter().any(is)).map(|(n, _)| *n)
}

#[cfg(test)]
mod tests {
    use super::in_words;

    #[test]
    fn heads_that_count_in_words() {
        let found = |text: &str| in_words(text).map(|(_, n)| n);
        assert_eq!(found("THE KEEPER’S SECOND TALE [4] -- In which the lamp goes out."), Some(2));
        assert_eq!(found("Drittes Buch. Das Wehr"), Some(3));
        assert_eq!(found("CHAPTER FOUR. The flood"), Some(4));
        assert_eq!(found("The second boat went out with the tide and came home late."), None);
        assert_eq!(found("Second."), None);
        assert_eq!(found("The First and the Second Keeper"), None);
    }
}
