//! Whole verses, or paragraphs, that stand elsewhere in a witness.

use crate::model::text::{BlockKind, Text};
use crate::words::edge::is_inside;
use std::ops::Range;

/// Whole verses that a witness has elsewhere, with the stops at their ends, and where they come to stand: behind the
/// verse that ends with `target`, or before the one that begins with it. Nothing where either is less than a verse.
pub fn moved(body: &Text, lemma: &Range<usize>, target: &Range<usize>, behind: bool) -> Option<(Range<usize>, usize)> {
    blocks_moved(body, &BlockKind::Verse, lemma, target, behind)
}

/// The same of blocks of one kind.
pub fn blocks_moved(
    body: &Text,
    kind: &BlockKind,
    lemma: &Range<usize>,
    target: &Range<usize>,
    behind: bool,
) -> Option<(Range<usize>, usize)> {
    let bare = |range: Range<usize>| body.string.get(range).is_some_and(|words| !words.contains(is_inside));
    let (first, last) = (body.block_at(lemma.start)?, body.block_at(lemma.end.checked_sub(1)?)?);
    let verses = body.blocks.get(first..=last)?;
    let (start, end) = (verses.first()?.range.start, verses.last()?.range.end);
    let beside = body.blocks.get(body.block_at(target.start)?)?;
    let all = verses.iter().chain([beside]).all(|block| block.kind == *kind);
    let whole = bare(start..lemma.start) && bare(lemma.end..end);
    let (rest, at) = match behind {
        true => (target.end..beside.range.end, beside.range.end),
        false => (beside.range.start..target.start, beside.range.start),
    };
    (all && whole && bare(rest)).then_some((start..end, at))
}
