//! Lists: units in a row whose labels count on, with no prose between.

use crate::model::account::LineClass;
use crate::read::plain::label::{self, Count, Form, Label};
use crate::read::plain::units::Page;
use crate::read::plain::words;
use std::ops::Range;

/// A list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct List {
    /// Its units.
    pub(super) units: Range<usize>,
    /// The label of each.
    pub(super) labels: Vec<Label>,
}

/// Finds the lists and classifies their items.
pub(super) fn classify(page: &mut Page) -> Vec<List> {
    let mut lists = Vec::new();
    let mut start = 0;
    while start < page.units.len() {
        let labels = run(page, start);
        let end = start + labels.len().max(1);
        let short = || (start..end).all(|i| words::has_at_most(page.str(i), SHORT));
        let listed = |first: &Label| {
            begins(first)
                || first.form != Form::Bare && short()
                || lists.last().is_some_and(|l| goes_on(l, start, first))
        };
        if labels.len() >= 2 && listed(&labels[0]) {
            (start..end).for_each(|i| page.classify(i, LineClass::ListItem));
            lists.push(List { units: start..end, labels });
        }
        start = end;
    }
    lists
}

/// How many words the items of a list have at most that begins with another number than 1.
const SHORT: usize = 30;

/// Whether the label may be the first of a list. A number that is not 1 may count a diary's days, verses, sections, and a
/// bare one counts the lines of a print.
fn begins(label: &Label) -> bool {
    label.count != Count::Figures || label.number == 1 && label.form != Form::Bare
}

/// How far below the list that it goes on with an item may stand, in units.
const NEAR: usize = 12;

/// Whether a label goes on with a list above.
fn goes_on(list: &List, unit: usize, label: &Label) -> bool {
    unit - list.units.end <= NEAR && list.labels.last().is_some_and(|last| label.follows(last))
}

/// The labels of the units from `start` on that count on.
fn run(page: &Page, start: usize) -> Vec<Label> {
    let mut labels: Vec<Label> = Vec::new();
    for unit in start..page.units.len() {
        let free = page.is_open(unit) || page.units[unit].class == Some(LineClass::ListItem);
        match label::parse(page.str(unit)).filter(|_| free) {
            Some(label) if labels.last().is_none_or(|last| label.follows(last)) => labels.push(label),
            _ => break,
        }
    }
    labels
}
