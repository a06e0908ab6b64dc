//! The words of a reading as one of its witnesses has them: with the variants of the reading.

use crate::model::apparatus::{EntryId, Move, Reading, ReadingKind, SiglumId, Within};
use crate::model::document::Document;
use std::collections::BTreeMap;

/// How deep variants of variants are followed.
const DEEPEST: usize = 8;

/// The variants of readings, by the reading.
pub(super) struct Variants<'d> {
    document: &'d Document,
    by_reading: BTreeMap<(EntryId, usize), Vec<EntryId>>,
}

impl<'d> Variants<'d> {
    pub(super) fn of(document: &'d Document) -> Self {
        let mut by_reading: BTreeMap<(EntryId, usize), Vec<EntryId>> = BTreeMap::new();
        for (id, entry) in (0..).map(EntryId).zip(&document.entries) {
            if let Some(Within { entry: of, reading }) = &entry.within {
                by_reading.entry((*of, *reading)).or_default().push(id);
            }
        }
        Self { document, by_reading }
    }

    /// The words of a reading in a witness.
    pub(super) fn words(&self, entry: EntryId, reading: usize, witness: SiglumId) -> String {
        self.varied(entry, reading, witness, DEEPEST)
    }

    fn varied(&self, entry: EntryId, reading: usize, witness: SiglumId, deep: usize) -> String {
        let mut words = self.document.entries[entry.0 as usize].readings[reading].own_words().to_owned();
        let variants = self.by_reading.get(&(entry, reading)).filter(|_| deep > 0);
        for id in variants.into_iter().flatten() {
            let variant = &self.document.entries[id.0 as usize];
            let has = |who: &Vec<SiglumId>| who.contains(&witness);
            let Some(index) = variant.tally.readings.iter().position(has) else { continue };
            let part = Some(variant.lemma.as_str()).filter(|lemma| !lemma.is_empty() && words.contains(lemma));
            let part = part.unwrap_or(&words).to_owned();
            let own = self.varied(*id, index, witness, deep - 1);
            if let Some(changed) = changed(&part, &variant.readings[index], &own) {
                words = words.replacen(&part, &changed, 1);
            }
        }
        words
    }
}

/// What a variant makes of words; `None` where it leaves them.
fn changed(words: &str, variant: &Reading, own: &str) -> Option<String> {
    match &variant.kind {
        ReadingKind::Words => Some(own.to_owned()),
        ReadingKind::Omission | ReadingKind::Deletion => Some(String::new()),
        ReadingKind::Addition | ReadingKind::Supplement => Some(format!("{words} {own}")),
        ReadingKind::Preface => Some(format!("{own} {words}")),
        ReadingKind::Transposition(Move::Swap) => {
            words.split_once(' ').map(|(first, second)| format!("{second} {first}"))
        }
        ReadingKind::Transposition(_) | ReadingKind::Seclusion | ReadingKind::Lacuna | ReadingKind::Illegible => None,
    }
}
