//! Which lines of a paragraph are the print's own. Prose that was broken at a width fills its lines: the word that begins
//! the next one had no room. Where most lines leave that room they are verses, entries of an index, rows of a list; where
//! one leaves much of it behind a stop or a figure, it ends there.

use crate::normalize::hyphens;
use crate::read::plain::lines::{self, Line};
use crate::read::plain::words;

/// Whether the text has hardly anything but such lines: most that run on leave room for the next, which begins anew.
pub(super) fn are_most<'a>(text: &str, blocks: impl Iterator<Item = &'a [Line]>) -> bool {
    let (mut open, mut all) = (0, 0);
    for block in blocks.filter(|b| b.len() > 1) {
        let width = widest(block);
        all += block.len() - 1;
        let leaves = |pair: &&[Line]| slack(text, &pair[0], &pair[1], width) >= 0 && begins(text, &pair[1]);
        open += block.windows(2).filter(leaves).count();
    }
    all >= LEAST && open * 2 > all
}

/// How many lines must run on before they say something of the whole text.
const LEAST: usize = 8;

/// Whether the lines of a paragraph are the print's. In a text that has hardly any others (`most`), that each begins anew
/// is enough.
pub(super) fn are_rows(text: &str, block: &[Line], most: bool) -> bool {
    let inner = block.len() - 1;
    let width = widest(block);
    let room = |width: usize| block.windows(2).filter(|pair| slack(text, &pair[0], &pair[1], width) >= 0).count();
    let begun = block.iter().filter(|l| begins(text, l)).count();
    let anew = begun * 10 >= block.len() * 9;
    let divided = block.iter().any(|l| text[l.range.clone()].ends_with(hyphens::is_sign));
    let rows = anew && (most || block.len() >= 3 && room(width) * 10 >= inner * 6);
    // of small lines in a row more must leave room, and one long line is no width
    let small = || block.len() >= 5 && room(second(block)) * 4 >= inner * 3;
    inner >= 1 && !divided && (rows || small())
}

/// Whether a line ends before `next` in lines that fill `width`: behind a stop or a figure it leaves much room, and the
/// next begins anew.
pub(super) fn ends(text: &str, line: &Line, next: &Line, width: usize) -> bool {
    let shown = &text[line.range.clone()];
    let bare = shown.trim_end_matches(|c: char| words::is_closing_quote(c) || matches!(c, '_' | ')' | ']'));
    let stop = bare.ends_with(['.', '!', '?', ':']) || lines::ends_in_figures(shown);
    stop && begins(text, next) && slack(text, line, next, width) * 5 >= width as isize
}

/// The width of the lines of a paragraph: of five and more that of the second longest.
pub(super) fn width(block: &[Line]) -> usize {
    if block.len() >= 5 { second(block) } else { widest(block) }
}

fn widest(block: &[Line]) -> usize {
    block.iter().map(reach).max().unwrap_or(0)
}

fn second(block: &[Line]) -> usize {
    let mut all: Vec<usize> = block.iter().map(reach).collect();
    all.sort_unstable();
    all.iter().rev().nth(1).copied().unwrap_or(0)
}

/// The column that a line ends in.
fn reach(line: &Line) -> usize {
    line.indent + line.length
}

/// How many characters of `width` are free behind a line and the first word of the next; less than none where it had no
/// room.
fn slack(text: &str, line: &Line, next: &Line, width: usize) -> isize {
    let word = text[next.range.clone()].split_whitespace().next().map_or(0, |w| w.chars().count());
    width as isize - (reach(line) + 1 + word) as isize
}

/// Whether a line begins with a capital, a mark or a bracket before it passed over.
fn begins(text: &str, line: &Line) -> bool {
    let sign = |c: char| words::is_opening_quote(c) || matches!(c, '(' | '_' | '*' | '[' | '—' | '-' | '.' | '¡' | '¿');
    text[line.range.clone()].chars().find(|c| !sign(*c)).is_some_and(char::is_uppercase)
}
