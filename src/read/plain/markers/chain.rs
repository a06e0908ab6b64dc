//! The sequence of markers: of all candidates whose number a note has, those that rise with the
//! text. The heaviest rising subsequence, found in one pass with a tree of prefix maxima, so
//! that an enumeration in the text or a number in brackets does not break it.

use crate::read::plain::label::Count;
use crate::read::plain::markers::{Candidate, Shape};
use std::collections::{HashMap, HashSet};

/// The best rising sequence of `fitting` (in the order of the text).
pub(crate) fn longest(fitting: &[&Candidate]) -> Vec<Candidate> {
    let usual = usual_shape(fitting);
    let size = fitting.iter().map(|c| c.number).max().unwrap_or(0) as usize + 1;
    // tree[i]: the heaviest chain so far that ends in a number below i, with its last member.
    let mut tree: Vec<(u64, Option<usize>)> = vec![(0, None); size + 1];
    let mut before: Vec<Option<usize>> = vec![None; fitting.len()];
    let mut best = (0, None);
    for (i, candidate) in fitting.iter().enumerate() {
        let (weight, last) = prefix(&tree, candidate.number as usize);
        before[i] = last;
        let total = (weight + crate::read::plain::markers::chain::weight(candidate, usual), Some(i));
        raise(&mut tree, candidate.number as usize + 1, total);
        if total.0 > best.0 {
            best = total;
        }
    }
    let mut chain: Vec<Candidate> = Vec::new();
    let mut at = best.1;
    while let Some(i) = at {
        chain.push(fitting[i].clone());
        at = before[i];
    }
    chain.reverse();
    chain
}

/// The heaviest entry for numbers below `number`.
fn prefix(tree: &[(u64, Option<usize>)], number: usize) -> (u64, Option<usize>) {
    let mut best = (0, None);
    let mut i = number;
    while i > 0 {
        if tree[i].0 > best.0 {
            best = tree[i];
        }
        i &= i - 1;
    }
    best
}

fn raise(tree: &mut [(u64, Option<usize>)], from: usize, entry: (u64, Option<usize>)) {
    let mut i = from;
    while i < tree.len() {
        if entry.0 > tree[i].0 {
            tree[i] = entry;
        }
        i += i & i.wrapping_neg();
    }
}

/// The shape that most numbers have.
fn usual_shape(fitting: &[&Candidate]) -> Option<Shape> {
    let mut numbers: HashMap<Shape, HashSet<u32>> = HashMap::new();
    for candidate in fitting {
        numbers.entry(candidate.shape).or_default().insert(candidate.number);
    }
    let order = [Shape::Square, Shape::Round, Shape::Superscript, Shape::AfterPoint, Shape::AfterLetter];
    order.into_iter().rev().max_by_key(|s| numbers.get(s).map_or(0, HashSet::len)).filter(|s| numbers.contains_key(s))
}

fn weight(candidate: &Candidate, usual: Option<Shape>) -> u64 {
    let form = match candidate.shape {
        Shape::Square | Shape::Superscript => 8,
        Shape::Round | Shape::AfterPoint => 5,
        _ => 3,
    };
    let place = if candidate.strong { 3 } else { 0 } + if candidate.glued { 2 } else { 0 };
    form + place + if Some(candidate.shape) == usual { 4 } else { 0 }
}

/// Adds markers out of sequence whose form leaves no doubt and whose note nothing calls yet.
pub(super) fn add_strays(fitting: &[&Candidate], chain: &mut Vec<Candidate>) {
    let usual = usual_shape(fitting);
    let mut called: HashSet<u32> = chain.iter().map(|c| c.number).collect();
    for candidate in fitting {
        let sure = match candidate.shape {
            Shape::Square | Shape::Superscript => candidate.count == Count::Figures && candidate.strong,
            Shape::Round => candidate.strong && usual == Some(Shape::Round) && candidate.count == Count::Figures,
            _ => false,
        };
        if sure && called.insert(candidate.number) {
            chain.push((*candidate).clone());
        }
    }
    chain.sort_by_key(|c| c.range.start);
}
