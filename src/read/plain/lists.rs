//! Lists: units in a row whose labels count on, with no prose between.

use crate::model::account::LineClass;
use crate::read::plain::label::{self, Label};
use crate::read::plain::units::Page;
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
        if labels.len() >= 2 {
            (start..end).for_each(|i| page.classify(i, LineClass::ListItem));
            lists.push(List { units: start..end, labels });
        }
        start = end;
    }
    lists
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
