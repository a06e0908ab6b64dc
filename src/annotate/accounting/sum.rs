//! The sum of an entry: what each witness has that is to be accounted for.

use super::mentions::{Mention, Slot, is_beside, mentions, of, settle, stands};
use crate::model::apparatus::{Entry, ReadingKind, Sigla, SiglumId, Standing, Tally, Who};

/// How it is known what a witness has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ground {
    /// It is named.
    Named,
    /// It is one of several named together.
    Together(Who),
    /// It is not named.
    Silence,
}

/// What a witness has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Has {
    /// The lemma or a reading.
    Slot(Slot),
    /// It lacks the place.
    Lacking,
    /// So a reading says, by its index: it has a gap here, or nothing that could be read.
    Gap(usize),
    /// It is forgotten: the entry says who reads the lemma, and not what this witness has.
    Forgotten,
}

/// The sum of an entry: each witness that is to be accounted for, once.
#[derive(Clone, Debug, Default)]
pub(super) struct Sum {
    pub(super) all: Vec<(SiglumId, Has, Ground)>,
}

/// Accounts for the witnesses of `population`, which are in the order of the conspectus. `lacks` says who lacks the
/// place but for what the entry says.
pub(super) fn sum(entry: &Entry, sigla: &Sigla, population: &[SiglumId], lacks: &dyn Fn(SiglumId) -> bool) -> Sum {
    let named = mentions(entry);
    let all = population.iter().map(|witness| {
        let (has, ground) = one(entry, sigla, &named, *witness, lacks(*witness));
        (*witness, has, ground)
    });
    Sum { all: all.collect() }
}

fn one(entry: &Entry, sigla: &Sigla, named: &[Mention<'_>], witness: SiglumId, lacks: bool) -> (Has, Ground) {
    let has = |mentions: &[Mention<'_>]| settle(mentions).slot.map_or(Has::Forgotten, |slot| has_slot(entry, slot));
    let own = of(named, Who::Siglum(witness));
    if let Some(slot) = by_its_hand(sigla, named, witness, &own) {
        return (has_slot(entry, slot), Ground::Named);
    }
    let hands = hands(sigla, named, witness);
    let by_hands = hands.iter().max_by_key(|(hand, _)| *hand).filter(|_| own.is_empty() && hands.len() > 1);
    if let Some((_, slot)) =
        by_hands.filter(|_| !lacks && hands.iter().any(|(hand, _)| is_first(sigla, *hand, witness)))
    {
        return (has_slot(entry, *slot), Ground::Named);
    }
    let stands = |who: Who| {
        let all = of(named, who).into_iter();
        all.filter(|mention| !sigla.is_excepted(mention.cited, witness)).collect::<Vec<_>>()
    };
    let together = sigla.together(witness).map(|who| (who, stands(who))).find(|(_, of)| !of.is_empty());
    if !own.is_empty() {
        // what it had before correction, or has in the margin, is not its text: that its group may have
        return match together {
            Some((who, mentions)) if !matches!(who, Who::Others | Who::All) && is_beside(&own) => {
                (has(&mentions), Ground::Together(who))
            }
            _ => (has(&own), Ground::Named),
        };
    }
    match together {
        _ if lacks => (Has::Lacking, Ground::Silence),
        Some((who, mentions)) => (has(&mentions), Ground::Together(who)),
        None if entry.support.is_empty() => (Has::Slot(Slot::Lemma), Ground::Silence),
        // All that it has is said by its hands, of whom the last made its text.
        None => match by_hands {
            Some((_, slot)) => (has_slot(entry, *slot), Ground::Named),
            None => (Has::Forgotten, Ground::Silence),
        },
    }
}

/// The hands of a witness that an entry names, each with what it has in the end.
fn hands(sigla: &Sigla, named: &[Mention<'_>], witness: SiglumId) -> Vec<(SiglumId, Slot)> {
    let hand = |mention: &Mention<'_>| match mention.cited.who {
        Who::Siglum(hand) => Some(hand).filter(|hand| sigla.get(*hand).and_then(|hand| hand.hand_of) == Some(witness)),
        _ => None,
    };
    let text = named.iter().filter(|mention| !stands(mention.cited, Standing::Before));
    text.filter_map(|mention| Some((hand(mention)?, mention.slot))).collect()
}

/// Whether a hand is the first of its witness: `A*`, `A¹`.
fn is_first(sigla: &Sigla, hand: SiglumId, witness: SiglumId) -> bool {
    let behind = sigla.name(hand).strip_prefix(sigla.name(witness));
    behind.is_some_and(|behind| matches!(behind, "*" | "¹" | "1"))
}

fn has_slot(entry: &Entry, slot: Slot) -> Has {
    match slot {
        Slot::Reading(index) if is_gap(entry, index) => Has::Gap(index),
        slot => Has::Slot(slot),
    }
}

/// What a witness has whose text is told before correction alone, where the entry says too what another hand made of
/// it, `actum B^ac; facturum B²`: the hand stands for the corrected text.
fn by_its_hand(sigla: &Sigla, named: &[Mention<'_>], witness: SiglumId, own: &[Mention<'_>]) -> Option<Slot> {
    let before = |mention: &Mention<'_>| stands(mention.cited, Standing::Before);
    if own.is_empty() || !own.iter().all(before) {
        return None;
    }
    // Of several the last in the conspectus.
    hands(sigla, named, witness).into_iter().max_by_key(|(hand, _)| *hand).map(|(_, slot)| slot)
}

/// Whether a reading says that its witness has nothing that could be read.
pub(super) fn is_gap(entry: &Entry, reading: usize) -> bool {
    let kind = entry.readings.get(reading).map(|reading| &reading.kind);
    matches!(kind, Some(ReadingKind::Lacuna | ReadingKind::Illegible))
}

impl Sum {
    /// As the model has it. Who is forgotten is nowhere in it.
    pub(super) fn tally(&self, readings: usize) -> Tally {
        let mut tally = Tally { readings: vec![vec![]; readings], ..Tally::default() };
        for (witness, has, _) in &self.all {
            match has {
                Has::Slot(Slot::Lemma) => tally.agree.push(*witness),
                Has::Slot(Slot::Reading(index)) => tally.readings[*index].push(*witness),
                Has::Lacking | Has::Gap(_) => tally.lacking.push(*witness),
                Has::Forgotten => {}
            }
        }
        tally
    }

    /// Those who have it.
    pub(super) fn having(&self, what: Has) -> Vec<SiglumId> {
        self.all.iter().filter(|(_, has, _)| *has == what).map(|(witness, ..)| *witness).collect()
    }
}
