//! All variants of all names, looked for at once.
//!
//! One Aho-Corasick automaton (Aho and Corasick 1975) over the folded text, whatever the number of
//! names; what it finds is kept where it stands alone as words.

use crate::config::names::NamesFile;
use crate::words::edge::stands_alone;
use crate::words::fold::Folded;
use aho_corasick::{AhoCorasick, AhoCorasickKind};
use std::collections::BTreeMap;
use std::ops::Range;

/// From how many bytes of spellings on no table of all states is made.
const LONG: usize = 4_096;

/// The spellings that are looked for.
#[derive(Debug)]
pub struct Lexicon {
    automaton: Option<AhoCorasick>,
    /// For each pattern of the automaton the spellings that it stands for.
    patterns: Vec<Vec<u32>>,
    /// The spellings, sorted.
    pub(super) variants: Vec<Variant>,
}

/// A spelling, folded, with the names that have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Variant {
    /// The folded characters.
    pub(super) words: String,
    /// The names, by their index in the file.
    pub(super) owners: Vec<usize>,
}

/// A spelling found in a folded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Match {
    /// Bytes of the folded text.
    pub(super) range: Range<usize>,
    /// Index into [`Lexicon::variants`].
    pub(super) variant: usize,
}

impl Lexicon {
    /// The lexicon of an authority file.
    pub fn new(file: &NamesFile) -> Self {
        let mut owners: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, entry) in file.names.iter().enumerate() {
            for variant in &entry.variants {
                let of = owners.entry(fold(&variant.value)).or_default();
                if of.last() != Some(&index) {
                    of.push(index);
                }
            }
        }
        let variants: Vec<Variant> = owners.into_iter().map(|(words, owners)| Variant { words, owners }).collect();
        let mut patterns: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for (index, variant) in variants.iter().enumerate() {
            patterns.entry(lower(&variant.words)).or_default().push(index as u32);
        }
        // Building fails only for more patterns than memory holds. Left to itself the library takes a table of all
        // states for few patterns, which takes time by the square of their length.
        let long = patterns.keys().map(String::len).sum::<usize>() > LONG;
        let kind = long.then_some(AhoCorasickKind::ContiguousNFA);
        let automaton = AhoCorasick::builder().kind(kind).build(patterns.keys()).ok();
        Self { automaton, patterns: patterns.into_values().collect(), variants }
    }

    /// Every spelling that stands in `folded` as words of its own, overlapping ones too.
    pub(super) fn matches(&self, folded: &str) -> Vec<Match> {
        let Some(automaton) = &self.automaton else { return vec![] };
        let small = lower(folded);
        let mut found = vec![];
        for hit in automaton.find_overlapping_iter(&small) {
            let range = hit.range();
            if !stands_alone(folded, &range) {
                continue;
            }
            let words = |v: &u32| self.variants[*v as usize].words.as_str();
            let of = &self.patterns[hit.pattern().as_usize()];
            // `Party` is a spelling of its own beside `party`
            let exact = of.iter().find(|v| words(v) == &folded[range.clone()]);
            let small = of.iter().find(|v| fits_case(words(v), &folded[range.clone()]));
            found.extend(exact.or(small).map(|v| Match { range, variant: *v as usize }));
        }
        found
    }

    /// Whether `words` are a spelling in the lexicon.
    pub(super) fn knows(&self, words: &str) -> bool {
        let folded = fold(words);
        let known = |form: &str| self.variants.binary_search_by(|v| v.words.as_str().cmp(form)).is_ok();
        known(&folded) || known(&lower(&folded))
    }
}

/// The folded form of a few words.
pub(super) fn fold(words: &str) -> String {
    Folded::new(words).string.trim().to_owned()
}

/// The text in small letters, each of as many bytes as it had: one that would change its length
/// stays.
pub(super) fn lower(text: &str) -> String {
    let small = |c: char| match c.to_lowercase().next() {
        _ if c.is_ascii() => c.to_ascii_lowercase(),
        Some(small) if small.len_utf8() == c.len_utf8() && c.to_lowercase().count() == 1 => small,
        _ => c,
    };
    text.chars().map(small).collect()
}

/// Whether a spelling has the case of what was found: as written, or any where it has no capitals.
pub(super) fn fits_case(spelling: &str, found: &str) -> bool {
    spelling == found || !spelling.contains(char::is_uppercase)
}
