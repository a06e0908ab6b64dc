//! Lists of contents, whose lines head nothing: entries one close to the other that end in the rising numbers of pages, and
//! heads above short lines that come again further down.

use crate::model::account::LineClass;
use crate::read::plain::units::Page;
use crate::read::plain::words;
use std::ops::Range;

/// How many entries with their pages make a list.
const ENTRIES: usize = 4;

/// How far the next entry is at most, in units and in bytes; how many pages further on.
const NEAR: (usize, usize) = (12, 2_000);
const PAGES: u32 = 120;

/// Which part of a text a list is at most, and how many bytes an entry of one has where each part has but a page or two.
const PART: (usize, usize) = (7, 200);

/// For each unit whether it stands in a list of contents that says pages.
pub(super) fn find(page: &Page) -> Vec<bool> {
    let mut found = vec![false; page.units.len()];
    let all: Vec<(usize, u32)> = (0..page.units.len())
        .filter(|i| is_shown(page, *i))
        .filter_map(|i| Some((i, numbered(page.str(i))?)))
        .collect();
    let start = |i: usize| page.units[i].range.start;
    let follows = |a: &(usize, u32), b: &(usize, u32)| {
        let near = b.0 - a.0 <= NEAR.0 && start(b.0) - page.units[a.0].range.end <= NEAR.1;
        near && (a.1..=a.1 + PAGES).contains(&b.1)
    };
    for row in all.chunk_by(follows).filter(|row| row.len() >= ENTRIES) {
        let (first, last) = (row[0], row[row.len() - 1]);
        let bytes = page.units[last.0].range.end - start(first.0);
        // numbers that rise one by one, far from each other, count the parts themselves
        let wide = (last.1 - first.1) as usize * 2 >= row.len() * 3 || bytes <= row.len() * PART.1;
        if wide && bytes * PART.0 <= page.text.len() {
            found[above(page, first.0)..=last.0].fill(true);
        }
    }
    found
}

fn is_shown(page: &Page, unit: usize) -> bool {
    !matches!(page.units[unit].class, Some(LineClass::Furniture | LineClass::Meta | LineClass::Note))
}

/// The first unit of the list whose first entry with a page is `first`: what stands above it without a sentence and counts
/// a part is one, too.
fn above(page: &Page, first: usize) -> usize {
    let short = |i: &usize| !words::has_at_most(page.str(*i), SHORT) || !page.is_open(*i);
    let from = (first.saturating_sub(3)..first).rev().find(short).map_or(first.saturating_sub(3), |i| i + 1);
    (from..first).find(|i| super::counts_part(page.str(*i)) && !super::books::is_of_book(page.str(*i))).unwrap_or(first)
}

/// The number of a page at the end of an entry: dots or a gap lead to it, `The Weir . . . 12`, `The Weir,    12`; of a range
/// the last, `The Weir.....12--14`.
fn numbered(text: &str) -> Option<u32> {
    let figures = |text: &str| text.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let text = text.trim_end_matches(['.', ',', ';', ' ']);
    let lead = &text[..figures(text)];
    let number: u32 = text[lead.len()..].parse().ok().filter(|_| text.len() - lead.len() <= 4)?;
    let range = lead.strip_suffix("--").or_else(|| lead.strip_suffix(['-', '–'])).filter(|r| r.len() > figures(r));
    let words = range.map_or(lead, |range| &range[..figures(range)]);
    let bare = words.trim_end_matches([' ', '\t', '\u{a0}']);
    let bare = bare.strip_suffix("pp.").or_else(|| bare.strip_suffix("p.")).unwrap_or(bare);
    let gap = words.ends_with("  ") || words.ends_with('\t');
    let led = bare.ends_with("..") || bare.ends_with(". .");
    let named = bare.contains(char::is_alphabetic);
    (named && (gap || led)).then_some(number)
}

/// How many words an entry without a page has at most, and how many of them follow.
const SHORT: usize = 14;
const FOLLOW: usize = 3;

/// Of the heads `of` that come again further down, those that are entries of a list: two or more, near each other, only
/// short lines below them.
pub(super) fn in_list(page: &Page, of: &[usize], units: impl Fn(usize) -> Range<usize>) -> Vec<usize> {
    let start = |k: usize| page.units[units(k).start].range.start;
    let short: Vec<usize> = of.iter().copied().filter(|k| is_above_short_lines(page, units(*k).end - 1)).collect();
    let near = |a: &usize, b: &usize| *b == a + 1 && start(*b) - start(*a) <= NEAR.1;
    let mut found = Vec::new();
    for row in short.chunk_by(near).filter(|row| row.len() > 1) {
        found.extend(row);
        // the last stands above the text
        let last = row[row.len() - 1];
        found.extend(of.binary_search(&(last + 1)).ok().map(|at| of[at]).filter(|k| near(&last, k)));
    }
    found
}

/// Whether only short lines that end no sentence stand below a unit.
fn is_above_short_lines(page: &Page, unit: usize) -> bool {
    let short = |i: usize| {
        let text = page.str(i);
        // a line of prose goes on in small letters
        words::has_at_most(text, SHORT)
            && !text.starts_with(char::is_lowercase)
            && !text.ends_with(['!', ';', ',', '"', '”'])
    };
    unit + FOLLOW < page.units.len() && (unit + 1..=unit + FOLLOW).all(short)
}
