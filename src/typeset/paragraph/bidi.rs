//! Text that runs in both directions, by UAX #9 (Unicode Bidirectional Algorithm).
//!
//! The levels of a paragraph are resolved once, when its text is put together (rules P1 to I2, by
//! the crate `unicode-bidi`); the shaper cuts its runs at them and mirrors brackets (L4); each
//! finished line is put into visual order on its own (L1, L2). Knows characters and levels;
//! nothing of fonts or widths. Text without a character that could turn it costs one look at its
//! bytes.

use crate::words::direction::{leftwards, may_turn, runs_leftwards};
use std::ops::Range;
use unicode_bidi::{Level, ParagraphBidiInfo};

/// The levels of a paragraph in which something runs from right to left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Bidi {
    /// The level of the paragraph: 0 from left to right, 1 from right to left.
    pub(crate) base: u8,
    /// The level of each byte.
    levels: Vec<u8>,
    /// Where the marks of notes begin and end among words that run from right to left, with the level of these, and
    /// the parts of entries: what stands on both sides is no one stretch above it, though both be figures.
    cuts: Vec<(u32, u8)>,
}

impl Bidi {
    /// The level at a byte; the paragraph's own at the end.
    pub(crate) fn level(&self, at: u32) -> u8 {
        self.levels.get(at as usize).copied().unwrap_or(self.base)
    }

    /// Where the level changes next after `at`, at `end` at the latest.
    pub(crate) fn run_end(&self, at: u32, end: u32) -> u32 {
        let level = self.level(at);
        let rest = self.levels.get(at as usize..end as usize).unwrap_or(&[]);
        at + rest.iter().take_while(|l| **l == level).count() as u32
    }

    /// Whether what stands at two bytes may be one stretch of level `limit`.
    pub(crate) fn joins(&self, one: u32, other: u32, limit: u8) -> bool {
        let (from, to) = (one.min(other), one.max(other));
        !self.cuts.iter().any(|(at, level)| from < *at && *at <= to && *level < limit)
    }
}

/// What decides in which direction a paragraph runs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Base<'l> {
    /// Its language (BCP 47), if that is known.
    pub(crate) language: Option<&'l str>,
    /// Whether it runs as its language does, whatever its letters are.
    pub(crate) is_fixed: bool,
}

impl Base<'_> {
    /// Whether anything of a text may run from right to left.
    pub(crate) fn turns(&self, text: &str) -> bool {
        self.is_fixed && self.language.is_some_and(runs_leftwards) || may_turn(text)
    }
}

/// The levels of `text`, or `None` if all of it runs from left to right. `pieces` says how long
/// each piece is and in what language, `base` what the paragraph is.
///
/// Two things are decided by language rather than by letters (HL1, HL3). An English paragraph may
/// begin with a Hebrew word: the paragraph runs from right to left if its language is written so,
/// or if none of its letters outside such languages are Latin or the like. And words marked as of
/// a language that runs against the paragraph are isolated, so that a figure after a Hebrew
/// quotation belongs to the English around it. Where no language is known the first letter decides
/// (P2, P3).
///
/// `marks` are those of notes, with the languages of the words that they stand in: each is isolated among words that
/// run from right to left, so that it follows a figure there and is not read as its last digit.
///
/// `parts`, in order and apart from one another, are isolated each for itself and run as their first letter does
/// (FSI): a reading and the siglum behind it, both Hebrew, keep their order in a Latin entry, and so do the number of
/// the next entry and the stop of *om.* in a Hebrew one.
pub(crate) fn resolve<'a>(
    text: &str,
    base: &Base<'_>,
    pieces: impl Iterator<Item = (Range<usize>, &'a str)>,
    marks: impl Iterator<Item = (Range<usize>, &'a str)>,
    parts: &[Range<usize>],
) -> Option<Bidi> {
    if !base.turns(text) {
        return None;
    }
    let language = base.language;
    let pieces: Vec<(Range<usize>, &str)> = pieces.collect();
    let decided = match base.is_fixed {
        true => Some(language.is_some_and(runs_leftwards)),
        false => leftwards(text, language, &pieces),
    };
    let base = decided.map(|leftwards| if leftwards { Level::rtl() } else { Level::ltr() });
    let leftwards = decided == Some(true);
    let against = |tag: &str| language.is_some_and(|own| own != tag) && runs_leftwards(tag) != leftwards;
    let marks: Vec<(Range<usize>, &str)> = marks.collect();
    let is_of_part = |range: &Range<usize>| {
        let at = parts.partition_point(|part| part.end <= range.start);
        parts.get(at).is_some_and(|part| part.start < range.end)
    };
    let against_paragraph = pieces.iter().chain(&marks).filter(|(_, tag)| against(tag));
    let mut turned: Vec<&Range<usize>> =
        against_paragraph.map(|(range, _)| range).filter(|range| !is_of_part(range)).collect();
    turned.sort_by_key(|range| range.start);
    let among_leftwards = |tag: &str| leftwards != against(tag);
    let marks: Vec<&Range<usize>> =
        marks.iter().filter(|(_, tag)| among_leftwards(tag)).map(|(range, _)| range).collect();
    let isolated = Isolated::new(text, turned.into_iter(), leftwards, &marks, parts);
    let info = ParagraphBidiInfo::new(&isolated.text, base);
    let base = info.paragraph_level.number();
    let levels = isolated.kept.into_iter().flat_map(|range| &info.levels[range]);
    let levels: Vec<u8> = levels.map(|level| level.number()).collect();
    let outer = |range: &&Range<usize>| levels.get(range.start).copied().unwrap_or(base).saturating_sub(1);
    let of_marks = marks.iter().flat_map(|range| ends(range, outer(range)));
    let cuts = of_marks.chain(parts.iter().flat_map(|part| ends(part, base))).collect();
    (base > 0 || levels.iter().any(|level| *level > 0)).then_some(Bidi { base, levels, cuts })
}

/// The ends of a stretch, each with a level.
fn ends(range: &Range<usize>, level: u8) -> [(u32, u8); 2] {
    [range.start, range.end].map(|at| (at as u32, level))
}

/// LRI, which begins an isolate that runs from left to right.
const LEFT_TO_RIGHT: char = '\u{2066}';
/// FSI, which begins one that runs as its first letter does.
const FIRST_STRONG: char = '\u{2068}';
/// PDI, which ends an isolate.
const POP: char = '\u{2069}';

/// A text with isolates (X5a to X6a) around some of its stretches.
struct Isolated {
    text: String,
    /// The bytes of `text` that are those of the text itself.
    kept: Vec<Range<usize>>,
}

impl Isolated {
    /// With isolates that run against a paragraph that runs `leftwards` or not. Stretches that
    /// follow one another share one. Each of `marks` has one from left to right, inside those; each of `parts` has its
    /// own.
    fn new<'r>(
        text: &str,
        stretches: impl Iterator<Item = &'r Range<usize>>,
        leftwards: bool,
        marks: &[&Range<usize>],
        parts: &[Range<usize>],
    ) -> Self {
        let opening = if leftwards { LEFT_TO_RIGHT } else { '\u{2067}' };
        let mut merged: Vec<Range<usize>> = vec![];
        for range in stretches.filter(|range| !range.is_empty()) {
            match merged.last_mut().filter(|last| last.end == range.start) {
                Some(last) => last.end = range.end,
                None => merged.push(range.clone()),
            }
        }
        // At one place ends come first, and what is inside ends before and begins after what is outside.
        let mut signs: Vec<(usize, u8, char)> = vec![];
        signs.extend(merged.iter().flat_map(|range| [(range.start, 2, opening), (range.end, 1, POP)]));
        signs.extend(parts.iter().flat_map(|part| [(part.start, 2, FIRST_STRONG), (part.end, 1, POP)]));
        signs.extend(marks.iter().flat_map(|mark| [(mark.start, 3, LEFT_TO_RIGHT), (mark.end, 0, POP)]));
        signs.sort_by_key(|(at, rank, _)| (*at, *rank));
        let mut out = Self { text: String::with_capacity(text.len() + 3 * signs.len()), kept: vec![] };
        let mut at = 0;
        for (place, _, sign) in signs {
            out.keep(&text[at..place]);
            out.text.push(sign);
            at = place;
        }
        out.keep(&text[at..]);
        out
    }

    fn keep(&mut self, text: &str) {
        self.kept.push(self.text.len()..self.text.len() + text.len());
        self.text.push_str(text);
    }
}

/// Puts the items of a line, which stand in the order of the text, into the order in which they
/// are drawn (L2): from the highest level down to the lowest odd one, every stretch of that level
/// or higher is turned round. `joins` says whether two neighbours may be one stretch of a level.
pub(crate) fn reorder<T>(items: &mut [T], level: impl Fn(&T) -> u8, joins: impl Fn(&T, &T, u8) -> bool) {
    let highest = items.iter().map(&level).max().unwrap_or(0);
    let Some(lowest) = items.iter().map(&level).filter(|level| level % 2 == 1).min() else { return };
    for limit in (lowest..=highest).rev() {
        let mut start = 0;
        while start < items.len() {
            let mut end = start;
            while end < items.len()
                && level(&items[end]) >= limit
                && (end == start || joins(&items[end - 1], &items[end], limit))
            {
                end += 1;
            }
            items[start..end].reverse();
            start = end.max(start + 1);
        }
    }
}
