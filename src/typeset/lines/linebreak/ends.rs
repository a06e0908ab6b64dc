//! The lines of a row of nodes, for all places at once where it might end.

use super::fit::reach;
use super::ways::{KEPT, MEMORY};
use super::{Breaker, Ending, Params};
use crate::model::length::Length;
use crate::typeset::lines::node::{FORCED, Node};

/// A line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LineTo {
    /// Index of the node at which it ends.
    pub(crate) node: usize,
    /// Whether it is wider than the measure can hold.
    pub(crate) overfull: bool,
}

/// The lines of `nodes` if they end, as a paragraph does, before the glue at each of `ends`, which
/// rise: what [`break_lines`](super::break_lines) would find for each, in one go. None where no way
/// is feasible.
pub(crate) fn lines_to(nodes: &[Node], ends: &[usize], params: &Params) -> Vec<Option<Vec<LineTo>>> {
    let mut breaker = Breaker { nodes, params, reach: reach(params.tolerance), memory: MEMORY.take() };
    let lines = breaker.run_to(ends);
    if breaker.memory.arena.capacity() <= KEPT {
        MEMORY.set(breaker.memory);
    }
    lines
}

impl Breaker<'_> {
    /// The lines up to each end.
    fn run_to(&mut self, ends: &[usize]) -> Vec<Option<Vec<LineTo>>> {
        self.start();
        let mut lines = Vec::with_capacity(ends.len());
        for index in 0..ends.last().map_or(0, |last| last + 1) {
            while ends.get(lines.len()) == Some(&index) {
                lines.push(self.end_at(index));
            }
            let Some((cost, flagged)) = self.legal(index) else { continue };
            self.try_break(index, cost, flagged);
            if self.memory.active.is_empty() {
                break;
            }
        }
        lines.resize(ends.len(), None);
        lines
    }

    /// The lines if the last ends before the glue at `index`, filled up.
    fn end_at(&mut self, index: usize) -> Option<Vec<LineTo>> {
        let protrusion = if let Node::Glue { protrusion, .. } = self.nodes[index] { protrusion } else { Length::ZERO };
        let mut here = self.memory.sums[index];
        here.fills += 1;
        self.find_ways(
            &here,
            Ending { cost: FORCED, flagged: false, hyphen: Length::ZERO, protrusion, words: [0; 2], last: true },
        );
        let ways = self.memory.ways.iter().flat_map(|ways| ways.best.iter().flatten());
        let last = ways.min_by_key(|way| way.demerits)?;
        let mut lines = vec![LineTo { node: index, overfull: last.overfull }];
        let mut id = last.previous;
        while id != 0 {
            let from = &self.memory.arena[id as usize];
            lines.push(LineTo { node: from.node as usize, overfull: from.way.overfull });
            id = from.way.previous;
        }
        lines.reverse();
        Some(lines)
    }
}
