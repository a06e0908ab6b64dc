//! Numbers that count the parts of a sentence or name things, and call no note.

use super::{Candidate, Shape};
use crate::read::plain::label::Count;
use std::collections::HashMap;

/// How many numbers in round brackets in a row count the parts of a sentence.
const COUNTED: usize = 3;

/// Takes out what counts the parts of a sentence of one unit, its candidates those from `first` on: `the (1) oars, (2)
/// sails and (3) nets`; behind a colon or a dash two are enough, of which that stop stands before the first.
pub(super) fn enumerated(found: &mut Vec<Candidate>, first: usize, text: &str) {
    let item = |c: &Candidate| c.shape == Shape::Round && c.count == Count::Figures && !c.glued && !c.closed;
    let items: Vec<u32> = found[first..].iter().filter(|c| item(c)).map(|c| c.number).collect();
    let rises = items.windows(2).all(|w| w[1] == w[0] + 1);
    let led = || [":--(1) ", ":—(1) ", ": (1) ", ":(1) ", "--(1) "].iter().any(|lead| text.contains(lead));
    let two = || [" and (2)", " or (2)", "; (2) ", " und (2)", " et (2)"].iter().any(|next| text.contains(next));
    let begun = match items.first() {
        Some(1) => items.len() >= COUNTED || two(),
        Some(2) => led(),
        _ => false,
    };
    if begun && rises {
        let kept = found.split_off(first).into_iter().filter(|c| !item(c));
        found.extend(kept);
    }
}

/// How far from a word with a number another with the next one is looked for, in bytes.
const BESIDE: usize = 120;

/// Whether the word before the figures at `at` stands beside with the next or the last number: `rule1 | rule2`.
pub(super) fn is_one_of_row(text: &str, at: usize, mark: &str) -> bool {
    let letters: usize = text[..at].chars().rev().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum();
    let word = &text[at - letters..at];
    let from = text.ceil_char_boundary(at.saturating_sub(BESIDE));
    let near = &text[from..text.floor_char_boundary((at + BESIDE).min(text.len()))];
    let number: u32 = mark.parse().unwrap_or(0);
    let has = |n: u32| {
        let other = format!("{word}{n}");
        near.match_indices(&other).any(|(i, _)| !near[i + other.len()..].starts_with(|c: char| c.is_alphanumeric()))
    };
    has(number + 1) || number > 1 && has(number - 1)
}

/// How often a word stands with the same figure glued to it where the two are a name: `urllib2`.
const NAMED: usize = 3;

/// Takes out the figures that are part of a name, which comes again, and those of a program.
pub(super) fn own(found: &mut Vec<Candidate>, text: &str) {
    let name = |c: &Candidate| {
        let lead = &text[..c.range.start];
        let letters: usize = lead.chars().rev().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum();
        (c.shape == Shape::AfterLetter).then(|| &text[c.range.start - letters..c.range.end])
    };
    let mut times: HashMap<&str, usize> = HashMap::new();
    found.iter().filter_map(name).for_each(|name| *times.entry(name).or_default() += 1);
    found.retain(|c| name(c).is_none_or(|name| times[name] < NAMED));
    found.retain(|c| c.shape != Shape::Square || !is_of_program(text, c.range.start, c.range.end));
}

/// Whether the figure in square brackets from `at` to `end` is a program's: `nv[1]` beside `nv[0]`,
/// `"[x for x in [3]]"`.
fn is_of_program(text: &str, at: usize, end: usize) -> bool {
    let from = text.ceil_char_boundary(at.saturating_sub(BESIDE));
    let (lead, near) = (&text[from..at], &text[from..text.floor_char_boundary((end + BESIDE).min(text.len()))]);
    let letters: usize = lead.chars().rev().take_while(|c| c.is_alphanumeric()).map(char::len_utf8).sum();
    let index = || near.contains(&format!("{}[0]", &lead[lead.len() - letters..]));
    let nested = || lead.rfind('[').is_some_and(|open| lead[..open].ends_with(['"', '(', '\'']));
    letters > 0 && index() || text[end..].starts_with(']') && nested()
}
