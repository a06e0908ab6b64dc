//! Texts set with a blank line below every line. What a sentence runs through, line by line and each full, is a paragraph
//! all the same.

use super::{is_broken, pieces};
use crate::read::plain::lines::Line;

/// How many such lines in a row are more than a few short paragraphs.
const LEAST: usize = 8;

/// For each line whether it goes on in the next although a blank line stands between.
pub(in crate::read::plain) fn go_on(text: &str, lines: &[Line]) -> Vec<bool> {
    let mut found = vec![false; lines.len()];
    let doubled = |a: &Line, b: &Line| b.number == a.number + 2 && !a.parted;
    let mut start = 0;
    for row in lines.chunk_by(doubled) {
        if row.len() >= LEAST && is_broken(text, row) {
            let mut at = start;
            for piece in pieces(text, row) {
                found[at..at + piece.len() - 1].fill(true);
                at += piece.len();
            }
        }
        start += row.len();
    }
    found
}
