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
/// Where the paragraph itself begins is decided by its language rather than by its first letter
/// (HL1), so that an English paragraph may begin with a Hebrew word: from right to left if its
/// language is written so, or if none of its letters outside such languages are Latin or the like.
/// Where no language is known the first letter decides (P2, P3).
pub(crate) fn resolve<'a>(
    text: &str,
    language: Option<&str>,
    pieces: impl Iterator<Item = (Range<usize>, &'a str)>,
) -> Option<Bidi> {
    if !may_turn(text) {
        return None;
    }
    let base = match language {
        None => None,
        Some(tag) if runs_leftwards(tag) => Some(Level::rtl()),
        Some(_) => {
            let mut native = pieces.filter(|(_, tag)| !runs_leftwards(tag));
            let is_left = |character| bidi_class(character) == BidiClass::L;
            let any = native.any(|(range, _)| text[range].chars().any(is_left));
            Some(if any { Level::ltr() } else { Level::rtl() })
        }
    };
    // Of a text of marks and figures alone nothing is known.
    let strong = |character| matches!(bidi_class(character), BidiClass::R | BidiClass::AL | BidiClass::L);
    let base = if text.chars().any(strong) { base } else { Some(Level::ltr()) };
    let info = ParagraphBidiInfo::new(text, base);
    let base = info.paragraph_level.number();
    if base == 0 && info.levels.iter().all(|level| level.number() == 0) {
        return None;
    }
    Some(Bidi { base, levels: info.levels.iter().map(|level| level.number()).collect() })
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
