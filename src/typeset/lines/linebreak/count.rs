//! How many lines a row of nodes makes, for all places at once where it might end.

use super::fit::reach;
use super::ways::{KEPT, MEMORY};
use super::{Breaker, Ending, Params};
use crate::model::length::Length;
use crate::typeset::lines::node::{FORCED, Node};

/// How many lines `nodes` make if they end, as a paragraph does, before the glue at each of `ends`,
/// which rise: what [`break_lines`] would find for each, in one go. None where no way is feasible.
pub(crate) fn count_lines(nodes: &[Node], ends: &[usize], params: &Params) -> Vec<Option<u32>> {
    let mut breaker = Breaker { nodes, params, reach: reach(params.tolerance), memory: MEMORY.take() };
    let counts = breaker.run_to(ends);
    if breaker.memory.arena.capacity() <= KEPT {
        MEMORY.set(breaker.memory);
    }
    counts
}

impl Breaker<'_> {
    /// The number of lines up to each end.
    fn run_to(&mut self, ends: &[usize]) -> Vec<Option<u32>> {
        self.start();
        let mut counts = Vec::with_capacity(ends.len());
        for index in 0..ends.last().map_or(0, |last| last + 1) {
            if ends.get(counts.len()) == Some(&index) {
                counts.push(self.end_at(index));
            }
            let Some((cost, flagged)) = self.legal(index) else { continue };
            self.try_break(index, cost, flagged);
            if self.memory.active.is_empty() {
                break;
            }
        }
        counts.resize(ends.len(), None);
        counts
    }

    /// How many lines there are if the last ends before the glue at `index`, filled up.
    fn end_at(&mut self, index: usize) -> Option<u32> {
        let protrusion = if let Node::Glue { protrusion, .. } = self.nodes[index] { protrusion } else { Length::ZERO };
        let mut here = self.memory.sums[index];
        here.fills += 1;
        self.find_ways(
            &here,
            Ending { cost: FORCED, flagged: false, hyphen: Length::ZERO, protrusion, words: [0; 2], last: true },
        );
        let ways = self.memory.ways.iter().flat_map(|ways| ways.best.iter().flatten());
        let mut id = ways.min_by_key(|way| way.demerits)?.previous;
        let mut lines = 1;
        while id != 0 {
            id = self.memory.arena[id as usize].way.previous;
            lines += 1;
        }
        Some(lines)
    }
}
