//! The words that two passages have in common, in the same order.
//!
//! Knows strings; nothing of documents. The longest common run is found first, then those before and
//! after it (Ratcliff and Obershelp 1988), so that the runs never cross.

use std::ops::Range;

/// The fewest words of a run, and the fewest letters that one of them has: less says nothing.
const LEAST_WORDS: usize = 2;
const LEAST_LETTERS: usize = 5;

/// A word: its bytes, and how it is compared.
pub(super) struct RunWord {
    pub(super) range: Range<usize>,
    folded: String,
}

/// The words of a text; an apostrophe between two letters is one of a word's.
pub(super) fn words(text: &str) -> Vec<RunWord> {
    let mut words: Vec<RunWord> = Vec::new();
    for (at, c) in text.char_indices() {
        let apostrophe = matches!(c, '’' | '\'') && text[at + c.len_utf8()..].starts_with(char::is_alphanumeric);
        if apostrophe {
            if let Some(word) = words.last_mut().filter(|w| w.range.end == at) {
                word.range.end = at + c.len_utf8();
                word.folded.push('’');
            }
            continue;
        }
        if !c.is_alphanumeric() {
            continue;
        }
        match words.last_mut().filter(|w| w.range.end == at) {
            Some(word) => {
                word.range.end = at + c.len_utf8();
                word.folded.extend(c.to_lowercase());
            }
            None => words.push(RunWord { range: at..at + c.len_utf8(), folded: c.to_lowercase().collect() }),
        }
    }
    words
}

/// Bytes of two texts, or words by their indices.
pub(super) type Ranges = (Range<usize>, Range<usize>);

/// The common runs of `a` and `b` as bytes of each, in order.
pub(super) fn common(a: &str, b: &str) -> Vec<Ranges> {
    let (a, b) = (words(a), words(b));
    let bytes = |words: &[RunWord], run: Range<usize>| words[run.start].range.start..words[run.end - 1].range.end;
    common_words(&a, &b).into_iter().map(|(left, right)| (bytes(&a, left), bytes(&b, right))).collect()
}

/// The common runs of two texts as words of each, in order.
pub(super) fn common_words(a: &[RunWord], b: &[RunWord]) -> Vec<Ranges> {
    let mut runs = Vec::new();
    let mut open = vec![(0..a.len(), 0..b.len())];
    while let Some((left, right)) = open.pop() {
        let (i, j, length) = longest(&a[left.clone()], &b[right.clone()]);
        let (i, j) = (left.start + i, right.start + j);
        if length < LEAST_WORDS {
            continue;
        }
        if a[i..i + length].iter().any(|word| word.folded.chars().count() >= LEAST_LETTERS) {
            runs.push((i..i + length, j..j + length));
        }
        open.push((left.start..i, right.start..j));
        open.push((i + length..left.end, j + length..right.end));
    }
    runs.sort_by_key(|(left, _): &Ranges| left.start);
    runs
}

/// The longest common run: where it begins in each, and how many words it has.
fn longest(a: &[RunWord], b: &[RunWord]) -> (usize, usize, usize) {
    let mut best = (0, 0, 0);
    let mut before = vec![0; b.len() + 1];
    for (i, word) in a.iter().enumerate() {
        let mut here = vec![0; b.len() + 1];
        for (j, other) in b.iter().enumerate() {
            if word.folded == other.folded {
                let length = before[j] + 1;
                here[j + 1] = length;
                if length > best.2 {
                    best = (i + 1 - length, j + 1 - length, length);
                }
            }
        }
        before = here;
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs(a: &str, b: &str) -> Vec<(String, String)> {
        common(a, b).into_iter().map(|(x, y)| (a[x].to_owned(), b[y].to_owned())).collect()
    }

    #[test]
    fn runs_are_found_in_order_and_never_cross() {
        let a = "The keeper lit the lamp at seven, and the harbour was quiet.";
        let b = "At seven the keeper “lit the Lamp”; the harbour was loud.";
        let found = runs(a, b);
        let left: Vec<&str> = found.iter().map(|(a, _)| a.as_str()).collect();
        assert_eq!(left, ["The keeper lit the lamp", "the harbour was"]);
        assert_eq!(found[0].1, "the keeper “lit the Lamp");
    }

    #[test]
    fn an_apostrophe_divides_no_word() {
        assert_eq!(runs("The keeper’s police came", "the army’s police came")[0].0, "police came");
        assert_eq!(runs("the keeper’s lamp", "The keeper's lamp")[0].1, "The keeper's lamp");
    }

    #[test]
    fn small_words_alone_are_no_run() {
        assert!(runs("out of the blue", "far out of the way").is_empty());
        assert!(runs("", "").is_empty());
    }
}
