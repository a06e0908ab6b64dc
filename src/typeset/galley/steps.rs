//! What each line of a block adds to the sums of [`super::counted`], and with which blocks they begin anew.
//!
//! Knows how paragraphs count and what the source says of their lines; nothing of pages.

use crate::model::lines::LineMark;
use crate::style::Restart;
use crate::typeset::composition::flow::{Block, Unit};
use crate::typeset::galley::Builder;
use crate::typeset::galley::counted::Counts;
use crate::typeset::paragraph::{Count, ParagraphId};

impl Builder<'_> {
    /// Whether a block is a verse that begins.
    pub(super) fn is_verse(&self, block: &Block) -> bool {
        block.parts.iter().any(|id| self.paragraphs[id.0 as usize].count == Count::Once)
    }

    /// Whether a paragraph's lines are sub-lines: their sums are known only as they are best.
    pub(super) fn is_sub(&self, id: &ParagraphId) -> bool {
        self.paragraphs[id.0 as usize].count == Count::Sub
    }

    /// Whether the numbers of lines begin anew with a block: with the heading of a section, a paragraph, a stanza.
    pub(super) fn restarts(&self, block: &Block) -> bool {
        let numbers = &self.style.line_numbers;
        let heading = |id: &ParagraphId| self.paragraphs[id.0 as usize].heading.as_ref();
        let begins = |id: &ParagraphId| heading(id).is_some_and(|heading| i64::from(heading.level) <= numbers.level);
        match self.restart {
            Restart::Page | Restart::Document => false,
            Restart::Section => block.parts.iter().any(begins),
            Restart::Paragraph => block.begins.is_some(),
            Restart::Stanza => block.begins == Some(Unit::Stanza),
        }
    }

    /// Whether line `line` of a block counts whose last part is set in `setting`.
    pub(super) fn counts(&self, block: &Block, setting: usize, line: usize) -> Counts {
        let last = block.parts.len().saturating_sub(1);
        let has_line = |(index, id): (usize, &ParagraphId)| {
            let settings = &self.set[id.0 as usize].settings;
            let lines = &settings.get(if index == last { setting } else { 0 })?.lines;
            (line < lines.len()).then(|| self.paragraphs[id.0 as usize].count)
        };
        Counts::of(block.parts.iter().enumerate().filter_map(has_line), line)
    }

    /// What the source says of the number of line `line` of a block. What it says of a verse holds for its
    /// first line, wherever the verse is turned over.
    pub(super) fn line_marks(&self, block: &Block, setting: usize, line: usize) -> Vec<LineMark> {
        let last = block.parts.len().saturating_sub(1);
        let mut marks = vec![];
        for (index, id) in block.parts.iter().enumerate() {
            let (paragraph, set) = (&self.paragraphs[id.0 as usize], &self.set[id.0 as usize]);
            let lines = set.settings.get(if index == last { setting } else { 0 }).map_or(&[][..], |s| &s.lines);
            let whole = matches!(paragraph.count, Count::Once | Count::Rest);
            let cuts =
                if whole && line == 0 { lines } else { lines.get(line..=line).filter(|_| !whole).unwrap_or(&[]) };
            marks.extend(cuts.iter().flat_map(|cut| set.line_marks(paragraph, cut)));
        }
        marks
    }
}
