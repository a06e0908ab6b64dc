//! A numbered list of works is no list of notes, though figures in brackets refer to both: works
//! are cited again and again, several at a time, with pages.

use crate::model::account::LineClass;
use crate::read::plain::label::{self, Count, Form};
use crate::read::plain::markers::{Candidate, Shape};
use crate::read::plain::units::Page;
use crate::read::plain::words;
use std::collections::HashMap;

/// Headings above works cited.
const HEADINGS: [&str; 12] = [
    "references",
    "bibliography",
    "literature",
    "literature cited",
    "works cited",
    "sources",
    "literatur",
    "literaturverzeichnis",
    "bibliographie",
    "bibliografia",
    "références",
    "quellen",
];

/// Whether the figures in square brackets of the page cite works.
pub(super) fn are_works(page: &Page, candidates: &[Candidate]) -> bool {
    let headed = (0..page.units.len()).any(|i| is_heading(page.str(i)) && is_labelled(page, i + 1));
    let places = places(page);
    let figures = |c: &&Candidate| c.shape == Shape::Square && c.count == Count::Figures && !label::is_wide(&c.mark);
    let running = candidates.iter().filter(|c| figures(c) && c.strong);
    let body = running.filter(|c| !label::parse(page.str(c.unit)).is_some_and(|l| l.form == Form::Square));
    let mut times: HashMap<u32, usize> = HashMap::new();
    let (mut falling, mut last, mut all) = (0, 0, 0);
    for c in body {
        *times.entry(c.number).or_default() += 1;
        falling += usize::from(c.number < last);
        last = c.number;
        all += 1;
    }
    let again = times.values().filter(|n| **n > 1).count();
    let mixed = again * 4 >= times.len() && again >= 1 && falling * 5 >= all && falling >= 1;
    (headed && (places >= 1 || mixed)) || places >= 3
}

fn is_heading(text: &str) -> bool {
    if text.len() > 30 {
        return false;
    }
    words::is_one_of(text.trim_matches(|c: char| !c.is_alphanumeric()), &HEADINGS)
}

fn is_labelled(page: &Page, unit: usize) -> bool {
    let open = (unit..page.units.len()).find(|i| page.units[*i].class != Some(LineClass::Furniture));
    open.is_some_and(|i| label::parse(page.str(i)).is_some_and(|l| l.form == Form::Square))
}

/// How often `[12, p. 3]`, `[3, 4]`, `[2–5]` stand in the text.
fn places(page: &Page) -> usize {
    let is_place = |at: usize| {
        let rest = &page.text[at + 1..];
        let Some((len, _)) = rest.char_indices().take(24).find(|(_, c)| *c == ']') else { return false };
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let behind = rest[digits..len].trim_start();
        let further = behind.strip_prefix([',', ';', '–', '-', ':']).unwrap_or("").trim_start();
        let locus = ["p.", "pp.", "ch.", "sec", "fig", "vol", "s.", "§", "chap"];
        (1..=3).contains(&digits)
            && (further.starts_with(|c: char| c.is_ascii_digit()) || locus.iter().any(|l| further.starts_with(l)))
    };
    page.text.match_indices('[').filter(|(at, _)| is_place(*at)).count()
}
