//! What each line of a block adds to the sums of [`super::counted`], and with which blocks they begin anew.
//!
//! Knows how paragraphs count and what the source says of their lines; nothing of pages.

use crate::model::lines::LineMark;
use crate::style::Restart;
use crate::typeset::composition::flow::{Block, FlowItem, Unit};
use crate::typeset::galley::Builder;
use crate::typeset::galley::counted::Counts;
use crate::typeset::paragraph::{Count, ParagraphId};

/// How many items below a heading are looked through for a verse that has a number.
const FARTHEST: usize = 2_000;

impl Builder<'_> {
    /// Verses below a heading go on with the numbers of those above it only where the next number that the source gives
    /// is counted on from these: else it is another poem.
    pub(super) fn verses_below(&mut self, item: usize) {
        let Some(last) = self.sums.verse else { return };
        fn block(item: &FlowItem) -> Option<&Block> {
            if let FlowItem::Block(block) = item { Some(block) } else { None }
        }
        let is_heading = |block: &Block| block.parts.iter().any(|id| self.paragraphs[id.0 as usize].heading.is_some());
        if !self.flow.items.get(item).and_then(block).is_some_and(is_heading) {
            return;
        }
        let (mut number, mut goes_on) = (last, false);
        for block in self.flow.items.iter().skip(item + 1).take(FARTHEST).filter_map(block) {
            if number > last && is_heading(block) {
                break;
            }
            if self.is_verse(block) {
                number += 1;
                let given = self.line_marks(block, 0, 0).into_iter().find_map(|mark| match mark {
                    LineMark::Number(given) | LineMark::Lettered(given, _) => Some(given as i32),
                    _ => None,
                });
                if let Some(given) = given {
                    goes_on = given == number;
                    break;
                }
            }
        }
        self.sums.verse = self.sums.verse.filter(|_| goes_on);
    }

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
