//! What each witness changes where, by its final text; which of it meets.

use super::TOGETHER;
use super::mentions::Slot;
use super::places::Places;
use super::sum::{Ground, Has, Sum};
use crate::anchor::wording;
use crate::model::apparatus::{Entry, EntryId, Hand, Layer, Reading, ReadingKind, SiglumId};
use crate::model::document::{Container, Document};
use crate::words::stops;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::ops::Range;

/// What a change does to the words it stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Touch {
    /// Others stand for them, or none.
    Words,
    /// They stand, as a reading of more words says, or the lemma of an entry that names the witness.
    Kept,
    /// Words are added at a point.
    Point,
    /// They are moved.
    Moved,
}

/// A change of a witness.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) entry: EntryId,
    /// By index; `None` for the lemma.
    pub(super) reading: Option<usize>,
    pub(super) container: Container,
    pub(super) range: Range<usize>,
    pub(super) touch: Touch,
}

/// The changes of each witness, sorted by their places. Those that rules have made of its file are no account of the
/// witness, and those of variants of readings change no word of the text.
pub(super) fn all(document: &Document, sums: &[Sum], places: &Places) -> BTreeMap<SiglumId, Vec<Change>> {
    let mut all: BTreeMap<SiglumId, Vec<Change>> = BTreeMap::new();
    let ids = (0..document.entries.len() as u32).into_par_iter().with_min_len(TOGETHER).map(EntryId);
    let made: Vec<Vec<Vec<Change>>> = ids.map(|id| of_readings(document, id, places)).collect();
    for (((id, entry), sum), made) in (0..).map(EntryId).zip(&document.entries).zip(sums).zip(made) {
        if changes_nothing(entry, id, places) {
            continue;
        }
        for (witness, has, ground) in &sum.all {
            match has {
                Has::Slot(Slot::Reading(index)) | Has::Gap(index) => {
                    all.entry(*witness).or_default().extend(made[*index].iter().cloned());
                }
                Has::Slot(Slot::Lemma) if *ground == Ground::Named => {
                    let kept = places.lemmata.parts(id).iter().map(|(container, range)| Change {
                        entry: id,
                        reading: None,
                        container: *container,
                        range: range.clone(),
                        touch: Touch::Kept,
                    });
                    all.entry(*witness).or_default().extend(kept);
                }
                _ => {}
            }
        }
    }
    for changes in all.values_mut() {
        changes.sort_by_key(|change| (change.container, change.range.start, change.range.end));
    }
    all
}

/// Whether no reading of an entry is a change of the text by a witness.
fn changes_nothing(entry: &Entry, id: EntryId, places: &Places) -> bool {
    // A milestone is no word of the text.
    let apart = !entry.lemma.is_empty() && places.lemmata.is_point(id);
    apart || entry.within.is_some() || entry.layer == Layer::Emendation && entry.hand != Hand::Editor
}

/// The changes of each reading of an entry.
fn of_readings(document: &Document, id: EntryId, places: &Places) -> Vec<Vec<Change>> {
    let entry = &document.entries[id.0 as usize];
    if changes_nothing(entry, id, places) {
        return vec![];
    }
    let place = places.lemmata.parts(id).first().map(|(container, _)| *container).or(entry.place);
    let text = place.and_then(|place| document.text(place)).map_or("", |text| &text.string);
    entry.readings.iter().enumerate().map(|(index, reading)| changes(id, index, reading, text, places)).collect()
}

fn changes(entry: EntryId, index: usize, reading: &Reading, text: &str, places: &Places) -> Vec<Change> {
    let parts = places.lemmata.parts(entry);
    let change = |(container, range): (Container, Range<usize>), touch| {
        let touch = if range.is_empty() { Touch::Point } else { touch };
        Change { entry, reading: Some(index), container, range, touch }
    };
    let all = |touch| parts.iter().map(|part| change(part.clone(), touch)).collect();
    let point = |part: Option<&(Container, Range<usize>)>, at: fn(&Range<usize>) -> usize| {
        part.map(|(container, range)| change((*container, at(range)..at(range)), Touch::Point)).into_iter().collect()
    };
    match &reading.kind {
        ReadingKind::Words => {
            let Some((container, _)) = parts.first() else { return vec![] };
            // a lemma stands in one container
            let parts: Vec<Range<usize>> =
                parts.iter().filter(|(other, _)| other == container).map(|(_, part)| part.clone()).collect();
            let told = wording::changes(text, &parts, &reading.words);
            let kept = wording::kept(text, &parts, &told);
            let whole = |range| widened(text, &parts, range);
            let told = told.into_iter().map(|told| change((*container, whole(told.range)), Touch::Words));
            told.chain(kept.into_iter().map(|kept| change((*container, kept), Touch::Kept))).collect()
        }
        ReadingKind::Omission | ReadingKind::Deletion | ReadingKind::Lacuna | ReadingKind::Illegible => {
            all(Touch::Words)
        }
        ReadingKind::Transposition(_) => all(Touch::Moved),
        ReadingKind::Addition | ReadingKind::Supplement => point(parts.last(), |range| range.end),
        ReadingKind::Preface => point(parts.first(), |range| range.start),
        ReadingKind::Seclusion => vec![],
    }
}

/// A change of a lemma with the signs of the sentence that stay beside it, which stand in the lemma too.
fn widened(text: &str, parts: &[Range<usize>], range: Range<usize>) -> Range<usize> {
    let part = parts.iter().find(|part| part.start <= range.start && range.start < part.end && !range.is_empty());
    let Some(part) = part else { return range };
    let own = stops::core(text, part).range;
    let start = if range.start == own.start { part.start } else { range.start };
    start..if range.end == own.end { part.end } else { range.end }
}

impl Change {
    /// Whether another change of the same witness excludes this one: both change one word, or one says that it stands.
    /// Words that are moved may be changed in part, and nothing is added inside words that are not there.
    pub(super) fn excludes(&self, other: &Change) -> bool {
        if self.entry == other.entry || self.container != other.container {
            return false;
        }
        match (self.touch, other.touch) {
            (Touch::Point, Touch::Point) => false,
            (Touch::Point | Touch::Kept, Touch::Moved | Touch::Kept)
            | (Touch::Moved | Touch::Kept, Touch::Point)
            | (Touch::Moved, Touch::Kept) => false,
            (Touch::Kept, Touch::Words) => self.meets(other) && (self.reading.is_some() || self.range == other.range),
            (Touch::Words, Touch::Kept) => other.excludes(self),
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
