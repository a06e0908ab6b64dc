//! Notes with signs (`*`, `†`) for marks, below their paragraph or at the end: each belongs to
//! the first marker of its sign that has no note yet.

use crate::read::plain::label::{self, Count, Form};
use crate::read::plain::markers::{Candidate, Shape};
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
    vec![Scope { body: 0..page.units.len(), notes, pairs: Vec::new() }]
}

/// Takes out of numbered notes what begins with a sign that the text calls: a note of its own. The units, each run
/// from its label on.
pub(super) fn part(page: &Page, candidates: &[Candidate], scopes: &mut [Scope]) -> Vec<Vec<usize>> {
    let signs = candidates.iter().filter(|c| c.shape == Shape::Sign);
    let first: HashMap<&str, usize> = signs.rev().map(|c| (c.mark.as_str(), c.unit)).collect();
    let own = |unit: usize| {
        let label = label::parse(page.str(unit)).filter(|l| l.form == Form::Symbol);
        label.is_some_and(|l| first.get(l.mark.as_str()).is_some_and(|caller| *caller < unit))
    };
    let mut parted = Vec::new();
    for note in scopes.iter_mut().flat_map(|s| &mut s.notes).filter(|n| n.label.count != Count::Signs) {
        while let Some(at) = note.more.iter().rposition(|unit| own(*unit)) {
            parted.push(note.more.split_off(at));
        }
    }
    parted
}

/// Gives notes the units that followed their label where it stood among those of another.
pub(super) fn give_back(parted: &[Vec<usize>], scopes: &mut [Scope]) {
    for note in scopes.iter_mut().flat_map(|s| &mut s.notes) {
        if let Some(units) = parted.iter().find(|units| units.first() == Some(&note.unit)) {
            note.more = units[1..].to_vec();
        }
    }
}
