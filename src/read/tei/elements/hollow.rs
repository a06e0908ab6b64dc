//! Blocks in which nothing is shown: an empty verse, a part in front that holds a page's beginning, a division around
//! lists of entries. The model has no block for them, so they stay as they are written, with the block beside them.

use super::super::app;
use super::super::names::{is_division, is_unprinted};
use super::super::tree::{Node, NodeId, Tree, is_space};
use super::super::walk::{Mode, Walk};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// The attributes that hold such source before and behind an element.
const SIDES: [&str; 2] = ["#ahead", "#behind"];
/// Elements that may be such.
const HOLLOW: [&str; 24] = [
    "p",
    "ab",
    "l",
    "lg",
    "front",
    "back",
    "listBibl",
    "bibl",
    "argument",
    "opener",
    "head",
    "closer",
    "salute",
    "signed",
    "dateline",
    "byline",
    "trailer",
    "docDate",
    "docAuthor",
    "docImprint",
    "titlePart",
    "quote",
    "cit",
    "epigraph",
];
/// Elements that are kept with such beside them.
const CARRIERS: [&str; 11] = ["p", "ab", "l", "lg", "sp", "listBibl", "bibl", "front", "body", "back", "group"];
/// Points, which show nothing.
const POINTS: [&str; 6] = ["lb", "pb", "cb", "gb", "milestone", "anchor"];

impl Walk<'_, '_> {
    /// Whether nothing is shown of an element, and it stands beside one that is kept.
    pub(in crate::read::tei) fn is_hollow(&mut self, id: NodeId) -> bool {
        if self.is_all_own || self.frame().mode != Mode::Blocks || !is_hollow(self.tree, &self.targets, id) {
            return false;
        }
        let Some(parent) = self.tree.parent(id) else { return false };
        let (tree, targets) = (self.tree, &self.targets);
        let carries = || tree.elements(parent).any(|other| is_carrier(tree, targets, other));
        *self.carrying.entry(parent).or_insert_with(carries)
    }

    /// Walks over such an element: what begins in it of other editions begins with what comes next, and its entries
    /// stand where they say.
    pub(in crate::read::tei) fn hollow(&mut self, id: NodeId) {
        let tree = self.tree;
        for child in tree.elements(id) {
            match tree.name(child) {
                "pb" | "cb" | "gb" | "milestone" => self.break_elsewhere(child),
                "app" => app::inline(self, child),
                "listApp" => {}
                "g" => self.unknown_glyph(child),
                "handShift" | "addSpan" | "delSpan" | "damageSpan" => self.count(child),
                name if is_unprinted(name) => self.count(child),
                name if HOLLOW.contains(&name) || is_division(name) => self.hollow(child),
                _ => {}
            }
        }
    }

    /// The source of such elements before and behind another, as attributes of that: each has those before it, the last
    /// also those behind.
    pub(in crate::read::tei) fn hollow_beside(&mut self, id: NodeId) -> Vec<(String, String)> {
        let tree = self.tree;
        let Some(parent) = tree.parent(id).filter(|_| self.frame().mode == Mode::Blocks && !self.is_all_own) else {
            return vec![];
        };
        let siblings = tree.children(parent);
        // Children are in the order of their ids.
        let Ok(at) = siblings.binary_search(&id) else { return vec![] };
        if !is_carrier(tree, &self.targets, id) {
            return vec![];
        }
        let mut sides = [String::new(), String::new()];
        let mut before = vec![];
        for other in siblings[..at].iter().rev() {
            if is_hollow(tree, &self.targets, *other) {
                before.push(*other);
            } else if is_carrier(tree, &self.targets, *other) {
                break;
            }
        }
        before.iter().rev().for_each(|other| written(tree, *other, &mut sides[0]));
        let mut behind = vec![];
        let mut rest = siblings[at + 1..].iter();
        let last = rest.all(|other| {
            let hollow = is_hollow(tree, &self.targets, *other);
            behind.extend(hollow.then_some(*other));
            hollow || !is_carrier(tree, &self.targets, *other)
        });
        behind.iter().filter(|_| last).for_each(|other| written(tree, *other, &mut sides[1]));
        let sides = SIDES.into_iter().zip(sides).filter(|(_, source)| !source.is_empty());
        sides.map(|(name, source)| (name.to_owned(), source)).collect()
    }
}

/// Whether an element is kept with what stands beside it.
fn is_carrier(tree: &Tree<'_>, targets: &BTreeSet<Cow<'_, str>>, id: NodeId) -> bool {
    let name = tree.name(id);
    (CARRIERS.contains(&name) || is_division(name)) && !is_hollow(tree, targets, id)
}

/// Whether an element is a block of which nothing is shown: no words, no note, no entry in its place, and nothing
/// leads there.
fn is_hollow(tree: &Tree<'_>, targets: &BTreeSet<Cow<'_, str>>, id: NodeId) -> bool {
    let name = tree.name(id);
    let led_to = |id| tree.attribute(id, "xml:id").is_some_and(|id| targets.contains(id));
    // a head of such lists alone is the title of nothing
    let lists = || tree.elements(id).any(|child| matches!(tree.name(child), "listWit" | "listApp"));
    let shows_nothing = |child: &NodeId| match tree.node(*child) {
        Node::Text(text) => text.string.chars().all(is_space),
        Node::Element(element) => match &*element.name {
            name if POINTS.contains(&name) => !led_to(*child),
            "app" => app::is_apart(tree, *child),
            "listApp" => true,
            "head" if lists() => true,
            // what has no sign of its own to be shown
            "handShift" | "addSpan" | "delSpan" | "damageSpan" => element.children.is_empty(),
            "g" => element.children.is_empty() && tree.attribute(*child, "ref").is_none(),
            name if is_unprinted(name) => {
                !tree.descendants(*child).any(|inner| matches!(tree.name(inner), "app" | "note"))
            }
            _ => is_hollow(tree, targets, *child),
        },
    };
    (HOLLOW.contains(&name) || is_division(name)) && !led_to(id) && tree.children(id).iter().all(shows_nothing)
}

/// The source of an element without the entries in it, which are written where the others are.
fn written(tree: &Tree<'_>, id: NodeId, out: &mut String) {
    let whole = tree.bytes(id);
    let mut at = whole.start;
    let mut outermost = whole.start;
    for inner in tree.descendants(id).filter(|inner| matches!(tree.name(*inner), "listApp" | "app")) {
        let bytes = tree.bytes(inner);
        if bytes.start < outermost {
            continue;
        }
        out.push_str(tree.source(at..bytes.start));
        (at, outermost) = (bytes.end, bytes.end);
    }
    out.push_str(tree.source(at..whole.end));
}
