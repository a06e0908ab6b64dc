//! Where two rows of words differ that are mostly the same: of texts as long as one likes.
//!
//! What both sides begin and end with is set aside; words that stand once on either side hold the rest together
//! (patience diff, Bram Cohen), and what stands between two of those is compared as it stands, or as one where it
//! is long.

use std::collections::BTreeMap;
use std::ops::Range;

/// The greatest number of pairs of words that are compared one by one.
const PAIRS: usize = 250_000;

/// The stretches of `a` and of `b` that differ, in order: what stands before, between and behind them is the same.
/// Never both empty.
pub fn differences<W: Ord>(a: &[W], b: &[W]) -> Vec<(Range<usize>, Range<usize>)> {
    let mut all: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    let mut open = vec![(0..a.len(), 0..b.len())];
    while let Some((one, other)) = open.pop() {
        let (one, other) = trimmed(a, b, one, other);
        if one.is_empty() || other.is_empty() {
            if !(one.is_empty() && other.is_empty()) {
                all.push((one, other));
            }
            continue;
        }
        let pairs = held(&a[one.clone()], &b[other.clone()]);
        let pairs = if pairs.is_empty() { common(&a[one.clone()], &b[other.clone()]) } else { pairs };
        if pairs.is_empty() {
            all.push((one, other));
            continue;
        }
        let (mut i, mut j) = (one.start, other.start);
        for (x, y) in pairs {
            open.push((i..one.start + x, j..other.start + y));
            (i, j) = (one.start + x + 1, other.start + y + 1);
        }
        open.push((i..one.end, j..other.end));
    }
    all.sort_by_key(|(one, other)| (one.start, other.start));
    all
}

/// Two stretches without what both begin and end with.
fn trimmed<W: Ord>(a: &[W], b: &[W], one: Range<usize>, other: Range<usize>) -> (Range<usize>, Range<usize>) {
    let same = |(x, y): &(&W, &W)| x == y;
    let first = a[one.clone()].iter().zip(&b[other.clone()]).take_while(same).count();
    let (one, other) = (one.start + first..one.end, other.start + first..other.end);
    let last = a[one.clone()].iter().rev().zip(b[other.clone()].iter().rev()).take_while(same).count();
    (one.start..one.end - last, other.start..other.end - last)
}

/// The words that stand once on either side, as many of them as are in the same order on both.
fn held<W: Ord>(a: &[W], b: &[W]) -> Vec<(usize, usize)> {
    let once = |row: &[W]| -> Vec<usize> {
        let mut count: BTreeMap<&W, (usize, usize)> = BTreeMap::new();
        for (index, word) in row.iter().enumerate() {
            count.entry(word).or_insert((index, 0)).1 += 1;
        }
        let mut once: Vec<usize> = count.into_values().filter(|(_, n)| *n == 1).map(|(index, _)| index).collect();
        once.sort_unstable();
        once
    };
    let known: BTreeMap<&W, usize> = once(b).into_iter().map(|index| (&b[index], index)).collect();
    let pairs: Vec<(usize, usize)> =
        once(a).into_iter().filter_map(|index| Some((index, *known.get(&a[index])?))).collect();
    rising(&pairs)
}

/// The longest part of pairs whose second members rise.
fn rising(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut tops: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (index, (_, place)) in pairs.iter().enumerate() {
        let pile = tops.partition_point(|top| pairs[*top].1 < *place);
        before.push(pile.checked_sub(1).map(|below| tops[below]));
        match tops.get_mut(pile) {
            Some(top) => *top = index,
            None => tops.push(index),
        }
    }
    let chain = std::iter::successors(tops.last().copied(), |index| before[*index]);
    let mut rising: Vec<(usize, usize)> = chain.map(|index| pairs[index]).collect();
    rising.reverse();
    rising
}

/// A longest common part of two short rows.
fn common<W: Ord>(a: &[W], b: &[W]) -> Vec<(usize, usize)> {
    if a.len() * b.len() > PAIRS {
        return vec![];
    }
    let width = b.len() + 1;
    let mut best = vec![0u32; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            best[i * width + j] = match a[i] == b[j] {
                true => best[(i + 1) * width + j + 1] + 1,
                false => best[(i + 1) * width + j].max(best[i * width + j + 1]),
            };
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while i < a.len() && j < b.len() {
        if a[i] == b[j] {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if best[(i + 1) * width + j] >= best[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::differences;

    fn of(a: &str, b: &str) -> String {
        let (a, b): (Vec<&str>, Vec<&str>) = (a.split(' ').collect(), b.split(' ').collect());
        let shown = |(one, other): (std::ops::Range<usize>, std::ops::Range<usize>)| {
            format!("{}>{}", a[one].join(" "), b[other].join(" "))
        };
        differences(&a, &b).into_iter().map(shown).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn what_differs_is_told_and_nothing_else() {
        assert_eq!(of("the old mill", "the old mill"), "");
        assert_eq!(of("the old mill by the road", "the mill by a road"), "old>; the>a");
        assert_eq!(of("a b a b c", "b a b a c"), "a>; >a");
        assert_eq!(of("one", "two three"), "one>two three");
        assert_eq!(of("the the of of", "of of the the"), "the the>; >the the");
    }
}
