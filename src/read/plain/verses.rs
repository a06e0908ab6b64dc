//! Verses that a blank line parts each from the next, as some libraries set them: lines of their own, short, that begin
//! anew and seldom end a sentence. Where the lines of a text are paragraphs they would be paragraphs, too.

use crate::read::plain::lines::{self, Line};
use crate::read::plain::{filled, words};
use std::ops::Range;

/// How many such lines a text has at least, and how many stand together.
const LEAST: (usize, usize) = (40, 4);

/// How long a verse may be, in characters.
const LONGEST: usize = 80;

/// The rows of verses that a blank line parts each from the next, in a text that shows by their ends what they are, whatever
/// they begin with; those that are `single` stand alone between blank lines.
pub(super) fn doubled(text: &str, lines: &[Line], single: &[bool]) -> Vec<Range<usize>> {
    let fits = |i: usize| single[i] && filled::is_short(&lines[i]);
    let mut rows: Vec<Range<usize>> = Vec::new();
    for i in 0..lines.len() {
        match rows.last_mut().filter(|row| row.end == i && lines[i].number == lines[i - 1].number + 2) {
            Some(row) if fits(i) => row.end = i + 1,
            _ if fits(i) => rows.push(i..i + 1),
            _ => {}
        }
    }
    rows.retain(|row| row.len() > 1);
    let verses: Vec<&[Line]> = rows.iter().map(|row| &lines[row.clone()]).collect();
    let all = || verses.iter().copied();
    if filled::are_sentences(text, all()) || !filled::are_verses(text, all()) {
        rows.clear();
    }
    rows
}

/// The rows of verses among `lines`, of which those that are `single` stand alone between blank lines: a stanza each.
pub(super) fn loose(text: &str, lines: &[Line], single: &[bool]) -> Vec<Range<usize>> {
    let of = |i: usize| &text[lines[i].range.clone()];
    let part = |i: usize| words::roman(of(i).trim_end_matches('.')).is_some() || !of(i).chars().any(char::is_lowercase);
    let fits = |i: usize| single[i] && lines[i].length <= LONGEST && !part(i);
    let blanks = |i: usize| lines[i].number - lines[i - 1].number;
    let mut rows: Vec<Range<usize>> = Vec::new();
    let mut i = 0;
    while i < lines.len() {
        let start = i;
        while i < lines.len() && fits(i) && (i == start || blanks(i) <= 2) {
            i += 1;
        }
        if i - start >= LEAST.1 && lines::is_verse(text, &lines[start..i], LONGEST) {
            rows.push(start..i);
        }
        i = i.max(start + 1);
    }
    if rows.iter().map(ExactSizeIterator::len).sum::<usize>() < LEAST.0 {
        rows.clear();
    }
    rows
}
