//! From an alignment to passages: cut where it is interrupted and where both sides end a sentence,
//! widened to sentences and clauses, measured.

use super::align::Pair;
use super::corpus::{BIT, Bits, Corpus};
use super::words::Bound;
use std::ops::Range;

/// So many words without counterpart interrupt an alignment.
const INTERRUPTION: u32 = 14;
/// So long should a passage be if its text goes on being parallel; shorter ones join the next.
const PASSAGE: u32 = 18;
/// How far a passage is widened to the nearest clause.
const CLAUSE: u32 = 8;
/// How far to the nearest sentence in any case.
const SENTENCE: u32 = 6;
/// How far a quotation is widened.
const QUOTATION: u32 = 2;

/// Two passages, as words, with what they share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Passages {
    pub(super) a: Range<u32>,
    pub(super) b: Range<u32>,
    pub(super) pairs: Vec<Pair>,
}

/// What two passages have in common.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Measure {
    /// What the words that agree tell, less what the others cost.
    pub(super) score: Bits,
    /// How many words agree.
    pub(super) agree: u32,
    /// How many of them tell enough to be looked for and are neither names nor numbers; each once.
    pub(super) telling: u32,
    /// The words that tell enough on the side that has fewer of them.
    pub(super) content: u32,
    /// How many words the longer side has.
    pub(super) longer: u32,
    /// How many words the longest run has that is the same on both sides.
    pub(super) run: u32,
}

/// The passages of an alignment.
pub(super) fn passages(corpus: &Corpus, pairs: &[Pair]) -> Vec<Passages> {
    let mut found = Vec::new();
    for stretch in pairs.chunk_by(|x, y| y.0 - x.0 <= INTERRUPTION && y.1 - x.1 <= INTERRUPTION) {
        let pieces = pieces(corpus, stretch);
        let whole = pieces.concat();
        if is_dense(&whole) {
            found.push(widened(corpus, &whole, true));
        } else {
            found.extend(sentences(&pieces).iter().map(|piece| widened(corpus, piece, false)));
        }
    }
    found
}

/// Joins quotations that overlap on both sides: the windows of a long one.
pub(super) fn joined(corpus: &Corpus, mut all: Vec<Passages>) -> Vec<Passages> {
    let block = |range: &Range<u32>| corpus.block_of(range.start);
    all.sort_by_key(|p| (block(&p.a), block(&p.b), p.a.start, p.b.start, p.a.end, p.b.end));
    let mut kept: Vec<Passages> = Vec::with_capacity(all.len());
    for passages in all {
        let Some(last) = kept.last_mut().filter(|last| goes_on(last, &passages)) else {
            kept.push(passages);
            continue;
        };
        let end = last.pairs[last.pairs.len() - 1];
        last.pairs.extend(passages.pairs.iter().filter(|(x, y)| *x > end.0 && *y > end.1));
        last.a.end = last.a.end.max(passages.a.end);
        last.b.end = last.b.end.max(passages.b.end);
    }
    kept
}

fn goes_on(first: &Passages, second: &Passages) -> bool {
    let overlap = |x: &Range<u32>, y: &Range<u32>| x.start <= y.start && y.start < x.end;
    overlap(&first.a, &second.a) && overlap(&first.b, &second.b) && is_dense(&first.pairs) && is_dense(&second.pairs)
}

/// Whether nearly every word agrees: a quotation, which is one passage however long.
fn is_dense(pairs: &[Pair]) -> bool {
    let (first, last) = (pairs[0], pairs[pairs.len() - 1]);
    let longer = (last.0 - first.0).max(last.1 - first.1) + 1;
    pairs.len() as u32 * 20 >= longer * 17
}

/// Cuts where a sentence ends on both sides; without the pieces at either end that tell nothing.
fn pieces<'p>(corpus: &Corpus, pairs: &'p [Pair]) -> Vec<&'p [Pair]> {
    let ends = |from: u32, to: u32| (from + 1..=to).any(|at| corpus.words[at as usize].bound == Bound::Sentence);
    let tells = |piece: &[Pair]| piece.iter().any(|(x, _)| corpus.is_content(*x));
    let all: Vec<&[Pair]> = pairs.chunk_by(|x, y| !(ends(x.0, y.0) && ends(x.1, y.1))).collect();
    let from = all.iter().position(|piece| tells(piece)).unwrap_or(0);
    let to = all.iter().rposition(|piece| tells(piece)).map_or(all.len(), |last| last + 1);
    all[from..to].to_vec()
}

/// Joins pieces so that no passage is too short.
fn sentences(pieces: &[&[Pair]]) -> Vec<Vec<Pair>> {
    let mut found: Vec<Vec<Pair>> = Vec::new();
    for piece in pieces {
        match found.last_mut() {
            Some(last) if length(last) < PASSAGE => last.extend(*piece),
            _ => found.push(piece.to_vec()),
        }
    }
    if found.len() > 1
        && let Some(rest) = found.pop_if(|last| length(last) < PASSAGE / 2)
        && let Some(last) = found.last_mut()
    {
        last.extend(rest);
    }
    found
}

/// The words from the first agreement to the last, on the longer side.
fn length(pairs: &[Pair]) -> u32 {
    let (Some(first), Some(last)) = (pairs.first(), pairs.last()) else { return 0 };
    (last.0 - first.0).max(last.1 - first.1) + 1
}

/// A quotation ends with its words, give or take one or two; anything else with a sentence or clause.
fn widened(corpus: &Corpus, pairs: &[Pair], dense: bool) -> Passages {
    let (first, last) = (pairs[0], pairs[pairs.len() - 1]);
    let widen = |words: Range<u32>| {
        let reach = if dense { QUOTATION } else { SENTENCE.max(words.len() as u32) };
        widen(corpus, words, reach, if dense { QUOTATION } else { CLAUSE })
    };
    Passages { a: widen(first.0..last.0 + 1), b: widen(first.1..last.1 + 1), pairs: pairs.to_vec() }
}

/// Widens to whole sentences within `reach`, else to clauses within `near`.
fn widen(corpus: &Corpus, words: Range<u32>, reach: u32, near: u32) -> Range<u32> {
    let block = corpus.blocks[corpus.block_of(words.start)].clone();
    let begins = |at: u32, bound: Bound| at == block.start || corpus.words[at as usize].bound >= bound;
    let back = |bound: Bound| (block.start..=words.start).rev().find(|at| begins(*at, bound)).unwrap_or(words.start);
    let ahead = |bound: Bound| (words.end..block.end).find(|at| begins(*at, bound)).unwrap_or(block.end);
    let start = match (back(Bound::Sentence), back(Bound::Clause)) {
        (sentence, _) if words.start - sentence <= reach => sentence,
        (_, clause) if words.start - clause <= near => clause,
        _ => words.start,
    };
    let end = match (ahead(Bound::Sentence), ahead(Bound::Clause)) {
        (sentence, _) if sentence - words.end <= reach => sentence,
        (_, clause) if clause - words.end <= near => clause,
        _ => words.end,
    };
    start..end
}

/// Measures two passages.
pub(super) fn measure(corpus: &Corpus, passages: &Passages) -> Measure {
    let Passages { a, b, pairs } = passages;
    let (first, last) = (pairs[0], pairs[pairs.len() - 1]);
    let skipped = (last.0 - first.0 + last.1 - first.1 + 2) - 2 * pairs.len() as u32;
    let mut score = -(skipped as Bits) * BIT / 2;
    let mut before = None;
    let mut telling: Vec<u32> = Vec::new();
    for (x, y) in pairs {
        let follows = before == Some((x.wrapping_sub(1), y.wrapping_sub(1)));
        score += if follows { corpus.weight_after(*x) } else { corpus.weight(*x) };
        before = Some((*x, *y));
        if corpus.tells((*x, *y)) {
            telling.push(corpus.words[*x as usize].term);
        }
    }
    telling.sort_unstable();
    telling.dedup();
    let content = |r: &Range<u32>| r.clone().filter(|at| corpus.is_content(*at)).count() as u32;
    Measure {
        score,
        agree: pairs.len() as u32,
        telling: telling.len() as u32,
        content: content(a).min(content(b)),
        longer: a.len().max(b.len()) as u32,
        run: runs(corpus, pairs).iter().map(|(a, _)| a.len() as u32).max().unwrap_or(1),
    }
}

/// The runs of words whose letters are the same on both sides, of two words at least.
pub(super) fn runs(corpus: &Corpus, pairs: &[Pair]) -> Vec<(Range<u32>, Range<u32>)> {
    let same = |(x, y): &&Pair| corpus.words[*x as usize].form == corpus.words[*y as usize].form;
    let equal: Vec<Pair> = pairs.iter().filter(same).copied().collect();
    let runs = equal.chunk_by(|x, y| y.0 == x.0 + 1 && y.1 == x.1 + 1).filter(|run| run.len() > 1);
    runs.map(|run| (run[0].0..run[run.len() - 1].0 + 1, run[0].1..run[run.len() - 1].1 + 1)).collect()
}
