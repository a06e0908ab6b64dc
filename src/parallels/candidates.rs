//! Where to look: an inverted index of rare features, and the windows of two blocks that share some.
//!
//! A feature is a pair of telling words within a few of each other, in either order, or a run of
//! four words. It is rare if chance would hardly bring it about twice. The index is never there as
//! a whole: the features are gone through in portions of their hash space, so that the memory does
//! not grow with their number. What a portion gives are hits: two places that share a feature.

use super::corpus::{BIT, Bits, Corpus};
use super::words::spread;
use rayon::prelude::*;
use std::ops::Range;

/// With how many of the telling words that follow it a word makes a pair.
const PARTNERS: usize = 6;
/// How many words at most lie between the two of a pair.
const REACH: u32 = 16;
/// How long a run is.
const RUN: usize = 4;
/// How much a run tells at least.
const RUN_WEIGHT: Bits = 12 * BIT;
/// How many features a portion has, about.
const PORTION: usize = 1 << 23;
/// Of so many places that share a feature each is compared with each; of more only neighbours.
const EACH: usize = 6;
/// So many places make a feature common.
const MANY: usize = 64;
/// How far apart the hits of a window may lie, in words.
const NEAR: u32 = 30;
/// How far a window goes beyond its hits.
const MARGIN: u32 = 30;
/// How long a window may become.
const LONGEST: u32 = 500;

/// Two stretches of words that may hold a parallel, each inside one block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Window {
    pub(super) a: Range<u32>,
    pub(super) b: Range<u32>,
}

impl Window {
    /// Cut into pieces that an alignment can hold, along the diagonal; each reaches into the next.
    pub(super) fn pieces(&self) -> Vec<Window> {
        let count = (self.a.len().max(self.b.len()) as u32).div_ceil(LONGEST).max(1);
        let piece = |range: &Range<u32>, n: u32| {
            let at = |n: u32| range.start + (range.len() as u64 * u64::from(n) / u64::from(count)) as u32;
            at(n)..(at(n + 1) + 2 * MARGIN).min(range.end)
        };
        (0..count).map(|n| Window { a: piece(&self.a, n), b: piece(&self.b, n) }).collect()
    }
}

/// All windows, in the order of the first side.
pub(super) fn windows(corpus: &Corpus) -> Vec<Window> {
    let hits = hits(corpus);
    let cuts = cuts(corpus, &hits);
    let lists: Vec<Vec<Window>> = cuts.par_iter().map(|range| in_block(corpus, &hits[range.clone()])).collect();
    lists.concat()
}

/// Two words at the beginning of a shared feature, the first before the second.
type Hit = (u32, u32);

fn hits(corpus: &Corpus) -> Vec<Hit> {
    let portions = (corpus.words.len() * 4).div_ceil(PORTION).max(1) as u64;
    let mut all = Vec::new();
    for portion in 0..portions {
        let keep = |hash: u64| hash % portions == portion;
        let mut features: Vec<(u64, u32)> =
            corpus.blocks.par_iter().flat_map_iter(|block| features(corpus, block.clone(), keep)).collect();
        features.par_sort_unstable();
        for group in features.chunk_by(|x, y| x.0 == y.0) {
            shared(group, &mut all);
        }
    }
    all.par_sort_unstable();
    all.dedup();
    all
}

/// The hits of one feature. Places that overlap are one.
fn shared(group: &[(u64, u32)], hits: &mut Vec<Hit>) {
    if group.len() < 2 || group.len() > MANY {
        return;
    }
    for (i, (_, first)) in group.iter().enumerate() {
        let others = if group.len() <= EACH { group.len() } else { (i + 2).min(group.len()) };
        for (_, second) in &group[i + 1..others] {
            if second - first > REACH {
                hits.push((*first, *second));
            }
        }
    }
}

/// The rare features of a block whose hash is wanted.
fn features(corpus: &Corpus, block: Range<u32>, keep: impl Fn(u64) -> bool) -> Vec<(u64, u32)> {
    let telling: Vec<u32> = block.clone().filter(|at| corpus.is_content(*at)).collect();
    let mut found = Vec::new();
    for (i, first) in telling.iter().enumerate() {
        for second in telling[i + 1..].iter().take(PARTNERS).take_while(|s| **s - first <= REACH) {
            let (x, y) = (corpus.words[*first as usize].term, corpus.words[*second as usize].term);
            let hash = spread(u64::from(x.min(y)) << 32 | u64::from(x.max(y)));
            if x != y && keep(hash) && is_rare(corpus, x, y) {
                found.push((hash, *first));
            }
        }
    }
    let words = &corpus.words[block.start as usize..block.end as usize];
    for (at, run) in (block.start..).zip(words.windows(RUN)) {
        let hash = run.iter().fold(1, |hash, word| spread(hash ^ u64::from(word.term)));
        if keep(hash) && run.iter().map(|w| corpus.terms[w.term as usize].weight).sum::<Bits>() >= RUN_WEIGHT {
            found.push((hash, at));
        }
    }
    found
}

/// Whether chance would bring two words together at most once in the whole corpus.
fn is_rare(corpus: &Corpus, x: u32, y: u32) -> bool {
    let count = |term: u32| u64::from(corpus.terms[term as usize].count);
    let chances = count(x) * count(y) * u64::from(REACH);
    chances <= 2 * (corpus.words.len() as u64).max(1 << 14)
}

/// The hits of each block on the first side.
fn cuts(corpus: &Corpus, hits: &[Hit]) -> Vec<Range<usize>> {
    let mut cuts = Vec::new();
    let mut start = 0;
    while start < hits.len() {
        let end = corpus.blocks[corpus.block_of(hits[start].0)].end;
        let next = start + hits[start..].partition_point(|h| h.0 < end);
        cuts.push(start..next);
        start = next;
    }
    cuts
}

/// The windows of one block with others: hits near each other on both sides.
fn in_block(corpus: &Corpus, hits: &[Hit]) -> Vec<Window> {
    let own = corpus.blocks[corpus.block_of(hits[0].0)].clone();
    let mut placed: Vec<(usize, u32, u32)> = hits.iter().map(|(p, q)| (corpus.block_of(*q), *p, *q)).collect();
    placed.sort_unstable();
    let mut windows = Vec::new();
    for group in placed.chunk_by(|x, y| x.0 == y.0) {
        let other = corpus.blocks[group[0].0].clone();
        for (a, b, count) in clusters(group) {
            if count < 2 {
                continue;
            }
            let widen = |r: Range<u32>, block: &Range<u32>| {
                r.start.saturating_sub(MARGIN).max(block.start)..(r.end + MARGIN).min(block.end)
            };
            windows.push(Window { a: widen(a, &own), b: widen(b, &other) });
        }
    }
    windows
}

/// Chains hits that lie near each other: the words of each chain on both sides, and how many hits
/// it has at different words.
fn clusters(hits: &[(usize, u32, u32)]) -> Vec<(Range<u32>, Range<u32>, usize)> {
    let mut open: Vec<(Range<u32>, Range<u32>, usize)> = Vec::new();
    let mut closed = Vec::new();
    for (_, p, q) in hits {
        let mut index = 0;
        while index < open.len() {
            if open[index].0.end + NEAR < *p {
                closed.push(open.swap_remove(index));
            } else {
                index += 1;
            }
        }
        let near = |(a, b, _): &(Range<u32>, Range<u32>, usize)| {
            b.start <= q + NEAR && *q <= b.end + NEAR && p - a.start < LONGEST && q.abs_diff(b.start) < LONGEST
        };
        match open.iter_mut().find(|cluster| near(cluster)) {
            Some((a, b, count)) => {
                *count += usize::from(p + 1 > a.end);
                *a = a.start..p + 1;
                *b = b.start.min(*q)..b.end.max(q + 1);
            }
            None => open.push((*p..p + 1, *q..q + 1, 1)),
        }
    }
    closed.extend(open);
    closed.sort_unstable_by_key(|(a, b, _)| (a.start, b.start, a.end, b.end));
    closed
}
