//! Where witnesses end and begin: `lacunaStart`, `lacunaEnd`, `witStart`, `witEnd` as what each lacks.

use super::super::tree::NodeId;
use super::super::walk::Walk;
use super::parts::Parts;
use super::support;
use crate::model::apparatus::{EntryId, SiglumId, Who};
use crate::model::document::Container;
use crate::model::text::{Mark, MarkKind, Text};
use crate::source::Span;
use std::collections::BTreeMap;

/// A place where witnesses end or begin.
#[derive(Clone, Debug)]
pub(super) struct Turn {
    who: Vec<SiglumId>,
    /// Whether they begin.
    begins: bool,
    /// Whether it is the whole witness that does, not a lacuna of it.
    whole: bool,
    container: Container,
    /// For one in a reading its entry, and how many bytes the reading has once it is read.
    entry: Option<(EntryId, Option<usize>)>,
    /// Its element, and in which reading of the entry it stands (index).
    element: NodeId,
    reading: usize,
    /// The byte of the container or of the reading.
    at: usize,
    span: Span,
}

/// An element that says so, in the text or in a reading.
pub(in super::super) fn turn(walk: &mut Walk<'_, '_>, id: NodeId) {
    let tree = walk.tree;
    let named = |id: &NodeId| tree.attribute(*id, "wit").is_some();
    let around = tree.ancestors(id).take_while(|around| tree.name(*around) != "app");
    let who = std::iter::once(id).chain(around).find(named).map(|of| support::witnesses(walk, of)).unwrap_or_default();
    let who = who.into_iter().filter_map(|who| if let Who::Siglum(id) = who { Some(id) } else { None }).collect();
    let begins = matches!(tree.name(id), "lacunaEnd" | "witStart");
    let whole = matches!(tree.name(id), "witEnd" | "witStart");
    let within = walk.apparatus.within.last();
    let (entry, reading) = (within.map(|within| (within.entry, None)), within.map_or(0, |within| within.reading));
    let (container, at) = (walk.frame().container, walk.pen().at());
    let span = tree.span(id);
    walk.apparatus.turns.push(Turn { who, begins, whole, container, entry, element: id, reading, at, span });
}

/// A reading of an entry is read and has so many bytes.
pub(super) fn read(walk: &mut Walk<'_, '_>, entry: EntryId, length: usize) {
    for turn in walk.apparatus.turns.iter_mut().rev() {
        match &mut turn.entry {
            Some((of, end @ None)) if *of == entry => *end = Some(length),
            _ => break,
        }
    }
}

/// An `app` that says nothing else, in the flow.
pub(super) fn only(walk: &mut Walk<'_, '_>, parts: &Parts) {
    let tree = walk.tree;
    for (rdg, _) in &parts.readings {
        for inner in tree.descendants(*rdg) {
            if matches!(tree.name(inner), "lacunaStart" | "lacunaEnd" | "witStart" | "witEnd") {
                turn(walk, inner);
            }
        }
    }
}

/// The same of one that says where what is lacking begins and ends.
pub(super) fn stretch(walk: &mut Walk<'_, '_>, parts: &Parts, (container, range): (Container, std::ops::Range<usize>)) {
    let first = walk.apparatus.turns.len();
    only(walk, parts);
    for turn in walk.apparatus.turns.iter_mut().skip(first) {
        (turn.container, turn.entry) = (container, None);
        turn.at = if turn.begins { range.end } else { range.start };
    }
}

/// Marks what each witness lacks of the body.
pub(super) fn mark(walk: &mut Walk<'_, '_>, body: &mut Text) {
    let mut all: BTreeMap<SiglumId, Vec<(usize, Turn)>> = BTreeMap::new();
    for turn in std::mem::take(&mut walk.apparatus.turns) {
        let Some(at) = place(walk, &turn) else {
            fault(walk, &turn, "a witness ends or begins where there is no text");
            continue;
        };
        for who in turn.who.clone() {
            all.entry(who).or_default().push((at.min(body.string.len()), turn.clone()));
        }
    }
    for (who, mut turns) in all {
        turns.sort_by_key(|(at, turn)| (*at, !turn.begins));
        let mut lacks = |range: std::ops::Range<usize>| {
            if !range.is_empty() {
                body.marks.push(Mark { range, kind: MarkKind::Lacuna(who) });
            }
        };
        let mut open = turns.first().filter(|(_, turn)| turn.begins && turn.whole).map(|_| 0);
        for (at, turn) in &turns {
            match (turn.begins, open) {
                (false, None) => open = Some(*at),
                (true, Some(start)) => {
                    lacks(start..*at);
                    open = None;
                }
                (false, Some(_)) => fault(walk, turn, "a witness ends that has ended already"),
                (true, None) => fault(walk, turn, "a witness begins again that has not ended"),
            }
        }
        if let Some(start) = open {
            lacks(start..body.string.len());
        }
    }
}

/// The byte of the body at which a turn stands.
fn place(walk: &Walk<'_, '_>, turn: &Turn) -> Option<usize> {
    let Some((entry, length)) = turn.entry else {
        return (turn.container == Container::Body).then_some(turn.at);
    };
    let outer = |id: &EntryId| walk.entries.get(id.0 as usize)?.within.as_ref().map(|within| within.entry);
    let outermost = std::iter::successors(Some(entry), outer).take(walk.entries.len()).last()?;
    let (container, lemma) = walk.apparatus.stands.get(&outermost)?;
    let inside = outermost != entry;
    let before = turn.at > 0 && !inside;
    let after = length.is_some_and(|length| turn.at < length) && !inside;
    let at = match turn.begins {
        true if after => lemma.start,
        true => lemma.end,
        false if before => lemma.end,
        false => lemma.start,
    };
    (*container == Container::Body).then_some(at)
}

/// Notes down one that has no other end. In a reading it is kept as it is.
fn fault(walk: &mut Walk<'_, '_>, turn: &Turn, message: &str) {
    let kept = walk.kept(turn.element);
    let entry = turn.entry.and_then(|(entry, _)| walk.entries.get_mut(entry.0 as usize));
    if let Some(reading) = entry.and_then(|entry| entry.readings.get_mut(turn.reading)) {
        let at = turn.at.min(reading.words.len());
        // one may begin or end for several witnesses
        if !reading.marks.iter().any(|mark| mark.kind == kept && mark.range == (at..at)) {
            reading.marks.push(Mark { range: at..at, kind: kept });
            reading.marks.sort_by_key(|mark| (mark.range.start, std::cmp::Reverse(mark.range.end)));
        }
    }
    let help = "each lacuna has a `lacunaStart` and a `lacunaEnd`, in readings with a `wit`";
    walk.faults.push("stray-lacuna", message, turn.span.clone(), (message, help));
}
