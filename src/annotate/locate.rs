//! Finds the words of a document that were made from a stretch of its witness.

use crate::model::document::{Container, Document};
use crate::model::text::Text;
use crate::source::{FileId, Span};
use std::ops::Range;

/// A document's provenance by place in the witness.
pub(super) struct Locator {
    /// Sorted by place, disjoint: a witness's bytes come into one container only.
    segments: Vec<Known>,
}

struct Known {
    source: Range<usize>,
    container: Container,
    text: Range<usize>,
}

impl Known {
    /// Where byte `offset` of the witness stands in the text.
    fn place(&self, offset: usize) -> usize {
        if self.source.len() == self.text.len() {
            return self.text.start + offset.clamp(self.source.start, self.source.end) - self.source.start;
        }
        if offset >= self.source.end { self.text.end } else { self.text.start }
    }
}

impl Locator {
    /// For what `document` has from `file`.
    pub(super) fn new(document: &Document, file: FileId) -> Self {
        let mut segments = Vec::new();
        for container in document.containers() {
            let provenance = document.text(container).into_iter().flat_map(|text| &text.provenance);
            segments.extend(provenance.filter(|s| s.source.file == file).map(|s| Known {
                source: s.source.bytes(),
                container,
                text: s.range.clone(),
            }));
        }
        segments.sort_by_key(|s| (s.source.start, s.source.end));
        Self { segments }
    }

    /// The container and the bytes that stand for `span`: empty where its characters were taken out.
    pub(super) fn find(&self, span: &Span) -> Option<(Container, Range<usize>)> {
        let at = span.bytes();
        let first = self.segments.partition_point(|s| s.source.end < at.start);
        let touching: Vec<&Known> = self.segments[first..].iter().take_while(|s| s.source.start <= at.end).collect();
        // Of two segments that meet at an edge of the span the one inside it counts.
        let start = touching.iter().rev().find(|s| s.source.start <= at.start);
        let end = touching.iter().find(|s| s.source.end >= at.end);
        match (start, end) {
            (Some(start), Some(end)) if start.container == end.container => {
                let (from, to) = (start.place(at.start), end.place(at.end));
                Some((start.container, from.min(to)..to))
            }
            (Some(one), _) => Some((one.container, one.place(at.start)..one.place(at.start))),
            (None, Some(one)) => Some((one.container, one.place(at.end)..one.place(at.end))),
            (None, None) => None,
        }
    }
}

/// The words that `range` touches, inside its block.
pub(super) fn whole_words(text: &Text, range: Range<usize>) -> Range<usize> {
    let block = text.block_at(range.start).map_or(0..text.string.len(), |i| text.blocks[i].range.clone());
    let part = |c: &char| c.is_alphanumeric() || matches!(c, '-' | '’' | '\'' | '\u{ad}');
    let before = &text.string[block.start..range.start.max(block.start)];
    let after = &text.string[range.end.min(block.end)..block.end];
    let left: usize = before.chars().rev().take_while(part).map(char::len_utf8).sum();
    let right: usize = after.chars().take_while(part).map(char::len_utf8).sum();
    range.start - left..range.end + right
}
