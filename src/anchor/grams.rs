//! Indexes of short stretches of bytes, so that thousands of quotations are found in a long text without reading
//! it thousands of times: one of four-byte stretches, and for what is shorter, as the words of an apparatus often
//! are, one of two bytes, made when it is first asked for.

use std::ops::Range;
use std::sync::OnceLock;

/// How many bytes make a gram.
const LENGTH: usize = 4;
/// How many buckets the grams fall into.
const BUCKETS: usize = 1 << 16;

/// Where the grams of a text stand.
#[derive(Clone, Debug)]
pub(super) struct Grams {
    long: Index,
    pairs: OnceLock<Index>,
}

/// The places of all stretches of one length, by bucket.
#[derive(Clone, Debug)]
struct Index {
    starts: Vec<u32>,
    places: Vec<u32>,
}

/// The bucket of a gram.
fn bucket(gram: &[u8]) -> usize {
    let value = gram.iter().fold(0u32, |value, byte| value << 8 | u32::from(*byte));
    (value.wrapping_mul(0x9e37_79b1) >> 16) as usize
}

/// The bucket of two bytes: each pair has its own, those that begin alike side by side.
fn pair(bytes: &[u8]) -> usize {
    bytes.iter().fold(0, |value, byte| value << 8 | usize::from(*byte))
}

impl Index {
    /// Counting sort of the stretches of `length` bytes by bucket.
    fn new(text: &str, length: usize, bucket: fn(&[u8]) -> usize) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0u32; BUCKETS + 1];
        for gram in bytes.windows(length) {
            starts[bucket(gram) + 1] += 1;
        }
        for index in 1..=BUCKETS {
            starts[index] += starts[index - 1];
        }
        let mut next = starts.clone();
        let mut places = vec![0u32; starts[BUCKETS] as usize];
        for (place, gram) in bytes.windows(length).enumerate() {
            let slot = &mut next[bucket(gram)];
            places[*slot as usize] = place as u32;
            *slot += 1;
        }
        Self { starts, places }
    }

    fn places(&self, buckets: Range<usize>) -> &[u32] {
        &self.places[self.starts[buckets.start] as usize..self.starts[buckets.end] as usize]
    }
}

impl Grams {
    /// Indexes `text`.
    pub(super) fn new(text: &str) -> Self {
        Self { long: Index::new(text, LENGTH, bucket), pairs: OnceLock::new() }
    }

    fn places(&self, gram: &[u8]) -> &[u32] {
        let bucket = bucket(gram);
        self.long.places(bucket..bucket + 1)
    }

    /// Every place where `words` stand in `text`, in order.
    pub(super) fn find(&self, text: &str, words: &str) -> Vec<Range<usize>> {
        if words.is_empty() {
            return vec![];
        }
        let Some((offset, gram)) = self.rarest(words.as_bytes()) else { return self.find_short(text, words) };
        let starts = self.places(gram).iter().filter_map(|place| (*place as usize).checked_sub(offset));
        let matches = |at: &usize| text.as_bytes().get(*at..*at + words.len()) == Some(words.as_bytes());
        starts.filter(matches).map(|at| at..at + words.len()).collect()
    }

    /// The gram of `words` that stands in the fewest places, and at which byte of them it begins.
    fn rarest<'w>(&self, words: &'w [u8]) -> Option<(usize, &'w [u8])> {
        words.windows(LENGTH).enumerate().min_by_key(|(_, gram)| self.places(gram).len())
    }

    /// Every place of words that are shorter than a gram.
    fn find_short(&self, text: &str, words: &str) -> Vec<Range<usize>> {
        let pairs = self.pairs.get_or_init(|| Index::new(text, 2, pair));
        let (bytes, words) = (text.as_bytes(), words.as_bytes());
        let matches = |at: &usize| bytes.get(*at..*at + words.len()) == Some(words);
        let range = |at: usize| at..at + words.len();
        if let [one] = words {
            let first = pair(&[*one, 0]);
            let mut all: Vec<usize> = pairs.places(first..first + 256).iter().map(|at| *at as usize).collect();
            all.extend(bytes.len().checked_sub(1).filter(matches));
            all.sort_unstable();
            return all.into_iter().map(range).collect();
        }
        let bucket = pair(&words[..2]);
        pairs.places(bucket..bucket + 1).iter().map(|at| *at as usize).filter(matches).map(range).collect()
    }

    /// Every place where `words` stand in `text` with the ends of blocks as their spaces, in order.
    pub(super) fn find_across(&self, text: &str, words: &str) -> Vec<Range<usize>> {
        let (bytes, words) = (text.as_bytes(), words.as_bytes());
        let alike = |at: &usize| {
            let found = bytes.get(*at..*at + words.len());
            found.is_some_and(|found| found.iter().zip(words).all(|(a, b)| a == b || (*a == b'\n' && *b == b' ')))
        };
        let solid = words.windows(LENGTH).enumerate().filter(|(_, gram)| !gram.contains(&b' '));
        let rarest = solid.min_by_key(|(_, gram)| self.places(gram).len());
        let range = |at: usize| at..at + words.len();
        match rarest {
            Some((offset, gram)) => {
                let starts = self.places(gram).iter().filter_map(|place| (*place as usize).checked_sub(offset));
                starts.filter(alike).map(range).collect()
            }
            None => (0..bytes.len()).filter(alike).map(range).collect(),
        }
    }

    /// The places most like `words`: where most of their grams stand in the same order.
    pub(super) fn nearest(&self, words: &str, count: usize) -> Vec<usize> {
        const WINDOW: usize = 8;
        let mut votes: std::collections::BTreeMap<usize, usize> = std::collections::BTreeMap::new();
        for (offset, gram) in words.as_bytes().windows(LENGTH).enumerate() {
            let places = self.places(gram);
            if places.len() < 500 {
                let windows = places.iter().map(|place| (*place as usize).saturating_sub(offset) / WINDOW);
                windows.for_each(|window| *votes.entry(window).or_default() += 1);
            }
        }
        let enough = (words.len().saturating_sub(LENGTH - 1)).div_ceil(3).max(1);
        let mut best: Vec<(usize, usize)> = votes.into_iter().filter(|(_, votes)| *votes >= enough).collect();
        best.sort_by_key(|(window, votes)| (std::cmp::Reverse(*votes), *window));
        let mut chosen: Vec<usize> = Vec::new();
        for (window, _) in best {
            if chosen.iter().all(|at: &usize| at.abs_diff(window * WINDOW) > 2 * WINDOW) && chosen.len() < count {
                chosen.push(window * WINDOW);
            }
        }
        chosen
    }
}
