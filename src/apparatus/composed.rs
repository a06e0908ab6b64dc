//! A note's text while it is composed: words one after another, each with its marks.

use crate::model::text::{Block, Group, Mark, MarkKind, Segment, Text};
use std::ops::Range;

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
        let start = self.len();
        self.push(words);
        self.over(start, marks);
    }

    /// Adds words with the marks that they have among themselves.
    pub(super) fn push_marked(&mut self, words: &str, marks: &[Mark]) {
        let shift = self.len();
        self.push(words);
        self.text.marks.extend(marks.iter().map(|mark| moved_mark(mark, shift)));
    }

    /// Marks what stands from byte `start` to the end, the outer mark first.
    pub(super) fn over(&mut self, start: usize, marks: &[MarkKind]) {
        let range = start..self.len();
        if !range.is_empty() {
            self.text.marks.extend(marks.iter().map(|kind| Mark { range: range.clone(), kind: kind.clone() }));
        }
    }

    /// Marks bytes of it.
    pub(super) fn mark(&mut self, range: Range<usize>, kind: MarkKind) {
        self.text.marks.push(Mark { range, kind });
    }

    /// Adds a sign of punctuation; a stop that stands there already is not doubled.
    pub(super) fn sign(&mut self, sign: &str) {
        let doubled = sign.starts_with('.') && self.text.string.ends_with('.');
        self.push(if doubled { &sign[1..] } else { sign });
    }

    /// Adds another text: its first paragraph goes on in this one, its other blocks follow.
    pub(super) fn append(&mut self, other: &Text) {
        let (shift, first) = (self.len(), self.text.blocks.len() - 1);
        let rest = other.blocks.split_first().map(|(own, rest)| {
            self.text.blocks[first].range.end = own.range.end + shift;
            rest
        });
        self.take(other, shift, first);
        self.text.blocks.extend(rest.into_iter().flatten().map(|block| moved_block(block, shift)));
    }

    /// Adds another text as blocks of its own.
    pub(super) fn follow(&mut self, other: &Text) {
        self.text.append(other);
    }

    /// How many bytes it has.
    pub(super) fn len(&self) -> usize {
        self.text.string.len()
    }

    /// Whether it ends with these characters.
    pub(super) fn ends_with(&self, end: &str) -> bool {
        self.text.string.ends_with(end)
    }

    /// The text, its marks in order.
    pub(super) fn finish(mut self) -> Text {
        self.text.sort_marks();
        self.text
    }

    /// Takes all of another text but its blocks.
    fn take(&mut self, other: &Text, shift: usize, first: usize) {
        self.text.string.push_str(&other.string);
        let segment = |s: &Segment| Segment { range: moved(&s.range, shift), source: s.source.clone() };
        self.text.provenance.extend(other.provenance.iter().map(segment));
        self.text.marks.extend(other.marks.iter().map(|mark| moved_mark(mark, shift)));
        self.text.groups.extend(other.groups.iter().map(|group| {
            let blocks = group.blocks.start + first..group.blocks.end + first;
            Group { kind: group.kind.clone(), blocks }
        }));
    }

    /// The last block reaches to the end.
    fn close(&mut self) {
        let end = self.len();
        if let Some(block) = self.text.blocks.last_mut() {
            block.range.end = end;
        }
    }
}

fn moved(range: &Range<usize>, shift: usize) -> Range<usize> {
    range.start + shift..range.end + shift
}

fn moved_mark(mark: &Mark, shift: usize) -> Mark {
    Mark { range: moved(&mark.range, shift), kind: mark.kind.clone() }
}

fn moved_block(block: &Block, shift: usize) -> Block {
    Block { range: moved(&block.range, shift), ..block.clone() }
}
