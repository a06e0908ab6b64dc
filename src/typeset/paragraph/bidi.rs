//! Text that runs in both directions, by UAX #9 (Unicode Bidirectional Algorithm).
//!
//! The levels of a paragraph are resolved once, when its text is put together (rules P1 to I2, by
//! the crate `unicode-bidi`); the shaper cuts its runs at them and mirrors brackets (L4); each
//! finished line is put into visual order on its own (L1, L2). Knows characters and levels;
//! nothing of fonts or widths. Text without a character that could turn it costs one look at its
//! bytes.

use std::ops::Range;
use unicode_bidi::{BidiClass, Level, ParagraphBidiInfo, bidi_class};

/// The levels of a paragraph in which something runs from right to left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Bidi {
    /// The level of the paragraph: 0 from left to right, 1 from right to left.
    pub(crate) base: u8,
    /// The level of each byte.
    levels: Vec<u8>,
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
}

/// The levels of `text`, or `None` if all of it runs from left to right. `pieces` says how long
/// each piece is and in what language, `language` is that of the paragraph.
///
/// Two things are decided by language rather than by letters (HL1, HL3). An English paragraph may
/// begin with a Hebrew word: the paragraph runs from right to left if its language is written so,
/// or if none of its letters outside such languages are Latin or the like. And words marked as of
/// a language that runs against the paragraph are isolated, so that a figure after a Hebrew
/// quotation belongs to the English around it. Where no language is known the first letter decides
/// (P2, P3).
pub(crate) fn resolve<'a>(
    text: &str,
    language: Option<&str>,
    pieces: impl Iterator<Item = (Range<usize>, &'a str)>,
) -> Option<Bidi> {
    if !may_turn(text) {
        return None;
    }
    let pieces: Vec<(Range<usize>, &str)> = pieces.collect();
    let base = direction(text, language, &pieces);
    let leftwards = base.is_some_and(|level| level.is_rtl());
    let against = |tag: &str| language.is_some_and(|own| own != tag) && runs_leftwards(tag) != leftwards;
    let isolated =
        Isolated::new(text, pieces.iter().filter(|(_, tag)| against(tag)).map(|(range, _)| range), leftwards);
    let info = ParagraphBidiInfo::new(&isolated.text, base);
    let base = info.paragraph_level.number();
    let levels = isolated.kept.into_iter().flat_map(|range| &info.levels[range]);
    let levels: Vec<u8> = levels.map(|level| level.number()).collect();
    (base > 0 || levels.iter().any(|level| *level > 0)).then_some(Bidi { base, levels })
}

/// In which direction a paragraph runs, if its language decides.
fn direction(text: &str, language: Option<&str>, pieces: &[(Range<usize>, &str)]) -> Option<Level> {
    let any = |text: &str, of: &[BidiClass]| text.chars().any(|character| of.contains(&bidi_class(character)));
    // Of a text of signs and figures alone nothing is known.
    if !any(text, &[BidiClass::L, BidiClass::R, BidiClass::AL]) {
        return Some(Level::ltr());
    }
    if runs_leftwards(language?) {
        return Some(Level::rtl());
    }
    let mut native = pieces.iter().filter(|(_, tag)| !runs_leftwards(tag));
    let is_native = native.any(|(range, _)| any(&text[range.clone()], &[BidiClass::L]));
    Some(if is_native { Level::ltr() } else { Level::rtl() })
}

/// A text with isolates (X5a to X6a) around some of its stretches.
struct Isolated {
    text: String,
    /// The bytes of `text` that are those of the text itself.
    kept: Vec<Range<usize>>,
}

impl Isolated {
    /// With isolates that run against a paragraph that runs `leftwards` or not. Stretches that
    /// follow one another share one.
    fn new<'r>(text: &str, stretches: impl Iterator<Item = &'r Range<usize>>, leftwards: bool) -> Self {
        let opening = if leftwards { '\u{2066}' } else { '\u{2067}' };
        let mut merged: Vec<Range<usize>> = vec![];
        for range in stretches.filter(|range| !range.is_empty()) {
            match merged.last_mut().filter(|last| last.end == range.start) {
                Some(last) => last.end = range.end,
                None => merged.push(range.clone()),
            }
        }
        let mut out = Self { text: String::with_capacity(text.len() + 6 * merged.len()), kept: vec![] };
        let mut at = 0;
        for range in merged {
            out.keep(&text[at..range.start]);
            out.text.push(opening);
            out.keep(&text[range.clone()]);
            out.text.push('\u{2069}');
            at = range.end;
        }
        out.keep(&text[at..]);
        out
    }

    fn keep(&mut self, text: &str) {
        self.kept.push(self.text.len()..self.text.len() + text.len());
        self.text.push_str(text);
    }
}

/// Whether a text may hold a character that runs leftwards or turns others: by the leading bytes
/// of U+0590 to U+0FFF, U+F000 to U+FFFF and the planes above, and the controls of UAX #9. Wrong
/// in favour of looking closer.
fn may_turn(text: &str) -> bool {
    let bytes = text.as_bytes();
    let turns = |index: usize, byte: u8| match byte {
        0xd6..=0xe0 | 0xef | 0xf0 => true,
        0xe2 => matches!(bytes[index + 1..], [0x80, 0x8f | 0xab | 0xae, ..] | [0x81, 0xa7, ..]),
        _ => false,
    };
    bytes.iter().enumerate().any(|(index, byte)| *byte >= 0x80 && turns(index, *byte))
}

/// Whether a language (BCP 47) is written from right to left: by its script if the tag names one,
/// otherwise by its usual one (CLDR).
pub(crate) fn runs_leftwards(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or("");
    let script = parts.find(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_alphabetic()));
    let is = |list: &[&str], word: &str| list.iter().any(|known| known.eq_ignore_ascii_case(word));
    match script {
        Some(script) => is(&["Hebr", "Arab", "Syrc", "Thaa", "Nkoo", "Samr", "Mand", "Adlm", "Rohg"], script),
        None => is(
            &[
                "he", "iw", "yi", "ji", "lad", "jrb", "jpr", "ar", "arz", "fa", "ur", "ps", "sd", "ug", "ks", "ckb",
                "ota", "syr", "syc", "arc", "dv", "nqo", "sam",
            ],
            language,
        ),
    }
}

/// Puts the items of a line, which stand in the order of the text, into the order in which they
/// are drawn (L2): from the highest level down to the lowest odd one, every stretch of that level
/// or higher is turned round.
pub(crate) fn reorder<T>(items: &mut [T], level: impl Fn(&T) -> u8) {
    let highest = items.iter().map(&level).max().unwrap_or(0);
    let Some(lowest) = items.iter().map(&level).filter(|level| level % 2 == 1).min() else { return };
    for limit in (lowest..=highest).rev() {
        let mut start = 0;
        while start < items.len() {
            let end = start + items[start..].iter().take_while(|item| level(item) >= limit).count();
            items[start..end].reverse();
            start = end.max(start + 1);
        }
    }
}
