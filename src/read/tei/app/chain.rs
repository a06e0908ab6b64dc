//! Entries that go on with others (`prev`, `next`): one entry whose lemma has several parts.

use super::super::tree::{NodeId, Tree};
use super::super::walk::Walk;
use crate::model::apparatus::{Entry, EntryId, ReadingKind};
use crate::model::document::Container;
use crate::model::text::{Mark, MarkKind, Text};
use std::collections::BTreeMap;

/// The attribute that holds the id of a further part of an entry.
const PART: &str = "#part";
/// That which holds the source of what the first part says, and of each further part, where these say something.
const FIRST: &str = "#first";
const SAID: &str = "#said";
/// What stands between the parts of a reading.
const BETWEEN: &str = " … ";

/// Makes one entry of those that are chained, whose witnesses are the same or of which the later say nothing.
pub(super) fn join(walk: &mut Walk<'_, '_>, body: &mut Text) {
    let before = links(walk);
    if before.is_empty() {
        return;
    }
    let tree = walk.tree;
    let apps: BTreeMap<usize, NodeId> = walk.apparatus.apps.iter().map(|(app, id)| (id.0 as usize, *app)).collect();
    let mut first: BTreeMap<usize, usize> = BTreeMap::new();
    for (entry, previous) in before {
        // the parts of a lemma that touch are one: what the second says of its words would be lost
        let says = walk.entries.get(entry).is_some_and(|part| !part.readings.is_empty() || part.note.is_some());
        if says && touch(walk, body, previous, entry) {
            continue;
        }
        let root = first.get(&previous).copied().unwrap_or(previous);
        // the root comes before its parts
        let Some((before, after)) = walk.entries.split_at_mut_checked(entry) else { continue };
        let (Some(whole), Some(part)) = (before.get_mut(root), after.first()) else { continue };
        if absorb(whole, part) {
            let own = part.attributes.iter().find(|(name, _)| name == "xml:id").map(|(_, own)| own.clone());
            whole.attributes.push((PART.to_owned(), own.unwrap_or_default()));
            let says = |app: &&NodeId| tree.elements(**app).next().is_some();
            if let (Some(root), Some(app)) = (apps.get(&root), apps.get(&entry).filter(says)) {
                if !whole.attributes.iter().any(|(name, _)| name == FIRST) {
                    let inner = tree.children(*root).iter();
                    whole.attributes.push((FIRST.to_owned(), inner.map(|inner| unnested(tree, *inner)).collect()));
                }
                whole.attributes.push((SAID.to_owned(), around(tree, *app)));
                whole.lemma_attributes.retain(|(name, _)| name != "#inside");
            }
            first.insert(entry, root);
        }
    }
    renumber(walk, body, &first);
}

/// A node as it is written, but for entries in it, which are written for themselves: their lemmata stand for them.
fn unnested(tree: &Tree<'_>, id: NodeId) -> String {
    if tree.name(id) != "app" {
        return around(tree, id);
    }
    let shown = tree.child(id, "lem").or_else(|| tree.child(id, "rdg"));
    let inner = shown.map(|shown| tree.children(shown)).unwrap_or_default();
    inner.iter().map(|inner| unnested(tree, *inner)).collect()
}

/// An element with its tags around what it holds, so written; characters as they are.
fn around(tree: &Tree<'_>, id: NodeId) -> String {
    let (whole, children) = (tree.bytes(id), tree.children(id));
    let (Some(first), Some(last)) = (children.first(), children.last()) else { return tree.source(whole).to_owned() };
    let inner: String = children.iter().map(|child| unnested(tree, *child)).collect();
    let [open, close] = [whole.start..tree.bytes(*first).start, tree.bytes(*last).end..whole.end];
    format!("{}{inner}{}", tree.source(open), tree.source(close))
}

/// Whether nothing but white space is between the lemmata of two entries.
fn touch(walk: &Walk<'_, '_>, body: &Text, one: usize, other: usize) -> bool {
    let stands = |entry: usize| walk.apparatus.stands.get(&EntryId(entry as u32));
    let (Some((container, before)), Some((other, after))) = (stands(one), stands(other)) else { return false };
    let text = match container {
        Container::Body => Some(body),
        Container::Note(note) => walk.notes.get(note.0 as usize).map(|note| &note.text),
        _ => None,
    };
    let between = text.and_then(|text| text.string.get(before.end..after.start.max(before.end)));
    container == other && between.is_some_and(|between| between.trim().is_empty())
}

/// For each entry that goes on with another the one before it, in their order. A chain leads from the beginning to
/// the end: what leads back is noted down and not followed.
fn links(walk: &mut Walk<'_, '_>) -> BTreeMap<usize, usize> {
    let tree = walk.tree;
    let apps: Vec<(NodeId, usize)> = walk.apparatus.apps.iter().map(|(app, id)| (*app, id.0 as usize)).collect();
    let pointed = |walk: &Walk<'_, '_>, app: NodeId, name: &str| {
        let target = tree.by_id(tree.attribute(app, name)?.trim().trim_start_matches('#'))?;
        walk.apparatus.apps.get(&target).map(|id| id.0 as usize)
    };
    let mut before = BTreeMap::new();
    for (app, id) in &apps {
        let links = [pointed(walk, *app, "prev").map(|to| (to, *id)), pointed(walk, *app, "next").map(|to| (*id, to))];
        for (from, to) in links.into_iter().flatten() {
            if from < to {
                before.entry(to).or_insert(from);
            } else {
                let says = (
                    "entries are chained in a circle, or backwards",
                    "let `next` lead to the part behind, `prev` to that before",
                );
                walk.faults.push("circular-chain", "", tree.span(*app), says);
            }
        }
    }
    before
}

/// Takes a part into an entry; says whether it is one.
fn absorb(whole: &mut Entry, part: &Entry) -> bool {
    let who = |entry: &Entry| -> Vec<Vec<_>> {
        entry.readings.iter().map(|reading| reading.support.iter().map(|cited| cited.who).collect()).collect()
    };
    let plain = |entry: &Entry| {
        entry.readings.iter().all(|reading| matches!(reading.kind, ReadingKind::Words | ReadingKind::Omission))
    };
    let silent = part.readings.is_empty();
    if part.within != whole.within || !silent && (who(whole) != who(part) || !plain(whole) || !plain(part)) {
        return false;
    }
    for (reading, more) in whole.readings.iter_mut().zip(&part.readings) {
        if more.words.is_empty() {
            continue;
        }
        let between = if reading.words.is_empty() { "" } else { BETWEEN };
        let shift = reading.words.len() + between.len();
        reading.words.push_str(between);
        reading.words.push_str(&more.words);
        reading.kind = ReadingKind::Words;
        let moved =
            |mark: &Mark| Mark { range: mark.range.start + shift..mark.range.end + shift, kind: mark.kind.clone() };
        reading.marks.extend(more.marks.iter().map(moved));
    }
    match (&mut whole.note, &part.note) {
        (Some(note), Some(more)) => note.append(more),
        (none @ None, more) => none.clone_from(more),
        (Some(_), None) => {}
    }
    whole.lemma.push_str(BETWEEN);
    whole.lemma.push_str(&part.lemma);
    whole.silent &= part.silent;
    true
}

/// Takes the entries out that are parts of others, and gives all their new ids.
fn renumber(walk: &mut Walk<'_, '_>, body: &mut Text, first: &BTreeMap<usize, usize>) {
    let mut next = 0;
    let mut ids: Vec<usize> = Vec::with_capacity(walk.entries.len());
    for index in 0..walk.entries.len() {
        match first.get(&index) {
            Some(root) => ids.push(ids.get(*root).copied().unwrap_or_default()),
            None => {
                ids.push(next);
                next += 1;
            }
        }
    }
    let new = |id: &mut EntryId| id.0 = ids.get(id.0 as usize).map_or(id.0, |id| *id as u32);
    let entries = std::mem::take(&mut walk.entries).into_iter().enumerate();
    walk.entries = entries.filter(|(index, _)| !first.contains_key(index)).map(|(_, entry)| entry).collect();
    let mark = |mark: &mut Mark| {
        if let MarkKind::Entry(id) = &mut mark.kind {
            new(id);
        }
    };
    body.marks.iter_mut().for_each(mark);
    for note in &mut walk.notes {
        note.text.marks.iter_mut().for_each(mark);
        if let Container::Entry(id) = &mut note.place {
            new(id);
        }
    }
    for entry in &mut walk.entries {
        entry.note.iter_mut().flat_map(|note| &mut note.marks).for_each(mark);
        entry.readings.iter_mut().flat_map(|reading| &mut reading.marks).for_each(mark);
        entry.within.iter_mut().for_each(|within| new(&mut within.entry));
    }
    walk.apparatus.apps.values_mut().for_each(new);
}
