//! What a `loc` means: the verse, line, paragraph or section of that number.

use super::super::places::Stand;
use super::super::tree::{NodeId, Tree};
use super::super::walk::Walk;
use crate::model::document::Container;
use std::collections::BTreeMap;
use std::ops::Range;

/// The elements that are numbered, those that are meant first before others.
const UNITS: [&str; 16] =
    ["l", "lb", "ab", "p", "seg", "s", "lg", "sp", "u", "w", "milestone", "div", "div1", "div2", "div3", "pb"];
/// Those that stand at the beginning of what they number.
const POINTS: [&str; 4] = ["lb", "milestone", "pb", "cb"];

/// The places of numbered elements by their name, their number and each number around them: a verse of that number may
/// be in every poem.
#[derive(Debug, Default)]
pub(super) struct Inside<'t> {
    all: BTreeMap<(&'t str, &'t str, &'t str), Vec<usize>>,
    /// How many places it knows.
    count: usize,
}

impl<'t> Inside<'t> {
    /// Takes in the places that have come since.
    fn extend(&mut self, tree: &'t Tree<'_>, stands: &[Stand]) {
        for (index, stand) in stands.iter().enumerate().skip(self.count) {
            let (name, Some(n)) = (tree.name(stand.node), tree.attribute(stand.node, "n")) else { continue };
            for outer in tree.ancestors(stand.node).filter_map(|id| tree.attribute(id, "n")) {
                let of = self.all.entry((name, n, outer)).or_default();
                if of.last() != Some(&index) {
                    of.push(index);
                }
            }
        }
        self.count = stands.len();
    }

    fn get<'g>(&'g self, name: &'g str, n: &'g str, outer: &'g str) -> &'g [usize] {
        self.all.get(&(name, n, outer)).map_or(&[], Vec::as_slice)
    }
}

/// The stretch of text that the `loc` of an entry means.
pub(super) fn unit(walk: &mut Walk<'_, '_>, app: NodeId, body: &str) -> Option<(Container, Range<usize>)> {
    let tree = walk.tree;
    let loc = tree.attribute(app, "loc").or_else(|| tree.attribute(app, "n"))?.trim().to_owned();
    if let Some(stand) = walk.places.by_id(loc.trim_start_matches('#')) {
        return Some((stand.container, stand.range.clone()));
    }
    walk.apparatus.inside.extend(tree, walk.places.all());
    // in the part that is called as that in which the entry stands, else anywhere
    let is_part = |id: &NodeId| tree.name(*id).starts_with("div");
    let mut parts: Vec<&str> = tree.ancestors(app).filter(is_part).filter_map(|id| tree.attribute(id, "n")).collect();
    parts.reverse();
    let one = |loc: &str| {
        let in_part = (!parts.is_empty()).then(|| numbered(walk, app, loc, &parts, body)).flatten();
        in_part.or_else(|| numbered(walk, app, loc, &[], body))
    };
    one(&loc).or_else(|| {
        let range = ['–', '—', '-', '/', ' '].into_iter().find_map(|sign| loc.split_once(sign));
        let (first, last) = range.map(|(first, last)| (first.trim(), last.trim_start_matches(['–', '-', '/', ' '])))?;
        let (container, from) = one(first)?;
        let before = first.rfind('.').map_or("", |at| &first[..=at]);
        let to = one(last).or_else(|| one(&format!("{before}{last}")));
        match to.filter(|(other, to)| *other == container && to.end >= from.start) {
            Some((_, to)) => Some((container, from.start..to.end)),
            None => Some((container, from)),
        }
    })
}

/// The element that a `loc` means, in those of the numbers `around`.
fn numbered(
    walk: &Walk<'_, '_>,
    app: NodeId,
    loc: &str,
    around: &[&str],
    body: &str,
) -> Option<(Container, Range<usize>)> {
    let bare = loc.trim_start_matches(|c: char| c.is_alphabetic() || c == '.' || c.is_whitespace());
    let exact = [loc, bare].into_iter().filter(|loc| !loc.is_empty());
    let exact = exact.map(|loc| (loc, vec![]));
    let split: Vec<&str> = bare.split(['.', ',', ':', '/', ' ']).filter(|part| !part.is_empty()).collect();
    let inner = split.split_last().filter(|(_, outer)| !outer.is_empty()).map(|(last, outer)| (*last, outer.to_vec()));
    exact.chain(inner).find_map(|(n, inner)| {
        let outer = [around, &inner].concat();
        let of = |name: &&str| nearest(walk, app, name, n, &outer);
        let stand = UNITS.iter().find_map(of)?;
        Some((stand.container, extent(walk, stand, body)))
    })
}

/// Of the elements of that name and number, in others of the numbers `outer`, the one nearest to the entry.
fn nearest<'w>(walk: &'w Walk<'_, '_>, app: NodeId, name: &str, n: &str, outer: &[&str]) -> Option<&'w Stand> {
    let tree = walk.tree;
    let around: Vec<NodeId> = tree.ancestors(app).collect();
    let fits = |stand: &&Stand| {
        let mut numbers = tree.ancestors(stand.node).filter_map(|id| tree.attribute(id, "n"));
        outer.iter().rev().all(|wanted| numbers.any(|number| number == *wanted))
    };
    let near = |stand: &&Stand| shared(tree, &around, stand.node);
    match outer.last() {
        None => walk.places.numbered(name, n).min_by_key(near),
        Some(outer) => {
            let all =
                walk.apparatus.inside.get(name, n, outer).iter().filter_map(|index| walk.places.all().get(*index));
            all.filter(fits).min_by_key(near)
        }
    }
}

/// How far up from an entry what holds both it and an element is.
fn shared(tree: &Tree<'_>, around: &[NodeId], node: NodeId) -> usize {
    tree.ancestors(node).find_map(|id| around.iter().position(|other| *other == id)).unwrap_or(usize::MAX)
}

/// What an element numbers: itself, or all from it to the next of its name.
fn extent(walk: &Walk<'_, '_>, stand: &Stand, body: &str) -> Range<usize> {
    let tree = walk.tree;
    let name = tree.name(stand.node);
    if !POINTS.contains(&name) {
        return stand.range.clone();
    }
    let kind = |id: NodeId| ["ed", "unit"].map(|of| tree.attribute(id, of));
    let after = walk.places.after(stand);
    let mut next = after.iter().filter(|other| other.container == stand.container && tree.name(other.node) == name);
    let next = next.find(|other| kind(other.node) == kind(stand.node));
    stand.range.start..next.map_or(body.len(), |next| next.range.start).max(stand.range.start)
}
