//! How many lines whole notes fill that are run together, from each place where a page may begin
//! to the end of every note near it.
//!
//! Whoever breaks pages asks for one end after the other from the same beginning: one search for
//! lines answers all of them.

use crate::typeset::lines::linebreak::{Params, count_lines};
use crate::typeset::lines::node::Node;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

/// Numbers of lines, by the beginning: for each end of a note.
type Counts = BTreeMap<u32, Vec<(u32, u32)>>;

/// What is known so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Heights(Arc<Mutex<Counts>>);

/// How far a search goes at least, in units: about a page.
const LEAST: u32 = 512;

impl Heights {
    /// The number of lines of `units`, which end with a note. `ends` are the ends of notes after their
    /// beginning; `find` counts the lines to each of some of them, given the last.
    pub(crate) fn of(
        &self,
        units: &Range<u32>,
        ends: impl Iterator<Item = u32>,
        find: impl FnOnce(u32, &[u32]) -> Vec<u32>,
    ) -> u32 {
        let lock = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = |counts: &[(u32, u32)]| {
            counts.binary_search_by_key(&units.end, |(end, _)| *end).ok().map(|index| counts[index].1)
        };
        if let Some(lines) = lock().get(&units.start).and_then(|counts| known(counts)) {
            return lines;
        }
        let reach = units.end.max(units.start + LEAST.max(units.len() as u32 * 3 / 2));
        let mut ends: Vec<u32> = ends.take_while(|end| *end <= reach).collect();
        if ends.last().is_none_or(|last| *last < units.end) {
            ends.push(units.end);
        }
        let last = ends[ends.len() - 1];
        let lines = find(last, &ends);
        let counts: Vec<(u32, u32)> = ends.into_iter().zip(lines).collect();
        let found = known(&counts).unwrap_or_default();
        lock().insert(units.start, counts);
        found
    }

    /// What of it is known of stretches that hold.
    pub(crate) fn kept(&self, holds: impl Fn(&Range<u32>) -> bool) -> Self {
        let counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = counts.iter().map(|(start, counts)| {
            let kept = counts.iter().take_while(|(end, _)| holds(&(*start..*end)));
            (*start, kept.copied().collect::<Vec<_>>())
        });
        Self(Arc::new(Mutex::new(kept.filter(|(_, counts)| !counts.is_empty()).collect())))
    }

    /// Whether `test` is true of all stretches and their numbers of lines.
    pub(crate) fn all(&self, mut test: impl FnMut(&Range<u32>, u32) -> bool) -> bool {
        let counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        counts.iter().all(|(start, counts)| counts.iter().rev().all(|(end, lines)| test(&(*start..*end), *lines)))
    }
}

/// The numbers of lines of `nodes`, the units from `start` on, up to each of `ends`. Each is broken
/// in the first of the passes that can.
pub(crate) fn count(nodes: &[Node], start: u32, ends: &[u32], passes: &[Params; 3], begins: bool) -> Vec<u32> {
    let skipped = discarded(nodes);
    let nodes = &nodes[skipped..];
    let at = |end: &u32| (*end - start) as usize - skipped;
    let mut counts: Vec<Option<u32>> = vec![None; ends.len()];
    for pass in passes {
        let open: Vec<usize> = (0..ends.len()).filter(|index| counts[*index].is_none()).collect();
        if open.is_empty() {
            break;
        }
        let first = if begins { pass.first } else { pass.rest };
        let closed: Vec<usize> = open.iter().map(|index| at(&ends[*index]).saturating_sub(1)).collect();
        let found = count_lines(nodes, &closed, &Params { first, ..pass.clone() });
        open.into_iter().zip(found).for_each(|(index, lines)| counts[index] = lines);
    }
    counts.into_iter().map(Option::unwrap_or_default).collect()
}

/// How many nodes vanish at the beginning of a line (TeX §837).
pub(crate) fn discarded(nodes: &[Node]) -> usize {
    nodes.iter().position(|node| matches!(node, Node::Box { .. })).unwrap_or(0)
}
