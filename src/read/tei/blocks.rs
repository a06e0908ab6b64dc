//! Blocks and the groups around them.

use super::tree::NodeId;
use super::walk::Walk;
use crate::model::text::BlockKind;

impl Walk<'_, '_> {
    /// A division: its head is a heading of its depth.
    pub(super) fn division(&mut self, id: NodeId) {
        self.frame().depth += 1;
        self.pen().close_block();
        self.children(id);
        self.pen().close_block();
        self.frame().depth -= 1;
    }

    /// The head of a division.
    pub(super) fn head(&mut self, id: NodeId) {
        let level = self.frame().depth.max(1);
        self.leaf(id, BlockKind::Heading(level));
    }

    /// A paragraph.
    pub(super) fn paragraph(&mut self, id: NodeId) {
        self.leaf(id, BlockKind::Paragraph);
    }

    /// A block of characters.
    pub(super) fn leaf(&mut self, id: NodeId, kind: BlockKind) {
        self.pen().open_block(kind);
        let outer = std::mem::replace(&mut self.frame().in_leaf, true);
        self.children(id);
        self.frame().in_leaf = outer;
        self.pen().close_block();
    }
}
