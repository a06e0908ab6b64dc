//! Where verses end in readings, and whole verses that stand elsewhere in a witness.

use crate::model::text::{BlockKind, Text};
use crate::words::edge::is_inside;
use std::ops::Range;

/// What stands before a word that begins a verse of its own, so that it is no word of the lemma.
const BEGINS: char = '\u{e000}';

/// How many verses or paragraphs end inside a lemma.
pub(super) fn ends_in(body: &Text, parts: &[Range<usize>]) -> usize {
    let block = |at: Option<usize>| at.and_then(|at| body.block_at(at)).unwrap_or_default();
    block(parts.last().map(|part| part.end.saturating_sub(1)))
        .saturating_sub(block(parts.first().map(|part| part.start)))
}

/// The words of a reading. Of the verses in them that end, as many as in the lemma end where those do.
pub(super) fn of_reading(words: &str, known: usize) -> String {
    let mut out = String::with_capacity(words.len());
    for (number, verse) in words.split(" | ").enumerate() {
        if number > 0 {
            out.push(' ');
        }
        if number > known {
            out.push(BEGINS);
        }
        out.push_str(verse);
    }
    out
}

/// The same with the ends of the others.
pub(super) fn ended(words: String) -> String {
    if words.contains(BEGINS) { words.replace(&format!(" {BEGINS}"), "\n").replace(BEGINS, "\n") } else { words }
}

/// Whole verses that a witness has elsewhere, with the stops at their ends, and where they come to stand: behind the
/// verse that ends with `target`, or before the one that begins with it. Nothing where either is less than a verse.
pub(super) fn moved(
    body: &Text,
    lemma: &Range<usize>,
    target: &Range<usize>,
    behind: bool,
) -> Option<(Range<usize>, usize)> {
    let bare = |range: Range<usize>| body.string.get(range).is_some_and(|words| !words.contains(is_inside));
    let (first, last) = (body.block_at(lemma.start)?, body.block_at(lemma.end.checked_sub(1)?)?);
    let verses = body.blocks.get(first..=last)?;
    let (start, end) = (verses.first()?.range.start, verses.last()?.range.end);
    let beside = body.blocks.get(body.block_at(target.start)?)?;
    let all = verses.iter().chain([beside]).all(|block| block.kind == BlockKind::Verse);
    let whole = bare(start..lemma.start) && bare(lemma.end..end);
    let (rest, at) = match behind {
        true => (target.end..beside.range.end, beside.range.end),
        false => (beside.range.start..target.start, beside.range.start),
    };
    (all && whole && bare(rest)).then_some((start..end, at))
}
