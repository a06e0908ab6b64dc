//! Notes among the paragraphs: `[Footnote 1: …]` anywhere, `[1] …` below the paragraph that
//! calls it.

use super::super::label::{self, Count, Form};
use super::super::markers::{Candidate, Shape};
use super::super::units::Page;
use super::{Found, Scope};
use std::collections::HashSet;

/// How many units `[Footnote 1: …` may have before its closing bracket.
const LONGEST: usize = 6;

/// Finds the notes: one scope, or one for each run of numbers where they begin again (as they do
/// below each chapter).
pub(super) fn find(page: &Page, candidates: &[Candidate]) -> Vec<Scope> {
    let mut called: HashSet<(Count, u32)> = HashSet::new();
    let mut pending = candidates.iter().filter(|c| c.shape == Shape::Square).peekable();
    let mut notes: Vec<Found> = Vec::new();
    let mut unit = 0;
    while unit < page.units.len() {
        while let Some(candidate) = pending.next_if(|c| c.unit < unit) {
            called.insert((candidate.count, candidate.number));
        }
        let label = label::parse(page.str(unit)).filter(|_| page.is_open(unit));
        match label {
            Some(label) if label.form == Form::Footnote => {
                let more = bracketed(page, unit);
                let next = more.last().map_or(unit, |l| *l);
                notes.push(Found { unit, label, more });
                unit = next;
            }
            Some(label) if label.form == Form::Square && called.remove(&(label.count, label.number)) => {
                notes.push(Found { unit, label, more: Vec::new() });
            }
            _ => {}
        }
        unit += 1;
    }
    runs(page, notes)
}

/// A scope ends where a number comes again.
fn runs(page: &Page, notes: Vec<Found>) -> Vec<Scope> {
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

/// The further units up to the closing bracket, or none if it does not come.
fn bracketed(page: &Page, unit: usize) -> Vec<usize> {
    if page.str(unit).ends_with(']') {
        return Vec::new();
    }
    let next: Vec<usize> = (unit + 1..page.units.len()).take(LONGEST).take_while(|i| page.is_open(*i)).collect();
    match next.iter().position(|i| page.str(*i).ends_with(']')) {
        Some(last) => next[..=last].to_vec(),
        None => Vec::new(),
    }
}
