//! Whom an apparatus names, wherever: what is declared nowhere becomes a siglum by being used.

use super::super::tree::{NodeId, Tree};
use super::pointer::{self, tokens};
use super::{Found, tidy};
use crate::config::sigla::SiglumEntry;
use crate::model::account::Dangling;
use crate::model::apparatus::SiglumKind;
use crate::source::Span;
use crate::table::Located;
use std::collections::{BTreeMap, BTreeSet};

/// As what one is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    Witness,
    Person,
    Source,
    Hand,
}

/// The attributes that name sigla.
const ATTRIBUTES: [(&str, Role); 4] =
    [("wit", Role::Witness), ("resp", Role::Person), ("source", Role::Source), ("hand", Role::Hand)];
/// The elements that do, and those in which any does.
const ELEMENTS: [&str; 4] = ["lem", "rdg", "rdgGrp", "witDetail"];

/// Those that an apparatus names.
#[derive(Debug, Default)]
pub(super) struct Used {
    /// In the order in which they come first: id, as written, its first role, and where.
    first: Vec<(String, String, Role, Span)>,
    known: BTreeMap<String, (BTreeSet<Role>, usize)>,
    /// How many tokens have no `#`, and where the first stands.
    pub(super) bare: Option<(usize, Span)>,
    /// For each hand the witnesses with which it is cited.
    with: BTreeMap<String, BTreeSet<String>>,
}

impl Used {
    /// Whether an id is named.
    pub(super) fn names(&self, id: &str) -> bool {
        self.known.contains_key(id)
    }

    /// Whether it is named as that.
    pub(super) fn has(&self, id: &str, role: Role) -> bool {
        self.known.get(id).is_some_and(|(roles, _)| roles.contains(&role))
    }

    /// The one witness with which a hand is cited.
    pub(super) fn witness_of(&self, hand: &str) -> Option<&str> {
        let mut with = self.with.get(hand)?.iter();
        with.next().filter(|_| with.next().is_none()).map(String::as_str)
    }

    fn push(&mut self, id: String, written: &str, role: Role, span: Span) {
        let (roles, count) = self.known.entry(id.clone()).or_default();
        if roles.is_empty() {
            self.first.push((id, written.to_owned(), role, span));
        }
        roles.insert(role);
        *count += 1;
    }
}

/// Whom the apparatus of a file names.
pub(super) fn of(tree: &Tree<'_>, found: &Found) -> Used {
    let mut used = Used::default();
    for id in tree.descendants(tree.root()).filter(|id| ELEMENTS.contains(&tree.name(*id))) {
        for (name, role) in ATTRIBUTES {
            let Some(attribute) = tree.attribute_of(id, name) else { continue };
            let span = tree.place(attribute.span.clone());
            for token in tokens(&attribute.value) {
                if !token.contains(['#', ':']) {
                    used.bare.get_or_insert((0, span.clone())).0 += 1;
                }
                used.push(found.id(token), token, role, span.clone());
            }
        }
        with_hand(tree, id, found, &mut used);
    }
    used
}

/// Notes down with whom a hand is cited.
fn with_hand(tree: &Tree<'_>, id: NodeId, found: &Found, used: &mut Used) {
    let Some(hand) = tree.attribute(id, "hand") else { return };
    let witnesses: Vec<String> =
        tree.attribute(id, "wit").map(tokens).into_iter().flatten().map(|t| found.id(t)).collect();
    for hand in tokens(hand).map(|token| found.id(token)) {
        used.with.entry(hand).or_default().extend(witnesses.iter().cloned());
    }
}

/// Declares what is named and nowhere declared, and notes it down as dangling. Hands without a witness stay remarks.
pub(super) fn declare(used: &Used, found: &mut Found) {
    for (id, written, role, span) in &used.first {
        if found.named(id).is_some()
            || pointer::together(id).is_some()
            || id.starts_with("who.")
            || id.starts_with("rules.")
        {
            continue;
        }
        // a witness that is declared, in a state
        if pointer::stated(written).is_some_and(|(bare, _)| found.named(&found.id(bare)).is_some()) {
            continue;
        }
        let count = used.known.get(id).map_or(1, |(_, count)| *count);
        found.dangling.push(Dangling { target: written.clone(), count, first: span.clone() });
        let kind = match role {
            Role::Witness => SiglumKind::Manuscript,
            Role::Person => SiglumKind::Scholar,
            Role::Source => SiglumKind::Source,
            Role::Hand => continue,
        };
        let bare = id.trim_matches([',', ';', '.', ':', '(', ')', '[', ']']);
        let id = if bare.is_empty() { id } else { bare };
        let siglum = Located { value: tidy(&pointer::shown(id)), span: span.clone() };
        let title = siglum.value.clone();
        let entry =
            SiglumEntry { siglum, title, kind, date: None, heading: None, group: None, hands: vec![], xml_id: None };
        found.declare(entry, id);
    }
}
