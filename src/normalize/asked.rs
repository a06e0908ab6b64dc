//! How much is asked: what a witness does everywhere is its habit and no fault, and an editor answers
//! only so many questions.

use super::Vocabulary;
use crate::model::account::{Certainty, Edit};
use std::collections::HashMap;

/// So many queries are left in a thousand words of the text, and in a short one.
const MOST: (usize, usize) = (3, 28);
/// The rule whose every query stays: a marker without its note is in the text.
const ORPHAN: &str = "marker.orphan";

/// Withdraws what is no fault but the witness's habit: where a rule asks at more than two places
/// in a thousand of the text's `words`, its queries but the first, so that the editor knows, and its
/// corrections that are not certain. Bad print is no habit: of the letters that it makes doubtful those
/// are asked about whose reading the witness has most often. In the end no more than three queries are
/// left in a thousand of the words that are `asked` about; the rules that ask most give way.
pub fn withdraw_habits(edits: &mut Vec<Edit>, (words, asked): (usize, usize), vocabulary: &Vocabulary) {
    let most = (words / 500).max(6);
    keep_best(edits, most, vocabulary);
    let times = counts(edits);
    let mut told: Vec<&str> = Vec::new();
    edits.retain(|e| {
        let found = e.certainty == Certainty::Certain || e.rule == ORPHAN;
        if found || times.get(e.rule).is_none_or(|n| *n <= most) {
            return true;
        }
        let first = !e.applied && !told.contains(&e.rule);
        if first {
            told.push(e.rule);
        }
        first
    });
    keep_few(edits, (asked * MOST.0 / 1000).max(MOST.1), vocabulary);
}

/// How many queries each rule has.
fn counts(edits: &[Edit]) -> HashMap<&'static str, usize> {
    let mut times: HashMap<&str, usize> = HashMap::new();
    for edit in edits.iter().filter(|e| !e.applied) {
        *times.entry(edit.rule).or_default() += 1;
    }
    times
}

/// Leaves `all` queries at most: of each rule as many as of any other that asks more.
fn keep_few(edits: &mut Vec<Edit>, all: usize, vocabulary: &Vocabulary) {
    let mut sizes: Vec<usize> = counts(edits).into_values().collect();
    sizes.sort_unstable();
    let fits = |cap: usize| sizes.iter().map(|n| (*n).min(cap)).sum::<usize>() <= all;
    let greatest = sizes.last().copied().unwrap_or(0);
    let Some(cap) = (1..greatest).rev().find(|cap| fits(*cap)).filter(|_| !fits(greatest)) else { return };
    keep_best(edits, cap, vocabulary);
    let mut asked: HashMap<&str, usize> = HashMap::new();
    edits.retain(|e| {
        let times = asked.entry(e.rule).or_default();
        *times += usize::from(!e.applied);
        e.applied || e.rule == ORPHAN || *times <= cap
    });
}

/// Of the queries of `ocr.letter` the `most` whose reading `vocabulary` has most often.
fn keep_best(edits: &mut Vec<Edit>, most: usize, vocabulary: &Vocabulary) {
    let asked = |e: &Edit| !e.applied && e.rule == "ocr.letter";
    let times = |e: &Edit| vocabulary.lower(&e.read.to_lowercase());
    let mut all: Vec<u32> = edits.iter().filter(|e| asked(e)).map(times).collect();
    if all.len() <= most {
        return;
    }
    all.sort_unstable_by(|a, b| b.cmp(a));
    let least = all[most - 1];
    let mut ties = most - all.iter().take_while(|n| **n > least).count();
    edits.retain(|e| {
        let tie = asked(e) && times(e) == least;
        let kept = !asked(e) || times(e) > least || (tie && ties > 0);
        ties -= usize::from(tie && kept);
        kept
    });
}
