//! Total-fit line breaking: Knuth and Plass, “Breaking Paragraphs into Lines” (1981), with the
//! integer arithmetic and demerits of TeX (TeX: The Program, part 38–39, §§813–890).
//!
//! Knows nodes and widths; nothing of fonts, texts or languages.

mod count;

use crate::model::length::Length;
use crate::typeset::lines::node::{FORBIDDEN, FORCED, Node};
pub(crate) use count::count_lines;
use std::cell::RefCell;

/// Badness of a line that cannot be (TeX's `inf_bad`, §108).
pub const INFINITELY_BAD: i64 = 10_000;

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

/// How bad it is to stretch or shrink by `t` where `s` is allowed: 100 (t/s)³ in TeX's integer
/// arithmetic (§108).
pub fn badness(t: Length, s: Length) -> i64 {
    if t.0 == 0 {
        return 0;
    }
    if s.0 <= 0 {
        return INFINITELY_BAD;
    }
    let r = t.0.saturating_mul(297) / s.0;
    if r > 1290 { INFINITELY_BAD } else { (r * r * r + 0x20000) / 0x40000 }
}

/// Widths up to a node: natural, stretch, shrink, expansion, and how many fills.
#[derive(Clone, Copy, Default)]
struct Sums {
    width: Length,
    stretch: Length,
    shrink: Length,
    /// How far the boxes may be made wider or narrower.
    letters: Length,
    fills: i64,
}

/// A feasible break from which lines may begin (TeX's active node, §819), linked to the one
/// before it.
struct Active {
    after: Sums,
    /// How far a line may stick out that begins here.
    hang: Length,
    node: u32,
    /// The words before and after the break.
    words: [u32; 2],
    flagged: bool,
    count: Count,
    way: Way,
}

/// How many lines lead to a break.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Count {
    /// All; 0 throughout where nobody asks ([`Params::settings`]).
    lines: u32,
    /// Counted as far as widths depend on it (TeX's `easy_line`, §847).
    early: u32,
}

/// How many numbers of lines that lead to one break are told apart.
const MOST_COUNTS: usize = 8;

/// The last line of a way to a break, and what the way has cost.
#[derive(Clone, Copy)]
struct Way {
    demerits: i64,
    badness: i64,
    previous: u32,
    fitness: u8,
    letters: Letters,
    overfull: bool,
    runt: bool,
}

/// The best ways to a break in one number of lines, by fitness and letters of the last.
struct Ways {
    count: Count,
    best: [Option<Way>; 12],
}

/// Whether most of a line's expansion is used.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Letters {
    Narrow,
    Even,
    Wide,
}

/// Fitness classes (§817).
const TIGHT: u8 = 3;
const DECENT: u8 = 2;
const LOOSE: u8 = 1;
const VERY_LOOSE: u8 = 0;

/// Badness of a line whose letters are as wide or narrow as they may be, and its spaces as they
/// are by nature.
const FULL_EXPANSION: i64 = 10;

/// Badness of the expansion up to which letters count as neither wide nor narrow.
const EVEN_EXPANSION: i64 = 3;

/// How bad it is to use `t` of the expansion `all`: with the square, so that equal use all over a
/// paragraph is best.
fn expansion_badness(t: Length, all: Length) -> i64 {
    let part = t.0.saturating_mul(64) / all.0;
    FULL_EXPANSION * part * part / (64 * 64)
}

/// How a line ends.
#[derive(Clone, Copy)]
struct Ending {
    cost: i64,
    flagged: bool,
    /// The width of its hyphen.
    hyphen: Length,
    /// How far it may stick out.
    hang: Length,
    words: [u32; 2],
    /// Whether it is the last of all.
    last: bool,
}

/// How a line fits.
struct Fit {
    badness: i64,
    fitness: u8,
    letters: Letters,
    overfull: bool,
}

struct Breaker<'a> {
    nodes: &'a [Node],
    params: &'a Params,
    /// A line stretched to so many times its stretch is worse than the tolerance; most lines that
    /// are tried are, and need no closer look.
    reach: Option<i64>,
    room: Room,
}

/// What is noted of one paragraph. The memory serves for the next: there are many paragraphs, and
/// the allocator gives back to the system what is free between two.
#[derive(Default)]
struct Room {
    /// The sums before each node, and all.
    sums: Vec<Sums>,
    /// All breaks that were ever feasible; the first is the paragraph's beginning.
    arena: Vec<Active>,
    /// Those from which a line may still reach the present node.
    active: Vec<u32>,
    /// The ways to the present node.
    ways: Vec<Ways>,
}

/// The most breaks for which the memory is kept: about a megabyte.
const KEPT: usize = 1 << 13;

thread_local! {
    static ROOM: RefCell<Room> = RefCell::default();
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
    let mut breaker = Breaker { nodes, params, reach: reach(params.tolerance), room: ROOM.take() };
    let breaks = breaker.run();
    if breaker.room.arena.capacity() <= KEPT {
        ROOM.set(breaker.room);
    }
    breaks
}

/// How many times its stretch no line may be stretched within `tolerance`; none if any may.
fn reach(tolerance: i64) -> Option<i64> {
    (tolerance < INFINITELY_BAD).then(|| (1..).find(|times| 100 * times * times * times > tolerance).unwrap_or(5) + 1)
}

/// The demerits of a line (§859), without those that depend on its neighbours.
pub fn line_demerits(badness: i64, cost: i64, line_penalty: i64) -> i64 {
    let base = (line_penalty + badness.min(INFINITELY_BAD)).pow(2);
    match cost {
        c if c > 0 => base + c * c,
        c if c > FORCED => base - c * c,
        _ => base,
    }
}

fn prefix_sums(nodes: &[Node], expansion: [i64; 2], sums: &mut Vec<Sums>) {
    sums.clear();
    let mut total = Sums::default();
    sums.push(total);
    for node in nodes {
        match node {
            Node::Box { width, .. } => {
                total.width += *width;
                total.letters += width.scale(expansion[0], expansion[1]);
            }
            Node::Glue { width, stretch, shrink, fill, .. } => {
                total.width += *width;
                total.stretch += *stretch;
                total.shrink += *shrink;
                total.fills += i64::from(*fill);
            }
            Node::Penalty { .. } => {}
        }
        sums.push(total);
    }
}

impl Breaker<'_> {
    fn run(&mut self) -> Option<Breaks> {
        self.start();
        for index in 0..self.nodes.len() {
            let Some((cost, flagged)) = self.legal(index) else { continue };
            self.try_break(index, cost, flagged);
            if self.room.active.is_empty() {
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
        prefix_sums(self.nodes, self.params.expansion, &mut self.room.sums);
        self.room.arena.clear();
        self.room.active.clear();
        self.room.arena.push(Active {
            after: Sums::default(),
            hang: self.after(0).1,
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
        self.room.active.push(0);
    }

    /// The sums at the first node that is not discarded after a break at `index` (§837), and how
    /// far that sticks out.
    fn after(&self, index: usize) -> (Sums, Length) {
        let mut next = index;
        while let Some(node) = self.nodes.get(next) {
            match node {
                Node::Box { hang, .. } => return (self.room.sums[next], *hang),
                Node::Penalty { cost, .. } if *cost <= FORCED && next > index => break,
                _ => next += 1,
            }
        }
        (self.room.sums[next], Length::ZERO)
    }

    fn try_break(&mut self, index: usize, cost: i64, flagged: bool) {
        let (hyphen, hang, words) = match self.nodes[index] {
            Node::Penalty { width, hang, .. } => (width, hang, [0; 2]),
            Node::Glue { hang, words, .. } => (Length::ZERO, hang, words),
            Node::Box { .. } => (Length::ZERO, Length::ZERO, [0; 2]),
        };
        let here = self.room.sums[index];
        let last = index + 1 == self.nodes.len();
        let kept = self.find_ways(&here, Ending { cost, flagged, hyphen, hang, words, last });
        self.room.active.truncate(kept);
        let (after, hang) = self.after(index);
        for ways in &self.room.ways {
            for way in ways.best.iter().flatten() {
                self.room.active.push(self.room.arena.len() as u32);
                let (node, count, way) = (index as u32, ways.count, *way);
                self.room.arena.push(Active { after, hang, node, words, flagged, count, way });
            }
        }
    }

    /// Finds the ways to a line that ends with `here`. Those breaks from which lines may go further
    /// come first among the active ones; returns how many they are.
    fn find_ways(&mut self, here: &Sums, ending: Ending) -> usize {
        let Ending { cost, flagged, hyphen, hang, words, last } = ending;
        let special = self.params.first_lines.max(1) as u32;
        let mut kept = 0;
        self.room.ways.clear();
        for position in 0..self.room.active.len() {
            let id = self.room.active[position];
            let from = &self.room.arena[id as usize];
            let measure = if from.count.early < special { self.params.first } else { self.params.rest };
            let width = here.width - from.after.width + hyphen - hang - from.hang;
            let Fit { badness: bad, fitness, letters, overfull } = self.fit(width, here, &from.after, measure);
            let only = overfull && self.params.last_pass && kept == 0 && position + 1 == self.room.active.len();
            let only = only && self.room.ways.is_empty();
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
                self.offer(last, count, way);
            }
            if !overfull && cost > FORCED {
                self.room.active[kept] = id;
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

    /// Keeps a way to the present node if none like it is better. At the end it no longer matters
    /// how tight a line is, but whether it is long enough.
    fn offer(&mut self, last: bool, count: Count, way: Way) {
        let class = if last { u8::from(way.runt) } else { way.fitness * 3 + way.letters as u8 };
        let Some(at) = self.room_for(count, way.demerits) else { return };
        let slot = &mut self.room.ways[at].best[usize::from(class)];
        if slot.is_none_or(|old| way.demerits < old.demerits) {
            *slot = Some(way);
        }
    }

    /// The place among the ways to the present node of those in this number of lines, if it is among
    /// the best: where nearly every line will do there are many numbers, and most of them bad.
    fn room_for(&mut self, count: Count, demerits: i64) -> Option<usize> {
        let ways = &mut self.room.ways;
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

    /// Badness, fitness class and whether the line sticks out (§§852, 853). What the letters can
    /// take up costs little: that all of it is used, [`FULL_EXPANSION`].
    fn fit(&self, width: Length, here: &Sums, from: &Sums, measure: Length) -> Fit {
        let short = measure - width;
        let room = here.letters - from.letters;
        let size = Length(short.0.abs());
        let filled = short >= Length::ZERO && here.fills > from.fills;
        if let Some(reach) = self.reach.filter(|_| short > room && !filled)
            && short - room > (here.stretch - from.stretch + self.params.background) * reach
        {
            return Fit { badness: INFINITELY_BAD, fitness: VERY_LOOSE, letters: Letters::Wide, overfull: false };
        }
        let (rest, used) = match room > Length::ZERO {
            true => ((size - room).max(Length::ZERO), expansion_badness(size.min(room), room)),
            false => (size, 0),
        };
        if filled {
            return Fit { badness: 0, fitness: DECENT, letters: Letters::Even, overfull: false };
        }
        if short >= Length::ZERO {
            let badness = used + badness(rest, here.stretch - from.stretch + self.params.background);
            let fitness = match badness {
                0..=12 => DECENT,
                13..=99 => LOOSE,
                _ => VERY_LOOSE,
            };
            let letters = if used > EVEN_EXPANSION { Letters::Wide } else { Letters::Even };
            return Fit { badness: badness.min(INFINITELY_BAD), fitness, letters, overfull: false };
        }
        let letters = if used > EVEN_EXPANSION { Letters::Narrow } else { Letters::Even };
        let shrink = here.shrink - from.shrink;
        if rest > shrink {
            return Fit { badness: INFINITELY_BAD, fitness: TIGHT, letters, overfull: true };
        }
        let badness = used + badness(rest, shrink);
        Fit { badness, fitness: if badness > 12 { TIGHT } else { DECENT }, letters, overfull: false }
    }

    /// The cheapest ways (§§874, 875).
    fn finish(&self) -> Option<Breaks> {
        let ends = || self.room.active.iter().map(|id| (*id, &self.room.arena[*id as usize]));
        let cheapest = |line: Option<u32>, runts: bool| {
            let fit =
                ends().filter(|(_, end)| line.is_none_or(|line| end.count.lines == line) && (runts || !end.way.runt));
            fit.min_by_key(|(id, end)| (end.way.demerits, *id)).map(|(id, _)| id)
        };
        let best = cheapest(None, true)?;
        let lines = self.room.arena[best as usize].count.lines;
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
            let active = &self.room.arena[id as usize];
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
