//! Whether words of a text stand again near by, so that who repeats them must say which are meant.
//!
//! Case and punctuation do not count here: where words might be taken for others they are.

use crate::words::edge::is_inside;
use rayon::prelude::*;
use std::ops::Range;

/// How far two words may be from each other in one printed line, in bytes.
pub(super) const LINE: usize = 400;

/// The words of a text, each by its letters.
pub(super) struct Words {
    /// In order.
    all: Vec<Word>,
    /// Their indices by what they are, those of equal words in order.
    alike: Vec<u32>,
}

struct Word {
    /// Its bytes: a text has less than 4 GiB.
    range: Range<u32>,
    hash: u64,
}

impl Word {
    fn bytes(&self) -> Range<usize> {
        self.range.start as usize..self.range.end as usize
    }
}

impl Words {
    /// The words of `text`.
    pub(super) fn of(text: &str) -> Self {
        let all: Vec<Word> = words(text)
            .map(|range| Word { hash: hash(&text[range.clone()]), range: range.start as u32..range.end as u32 })
            .collect();
        let mut alike: Vec<u32> = (0..all.len() as u32).collect();
        alike.par_sort_unstable_by_key(|index| (all[*index as usize].hash, *index));
        Self { all, alike }
    }

    /// Whether the words of bytes `range` stand again within `reach` bytes before their beginning or after their
    /// end. Part of a word counts as repeated: it may be anywhere.
    pub(super) fn again(&self, range: &Range<usize>, reach: usize) -> bool {
        let first = self.all.partition_point(|word| word.bytes().end <= range.start);
        let end = self.all.partition_point(|word| word.bytes().start < range.end);
        let Some(sought) = self.all.get(first..end).filter(|sought| !sought.is_empty()) else { return false };
        if sought[0].bytes().start < range.start || sought[sought.len() - 1].bytes().end > range.end {
            return true;
        }
        let key = (sought[0].hash, first);
        let own = self.alike.partition_point(|index| (self.all[*index as usize].hash, *index as usize) < key);
        let near = |index: &usize| {
            let word = &self.all[*index];
            let bytes = word.bytes();
            let within = bytes.end + reach > range.start && bytes.start < range.end + reach;
            within && word.hash == sought[0].hash
        };
        let index = |index: &u32| *index as usize;
        let before = self.alike[..own].iter().rev().map(index).take_while(near);
        let behind = self.alike[own..].iter().skip(1).map(index).take_while(near);
        before.chain(behind).any(|index| self.is_at(index, sought))
    }

    /// Whether the words of `sought` stand from word `index` on.
    fn is_at(&self, index: usize, sought: &[Word]) -> bool {
        let there = self.all.get(index..index + sought.len());
        there.is_some_and(|there| there.iter().zip(sought).all(|(word, sought)| word.hash == sought.hash))
    }
}

/// Where the words of a text are.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut characters = text.char_indices();
    std::iter::from_fn(move || {
        let (start, first) = characters.by_ref().find(|(_, c)| belongs(*c))?;
        let mut end = start + first.len_utf8();
        for (at, c) in characters.by_ref() {
            if !belongs(c) {
                break;
            }
            end = at + c.len_utf8();
        }
        Some(start..end)
    })
}

fn belongs(c: char) -> bool {
    c.is_ascii_alphanumeric() || !c.is_ascii() && (is_inside(c) || c == '\u{ad}')
}

/// Of the letters of a word whatever their case (FNV-1a).
fn hash(word: &str) -> u64 {
    let step = |hash: u64, c: char| (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01b3);
    let letters = word.chars().filter(|c| *c != '\u{ad}');
    if word.is_ascii() {
        return letters.fold(0xcbf2_9ce4_8422_2325, |hash, c| step(hash, c.to_ascii_lowercase()));
    }
    letters.flat_map(char::to_lowercase).fold(0xcbf2_9ce4_8422_2325, step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_words_again_but_for_case_and_punctuation() {
        let text = "Et in arca, ego et; In arca sum, Écu écu";
        let words = Words::of(text);
        let at = |words: &str| text.find(words).map(|at| at..at + words.len()).unwrap();
        assert!(words.again(&at("Et"), 40));
        assert!(words.again(&at("et;"), 40));
        assert!(words.again(&at("in arca"), 40));
        assert!(words.again(&at("écu"), 40));
        assert!(!words.again(&at("in arca, ego"), 40));
        assert!(!words.again(&at("sum"), 40));
        assert!(!words.again(&at("Et"), 10));
        assert!(words.again(&at("rca"), 40), "part of a word");
        assert!(!words.again(&at(", "), 40), "no words");
    }
}
