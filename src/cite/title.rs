//! Where a text has the title of a known work, whole or short, damaged by a letter or two.

use crate::cite::haystack::Haystack;
use crate::cite::known::{self, Alias, Catalogue};
use crate::words::spelling::{self, FoldedWord};
use std::ops::Range;

/// The most letters of a title that is found though it is damaged: to compare letters takes as long as both are, times
/// one another.
const LONGEST: usize = 1_000;

/// A title in a text.
#[derive(Clone, Debug)]
pub(super) struct Hit {
    /// Its words.
    pub(super) words: Range<usize>,
    /// The works that it may be the title of, those of the whole title first: work and rank.
    pub(super) works: Vec<(usize, u8)>,
}

/// One of the titles of a text, among the others, with all that is known.
#[derive(Clone, Copy)]
pub(super) struct Met<'m> {
    /// The text.
    pub(super) hay: &'m Haystack<'m>,
    /// All titles in it, in order.
    pub(super) hits: &'m [Hit],
    /// Which of them it is.
    pub(super) index: usize,
    /// The works.
    pub(super) catalogue: &'m Catalogue,
}

impl<'m> Met<'m> {
    /// The title.
    pub(super) fn hit(&self) -> &'m Hit {
        &self.hits[self.index]
    }

    /// Its bytes in the text.
    pub(super) fn range(&self) -> Range<usize> {
        let Range { start, end } = self.hit().words;
        self.hay.words[start].range.start..self.hay.words[end - 1].range.end
    }
}

/// All titles, none within another: the longer counts, and the one that begins first.
pub(super) fn hits(text: &str, words: &[FoldedWord], catalogue: &Catalogue) -> Vec<Hit> {
    if catalogue.by_initial.is_empty() {
        return vec![];
    }
    let letters = Letters::of(words);
    let mut found: Vec<Hit> = (0..words.len()).filter_map(|first| hit_at(&letters, words, first, catalogue)).collect();
    found.sort_by_key(|h| (std::cmp::Reverse(h.words.len()), h.words.start));
    let mut kept: Vec<Hit> = Vec::new();
    for hit in found {
        if kept.iter().all(|k| hit.words.end <= k.words.start || k.words.end <= hit.words.start) {
            kept.push(hit);
        }
    }
    kept.sort_by_key(|h| h.words.start);
    for hit in &mut kept {
        with_article(text, words, hit);
    }
    kept
}

/// Takes an article before the title with it, which the edition or the title may lack.
fn with_article(text: &str, words: &[FoldedWord], hit: &mut Hit) {
    let Some(before) = hit.words.start.checked_sub(1) else { return };
    let gap = &text[words[before].range.end..words[hit.words.start].range.start];
    if known::is_article(&words[before].folded) && words[before].capital && gap == " " {
        hit.words.start = before;
    }
}

/// The letters of all words in a row, and where each word begins.
struct Letters {
    all: Vec<char>,
    starts: Vec<usize>,
}

impl Letters {
    fn of(words: &[FoldedWord]) -> Self {
        let mut letters = Self { all: Vec::new(), starts: Vec::with_capacity(words.len() + 1) };
        for word in words {
            letters.starts.push(letters.all.len());
            letters.all.extend(word.folded.chars());
        }
        letters.starts.push(letters.all.len());
        letters
    }
}

fn hit_at(letters: &Letters, words: &[FoldedWord], first: usize, catalogue: &Catalogue) -> Option<Hit> {
    let initial = letters.all.get(letters.starts[first])?;
    let mut best: Option<(usize, Vec<(usize, u8)>)> = None;
    for (work, index) in catalogue.by_initial.get(initial).into_iter().flatten() {
        let alias = &catalogue.works[*work].aliases[*index];
        let Some(end) = matches(letters, &words[first], first, alias) else { continue };
        match &mut best {
            Some((longest, works)) if *longest == end => works.push((*work, alias.rank)),
            Some((longest, _)) if *longest > end => {}
            _ => best = Some((end, vec![(*work, alias.rank)])),
        }
    }
    let (end, mut works) = best?;
    works.sort_by_key(|(work, rank)| (*rank, *work));
    let mut seen = Vec::new();
    works.retain(|(work, _)| {
        !seen.contains(work) && {
            seen.push(*work);
            true
        }
    });
    Some(Hit { words: first..end, works })
}

/// The word after the title, if it begins at word `first`. Titles begin with a capital or a digit, but
/// for long ones.
fn matches(letters: &Letters, word: &FoldedWord, first: usize, alias: &Alias) -> Option<usize> {
    let length = alias.letters.len();
    let opens = word.capital || length >= 12 || word.folded.starts_with(|c: char| c.is_ascii_digit());
    let start = letters.starts[first];
    let here = &letters.all[start..];
    let limit = spelling::tolerance(length).min(if length < 8 { 0 } else { usize::MAX });
    let different = here.iter().zip(&alias.letters).take(4).filter(|(a, b)| a != b).count();
    if !opens || different > limit.min(1) || here.len() + limit < length || !resembles(here, &alias.letters) {
        return None;
    }
    // ends of words as far from the beginning as the title is long, or nearly
    let near = letters.starts.partition_point(|s| *s + limit < start + length);
    let ends = (near..letters.starts.len()).take_while(|i| letters.starts[*i] <= start + length + limit);
    let distances = ends.filter_map(|end| {
        let part = &letters.all[start..letters.starts[end]];
        let distance = match part == alias.letters {
            true => Some(0),
            false if length > LONGEST => None,
            false => Some(distance(part, &alias.letters)),
        }?;
        (distance <= limit && same_digits(part, alias)).then_some((distance, end))
    });
    distances.min().map(|(_, end)| end)
}

/// Whether letters five to eight are about the same, one place further or nearer: most titles are ruled
/// out by that, and only the rest is compared in full.
fn resembles(here: &[char], title: &[char]) -> bool {
    let (Some(wanted), true) = (title.get(4..8), here.len() > 8) else { return true };
    (3..=5).any(|from| here[from..].iter().zip(wanted).filter(|(a, b)| a == b).count() >= 2)
}

fn same_digits(letters: &[char], alias: &Alias) -> bool {
    letters.iter().filter(|c| c.is_ascii_digit()).copied().eq(alias.digits.chars())
}

fn distance(a: &[char], b: &[char]) -> usize {
    strsim::generic_levenshtein(&a.to_vec(), &b.to_vec())
}
