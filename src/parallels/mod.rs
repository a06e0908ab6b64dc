//! Passages that render the same text in two documents, or in two places of one: found, aligned
//! and scored, as proposals for the editor.
//!
//! Knows texts as blocks of words; nothing of how an accepted parallel is printed.
//!
//! 1. `words`, `corpus`: all blocks as one row of words, folded and stemmed, with what each word tells.
//! 2. `candidates`: an inverted index of rare features gives the windows that are worth comparing.
//! 3. `align`: a local alignment of each window.
//! 4. `passage`: from alignments to passages between bounds of sentences and clauses.
//! 5. `rank`: what is proposed, as what, in what order.
//!
//! `texts` takes the blocks from documents and leads back to their witnesses; `passim` writes and
//! reads the files of the program of that name.

mod align;
mod candidates;
mod corpus;
pub mod known;
mod passage;
pub mod passim;
mod rank;
pub mod texts;
mod words;

pub use corpus::Block;

use crate::model::parallel::ParallelKind;
use candidates::Window;
use corpus::{BIT, Corpus};
use passage::Passages;
use rank::{Agreement, Ranked};
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

/// One side of a proposal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Passage {
    /// Index of its block.
    pub block: usize,
    /// Its first byte in the block.
    pub start: usize,
    /// The byte behind its last.
    pub end: usize,
}

impl Passage {
    /// Its bytes in the block.
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    /// Takes in the stops and closing quotation marks after it, and an opening mark before it.
    fn embrace(&mut self, text: &str) {
        let closes = |c: char| matches!(c, '.' | '!' | '?' | '…' | '’' | '”' | '»' | '\'' | '"');
        let opens = |c: char| matches!(c, '‘' | '“' | '„' | '«' | '`' | '\'' | '"');
        let rest = &text[self.end..];
        let length = rest.find(|c| !closes(c)).unwrap_or(rest.len());
        // `3.5`, `p.m`: a stop inside a word
        if !rest[length..].starts_with(char::is_alphanumeric) {
            self.end += length;
        }
        self.start = text[..self.start].trim_end_matches(opens).len();
    }
}

/// Two passages that seem to be parallel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The side that comes first.
    pub a: Passage,
    /// The other.
    pub b: Passage,
    /// What it seems to be.
    pub kind: ParallelKind,
    /// How much the words tell that agree, in bits.
    pub score: u32,
    /// How many words the longest common run has.
    pub longest_run: u32,
    /// The runs that are the same on both sides, in bytes of the two blocks, in order.
    pub runs: Vec<(Range<usize>, Range<usize>)>,
}

/// Finds the parallels among `blocks`, the best first. The result does not depend on the order of
/// the documents, but for which side is called first.
pub fn find(blocks: &[Block<'_>]) -> Vec<Proposal> {
    let order = by_content(blocks);
    let corpus = in_order(blocks, &order);
    let windows = candidates::windows(&corpus);
    propose(blocks, &corpus, &order, &windows)
}

/// Examines pairs of passages that something else has found, with what lies around them.
pub fn examine(blocks: &[Block<'_>], pairs: &[(Passage, Passage)]) -> Vec<Proposal> {
    let order = by_content(blocks);
    let corpus = in_order(blocks, &order);
    let mut places = vec![0; order.len()];
    for (at, block) in order.iter().enumerate() {
        places[*block] = at;
    }
    let words = |passage: &Passage| corpus.around(places[passage.block], &passage.range());
    let window = |(a, b): &(Passage, Passage)| {
        let (a, b) = (words(a), words(b));
        if a.start <= b.start { Window { a, b } } else { Window { a: b, b: a } }
    };
    let mut windows: Vec<Window> = pairs.iter().map(window).flat_map(|window| window.pieces()).collect();
    windows.sort_by_key(|w| (w.a.start, w.b.start, w.a.end, w.b.end));
    propose(blocks, &corpus, &order, &windows)
}

fn in_order(blocks: &[Block<'_>], order: &[usize]) -> Corpus {
    let ordered: Vec<Block<'_>> = order.iter().map(|i| blocks[*i].clone()).collect();
    Corpus::new(&ordered)
}

fn propose(blocks: &[Block<'_>], corpus: &Corpus, order: &[usize], windows: &[Window]) -> Vec<Proposal> {
    let found: Vec<Passages> = windows
        .par_iter()
        .flat_map_iter(|window| align::alignments(corpus, window))
        .flat_map_iter(|pairs| passage::passages(corpus, &pairs))
        .collect();
    let ranked = rank::rank(corpus, passage::joined(corpus, found));
    let mut proposals: Vec<Proposal> = ranked.iter().map(|ranked| proposal(corpus, order, ranked)).collect();
    for proposal in &mut proposals {
        proposal.a.embrace(blocks[proposal.a.block].text);
        proposal.b.embrace(blocks[proposal.b.block].text);
    }
    proposals.sort_by_key(|p| (Reverse(p.score), p.a.clone(), p.b.clone()));
    proposals
}

/// The blocks' indices, document by document, the documents in an order that depends on their texts alone.
fn by_content(blocks: &[Block<'_>]) -> Vec<usize> {
    let mut documents: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (index, block) in blocks.iter().enumerate() {
        documents.entry(block.document).or_default().push(index);
    }
    let hash = |list: &Vec<usize>| {
        let bytes = list.iter().flat_map(|i| blocks[*i].text.bytes());
        bytes.fold(0u64, |hash, byte| words::spread(hash ^ u64::from(byte)))
    };
    let mut keyed: Vec<(u64, Vec<usize>)> = documents.into_values().map(|list| (hash(&list), list)).collect();
    keyed.sort();
    keyed.into_iter().flat_map(|(_, list)| list).collect()
}

fn proposal(corpus: &Corpus, order: &[usize], ranked: &Ranked) -> Proposal {
    let Passages { a, b, pairs } = &ranked.passages;
    let runs = passage::runs(corpus, pairs);
    let bytes = |words: &Range<u32>| corpus.bytes(words.clone());
    let side = |words: &Range<u32>| {
        let Range { start, end } = bytes(words);
        Passage { block: order[corpus.block_of(words.start)], start, end }
    };
    let (mut first, mut second) = (side(a), side(b));
    let mut runs: Vec<_> = runs.iter().map(|(x, y)| (bytes(x), bytes(y))).collect();
    if second < first {
        std::mem::swap(&mut first, &mut second);
        runs.iter_mut().for_each(|(x, y)| std::mem::swap(x, y));
    }
    let kind = match ranked.agreement {
        Agreement::Quotation => ParallelKind::Quotation,
        Agreement::Retranslation => ParallelKind::Retranslation,
        Agreement::Paraphrase => ParallelKind::Paraphrase,
    };
    Proposal {
        a: first,
        b: second,
        kind,
        score: (ranked.score / BIT).max(0) as u32,
        longest_run: ranked.measure.run,
        runs,
    }
}
