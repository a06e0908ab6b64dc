//! The alphabet of a language: which of two names comes first, and under which letter a name stands.
//!
//! The Unicode Collation Algorithm (UTS #10) with the tailorings of CLDR: Swedish has å, ä, ö after z, German sorts
//! as in a dictionary (DIN 5007-1), Czech has ch after h. Order is that of words: a space comes before every letter,
//! accents and capitals count only where all else is equal, figures and the numbers of rulers go by their value.
//! Knows letters and languages; what is sorted, and what of it is left out, is for others to say.

use super::numerals::numbered;
use icu_collator::options::{AlternateHandling, CollatorOptions, Strength};
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};
use icu_locale_core::Locale;
use std::cmp::Ordering;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Comes after every letter at the first level (CLDR root collation).
const LAST: char = '\u{FFFF}';

/// The alphabet of one language.
#[derive(Debug)]
pub struct Collation {
    /// Letters alone.
    letters: Option<CollatorBorrowed<'static>>,
    /// Accents and capitals too.
    whole: Option<CollatorBorrowed<'static>>,
}

/// What a name is sorted by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CollationKey {
    /// The letters of each part: a name before its comma comes before the longer name (`Marx, Karl`, `Marx Brothers`).
    parts: Vec<Vec<u8>>,
    whole: Vec<u8>,
    written: String,
}

impl Collation {
    /// The alphabet of a language (BCP 47); that of all scripts where the language has none of its own.
    pub fn of(language: &str) -> Self {
        let locale = language.parse::<Locale>().unwrap_or(Locale::UNKNOWN);
        let collator = |strength| {
            let mut wanted = CollatorPreferences::from(&locale);
            wanted.numeric_ordering = Some(CollationNumericOrdering::True);
            let mut options = CollatorOptions::default();
            options.strength = Some(strength);
            options.alternate_handling = Some(AlternateHandling::NonIgnorable);
            Collator::try_new(wanted, options).ok()
        };
        Self { letters: collator(Strength::Primary), whole: collator(Strength::Tertiary) }
    }

    /// What a name is sorted by; names that agree in it are the same.
    pub fn key(&self, name: &str) -> CollationKey {
        let numbered = numbered(name);
        let parts = numbered.split(',').map(|part| bytes(&self.letters, &words(part))).collect();
        CollationKey { parts, whole: bytes(&self.whole, &words(&numbered)), written: name.to_owned() }
    }

    /// The letter under which a name stands, as a capital: `Å` in Swedish and `A` in English for *Åland*, `Ch` in Czech.
    /// All figures stand under `0`; empty for a name without letters.
    pub fn initial(&self, name: &str) -> String {
        let words = words(name);
        let mut letters = words.nfc().filter(|c| !c.is_whitespace());
        let Some(first) = letters.next() else { return String::new() };
        if first.is_numeric() {
            return "0".into();
        }
        let pair: String = words.nfc().take(2).collect();
        // Two letters that count as one, as they come after all else that begins with the first.
        if pair.chars().nth(1).is_some_and(char::is_alphabetic) && self.by_letters(&pair, &last(first)).is_gt() {
            let same = ["å", "æ", "ø", "ä", "ö"].into_iter().find(|letter| self.by_letters(&pair, letter).is_eq());
            return same.map_or_else(|| titled(&pair), titled);
        }
        self.plain(first).map_or_else(|| titled(&first.to_string()), |plain| titled(&plain.to_string()))
    }

    /// The plain letter that a letter counts as: `E` for É; none for one that is a letter of its own.
    fn plain(&self, letter: char) -> Option<char> {
        let (own, base) = (letter.to_string(), letter.nfd().next()?);
        if base != letter && self.by_letters(&own, &base.to_string()).is_eq() {
            return Some(base);
        }
        // What is written with two: Œ, Æ, Þ.
        ('a'..='z').find(|plain| {
            self.by_letters(&plain.to_string(), &own).is_le() && self.by_letters(&own, &last(*plain)).is_lt()
        })
    }

    fn by_letters(&self, a: &str, b: &str) -> Ordering {
        self.letters.as_ref().map_or_else(|| a.cmp(b), |letters| letters.compare(a, b))
    }
}

/// The last of all that begins with a letter.
fn last(letter: char) -> String {
    [letter, LAST].iter().collect()
}

/// With a capital at the beginning.
fn titled(letters: &str) -> String {
    let mut letters = letters.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters.flat_map(char::to_lowercase)).collect()
}

/// A sort key, as bytes that compare like the names.
fn bytes(collator: &Option<CollatorBorrowed<'static>>, words: &str) -> Vec<u8> {
    let mut key = Vec::new();
    match collator {
        Some(collator) => {
            let Ok(()) = collator.write_sort_key_to(words, &mut key);
        }
        None => key.extend(words.to_lowercase().bytes()),
    }
    key
}

/// The words alone: no marks but those on letters, an apostrophe joins.
fn words(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            '\'' | '’' | 'ʼ' | 'ʹ' | '‘' | 'ʿ' | 'ʾ' => {}
            c if c.is_alphanumeric() || is_combining_mark(c) => out.push(c),
            _ if out.is_empty() || out.ends_with(' ') => {}
            _ => out.push(' '),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted<'a>(language: &str, names: &[&'a str]) -> Vec<&'a str> {
        let collation = Collation::of(language);
        let mut names: Vec<&str> = names.iter().rev().copied().collect();
        names.sort_by_cached_key(|name| collation.key(name));
        names
    }

    #[track_caller]
    fn holds(language: &str, order: &[&str]) {
        assert_eq!(sorted(language, order), order, "{language}");
    }

    #[test]
    fn word_by_word_without_accents_and_capitals() {
        holds("en", &["de Gaulle", "Eden", "éditeur", "New York", "New Yorker", "Newark", "Oslo", "Øst", "Ostrow"]);
        holds("en", &["Marx", "Marx, Karl", "Marx Brothers"]);
        holds("en", &["Ó Conaire", "O’Brien", "O’Connor", "Odets"]);
        holds("en", &["Smith, A.", "Smith, Adam", "Smith, J.", "Smithers, Al"]);
    }

    #[test]
    fn numbers_by_their_value() {
        holds("en", &["Charles", "Charles I", "Charles V, Emperor", "Charles IX", "Charles X of France"]);
        holds("en", &["2nd Corps", "10th Corps", "Order 9", "Order 12", "Order 100b"]);
        holds("en", &["What a day", "What I saw"]);
    }

    #[test]
    fn each_language_has_its_alphabet() {
        holds("en", &["Abel", "Åland", "Ameland", "Zeeland"]);
        holds("sv", &["Abel", "Zeeland", "Åland", "Älv", "Öland"]);
        holds("da", &["Zeeland", "Ærø", "Øre", "Aarhus"]);
        holds("de", &["Muck", "Mücke", "Muckermann", "Straschek", "Straßer", "Strauß"]);
        holds("pl", &["Lubin", "Łódź", "Maj", "Zych", "Źrebiec", "Żak"]);
        holds("cs", &["Cyril", "Čapek", "Husák", "Charvát", "Ibl"]);
        holds("fr", &["Elsen", "Éluard", "Emmanuel", "Œdipe", "Offenbach"]);
        holds("el", &["Αθανάσιος", "Άννινος", "Αρχίλοχος", "Ελύτης", "Έρση"]);
        holds("no such tag", &["Abel", "Ångström", "Zeeland"]);
    }

    #[test]
    fn letters() {
        let of = |language: &str, names: &[&str]| -> Vec<String> {
            let collation = Collation::of(language);
            names.iter().map(|name| collation.initial(name)).collect()
        };
        assert_eq!(
            of("en", &["Éluard", "1905", "“Word”", "Łódź", "Œdipe", "Åbo", ""]),
            ["E", "0", "W", "L", "O", "A", ""]
        );
        assert_eq!(of("sv", &["Åbo", "åtta", "Ärla", "Élan"]), ["Å", "Å", "Ä", "E"]);
        assert_eq!(of("da", &["Aarhus", "Århus", "Abel"]), ["Å", "Å", "A"]);
        assert_eq!(of("cs", &["Chalupa", "Cyril", "Čapek"]), ["Ch", "C", "Č"]);
        assert_eq!(of("de", &["Öchsle", "Otto", "’s Gravenhage"]), ["O", "O", "S"]);
        assert_eq!(of("el", &["Άννα", "Αθήνα"]), ["Α", "Α"]);
        assert_eq!(of("ru", &["Ёлкин", "Есенин", "Йод"]), ["Е", "Е", "Й"]);
    }
}
