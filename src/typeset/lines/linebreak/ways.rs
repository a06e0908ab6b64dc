//! The ways to the breaks of a paragraph, as far as they are kept (TeX: The Program, §§819, 830, 835).

use crate::model::length::Length;
use crate::typeset::lines::linebreak::fit::Letters;
use crate::typeset::lines::node::Node;
use std::cell::RefCell;

/// Widths up to a node: natural, stretch and shrink of spaces, what letters give, and how many fills.
#[derive(Clone, Copy, Default)]
pub(super) struct Sums {
    pub(super) width: Length,
    pub(super) stretch: Length,
    pub(super) shrink: Length,
    /// How far the boxes may be made wider or narrower.
    pub(super) letters: Length,
    /// How far the letters may be spread or drawn together.
    pub(super) between: Length,
    pub(super) fills: i64,
}

/// A feasible break from which lines may begin (TeX's active node, §819), linked to the one
/// before it.
pub(super) struct Active {
    pub(super) after: Sums,
    /// How far a line may stick out that begins here.
    pub(super) protrusion: Length,
    pub(super) node: u32,
    /// The words before and after the break.
    pub(super) words: [u32; 2],
    pub(super) flagged: bool,
    pub(super) count: Count,
    pub(super) way: Way,
}

/// How many lines lead to a break.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Count {
    /// All; 0 throughout where nobody asks ([`Params::settings`]).
    pub(super) lines: u32,
    /// Counted as far as widths depend on it (TeX's `easy_line`, §847).
    pub(super) early: u32,
}

/// How many numbers of lines that lead to one break are told apart.
const MOST_COUNTS: usize = 8;

/// The last line of a way to a break, and what the way has cost.
#[derive(Clone, Copy)]
pub(super) struct Way {
    pub(super) demerits: i64,
    pub(super) badness: i64,
    pub(super) previous: u32,
    pub(super) fitness: u8,
    pub(super) letters: Letters,
    pub(super) overfull: bool,
    pub(super) runt: bool,
}

/// The best ways to a break in one number of lines, by fitness and letters of the last.
pub(super) struct Ways {
    pub(super) count: Count,
    pub(super) best: [Option<Way>; 12],
}

/// What is noted of one paragraph. The memory serves for the next: there are many paragraphs, and
/// the allocator gives back to the system what is free between two.
#[derive(Default)]
pub(super) struct Memory {
    /// The sums before each node, and all.
    pub(super) sums: Vec<Sums>,
    /// All breaks that were ever feasible; the first is the paragraph's beginning.
    pub(super) arena: Vec<Active>,
    /// Those from which a line may still reach the present node.
    pub(super) active: Vec<u32>,
    /// The ways to the present node.
    pub(super) ways: Vec<Ways>,
}

/// The most breaks for which the memory is kept: about a megabyte.
pub(super) const KEPT: usize = 1 << 13;

thread_local! {
    pub(super) static MEMORY: RefCell<Memory> = RefCell::default();
}

pub(super) fn prefix_sums(nodes: &[Node], expansion: [i64; 2], sums: &mut Vec<Sums>) {
    sums.clear();
    let mut total = Sums::default();
    sums.push(total);
    for node in nodes {
        match node {
            Node::Box { width, letters, .. } => {
                total.width += *width;
                total.between += *letters;
                total.letters += width.scale(expansion[0], expansion[1]);
            }
            Node::Glue { width, stretch, shrink, fill, .. } => {
                total.width += *width;
                total.stretch += *stretch;
                total.shrink += *shrink;
                total.fills += i64::from(*fill);
            }
            Node::Penalty { letters, .. } => total.between += *letters,
        }
        sums.push(total);
    }
}

impl Memory {
    /// Keeps a way to the present node if none like it is better. At the end it no longer matters
    /// how tight a line is, but whether it is long enough.
    pub(super) fn offer(&mut self, last: bool, count: Count, way: Way) {
        let class = if last { u8::from(way.runt) } else { way.fitness * 3 + way.letters as u8 };
        let Some(at) = self.room_for(count, way.demerits) else { return };
        let slot = &mut self.ways[at].best[usize::from(class)];
        if slot.is_none_or(|old| way.demerits < old.demerits) {
            *slot = Some(way);
        }
    }

    /// The place among the ways to the present node of those in this number of lines, if it is among
    /// the best: where nearly every line will do there are many numbers, and most of them bad.
    fn room_for(&mut self, count: Count, demerits: i64) -> Option<usize> {
        let ways = &mut self.ways;
        let known = ways.iter().position(|ways| ways.count == count);
        if known.is_some() {
            return known;
        }
        let fresh = Ways { count, best: [None; 12] };
        if ways.len() < MOST_COUNTS {
            ways.push(fresh);
            return Some(ways.len() - 1);
        }
        let least = |ways: &Ways| ways.best.iter().flatten().map(|way| way.demerits).min().unwrap_or(i64::MAX);
        let worst = (0..ways.len()).max_by_key(|at| least(&ways[*at])).filter(|at| least(&ways[*at]) > demerits)?;
        ways[worst] = fresh;
        Some(worst)
    }
}
