//! What each witness changes where, by its final text; which of it meets.

use super::mentions::Slot;
use super::places::Places;
use super::sum::{Has, Sum};
use crate::model::apparatus::{Entry, EntryId, Hand, Layer, ReadingKind, SiglumId};
use crate::model::document::Container;
use std::collections::BTreeMap;
use std::ops::Range;

/// What a change does to the words it stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Touch {
    /// Others stand for them, or none.
    Words,
    /// Words are added at a point.
    Point,
    /// They are moved.
    Moved,
}

/// A change of a witness.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) entry: EntryId,
    pub(super) reading: usize,
    pub(super) container: Container,
    pub(super) range: Range<usize>,
    pub(super) touch: Touch,
}

/// The changes of each witness, sorted by their places. Those that rules have made of its file are no account of the
/// witness, and those of variants of readings change no word of the text.
pub(super) fn all(entries: &[Entry], sums: &[Sum], places: &Places) -> BTreeMap<SiglumId, Vec<Change>> {
    let mut all: BTreeMap<SiglumId, Vec<Change>> = BTreeMap::new();
    for ((id, entry), sum) in (0..).map(EntryId).zip(entries).zip(sums) {
        if entry.within.is_some() || entry.layer == Layer::Emendation && entry.hand != Hand::Editor {
            continue;
        }
        for (witness, has, _) in &sum.all {
            if let Has::Slot(Slot::Reading(index)) | Has::Gap(index) = has {
                all.entry(*witness).or_default().extend(changes(id, *index, &entry.readings[*index].kind, places));
            }
        }
    }
    for changes in all.values_mut() {
        changes.sort_by_key(|change| (change.container, change.range.start, change.range.end));
    }
    all
}

fn changes(entry: EntryId, reading: usize, kind: &ReadingKind, places: &Places) -> Vec<Change> {
    let parts = places.lemmata.parts(entry);
    let change = |(container, range): (Container, Range<usize>), touch| {
        let touch = if range.is_empty() { Touch::Point } else { touch };
        Change { entry, reading, container, range, touch }
    };
    let all = |touch| parts.iter().map(|part| change(part.clone(), touch)).collect();
    let point = |part: Option<&(Container, Range<usize>)>, at: fn(&Range<usize>) -> usize| {
        part.map(|(container, range)| change((*container, at(range)..at(range)), Touch::Point)).into_iter().collect()
    };
    match kind {
        ReadingKind::Words
        | ReadingKind::Omission
        | ReadingKind::Deletion
        | ReadingKind::Lacuna
        | ReadingKind::Illegible => all(Touch::Words),
        ReadingKind::Transposition(_) => all(Touch::Moved),
        ReadingKind::Addition | ReadingKind::Supplement => point(parts.last(), |range| range.end),
        ReadingKind::Preface => point(parts.first(), |range| range.start),
        ReadingKind::Seclusion => vec![],
    }
}

impl Change {
    /// Whether another change of the same witness excludes this one: both stand on one word. Words that are moved
    /// may be changed in part, and nothing is added inside words that are not there.
    pub(super) fn excludes(&self, other: &Change) -> bool {
        if self.entry == other.entry || self.container != other.container {
            return false;
        }
        match (self.touch, other.touch) {
            (Touch::Point, Touch::Point) => false,
            (Touch::Point, Touch::Moved) | (Touch::Moved, Touch::Point) => false,
            (Touch::Point, _) => other.range.start < self.range.start && self.range.end < other.range.end,
            (_, Touch::Point) => other.excludes(self),
            (Touch::Moved, Touch::Words) => self.meets(other) && !self.holds(other),
            (Touch::Words, Touch::Moved) => self.meets(other) && !other.holds(self),
            (Touch::Words, Touch::Words) | (Touch::Moved, Touch::Moved) => self.meets(other),
        }
    }

    fn meets(&self, other: &Change) -> bool {
        self.range.start < other.range.end && other.range.start < self.range.end
    }

    /// Whether the other is a part of this.
    fn holds(&self, other: &Change) -> bool {
        let (one, other) = (&self.range, &other.range);
        one.start <= other.start && other.end <= one.end && one.len() > other.len()
    }
}

/// Ranges by their places, to ask which of them meet another.
pub(super) struct Index {
    by_container: BTreeMap<Container, Vec<(Range<usize>, usize)>>,
    /// For each how far it or any before it reaches.
    reach: BTreeMap<Container, Vec<usize>>,
}

impl Index {
    /// Of what stands at these places.
    pub(super) fn of(all: impl Iterator<Item = (Container, Range<usize>, usize)>) -> Self {
        let mut by_container: BTreeMap<Container, Vec<(Range<usize>, usize)>> = BTreeMap::new();
        for (container, range, what) in all {
            by_container.entry(container).or_default().push((range, what));
        }
        let mut reach = BTreeMap::new();
        for (container, list) in &mut by_container {
            list.sort_by_key(|(range, what)| (range.start, range.end, *what));
            let furthest = |end: &mut usize, (range, _): &(Range<usize>, usize)| {
                *end = range.end.max(*end);
                Some(*end)
            };
            reach.insert(*container, list.iter().scan(0, furthest).collect());
        }
        Self { by_container, reach }
    }

    /// What meets a range or touches it.
    pub(super) fn near<'i>(&'i self, container: Container, range: &Range<usize>) -> impl Iterator<Item = usize> + 'i {
        let list = self.by_container.get(&container).map_or(&[][..], Vec::as_slice);
        let first = self.reach.get(&container).map_or(0, |reach| reach.partition_point(|end| *end < range.start));
        let (start, end) = (range.start, range.end);
        let until = list[first..].iter().take_while(move |(other, _)| other.start <= end);
        until.filter(move |(other, _)| other.end >= start).map(|(_, what)| *what)
    }
}
