//! Notes with signs (`*`, `†`) for marks, below their paragraph or at the end: each belongs to
//! the first marker of its sign that has no note yet.

use crate::read::plain::label::{self, Count};
use crate::read::plain::markers::Candidate;
use crate::read::plain::notes::{LabelledNote, Scope};
use crate::read::plain::units::Page;
use std::collections::HashMap;

/// Finds the notes.
pub(super) fn find(page: &Page, candidates: &[Candidate]) -> Vec<Scope> {
    let mut waiting: HashMap<&str, usize> = HashMap::new();
    let mut pending = candidates.iter().filter(|c| c.count == Count::Signs).peekable();
    let mut notes = Vec::new();
    for unit in 0..page.units.len() {
        while let Some(candidate) = pending.next_if(|c| c.unit < unit) {
            *waiting.entry(candidate.mark.as_str()).or_default() += 1;
        }
        let label = label::parse(page.str(unit)).filter(|l| l.count == Count::Signs && page.is_open(unit));
        if let Some(label) = label
            && let Some(markers) = waiting.get_mut(label.mark.as_str()).filter(|m| **m > 0)
        {
            *markers -= 1;
            notes.push(LabelledNote { unit, label, more: Vec::new() });
        }
    }
    vec![Scope { body: 0..page.units.len(), notes }]
}
