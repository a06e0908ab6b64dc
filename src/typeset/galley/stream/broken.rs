//! Notes that are run together broken into lines: from each place where a page may begin to the end
//! of every note near it.
//!
//! Whoever breaks pages asks for one end after the other from the same beginning: one search for
//! lines answers all of them, and what goes on overleaf is a part of what it found.

use crate::typeset::lines::linebreak::{LineTo, Params, lines_to};
use crate::typeset::lines::node::Node;
use std::ops::Range;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::sync::{Arc, PoisonError, RwLock};

/// Where a line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LineEnd {
    /// The unit that follows it.
    pub(crate) unit: u32,
    /// Whether it sticks out of the measure.
    pub(crate) overfull: bool,
}

/// The lines up to the end of a note.
pub(crate) type Lines = Arc<[LineEnd]>;

/// What is known so far. Threads that try the same pages ask at once, and nearly always for what is known.
#[derive(Clone, Debug, Default)]
pub(crate) struct Broken(Arc<RwLock<Known>>);

/// What is known, by the beginning.
#[derive(Debug, Default)]
struct Known(Vec<(u32, Found)>);

impl Known {
    /// Where what is known from `start` on stands, or where it would.
    fn at(&self, start: u32) -> Result<usize, usize> {
        self.0.binary_search_by_key(&start, |(known, _)| *known)
    }

    /// What is known from `start` on.
    fn from(&mut self, start: u32) -> &mut Found {
        let at = self.at(start).unwrap_or_else(|at| {
            self.0.insert(at, (start, Found::default()));
            at
        });
        &mut self.0[at].1
    }

    /// The longest stretch that was asked for from the beginning before that of `index`.
    fn asked_before(&self, index: usize) -> u32 {
        index.checked_sub(1).map_or(0, |before| self.0[before].1.asked.load(Relaxed))
    }
}

/// What is known of the notes from some beginning on.
#[derive(Debug, Default)]
struct Found {
    /// The lines up to the end of each note that a search has reached.
    lines: Vec<(u32, Lines)>,
    /// The longest stretch that was asked for: only how far the next search goes hangs on it.
    asked: AtomicU32,
}

impl Found {
    /// The lines up to `end`, or to the first note that makes them more than `most`.
    fn to(&self, start: u32, end: u32, most: usize) -> Option<Lines> {
        // Both rise.
        let is_short = |(note, lines): &(u32, Lines)| *note < end && lines.len() <= most;
        let (note, lines) = self.lines.get(self.lines.partition_point(is_short))?;
        self.asked.fetch_max(note - start, Relaxed);
        Some(lines.clone())
    }
}

/// How far a search goes at least, in units: some lines.
const LEAST: u32 = 128;

impl Broken {
    /// The lines of `units`, which end with a note; or up to the first note that makes them more than
    /// `most`. `ends` gives the ends of notes after their beginning; `find` breaks what is between
    /// into lines up to each of some of them.
    pub(crate) fn of<E: Iterator<Item = u32>>(
        &self,
        units: &Range<u32>,
        most: usize,
        ends: impl Fn() -> E,
        find: impl Fn(&[u32]) -> Vec<Lines>,
    ) -> Lines {
        let start = units.start;
        loop {
            let (reached, reach) = {
                let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
                let at = known.at(start);
                let found = at.ok().map(|at| &known.0[at].1);
                if let Some(lines) = found.and_then(|found| found.to(start, units.end, most)) {
                    return lines;
                }
                let reached = found.and_then(|found| found.lines.last()).map_or(start, |(note, _)| *note);
                // As much will be wanted as from the place before.
                let wanted = known.asked_before(at.unwrap_or_else(|at| at));
                (reached, start + wanted.max(LEAST).max((reached - start) * 2))
            };
            let is_near = |note: &u32| *note <= reach.max(reached);
            let mut notes: Vec<u32> = ends().take_while(is_near).collect();
            if notes.last().is_none_or(|last| *last <= reached) {
                notes.push(ends().find(|note| *note > reached).unwrap_or(units.end));
            }
            let found = find(&notes);
            let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
            known.from(start).lines = notes.into_iter().zip(found).collect();
        }
    }

    /// What of it is known of stretches that hold.
    pub(crate) fn kept(&self, holds: impl Fn(&Range<u32>) -> bool) -> Self {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let kept = known.0.iter().map(|(start, found)| {
            let lines = found.lines.iter().take_while(|(end, _)| holds(&(*start..*end)));
            (*start, Found { lines: lines.cloned().collect(), asked: found.asked.load(Relaxed).into() })
        });
        Self(Arc::new(RwLock::new(Known(kept.collect()))))
    }
}

/// The lines of `nodes`, the units from `start` on, up to each of `ends`. Each is broken in the first
/// of the passes that can.
pub(crate) fn break_to(nodes: &[Node], start: u32, ends: &[u32], passes: &[Params; 3], begins: bool) -> Vec<Lines> {
    let skipped = nodes.iter().position(|node| matches!(node, Node::Box { .. })).unwrap_or(0);
    let nodes = &nodes[skipped..];
    let mut found: Vec<Option<Vec<LineTo>>> = vec![None; ends.len()];
    for pass in passes {
        let open: Vec<usize> = (0..ends.len()).filter(|index| found[*index].is_none()).collect();
        if open.is_empty() {
            break;
        }
        let first = if begins { pass.first } else { pass.rest };
        let last = |index: &usize| ((ends[*index] - start) as usize).saturating_sub(skipped + 1);
        let closed: Vec<usize> = open.iter().map(last).collect();
        let lines = lines_to(nodes, &closed, &Params { first, ..pass.clone() });
        open.into_iter().zip(lines).for_each(|(index, lines)| found[index] = lines);
    }
    let unit = |line: &LineTo| LineEnd { unit: start + (skipped + line.node) as u32 + 1, overfull: line.overfull };
    let lines = |(lines, end): (Option<Vec<LineTo>>, &u32)| match lines {
        Some(lines) => lines.iter().map(unit).collect(),
        None => Arc::from([LineEnd { unit: *end, overfull: true }]),
    };
    found.into_iter().zip(ends).map(lines).collect()
}
