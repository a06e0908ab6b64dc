//! An index of four-byte stretches, so that thousands of quotations are found in a long text
//! without reading it thousands of times.

use std::ops::Range;

/// How many bytes make a gram.
const LENGTH: usize = 4;
/// How many buckets the grams fall into.
const BUCKETS: usize = 1 << 16;

/// Where the grams of a text stand.
#[derive(Clone, Debug)]
pub(super) struct Grams {
    starts: Vec<u32>,
    places: Vec<u32>,
}

fn bucket(gram: &[u8]) -> usize {
    let value = gram.iter().fold(0u32, |value, byte| value << 8 | u32::from(*byte));
    (value.wrapping_mul(0x9e37_79b1) >> 16) as usize
}

impl Grams {
    /// Indexes `text`: counting sort of its grams by bucket.
    pub(super) fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0u32; BUCKETS + 1];
        for gram in bytes.windows(LENGTH) {
            starts[bucket(gram) + 1] += 1;
        }
        for index in 1..=BUCKETS {
            starts[index] += starts[index - 1];
        }
        let mut next = starts.clone();
        let mut places = vec![0u32; starts[BUCKETS] as usize];
        for (place, gram) in bytes.windows(LENGTH).enumerate() {
            let slot = &mut next[bucket(gram)];
            places[*slot as usize] = place as u32;
            *slot += 1;
        }
        Self { starts, places }
    }

    fn places(&self, gram: &[u8]) -> &[u32] {
        let bucket = bucket(gram);
        &self.places[self.starts[bucket] as usize..self.starts[bucket + 1] as usize]
    }

    /// Every place where `words` stand in `text`, in order.
    pub(super) fn find(&self, text: &str, words: &str) -> Vec<Range<usize>> {
        if words.is_empty() {
            return vec![];
        }
        let rarest = words.as_bytes().windows(LENGTH).enumerate().min_by_key(|(_, gram)| self.places(gram).len());
        let Some((offset, gram)) = rarest else {
            let bytes = text.as_bytes().windows(words.len()).enumerate();
            return bytes.filter(|(_, w)| *w == words.as_bytes()).map(|(at, _)| at..at + words.len()).collect();
        };
        let starts = self.places(gram).iter().filter_map(|place| (*place as usize).checked_sub(offset));
        let matches = |at: &usize| text.as_bytes().get(*at..*at + words.len()) == Some(words.as_bytes());
        starts.filter(matches).map(|at| at..at + words.len()).collect()
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
