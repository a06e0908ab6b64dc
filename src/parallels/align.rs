//! Local alignment of two stretches of words, after Smith and Waterman ("Identification of common
//! molecular subsequences", 1981): what agrees counts as much as it tells, every word that is
//! skipped on either side costs a little.

use super::candidates::Window;
use super::corpus::{BIT, Bits, Corpus};
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

#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    End,
    Match,
    SkipA,
    SkipB,
}

/// The best alignment of two stretches.
fn best(corpus: &Corpus, a: Range<u32>, b: Range<u32>) -> Option<Vec<Pair>> {
    if a.len() < 4 || b.len() < 4 {
        return None;
    }
    let width = b.len() + 1;
    let mut steps = vec![Step::End; (a.len() + 1) * width];
    let mut above = vec![0 as Bits; width];
    let mut row = vec![0 as Bits; width];
    let mut top = (0, 0);
    for (i, x) in a.clone().enumerate() {
        let term = corpus.words[x as usize].term;
        for (j, y) in b.clone().enumerate() {
            let at = (i + 1) * width + j + 1;
            let skip_a = above[j + 1] - SKIP;
            let skip_b = row[j] - SKIP;
            let (mut score, mut step) = (0, Step::End);
            if skip_a > score {
                (score, step) = (skip_a, Step::SkipA);
            }
            if skip_b > score {
                (score, step) = (skip_b, Step::SkipB);
            }
            if term == corpus.words[y as usize].term {
                let follows = steps[at - width - 1] == Step::Match;
                let weight = if follows { corpus.weight_after(x) } else { corpus.weight(x) };
                let matched = above[j] + weight;
                if matched >= score {
                    (score, step) = (matched, Step::Match);
                }
            }
            row[j + 1] = score;
            steps[at] = step;
            if score > top.0 {
                top = (score, at);
            }
        }
        std::mem::swap(&mut above, &mut row);
        row[0] = 0;
    }
    (top.0 >= LEAST).then(|| trace(&steps, width, top.1, a.start, b.start))
}

fn trace(steps: &[Step], width: usize, mut at: usize, a: u32, b: u32) -> Vec<Pair> {
    let mut pairs = Vec::new();
    loop {
        match steps[at] {
            Step::End => break,
            Step::Match => {
                pairs.push((a + (at / width) as u32 - 1, b + (at % width) as u32 - 1));
                at -= width + 1;
            }
            Step::SkipA => at -= width,
            Step::SkipB => at -= 1,
        }
    }
    pairs.reverse();
    pairs
}
