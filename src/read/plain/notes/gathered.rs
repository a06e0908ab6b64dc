//! Notes with bare figures (`1 The muse …`, a raised one that lost its height, `1` on a line of its own) that are gathered
//! below a poem or a chapter: the numbers from the first on, and most of them called in their order since the notes before.

use crate::read::plain::label::{self, Count, Form, Label};
use crate::read::plain::markers::{Candidate, Shape, longest};
use crate::read::plain::notes::LabelledNote;
use crate::read::plain::units::Page;

/// How many units may stand between two labels: verses that a note quotes.
const BETWEEN: usize = 8;

/// How far above their notes markers are looked for, in units.
const REACH: usize = 1200;

/// How many notes the smallest gathering has, and how many gatherings show that a single note may be one.
const LEAST: (usize, usize) = (2, 2);

/// Finds the notes.
pub(super) fn find(page: &Page, candidates: &[Candidate]) -> Vec<LabelledNote> {
    let found = gather(page, candidates, LEAST.0);
    let habit = found.iter().filter(|n| n.label.number == 1).count() >= LEAST.1;
    if habit { gather(page, candidates, 1) } else { found }
}

/// The gatherings of `least` notes or more.
fn gather(page: &Page, candidates: &[Candidate], least: usize) -> Vec<LabelledNote> {
    let mut found: Vec<LabelledNote> = Vec::new();
    let (mut from, mut unit) = (0, 0);
    while unit < page.units.len() {
        let Some(first) = labelled(page, unit).filter(|l| l.number == 1) else {
            unit += 1;
            continue;
        };
        let notes = row(page, unit, first);
        let end = notes.last().map_or(unit + 1, |n| n.more.last().copied().unwrap_or(n.unit) + 1);
        if notes.len() >= least && are_called(candidates, from.max(unit.saturating_sub(REACH))..unit, &notes) {
            found.extend(notes);
            from = end;
            unit = end;
        } else {
            unit += 1;
        }
    }
    found
}

/// The bare or raised label of an open unit, which may be all of it.
fn labelled(page: &Page, unit: usize) -> Option<Label> {
    let text = page.str(unit);
    let label = label::parse(text).or_else(|| label::alone(text));
    label
        .filter(|l| l.count == Count::Figures && matches!(l.form, Form::Bare | Form::Superscript) && page.is_open(unit))
}

/// The notes from `unit` on whose numbers rise; of the last one only the units without a blank line before them.
fn row(page: &Page, unit: usize, first: Label) -> Vec<LabelledNote> {
    let mut notes = vec![LabelledNote { unit, label: first, more: Vec::new() }];
    let mut loose: Vec<usize> = Vec::new();
    for i in unit + 1..page.units.len() {
        let Some(last) = notes.last_mut() else { break };
        let next = labelled(page, i)
            .filter(|l| l.form == last.label.form && (1..=2).contains(&l.number.saturating_sub(last.label.number)));
        match next {
            Some(label) => {
                last.more = std::mem::take(&mut loose);
                notes.push(LabelledNote { unit: i, label, more: Vec::new() });
            }
            None if loose.len() < BETWEEN && page.is_open(i) && labelled(page, i).is_none_or(|l| l.number != 1) => {
                loose.push(i);
            }
            None => break,
        }
    }
    if let Some(last) = notes.last_mut() {
        let alone = last.label.len == page.str(last.unit).len();
        let near = |(k, i): (usize, &usize)| alone && k == 0 || !page.units[*i].opens;
        last.more = loose.iter().enumerate().take_while(|(k, i)| near((*k, *i))).map(|(_, i)| *i).collect();
    }
    notes
}

/// Whether most of the notes have a marker in those units, in their order.
fn are_called(candidates: &[Candidate], units: std::ops::Range<usize>, notes: &[LabelledNote]) -> bool {
    let greatest = notes.last().map_or(0, |n| n.label.number);
    let first = candidates.partition_point(|c| c.unit < units.start);
    let shape = |c: &Candidate| matches!(c.shape, Shape::AfterPoint | Shape::AfterLetter | Shape::Superscript);
    let fitting: Vec<&Candidate> = candidates[first..]
        .iter()
        .take_while(|c| c.unit < units.end)
        .filter(|c| c.count == Count::Figures && shape(c) && c.number <= greatest)
        .collect();
    longest(&fitting).len() * 3 >= notes.len() * 2
}
