//! Paragraphs that a page's end cuts in two: between the halves stand a page number, a running
//! head or notes, and the sentence goes on.

use crate::model::account::LineClass;
use crate::normalize::hyphens;
use crate::read::plain::units::{Layout, Page};
use crate::read::plain::{lines, words};
use crate::source::is_line_end;
use std::collections::BTreeMap;

/// For each body unit whose paragraph goes on in another, that one.
pub(super) fn find(page: &Page) -> BTreeMap<usize, usize> {
    let mut found = BTreeMap::new();
    let mut before: Option<usize> = None;
    let mut parted = false;
    for unit in 0..page.units.len() {
        let u = &page.units[unit];
        let above = unit.checked_sub(1).map_or(0, |i| page.units[i].range.end);
        parted |= page.text[above..u.range.start].contains('\u{c}');
        match u.class {
            Some(LineClass::Body) if u.shape == lines::Shape::Prose => {
                let open = before.filter(|b| {
                    parted && is_open(page.str(*b)) && is_within(page, unit)
                        || is_divided(page.str(*b), page.str(unit))
                        || is_cut(page, *b, unit)
                        || is_parted(page, *b, unit)
                });
                if let Some(open) = open {
                    found.insert(open, unit);
                }
                (before, parted) = (Some(unit), false);
            }
            Some(LineClass::Furniture) if !words::is_divider(page.str(unit)) => parted = true,
            Some(LineClass::Note | LineClass::NoteContinuation | LineClass::NoteBlockquote) => {
                parted |= page.layout == Layout::Wrapped;
            }
            _ => before = None,
        }
    }
    found
}

/// Whether a word is divided between two paragraphs, as where each line of a print became one.
fn is_divided(before: &str, after: &str) -> bool {
    let word = before.strip_suffix(hyphens::is_sign).is_some_and(|before| before.ends_with(char::is_lowercase));
    let second = after.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    let joins = ["en", "of", "ende", "und", "oder", "and", "or", "et", "ou", "noch", "bis", "to"];
    word && second.starts_with(char::is_lowercase) && !joins.contains(&second) && before.chars().count() >= 30
}

/// How long two paragraphs are at least that one sentence runs through, in characters.
const LONG: usize = 120;

/// Whether a blank line cuts a sentence where each line is a paragraph: both halves are long, the first ends in a small word
/// or a comma, the other begins small.
fn is_cut(page: &Page, before: usize, unit: usize) -> bool {
    let (first, second) = (page.str(before), page.str(unit));
    let long = |text: &str| text.chars().take(LONG).count() == LONG;
    page.layout == Layout::Lines
        && first.ends_with(|c: char| c.is_lowercase() || c == ',')
        && second.starts_with(char::is_lowercase)
        && unit == before + 1
        && long(first)
        && long(second)
        && crate::read::plain::label::parse(second).is_none()
}

/// How long two halves of a paragraph of broken lines are at least, in characters.
const HALF: usize = 60;

/// Whether a blank line that a scan or a copy has left cuts a sentence where lines are broken: the last line above it is
/// full, ends in a word or a comma and goes on small, further in no more than a paragraph begins.
fn is_parted(page: &Page, before: usize, unit: usize) -> bool {
    let (first, second) = (page.str(before), page.str(unit));
    let (above, below) = (&page.units[before], &page.units[unit]);
    let long = |text: &str| text.chars().take(HALF).count() == HALF;
    let last = |text: &str| text.rsplit(is_line_end).next().map_or(0, |line| line.trim().chars().count());
    let widest = first.split(is_line_end).map(|line| line.trim().chars().count()).max().unwrap_or(0);
    page.layout == Layout::Wrapped
        && unit == before + 1
        && first.ends_with(|c: char| c.is_lowercase() || c == ',')
        && second.starts_with(char::is_lowercase)
        && (long(first) && long(second) && below.lines.len() >= 2)
        && above.lines.len() >= 2
        && last(first) * 5 >= widest * 4
        && below.indent <= above.indent + 1
        && crate::read::plain::label::parse(second).is_none()
}

/// Whether a paragraph's end leaves its sentence open.
fn is_open(text: &str) -> bool {
    let open = |c: char| c.is_lowercase() || matches!(c, ',' | ';') || hyphens::is_sign(c);
    text.chars().count() >= 30 && text.ends_with(open)
}

/// Whether a paragraph begins within a sentence: small, or as a noun or a name may, with more lines behind.
fn is_within(page: &Page, unit: usize) -> bool {
    let text = page.str(unit);
    let small = text.starts_with(char::is_lowercase);
    let noun = page.layout == Layout::Wrapped
        && text.starts_with(char::is_uppercase)
        && page.units[unit].lines.len() >= 2
        && page.units[unit].indent == 0;
    (small || noun) && crate::read::plain::label::parse(text).is_none()
}
