//! Lemmata against all places that their words have: there must be one that holds no other within it.

use edition::anchor::Anchors;
use edition::config::standoff::Quote;
use edition::config::variant::Stand;
use edition::model::text::{BlockKind, Text};
use edition::source::{Sources, Span};
use proptest::prelude::*;
use std::ops::Range;

/// Few words, so that each stands often, in one block or several.
fn blocks() -> impl Strategy<Value = Vec<Vec<&'static str>>> {
    let word = prop::sample::select(vec!["et", "ὁ", "a", "etiam", "vir", "ea", "maria"]);
    prop::collection::vec(prop::collection::vec(word, 1..9), 1..4)
}

fn quote(exact: &str, prefix: &str, suffix: &str) -> Quote {
    let span = Span::new(Sources::default().add("notes.toml", ""), 0..0);
    let (prefix, suffix) = (prefix.to_owned(), suffix.to_owned());
    Quote { exact: exact.to_owned(), prefix, suffix, occurrence: None, container: None, span }
}

/// A word of the text, with its block.
#[derive(Clone, Debug)]
struct Word {
    range: Range<usize>,
    block: usize,
    word: &'static str,
}

fn words(blocks: &[Vec<&'static str>]) -> (Text, Vec<Word>) {
    let (mut text, mut words) = (Text::default(), vec![]);
    for block in blocks {
        let index = text.push_block(BlockKind::Paragraph, &block.join(" "));
        let mut at = text.blocks[index].range.start;
        for word in block {
            words.push(Word { range: at..at + word.len(), block: index, word });
            at += word.len() + 1;
        }
    }
    (text, words)
}

/// The word beside another in its block.
fn beside(words: &[Word], index: usize, step: isize) -> &'static str {
    let other = index.checked_add_signed(step).and_then(|index| words.get(index));
    other.filter(|other| other.block == words[index].block).map_or("", |other| other.word)
}

/// Every row of words that reads `parts`, each a word with what must stand before and after it.
fn rows(words: &[Word], parts: &[(&str, &str, &str)]) -> Vec<Vec<usize>> {
    let mut rows: Vec<Vec<usize>> = vec![vec![]];
    for (exact, before, after) in parts {
        let fits = |index: usize| {
            words[index].word == *exact
                && (before.is_empty() || beside(words, index, -1).ends_with(before))
                && (after.is_empty() || beside(words, index, 1).starts_with(after))
        };
        let longer = rows.iter().flat_map(|row| {
            let from = row.last().map_or(0, |last| last + 1);
            (from..words.len()).filter(|index| fits(*index)).map(|index| [row.as_slice(), &[index]].concat())
        });
        rows = longer.collect();
    }
    rows
}

/// Those that hold no other, by their first and last word.
fn closest(rows: &[Vec<usize>]) -> Vec<&Vec<usize>> {
    let ends = |row: &Vec<usize>| (row[0], row[row.len() - 1]);
    let holds =
        |outer: (usize, usize), inner: (usize, usize)| outer != inner && outer.0 <= inner.0 && inner.1 <= outer.1;
    rows.iter().filter(|row| !rows.iter().any(|other| holds(ends(row), ends(other)))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn a_lemma_has_the_one_place_that_its_words_have(
        blocks in blocks(),
        chosen in prop::collection::vec(any::<prop::sample::Index>(), 1..4),
        context in any::<(bool, bool)>(),
    ) {
        let (text, words) = words(&blocks);
        let mut chosen: Vec<usize> = chosen.iter().map(|index| index.index(words.len())).collect();
        chosen.sort_unstable();
        chosen.dedup();
        let (first, last) = (chosen[0], chosen[chosen.len() - 1]);
        let parts: Vec<(&str, &str, &str)> = chosen.iter().map(|index| {
            let before = if context.0 && *index == first { beside(&words, *index, -1) } else { "" };
            let after = if context.1 && *index == last { beside(&words, *index, 1) } else { "" };
            (words[*index].word, before, after)
        }).collect();
        let all = rows(&words, &parts);
        let closest = closest(&all);
        let quotes = parts.iter().map(|(exact, before, after)| {
            quote(exact, &format!("{before} "), &format!(" {after}"))
        });
        match (Anchors::new(&text).lemma(&Stand::Parts(quotes.collect())), closest.as_slice()) {
            (Ok(found), [one]) => {
                let right: Vec<_> = one.iter().map(|index| words[*index].range.clone()).collect();
                prop_assert_eq!(found, right);
            }
            (Err(error), several) => {
                prop_assert!(several.len() > 1, "{}", error.message);
                prop_assert_eq!(error.code, "anchor-ambiguous");
            }
            (Ok(found), several) => prop_assert!(false, "{found:?} of {several:?}"),
        }
    }
}
