//! What stands twice: a word (`of the the boats`), a sign (`boats,,`). Words that a sentence can
//! have twice in a row are left alone, and so is what is repeated for its sound.

use super::Passage;
use crate::model::account::Edit;
use std::ops::Range;

/// Words that never stand twice in a row.
const NEVER: [&str; 12] = ["the", "a", "an", "and", "of", "to", "with", "from", "et", "und", "les", "mit"];
/// Words that may.
const MAY: [&str; 40] = [
    "had", "that", "in", "on", "her", "no", "yes", "very", "so", "is", "was", "you", "do", "far", "long", "never",
    "again", "many", "too", "well", "up", "by", "over", "out", "as", "nous", "vous", "si", "très", "die", "der", "das",
    "sie", "ihr", "wir", "es", "den", "dem", "ja", "nein",
];

/// Emits the queries of `doubled.word` and of `doubled.sign`: old print has both on purpose.
pub(super) fn apply(passage: &Passage, edits: &mut Vec<Edit>) {
    signs(passage, edits);
    let Some(words) = passage.vocabulary else { return };
    if !words.language().has_small_words() {
        return;
    }
    let all: Vec<Range<usize>> = passage.words().collect();
    for (i, pair) in all.windows(2).enumerate() {
        let thrice = [i.checked_sub(1), Some(i + 2)].into_iter().flatten().filter_map(|n| all.get(n));
        let same = |other: &Range<usize>| is_same(passage, &pair[0], other);
        if is_same(passage, &pair[0], &pair[1]) && !thrice.into_iter().any(same) {
            edits.extend(word(passage, &pair[0], &pair[1]));
        }
    }
}

/// Whether two words are one but for the first one's capital.
fn is_same(passage: &Passage, one: &Range<usize>, other: &Range<usize>) -> bool {
    let (one, other) = (&passage.text[one.clone()], &passage.text[other.clone()]);
    one.len() == other.len() && one.eq_ignore_ascii_case(other)
}

fn word(passage: &Passage, first: &Range<usize>, second: &Range<usize>) -> Option<Edit> {
    let raw = &passage.text[second.clone()];
    let gap = &passage.text[first.end..second.start];
    let alone = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '-' | '\'' | '’' | '.'));
    let ends = alone(passage.before(first.start)) && alone(passage.after(second.end).filter(|c| *c != '.'));
    let spaced = gap.chars().all(char::is_whitespace);
    if !ends || !spaced || !raw.chars().all(char::is_lowercase) || MAY.contains(&raw) || passage.is_taken(first.end) {
        return None;
    }
    if NEVER.contains(&raw) && gap == " " && raw.len() > 1 {
        return Some(passage.query(first.end..second.end, "", "doubled.word"));
    }
    let short = raw.chars().count() < 3 && !NEVER.contains(&raw);
    (!short).then(|| passage.query(first.start..second.end, &passage.text[first.clone()], "doubled.word"))
}

/// `boats,,` and `boats;;` have one sign too many; two points may be three.
fn signs(passage: &Passage, edits: &mut Vec<Edit>) {
    for sign in [",,", ";;", ".."] {
        for (offset, _) in passage.str().match_indices(sign) {
            let at = passage.range.start + offset;
            let other = |c: Option<char>| c != sign.chars().next();
            let word = passage.before(at).is_some_and(|c| c.is_alphanumeric() || matches!(c, ')' | '’' | '”' | '"'));
            let ends = passage.after(at + 2).is_none_or(char::is_whitespace);
            if !word || !ends || !other(passage.after(at + 2)) || passage.is_taken(at) || passage.is_taken(at + 2) {
                continue;
            }
            edits.push(passage.query(at..at + 2, &sign[..1], "doubled.sign"));
        }
    }
}
