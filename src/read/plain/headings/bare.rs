//! Numbers that stand alone: whether they count parts, or are what a scan has left of pages.

use super::is_numeral;
use crate::model::account::LineClass;
use crate::read::plain::units::Page;
use crate::read::plain::words;
use std::collections::{HashMap, HashSet};

/// How many words a paragraph has at least that may break off.
const PROSE: usize = 6;

/// Whether the numbers that stand alone do so between paragraphs that are finished, four of five at least: those that a scan
/// has left of pages stand anywhere.
pub(super) fn are_parts(page: &Page, numbers: impl Iterator<Item = usize>) -> bool {
    let hidden =
        |i: &usize| matches!(page.units[*i].class, Some(LineClass::Furniture | LineClass::Meta | LineClass::Title));
    let (mut all, mut between) = (0, 0);
    for unit in numbers.filter(|unit| is_numeral(page.str(*unit))) {
        let above = (0..unit).rev().find(|i| !hidden(i)).map_or("", |i| page.str(i));
        let below = page.units.get(unit + 1).map_or("", |_| page.str(unit + 1));
        let end = above.trim_end_matches(|c: char| words::is_closing_quote(c) || matches!(c, '_' | ')' | ']' | '*'));
        let open = !above.ends_with(']') && end.ends_with(|c: char| c.is_alphabetic() || matches!(c, ',' | '-' | '¬'));
        let prose = !words::has_at_most(above, PROSE);
        all += 1;
        let broken = open && prose || below.starts_with(char::is_lowercase);
        between += usize::from(!broken);
    }
    between * 5 >= all * 4
}

/// How many numbers of a row may be lost one after the other.
const LOST: u32 = 1;

/// For each word that counts the last number that its row reaches from the beginning on.
pub(super) fn reach<'a>(numbers: &HashSet<&'a (String, u32)>) -> HashMap<&'a str, u32> {
    let mut all: Vec<(&str, u32)> = numbers.iter().map(|(word, n)| (word.as_str(), *n)).collect();
    all.sort_unstable();
    let mut reach: HashMap<&str, u32> = HashMap::new();
    for (word, n) in all {
        let last = reach.entry(word).or_insert(0);
        if n <= *last + 1 + LOST {
            *last = n;
        }
    }
    reach
}
