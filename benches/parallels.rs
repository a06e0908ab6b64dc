//! How long it takes to find parallels, how much memory, and how many of those planted are found, at
//! 1, 3 and 10 million words.
//!
//! The texts are made up: words by Zipf's law, in sentences, paragraphs and documents of a thousand
//! words; one passage in ten thousand words is copied into another document with a fifth of its words
//! replaced, a tenth left out, and neighbours exchanged. Every size is a process of its own, so
//! that its memory is its own: `cargo bench --bench parallels [-- WORDS …]`.

#![allow(clippy::print_stdout)] // A benchmark prints what it measured.

use edition::parallels::{Block, Proposal, find};
use std::collections::BTreeMap;
use std::ops::Range;
use std::process::Command;
use std::time::Instant;

/// How many different words there are.
const VOCABULARY: usize = 300_000;
/// How many words a document has.
const DOCUMENT: usize = 1_000;
/// How many a paragraph.
const PARAGRAPH: usize = 125;
/// How many a sentence.
const SENTENCE: usize = 25;
/// On so many words comes one passage.
const ONE_IN: usize = 10_000;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    if let [flag, words] = &arguments[..]
        && flag == "--one"
    {
        return measure(words.parse().expect("a number of words"));
    }
    let sizes =
        if arguments.is_empty() { ["1000000", "3000000", "10000000"].map(String::from).to_vec() } else { arguments };
    println!("{:>10} {:>9} {:>9} {:>13} {:>9}", "words", "seconds", "memory", "found/planted", "proposals");
    for words in sizes {
        let own = std::env::current_exe().expect("this program");
        let status = Command::new(own).args(["--one", &words]).status().expect("the program runs");
        assert!(status.success(), "{words} words");
    }
}

fn measure(words: usize) {
    let (paragraphs, planted) = corpus(words);
    let before = memory();
    let blocks: Vec<Block<'_>> = paragraphs
        .iter()
        .enumerate()
        .map(|(index, text)| Block { document: (index * PARAGRAPH / DOCUMENT) as u32, text, skipped: vec![] })
        .collect();
    let start = Instant::now();
    let proposals = find(&blocks);
    let seconds = start.elapsed().as_secs_f64();
    let found = count(&proposals, &planted, &paragraphs);
    let memory = memory().saturating_sub(before);
    println!("{words:>10} {seconds:>9.2} {memory:>6} MB {found:>6}/{:<6} {:>9}", planted.len(), proposals.len());
}

/// The most memory that this process has had, in megabytes.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kilobytes| kilobytes.parse::<u64>().ok()).unwrap_or(0) / 1024
}

/// A passage and its copy: paragraph and words of each.
type Planted = ((usize, Range<usize>), (usize, Range<usize>));

/// Words by their numbers, with what was planted, as text.
fn corpus(words: usize) -> (Vec<String>, Vec<Planted>) {
    let mut random = Random(0x5eed);
    let zipf = Zipf::new();
    let mut paragraphs: Vec<Vec<usize>> =
        (0..words / PARAGRAPH).map(|_| (0..PARAGRAPH).map(|_| zipf.word(&mut random)).collect()).collect();
    let count = paragraphs.len();
    let mut planted = Vec::new();
    for number in 0..words / ONE_IN {
        // every paragraph takes part once at most
        let (from, to) = (number * 40 % count, (number * 40 + count / 2 + 7) % count);
        let start = random.below(PARAGRAPH - 40);
        let passage = edited(&paragraphs[from][start..start + 32], &zipf, &mut random);
        let at = random.below(PARAGRAPH - 40);
        planted.push(((from, start..start + 32), (to, at..at + passage.len())));
        paragraphs[to].splice(at..at + passage.len(), passage);
    }
    (paragraphs.iter().map(|words| text(words)).collect(), planted)
}

fn edited(words: &[usize], zipf: &Zipf, random: &mut Random) -> Vec<usize> {
    let mut out: Vec<usize> = Vec::new();
    for word in words {
        match random.below(20) {
            0 | 1 => {}
            2..=5 => out.push(zipf.word(random)),
            6 => out.insert(out.len().saturating_sub(1), *word),
            _ => out.push(*word),
        }
    }
    out
}

fn text(words: &[usize]) -> String {
    let mut out = String::new();
    for (index, word) in words.iter().enumerate() {
        let mut letters = spelled(*word);
        if index % SENTENCE == 0 {
            letters[..1].make_ascii_uppercase();
        }
        out.push_str(&letters);
        out.push_str(if index % SENTENCE == SENTENCE - 1 { ". " } else { " " });
    }
    out
}

/// A word of syllables, the commoner the shorter.
fn spelled(mut number: usize) -> String {
    let mut out = String::new();
    loop {
        out.push(char::from(b"bdfgklmnprstvz"[number % 14]));
        number /= 14;
        out.push(char::from(b"aeiou"[number % 5]));
        number /= 5;
        if number == 0 {
            return out;
        }
    }
}

/// How many planted pairs a proposal lies over by half on both sides.
fn count(proposals: &[Proposal], planted: &[Planted], paragraphs: &[String]) -> usize {
    let mut by_blocks: BTreeMap<(usize, usize), Vec<&Proposal>> = BTreeMap::new();
    for proposal in proposals {
        by_blocks.entry((proposal.a.block, proposal.b.block)).or_default().push(proposal);
    }
    let half = |range: Range<usize>, place: &(usize, Range<usize>)| {
        let planted = bytes(&paragraphs[place.0], &place.1);
        let common = range.end.min(planted.end).saturating_sub(range.start.max(planted.start));
        2 * common >= planted.len()
    };
    let is_found = |(a, b): &&Planted| {
        let (a, b) = if a.0 < b.0 { (a, b) } else { (b, a) };
        let there = by_blocks.get(&(a.0, b.0)).into_iter().flatten();
        there.clone().any(|p| half(p.a.range(), a) && half(p.b.range(), b))
    };
    planted.iter().filter(is_found).count()
}

/// The bytes of some words of a paragraph.
fn bytes(paragraph: &str, words: &Range<usize>) -> Range<usize> {
    let starts: Vec<usize> =
        paragraph.split(' ').map(|word| word.as_ptr() as usize - paragraph.as_ptr() as usize).collect();
    starts[words.start]..starts[words.end.min(starts.len() - 1)]
}

/// Words by Zipf's law.
struct Zipf {
    sums: Vec<u64>,
}

impl Zipf {
    fn new() -> Self {
        let mut sum = 0;
        let sums = (0..VOCABULARY as u64).map(|rank| {
            sum += 1_000_000_000 / (rank + 3);
            sum
        });
        Self { sums: sums.collect() }
    }

    fn word(&self, random: &mut Random) -> usize {
        let at = random.next() % self.sums[self.sums.len() - 1];
        self.sums.partition_point(|sum| *sum <= at)
    }
}

/// SplitMix64.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }
}
