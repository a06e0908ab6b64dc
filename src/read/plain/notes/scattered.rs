//! Notes among the paragraphs: `[Footnote 1: …]` anywhere, `[1] …`, `1. …`, `(a) …` below the
//! paragraph that calls it.

use crate::read::plain::furniture::boilerplate;
use crate::read::plain::headings;
use crate::read::plain::label::{self, Count, Form, Label};
use crate::read::plain::markers::{Candidate, Shape};
use crate::read::plain::notes::{LabelledNote, Scope};
use crate::read::plain::units::Page;
use std::collections::{HashMap, HashSet};

/// How many units `[Footnote 1: …` may have before its closing bracket.
const LONGEST: usize = 60;

/// How far below its marker a note may stand, in units.
const NEAR: usize = 24;

/// Finds the notes: one scope, or one for each run of numbers where they begin again (as they do
/// below each chapter).
pub(super) fn find(page: &Page, candidates: &[Candidate]) -> Vec<Scope> {
    let mut notes = below(page, candidates);
    notes.extend(bracketed(page));
    notes.sort_by_key(|n| n.unit);
    notes.dedup_by_key(|n| n.unit);
    runs(page, notes)
}

/// How many notes stand below their paragraphs, as far as their form shows.
pub(super) fn count(page: &Page, candidates: &[Candidate]) -> usize {
    below(page, candidates).len()
}

/// All of `[Footnote 1: …]`.
fn bracketed(page: &Page) -> Vec<LabelledNote> {
    let mut notes = Vec::new();
    let mut unit = 0;
    while unit < page.units.len() {
        let label = label::parse(page.str(unit)).filter(|l| l.form == Form::Footnote && page.is_open(unit));
        if let Some(label) = label {
            let more = further(page, unit);
            let last = more.last().map_or(unit, |l| *l);
            notes.push(LabelledNote { unit, label, more });
            unit = last;
        }
        unit += 1;
    }
    notes
}

/// The further units up to the closing bracket; none if another note begins before it comes.
fn further(page: &Page, unit: usize) -> Vec<usize> {
    let Some(last) = boilerplate::closing(page, unit, LONGEST) else { return Vec::new() };
    let begins = |i: usize| label::parse(page.str(i)).is_some_and(|l| l.form == Form::Footnote);
    if (unit + 1..=last).any(begins) { Vec::new() } else { (unit + 1..=last).collect() }
}

/// Units whose label a marker shortly above has: in brackets or raised each for itself, in other
/// forms if several do and no list goes on with a number that nothing calls.
fn below(page: &Page, candidates: &[Candidate]) -> Vec<LabelledNote> {
    let mut waiting: HashMap<(Count, u32), &Candidate> = HashMap::new();
    let mut pending = candidates.iter().peekable();
    let mut found: Vec<(LabelledNote, bool)> = Vec::new();
    let mut unit = 0;
    while unit < page.units.len() {
        while let Some(candidate) = pending.next_if(|c| c.unit < unit) {
            if calls(candidate) {
                waiting.insert((candidate.count, candidate.number), candidate);
            }
        }
        let labels = run(page, unit);
        let callers: Vec<Option<&Candidate>> = labels.iter().map(|l| caller(&waiting, l, unit)).collect();
        let whole = callers.iter().all(Option::is_some);
        for (i, (label, caller)) in labels.iter().zip(&callers).enumerate() {
            let Some(caller) = caller else { continue };
            let alone = matches!(label.form, Form::Square | Form::Superscript);
            if !alone && (!whole || headings::is_alike(page.str(unit + i))) {
                continue;
            }
            let sure = alone || matches!(caller.shape, Shape::Square | Shape::Superscript);
            waiting.remove(&(label.count, label.number));
            found.push((LabelledNote { unit: unit + i, label: label.clone(), more: Vec::new() }, sure));
        }
        unit += labels.len().max(1);
    }
    let mut forms: HashMap<Form, usize> = HashMap::new();
    found.iter().for_each(|(n, _)| *forms.entry(n.label.form).or_default() += 1);
    found.into_iter().filter(|(n, sure)| *sure || forms[&n.label.form] >= 2).map(|(n, _)| n).collect()
}

/// The labels of the open units from `unit` on that count on.
fn run(page: &Page, unit: usize) -> Vec<Label> {
    let mut labels: Vec<Label> = Vec::new();
    for i in unit..page.units.len() {
        let label = label::parse(page.str(i)).filter(|l| page.is_open(i) && is_note_form(l));
        match label {
            Some(label) if labels.last().is_none_or(|last| label.follows(last)) => labels.push(label),
            _ => break,
        }
    }
    labels
}

fn is_note_form(label: &Label) -> bool {
    !matches!(label.form, Form::Bullet | Form::Symbol | Form::Footnote) && label.count != Count::Romans
}

/// Whether the candidate may call a note below its paragraph.
fn calls(c: &Candidate) -> bool {
    match c.shape {
        Shape::Square | Shape::Superscript | Shape::AfterPoint | Shape::AfterLetter => c.strong,
        Shape::Round => c.glued || c.closed,
        _ => false,
    }
}

/// The marker that waits for a note with this label.
fn caller<'a>(waiting: &HashMap<(Count, u32), &'a Candidate>, label: &Label, unit: usize) -> Option<&'a Candidate> {
    let found = waiting.get(&(label.count, label.number))?;
    let fits = match label.form {
        Form::Round | Form::HalfRound => found.shape == Shape::Round || found.count == Count::Figures,
        Form::Square => found.shape == Shape::Square || (found.shape != Shape::Round && found.count == Count::Figures),
        _ => found.count == Count::Figures && (found.shape != Shape::Round || found.glued),
    };
    (fits && unit - found.unit <= NEAR).then_some(*found)
}

/// A scope ends where a number comes again.
fn runs(page: &Page, notes: Vec<LabelledNote>) -> Vec<Scope> {
    let mut scopes: Vec<Scope> = Vec::new();
    let mut seen: HashSet<(Count, u32)> = HashSet::new();
    for note in notes {
        let end = note.more.last().map_or(note.unit, |last| *last) + 1;
        let begins = !seen.insert((note.label.count, note.label.number)) && note.label.count != Count::Signs;
        match scopes.last_mut() {
            Some(scope) if !begins => {
                scope.body.end = end;
                scope.notes.push(note);
            }
            last => {
                let start = last.map_or(0, |scope| scope.body.end);
                seen = HashSet::from([(note.label.count, note.label.number)]);
                scopes.push(Scope { body: start..end, notes: vec![note] });
            }
        }
    }
    if let Some(last) = scopes.last_mut() {
        last.body.end = page.units.len();
    }
    scopes
}
