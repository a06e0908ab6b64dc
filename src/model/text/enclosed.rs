//! A group put around blocks that are there already.

use crate::model::text::{BlockKind, Group, GroupKind, Text};
use std::ops::Range;

impl Text {
    /// Puts a group around `blocks`, unless some group holds a part of them and of others too. A quotation of all of
    /// them becomes an epigraph; the last paragraph of either is its attribution if it begins with an em dash.
    pub fn enclose(&mut self, blocks: Range<usize>, kind: GroupKind) {
        if let Some(group) = self.groups.iter_mut().find(|g| g.blocks == blocks && g.kind == GroupKind::Quotation) {
            group.kind = kind;
            return;
        }
        let holds = |outer: &Range<usize>, inner: &Range<usize>| outer.start <= inner.start && inner.end <= outer.end;
        let apart = |g: &Group| g.blocks.end <= blocks.start || blocks.end <= g.blocks.start;
        let nests = |g: &Group| apart(g) || holds(&g.blocks, &blocks) || holds(&blocks, &g.blocks);
        if blocks.is_empty() || !self.groups.iter().all(nests) {
            return;
        }
        let comes_later =
            |g: &Group| g.blocks.start >= blocks.start && !(holds(&g.blocks, &blocks) && g.blocks != blocks);
        let at = self.groups.iter().position(comes_later).unwrap_or(self.groups.len());
        self.groups.insert(at, Group { kind, blocks: blocks.clone() });
        let last = blocks.end - 1;
        let dashed = self.block_str(last).starts_with("— ");
        let block = &mut self.blocks[last];
        if dashed && blocks.len() > 1 && block.kind == BlockKind::Paragraph {
            block.kind = BlockKind::Attribution;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_stay_nested() {
        let mut text = Text::plain("one");
        for words in ["two", "three", "— four"] {
            text.push_block(BlockKind::Paragraph, words);
        }
        text.groups.push(Group { kind: GroupKind::Quotation, blocks: 0..4 });
        text.groups.push(Group { kind: GroupKind::Item, blocks: 2..3 });
        text.enclose(1..4, GroupKind::Epigraph);
        let blocks: Vec<Range<usize>> = text.groups.iter().map(|group| group.blocks.clone()).collect();
        assert_eq!(blocks, [0..4, 1..4, 2..3]);
        assert_eq!(text.blocks[3].kind, BlockKind::Attribution);
        text.enclose(0..2, GroupKind::Quotation);
        assert_eq!(text.groups.len(), 3);
    }
}
