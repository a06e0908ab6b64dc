//! The words of a witness: how often each form occurs, which words are joined by hyphens, and
//! which frequent name a rare one differs from in a single letter. Built once, in one pass; the
//! rules' evidence from the text itself.

use super::words::{Language, Words};
use crate::words::lexicon::{self, Lexicon};
use std::collections::{HashMap, HashSet};

/// How often a name must occur before a rare form beside it is suspected to be a misreading.
const FREQUENT: u32 = 3;
/// The shortest name (in characters) that is compared.
const NAME: usize = 5;

/// The words of a witness.
#[derive(Clone, Debug)]
pub struct Vocabulary<'a> {
    forms: HashMap<&'a str, u32>,
    compounds: HashMap<String, u32>,
    /// What stands before the first hyphen of hyphened words (in lower case).
    leads: HashSet<String>,
    /// What stands behind the last one.
    ends: HashSet<String>,
    /// Frequent names under a hash of the word with each of its letters left open.
    near: HashMap<u64, &'a str>,
    /// Hyphened words, of the same length each, under such hashes: indices of `hyphened`.
    near_compounds: HashMap<u64, Vec<u32>>,
    /// The hyphened words in the order of their first coming.
    hyphened: Vec<String>,
    language: Language,
    lexicon: Option<&'static Lexicon>,
    /// Whether commas inside words stand for letters that a scan could not read.
    broken: bool,
    /// Whether hyphens at its lines' ends divide words; in what was set anew from a print all belong to their words.
    divides: bool,
    /// Whether hyphens with a space behind stand for dashes: `the world- woke`.
    dashes: bool,
}

/// How many such hyphens show it.
const DASHES: usize = 8;

/// How many divided words are looked at.
const DIVIDED: usize = 400;

/// How many there must be before they show anything: of a language that has a list, and of another.
const LEAST: (usize, usize) = (2, 24);

/// How many words of the middle of a text are looked up to see whether it is in the language said.
const SAMPLE: usize = 3000;

impl<'a> Vocabulary<'a> {
    /// Counts the words of `text`, which is written in `language`.
    pub fn of(text: &'a str, language: Language) -> Self {
        let mut forms: HashMap<&str, u32> = HashMap::new();
        let mut compounds: HashMap<String, u32> = HashMap::new();
        let mut near_compounds: HashMap<u64, Vec<u32>> = HashMap::new();
        let (mut leads, mut ends): (HashSet<String>, HashSet<String>) = Default::default();
        let mut hyphened: Vec<String> = Vec::new();
        let mut order: Vec<&str> = Vec::new();
        for token in text.split(|c: char| !(c.is_alphanumeric() || c == '-')) {
            if token.as_bytes().iter().all(u8::is_ascii_digit) {
                continue;
            }
            let whole = token.trim_matches('-');
            if whole.contains('-') {
                let low = whole.to_lowercase();
                let count = compounds.entry(low.clone()).or_default();
                *count += 1;
                if *count == 1 && language == Language::Other {
                    leads.extend(low.split_once('-').map(|(lead, _)| lead.to_owned()));
                    ends.extend(low.rsplit_once('-').map(|(_, end)| end.to_owned()));
                }
                if *count == 1 && low.len() <= 40 {
                    let index = hyphened.len() as u32;
                    opened(&low).for_each(|key| near_compounds.entry(key).or_default().push(index));
                    hyphened.push(low);
                }
            }
            for word in whole.split('-').filter(|w| !w.is_empty() && w.chars().all(char::is_alphabetic)) {
                let count = forms.entry(word).or_default();
                *count += 1;
                if *count == FREQUENT {
                    order.push(word);
                }
            }
        }
        let mut new = Self {
            forms,
            compounds,
            leads,
            ends,
            near: HashMap::new(),
            near_compounds,
            hyphened,
            language,
            lexicon: spoken(text, language),
            broken: false,
            divides: true,
            dashes: false,
        };
        new.broken = new.breaks(text);
        new.divides = new.parts(text);
        new.dashes = new.trails(text);
        order.sort_by_key(|w| (std::cmp::Reverse(new.count(w)), *w));
        let names = order.into_iter().filter(|w| w.starts_with(char::is_uppercase) && w.chars().count() >= NAME);
        for name in names.filter(|w| w.chars().skip(1).all(char::is_lowercase)) {
            for key in opened(name) {
                new.near.entry(key).or_insert(name);
            }
        }
        new
    }

    /// The list of common words.
    pub fn list(&self) -> &'static Words {
        self.language.words()
    }

    /// The language.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The words of the language, if there is a list and the text is made of them.
    pub fn lexicon(&self) -> Option<&'static Lexicon> {
        self.lexicon
    }

    /// Whether the list of the language has `word` (in lower case) as it stands.
    pub fn is_listed(&self, word: &str) -> bool {
        self.lexicon().is_some_and(|lexicon| lexicon.rank(word).is_some())
    }

    /// Whether `word` (in lower case) is a word of the language or of any other that has a list,
    /// older spellings and forms included. Dear: ask it last.
    pub fn is_word(&self, word: &str) -> bool {
        self.list().has(word) || self.lexicon().is_some_and(|lexicon| lexicon.has(word)) || lexicon::is_anywhere(word)
    }

    /// How often the form `word` occurs, in this case.
    pub fn count(&self, word: &str) -> u32 {
        self.forms.get(word).copied().unwrap_or(0)
    }

    /// How often `word` (in lower case) occurs, with a capital or without.
    pub fn lower(&self, word: &str) -> u32 {
        self.count(word) + self.count(&capitalised(word))
    }

    /// How often the hyphened `word` (in lower case) occurs.
    pub fn compound(&self, word: &str) -> u32 {
        self.compounds.get(word).copied().unwrap_or(0)
    }

    /// Whether `word` (in lower case) leads a hyphened word; known for languages without a list.
    pub fn leads(&self, word: &str) -> bool {
        self.leads.contains(word)
    }

    /// Whether `word` (in lower case), of three letters at most, ends a hyphened word, as a pronoun behind its verb does; known
    /// for languages without a list.
    pub fn ends(&self, word: &str) -> bool {
        word.chars().count() <= 3 && self.ends.contains(word)
    }

    /// Whether the text writes many compounds with a hyphen: a hundred, and one for ten other words.
    pub fn compounds_often(&self) -> bool {
        self.hyphened.len() >= 100 && self.hyphened.len() * 12 >= self.forms.len()
    }

    /// The hyphened word of the text that differs from `word` (in lower case) in one letter.
    pub fn near_compound(&self, word: &str) -> Option<&str> {
        let all = opened(word).filter_map(|key| self.near_compounds.get(&key)).flatten();
        let others = all.map(|i| self.hyphened[*i as usize].as_str());
        others.filter(|other| differs_in_one(word, other)).min()
    }

    /// Whether signs inside words stand for letters in this witness (`km,me`, `An,atze`), so that the space that a comma
    /// lacks may be no space.
    pub fn is_broken(&self) -> bool {
        self.broken
    }

    /// Whether hyphens at the ends of lines divide words: of those whose halves are no words themselves one in ten at least
    /// gives a known word.
    pub fn is_divided(&self) -> bool {
        self.divides
    }

    /// Whether hyphens with a space behind stand for dashes in this witness, so that one at a line's end may be one.
    pub fn has_trailing_dashes(&self) -> bool {
        self.dashes
    }

    fn trails(&self, text: &str) -> bool {
        let word = |w: &str| self.lower(w) >= 2 || self.list().has(w) || self.is_listed(w);
        let parts = |(at, _): &(usize, &str)| {
            let (lead, rest) = (&text[..*at], &text[*at + 2..]);
            let left: usize = lead.chars().rev().take_while(|c| c.is_lowercase()).map(char::len_utf8).sum();
            let right: usize = rest.chars().take_while(|c| c.is_lowercase()).map(char::len_utf8).sum();
            let second = matches!(&rest[..right], "and" | "or" | "und" | "oder" | "en" | "of" | "et" | "ou" | "to");
            left > 0 && right > 0 && !second && word(&lead[lead.len() - left..]) && word(&rest[..right])
        };
        text.match_indices("- ").filter(parts).take(DASHES).count() == DASHES
    }

    fn parts(&self, text: &str) -> bool {
        let (mut all, mut halves) = (0usize, 0usize);
        for (at, _) in text.match_indices('\n') {
            let Some(lead) = text[..at].trim_end_matches(['\r', ' ']).strip_suffix('-') else { continue };
            let rest = text[at + 1..].trim_start_matches([' ', '\t']);
            let left: usize = lead.chars().rev().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum();
            let right: usize = rest.chars().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum();
            if left == 0 || right == 0 || !rest.starts_with(char::is_lowercase) {
                continue;
            }
            let (left, right) = (lead[lead.len() - left..].to_lowercase(), rest[..right].to_lowercase());
            // half a word that is divided twice the same way counts as the text's own
            let word = |w: &str| match self.lexicon {
                Some(_) => self.is_listed(w) || self.list().has(w),
                None => self.lower(w) >= 3,
            };
            let whole = format!("{left}{right}");
            all += 1;
            halves += usize::from((self.lower(&whole) > 0 || self.is_listed(&whole)) && !(word(&left) && word(&right)));
            if all == DIVIDED {
                break;
            }
        }
        let least = if self.lexicon.is_some() { LEAST.0 } else { LEAST.1 };
        all < least || halves * 10 >= all
    }

    /// Whether of the commas between letters one in five at least parts what are no words.
    fn breaks(&self, text: &str) -> bool {
        let (mut all, mut torn) = (0usize, 0usize);
        for (at, _) in text.match_indices(',') {
            let letter = |c: char| c.is_alphabetic();
            let (lead, rest) = (&text[..at], &text[at + 1..]);
            if !lead.ends_with(letter) || !rest.starts_with(letter) {
                continue;
            }
            let left: usize = lead.chars().rev().take_while(|c| letter(*c)).map(char::len_utf8).sum();
            let right: usize = rest.chars().take_while(|c| letter(*c)).map(char::len_utf8).sum();
            let known = |word: &str| {
                let low = word.to_lowercase();
                self.list().has(&low) || self.is_listed(&low) || self.count(word) > 2
            };
            all += 1;
            torn += usize::from(!known(&lead[at - left..]) || !known(&rest[..right]));
        }
        self.lexicon.is_some() && torn >= 3 && torn * 5 >= all
    }

    /// Whether there is reason to hold `word` (in lower case) for a word: it is in the list, or
    /// the text has it twice, or the list has what it is derived from.
    pub fn knows(&self, word: &str) -> bool {
        self.list().has(word) || self.lower(word) >= 2 || self.derived(word)
    }

    /// Whether the list or the text has the word that `word` is made from by an English ending.
    fn derived(&self, word: &str) -> bool {
        if self.language != Language::English {
            return false;
        }
        let base = |stem: &str| stem.len() >= 3 && (self.list().has(stem) || self.lower(stem) >= 1);
        ["s", "es", "ed", "d", "ing", "ly", "er", "r", "ers", "ness", "ment", "al", "less", "ful", "able"].iter().any(
            |ending| {
                let Some(stem) = word.strip_suffix(ending) else { return false };
                let doubled = stem.chars().rev().take(2).collect::<Vec<_>>();
                let short =
                    matches!(doubled[..], [a, b] if a == b).then(|| &stem[..stem.len() - doubled[0].len_utf8()]);
                base(stem)
                    || (!ending.starts_with('s') && base(&format!("{stem}e")))
                    || short.is_some_and(base)
                    || stem.strip_suffix('i').is_some_and(|s| base(&format!("{s}y")))
            },
        )
    }

    /// The frequent name that differs from `name` in one letter, and how often it occurs.
    pub fn neighbour(&self, name: &str) -> Option<(&'a str, u32)> {
        let found = opened(name).filter_map(|key| self.near.get(&key).copied()).filter(|n| differs_in_one(name, n));
        found.map(|n| (n, self.count(n))).max_by_key(|(n, count)| (*count, std::cmp::Reverse(*n)))
    }
}

/// The lexicon of `language`, if it knows three of five words of the text's midst: a text in another
/// language, or in a spelling that is strange to the list, is nothing to judge letters by.
fn spoken(text: &str, language: Language) -> Option<&'static Lexicon> {
    let lexicon = language.lexicon()?;
    let from = text.floor_char_boundary(text.len() / 3);
    let words = text[from..].split(|c: char| !c.is_alphabetic()).filter(|w| w.len() >= 2).take(SAMPLE);
    let (mut all, mut known) = (0usize, 0usize);
    for word in words {
        all += 1;
        known += usize::from(lexicon.rank(&word.to_lowercase()).is_some());
    }
    (known * 5 >= all * 3).then_some(lexicon)
}

/// Hashes of `word` with each of its letters left open in turn. Two words that differ in one letter have
/// one in common; few others do ([`differs_in_one`] tells).
fn opened(word: &str) -> impl Iterator<Item = u64> + '_ {
    const BASE: u64 = 0x9e37_79b9_7f4a_7c15;
    let whole = word.chars().fold(0u64, |hash, c| hash.wrapping_mul(BASE).wrapping_add(u64::from(c) + 1));
    let length = word.chars().count() as u64;
    // what each letter adds to the sum is taken out again, from the last one on
    let place = std::iter::successors(Some(1u64), |power| Some(power.wrapping_mul(BASE)));
    word.chars().rev().zip(place).enumerate().map(move |(at, (c, power))| {
        let open = whole.wrapping_sub((u64::from(c) + 1).wrapping_mul(power));
        open ^ (length << 32 | at as u64).wrapping_mul(0xff51_afd7_ed55_8ccd)
    })
}

/// Whether two words are of one length and differ in one letter.
fn differs_in_one(one: &str, other: &str) -> bool {
    let (mut a, mut b) = (one.chars(), other.chars());
    let different = a.by_ref().zip(b.by_ref()).filter(|(a, b)| a != b).take(2).count();
    different == 1 && one.chars().count() == other.chars().count()
}

/// `word` with a capital.
pub(super) fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
