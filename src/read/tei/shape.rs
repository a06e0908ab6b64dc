//! What is known of a file before it is walked over: which ids something refers to.

use super::tree::{Node, NodeId, Tree};
use std::collections::BTreeSet;

/// The attributes that point to elements.
const POINTERS: [&str; 9] = ["target", "targetEnd", "from", "to", "loc", "corresp", "spanTo", "next", "prev"];

/// The ids that something in the file refers to.
pub(super) fn targets<'t>(tree: &'t Tree<'_>) -> BTreeSet<&'t str> {
    let mut targets = BTreeSet::new();
    for id in tree.descendants(tree.root()) {
        let Node::Element(element) = tree.node(id) else { continue };
        let pointers = element.attributes.iter().filter(|attribute| POINTERS.contains(&attribute.name));
        for token in pointers.flat_map(|attribute| attribute.value.split_ascii_whitespace()) {
            targets.extend(token.strip_prefix('#'));
        }
    }
    targets
}

/// The `text` elements of a file, one of each `TEI` in it.
pub(super) fn texts(tree: &Tree<'_>) -> Vec<NodeId> {
    let is_text = |id: &NodeId| {
        let of = tree.parent(*id).map(|parent| tree.name(parent));
        tree.name(*id) == "text" && matches!(of, Some("TEI" | "teiCorpus"))
    };
    tree.descendants(tree.root()).filter(is_text).collect()
}
