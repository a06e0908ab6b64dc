//! Local alignments of two stretches of words: what agrees counts as much as it tells.

use super::candidates::Window;
use super::corpus::{BIT, Bits, Corpus};
use crate::words::align;
use std::ops::Range;

/// What a word costs that has no counterpart.
const SKIP: Bits = BIT * 5 / 8;
/// Below this an alignment says nothing.
const LEAST: Bits = 12 * BIT;

/// Two words that agree.
pub(super) type Pair = (u32, u32);

/// The alignments of a window, each the pairs of words that agree, in order on both sides. Where one
/// is found, what lies before it on both sides and after it is searched too.
pub(super) fn alignments(corpus: &Corpus, window: &Window) -> Vec<Vec<Pair>> {
    let mut found = Vec::new();
    let mut waiting = vec![window.clone()];
    while let Some(Window { a, b }) = waiting.pop() {
        let Some(pairs) = best(corpus, a.clone(), b.clone()) else { continue };
        let (first, last) = (pairs[0], pairs[pairs.len() - 1]);
        waiting.push(Window { a: a.start..first.0, b: b.start..first.1 });
        waiting.push(Window { a: last.0 + 1..a.end, b: last.1 + 1..b.end });
        found.push(pairs);
    }
    found.sort_unstable();
    found
}

/// The best alignment of two stretches.
fn best(corpus: &Corpus, a: Range<u32>, b: Range<u32>) -> Option<Vec<Pair>> {
    if a.len() < 4 || b.len() < 4 {
        return None;
    }
    let term = |word: u32| corpus.words[word as usize].term;
    let (score, pairs) = align::local((a.len(), b.len()), SKIP, |i, j, follows| {
        let (x, y) = (a.start + i as u32, b.start + j as u32);
        let told = |x| if follows { corpus.weight_after(x) } else { corpus.weight(x) };
        (term(x) == term(y)).then(|| told(x))
    });
    let pairs = pairs.into_iter().map(|(i, j)| (a.start + i as u32, b.start + j as u32));
    (score >= LEAST).then(|| pairs.collect())
}
