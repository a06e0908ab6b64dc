//! Whole verses, stanzas or paragraphs that a witness has elsewhere: they stay what they are there.

use super::between;
use crate::anchor::verses;
use crate::model::text::{BlockKind, Text};
use std::ops::Range;

/// Blocks that stand elsewhere.
#[derive(Clone, Debug)]
pub(super) struct Displaced {
    /// What parts them from the block beside which they come to stand.
    pub(super) edge: &'static str,
    /// Each with what parts it from the one before.
    pub(super) blocks: Vec<(&'static str, Range<usize>)>,
}

impl Displaced {
    /// Those that a lemma is made of, and the byte where they come to stand behind the target or before it; nothing
    /// where either is less than whole blocks.
    pub(super) fn of(text: &Text, lemma: &Range<usize>, target: &Range<usize>, behind: bool) -> Option<(usize, Self)> {
        let kinds = [BlockKind::Verse, BlockKind::Paragraph];
        let (moved, at) = kinds.iter().find_map(|kind| verses::blocks_moved(text, kind, lemma, target, behind))?;
        let (first, last) = (text.block_at(moved.start)?, text.block_at(moved.end.checked_sub(1)?)?);
        let beside = text.block_at(target.start)?;
        let parted = |index: usize| if index > first { between(text, index - 1, index) } else { "" };
        let blocks = (first..=last).map(|index| (parted(index), text.blocks[index].range.clone())).collect();
        // Whole stanzas are parted from the next one, what is less is a verse of it.
        let apart = |one: usize, other: usize| other >= text.blocks.len() || between(text, one, other) != "\n";
        let stanzas = (first == 0 || apart(first - 1, first)) && apart(last, last + 1);
        let ends = if behind { apart(beside, beside + 1) } else { beside == 0 || apart(beside - 1, beside) };
        let verse = text.blocks[first].kind == BlockKind::Verse;
        Some((at, Self { edge: if verse && !(stanzas && ends) { "\n" } else { "\n\n" }, blocks }))
    }

    /// The bytes of all.
    pub(super) fn all(&self) -> Range<usize> {
        let (first, last) = (self.blocks.first(), self.blocks.last());
        first.zip(last).map_or(0..0, |((_, first), (_, last))| first.start..last.end)
    }
}
