//! The critical apparatus: entries in the flow, and entries that point to their places.

use super::tree::NodeId;
use super::walk::Walk;
use crate::model::text::Text;

/// An `app` in the flow: its lemma is text.
pub(super) fn inline(walk: &mut Walk<'_, '_>, id: NodeId) {
    walk.children(id);
}

/// The entries that stand elsewhere, once the text is there.
pub(super) fn attach(_walk: &mut Walk<'_, '_>, _body: &mut Text) {}
