//! A text as words: folded and stemmed lightly, so that two spellings or inflections of one word
//! agree in any language with letters, each with its bytes and with the bound before it.
//!
//! Case, accents, punctuation and soft hyphens are folded away. Stemming is by length alone, six
//! letters, which for European languages does nearly as well as rules (McNamee and Mayfield,
//! "Character n-gram tokenization for European language text retrieval", 2004).

use crate::words::edge::is_ideograph;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// How many letters of a word count.
const STEM: usize = 6;

/// What stands before a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Bound {
    /// Nothing but a space.
    #[default]
    None,
    /// A comma, a dash, a parenthesis: a clause may begin here.
    Clause,
    /// The end of a sentence, or the beginning of the block.
    Sentence,
}

/// A word as it was read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    /// Its stem, hashed; equal stems have equal hashes.
    pub(super) stem: u64,
    /// Its folded letters, hashed.
    pub(super) form: u32,
    /// Its bytes in the block.
    pub(super) start: u32,
    /// Its length in bytes.
    pub(super) length: u16,
    /// What stands before it.
    pub(super) bound: Bound,
    /// What it looks like.
    pub(super) look: Look,
}

impl Token {
    /// Its bytes in the block.
    pub(super) fn range(&self) -> Range<usize> {
        self.start as usize..self.start as usize + usize::from(self.length)
    }
}

/// What a word looks like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Look {
    /// Small letters.
    #[default]
    Plain,
    /// Three letters at most.
    Short,
    /// A capital letter inside a sentence.
    Capital,
    /// A capital letter at the beginning of a sentence, which says nothing.
    Initial,
    /// Digits.
    Number,
}

/// The words of `text` in order.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::with_capacity(text.len() / 6);
    let mut gap = 0;
    let mut at = 0;
    while let Some(length) = word_length(&text[at..]) {
        if length == 0 {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
            continue;
        }
        let word = &text[at..at + length];
        if !is_clipped(text, at, length) {
            let bound =
                if tokens.is_empty() { Bound::Sentence } else { bound(&text[gap..at], word, tokens.last(), text) };
            tokens.push(token(word, at, bound));
            gap = at + length;
        }
        at += length;
    }
    tokens
}

/// The bytes of the word at the beginning of `rest`, 0 if none begins there, `None` at its end.
fn word_length(rest: &str) -> Option<usize> {
    let first = rest.chars().next()?;
    if is_ideograph(first) {
        return Some(first.len_utf8());
    }
    if !first.is_alphanumeric() {
        return Some(0);
    }
    let belongs = |c: char| (c.is_alphanumeric() && !is_ideograph(c)) || is_combining_mark(c) || c == '\u{ad}';
    let length = rest.find(|c| !belongs(c)).unwrap_or(rest.len());
    // longer than any word: data of some kind, taken in pieces
    Some(rest.floor_char_boundary(length.min(1024)))
}

/// One letter beside an apostrophe: `’s`, `’t`, `l’`, `d’`.
fn is_clipped(text: &str, at: usize, length: usize) -> bool {
    let mark = |c: char| matches!(c, '\'' | '’');
    text[at..at + length].chars().nth(1).is_none()
        && (text[..at].ends_with(mark) || text[at + length..].starts_with(mark))
        && text[at..].starts_with(char::is_lowercase)
}

fn token(word: &str, at: usize, bound: Bound) -> Token {
    let (form, stem, letters) = folded(word);
    let first = word.chars().next().unwrap_or(' ');
    let look = match () {
        () if first.is_numeric() => Look::Number,
        () if first.is_uppercase() && bound == Bound::Sentence => Look::Initial,
        () if first.is_uppercase() => Look::Capital,
        () if letters <= 3 && !is_ideograph(first) => Look::Short,
        () => Look::Plain,
    };
    Token { stem, form: (form ^ (form >> 32)) as u32, start: at as u32, length: word.len() as u16, bound, look }
}

/// The hashes of a word's letters and of its stem, and how many letters it has.
fn folded(word: &str) -> (u64, u64, usize) {
    let mut letters = [0u32; 64];
    let mut count = 0;
    let mut push = |c: char| {
        if count < letters.len() && !is_combining_mark(c) && c != '\u{ad}' {
            letters[count] = c as u32;
            count += 1;
        }
    };
    if word.is_ascii() {
        word.chars().for_each(|c| push(c.to_ascii_lowercase()));
    } else {
        word.nfkd().flat_map(char::to_lowercase).for_each(&mut push);
    }
    let letters = &letters[..count];
    let last = |n: usize| letters.len().checked_sub(n).map(|at| letters[at]);
    let s = Some(u32::from('s'));
    let plural = count >= 4 && last(1) == s && last(2) != s && last(2) != Some(u32::from('u'));
    let stem = &letters[..(count - usize::from(plural)).min(STEM)];
    (hash(letters), hash(stem), count)
}

/// FNV-1a over the letters, then spread (the finaliser of MurmurHash3).
fn hash(letters: &[u32]) -> u64 {
    let mixed =
        letters.iter().fold(0xcbf2_9ce4_8422_2325_u64, |h, c| (h ^ u64::from(*c)).wrapping_mul(0x100_0000_01b3));
    spread(mixed)
}

/// Spreads the bits of `value` over the whole word.
pub(super) fn spread(value: u64) -> u64 {
    let value = (value ^ (value >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    let value = (value ^ (value >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    value ^ (value >> 33)
}

/// What the characters between two words say.
fn bound(gap: &str, word: &str, before: Option<&Token>, text: &str) -> Bound {
    let stops = gap.contains(['.', '!', '?', '…', '。', '！', '？', '\u{2028}']);
    let opens = !word.starts_with(char::is_lowercase) && !word.starts_with(char::is_numeric);
    // `J. G. Wright`, `p. X`: the point of an abbreviation
    let initial = gap.starts_with(". ") && before.is_some_and(|b| text[b.range()].chars().count() == 1);
    if stops && opens && !initial {
        Bound::Sentence
    } else if gap.contains([',', ';', ':', '(', ')', '–', '—', '[', ']', '“', '”', '«', '»', '…', '、'])
        || gap.contains("--")
        || gap.contains(" - ")
        || gap.contains(['!', '?'])
    {
        Bound::Clause
    } else {
        Bound::None
    }
}
