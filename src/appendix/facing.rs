//! Cuts two passages that say the same into pieces that face one another: at places where the words
//! before and after are common to both, at the ends of sentences if there are any.
//!
//! Knows strings; nothing of documents.

use super::runs::{Ranges, RunWord, common_words, words};
use std::ops::Range;

/// How many words the longer side of a piece has at best, and the fewest that a side may have.
const BEST: u64 = 25;
const LEAST: usize = 4;

/// What it costs to cut where no sentence ends, no clause, nothing at all; and a side with too few
/// words. The square of the words that a piece has too many or too few is the measure; and within a sentence that of
/// the words that one side has more than the other, beside which the other is left blank.
const CLAUSE: u64 = 30;
const WORD: u64 = 110;
const RUN: u64 = 60;
const SHORT: u64 = 5_000;

/// A place to cut: before the words of these indices, and what it costs.
struct Cut {
    at: (usize, usize),
    cost: u64,
}

/// The pieces of `a` and `b`, as bytes of each: at least one, and together all of both.
pub(super) fn pieces(a: &str, b: &str) -> Vec<Ranges> {
    let (left, right) = (words(a), words(b));
    let cuts = cheapest(&cuts((a, &left), (b, &right)), (left.len(), right.len()));
    let mut pieces = Vec::new();
    let mut from = (0, 0);
    for (i, j) in cuts {
        let to = (begin(a, &left, i).unwrap_or(from.0), begin(b, &right, j).unwrap_or(from.1));
        pieces.push((trimmed(a, from.0..to.0), trimmed(b, from.1..to.1)));
        from = to;
    }
    pieces.push((trimmed(a, from.0..a.len()), trimmed(b, from.1..b.len())));
    pieces
}

/// Everywhere in common runs, their ends too, where a space is before both words.
fn cuts((a, left): (&str, &[RunWord]), (b, right): (&str, &[RunWord])) -> Vec<Cut> {
    let mut cuts: Vec<Cut> = Vec::new();
    for (x, y) in common_words(left, right) {
        for n in 0..=x.len() {
            let at = (x.start + n, y.start + n);
            if begin(a, left, at.0).is_none() || begin(b, right, at.1).is_none() {
                continue;
            }
            let inside = if n == 0 || n == x.len() { 0 } else { RUN };
            let pause = pause(a, left, at.0).max(pause(b, right, at.1));
            let cost = if pause == 0 { 0 } else { pause + inside };
            match cuts.last_mut().filter(|last| last.at == at) {
                Some(last) => last.cost = last.cost.min(cost),
                None => cuts.push(Cut { at, cost }),
            }
        }
    }
    cuts
}

/// The cuts that together cost least, with the pieces that they leave.
fn cheapest(cuts: &[Cut], all: (usize, usize)) -> Vec<(usize, usize)> {
    let place = |index: usize| index.checked_sub(1).map_or((0, 0), |cut| cuts[cut].at);
    // The best way to each place (the first is the beginning): its cost, and the place before.
    let mut best: Vec<(u64, usize)> = vec![(0, 0)];
    let ends = cuts.iter().map(|cut| (cut.at, cut.cost)).chain([(all, 0)]);
    for (at, cost) in ends {
        let hole = |from| if cost > 0 { hole(from, at) } else { 0 };
        let way =
            |(from, known): (usize, &(u64, usize))| (known.0 + piece(place(from), at) + hole(place(from)) + cost, from);
        let way = best.iter().enumerate().map(way).min().unwrap_or_default();
        best.push(way);
    }
    let mut taken = Vec::new();
    let mut at = best.last().map_or(0, |(_, from)| *from);
    while at > 0 {
        taken.push(place(at));
        at = best[at].1;
    }
    taken.reverse();
    taken
}

/// What a piece between two places costs.
fn piece(from: (usize, usize), to: (usize, usize)) -> u64 {
    let sides = (to.0 - from.0, to.1.saturating_sub(from.1));
    let too_short = if sides.0.min(sides.1) < LEAST { SHORT } else { 0 };
    (sides.0.max(sides.1) as u64).abs_diff(BEST).pow(2) + too_short
}

/// What it costs that a sentence goes on below the blank beside the longer side of a piece.
fn hole(from: (usize, usize), to: (usize, usize)) -> u64 {
    let sides = (to.0 - from.0, to.1.saturating_sub(from.1));
    (sides.0.abs_diff(sides.1) as u64).pow(2)
}

/// The byte at which a piece begins that begins with the word `index`: after the last space before
/// it; `None` at the ends of the text and where there is no space.
fn begin(text: &str, words: &[RunWord], index: usize) -> Option<usize> {
    let between = between(words, index)?;
    let (at, space) = text[between.clone()].char_indices().rfind(|(_, c)| c.is_whitespace())?;
    Some(between.start + at + space.len_utf8())
}

/// What it costs to cut before the word `index`, by what stands there.
fn pause(text: &str, words: &[RunWord], index: usize) -> u64 {
    let between = between(words, index).map_or("", |range| &text[range]);
    match () {
        _ if between.contains(['.', '!', '?', '\n', '\u{2028}']) => 0,
        _ if between.contains([',', ';', ':', '–', '—', '(', ')']) => CLAUSE,
        _ => WORD,
    }
}

/// What stands between a word and the one before.
fn between(words: &[RunWord], index: usize) -> Option<Range<usize>> {
    let (before, word) = (words.get(index.checked_sub(1)?)?, words.get(index)?);
    Some(before.range.end..word.range.start)
}

/// Bytes without spaces at either end.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let words = &text[range.clone()];
    let start = range.start + words.len() - words.trim_start().len();
    start..(start + words.trim().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut<'t>(a: &'t str, b: &'t str) -> Vec<(&'t str, &'t str)> {
        pieces(a, b).into_iter().map(|(x, y)| (&a[x], &b[y])).collect()
    }

    const LONG: &str = "The keeper lit the lamp at seven in the evening, as he did on every day of that winter. \
                        The harbour was quiet, the boats lay at their moorings, and nobody came to the pier. \
                        When the storm rose he went up the stairs again and stayed beside the lamp until dawn.";

    #[test]
    fn the_same_words_are_cut_at_the_ends_of_sentences() {
        let pieces = cut(LONG, LONG);
        assert!(pieces.len() > 1, "{pieces:#?}");
        assert!(pieces.iter().all(|(a, b)| a == b && a.ends_with('.')), "{pieces:#?}");
    }

    #[test]
    fn other_words_are_cut_where_both_go_on_with_the_same() {
        let other =
            LONG.replace("as he did on every day of that winter", "which he never failed to do in those months");
        let pieces = cut(LONG, &other);
        assert!(pieces.len() > 1, "{pieces:#?}");
        assert!(pieces.iter().all(|(a, b)| a.ends_with('.') && b.ends_with('.')), "{pieces:#?}");
    }

    #[test]
    fn no_sentence_goes_on_below_a_blank() {
        let short = "He went up the narrow stairs with the can of oil and stayed beside the great lamp without sleep \
                     until the grey dawn came over the pier.";
        let long = short.replace(
            "He went",
            "As the storm rose over the harbour and one boat after another was torn from its moorings by the sea that \
             broke above the wall he went",
        );
        assert_eq!(cut(&long, short).len(), 1);
        assert_eq!(cut(&long, &long).len(), 2);
    }

    #[test]
    fn short_passages_and_such_without_common_words_stay_whole() {
        assert_eq!(cut("The lamp was lit.", "The lamp was out.").len(), 1);
        assert_eq!(cut(LONG, "Nothing of this kind.").len(), 1);
        assert_eq!(cut("", "").len(), 1);
    }
}
