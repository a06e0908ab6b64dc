//! Lemmata that stand among words which a witness does not have by another entry: it is not counted as reading them.

use super::changes::{Change, Index, Touch};
use super::places::Places;
use super::sum::{Ground, Has, Sum};
use crate::model::apparatus::{Entry, EntryId, Layer, ReadingKind, SiglumId};
use crate::words::spelling::words;
use std::collections::BTreeMap;

/// The base that an emendation says has other words than the lemma of an entry which does not name it.
pub(super) struct Emended {
    pub(super) entry: EntryId,
    pub(super) by: EntryId,
    pub(super) base: SiglumId,
}

/// Counts as lacking who has other words for a longer stretch, or none; gives the bases that are emended there.
pub(super) fn take_out(
    entries: &[Entry],
    sums: &mut [Sum],
    places: &Places,
    changes: &BTreeMap<SiglumId, Vec<Change>>,
) -> Vec<Emended> {
    let ids = (0..entries.len()).filter(|index| entries[*index].layer != Layer::Emendation);
    let index = Index::of(ids.flat_map(|index| {
        let parts = places.lemmata.parts(EntryId(index as u32));
        parts.iter().map(move |(container, range)| (*container, range.clone(), index))
    }));
    let mut emended = Vec::new();
    for (witness, changes) in changes {
        for change in changes.iter().filter(|change| change.touch == Touch::Words) {
            let by = &entries[change.entry.0 as usize];
            for other in index.near(change.container, &change.range) {
                let Some(found) = sums[other].all.iter_mut().find(|(who, ..)| who == witness) else { continue };
                let id = EntryId(other as u32);
                if id == change.entry || found.2 == Ground::Named {
                    continue;
                }
                let Some(reading) = change.reading else { continue };
                if by.layer == Layer::Emendation {
                    if meets(change, id, places) && says_otherwise(by) {
                        emended.push(Emended { entry: id, by: change.entry, base: *witness });
                    }
                    continue;
                }
                if covers(change, id, places) && !keeps(by, reading, &entries[other].lemma) {
                    found.1 = Has::Lacking;
                }
            }
        }
    }
    emended.sort_by_key(|one| one.entry);
    emended.dedup_by_key(|one| one.entry);
    emended
}

/// Whether all of a lemma stands in what is changed, and is less than the lemma of that: of two entries on the same
/// words each speaks for itself.
fn covers(change: &Change, entry: EntryId, places: &Places) -> bool {
    let parts = places.lemmata.parts(entry);
    let inside = |part: &std::ops::Range<usize>| match part.is_empty() {
        true => change.range.start < part.start && part.end < change.range.end,
        false => change.range.start <= part.start && part.end <= change.range.end,
    };
    parts.iter().all(|(container, part)| *container == change.container && inside(part))
        && parts != places.lemmata.parts(change.entry)
}

fn meets(change: &Change, entry: EntryId, places: &Places) -> bool {
    let meets = |part: &std::ops::Range<usize>| part.start < change.range.end && change.range.start < part.end;
    places.lemmata.parts(entry).iter().any(|(container, part)| *container == change.container && meets(part))
}

/// Whether a reading has the words of a lemma, or of more than it.
fn keeps(entry: &Entry, reading: usize, lemma: &str) -> bool {
    let reading = &entry.readings[reading];
    reading.kind == ReadingKind::Words && holds(&reading.words, lemma)
}

/// Whether words stand among others, letters alone counted.
pub(super) fn holds(all: &str, part: &str) -> bool {
    let fold = |text: &str| words(text, 0..text.len()).into_iter().map(|word| word.folded).collect::<Vec<_>>();
    let (all, part) = (fold(all), fold(part));
    part.is_empty() || all.windows(part.len()).any(|window| window == part)
}

/// Whether an emendation changes more than signs and capitals.
fn says_otherwise(emendation: &Entry) -> bool {
    let base = emendation.readings.first().map_or("", |reading| &reading.words);
    !(holds(base, &emendation.lemma) && holds(&emendation.lemma, base))
}
