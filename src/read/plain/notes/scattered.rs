//! Notes among the paragraphs: `[Footnote 1: …]` anywhere, `[1] …`, `1. …`, `(a) …` below the
//! paragraph that calls it.

use crate::read::plain::furniture::boilerplate;
use crate::read::plain::headings;
use crate::read::plain::label::{self, Count, Form, Label};
use crate::read::plain::lines;
use crate::read::plain::markers::{Candidate, Shape};
use crate::read::plain::notes::{LabelledNote, Scope, gathered, paired, renumbered};
use crate::read::plain::units::{Layout, Page};
use std::collections::{HashMap, HashSet};

/// How many units `[Footnote 1: …` may have before its closing bracket.
const LONGEST: usize = 60;

/// How far below its marker a note may stand whose label could be an item's, in units.
const NEAR: usize = 24;

/// From which number on a label in round brackets is hardly an item's, and how far below its marker its note may stand.
const HIGH: u32 = 10;
const FAR: usize = 120;

/// How many units that are no note's by their labels may stand between two notes.
const BETWEEN: usize = 8;

/// How many labels in square brackets show that all have them.
const BRACKETED: usize = 20;

/// How many times as many figures in round brackets as there are labels show that they are no notes'.
const REFERRED: usize = 3;

/// Finds the notes with the markers that call them: one scope, or one for each run of numbers where they begin
/// again (as they do below each chapter).
pub(super) fn find(page: &Page, candidates: &[Candidate]) -> Vec<Scope> {
    let mut notes = gathered::find(page, candidates);
    let within: HashSet<usize> = notes.iter().flat_map(|n| n.more.iter().copied()).collect();
    notes.extend(below(page, candidates).into_iter().filter(|n| !within.contains(&n.unit)));
    notes.extend(bracketed(page));
    notes.extend(braced(page));
    notes.sort_by_key(|n| n.unit);
    notes.dedup_by_key(|n| n.unit);
    let mut pairs = paired::find(&notes, candidates);
    pairs.extend(renumbered::find(&notes, candidates, &pairs));
    pairs.sort_unstable();
    // a number in brackets that nothing calls is no note's, unless it says that it is
    let called: HashSet<usize> = pairs.iter().map(|(_, unit)| *unit).collect();
    notes.retain(|n| !paired::is_sure(n.label.form) || n.label.form == Form::Footnote || called.contains(&n.unit));
    extend(page, candidates, &pairs, &mut notes);
    runs(page, notes, pairs)
}

/// How many notes stand below their paragraphs, as far as their form shows.
pub(super) fn count(page: &Page, candidates: &[Candidate]) -> usize {
    let mut notes = gathered::find(page, candidates);
    notes.extend(below(page, candidates));
    notes.extend(braced(page));
    notes.sort_by_key(|n| n.unit);
    notes.dedup_by_key(|n| n.unit);
    let called: HashSet<usize> = paired::find(&notes, candidates).into_iter().map(|(_, unit)| unit).collect();
    notes.iter().filter(|n| !paired::is_sure(n.label.form) || called.contains(&n.unit)).count()
}

/// All of `[Footnote 1: …]`.
fn bracketed(page: &Page) -> Vec<LabelledNote> {
    let mut notes = Vec::new();
    let mut unit = 0;
    while unit < page.units.len() {
        let label = label::parse(page.str(unit)).or_else(|| label::alone(page.str(unit)));
        let is_note = |l: &Label| l.form == Form::Footnote && page.is_open(unit);
        let lemma = label.as_ref().filter(|l| is_note(l)).and_then(|_| lemma(page, unit));
        let beside = || lemma.is_none() && is_beside_words(page.str(unit));
        if let Some(label) = label.filter(is_note).filter(|_| !beside() && !ends_in_text(page, unit)) {
            let alone = label.len == page.str(unit).len() && page.str(unit).ends_with(']');
            let more = match lemma {
                Some(last) => (unit + 1..=last).collect(),
                None if alone => set_in(page, unit),
                None => further(page, unit),
            };
            let last = more.last().map_or(unit, |l| *l);
            notes.push(LabelledNote { unit, label, more });
            unit = last;
        }
        unit += 1;
    }
    notes
}

/// All of `{2c} …`, where the text is marked so.
fn braced(page: &Page) -> Vec<LabelledNote> {
    if !super::are_braced(page) {
        return Vec::new();
    }
    let labelled = |unit: usize| label::braced(page.str(unit)).filter(|_| page.is_open(unit));
    let note = |unit: usize| labelled(unit).map(|label| LabelledNote { unit, label, more: Vec::new() });
    (0..page.units.len()).filter_map(note).collect()
}

/// Whether a note in brackets stands in one line or sentence with words of the text, which are no part of it:
/// `[Sidenote: 6] And so they waited.`
fn is_beside_words(text: &str) -> bool {
    text.starts_with('[') && label::closes(text).is_some_and(|end| label::is_text(&text[end..]))
}

/// Where a note ends whose first bracket closes behind the words of the text that it is on: in the unit that one bracket more
/// closes than all open, `[Footnote 3: _the weir_] A dam.`, verses, `so it was called.]`.
fn lemma(page: &Page, unit: usize) -> Option<usize> {
    if !is_beside_words(page.str(unit)) {
        return None;
    }
    let mut depth = 0;
    for i in (unit..page.units.len()).take(LONGEST).take_while(|i| page.is_open(*i)) {
        let text = page.str(i);
        if i > unit && (text.starts_with('[') || page.units[i].indent < page.units[unit].indent) {
            return None;
        }
        depth += text.bytes().map(|b| i32::from(b == b'[') - i32::from(b == b']')).sum::<i32>();
        if depth < 0 {
            return (text.ends_with(']') && depth == -1).then_some(i);
        }
    }
    None
}

/// Whether the bracket that a unit opens closes in another one, with words of the text behind it.
fn ends_in_text(page: &Page, unit: usize) -> bool {
    let mut depth = 0;
    for i in (unit..page.units.len()).take(LONGEST).take_while(|i| page.is_open(*i)) {
        for (at, c) in page.str(i).char_indices().filter(|(_, c)| matches!(c, '[' | ']')) {
            depth += if c == '[' { 1 } else { -1 };
            if depth == 0 {
                return i > unit && label::is_text(&page.str(i)[at + 1..]);
            }
        }
        if depth == 0 || i > unit && label::is_worded_note(page.str(i)) {
            return false;
        }
    }
    false
}

/// The further units up to the closing bracket; none if another note begins before it comes.
fn further(page: &Page, unit: usize) -> Vec<usize> {
    if !page.str(unit).starts_with('[') {
        return set_in(page, unit);
    }
    let Some(last) = boilerplate::closing(page, unit, LONGEST) else { return Vec::new() };
    let begins = |i: usize| label::parse(page.str(i)).is_some_and(|l| l.form == Form::Footnote);
    if (unit + 1..=last).any(begins) { Vec::new() } else { (unit + 1..=last).collect() }
}

/// The units below a label without brackets that stands alone: those that are set in, or the one below it.
fn set_in(page: &Page, unit: usize) -> Vec<usize> {
    let label = page.units[unit].indent;
    let begins = |i: usize| label::alone(page.str(i)).is_some_and(|l| l.form == Form::Footnote);
    let below = (unit + 1..page.units.len()).take(LONGEST).take_while(|i| page.is_open(*i) && !begins(*i));
    let inside: Vec<usize> = below.clone().take_while(|i| page.units[*i].indent > label).collect();
    if inside.is_empty() { below.take(1).collect() } else { inside }
}

/// Units with a label: in brackets or raised each for itself, whatever calls it; in other forms if a marker shortly
/// above has it, several do and no list goes on with a number that nothing calls.
fn below(page: &Page, candidates: &[Candidate]) -> Vec<LabelledNote> {
    let mut waiting: HashMap<(Count, u32), &Candidate> = HashMap::new();
    let mut called: HashSet<&str> = HashSet::new();
    let mut pending = candidates.iter().peekable();
    let mut found: Vec<(LabelledNote, bool)> = Vec::new();
    let mut unit = 0;
    let worded = super::are_worded(page);
    while unit < page.units.len() {
        while let Some(candidate) = pending.next_if(|c| c.unit < unit) {
            if calls(candidate) {
                waiting.insert((candidate.count, candidate.number), candidate);
                called.insert(candidate.mark.as_str());
            }
        }
        if let Some(label) = sure(page, unit).filter(|l| !worded && called.contains(l.mark.as_str())) {
            found.push((LabelledNote { unit, label, more: Vec::new() }, true));
            unit += 1;
            continue;
        }
        let labels = run(page, unit);
        let callers: Vec<Option<&Candidate>> = labels.iter().map(|l| caller(page, &waiting, l, unit)).collect();
        let whole = callers.iter().all(Option::is_some);
        for (i, (label, caller)) in labels.iter().zip(&callers).enumerate() {
            // what a marker glued to its word calls is a note, whatever calls its neighbours
            let own = |c: &Candidate| label.form == Form::Round && c.shape == Shape::Round && c.glued;
            let Some(caller) = caller.filter(|c| (whole || own(c)) && !headings::is_alike(page.str(unit + i))) else {
                continue;
            };
            let sure = matches!(caller.shape, Shape::Square | Shape::Superscript);
            waiting.remove(&(label.count, label.number));
            found.push((LabelledNote { unit: unit + i, label: label.clone(), more: Vec::new() }, sure));
        }
        unit += labels.len().max(1);
    }
    let mut forms: HashMap<Form, usize> = HashMap::new();
    found.iter().for_each(|(n, _)| *forms.entry(n.label.form).or_default() += 1);
    // where the notes have brackets, a number with a point counts paragraphs of the text
    let square = forms.get(&Form::Square).copied().unwrap_or(0);
    let rounds = candidates.iter().filter(|c| c.shape == Shape::Round && c.count == Count::Figures).count();
    let kept = |n: &LabelledNote, sure: bool| {
        let times = forms[&n.label.form];
        // what is referred to again and again are cases or propositions
        if n.label.form == Form::Round && n.label.count == Count::Figures && rounds > REFERRED * times {
            return false;
        }
        let other = !paired::is_sure(n.label.form) && square >= BRACKETED && square > 4 * times;
        (sure || times >= 2) && !other
    };
    found.into_iter().filter(|(n, sure)| kept(n, *sure)).map(|(n, _)| n).collect()
}

/// The label of an open unit in square brackets or raised; alone, if the note is below it.
fn sure(page: &Page, unit: usize) -> Option<Label> {
    let text = page.str(unit);
    let fits = |l: &Label| matches!(l.form, Form::Square | Form::Superscript) && l.count != Count::Signs;
    let label = label::parse(text).filter(|l| l.len < text.len()).or_else(|| label::alone(text));
    label.filter(|l| page.is_open(unit) && fits(l))
}

/// The further units of notes: what stands in the lines of the note itself, what is below a label alone, and what
/// stands between two notes whose markers both are above them.
fn extend(page: &Page, candidates: &[Candidate], pairs: &[(usize, usize)], notes: &mut [LabelledNote]) {
    let place: HashMap<usize, usize> = candidates.iter().map(|c| (c.range.start, c.unit)).collect();
    let caller: HashMap<usize, usize> = pairs.iter().filter_map(|(at, note)| Some((*note, *place.get(at)?))).collect();
    for index in 0..notes.len() {
        let note = &notes[index];
        if !note.more.is_empty() || !paired::is_sure(note.label.form) || note.label.form == Form::Footnote {
            continue;
        }
        let next = notes.get(index + 1).map(|n| n.unit);
        let free = |i: &usize| page.is_open(*i) && Some(*i) != next && !headings::is_alike(page.str(*i));
        let mut end = note.unit + 1;
        if note.label.len == page.str(note.unit).len() && (end..page.units.len()).take(1).any(|i| page.is_open(i)) {
            end += 1;
        }
        let wrapped = page.layout == Layout::Wrapped;
        while wrapped && end < page.units.len() && !page.units[end].opens && free(&end) && sure(page, end).is_none() {
            end += 1;
        }
        let before = |next: usize| caller.get(&next).is_some_and(|unit| *unit < note.unit);
        if let Some(next) = next.filter(|next| *next > end && *next - end <= BETWEEN && before(*next))
            && (end..next).all(|i| free(&i))
        {
            end = next;
        }
        notes[index].more = (notes[index].unit + 1..end).collect();
    }
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
    !matches!(label.form, Form::Bullet | Form::Symbol) && !paired::is_sure(label.form) && label.count != Count::Romans
}

/// Whether the candidate may call a note below its paragraph.
pub(super) fn calls(c: &Candidate) -> bool {
    match c.shape {
        Shape::Square | Shape::Superscript | Shape::AfterPoint | Shape::AfterLetter => c.strong,
        Shape::Round => c.glued || c.closed,
        Shape::Braced => true,
        _ => false,
    }
}

/// The marker that waits for a note with this label.
fn caller<'a>(
    page: &Page,
    waiting: &HashMap<(Count, u32), &'a Candidate>,
    label: &Label,
    unit: usize,
) -> Option<&'a Candidate> {
    let found = waiting.get(&(label.count, label.number))?;
    let fits = match label.form {
        Form::Round | Form::HalfRound => found.shape == Shape::Round || found.count == Count::Figures,
        _ => found.count == Count::Figures && (found.shape != Shape::Round || found.glued),
    };
    // the number of a long row, in the same brackets and close to its word, is no item's
    let far = label.form == Form::Round && found.shape == Shape::Round && found.glued && label.number >= HIGH;
    (fits && apart(page, found.unit, unit) <= if far { FAR } else { NEAR }).then_some(*found)
}

/// A scope ends where a number comes again.
fn runs(page: &Page, notes: Vec<LabelledNote>, pairs: Vec<(usize, usize)>) -> Vec<Scope> {
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
                scopes.push(Scope { body: start..end, notes: vec![note], pairs: Vec::new() });
            }
        }
    }
    for (marker, unit) in pairs {
        let at = scopes.partition_point(|s| s.notes.last().is_some_and(|n| n.unit < unit));
        if let Some(scope) = scopes.get_mut(at) {
            scope.pairs.push((marker, unit));
        }
    }
    if let Some(last) = scopes.last_mut() {
        last.body.end = page.units.len();
    }
    scopes
}

/// How far a note stands below its marker, in units, the verses of a stanza being one.
fn apart(page: &Page, marker: usize, note: usize) -> usize {
    let within = |i: &usize| !page.units[*i].opens && page.units[*i].shape == lines::Shape::Verse;
    match note - marker {
        units @ ..=NEAR => units,
        units => units - (marker + 1..=note).rev().take(FARTHEST).filter(within).count(),
    }
}

/// How many units are looked through between a marker and its note.
const FARTHEST: usize = 600;
