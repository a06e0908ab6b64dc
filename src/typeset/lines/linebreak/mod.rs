//! Total-fit line breaking: Knuth and Plass, “Breaking Paragraphs into Lines” (1981), with the
//! integer arithmetic and demerits of TeX (TeX: The Program, part 38–39, §§813–890).
//!
//! Knows nodes and widths; nothing of fonts, texts or languages.

mod ends;
mod fit;
mod ways;

use crate::model::length::Length;
use crate::typeset::lines::node::{FORBIDDEN, FORCED, Node};
pub(crate) use ends::{LineTo, lines_to};
use fit::{DECENT, Fit, Letters, Room, reach};
pub use fit::{INFINITELY_BAD, badness, line_demerits};
use ways::{Active, Count, KEPT, MEMORY, Memory, Sums, Way, prefix_sums};

/// What governs the choice of breaks.
#[derive(Clone, Debug)]
pub struct Params {
    /// Width of the first lines.
    pub first: Length,
    /// How many those are: at least one.
    pub first_lines: usize,
    /// Width of all others.
    pub rest: Length,
    /// Badness up to which a line is feasible.
    pub tolerance: i64,
    /// Stretch added to every line: emergency stretch, or that of ragged margins.
    pub background: Length,
    /// How far boxes may be made wider or narrower, as a part of their width; that comes before
    /// any change of glue (Hàn Thế Thành, “Micro-typographic extensions to the TeX typesetting
    /// system” (2000), §3.3).
    pub expansion: [i64; 2],
    /// Added to every badness.
    pub line_penalty: i64,
    /// For two flagged breaks on end.
    pub double_hyphen: i64,
    /// For a flagged break before the last line.
    pub final_hyphen: i64,
    /// For lines of fitness classes that are not neighbours.
    pub fitness: i64,
    /// For a line with wide letters beside one with narrow ones.
    pub contrast: i64,
    /// For two lines on end that begin, or end, with the same word.
    pub same_word: i64,
    /// The least length of a last line.
    pub runt: Length,
    /// For a shorter one, or one that is but the tail of a broken word.
    pub runt_demerits: i64,
    /// How much a last line must fall short of the measure not to look full.
    pub brim: Length,
    /// For one that is fuller, yet not full.
    pub brim_demerits: i64,
    /// Whether a break must be found, if need be with lines that stick out (§854).
    pub last_pass: bool,
    /// Whether the ways that are a line shorter or longer are wanted too (§875, `\looseness`).
    pub settings: bool,
}

/// The ways to break a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breaks {
    /// The one with the least demerits.
    pub best: Vec<Break>,
    /// The best of those that have one line less.
    pub shorter: Option<Vec<Break>>,
    /// The best of those that have one line more, the last of which is long enough.
    pub longer: Option<Vec<Break>>,
}

/// A chosen break.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Break {
    /// Index of the node at which the line ends.
    pub node: usize,
    /// The line's badness; negative if it shrinks.
    pub badness: i64,
    /// Whether it is wider than the measure can hold.
    pub overfull: bool,
    /// Whether it is a last line shorter than it should be, or the tail of a broken word.
    pub runt: bool,
    /// Demerits of the paragraph up to here.
    pub demerits: i64,
}

struct Breaker<'a> {
    nodes: &'a [Node],
    params: &'a Params,
    /// A line stretched to so many times its stretch is worse than the tolerance; most lines that
    /// are tried are, and need no closer look.
    reach: Option<i64>,
    memory: Memory,
}

/// Breaks `nodes` into lines with the least total of demerits, or `None` if no way is feasible
/// within `params`. The last node must be a forced break.
///
/// From every feasible break a line is tried to every later legal break (§829). A line whose
/// badness is within the tolerance makes the break at its end feasible; of all lines that end
/// there only the best of each fitness class is kept (§830), since nothing later depends on how
/// it was reached; where other numbers of lines are wanted, and among the first lines whose width
/// differs, the best of each number too (§835). A
/// break too far back for any further line is dropped (§851). At the end the links are followed
/// back from the cheapest final break.
pub fn break_lines(nodes: &[Node], params: &Params) -> Option<Breaks> {
    let mut breaker = Breaker { nodes, params, reach: reach(params.tolerance), memory: MEMORY.take() };
    let breaks = breaker.run();
    if breaker.memory.arena.capacity() <= KEPT {
        MEMORY.set(breaker.memory);
    }
    breaks
}

/// The part of the measure by which a line from a later break may be longer than one from an earlier: by what sticks
/// out at its beginning, or where something has no width or less.
const SLACK: i64 = 8;

/// How a line ends.
#[derive(Clone, Copy)]
struct Ending {
    cost: i64,
    flagged: bool,
    /// The width of its hyphen.
    hyphen: Length,
    /// How far it may stick out.
    protrusion: Length,
    words: [u32; 2],
    /// Whether it is the last of all.
    last: bool,
}

impl Breaker<'_> {
    fn run(&mut self) -> Option<Breaks> {
        self.start();
        for index in 0..self.nodes.len() {
            let Some((cost, flagged)) = self.legal(index) else { continue };
            self.try_break(index, cost, flagged);
            if self.memory.active.is_empty() {
                return None;
            }
        }
        self.finish()
    }

    /// What a break at a node costs and whether it is flagged; none where no line may end.
    fn legal(&self, index: usize) -> Option<(i64, bool)> {
        match &self.nodes[index] {
            Node::Box { .. } => None,
            Node::Glue { .. } if index > 0 && matches!(self.nodes[index - 1], Node::Box { .. }) => Some((0, false)),
            Node::Glue { .. } => None,
            Node::Penalty { cost, .. } if *cost >= FORBIDDEN => None,
            Node::Penalty { cost, flagged, .. } => Some((*cost, *flagged)),
        }
    }

    fn start(&mut self) {
        prefix_sums(self.nodes, self.params.expansion, &mut self.memory.sums);
        self.memory.arena.clear();
        self.memory.active.clear();
        self.memory.arena.push(Active {
            after: Sums::default(),
            protrusion: self.after(0).1,
            node: u32::MAX,
            words: [0; 2],
            flagged: false,
            count: Count { lines: 0, early: 0 },
            way: Way {
                demerits: 0,
                badness: 0,
                previous: u32::MAX,
                fitness: DECENT,
                letters: Letters::Even,
                overfull: false,
                runt: false,
            },
        });
        self.memory.active.push(0);
    }

    /// The sums at the first node that is not discarded after a break at `index` (§837), and how
    /// far that sticks out.
    fn after(&self, index: usize) -> (Sums, Length) {
        let mut next = index;
        while let Some(node) = self.nodes.get(next) {
            match node {
                Node::Box { protrusion, .. } => return (self.memory.sums[next], *protrusion),
                Node::Penalty { cost, .. } if *cost <= FORCED && next > index => break,
                _ => next += 1,
            }
        }
        (self.memory.sums[next], Length::ZERO)
    }

    fn try_break(&mut self, index: usize, cost: i64, flagged: bool) {
        let (hyphen, protrusion, words) = match self.nodes[index] {
            Node::Penalty { width, protrusion, .. } => (width, protrusion, [0; 2]),
            Node::Glue { protrusion, words, .. } => (Length::ZERO, protrusion, words),
            Node::Box { .. } => (Length::ZERO, Length::ZERO, [0; 2]),
        };
        let here = self.memory.sums[index];
        let last = index + 1 == self.nodes.len();
        let kept = self.find_ways(&here, Ending { cost, flagged, hyphen, protrusion, words, last });
        self.memory.active.truncate(kept);
        let (after, protrusion) = self.after(index);
        for ways in &self.memory.ways {
            for way in ways.best.iter().flatten() {
                self.memory.active.push(self.memory.arena.len() as u32);
                let (node, count, way) = (index as u32, ways.count, *way);
                self.memory.arena.push(Active { after, protrusion, node, words, flagged, count, way });
            }
        }
    }

    /// Finds the ways to a line that ends with `here`. Those breaks from which lines may go further
    /// come first among the active ones; returns how many they are.
    ///
    /// The active breaks are in the order of their places: once a line is so short that one from a later break,
    /// which is shorter still, could not do either, the others stay as they are.
    fn find_ways(&mut self, here: &Sums, ending: Ending) -> usize {
        let Ending { cost, flagged, hyphen, protrusion, words, last } = ending;
        let special = self.params.first_lines.max(1) as u32;
        let narrowest = self.params.first.min(self.params.rest);
        let mut kept = 0;
        // Breaks at one node differ in the ways to it: their lines are the same.
        let mut same = (u32::MAX, Length::ZERO, Length::ZERO, Fit::NONE);
        self.memory.ways.clear();
        for position in 0..self.memory.active.len() {
            let id = self.memory.active[position];
            let from = &self.memory.arena[id as usize];
            let measure = if from.count.early < special { self.params.first } else { self.params.rest };
            if position == 0 || (same.0, same.1) != (from.node, measure) {
                let width = here.width - from.after.width + hyphen - protrusion - from.protrusion;
                let between = here.between - from.after.between;
                let room = Room {
                    short: measure - width,
                    letters: here.letters - from.after.letters,
                    stretch: here.stretch - from.after.stretch + between + self.params.background,
                    shrink: here.shrink - from.after.shrink + between,
                    fill: here.fills > from.after.fills,
                };
                if self.reach.is_some_and(|times| room.is_hopeless(narrowest - width, times, narrowest / SLACK)) {
                    let rest = if cost > FORCED { position } else { self.memory.active.len() };
                    self.memory.active.copy_within(rest.., kept);
                    return kept + self.memory.active.len() - rest;
                }
                same = (from.node, measure, width, room.fit(self.reach));
            }
            let (.., width, Fit { badness: bad, fitness, letters, overfull }) = same;
            let only = overfull && self.params.last_pass && kept == 0 && position + 1 == self.memory.active.len();
            let only = only && self.memory.ways.is_empty();
            if only || !overfull && bad <= self.params.tolerance {
                let tail = from.flagged && here.stretch == from.after.stretch;
                let runt = last && from.count.early > 0 && (width < self.params.runt || tail);
                let mut demerits = from.way.demerits + self.between(from, flagged, words, fitness, letters);
                // A line that sticks out only because none fits costs nothing (§855).
                demerits += if only { 0 } else { line_demerits(bad, cost, self.params.line_penalty) };
                if last {
                    demerits += self.at_end(from, runt, measure - width);
                }
                let lines = from.count.lines + u32::from(self.params.settings);
                let count = Count { lines, early: special.min(from.count.early + 1) };
                let badness = if width > measure { -bad } else { bad };
                let way = Way { demerits, badness, previous: id, fitness, letters, overfull, runt };
                self.memory.offer(last, count, way);
            }
            if !overfull && cost > FORCED {
                self.memory.active[kept] = id;
                kept += 1;
            }
        }
        kept
    }

    /// What a line costs beside the one that ends at `from`.
    fn between(&self, from: &Active, flagged: bool, words: [u32; 2], fitness: u8, letters: Letters) -> i64 {
        let params = self.params;
        let when = |fault: bool, demerits: i64| if fault { demerits } else { 0 };
        let unlike = letters != from.way.letters && letters != Letters::Even && from.way.letters != Letters::Even;
        let same = words.iter().zip(from.words).filter(|(one, other)| **one != 0 && **one == *other);
        when(flagged && from.flagged, params.double_hyphen)
            + when(fitness.abs_diff(from.way.fitness) > 1, params.fitness)
            + when(unlike, params.contrast)
            + same.count() as i64 * params.same_word
    }

    /// What a last line costs that falls short of the measure by `short`.
    fn at_end(&self, from: &Active, runt: bool, short: Length) -> i64 {
        let params = self.params;
        let when = |fault: bool, demerits: i64| if fault { demerits } else { 0 };
        when(from.flagged, params.final_hyphen)
            + when(runt, params.runt_demerits)
            + when(short > Length::ZERO && short < params.brim, params.brim_demerits)
    }

    /// The cheapest ways (§§874, 875).
    fn finish(&self) -> Option<Breaks> {
        let ends = || self.memory.active.iter().map(|id| (*id, &self.memory.arena[*id as usize]));
        let cheapest = |line: Option<u32>, runts: bool| {
            let fit =
                ends().filter(|(_, end)| line.is_none_or(|line| end.count.lines == line) && (runts || !end.way.runt));
            fit.min_by_key(|(id, end)| (end.way.demerits, *id)).map(|(id, _)| id)
        };
        let best = cheapest(None, true)?;
        let lines = self.memory.arena[best as usize].count.lines;
        let other = |line: Option<u32>, runts: bool| {
            let line = line.filter(|line| *line > 0 && self.params.settings);
            line.and_then(|line| cheapest(Some(line), runts)).map(|end| self.way_to(end))
        };
        let (shorter, longer) = (other(lines.checked_sub(1), true), other(lines.checked_add(1), false));
        Some(Breaks { best: self.way_to(best), shorter, longer })
    }

    /// A way, followed back (§877).
    fn way_to(&self, end: u32) -> Vec<Break> {
        let mut breaks = vec![];
        let mut id = end;
        while id != 0 {
            let active = &self.memory.arena[id as usize];
            breaks.push(Break {
                node: active.node as usize,
                badness: active.way.badness,
                overfull: active.way.overfull,
                runt: active.way.runt,
                demerits: active.way.demerits,
            });
            id = active.way.previous;
        }
        breaks.reverse();
        breaks
    }
}
