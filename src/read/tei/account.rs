//! The account of a file: how much of what it holds, as a query on its elements finds it.

use super::tree::{Node, NodeId, Tree};
use super::walk::Walk;
use crate::model::account::{Dangling, TeiAccount};
use crate::model::text::{GroupKind, MarkKind, Text};
use std::collections::BTreeSet;
use std::ops::Range;

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
    account.words = running(body).split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count();
    account.dangling = dangling(walk);
    account
}

/// The running words of a body: what a pointer shows is none of the file's, and notes among blocks are counted as such.
fn running(body: &Text) -> String {
    let mut left_out: Vec<Range<usize>> = vec![];
    for mark in &body.marks {
        let is_pointer = match &mark.kind {
            MarkKind::Foreign { name, .. } => name == "ptr",
            kind => matches!(kind, MarkKind::Locus(..)),
        };
        left_out.extend(is_pointer.then(|| mark.range.clone()));
    }
    for group in &body.groups {
        let is_note = matches!(&group.kind, GroupKind::Foreign { name, .. } if name == "note");
        let blocks = body.blocks.get(group.blocks.clone()).unwrap_or_default();
        let ends = blocks.first().zip(blocks.last()).filter(|_| is_note);
        left_out.extend(ends.map(|(first, last)| first.range.start..last.range.end));
    }
    left_out.sort_by_key(|range| range.start);
    let (mut words, mut at) = (String::with_capacity(body.string.len()), 0);
    let end = body.string.len();
    for range in left_out.into_iter().chain(std::iter::once(end..end)) {
        words.push_str(body.string.get(at..range.start).unwrap_or_default());
        at = at.max(range.end);
    }
    words
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
