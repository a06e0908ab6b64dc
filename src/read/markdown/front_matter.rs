//! Finds the `+++` front matter of a text. Parsing it is the configuration's business.

use std::ops::Range;

/// The fence's line.
const FENCE: &str = "+++";

/// The bytes of the TOML between the fences, and the byte at which the body begins; `None` where
/// the text has no front matter or does not close it.
pub fn front_matter(text: &str) -> Option<(Range<usize>, usize)> {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().filter(|l| l.trim_end() == FENCE)?;
    let start = first.len();
    let mut end = start;
    for line in lines {
        if line.trim_end() == FENCE {
            return Some((start..end, end + line.len()));
        }
        end += line.len();
    }
    None
}

/// Whether the text opens front matter that it never closes.
pub(super) fn is_unclosed(text: &str) -> bool {
    text.lines().next().is_some_and(|l| l.trim_end() == FENCE) && front_matter(text).is_none()
}
