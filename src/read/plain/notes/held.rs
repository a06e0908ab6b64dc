//! Labels that are none of notes, told before notes are looked for: those of a text whose notes all say what they are
//! (`[Footnote 1: …]`), of a statute's clauses, of rows of bullets, and stars that are a print's dirt.

use crate::model::account::LineClass;
use crate::read::plain::label::{self, Count, Form, Label};
use crate::read::plain::markers::{Candidate, Shape};
use crate::read::plain::units::Page;

/// How many notes must say what they are before no other form is taken for one.
const WORDED: usize = 10;
/// How many clauses a statute has at least, of each of two kinds of number.
const CLAUSES: usize = 12;
/// How many bullets stand in a row, and how many of them there are at least.
const BULLETS: (usize, usize) = (3, 6);

/// How far apart bullets stand at most, in units.
const NEAR: usize = 3;

/// Takes candidates away that call nothing, and keeps the units whose labels are none of notes from being taken for such:
/// they are given back by [`release`]. Those of `running` are known already.
pub(super) fn hold(page: &mut Page, candidates: &mut Vec<Candidate>, running: Vec<usize>) -> Vec<usize> {
    let labels: Vec<(usize, Label)> = (0..page.units.len())
        .filter(|unit| page.is_open(*unit))
        .filter_map(|unit| Some((unit, label::parse(page.str(unit))?)))
        .collect();
    let mut held = running;
    if are_all_worded(&labels, candidates) {
        candidates.retain(|c| !matches!(c.shape, Shape::Round | Shape::AfterLetter | Shape::AfterPoint));
        let other = |l: &Label| matches!(l.form, Form::Dot | Form::Round | Form::HalfRound | Form::Bare);
        held.extend(labels.iter().filter(|(_, l)| other(l)).map(|(unit, _)| *unit));
    }
    let round = |count: Count| labels.iter().filter(|(_, l)| l.form == Form::Round && l.count == count).count();
    if round(Count::Letters) >= CLAUSES && round(Count::Figures) >= CLAUSES {
        candidates.retain(|c| c.shape != Shape::Round);
        held.extend(labels.iter().filter(|(_, l)| l.form == Form::Round).map(|(unit, _)| *unit));
    }
    let stars: Vec<usize> = labels.iter().filter(|(_, l)| is_star(l)).map(|(unit, _)| *unit).collect();
    let calls = candidates.iter().filter(|c| c.shape == Shape::Sign && c.mark == "*").count();
    // `[*Footnote: …]`: what calls such notes is no dirt
    let said = labels.iter().filter(|(_, l)| l.form == Form::Footnote && l.mark == "*" && l.number > 0).count();
    let dirt = (1..=2).contains(&stars.len()) && calls >= stars.len() + 2 && said * 2 < calls;
    if dirt || are_bullets(&stars) && calls * 2 < stars.len() {
        candidates.retain(|c| c.shape != Shape::Sign || c.mark != "*");
        held.extend(stars);
    }
    // `[ ] none  [*] some`: boxes, of which some are ticked
    if page.text.contains("[ ]") {
        candidates.retain(|c| c.shape != Shape::Square || c.count != Count::Signs);
        let ticked = |l: &Label| l.form == Form::Square && l.count == Count::Signs;
        held.extend(labels.iter().filter(|(_, l)| ticked(l)).map(|(unit, _)| *unit));
    }
    held.extend(led(page, &labels));
    held.extend(prompted(page));
    held.sort_unstable();
    held.dedup();
    held.iter().for_each(|unit| page.classify(*unit, LineClass::Body));
    held
}

/// The stars in rows, unit by unit, that a colon leads to: the items of a list.
fn led(page: &Page, labels: &[(usize, Label)]) -> Vec<usize> {
    let stars: Vec<usize> = labels.iter().filter(|(_, l)| is_star(l)).map(|(unit, _)| *unit).collect();
    let colon = |unit: usize| unit.checked_sub(1).is_some_and(|above| page.str(above).ends_with([':', '—']));
    let rows = stars.chunk_by(|a, b| b - a == 1).filter(|row| row.len() >= BULLETS.0 && colon(row[0]));
    rows.flatten().copied().collect()
}

/// The prompt of a program that is talked to.
const PROMPT: &str = ">>>";

/// What a program answers: `[3]` below a line with its prompt, which may be all of its line.
fn prompted(page: &Page) -> Vec<usize> {
    if !page.text.contains(PROMPT) {
        return Vec::new();
    }
    let lines = |i: usize| page.str(i).lines();
    let above = |i: usize| i > 0 && lines(i - 1).next_back().is_some_and(|line| line.trim_start().starts_with(PROMPT));
    let answer = |i: &usize| page.is_open(*i) && page.str(*i).starts_with('[') && above(*i);
    (1..page.units.len()).filter(answer).collect()
}

/// How many units a comment of a program has at most.
const COMMENT: usize = 60;

/// Makes text of the units between `/*` and `*/`: the star that each begins with is the comment's.
pub(in crate::read::plain) fn comments(page: &mut Page) {
    let mut unit = 0;
    while unit < page.units.len() {
        let opens = page.str(unit).starts_with("/*") && !page.str(unit).contains("*/");
        let closes = || (unit + 1..page.units.len()).take(COMMENT).find(|i| page.str(*i).contains("*/"));
        let end = if opens { closes() } else { None };
        let stars = |page: &Page, to: usize| (unit + 1..to).all(|i| page.str(i).starts_with('*'));
        if let Some(end) = end.filter(|end| *end > unit + 1 && stars(page, *end)) {
            (unit + 1..end).for_each(|i| page.classify(i, LineClass::Body));
            unit = end;
        }
        unit += 1;
    }
}

/// Gives back what was held.
pub(super) fn release(page: &mut Page, held: &[usize]) {
    held.iter().for_each(|unit| page.units[*unit].class = None);
}

fn is_star(label: &Label) -> bool {
    label.form == Form::Symbol && label.mark == "*"
}

/// Whether the notes say what they are and nearly all are called by their mark in square brackets.
fn are_all_worded(labels: &[(usize, Label)], candidates: &[Candidate]) -> bool {
    let worded = labels.iter().filter(|(_, l)| l.form == Form::Footnote && l.count == Count::Figures).count();
    let called = candidates.iter().filter(|c| c.shape == Shape::Square && c.count == Count::Figures).count();
    worded >= WORDED && called * 10 >= worded * 9
}

/// Whether most of the units that begin with a star stand in rows of several.
fn are_bullets(stars: &[usize]) -> bool {
    let rows = stars.chunk_by(|a, b| b - a <= NEAR).filter(|row| row.len() >= BULLETS.0);
    let among: usize = rows.map(<[usize]>::len).sum();
    stars.len() >= BULLETS.1 && among * 2 >= stars.len()
}
