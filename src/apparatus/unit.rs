//! What the words of a lemma are keyed to that stand in no printed line of their own: a verse, however it is turned over
//! and whoever shares it, a paragraph, a heading, what lies between two milestones. Equal words are counted there.
//!
//! Knows the text and the style; nothing of lines.

use super::desk::Desk;
use crate::model::document::{Container, Document, NoteSeries};
use crate::model::lines::{LineMark, Milestones};
use crate::model::text::{BlockKind, Text};
use crate::style::{By, Counted, HeadingCount, Style};
use std::ops::Range;

/// The stretches of the unit in which byte `at` of a container is, as entries of a series are keyed; none where that is a
/// printed line.
pub(super) fn unit(
    document: &Document,
    container: Container,
    at: usize,
    series: &NoteSeries,
    desk: &Desk<'_>,
) -> Vec<Range<usize>> {
    let Some(text) = document.text(container) else { return vec![] };
    let key = &desk.style.apparatus_of(&series.id).key;
    match (container, key.by) {
        (Container::Title, _) => std::iter::once(0..text.string.len()).collect(),
        (Container::Body, By::Milestone) => {
            let system = key.system(desk.milestones).unwrap_or_default();
            vec![Milestones::of(text, desk.milestones, system).range(at, text.string.len())]
        }
        (Container::Body, By::Verse | By::Paragraph | By::Line) => match text.block_at(at) {
            Some(block) => of_block(text, block, key.by, desk.style),
            None => vec![],
        },
        _ => vec![],
    }
}

/// The same of a block.
fn of_block(text: &Text, block: usize, by: By, style: &Style) -> Vec<Range<usize>> {
    let range = |block: usize| text.blocks[block].range.clone();
    let is_verse = text.blocks[block].kind == BlockKind::Verse;
    match by {
        By::Paragraph => vec![range(block)],
        // Each line of it has a number of its own.
        By::Line if text.begins_with(block, LineMark::Sub) => vec![],
        _ if is_verse => text.verse_blocks(block).into_iter().map(range).collect(),
        By::Line if has_lines(text, block, style) => vec![],
        _ => vec![range(block)],
    }
}

/// Whether a block that is no verse has lines with numbers, each its own.
fn has_lines(text: &Text, block: usize, style: &Style) -> bool {
    let numbers = &style.line_numbers;
    let says = |mark| text.begins_with(block, mark);
    match text.blocks[block].kind {
        _ if says(LineMark::Skip) => false,
        BlockKind::Heading(_) => numbers.headings != HeadingCount::None,
        _ => numbers.count != Counted::Verses,
    }
}
