//! Notes at the end without a heading. A list looks the same: they are notes only if markers
//! in the text before them call at least half of them.

use super::super::headings;
use super::super::label::{self, Count, Form};
use super::super::markers::Candidate;
use super::super::units::Page;
use super::{GAP, Scope, collect};
use std::collections::HashSet;

/// How many units without a label may stand in a row in notes.
const LOOSE: usize = 8;

/// Finds the notes, trying each form of label and taking the one with most of them.
pub(super) fn find(page: &Page, candidates: &[Candidate]) -> Option<Scope> {
    let forms = [Form::Dot, Form::Bare, Form::Square, Form::Round, Form::HalfRound, Form::Superscript];
    let found = forms.iter().filter_map(|form| first_unit(page, *form));
    let scopes = found.map(|first| Scope { body: 0..first, notes: collect(page, first..page.units.len()) });
    scopes.filter(|scope| is_called(scope, candidates)).max_by_key(|scope| scope.notes.len())
}

/// The unit of the first note, going back from the end over falling numbers.
fn first_unit(page: &Page, form: Form) -> Option<usize> {
    let mut first: Option<(usize, u32)> = None;
    let mut loose = 0;
    for unit in (0..page.units.len()).rev().filter(|i| page.is_open(*i)) {
        let text = page.str(unit);
        let label = label::parse(text).filter(|l| l.form == form && l.count == Count::Figures);
        let falls = |number: u32| first.is_none_or(|(_, last)| number < last && last - number <= GAP);
        if let Some(number) = label.map(|l| l.number).filter(|n| falls(*n)) {
            first = Some((unit, number));
            loose = 0;
            if number == 1 {
                break;
            }
        } else {
            loose += 1;
            if loose > LOOSE || headings::is_alike(text) {
                break;
            }
        }
    }
    first.map(|(unit, _)| unit)
}

/// Whether markers before the notes call at least half of them, and none among them calls one: then they
/// stand below their paragraphs ([`super::scattered`]), as a single one in square brackets
/// with prose below does.
fn is_called(scope: &Scope, candidates: &[Candidate]) -> bool {
    let figures = || candidates.iter().filter(|c| c.count == Count::Figures);
    let marks: HashSet<u32> = figures().take_while(|c| c.unit < scope.body.end).map(|c| c.number).collect();
    let numbers: HashSet<u32> = scope.notes.iter().map(|n| n.label.number).collect();
    let further: HashSet<usize> = scope.notes.iter().flat_map(|n| n.more.iter().copied()).collect();
    let among =
        figures().any(|c| further.contains(&c.unit) && numbers.contains(&c.number) && !marks.contains(&c.number));
    let single = matches!(&scope.notes[..], [note] if note.label.form == Form::Square && !note.more.is_empty());
    let called = scope.notes.iter().filter(|n| marks.contains(&n.label.number)).count();
    called >= 1 && called * 2 >= scope.notes.len() && !among && !single
}
