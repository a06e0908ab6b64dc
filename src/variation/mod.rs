//! Who has what where the witnesses of a document vary: the figures of its apparatus.
//!
//! What report, NEXUS and the tables of agreements count is counted here, once. Knows the model alone: who reads
//! what is in each entry's [`crate::model::apparatus::Tally`]. Hands other than the first, scholars and editions
//! that are not in force, and what stood before a correction are no part of it.

mod counts;

pub use counts::{Counts, LayerCount, TypeCount, WitnessCount};

use crate::model::apparatus::{Entry, EntryId, Hand, Layer, Reading, ReadingKind, SiglumId};
use crate::model::document::Document;

/// What the witnesses in force have at each place that is accounted for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Variation {
    /// The witnesses in force, as the sheet lists them.
    pub witnesses: Vec<SiglumId>,
    /// The places, in reading order: one for each entry that is accounted for.
    pub places: Vec<Place>,
}

/// What the witnesses have at one entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The entry.
    pub entry: EntryId,
    /// Whether it is about variants of a reading: only of the witnesses that have this is anything known.
    pub within: bool,
    /// For each witness what it has: 0 the lemma, from 1 on one of `readings`; `None` where it is lacking, damaged
    /// or illegible, or where nothing is known of it.
    pub states: Vec<Option<usize>>,
    /// What the states from 1 on are: indices of readings that witnesses have as their final text. Of several with the
    /// same words the first stands for all.
    pub readings: Vec<usize>,
}

/// In how many places two witnesses agree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Agreement {
    /// Places where both have the same.
    pub agree: usize,
    /// Places where both are there.
    pub of: usize,
}

impl Agreement {
    /// The part that agrees in thousandths, the half rounded up; `None` where there is no place.
    pub fn permille(self) -> Option<usize> {
        (self.of > 0).then(|| (self.agree * 2000 + self.of) / (self.of * 2))
    }

    /// The same in hundredths.
    pub fn percent(self) -> Option<usize> {
        (self.of > 0).then(|| (self.agree * 200 + self.of) / (self.of * 2))
    }
}

/// A reading that one witness in force has alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Singular {
    /// The witness.
    pub witness: SiglumId,
    /// The entry.
    pub entry: EntryId,
    /// The index of the reading.
    pub reading: usize,
}

impl Variation {
    /// That of a document; without places where no witness is in force.
    pub fn of(document: &Document) -> Self {
        let witnesses = document.sigla.in_force.clone();
        let accounted = (0..).map(EntryId).zip(&document.entries).filter(|(_, entry)| is_accounted(entry));
        let places = accounted.map(|(id, entry)| Place::of(id, entry, &witnesses)).collect();
        Self { witnesses, places }
    }

    /// The places where witnesses that are there differ.
    pub fn varying(&self) -> impl Iterator<Item = &Place> {
        self.places.iter().filter(|place| place.varies())
    }

    /// In how many of the places where witnesses differ two of them (indices) agree.
    pub fn agreement(&self, a: usize, b: usize) -> Agreement {
        let states = self.varying().filter_map(|place| Some(((*place.states.get(a)?)?, (*place.states.get(b)?)?)));
        states.fold(Agreement::default(), |sum, (a, b)| Agreement {
            agree: sum.agree + usize::from(a == b),
            of: sum.of + 1,
        })
    }

    /// The readings, lemmata aside, that one witness alone has, in reading order.
    pub fn singular(&self) -> Vec<Singular> {
        self.places.iter().flat_map(|place| place.singular(&self.witnesses)).collect()
    }
}

impl Place {
    fn of(id: EntryId, entry: &Entry, witnesses: &[SiglumId]) -> Self {
        let mut place =
            Self { entry: id, within: entry.within.is_some(), states: vec![None; witnesses.len()], readings: vec![] };
        for (state, witness) in place.states.iter_mut().zip(witnesses) {
            if entry.tally.agree.contains(witness) {
                *state = Some(0);
            }
        }
        for (index, (reading, who)) in entry.readings.iter().zip(&entry.tally.readings).enumerate() {
            // Of an ending alone the word is not known.
            let unknown =
                matches!(reading.kind, ReadingKind::Lacuna | ReadingKind::Illegible) || reading.ending().is_some();
            if unknown || who.is_empty() {
                continue;
            }
            let state = place.state_of(entry, index);
            for (had, _) in place.states.iter_mut().zip(witnesses).filter(|(_, witness)| who.contains(witness)) {
                *had = Some(state);
            }
        }
        place
    }

    /// The state of a reading: that of one with the same words, or a new one.
    fn state_of(&mut self, entry: &Entry, index: usize) -> usize {
        let same = |known: &usize| is_same(&entry.readings[*known], &entry.readings[index]);
        let known = self.readings.iter().position(same).unwrap_or(self.readings.len());
        if known == self.readings.len() {
            self.readings.push(index);
        }
        known + 1
    }

    /// Whether witnesses that are there differ.
    pub fn varies(&self) -> bool {
        let mut there = self.states.iter().flatten();
        there.next().is_some_and(|first| there.any(|state| state != first))
    }

    fn singular<'p>(&'p self, witnesses: &'p [SiglumId]) -> impl Iterator<Item = Singular> + 'p {
        self.readings.iter().enumerate().filter_map(|(number, reading)| {
            let mut holders = (0..self.states.len()).filter(|index| self.states[*index] == Some(number + 1));
            let (holder, others) = (holders.next()?, holders.next());
            let witness = *witnesses.get(holder).filter(|_| others.is_none())?;
            Some(Singular { witness, entry: self.entry, reading: *reading })
        })
    }
}

/// Whether it is known who reads what at an entry. What a rule of the import emends is no reading of the witness but
/// a fault of its file.
fn is_accounted(entry: &Entry) -> bool {
    let tally = &entry.tally;
    let anybody = tally.agree.iter().chain(&tally.lacking).chain(tally.readings.iter().flatten()).next().is_some();
    anybody && (entry.layer != Layer::Emendation || entry.hand == Hand::Editor)
}

/// Whether an entry belongs to the apparatus of the witnesses: one of a series, or an emendation that is accounted for.
pub fn is_told(entry: &Entry) -> bool {
    entry.layer != Layer::Emendation || is_accounted(entry)
}

/// Whether two readings of an entry are the same text: a witness that leaves words out has what one has that
/// deletes them.
fn is_same(one: &Reading, other: &Reading) -> bool {
    let is_gone = |reading: &Reading| matches!(reading.kind, ReadingKind::Omission | ReadingKind::Deletion);
    one.kind == other.kind && one.words == other.words || is_gone(one) && is_gone(other)
}
