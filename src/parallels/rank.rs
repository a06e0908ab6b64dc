//! Which passages are proposed, as what, and in what order.

use super::corpus::{BIT, Bits, Corpus};
use super::passage::{Measure, Passages, measure};
use std::collections::BTreeMap;
use std::ops::Range;

/// How much a proposal tells at least, in a corpus of 20,000 words: there the weakest retranslation of
/// the measured truth has 25 bits, and of what has less than 20 hardly anything is true.
const LEAST: Bits = 20 * BIT;
/// How many telling words agree at least, names and numbers aside.
const TELLING: u32 = 4;

/// How much it tells where so few do, or one less.
const FEW: Bits = 26 * BIT;
/// How far apart, in words, two parallels of a chain begin on either side.
const LINK: u32 = 400;
/// Among how many parallels before it that which a chain goes on from is sought.
const LOOK_BACK: usize = 32;

/// How two passages agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Agreement {
    /// Nearly every word.
    Quotation,
    /// Many words, in the same order.
    Retranslation,
    /// Some.
    Paraphrase,
}

/// A pair of passages with its rank.
#[derive(Clone, Debug)]
pub(super) struct Ranked {
    pub(super) passages: Passages,
    pub(super) measure: Measure,
    pub(super) agreement: Agreement,
    pub(super) score: Bits,
}

/// Measures, sorts out, joins what overlaps, and puts the best first.
pub(super) fn rank(corpus: &Corpus, found: Vec<Passages>) -> Vec<Ranked> {
    let mut list: Vec<Ranked> = found.into_iter().filter_map(|passages| judged(corpus, passages)).collect();
    list.sort_by(|x, y| (y.score, key(x)).cmp(&(x.score, key(y))));
    let mut kept = without_overlaps(corpus, list);
    raise_chains(corpus, &mut kept);
    kept.sort_by(|x, y| (y.score, key(x)).cmp(&(x.score, key(y))));
    kept
}

fn key(ranked: &Ranked) -> (u32, u32, u32, u32) {
    let Passages { a, b, .. } = &ranked.passages;
    (a.start, b.start, a.end, b.end)
}

fn judged(corpus: &Corpus, passages: Passages) -> Option<Ranked> {
    let overlap = passages.a.start < passages.b.end && passages.b.start < passages.a.end;
    let measure = measure(corpus, &passages);
    let least = if measure.telling > TELLING { LEAST } else { FEW };
    let enough =
        measure.score >= least + corpus.noise() && measure.telling >= TELLING && measure.telling * 6 >= measure.content;
    let agreement = agreement(&measure, false);
    (enough && !overlap).then_some(Ranked { agreement, score: measure.score, passages, measure })
}

/// The kind by two shares, of all words that agree and of the telling ones, where one of a chain
/// needs less: in the measured truth the shares of the telling words are from 0.31 to 0.76 for
/// retranslations in a chain, and most of what has less than 0.4 alone is paraphrase.
fn agreement(measure: &Measure, chained: bool) -> Agreement {
    let share = if chained { 3 } else { 2 };
    if measure.agree * 20 >= measure.longer * 17 && measure.run >= 6 || measure.run >= 20 {
        Agreement::Quotation
    } else if measure.telling > TELLING && measure.telling * share * 5 >= measure.content * 5 || measure.run >= 10 {
        Agreement::Retranslation
    } else {
        Agreement::Paraphrase
    }
}

/// Of two pairs that overlap by half on both sides only the better stays.
fn without_overlaps(corpus: &Corpus, list: Vec<Ranked>) -> Vec<Ranked> {
    let mut kept: Vec<Ranked> = Vec::new();
    let mut by_block: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for ranked in list {
        let Passages { a, b, .. } = &ranked.passages;
        let blocks = (corpus.block_of(a.start), corpus.block_of(b.start));
        let others = by_block.entry(blocks).or_default();
        let taken = |i: &usize| is_half(a, &kept[*i].passages.a) && is_half(b, &kept[*i].passages.b);
        if !others.iter().any(taken) {
            others.push(kept.len());
            kept.push(ranked);
        }
    }
    kept
}

/// Several parallels between two documents that follow each other in the same order on both sides
/// support each other: each gets an eighth more for every other of the longest such chain that it
/// belongs to, up to half. A passage has one counterpart in a chain: the best.
fn raise_chains(corpus: &Corpus, list: &mut [Ranked]) {
    let mut pairs: BTreeMap<(u32, u32), Vec<usize>> = BTreeMap::new();
    for (index, ranked) in list.iter().enumerate() {
        let document = |at: u32| corpus.documents[corpus.block_of(at)];
        let (a, b) = (document(ranked.passages.a.start), document(ranked.passages.b.start));
        if a != b {
            pairs.entry((a, b)).or_default().push(index);
        }
    }
    for members in pairs.into_values() {
        let mut members = without_rivals(list, members);
        members.sort_by_key(|i| (list[*i].passages.a.start, list[*i].passages.b.start));
        let starts: Vec<(u32, u32)> =
            members.iter().map(|i| (list[*i].passages.a.start, list[*i].passages.b.start)).collect();
        for (index, length) in members.iter().zip(chains(&starts)) {
            list[*index].score += list[*index].score * (length as Bits - 1).min(4) / 8;
            list[*index].agreement = agreement(&list[*index].measure, length > 2);
        }
    }
}

/// Of the `members`, the best first, those neither of whose sides belongs to a better one.
fn without_rivals(list: &[Ranked], members: Vec<usize>) -> Vec<usize> {
    let mut taken: [BTreeMap<u32, u32>; 2] = Default::default();
    let is_free = |taken: &BTreeMap<u32, u32>, side: &Range<u32>| {
        // what is taken hardly overlaps: the last two that begin before the end are all that can matter
        let mut near = taken.range(..side.end).rev().take(2);
        !near.any(|(start, end)| is_half(&(*start..*end), side))
    };
    let mut kept = Vec::new();
    for index in members {
        let Passages { a, b, .. } = &list[index].passages;
        if is_free(&taken[0], a) && is_free(&taken[1], b) {
            taken[0].insert(a.start, a.end);
            taken[1].insert(b.start, b.end);
            kept.push(index);
        }
    }
    kept
}

/// Whether two stretches have half of the shorter one in common.
fn is_half(x: &Range<u32>, y: &Range<u32>) -> bool {
    let common = x.end.min(y.end).saturating_sub(x.start.max(y.start)) as usize;
    common * 2 >= x.len().min(y.len())
}

/// For each place how long the longest chain through it is.
fn chains(places: &[(u32, u32)]) -> Vec<u32> {
    let follows = |x: &(u32, u32), y: &(u32, u32)| x.0 < y.0 && x.1 < y.1 && y.0 - x.0 <= LINK && y.1 - x.1 <= LINK;
    let mut before = vec![1u32; places.len()];
    let mut after = before.clone();
    for at in 0..places.len() {
        let near = (at.saturating_sub(LOOK_BACK)..at).filter(|i| follows(&places[*i], &places[at]));
        before[at] += near.map(|i| before[i]).max().unwrap_or(0);
    }
    for at in (0..places.len()).rev() {
        let near = (at + 1..places.len().min(at + 1 + LOOK_BACK)).filter(|i| follows(&places[at], &places[*i]));
        after[at] += near.map(|i| after[i]).max().unwrap_or(0);
    }
    before.iter().zip(after).map(|(b, a)| b + a - 1).collect()
}
