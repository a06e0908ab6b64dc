//! Notes with signs (`*`, `†`) for marks, below their paragraph or at the end: each belongs to the nearest marker of
//! its sign above that has no note yet.

use crate::read::plain::label::{self, Count, Form};
use crate::read::plain::markers::{Candidate, Shape};
use crate::read::plain::notes::{LabelledNote, Scope, paired};
use crate::read::plain::units::Page;
use std::collections::{HashMap, HashSet};

/// Finds the notes: what a sign labels, if a marker with that sign above has no note yet.
pub(super) fn find(page: &Page, candidates: &[Candidate]) -> Vec<Scope> {
    let signs: Vec<Candidate> = candidates.iter().filter(|c| c.count == Count::Signs).cloned().collect();
    let labelled = |unit: usize| {
        let label = label::parse(page.str(unit)).filter(|l| l.count == Count::Signs && l.form != Form::Bullet);
        label.filter(|_| page.is_open(unit)).map(|label| LabelledNote { unit, label, more: Vec::new() })
    };
    let mut notes: Vec<LabelledNote> = (0..page.units.len()).filter_map(labelled).collect();
    let pairs = paired::find(&notes, &signs);
    let called: HashSet<usize> = pairs.iter().map(|(_, unit)| *unit).collect();
    notes.retain(|n| called.contains(&n.unit));
    vec![Scope { body: 0..page.units.len(), notes, pairs }]
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
