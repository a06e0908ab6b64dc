//! In which direction words and paragraphs run: by the language that they are in, and by their letters where a
//! paragraph is all in another.
//!
//! Both formats ask: the pages, which put lines in order themselves, and the EPUB, which says it to reading systems.

use std::ops::Range;
use unicode_bidi::{BidiClass, bidi_class};

/// Whether a paragraph runs from right to left; `None` where its language is not known and the first letter decides.
/// `pieces` are its words with their languages: what they leave out, such as the marks of notes, does not count.
///
/// It does if its language is written so, or if none of its letters outside such languages are Latin or the like.
pub fn leftwards(text: &str, language: Option<&str>, pieces: &[(Range<usize>, &str)]) -> Option<bool> {
    let any = |text: &str, of: &[BidiClass]| text.chars().any(|character| of.contains(&bidi_class(character)));
    // Of a text of signs and figures alone nothing is known.
    if !any(text, &[BidiClass::L, BidiClass::R, BidiClass::AL]) {
        return Some(false);
    }
    if runs_leftwards(language?) {
        return Some(true);
    }
    let mut native = pieces.iter().filter(|(_, tag)| !runs_leftwards(tag));
    let is_native = native.any(|(range, _)| any(&text[range.clone()], &[BidiClass::L]));
    Some(!is_native)
}

/// Whether the first letter of a text runs from right to left; `None` where it has none that decides (UAX #9, P2).
pub fn first_runs_leftwards(text: &str) -> Option<bool> {
    text.chars().find_map(|character| match bidi_class(character) {
        BidiClass::L => Some(false),
        BidiClass::R | BidiClass::AL => Some(true),
        _ => None,
    })
}

/// Whether a text may hold a character that runs leftwards or turns others: by the leading bytes
/// of U+0590 to U+0FFF, U+F000 to U+FFFF and the planes above, and the controls of UAX #9. Wrong
/// in favour of looking closer.
pub fn may_turn(text: &str) -> bool {
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
pub fn runs_leftwards(tag: &str) -> bool {
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
