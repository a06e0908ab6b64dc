//! Web and mail addresses in a text, and where they may be broken.
//!
//! Knows characters only.

use std::ops::Range;

/// The addresses in `text`, in order: words with `://`, or that begin with `www.`, `doi:` or
/// `mailto:`, without brackets and punctuation around them.
pub(crate) fn addresses(text: &str) -> Vec<Range<usize>> {
    if !text.contains("://") && !PREFIXES.iter().any(|prefix| text.contains(prefix)) {
        return vec![];
    }
    let mut out = vec![];
    let mut at = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let core = word.trim_end().trim_matches(|c: char| !c.is_alphanumeric() && c != '/');
        let start = at + word.find(core).unwrap_or(0);
        if core.contains("://") || PREFIXES.iter().any(|prefix| core.starts_with(prefix)) {
            out.push(start..start + core.len());
        }
        at += word.len();
    }
    out
}

const PREFIXES: [&str; 3] = ["www.", "doi:", "mailto:"];

/// Where `address` may be broken, as offsets in `text` (Chicago Manual of Style, 17th edition,
/// 14.18): after a colon or two slashes; before another slash, a full stop, comma, hyphen,
/// underscore, tilde, question mark, number or percent sign; before an equals sign or ampersand.
/// Never after a hyphen, which would seem to be one that the line had made.
pub(crate) fn points(text: &str, address: &Range<usize>) -> Vec<u32> {
    let bytes = text.as_bytes();
    let mut out: Vec<u32> = vec![];
    // Nothing shorter than three characters stands alone.
    for at in address.start + 3..(address.end + 1).saturating_sub(3) {
        let (before, here) = (bytes[at - 1], bytes[at]);
        let after_slashes = here != b'/' && before == b'/' && bytes[at - 2] == b'/';
        let after_colon = before == b':' && here != b'/';
        let single = here != b'/' || (before != b'/' && before != b':' && bytes[at + 1] != b'/');
        let sign = matches!(here, b'/' | b'.' | b',' | b'-' | b'_' | b'~' | b'?' | b'#' | b'%' | b'=' | b'&');
        let inside = sign && single && before.is_ascii_alphanumeric() | (before >= 0x80);
        let far = out.last().is_none_or(|last| at - *last as usize >= 3);
        if (after_slashes || after_colon || inside) && far && text.is_char_boundary(at) {
            out.push(at as u32);
        }
    }
    out
}
