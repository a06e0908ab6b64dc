//! Where a text has the title of a known work, whole or short, damaged by a letter or two.

use super::fold::{self, Word};
use super::known::{self, Alias, Catalogue};
use std::ops::Range;

/// A title in a text.
#[derive(Clone, Debug)]
pub(super) struct Hit {
    /// Its words.
    pub(super) words: Range<usize>,
    /// The works that it may be the title of, those of the whole title first: work and rank.
    pub(super) works: Vec<(usize, u8)>,
}

/// All titles, none within another: the longer counts, and the one that begins first.
pub(super) fn hits(text: &str, words: &[Word], catalogue: &Catalogue) -> Vec<Hit> {
    let mut found: Vec<Hit> = (0..words.len()).filter_map(|first| hit_at(words, first, catalogue)).collect();
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
fn with_article(text: &str, words: &[Word], hit: &mut Hit) {
    let Some(before) = hit.words.start.checked_sub(1) else { return };
    let gap = &text[words[before].range.end..words[hit.words.start].range.start];
    if known::is_article(&words[before].folded) && words[before].capital && gap == " " {
        hit.words.start = before;
    }
}

fn hit_at(words: &[Word], first: usize, catalogue: &Catalogue) -> Option<Hit> {
    let initial = words[first].folded.chars().next()?;
    let mut best: Option<(usize, Vec<(usize, u8)>)> = None;
    for (work, index) in catalogue.by_initial.get(&initial).into_iter().flatten() {
        let alias = &catalogue.works[*work].aliases[*index];
        let Some(end) = matches(words, first, alias) else { continue };
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

/// The word after the title, if it begins at word `first`. Titles begin with a capital or a digit.
fn matches(words: &[Word], first: usize, alias: &Alias) -> Option<usize> {
    let length = alias.letters.len();
    let limit = fold::tolerance(length);
    let opens = |w: &Word| w.capital || w.folded.starts_with(|c: char| c.is_ascii_digit()) || length >= 12;
    if !opens(&words[first]) {
        return None;
    }
    let mut letters: Vec<char> = Vec::new();
    let mut best: Option<(usize, usize)> = None;
    for (index, word) in words.iter().enumerate().skip(first) {
        letters.extend(word.folded.chars());
        if letters.len() > length + limit {
            break;
        }
        if letters.len() + limit < length {
            if letters.iter().zip(&alias.letters).take(3).filter(|(a, b)| a != b).count() > limit.min(1) {
                return None;
            }
            continue;
        }
        let distance = if letters == alias.letters { 0 } else { distance(&letters, &alias.letters) };
        if distance <= limit && best.is_none_or(|(least, _)| distance < least) && same_digits(&letters, alias) {
            best = Some((distance, index + 1));
        }
    }
    best.map(|(_, end)| end)
}

fn same_digits(letters: &[char], alias: &Alias) -> bool {
    letters.iter().filter(|c| c.is_ascii_digit()).copied().eq(alias.digits.chars())
}

fn distance(a: &[char], b: &[char]) -> usize {
    strsim::generic_levenshtein(&a.to_vec(), &b.to_vec())
}
