//! Which marker calls which note, where both show what they are by their brackets or by being raised: each note is
//! that of the nearest marker before it that has its mark and no note yet. How far apart they stand says nothing.

use crate::read::plain::label::{Count, Form, SIDENOTE};
use crate::read::plain::markers::{Candidate, Shape};
use crate::read::plain::notes::{LabelledNote, scattered};
use std::collections::{HashMap, HashSet};

/// What happens to a mark, in the order of the text.
#[derive(Clone, Copy)]
enum Event {
    /// A marker, by the index of its candidate.
    Call(usize),
    /// A note, by its index.
    Note(usize),
}

/// Whether labels of the form say by themselves that they are labels.
pub(super) fn is_sure(form: Form) -> bool {
    matches!(form, Form::Square | Form::Superscript | Form::Footnote | Form::Braced)
}

/// The pairs: where the marker begins, in bytes of the witness, and the unit of its note.
pub(super) fn find(notes: &[LabelledNote], candidates: &[Candidate]) -> Vec<(usize, usize)> {
    let labelled: HashSet<usize> = notes.iter().flat_map(|n| n.more.iter().copied().chain([n.unit])).collect();
    // markers inside notes are looked at once those of the text are known
    let inside = |c: &Candidate| labelled.contains(&c.unit);
    let mut events: HashMap<&str, Vec<(usize, Event)>> = HashMap::new();
    for (i, c) in candidates.iter().enumerate().filter(|(_, c)| scattered::calls(c) || c.shape == Shape::Sign) {
        if !inside(c) {
            events.entry(c.mark.as_str()).or_default().push((c.unit, Event::Call(i)));
        }
    }
    let meant = |n: &LabelledNote| is_sure(n.label.form) || n.label.count == Count::Signs;
    for (i, note) in notes.iter().enumerate().filter(|(_, n)| meant(n) && n.label.mark != SIDENOTE) {
        events.entry(note.label.mark.as_str()).or_default().push((note.unit, Event::Note(i)));
    }
    let starts: Vec<usize> = notes.iter().map(|n| n.unit).collect();
    let mut pairs = Vec::new();
    for mut row in events.into_values() {
        // a marker in the unit of a note comes after its label
        row.sort_by_key(|(unit, event)| (*unit, matches!(event, Event::Call(_))));
        one(&row, notes, candidates, &starts, &mut pairs);
    }
    pairs.sort_unstable();
    passed_over(&mut pairs, notes, candidates);
    pairs
}

/// How many rows of notes between a marker and a note show that it is not its note.
const ROWS: usize = 3;

/// How many rows are looked at.
const LOOKED_AT: usize = 64;

/// Takes out the pairs that whole rows of other notes stand between: numbers that begin again three times and more below
/// the marker, with their notes above the note, belong to pages or chapters of their own.
fn passed_over(pairs: &mut Vec<(usize, usize)>, notes: &[LabelledNote], candidates: &[Candidate]) {
    let label = |unit: usize| notes.binary_search_by_key(&unit, |n| n.unit).ok().map(|i| &notes[i].label);
    let counted = |unit: usize| label(unit).filter(|l| matches!(l.count, Count::Figures | Count::Letters));
    let unit_of =
        |start: usize| candidates.binary_search_by_key(&start, |c| c.range.start).map_or(0, |i| candidates[i].unit);
    let first = |(start, note): &(usize, usize)| {
        counted(*note).filter(|l| l.number == 1).map(|l| (unit_of(*start), *note, l.count))
    };
    let firsts: Vec<(usize, usize, Count)> = pairs.iter().filter_map(first).collect();
    pairs.retain(|(start, note)| {
        let Some(count) = counted(*note).map(|l| l.count) else { return true };
        let from = firsts.partition_point(|(call, ..)| *call <= unit_of(*start));
        let between = firsts[from..].iter().take(LOOKED_AT).take_while(|(call, ..)| call < note);
        between.filter(|(_, own, c)| own < note && *c == count).take(ROWS).count() < ROWS
    });
}

/// The pairs of one mark. Markers without a note between wait together; of more than the notes that come then, those
/// that a note of any mark parts from the ones before are the nearer.
fn one(
    row: &[(usize, Event)],
    notes: &[LabelledNote],
    candidates: &[Candidate],
    starts: &[usize],
    pairs: &mut Vec<(usize, usize)>,
) {
    let mut waiting: Vec<usize> = Vec::new();
    let mut at = 0;
    while at < row.len() {
        let mut come: Vec<usize> = Vec::new();
        while let Some((_, Event::Note(note))) = row.get(at) {
            come.push(*note);
            at += 1;
        }
        if let Some(first) = come.first() {
            waiting.retain(|c| fits(&candidates[*c], &notes[*first]));
            let nearest = nearest(&waiting, come.len(), candidates, starts);
            let called: Vec<usize> = nearest.filter(|i| *i < waiting.len()).map(|i| waiting[i]).collect();
            pairs.extend(called.iter().zip(&come).map(|(c, n)| (candidates[*c].range.start, notes[*n].unit)));
            // a sign that the next note of its kind has passed over is answered by none
            let sign = notes[*first].label.count == Count::Signs;
            let again = |c: &usize| {
                let apart = |other: &usize| candidates[*other].unit.abs_diff(candidates[*c].unit);
                called.iter().any(|other| apart(other) <= AGAIN)
            };
            waiting.retain(|c| !sign && !again(c));
        }
        while let Some((_, Event::Call(candidate))) = row.get(at) {
            waiting.push(*candidate);
            at += 1;
        }
    }
}

/// How far apart a marker and its repetition stand, in units.
const AGAIN: usize = 12;

/// How many markers are looked at between a marker and its repetition.
const MANY: usize = 64;

/// Which of the waiting markers the notes that come belong to, by index: as many as there are notes, the last ones;
/// but of markers close together that no note parts the first, for the mark is only repeated.
fn nearest(waiting: &[usize], notes: usize, candidates: &[Candidate], starts: &[usize]) -> std::ops::Range<usize> {
    let mut first = waiting.len().saturating_sub(notes);
    if waiting.last().is_some_and(|last| candidates[*last].count == Count::Signs) {
        return first..waiting.len();
    }
    let unit = |i: usize| candidates[waiting[i]].unit;
    let before = |i: usize| starts.partition_point(|start| *start <= unit(i));
    // a smaller number between them begins another row
    let row = |i: usize| {
        let (from, to) = (waiting[i - 1], waiting[i]);
        let mut between = candidates[from + 1..to].iter().take(MANY).filter(|c| c.count == candidates[to].count);
        between.all(|c| c.number >= candidates[to].number)
    };
    while first > 0 && unit(first) - unit(first - 1) <= AGAIN && before(first - 1) == before(first) && row(first) {
        first -= 1;
    }
    first..(first + notes).min(waiting.len())
}

/// How far below a star a note without a mark of its own stands at most, in units.
const NEAR: usize = 24;

/// Whether the form of the marker may call a note of this form.
fn fits(c: &Candidate, note: &LabelledNote) -> bool {
    match (note.label.form, note.label.count) {
        (_, Count::Signs) => c.count == Count::Signs && (note.label.number > 0 || note.unit <= c.unit + NEAR),
        (Form::Footnote, _) => true,
        (Form::Braced, _) => c.shape == Shape::Braced,
        (Form::Square, _) => c.shape == Shape::Square || c.shape != Shape::Round && c.count == Count::Figures,
        _ => c.count == Count::Figures && (c.shape != Shape::Round || c.glued),
    }
}
