//! The account of a file: how much of what it holds, as a query on its elements finds it.

use super::tree::{Node, NodeId, Tree};
use super::walk::Walk;
use crate::model::account::{Dangling, TeiAccount};
use crate::model::text::Text;
use std::collections::BTreeSet;

/// The account of a file that was walked over into `body`.
pub(super) fn account(walk: &Walk<'_, '_>, body: &Text) -> TeiAccount {
    let tree = walk.tree;
    let mut account = TeiAccount { foreign: walk.foreign.clone(), ..TeiAccount::default() };
    let mut witnesses = BTreeSet::new();
    for id in tree.descendants(tree.root()) {
        match tree.name(id) {
            "app" => {
                account.entries += 1;
                account.nested += usize::from(tree.ancestors(id).any(|around| tree.name(around) == "app"));
            }
            "lem" => account.lemmata += 1,
            "rdg" => {
                account.readings += 1;
                account.empty_readings += usize::from(is_blank(tree, id));
            }
            "note" => {
                let text = tree.ancestors(id).any(|around| matches!(tree.name(around), "text" | "standOff"));
                account.notes += usize::from(text);
            }
            "witness" => witnesses.extend(tree.attribute(id, "xml:id")),
            _ => {}
        }
    }
    account.witnesses = witnesses.len();
    let words = body.string.split_whitespace();
    account.words = words.filter(|word| word.contains(char::is_alphanumeric)).count();
    account.dangling = dangling(walk);
    account
}

/// Whether an element has no character but white space.
fn is_blank(tree: &Tree<'_>, id: NodeId) -> bool {
    tree.children(id).iter().all(|child| match tree.node(*child) {
        Node::Text(characters) => characters.string.trim().is_empty(),
        Node::Element(_) => is_blank(tree, *child),
    })
}

/// The pointers that lead nowhere, in the order of their first places.
fn dangling(walk: &Walk<'_, '_>) -> Vec<Dangling> {
    let sigla = walk.apparatus.sigla.map(|found| found.dangling.clone()).unwrap_or_default();
    let pointers = walk.faults.of(POINTER).into_iter().map(|(target, count, first)| Dangling {
        target: target.to_owned(),
        count,
        first: first.clone(),
    });
    let mut all: Vec<Dangling> = sigla.into_iter().chain(pointers).collect();
    all.sort_by_key(|one| one.first.range.start);
    all
}

/// The code of the faults that are pointers to nothing.
pub(super) const POINTER: &str = "dangling-target";
