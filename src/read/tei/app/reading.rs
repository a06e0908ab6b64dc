//! A reading: its words, what is marked in them, and what its element says.

use super::super::shape;
use super::super::tree::NodeId;
use super::super::walk::{Mode, Walk};
use super::parts::other_ana;
use super::{flat, kind, support};
use crate::model::apparatus::{EntryId, Reading, ReadingKind, Within};
use crate::model::document::Container;

/// Reads the `rdg` that is the reading `index` of an entry. Notes in it are the entry's.
pub(super) fn read(
    walk: &mut Walk<'_, '_>,
    entry: EntryId,
    index: usize,
    rdg: NodeId,
    group: Option<NodeId>,
    notes: &mut Vec<NodeId>,
) -> Reading {
    let tree = walk.tree;
    let (support, mut attributes) = support::read(walk, rdg, group);
    attributes.extend(other_ana(tree, rdg));
    walk.apparatus.within.push(Within { entry, reading: index });
    let text = walk.container(Container::Entry(entry), |walk| {
        let mode = if shape::holds_blocks(tree, rdg) { Mode::Running } else { Mode::Leaf };
        walk.in_mode(mode, |walk| {
            for child in tree.children(rdg) {
                match tree.name(*child) {
                    "note" if tree.attribute(*child, "type") == Some("move") => {}
                    "note" => notes.push(*child),
                    _ => walk.node(*child),
                }
            }
        });
    });
    walk.apparatus.within.pop();
    let (words, marks) = flat::words(text);
    super::lacunae::read(walk, entry, words.len());
    let is_point = walk.entries.get(entry.0 as usize).is_some_and(|entry| entry.lemma.is_empty());
    let says = kind::of(tree, rdg, &words, is_point);
    let wordless = matches!(says.kind, ReadingKind::Lacuna | ReadingKind::Illegible | ReadingKind::Omission);
    let silent = wordless && (tree.words(rdg).is_empty() || kind::is_told_omitted(&words));
    let (words, marks) = if silent { (String::new(), vec![]) } else { (words, marks) };
    let inherited = group.and_then(|group| tree.attribute(group, "type"));
    let r#type = tree.attribute(rdg, "type").or(inherited).map(str::to_owned);
    let span = Some(tree.span(rdg));
    Reading { words, marks, how: says.how, support, r#type, attributes, span, ..Reading::new(says.kind) }
}
