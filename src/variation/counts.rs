//! How often: by witness, by type of reading, by layer.

use super::{Variation, is_told};
use crate::model::apparatus::{Entry, Layer, SiglumId};
use crate::model::document::Document;
use std::collections::BTreeMap;

/// The counts of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Of each witness in force, as the sheet lists them.
    pub witnesses: Vec<WitnessCount>,
    /// Of each type of readings, by name; `None` for those without one, the first.
    pub types: BTreeMap<Option<String>, TypeCount>,
    /// Of each layer that has entries.
    pub layers: BTreeMap<Layer, LayerCount>,
}

/// At how many places a witness has what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WitnessCount {
    /// The witness.
    pub witness: SiglumId,
    /// Where it has the lemma; variants of a reading are no places of their own.
    pub lemma: usize,
    /// Where it has a reading.
    pub variants: usize,
    /// Where it has that reading alone.
    pub singular: usize,
    /// Where it is lacking, damaged or illegible.
    pub lacking: usize,
}

/// How many readings are of a type.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypeCount {
    /// Readings, those of scholars too.
    pub readings: usize,
    /// For each witness in force how many of them it has.
    pub witnesses: Vec<usize>,
}

/// How much a layer holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LayerCount {
    /// Entries.
    pub entries: usize,
    /// Their readings.
    pub readings: usize,
    /// Entries of other layers that it shows too.
    pub copied: usize,
    /// For each witness in force how many of the readings it has.
    pub witnesses: Vec<usize>,
}

impl Counts {
    /// The counts of a document and of what its witnesses have.
    pub fn of(document: &Document, variation: &Variation) -> Self {
        let witnesses = &variation.witnesses;
        let mut counts = Self { witnesses: of_witnesses(variation), ..Self::default() };
        for entry in document.entries.iter().filter(|entry| is_told(entry)) {
            let layer = counts.layers.entry(entry.layer).or_default();
            layer.entries += 1;
            layer.readings += entry.readings.len();
            layer.witnesses.resize(witnesses.len(), 0);
            for (index, reading) in entry.readings.iter().enumerate() {
                let r#type = reading.r#type.clone().or_else(|| entry.r#type.clone());
                let of_type = counts.types.entry(r#type).or_default();
                of_type.readings += 1;
                of_type.witnesses.resize(witnesses.len(), 0);
                for at in holders(entry, index, witnesses) {
                    of_type.witnesses[at] += 1;
                    layer.witnesses[at] += 1;
                }
            }
            for copied in &entry.copies {
                let layer = counts.layers.entry(Layer::Series(copied.series)).or_default();
                layer.copied += 1;
                layer.witnesses.resize(witnesses.len(), 0);
            }
        }
        counts
    }
}

/// The witnesses (indices) whose final text a reading is.
fn holders(entry: &Entry, reading: usize, witnesses: &[SiglumId]) -> Vec<usize> {
    let who = entry.tally.readings.get(reading).map_or(&[][..], Vec::as_slice);
    (0..witnesses.len()).filter(|index| who.contains(&witnesses[*index])).collect()
}

fn of_witnesses(variation: &Variation) -> Vec<WitnessCount> {
    let singular = variation.singular();
    let count = |(index, witness): (usize, &SiglumId)| {
        let places = || variation.places.iter().filter(|place| !place.within);
        let states = || places().filter_map(move |place| place.states.get(index));
        WitnessCount {
            witness: *witness,
            lemma: states().filter(|state| **state == Some(0)).count(),
            variants: states().filter(|state| state.is_some_and(|state| state > 0)).count(),
            singular: singular.iter().filter(|one| one.witness == *witness).count(),
            lacking: states().filter(|state| state.is_none()).count(),
        }
    };
    variation.witnesses.iter().enumerate().map(count).collect()
}
