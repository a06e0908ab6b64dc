//! All texts as one row of words, with what each word tells: the rarer, the more.
//!
//! Information is counted in eighths of a bit. A term's number depends on its letters alone, so
//! that nothing that follows depends on the order of the documents.

use super::words::{self, Bound, Look, spread};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// What is measured in eighths of a bit.
pub(super) type Bits = i32;
/// A bit.
pub(super) const BIT: Bits = 8;
/// Below this size a corpus is too small to say how rare a word is.
const SMALL: usize = 1 << 14;
/// As often as one word in so many occur words that tell nothing.
const COMMON: usize = 16;
/// So many words tell whether a document has capitals for names only.
const TELLING: usize = 300;

/// A block of a text.
#[derive(Clone, Debug)]
pub struct Block<'a> {
    /// The document (any numbers, the same for blocks of one document).
    pub document: u32,
    /// Its characters.
    pub text: &'a str,
    /// Bytes whose words are nobody's own: citations.
    pub skipped: Vec<Range<usize>>,
}

/// A word of the row.
#[derive(Clone, Copy, Debug)]
pub(super) struct CorpusWord {
    /// Its term.
    pub(super) term: u32,
    /// Its folded form, hashed.
    pub(super) form: u32,
    /// Its first byte in the block.
    pub(super) start: u32,
    /// Its length in bytes.
    pub(super) length: u16,
    /// What stands before it.
    pub(super) bound: Bound,
    /// Whether it has a capital inside a sentence, where that tells a name, or is a number.
    pub(super) named: bool,
}

/// What is known of a term.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Term {
    /// How often it occurs.
    pub(super) count: u32,
    /// What its occurrence tells.
    pub(super) weight: Bits,
    /// Whether it is a name or a number: capitals wherever it does not begin a sentence.
    pub(super) name: bool,
}

/// The row of words.
#[derive(Debug)]
pub(super) struct Corpus {
    pub(super) words: Vec<CorpusWord>,
    /// The words of each block.
    pub(super) blocks: Vec<Range<u32>>,
    pub(super) documents: Vec<u32>,
    pub(super) terms: Vec<Term>,
    /// How often two words stand side by side, by a hash of both.
    pairs: Vec<u32>,
}

impl Corpus {
    pub(super) fn new(blocks: &[Block<'_>]) -> Self {
        let tokens: Vec<Vec<words::Token>> = blocks.par_iter().map(block_tokens).collect();
        let mut stems: Vec<u64> = tokens.par_iter().flat_map_iter(|list| list.iter().map(|t| t.stem)).collect();
        stems.par_sort_unstable();
        stems.dedup();
        stems.shrink_to_fit();
        let number = |stem: u64| stems.binary_search(&stem).unwrap_or(0) as u32;
        let telling = capitals_tell(blocks, &tokens);
        let lists: Vec<Vec<CorpusWord>> = tokens
            .par_iter()
            .zip(blocks)
            .map(|(list, block)| {
                let capitals = telling.contains(&block.document);
                let word = |t: &words::Token| CorpusWord {
                    term: number(t.stem),
                    form: t.form,
                    start: t.start,
                    length: t.length,
                    bound: t.bound,
                    named: t.look == Look::Number || capitals && t.look == Look::Capital,
                };
                list.iter().map(word).collect()
            })
            .collect();
        let mut ends = 0;
        let ranges = lists.iter().map(|list| {
            let start = ends;
            ends += list.len() as u32;
            start..ends
        });
        let ranges: Vec<Range<u32>> = ranges.collect();
        let terms = terms(stems.len(), &lists, &tokens);
        drop(tokens);
        let words = lists.concat();
        let pairs = pairs(&words, &ranges);
        let documents = blocks.iter().map(|b| b.document).collect();
        Self { words, blocks: ranges, documents, terms, pairs }
    }

    /// The term of word `at`.
    pub(super) fn term(&self, at: u32) -> &Term {
        &self.terms[self.words[at as usize].term as usize]
    }

    /// The block that holds word `at`.
    pub(super) fn block_of(&self, at: u32) -> usize {
        self.blocks.partition_point(|b| b.end <= at)
    }

    /// The bytes that some words of one block stand in.
    pub(super) fn bytes(&self, words: Range<u32>) -> Range<usize> {
        let (first, last) = (&self.words[words.start as usize], &self.words[words.end as usize - 1]);
        first.start as usize..last.start as usize + usize::from(last.length)
    }

    /// The words in bytes `range` of a block, and some more on both sides.
    pub(super) fn around(&self, block: usize, range: &Range<usize>) -> Range<u32> {
        const MORE: u32 = 20;
        let words = self.blocks[block].clone();
        let inside = &self.words[words.start as usize..words.end as usize];
        let before = |at: usize| inside.partition_point(|word| (word.start as usize) < at) as u32;
        let (start, end) = (words.start + before(range.start), words.start + before(range.end));
        start.saturating_sub(MORE).max(words.start)..(end + MORE).min(words.end)
    }

    /// What word `at` tells of itself.
    pub(super) fn weight(&self, at: u32) -> Bits {
        self.term(at).weight
    }

    /// What word `at` tells after the word before it: little in a fixed phrase, of which there are
    /// others than the two that are compared.
    pub(super) fn weight_after(&self, at: u32) -> Bits {
        let weight = self.weight(at);
        let (before, own) = (self.words[at as usize - 1].term, self.words[at as usize].term);
        let together = self.pairs[slot(before, own, self.pairs.len())];
        if together <= 2 {
            return weight;
        }
        let expected = log2(2 * u64::from(self.terms[before as usize].count)) - log2(u64::from(2 * (together - 2) + 1));
        expected.clamp(weight / 3, weight)
    }

    /// Whether a pair that agrees tells something of what is said: not two names or numbers.
    pub(super) fn tells(&self, (a, b): (u32, u32)) -> bool {
        let names = self.term(a).name || self.words[a as usize].named && self.words[b as usize].named;
        self.is_content(a) && !names
    }

    /// How much chance brings about in a corpus of this size: two bits for every doubling, as the
    /// places that are compared grow with its square. In a small corpus it is less than nothing, but
    /// not by much: what its words tell is a guess.
    pub(super) fn noise(&self) -> Bits {
        (2 * (log2(self.words.len() as u64) - log2(SMALL as u64))).max(-6 * BIT)
    }

    /// Whether a word tells enough to be looked for.
    pub(super) fn is_content(&self, at: u32) -> bool {
        self.weight(at) >= 3 * BIT
    }
}

fn block_tokens(block: &Block<'_>) -> Vec<words::Token> {
    let mut tokens = words::tokens(block.text);
    if !block.skipped.is_empty() {
        tokens.retain(|t| !block.skipped.iter().any(|s| s.start < t.range().end && t.range().start < s.end));
    }
    tokens
}

/// The documents in which a capital inside a sentence tells a name: not where every noun has one. A
/// document too short to say is taken as all are together.
fn capitals_tell(blocks: &[Block<'_>], tokens: &[Vec<words::Token>]) -> BTreeSet<u32> {
    let mut counts: BTreeMap<u32, (usize, usize)> = BTreeMap::new();
    for (block, list) in blocks.iter().zip(tokens) {
        let (capitals, all) = counts.entry(block.document).or_default();
        let inside = list.iter().filter(|t| t.look != Look::Initial);
        *all += inside.clone().count();
        *capitals += inside.filter(|t| t.look == Look::Capital).count();
    }
    let together = counts.values().fold((0, 0), |sum, (capitals, all)| (sum.0 + capitals, sum.1 + all));
    let tell = |own: (usize, usize)| {
        let (capitals, all) = if own.1 < TELLING { together } else { own };
        capitals * 5 < all
    };
    counts.into_iter().filter(|(_, own)| tell(*own)).map(|(document, _)| document).collect()
}

fn terms(count: usize, lists: &[Vec<CorpusWord>], tokens: &[Vec<words::Token>]) -> Vec<Term> {
    let mut terms = vec![Term::default(); count];
    // for each term how often it is named, how often not, and whether it is short
    let mut looks = vec![(0u32, 0u32, false); count];
    for (word, token) in lists.iter().flatten().zip(tokens.iter().flatten()) {
        let (named, other, short) = &mut looks[word.term as usize];
        terms[word.term as usize].count += 1;
        *named += u32::from(word.named);
        *other += u32::from(!word.named && token.look != Look::Initial);
        *short |= token.look == Look::Short;
    }
    let total: usize = lists.iter().map(Vec::len).sum();
    for (term, (named, other, short)) in terms.iter_mut().zip(looks) {
        term.name = named > 0 && named >= 4 * other;
        term.weight = weight(u64::from(term.count), total as u64, short);
    }
    terms
}

/// What a word tells that occurs `count` times among `total`: nothing as often as `the`. In a small
/// corpus a word that occurs a few times only is taken to be as rare as it would be in a larger one,
/// but one of three letters or less to be a particle.
fn weight(count: u64, total: u64, short: bool) -> Bits {
    let own = log2(total.max(1)) - log2(COMMON as u64 * count.max(1));
    let missing = (log2(SMALL as u64) - log2(total.max(1))).max(0);
    let trust = 8 - count.clamp(2, 8) as Bits;
    let weight = (own + missing * trust / 6).max(BIT / 4);
    match short {
        true if total < SMALL as u64 => weight.min(2 * BIT),
        true => weight.min(4 * BIT),
        false => weight,
    }
}

/// The logarithm to the base of 2, in eighths; of 0 as of 1.
pub(super) fn log2(value: u64) -> Bits {
    let value = value.max(1);
    let whole = value.ilog2();
    // the mantissa with 31 bits behind the point, squared once for each further binary place
    let mut mantissa = if whole > 31 { value >> (whole - 31) } else { value << (31 - whole) };
    let mut result = whole as Bits;
    for _ in 0..3 {
        mantissa = (mantissa * mantissa) >> 31;
        let carry = mantissa >> 32;
        mantissa >>= carry;
        result = 2 * result + carry as Bits;
    }
    result
}

fn slot(first: u32, second: u32, size: usize) -> usize {
    spread(u64::from(first) << 32 | u64::from(second)) as usize & (size - 1)
}

/// Counts neighbours, in a table so large that few share a slot.
fn pairs(words: &[CorpusWord], blocks: &[Range<u32>]) -> Vec<u32> {
    let size = (2 * words.len()).next_power_of_two().max(1 << 12);
    let mut table = vec![0u32; size];
    for block in blocks {
        let block = &words[block.start as usize..block.end as usize];
        for pair in block.windows(2) {
            let count = &mut table[slot(pair[0].term, pair[1].term, size)];
            *count = count.saturating_add(1);
        }
    }
    table
}
