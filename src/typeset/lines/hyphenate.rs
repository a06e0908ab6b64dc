//! Hyphenation by language: the book's own exceptions, else Liang's patterns.
//!
//! Knows words and languages (BCP 47); nothing of fonts or lines.

use crate::style::LineStyle;
use crate::typeset::lines::itemize::is_mark;
use hyphenation::{Hyphenator, Language, Load, Standard};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The hyphenation of the languages of a book.
pub(crate) struct Hyphenators {
    languages: BTreeMap<String, Hyphenation>,
}

/// The hyphenation of one language. Patterns are loaded when they are first needed.
pub(crate) struct Hyphenation {
    language: Option<Language>,
    patterns: OnceLock<Option<Standard>>,
    /// Words in small letters with the letters before which they may be broken.
    exceptions: BTreeMap<String, Vec<usize>>,
    /// Letters of a word that may be broken, before and after the break.
    least: Least,
    /// What is known of words met before, by a hash of the word, a few places further on where that
    /// is taken: the first words to come stay. What is answered does not depend on it.
    known: OnceLock<Box<[OnceLock<Known>]>>,
}

/// The fewest letters of a word, before and after a hyphen.
#[derive(Clone, Copy)]
struct Least {
    word: usize,
    before: usize,
    after: usize,
}

/// A word and the bytes before which it may be broken.
struct Known {
    /// The letters of the word, then the breaks: one after the other in memory.
    bytes: Box<[u8]>,
    /// How many bytes the letters are.
    length: u8,
}

/// How many words are remembered for each language.
const REMEMBERED: usize = 1 << 14;

/// How many places there are for a word.
const PLACES: usize = 4;

impl Hyphenators {
    /// Those for `languages`. `exceptions` are words by language with a hyphen wherever they may be
    /// broken; those of a language hold for all its kinds (`en` for `en-GB`).
    pub(crate) fn new<'a>(
        languages: impl IntoIterator<Item = &'a str>,
        exceptions: &BTreeMap<String, Vec<String>>,
        style: &LineStyle,
    ) -> Self {
        let entry = |tag: &str| (tag.to_string(), Hyphenation::new(tag, exceptions, style));
        Self { languages: languages.into_iter().map(entry).collect() }
    }

    /// That of a language of the book.
    pub(crate) fn of(&self, language: &str) -> Option<&Hyphenation> {
        self.languages.get(language)
    }
}

impl Hyphenation {
    fn new(tag: &str, exceptions: &BTreeMap<String, Vec<String>>, style: &LineStyle) -> Self {
        let language = patterns_of(tag);
        // The longer tags come later and win.
        let mut own: Vec<_> = exceptions.iter().filter(|(name, _)| is_kind_of(tag, name)).collect();
        own.sort_by_key(|(name, _)| name.len());
        let words = own.iter().flat_map(|(_, words)| words.iter().map(|word| exception(word)));
        let (before, after) = least_letters(language);
        let floor = |wanted: i64, least: usize| least.max(wanted.max(1) as usize);
        Self {
            language,
            patterns: OnceLock::new(),
            exceptions: words.collect(),
            least: Least {
                word: style.least_word.max(0) as usize,
                before: floor(style.least_before, before),
                after: floor(style.least_after, after),
            },
            known: OnceLock::new(),
        }
    }

    /// Calls `each` with the offsets in `word` (letters only) where it may be broken: no nearer to
    /// its beginning and end than language and style allow, and nowhere in an abbreviation in
    /// capitals.
    pub(crate) fn breaks(&self, word: &str, mut each: impl FnMut(usize)) {
        let Ok(length) = u8::try_from(word.len()) else { return self.find(word).into_iter().for_each(each) };
        let slots = self.known.get_or_init(|| (0..REMEMBERED).map(|_| OnceLock::new()).collect());
        let learn = || {
            let breaks = self.find(word).into_iter().map(|at| at as u8);
            Known { bytes: word.bytes().chain(breaks).collect(), length }
        };
        let first = hash(word) as usize;
        for place in first..first + PLACES {
            let known = slots[place % REMEMBERED].get_or_init(learn);
            if known.length == length && known.bytes.starts_with(word.as_bytes()) {
                return known.bytes[word.len()..].iter().for_each(|at| each(usize::from(*at)));
            }
        }
        self.find(word).into_iter().for_each(each);
    }

    /// The same without memory.
    fn find(&self, word: &str) -> Vec<usize> {
        let letters = |part: &str| part.chars().filter(|c| c.is_ascii() || !is_mark(*c)).count();
        let Least { word: least, before, after } = self.least;
        if letters(word) < least {
            return vec![];
        }
        let found = self.exception(word).unwrap_or_else(|| self.by_patterns(word));
        let enough = |at: &usize| letters(&word[..*at]) >= before && letters(&word[*at..]) >= after;
        found.into_iter().filter(enough).collect()
    }

    /// Where the book says that the word may be broken, if it says anything.
    fn exception(&self, word: &str) -> Option<Vec<usize>> {
        if self.exceptions.is_empty() {
            return None;
        }
        let places = self.exceptions.get(&word.to_lowercase())?;
        let starts: Vec<usize> = word.char_indices().map(|(at, _)| at).collect();
        Some(places.iter().filter_map(|letter| starts.get(*letter).copied()).collect())
    }

    fn by_patterns(&self, word: &str) -> Vec<usize> {
        let abbreviation = word.chars().filter(|c| c.is_uppercase()).nth(1).is_some();
        let Some(language) = self.language.filter(|_| !abbreviation) else { return vec![] };
        let patterns = self.patterns.get_or_init(|| Standard::from_embedded(language).ok());
        patterns.as_ref().map_or(vec![], |patterns| patterns.hyphenate(word).breaks)
    }
}

/// FNV-1a: short words, and the same on every machine.
fn hash(word: &str) -> u32 {
    let mixed = word.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    mixed ^ mixed >> 15
}

/// An exception as it is looked up: the word in small letters, and the letters before which it may
/// be broken.
fn exception(written: &str) -> (String, Vec<usize>) {
    let lower = written.to_lowercase();
    let mut places = vec![];
    let mut word = String::with_capacity(lower.len());
    let mut letters = 0;
    for character in lower.chars() {
        if character == '-' {
            places.push(letters);
        } else {
            word.push(character);
            letters += 1;
        }
    }
    (word, places)
}

/// Whether `tag` is the language `name` or a kind of it.
fn is_kind_of(tag: &str, name: &str) -> bool {
    let (tag, name) = (tag.to_ascii_lowercase(), name.to_ascii_lowercase());
    tag.strip_prefix(&name).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

/// The fewest letters before and after a hyphen: those of TeX's languages (`hyph-utf8`), such as
/// 2 and 3 in English, French, Czech and Portuguese, 2 and 2 in German, Italian and Russian; but
/// never a single letter, which its patterns for Greek and others allow.
fn least_letters(language: Option<Language>) -> (usize, usize) {
    let (before, after) = language.map_or((2, 2), |language| language.minima());
    (before.max(2), after.max(2))
}

/// The patterns for a language tag: the longest prefix of it that has any.
fn patterns_of(tag: &str) -> Option<Language> {
    let lower = tag.to_ascii_lowercase();
    let mut prefix = lower.as_str();
    loop {
        let alias = match prefix {
            "en" | "en-ca" => "en-us",
            "en-ie" | "en-au" | "en-nz" | "en-za" | "en-in" => "en-gb",
            "de" => "de-1996",
            "de-ch" => "de-ch-1901",
            "el" => "el-monoton",
            "el-polyt" => "el-polyton",
            "no" => "nb",
            "sr" => "sr-cyrl",
            "sh" => "sh-latn",
            "mn" => "mn-cyrl",
            other => other,
        };
        if let Some(language) = Language::try_from_code(alias) {
            return Some(language);
        }
        prefix = &prefix[..prefix.rfind('-')?];
    }
}
