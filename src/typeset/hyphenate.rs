//! Hyphenation by language, with Liang's patterns.
//!
//! Knows words and languages (BCP 47); nothing of fonts or lines.

use hyphenation::{Hyphenator, Language, Load, Standard};
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

/// How many words are kept by each thread: more than a long book has of different ones.
const KEPT_WORDS: usize = 1 << 16;

/// Breaks by language and word. Only looked up, never gone through.
type Known = HashMap<(Language, Box<str>), Box<[usize]>>;

thread_local! {
    /// Few words of a book are new.
    static KNOWN: RefCell<Known> = RefCell::new(HashMap::new());
}

/// The patterns of the languages of a book, each loaded when it is first needed.
pub(crate) struct Hyphenators {
    languages: BTreeMap<String, (Option<Language>, OnceLock<Option<Standard>>)>,
}

impl Hyphenators {
    /// Those for `languages` (BCP 47).
    pub(crate) fn new<'a>(languages: impl IntoIterator<Item = &'a str>) -> Self {
        let entry = |tag: &str| (tag.to_string(), (patterns_of(tag), OnceLock::new()));
        Self { languages: languages.into_iter().map(entry).collect() }
    }

    /// The offsets in `word` (letters only) where `language` may break it, no nearer to its
    /// beginning and end than the patterns and `least` (letters) allow.
    pub(crate) fn breaks(&self, language: &str, word: &str, least: (usize, usize)) -> Vec<usize> {
        let Some((Some(name), cell)) = self.languages.get(language) else { return vec![] };
        let far_enough = |at: &usize| {
            word[..*at].chars().take(least.0).count() == least.0 && word[*at..].chars().take(least.1).count() == least.1
        };
        KNOWN.with_borrow_mut(|known| {
            let key = (*name, Box::from(word));
            if let Some(breaks) = known.get(&key) {
                return breaks.iter().copied().filter(far_enough).collect();
            }
            let Some(patterns) = cell.get_or_init(|| Standard::from_embedded(*name).ok()) else { return vec![] };
            let breaks: Box<[usize]> = patterns.hyphenate(word).breaks.into();
            let far = breaks.iter().copied().filter(far_enough).collect();
            if known.len() >= KEPT_WORDS {
                known.clear();
            }
            known.insert(key, breaks);
            far
        })
    }
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
