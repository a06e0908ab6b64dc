//! A note's text while it is composed: words one after another, each with its marks.

use crate::model::text::{Block, Mark, MarkKind, Segment, Text};

/// A text of one paragraph, growing at its end.
pub(super) struct Composed {
    text: Text,
}

impl Composed {
    /// Nothing yet.
    pub(super) fn new() -> Self {
        Self { text: Text::plain("") }
    }

    /// Adds words as they are.
    pub(super) fn push(&mut self, words: &str) {
        self.text.string.push_str(words);
        self.close();
    }

    /// Adds words with marks, the outer first. No words, no marks.
    pub(super) fn marked(&mut self, words: &str, marks: &[MarkKind]) {
        let start = self.text.string.len();
        self.push(words);
        let range = start..self.text.string.len();
        if !range.is_empty() {
            self.text.marks.extend(marks.iter().map(|kind| Mark { range: range.clone(), kind: kind.clone() }));
        }
    }

    /// Adds another text: its first paragraph goes on in this one, its other blocks follow.
    pub(super) fn append(&mut self, other: &Text) {
        let (shift, first) = (self.text.string.len(), self.text.blocks.len() - 1);
        let moved = |range: &std::ops::Range<usize>| range.start + shift..range.end + shift;
        self.text.string.push_str(&other.string);
        let segment = |s: &Segment| Segment { range: moved(&s.range), source: s.source.clone() };
        self.text.provenance.extend(other.provenance.iter().map(segment));
        self.text.marks.extend(other.marks.iter().map(|m| Mark { range: moved(&m.range), kind: m.kind.clone() }));
        self.text.groups.extend(other.groups.iter().map(|group| {
            let blocks = group.blocks.start + first..group.blocks.end + first;
            crate::model::text::Group { kind: group.kind.clone(), blocks }
        }));
        if let Some((own, rest)) = other.blocks.split_first() {
            self.text.blocks[first].range.end = own.range.end + shift;
            self.text.blocks.extend(rest.iter().map(|b| Block { range: moved(&b.range), ..b.clone() }));
        }
    }

    /// How many bytes it has.
    pub(super) fn len(&self) -> usize {
        self.text.string.len()
    }

    /// The text, its marks in order.
    pub(super) fn finish(mut self) -> Text {
        self.text.sort_marks();
        self.text
    }

    /// The last block reaches to the end.
    fn close(&mut self) {
        let end = self.text.string.len();
        if let Some(block) = self.text.blocks.last_mut() {
            block.range.end = end;
        }
    }
}
