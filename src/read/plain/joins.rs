//! Paragraphs that a page's end cuts in two: between the halves stand a page number, a running
//! head or notes, and the sentence goes on.

use crate::model::account::LineClass;
use crate::read::plain::units::{Layout, Page};
use crate::read::plain::{lines, words};
use std::collections::BTreeMap;

/// For each body unit whose paragraph goes on in another, that one.
pub(super) fn find(page: &Page) -> BTreeMap<usize, usize> {
    let mut found = BTreeMap::new();
    let mut before: Option<usize> = None;
    let mut parted = false;
    for unit in 0..page.units.len() {
        let u = &page.units[unit];
        match u.class {
            Some(LineClass::Body) if u.shape == lines::Shape::Prose => {
                let open = before.filter(|b| parted && is_open(page.str(*b)) && is_within(page.str(unit)));
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

/// Whether a paragraph's end leaves its sentence open.
fn is_open(text: &str) -> bool {
    text.chars().count() >= 30 && text.ends_with(|c: char| c.is_lowercase() || matches!(c, ',' | ';' | '-' | '\u{ad}'))
}

/// Whether a paragraph begins within a sentence.
fn is_within(text: &str) -> bool {
    text.starts_with(char::is_lowercase) && crate::read::plain::label::parse(text).is_none()
}
