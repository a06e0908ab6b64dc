//! Blocks in which nothing is shown: an empty verse, a part in front that holds a page's beginning, a division around
//! lists of entries. The model has no block for them, so they stay as they are written, with the block beside them.

use super::super::app;
use super::super::names::{AFTER, BEFORE, is_division, is_unprinted};
use super::super::tree::{Node, NodeId, Tree, is_space};
use super::super::walk::{Mode, Walk};

/// The attributes that hold such source before and behind an element.
const SIDES: [&str; 2] = ["#ahead", "#behind"];
/// Elements that may be such.
const HOLLOW: [&str; 26] = [
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
    "castItem",
    "castGroup",
];
/// Elements that stand between blocks and whose words are none of the text.
const BESIDE: [&str; 9] =
    ["listWit", "listRelation", "interpGrp", "spanGrp", "linkGrp", "joinGrp", "altGrp", "listTranspose", "listChange"];
/// Elements that are kept with such beside them.
const CARRIERS: [&str; 14] = [
    "p",
    "ab",
    "l",
    "lg",
    "sp",
    "listBibl",
    "bibl",
    "front",
    "body",
    "back",
    "group",
    "castItem",
    "castGroup",
    "castList",
];
/// Elements that keep such in themselves.
const HOLDERS: [&str; 9] = ["lg", "sp", "listBibl", "front", "body", "back", "group", "castGroup", "castList"];
/// Points, which show nothing.
const POINTS: [&str; 6] = ["lb", "pb", "cb", "gb", "milestone", "anchor"];

impl Walk<'_, '_> {
    /// Whether nothing is shown of an element, and it stands beside one that is kept, or in one.
    pub(in crate::read::tei) fn is_hollow(&mut self, id: NodeId) -> bool {
        if self.is_all_own || self.frame().mode != Mode::Blocks || !self.shows_nothing(id) {
            return false;
        }
        let Some(parent) = self.tree.parent(id) else { return false };
        if let Some(known) = self.carrying.get(&parent) {
            return *known;
        }
        let carries = self.may_hold(parent) || self.has_carrier(parent);
        self.carrying.insert(parent, carries);
        carries
    }

    /// Walks over such an element: what begins in it of other editions begins with what comes next, and its entries
    /// stand where they say.
    pub(in crate::read::tei) fn hollow(&mut self, id: NodeId) {
        let tree = self.tree;
        if BESIDE.contains(&tree.name(id)) {
            return self.count(id);
        }
        for child in tree.elements(id) {
            match tree.name(child) {
                "pb" | "cb" | "gb" | "milestone" => self.break_elsewhere(child),
                "app" => app::inline(self, child),
                "listApp" => {}
                "g" => self.unknown_glyph(child),
                "ptr" | "ref" => self.leads_nowhere(child),
                "handShift" | "addSpan" | "delSpan" | "damageSpan" => self.count(child),
                name if is_unprinted(name) => self.count(child),
                name if HOLLOW.contains(&name) || is_division(name) => self.hollow(child),
                _ => {}
            }
        }
    }

    /// What is kept of such elements with another: the source of those before and behind it, each has those before it,
    /// the last also those behind; or of those in it, where none of its parts has them.
    pub(in crate::read::tei) fn hollow_beside(&mut self, id: NodeId) -> Vec<(String, String)> {
        if self.frame().mode != Mode::Blocks || self.is_all_own {
            return vec![];
        }
        let named = |names: [&str; 2], sides: [String; 2]| {
            let sides = names.into_iter().zip(sides).filter(|(_, source)| !source.is_empty());
            sides.map(|(name, source)| (name.to_owned(), source)).collect::<Vec<_>>()
        };
        let mut all = named(SIDES, self.hollow_around(id));
        all.extend(named([BEFORE, AFTER], self.hollow_inside(id)));
        all
    }

    /// The source of such elements before and behind another.
    fn hollow_around(&self, id: NodeId) -> [String; 2] {
        let tree = self.tree;
        let mut sides = [String::new(), String::new()];
        let Some(parent) = tree.parent(id).filter(|_| self.is_carrier(id)) else { return sides };
        let siblings = tree.children(parent);
        // Children are in the order of their ids.
        let Ok(at) = siblings.binary_search(&id) else { return sides };
        let mut before = vec![];
        for other in siblings[..at].iter().rev() {
            if self.shows_nothing(*other) {
                before.push(*other);
            } else if self.is_carrier(*other) {
                break;
            }
        }
        before.iter().rev().for_each(|other| written(tree, *other, &mut sides[0]));
        let mut behind = vec![];
        let mut rest = siblings[at + 1..].iter();
        let last = rest.all(|other| {
            let hollow = self.shows_nothing(*other);
            behind.extend(hollow.then_some(*other));
            hollow || !self.is_carrier(*other)
        });
        behind.iter().filter(|_| last).for_each(|other| written(tree, *other, &mut sides[1]));
        sides
    }

    /// The source of such elements in one of whose parts none is kept with them: before all that is shown, and behind.
    fn hollow_inside(&self, id: NodeId) -> [String; 2] {
        let tree = self.tree;
        let mut sides = [String::new(), String::new()];
        if !self.may_hold(id) || self.has_carrier(id) {
            return sides;
        }
        let mut side = 0;
        for child in tree.children(id) {
            if self.shows_nothing(*child) {
                // no head stands behind what it is the head of
                let of = if tree.name(*child) == "head" { 0 } else { side };
                written(tree, *child, &mut sides[of]);
            } else if !matches!(tree.node(*child), Node::Text(text) if text.string.chars().all(is_space)) {
                side = 1;
            }
        }
        sides
    }

    /// Whether an element is kept as a group around what it holds, and shows something.
    fn may_hold(&self, id: NodeId) -> bool {
        let name = self.tree.name(id);
        (HOLDERS.contains(&name) || is_division(name)) && !self.shows_nothing(id)
    }

    fn has_carrier(&self, id: NodeId) -> bool {
        self.tree.elements(id).any(|child| self.is_carrier(child))
    }

    /// Whether an element is kept with what stands beside it.
    fn is_carrier(&self, id: NodeId) -> bool {
        let name = self.tree.name(id);
        (CARRIERS.contains(&name) || is_division(name)) && !self.shows_nothing(id)
    }

    /// Whether an element is a block of which nothing is shown: no words, no note, no entry in its place, and nothing
    /// leads there.
    fn shows_nothing(&self, id: NodeId) -> bool {
        let tree = self.tree;
        let name = tree.name(id);
        let led_to = |id| tree.attribute(id, "xml:id").is_some_and(|id| self.reached.contains(id));
        let holds = |of: NodeId| tree.descendants(of).any(|inner| matches!(tree.name(inner), "app" | "note"));
        if BESIDE.contains(&name) {
            return !holds(id);
        }
        // a head of such lists alone is the title of nothing
        let lists = || tree.elements(id).any(|child| matches!(tree.name(child), "listWit" | "listApp"));
        let is_empty = |child: &NodeId| match tree.node(*child) {
            Node::Text(text) => text.string.chars().all(is_space),
            Node::Element(element) => match &*element.name {
                name if POINTS.contains(&name) => !led_to(*child),
                "app" => app::is_apart(tree, *child) || app::prints_nothing(tree, *child),
                "listApp" => true,
                "head" if lists() => true,
                "ptr" | "ref" => self.is_unshown(*child) && !led_to(*child),
                // what has no sign of its own to be shown
                "handShift" | "addSpan" | "delSpan" | "damageSpan" => element.children.is_empty(),
                "g" => element.children.is_empty() && tree.attribute(*child, "ref").is_none(),
                name if is_unprinted(name) => !holds(*child),
                // words that somebody has deleted; an empty verse has its number all the same
                "del" if name != "l" && !self.is_epidoc && !self.is_restored(*child) => !holds(*child),
                _ => self.shows_nothing(*child),
            },
        };
        (HOLLOW.contains(&name) || is_division(name)) && !led_to(id) && tree.children(id).iter().all(is_empty)
    }
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
