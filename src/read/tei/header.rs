//! The header: what the file says about itself.

use super::tree::{NodeId, Tree};
use crate::model::header::Header;

/// Reads the file's own header.
pub(super) fn read(tree: &Tree<'_>) -> Header {
    let _: Option<NodeId> = tree.child(tree.root(), "teiHeader");
    Header::default()
}
