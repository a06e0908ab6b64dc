//! Notes below a heading (`Notes`, `Footnotes`), one section at the end or one for each chapter.

use super::super::units::Page;
use super::{Scope, collect, is_heading, next_label};
use crate::model::account::LineClass;

/// Finds the sections and classifies their headings.
pub(super) fn find(page: &mut Page) -> Vec<Scope> {
    let mut scopes: Vec<Scope> = Vec::new();
    let mut start = 0;
    let mut unit = 0;
    while unit < page.units.len() {
        if page.is_open(unit) && is_heading(page.str(unit)) && opens_section(page, unit) {
            let notes = collect(page, unit + 1..next_heading(page, unit));
            page.classify(unit, LineClass::NoteHeading);
            let end = notes.last().map_or(unit, |n| n.more.last().copied().unwrap_or(n.unit));
            scopes.push(Scope { body: start..unit, notes });
            start = end + 1;
            unit = end;
        }
        unit += 1;
    }
    scopes
}

/// Whether a labelled unit follows.
fn opens_section(page: &Page, heading: usize) -> bool {
    let next = (heading + 1..page.units.len()).find(|i| page.is_open(*i));
    next.is_some_and(|i| next_label(page.str(i), None).is_some())
}

fn next_heading(page: &Page, heading: usize) -> usize {
    let mut after = heading + 1..page.units.len();
    after.find(|i| page.is_open(*i) && is_heading(page.str(*i))).unwrap_or(page.units.len())
}
