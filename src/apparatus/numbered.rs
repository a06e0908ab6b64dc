//! The numbers of whole verses, where these are the keys: beside them a reader looks.

use crate::model::document::Document;
use crate::model::lines::{LineMark, Restart, VerseNumber};
use crate::model::text::{BlockKind, Text};
use crate::style::{By, Counted, Style};
use crate::words::edge::is_inside;
use std::ops::Range;

/// What a witness does at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Turn {
    Ends,
    Begins,
    Resumes,
}

/// Whether the keys of a series are the numbers of verses, counted through the document.
pub(super) fn is_by_verse(style: &Style, series: &str, document: &Document) -> bool {
    let through = || style.restart_of(document) == Restart::Document;
    match style.apparatus_of(series).key.by {
        By::Verse => true,
        By::Line => style.line_numbers.count == Counted::Verses && through(),
        By::Paragraph | By::Milestone | By::Nothing => false,
    }
}

/// The number of the verse after or before which a witness turns, if it turns at the end or the beginning of a whole
/// one.
pub(super) fn verse(body: &Text, verses: &[Option<VerseNumber>], at: usize, turn: Turn) -> Option<String> {
    let has_words = |range: Range<usize>| body.string.get(range).is_none_or(|words| words.contains(is_inside));
    let index = body.block_at(at)?;
    let block = body.blocks.get(index).filter(|block| block.kind == BlockKind::Verse)?;
    let goes_on = |index: usize| index < body.blocks.len() && body.begins_with(index, LineMark::Shared);
    let whole = match turn {
        Turn::Ends => !has_words(at..block.range.end) && !goes_on(index + 1),
        Turn::Begins | Turn::Resumes => !has_words(block.range.start..at) && !goes_on(index),
    };
    let (number, letters) = verses.get(index).copied().flatten()?;
    (whole && !body.begins_with(index, LineMark::Sub)).then(|| format!("{number}{letters}"))
}
