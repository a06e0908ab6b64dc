//! Notes that are run together broken into lines: from each place where a page may begin to the end
//! of every note near it.
//!
//! Whoever breaks pages asks for one end after the other from the same beginning: one search for
//! lines answers all of them, and what goes on overleaf is a part of what it found.

use crate::typeset::lines::linebreak::{LineTo, Params, lines_to};
use crate::typeset::lines::node::Node;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

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

/// What is known so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Broken(Arc<Mutex<Known>>);

/// What is known, by the beginning.
#[derive(Debug, Default)]
struct Known {
    all: Vec<(u32, Found)>,
    /// The one that was looked at last: nearly always the next to be.
    last: usize,
}

impl Known {
    /// What is known from `start` on.
    fn from(&mut self, start: u32) -> &mut Found {
        if self.all.get(self.last).is_none_or(|(known, _)| *known != start) {
            self.last = self.all.partition_point(|(known, _)| *known < start);
            if self.all.get(self.last).is_none_or(|(known, _)| *known != start) {
                self.all.insert(self.last, (start, Found::default()));
            }
        }
        &mut self.all[self.last].1
    }

    /// The longest stretch that was asked for from the beginning before that looked at last.
    fn asked_before(&self) -> u32 {
        self.last.checked_sub(1).map_or(0, |before| self.all[before].1.asked)
    }
}

/// What is known of the notes from some beginning on.
#[derive(Clone, Debug, Default)]
struct Found {
    /// The lines up to the end of each note that a search has reached.
    lines: Vec<(u32, Lines)>,
    /// The longest stretch that was asked for.
    asked: u32,
}

impl Found {
    /// The lines up to `end`, or to the first note that makes them more than `most`.
    fn to(&mut self, start: u32, end: u32, most: usize) -> Option<Lines> {
        // Both rise.
        let is_short = |(note, lines): &(u32, Lines)| *note < end && lines.len() <= most;
        let (note, lines) = self.lines.get(self.lines.partition_point(is_short))?;
        self.asked = self.asked.max(note - start);
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
        let lock = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let start = units.start;
        loop {
            let (reached, reach) = {
                let mut known = lock();
                let found = known.from(start);
                if let Some(lines) = found.to(start, units.end, most) {
                    return lines;
                }
                let reached = found.lines.last().map_or(start, |(note, _)| *note);
                // As much will be wanted as from the place before.
                (reached, start + known.asked_before().max(LEAST).max((reached - start) * 2))
            };
            let is_near = |note: &u32| *note <= reach.max(reached);
            let mut notes: Vec<u32> = ends().take_while(is_near).collect();
            if notes.last().is_none_or(|last| *last <= reached) {
                notes.push(ends().find(|note| *note > reached).unwrap_or(units.end));
            }
            let found = find(&notes);
            lock().from(start).lines = notes.into_iter().zip(found).collect();
        }
    }

    /// What of it is known of stretches that hold.
    pub(crate) fn kept(&self, holds: impl Fn(&Range<u32>) -> bool) -> Self {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = known.all.iter().map(|(start, found)| {
            let lines = found.lines.iter().take_while(|(end, _)| holds(&(*start..*end)));
            (*start, Found { lines: lines.cloned().collect(), asked: found.asked })
        });
        Self(Arc::new(Mutex::new(Known { all: kept.collect(), last: 0 })))
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
