//! Notes at the end without a heading. A list looks the same: they are notes only if markers
//! in the text before them call at least half of them.

use crate::read::plain::headings;
use crate::read::plain::label::{self, Count, Form};
use crate::read::plain::markers::Candidate;
use crate::read::plain::notes::{GAP, Scope, collect};
use crate::read::plain::units::Page;
use std::collections::HashSet;

/// How many units without a label may stand in a row in notes.
const LOOSE: usize = 8;

/// How many units the notes of a chapter may have.
const LONGEST: usize = 300;

/// Finds the notes, trying each form of label and taking the one with most of them; where those
/// begin again at 1, also the notes at the end of each chapter before.
pub(super) fn find(page: &Page, candidates: &[Candidate]) -> Vec<Scope> {
    let Some(last) = at_the_end(page, candidates) else { return Vec::new() };
    // where more notes say that they are, a numbered list is none
    if page.text.match_indices("[Footnote ").nth(last.notes.len()).is_some() {
        return Vec::new();
    }
    let mut scopes = chapters(page, candidates, &last);
    let start = scopes.last().map_or(0, end_of);
    scopes.push(Scope { body: start..last.body.end, notes: last.notes, pairs: Vec::new() });
    scopes
}

/// The notes of the chapters before the last: they begin at 1, have the form of the last ones,
/// are all called in their own chapter, and end at a heading.
fn chapters(page: &Page, candidates: &[Candidate], last: &Scope) -> Vec<Scope> {
    let mut scopes = Vec::new();
    let (mut start, mut unit) = (0, 0);
    while unit < last.body.end {
        let first = label::parse(page.str(unit)).filter(|l| page.is_open(unit) && l.number == 1);
        if first.is_some_and(|l| (l.form, l.count) == (last.notes[0].label.form, last.notes[0].label.count)) {
            let scope = Scope {
                body: start..unit,
                notes: collect(page, unit..last.body.end.min(unit + LONGEST)),
                pairs: Vec::new(),
            };
            let end = end_of(&scope);
            let closed = end < last.body.end && headings::is_alike(page.str(end));
            if closed && scope.notes.iter().all(|n| n.more.len() <= 1) && is_all_called(&scope, candidates) {
                start = end;
                scopes.push(scope);
                unit = end;
            }
        }
        unit += 1;
    }
    scopes
}

fn end_of(scope: &Scope) -> usize {
    scope.notes.last().map_or(scope.body.end, |n| n.more.last().copied().unwrap_or(n.unit) + 1)
}

fn is_all_called(scope: &Scope, candidates: &[Candidate]) -> bool {
    let called =
        |number: u32| candidates.iter().any(|c| scope.body.contains(&c.unit) && c.number == number && c.strong);
    scope.notes.iter().all(|n| called(n.label.number))
}

fn at_the_end(page: &Page, candidates: &[Candidate]) -> Option<Scope> {
    let forms = [Form::Dot, Form::Bare, Form::Square, Form::Round, Form::HalfRound, Form::Superscript];
    let found = forms.iter().filter_map(|form| first_unit(page, *form));
    let scopes =
        found.map(|first| Scope { body: 0..first, notes: collect(page, first..page.units.len()), pairs: Vec::new() });
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
