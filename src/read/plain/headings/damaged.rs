//! Whether a text is what a bad scan has made of one: capitals and figures stand anywhere in it, and head nothing.

/// How many words have letters of two alphabets in bad print.
const MIXED: usize = 20;

/// Whether many words have Greek letters beside Latin ones, as only a scan makes them.
pub(super) fn is_bad_print(text: &str) -> bool {
    let greek = |c: char| matches!(c, '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}');
    let latin = |word: &str| word.as_bytes().windows(2).any(|two| two.iter().all(u8::is_ascii_alphabetic));
    let mixed = |word: &&str| !word.is_ascii() && word.contains(greek) && latin(word) && !word.contains(['-', '—']);
    !text.is_ascii() && text.split_whitespace().filter(mixed).nth(MIXED - 1).is_some()
}
