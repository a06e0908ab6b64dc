//! The words of a text that are nearest to a place: what an editor means who moves words behind `w`.

use crate::model::text::Text;
use crate::words::edge::{is_inside, with_brackets};
use crate::words::spelling::{FoldedWord, words};
use std::ops::Range;

/// The bytes of `sought` that are nearest to `place` and are not in it: in its block, else in the next block that
/// has them, before or behind. Case, accents and signs do not count; of two as near the one behind. What stands there is
/// moved `behind` them or before them: those of its block beside which it stands so already are not meant.
pub fn nearest(text: &Text, sought: &str, place: &Range<usize>, behind: bool) -> Option<Range<usize>> {
    let between = |range: Range<usize>| text.string.get(range).unwrap_or_default().contains(is_inside);
    closest(text, sought, place, |found, is_home| match (found.end <= place.start, behind) {
        (true, true) => !is_home || between(found.end..place.start),
        (false, false) => !is_home || between(place.end..found.start),
        _ => true,
    })
}

/// The same for words of a reading of `place`, which may stand beside any.
pub fn nearest_of_reading(text: &Text, sought: &str, place: &Range<usize>) -> Option<Range<usize>> {
    closest(text, sought, place, |_, _| true)
}

fn closest(
    text: &Text,
    sought: &str,
    place: &Range<usize>,
    is_meant: impl Fn(&Range<usize>, bool) -> bool,
) -> Option<Range<usize>> {
    let sought = words(sought, 0..sought.len());
    let home = text.block_at(place.start)?;
    (0..text.blocks.len()).find_map(|away| {
        let before = home.checked_sub(away);
        let after = Some(home + away).filter(|block| *block < text.blocks.len() && away > 0);
        let found = before.into_iter().chain(after).flat_map(|block| within(text, block, &sought));
        let apart = found.filter(|found| found.end <= place.start || found.start >= place.end);
        let distance =
            |found: &Range<usize>| place.start.saturating_sub(found.end) + found.start.saturating_sub(place.end);
        apart
            .filter(|found| is_meant(found, away == 0))
            .min_by_key(|found| (distance(found), found.start < place.start))
    })
}

/// Where words stand in a block.
fn within(text: &Text, block: usize, sought: &[FoldedWord]) -> Vec<Range<usize>> {
    let all = words(&text.string, text.blocks[block].range.clone());
    let same = |window: &&[FoldedWord]| window.iter().zip(sought).all(|(one, other)| one.folded == other.folded);
    let windows = all.windows(sought.len().max(1)).filter(|_| !sought.is_empty()).filter(same);
    let whole = |window: &[FoldedWord]| window[0].range.start..window[window.len() - 1].range.end;
    windows.map(|window| with_brackets(&text.string, whole(window))).collect()
}

#[cfg(test)]
mod tests {
    use super::nearest;
    use crate::model::text::Text;

    #[test]
    fn the_nearest_words_are_meant() {
        let text = Text::plain("the mill and the old mill by the road");
        let at = |words: &str| text.string.find(words).map(|at| at..at + words.len()).unwrap_or_default();
        assert_eq!(nearest(&text, "Mill", &at("and"), false), Some(4..8));
        assert_eq!(nearest(&text, "Mill", &at("and"), true), Some(21..25), "it stands behind the first already");
        assert_eq!(nearest(&text, "old mill", &at("road"), true), Some(at("old mill")));
        assert_eq!(nearest(&text, "mill", &at("old mill"), true), Some(4..8));
        assert_eq!(nearest(&text, "weir", &at("and"), true), None);
    }
}
