//! Streams of notes: one for each series, filled in the order of the calls, emptied page by page.
//!
//! Knows how high any stretch of a stream is and where it may be cut; nothing of pages.

use super::flow::FlowItem;
use super::lines::{LineId, SetParagraph};
use super::paragraph::{Paragraph, ParagraphId};
use crate::model::length::Length;
use std::ops::Range;

/// A stream: the lines of its notes, one after the other.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stream {
    /// The lines.
    pub(crate) lines: Vec<StreamLine>,
    /// Heights summed up to each line, spaces above included.
    sums: Vec<Length>,
}

/// A line of a note.
#[derive(Clone, Debug)]
pub(crate) struct StreamLine {
    /// Space above it, which vanishes at the head.
    pub(crate) above: Length,
    /// Its height: the leading.
    pub(crate) height: Length,
    /// The lines side by side.
    pub(crate) parts: Vec<LineId>,
    /// Where its note begins and ends in the stream.
    pub(crate) note: Range<u32>,
}

impl Stream {
    /// Adds a note.
    pub(crate) fn push(&mut self, items: &[FlowItem], paragraphs: &[Paragraph], set: &[SetParagraph]) {
        let start = self.lines.len() as u32;
        let mut above = Length::ZERO;
        for item in items {
            match item {
                FlowItem::Space(size) | FlowItem::Strut(size) => above = above.max(*size),
                FlowItem::Rule(..) => {}
                FlowItem::Block(block) => {
                    let lines = |id: &ParagraphId| set[id.0 as usize].best().len();
                    let leading = |id: &ParagraphId| paragraphs[id.0 as usize].shape.leading;
                    let height = block.parts.iter().map(leading).max().unwrap_or_default();
                    for number in 0..block.parts.iter().map(lines).max().unwrap_or(0) {
                        let parts = block.parts.iter().filter(|id| number < lines(id));
                        let parts =
                            parts.map(|id| LineId { paragraph: *id, setting: 0, line: number as u32 }).collect();
                        self.lines.push(StreamLine { above, height, parts, note: start..start });
                        above = Length::ZERO;
                    }
                }
            }
        }
        let end = self.lines.len() as u32;
        self.lines[start as usize..].iter_mut().for_each(|line| line.note.end = end);
        let mut sum = self.sums.last().copied().unwrap_or_default();
        for line in &self.lines[start as usize..] {
            sum += line.above + line.height;
            self.sums.push(sum);
        }
    }

    /// Where it ends: how many lines it has.
    pub(crate) fn end(&self) -> u32 {
        self.lines.len() as u32
    }

    /// The height of a stretch of lines, the space above the first left out.
    pub(crate) fn height(&self, lines: &Range<u32>) -> Length {
        if lines.is_empty() {
            return Length::ZERO;
        }
        let before = if lines.start == 0 { Length::ZERO } else { self.sums[lines.start as usize - 1] };
        self.sums[lines.end as usize - 1] - before - self.lines[lines.start as usize].above
    }
}
