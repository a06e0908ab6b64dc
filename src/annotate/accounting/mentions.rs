//! Who is named where in an entry, and which of several readings of one witness is its final text.

use crate::model::apparatus::{Cited, Entry, Standing, State, Who};

/// What a witness has at an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Slot {
    /// The lemma.
    Lemma,
    /// A reading, by index.
    Reading(usize),
}

/// One who is named in an entry.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mention<'e> {
    /// For what.
    pub(super) slot: Slot,
    /// How.
    pub(super) cited: &'e Cited,
}

/// What one who is named has in the end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Final<'e> {
    /// What it has; `None` where only the text before correction is told, and that is the lemma.
    pub(super) slot: Option<Slot>,
    /// Two mentions that exclude each other.
    pub(super) clash: Option<(Mention<'e>, Mention<'e>)>,
}

/// All who are named in an entry, in the order written.
pub(super) fn mentions(entry: &Entry) -> Vec<Mention<'_>> {
    let lemma = entry.support.iter().map(|cited| Mention { slot: Slot::Lemma, cited });
    let readings = entry.readings.iter().enumerate();
    let readings = readings.flat_map(|(index, reading)| {
        reading.support.iter().map(move |cited| Mention { slot: Slot::Reading(index), cited })
    });
    lemma.chain(readings).collect()
}

/// The mentions of one.
pub(super) fn of<'e>(mentions: &[Mention<'e>], who: Who) -> Vec<Mention<'e>> {
    mentions.iter().copied().filter(|mention| mention.cited.who == who).collect()
}

/// Whether these say nothing of the text of who is named: only what stood before correction, or what stands beside it.
pub(super) fn is_beside(mentions: &[Mention<'_>]) -> bool {
    let all = |standing| mentions.iter().all(|mention| stands(mention.cited, standing));
    all(Standing::Before) || all(Standing::Beside)
}

/// Whether one of the states of who is named says that.
pub(super) fn stands(cited: &Cited, standing: Standing) -> bool {
    cited.states.iter().any(|state| state.standing() == standing)
}

/// What one has in the end who is named in these mentions, of which there is one at least: without a state or after
/// correction it is its text; before correction alone its text is the lemma. What stands in the margin or above the
/// line is beside its text, which is the lemma where nothing else is said; but a correction of what is said.
pub(super) fn settle<'e>(mentions: &[Mention<'e>]) -> Final<'e> {
    let has = |standing| move |mention: &Mention<'_>| stands(mention.cited, standing);
    let (before, after): (Vec<_>, Vec<_>) = mentions.iter().copied().partition(has(Standing::Before));
    let beside = has(Standing::Beside);
    let (beside, line): (Vec<_>, Vec<_>) = after.iter().copied().partition(beside);
    let corrected = line.is_empty() && !before.is_empty();
    let text = if corrected { beside } else { line };
    let clash = clash(&text).or_else(|| clash_before(&before));
    let slot = match (text.first(), before.first()) {
        (Some(mention), _) => Some(mention.slot),
        (None, Some(mention)) => (mention.slot != Slot::Lemma).then_some(Slot::Lemma),
        (None, None) => Some(Slot::Lemma),
    };
    Final { slot, clash }
}

/// The same of what stood before correction, of which there may be several layers, each a state of the book's own.
fn clash_before<'e>(mentions: &[Mention<'e>]) -> Option<(Mention<'e>, Mention<'e>)> {
    let own =
        |mention: &Mention<'e>| mention.cited.states.iter().find(|state| matches!(state, State::Own(..))).copied();
    let same =
        |first: &Mention<'e>| mentions.iter().copied().filter(|other| own(other) == own(first)).collect::<Vec<_>>();
    mentions.iter().find_map(|first| clash(&same(first)))
}

/// The first two mentions for different things.
fn clash<'e>(mentions: &[Mention<'e>]) -> Option<(Mention<'e>, Mention<'e>)> {
    let first = mentions.first()?;
    let other = mentions.iter().find(|other| other.slot != first.slot)?;
    Some((*first, *other))
}
