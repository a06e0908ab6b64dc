//! Builds one container's flat text from pieces. Knows blocks, groups, marks and provenance;
//! knows nothing of Markdown.

use crate::model::text::{BlockKind, Group, GroupKind, Mark, MarkKind, Segment, Text};
use crate::source::Span;
use std::ops::Range;

/// A text under construction.
#[derive(Debug, Default)]
pub(super) struct Builder {
    text: Text,
    block_open: bool,
    keep_empty: bool,
    groups: Vec<usize>,
    /// How many blocks there were when a group that is set apart was closed last.
    apart: usize,
}

impl Builder {
    /// The byte at which the next character will stand.
    pub(super) fn at(&self) -> usize {
        self.text.string.len()
    }

    /// Whether a block is open for characters.
    pub(super) fn is_open(&self) -> bool {
        self.block_open
    }

    /// The characters of the open block so far.
    pub(super) fn block_so_far(&self) -> &str {
        match self.text.blocks.last() {
            Some(block) if self.block_open => &self.text.string[block.range.start..],
            _ => "",
        }
    }

    /// Whether there is a verse before the open block.
    pub(super) fn follows_verse(&self) -> bool {
        let before = self.text.blocks.len().saturating_sub(usize::from(self.block_open));
        self.text.blocks[..before].iter().any(|block| block.kind == BlockKind::Verse)
    }

    /// Whether the open block is a heading.
    pub(super) fn is_heading(&self) -> bool {
        let last = self.text.blocks.last();
        self.block_open && last.is_some_and(|block| matches!(block.kind, BlockKind::Heading(_)))
    }

    /// Whether the open block comes directly after what is set apart from the text.
    pub(super) fn follows_apart(&self) -> bool {
        let open = self.text.blocks.len().saturating_sub(1);
        // What an item, a quotation or a cell begins with begins anew.
        let begins = self.groups.iter().any(|group| self.text.groups[*group].blocks.start == open);
        let before = open.checked_sub(1).map(|before| self.text.blocks[before].kind);
        self.block_open && !begins && before.is_some_and(|before| before.is_apart() || self.apart == open)
    }

    /// The characters of `range`.
    pub(super) fn slice(&self, range: Range<usize>) -> &str {
        &self.text.string[range]
    }

    /// Opens a block, closing the one that is open.
    pub(super) fn open_block(&mut self, kind: BlockKind, anchor: Option<String>) {
        self.close_block();
        let index = self.text.push_block(kind, "");
        self.text.blocks[index].anchor = anchor;
        self.block_open = true;
        self.keep_empty = kind == BlockKind::Rule;
    }

    /// Keeps the open block even if nothing is written to it.
    pub(super) fn keep_empty(&mut self) {
        self.keep_empty = true;
    }

    /// Closes the open block; one without characters and marks is dropped.
    pub(super) fn close_block(&mut self) {
        if !std::mem::take(&mut self.block_open) {
            return;
        }
        let end = self.at();
        let Some(block) = self.text.blocks.last_mut() else { return };
        block.range.end = end;
        let start = block.range.start;
        if start == end && !self.keep_empty && !self.text.marks.iter().any(|m| m.range.start >= start) {
            self.text.blocks.pop();
            if !self.text.blocks.is_empty() {
                self.text.string.pop();
            }
            // what began before may have been closed in the dropped block
            let end = self.at();
            for mark in self.text.marks.iter_mut().rev().take_while(|m| m.range.end > end) {
                mark.range.end = end;
            }
        }
    }

    /// Opens a group.
    pub(super) fn open_group(&mut self, kind: GroupKind) {
        self.close_block();
        let first = self.text.blocks.len();
        self.groups.push(self.text.groups.len());
        self.text.groups.push(Group { kind, blocks: first..first });
    }

    /// How many groups are open.
    pub(super) fn depth(&self) -> usize {
        self.groups.len()
    }

    /// Whether the innermost group has no block yet.
    pub(super) fn is_group_empty(&self) -> bool {
        self.groups.last().is_some_and(|g| self.text.groups[*g].blocks.start == self.text.blocks.len())
    }

    /// Closes the innermost group; one without blocks is dropped.
    pub(super) fn close_group(&mut self) {
        self.close_block();
        let Some(index) = self.groups.pop() else { return };
        let end = self.text.blocks.len();
        let group = &mut self.text.groups[index];
        group.blocks.end = end;
        if group.blocks.is_empty() {
            self.text.groups.remove(index);
            return;
        }
        if group.kind.is_apart() {
            self.apart = end;
        }
        if matches!(group.kind, GroupKind::Quotation | GroupKind::Epigraph) && group.blocks.len() > 1 {
            self.attribute(end - 1);
        }
    }

    /// The last paragraph of a quotation is its attribution if it begins with an em dash.
    fn attribute(&mut self, index: usize) {
        let dashed = self.text.block_str(index).starts_with("— ");
        let block = &mut self.text.blocks[index];
        if dashed && block.kind == BlockKind::Paragraph {
            block.kind = BlockKind::Attribution;
        }
    }

    /// Appends characters that stand as they are at `origin`.
    pub(super) fn copy(&mut self, characters: &str, origin: Span) {
        let range = self.append(characters);
        if let Some(last) = self.text.provenance.last_mut() {
            let exact = last.range.len() == last.source.range.len();
            let source = &mut last.source;
            let follows = source.file == origin.file && source.range.end == origin.range.start;
            if exact && follows && last.range.end == range.start && range.len() == origin.range.len() {
                source.range.end = origin.range.end;
                last.range.end = range.end;
                return;
            }
        }
        self.push_segment(range, origin);
    }

    /// Appends characters that replace what stands at `origin`.
    pub(super) fn replace(&mut self, characters: &str, origin: Span) {
        let range = self.append(characters);
        // equal lengths would claim that the bytes are equal too
        if range.len() != origin.range.len() {
            self.push_segment(range, origin);
        }
    }

    /// Appends characters that the tool made.
    pub(super) fn make(&mut self, characters: &str) {
        self.append(characters);
    }

    /// Marks a range.
    pub(super) fn mark(&mut self, range: Range<usize>, kind: MarkKind) {
        self.text.marks.push(Mark { range, kind });
    }

    /// The finished text.
    pub(super) fn finish(mut self) -> Text {
        while !self.groups.is_empty() {
            self.close_group();
        }
        self.close_block();
        self.text.sort_marks();
        self.text
    }

    fn append(&mut self, characters: &str) -> Range<usize> {
        if !self.block_open {
            self.open_block(BlockKind::Paragraph, None);
        }
        let start = self.at();
        self.text.string.push_str(characters);
        start..self.at()
    }

    fn push_segment(&mut self, range: Range<usize>, source: Span) {
        if !range.is_empty() {
            self.text.provenance.push(Segment { range, source });
        }
    }
}
