//! Notes with signs (`*`, `†`) for marks, below their paragraph or at the end: each belongs to the nearest marker of
//! its sign above that has no note yet.

use crate::read::plain::label::{self, Count, Form};
use crate::read::plain::markers::Candidate;
use crate::read::plain::notes::{LabelledNote, Scope, paired};
use crate::read::plain::units::Page;
use std::collections::HashSet;

/// Finds the notes: what a sign labels, if a marker with that sign above has no note yet.
pub(super) fn find(page: &Page, candidates: &[Candidate]) -> Vec<Scope> {
    let signs: Vec<Candidate> = candidates.iter().filter(|c| c.count == Count::Signs).cloned().collect();
    let labelled = |unit: usize| {
        let label = label::parse(page.str(unit))
            .filter(|l| l.count == Count::Signs && !matches!(l.form, Form::Bullet | Form::Footnote));
        label.filter(|_| page.is_open(unit)).map(|label| LabelledNote { unit, label, more: Vec::new() })
    };
    let mut notes: Vec<LabelledNote> = (0..page.units.len()).filter_map(labelled).collect();
    let pairs = paired::find(&notes, &signs);
    let called: HashSet<usize> = pairs.iter().map(|(_, unit)| *unit).collect();
    notes.retain(|n| called.contains(&n.unit));
    vec![Scope { body: 0..page.units.len(), notes, pairs }]
}
