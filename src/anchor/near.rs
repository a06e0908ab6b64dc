//! The words of a text that are nearest to a place: what an editor means who moves words behind `w`.

use crate::model::text::Text;
use crate::words::spelling::{FoldedWord, words};
use std::ops::Range;

/// The bytes of `sought` that are nearest to `place` and do not touch it: in its block, else in the next block that
/// has them, before or behind. Case, accents and signs do not count; of two as near the one behind.
pub fn nearest(text: &Text, sought: &str, place: &Range<usize>) -> Option<Range<usize>> {
    let sought = words(sought, 0..sought.len());
    let home = text.block_at(place.start)?;
    (0..text.blocks.len()).find_map(|away| {
        let before = home.checked_sub(away);
        let behind = Some(home + away).filter(|block| *block < text.blocks.len() && away > 0);
        let found = before.into_iter().chain(behind).flat_map(|block| within(text, block, &sought));
        let apart = found.filter(|found| found.end <= place.start || found.start >= place.end);
        let distance =
            |found: &Range<usize>| place.start.saturating_sub(found.end) + found.start.saturating_sub(place.end);
        apart.min_by_key(|found| (distance(found), found.start < place.start))
    })
}

/// Where words stand in a block.
fn within(text: &Text, block: usize, sought: &[FoldedWord]) -> Vec<Range<usize>> {
    let all = words(&text.string, text.blocks[block].range.clone());
    let same = |window: &&[FoldedWord]| window.iter().zip(sought).all(|(one, other)| one.folded == other.folded);
    let windows = all.windows(sought.len().max(1)).filter(|_| !sought.is_empty()).filter(same);
    windows.map(|window| window[0].range.start..window[window.len() - 1].range.end).collect()
}

#[cfg(test)]
mod tests {
    use super::nearest;
    use crate::model::text::Text;

    #[test]
    fn the_nearest_words_are_meant() {
        let text = Text::plain("the mill and the old mill by the road");
        let at = |words: &str| text.string.find(words).map(|at| at..at + words.len()).unwrap_or_default();
        assert_eq!(nearest(&text, "Mill", &at("and")), Some(4..8));
        assert_eq!(nearest(&text, "old mill", &at("road")), Some(at("old mill")));
        assert_eq!(nearest(&text, "mill", &at("old mill")), Some(4..8));
        assert_eq!(nearest(&text, "weir", &at("and")), None);
    }
}
