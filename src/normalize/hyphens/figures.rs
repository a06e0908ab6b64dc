//! Figures in the margin that count lines, between a hyphen at a line's end and the other half of its word.

use super::{Passage, is_sign};
use std::ops::Range;

/// The figure that counts lines, behind the hyphen that ends the line before `end`, with the blanks beside it.
pub(super) fn figure_behind(passage: &Passage, end: usize) -> Option<Range<usize>> {
    let lead = &passage.text[passage.range.start..end];
    let bare = lead.trim_end_matches(|c: char| c.is_ascii_digit());
    let words = bare.trim_end_matches([' ', '\t']);
    let fits = words.len() < bare.len() && words.ends_with(is_sign) && counts_lines(&lead[bare.len()..]);
    fits.then(|| passage.range.start + words.len()..end)
}

/// The figure that counts lines at byte `at`, where a line goes on small behind it, with the blanks behind.
pub(super) fn figure_ahead(passage: &Passage, at: usize) -> Option<Range<usize>> {
    let rest = &passage.text[at..passage.range.end];
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let words = rest[digits..].trim_start_matches([' ', '\t']);
    let fits =
        words.len() < rest.len() - digits && words.starts_with(char::is_lowercase) && counts_lines(&rest[..digits]);
    fits.then(|| at..at + rest.len() - words.len())
}

/// Whether figures are those of every fifth line.
fn counts_lines(figures: &str) -> bool {
    figures.len() <= 3 && figures.parse::<u32>().is_ok_and(|n| n > 0 && n.is_multiple_of(5))
}
