//! Notes whose convention the text does not bear out. A section, an article, a verse or an item has a label like a note's,
//! and a figure or a star behind a word may be anything: labels without brackets make notes only where nearly all of
//! their kind are called, in order, and there are many of them or a heading above them says what they are.

use super::Doubt;
use crate::model::account::LineClass;
use crate::read::plain::label::{self, Count, Form, Label, SIDENOTE};
use crate::read::plain::markers::{Candidate, Resolved, Shape};
use crate::read::plain::notes::Scope;
use crate::read::plain::units::Page;
use std::collections::{HashMap, HashSet};

/// How many notes of a kind show by their number alone that the kind is one of notes.
const MANY: usize = 12;

/// How many notes there are at least where nothing else says that they are some.
const LEAST: usize = 2;

/// How many notes may have a flaw or two where nothing else in the text has such a label.
const SOME: usize = 6;

/// How many notes in brackets need no other evidence than their calls.
const BRACKETED: usize = 3;

/// How many notes in square brackets are few, and how many times as many such marks without a note show that they count
/// something else.
const FEW_BRACKETED: usize = 20;
const LOST: usize = 4;

/// How many times as many notes in brackets as of those that stars in brackets label show that these label none.
const FEW_SIGNS: usize = 20;

/// How many units above the first note its heading is looked for.
const ABOVE: usize = 3;

/// What labels have in common that a text uses for one thing.
type Kind = (Form, Series);

/// Whether labels count or repeat a sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Series {
    Numbers,
    Letters,
    Signs,
}

fn kind(label: &Label) -> Kind {
    let series = match label.count {
        Count::Letters => Series::Letters,
        Count::Signs => Series::Signs,
        _ => Series::Numbers,
    };
    (label.form, series)
}

/// What a text does with one kind of label.
#[derive(Clone, Debug, Default)]
struct Use {
    /// Its notes.
    notes: usize,
    /// Those that a marker calls.
    called: usize,
    /// Those below a heading of notes.
    headed: usize,
    /// Those whose number is the next after the one before, or the first.
    next: usize,
    /// The paragraphs that have such a label and are no notes.
    free: usize,
    /// How often each form of marker calls them.
    shapes: HashMap<Shape, usize>,
}

impl Use {
    /// Whether nearly all are called and counted without a gap.
    fn is_regular(&self) -> bool {
        self.called * 10 >= self.notes * 9 && self.next * 5 >= self.notes * 4
    }

    /// Whether the notes are what they look like, their labels saying nothing, among `brackets` notes whose labels do:
    /// many of them, or few without a flaw, or below a heading of their own.
    fn is_borne_out(&self, brackets: usize) -> bool {
        let many = self.notes >= MANY && self.is_regular() && self.free * 2 <= self.notes;
        let most = self.called == self.notes || self.notes >= LEAST && self.called * 3 >= self.notes * 2;
        let headed = self.headed == self.notes && self.called > 0 && most;
        let whole = self.called == self.notes && self.next == self.notes && self.shapes.len() <= 1;
        let some = self.notes >= SOME && self.called * 5 >= self.notes * 4 && self.next * 10 >= self.notes * 9;
        let few = self.notes >= LEAST && self.free == 0 && brackets == 0 && (whole || some);
        self.notes * 4 >= brackets && (many || headed) || few
    }

    /// Whether markers of the form that the labels have call them: round brackets are called by round ones.
    fn is_alike(&self, form: Form) -> bool {
        form != Form::Round || self.shapes.get(&Shape::Round).is_some_and(|round| round * 10 >= self.called * 9)
    }

    /// Whether a form of marker is the exception among those that call the notes.
    fn is_odd(&self, shape: Shape) -> bool {
        let weak = matches!(shape, Shape::Round | Shape::AfterPoint | Shape::AfterLetter);
        let shape = if shape == Shape::AfterLetter { Shape::AfterPoint } else { shape };
        weak && self.shapes.get(&shape).is_some_and(|n| n * 5 <= self.called)
    }
}

/// Takes out the notes that nothing bears out, with their markers: their units are open again, and what was taken for a
/// marker is text.
pub(in crate::read::plain) fn take_out(
    page: &mut Page,
    scopes: &mut Vec<Scope>,
    markers: &mut Vec<Resolved>,
    candidates: &[Candidate],
) -> Vec<Doubt> {
    let called: HashMap<usize, Shape> = markers.iter().filter_map(|m| Some((m.note?, m.shape))).collect();
    let uses = uses(page, scopes, &called);
    let brackets: usize = uses.iter().filter(|((form, _), _)| is_bracketed(*form)).map(|(_, u)| u.notes).sum();
    let signs = stars(page, scopes, markers, candidates, uses.values().map(|u| u.notes).sum());
    let orphans = markers.iter().filter(|m| m.note.is_none() && m.shape == Shape::Square).count();
    let specks = markers.iter().filter(|m| m.note.is_none() && m.shape == Shape::Superscript).count();
    let is_note = |unit: usize, label: &Label| {
        let found = &uses[&kind(label)];
        match kind(label) {
            _ if label.mark == SIDENOTE || label.form == Form::Footnote => true,
            (Form::Symbol, _) => signs,
            // among notes that say what they are a star in brackets before a passage is another thing
            (Form::Square, Series::Signs) => found.notes * FEW_SIGNS > brackets,
            (_, Series::Signs) => true,
            // a scan sees raised figures in letters and specks: most of them call nothing
            (Form::Superscript, _) if specks > found.called => false,
            (form, _) if is_bracketed(form) => {
                let odd = called.get(&unit).is_some_and(|shape| found.is_odd(*shape));
                let lost = form == Form::Square && found.notes < FEW_BRACKETED && orphans > found.called * LOST;
                !odd && !lost && (found.notes >= BRACKETED || found.is_regular() && found.free == 0)
            }
            (form, _) => found.is_alike(form) && found.is_borne_out(brackets),
        }
    };
    let mut doubts = Vec::new();
    let mut dismissed: HashSet<usize> = HashSet::new();
    for scope in scopes.iter_mut() {
        let mut out = Vec::new();
        scope.notes.retain(|n| {
            is_note(n.unit, &n.label) || {
                out.push(n.clone());
                false
            }
        });
        for note in out {
            dismissed.insert(note.unit);
            let start = page.units[note.unit].range.start;
            doubts.push(Doubt { rule: "note-label", range: start..start + note.label.len });
            [note.unit].iter().chain(&note.more).for_each(|unit| page.units[*unit].class = None);
        }
    }
    headings(page, &dismissed, &mut doubts);
    // of notes that say what they are the label stands, whatever was taken for their marker
    let worded: HashMap<usize, Kind> = scopes
        .iter()
        .flat_map(|s| &s.notes)
        .filter(|n| n.label.form == Form::Footnote)
        .map(|n| (n.unit, kind(&n.label)))
        .collect();
    let points = are_points(markers, &worded);
    let lines = are_of_lines(markers, &worded, orphans);
    let odd = |m: &Resolved| {
        let Some((unit, kind)) = m.note.and_then(|unit| Some((unit, worded.get(&unit)?))) else { return false };
        let found = &uses[kind];
        // of notes without a mark most are called, or none is but by the paragraph above
        let apart = unit.abs_diff(m.unit) > 1;
        let chance = kind.1 == Series::Signs && apart && found.called * 2 < found.notes;
        chance || found.is_odd(m.shape) || points && m.shape == Shape::Damaged || lines && m.shape == Shape::Square
    };
    let (kept, out): (Vec<Resolved>, Vec<Resolved>) = std::mem::take(markers)
        .into_iter()
        .partition(|m| !m.note.is_some_and(|unit| dismissed.contains(&unit)) && !odd(m) && !is_elision(page.text, m));
    // a form that calls no note any more is no marker's where none answers it either
    let calling: HashSet<Shape> = kept.iter().filter(|m| m.note.is_some()).map(|m| m.shape).collect();
    let gone: HashSet<Shape> = out.iter().map(|m| m.shape).filter(|shape| !calling.contains(shape)).collect();
    let (kept, loose): (Vec<Resolved>, Vec<Resolved>) =
        kept.into_iter().partition(|m| m.note.is_some() || !gone.contains(&m.shape));
    let out = out.into_iter().chain(loose);
    doubts.extend(out.map(|m| Doubt { rule: "note-marker", range: m.range }));
    *markers = kept;
    scopes.retain(|s| !s.notes.is_empty());
    doubts
}

/// How many of ten pairs must cross another to show that their numbers count something else than notes.
const CROSSED: usize = 2;

/// Whether numbers in square brackets, of which `orphans` call nothing, are those of a manuscript's lines and no marks of
/// the notes that are called so (`[Footnote 17: …]` on line 17): hardly one is answered, and the answers cross each other.
fn are_of_lines(markers: &[Resolved], worded: &HashMap<usize, Kind>, orphans: usize) -> bool {
    let numbered = |unit: &usize| worded.get(unit).is_some_and(|(_, series)| *series == Series::Numbers);
    let calls = markers.iter().filter(|m| m.shape == Shape::Square).filter_map(|m| m.note.filter(numbered));
    let notes: Vec<usize> = calls.collect();
    let crossed = notes.windows(2).filter(|pair| pair[1] < pair[0]).count();
    orphans > 2 * notes.len() && crossed * 10 >= notes.len() * CROSSED && crossed > 0
}

/// Whether what was taken for damaged markers of notes that say what they are (`(1)` for `[1]`) are the text's own points:
/// they are more than the markers in the notes' own form.
fn are_points(markers: &[Resolved], worded: &HashMap<usize, Kind>) -> bool {
    let calls = || markers.iter().filter(|m| m.note.is_some_and(|unit| worded.contains_key(&unit)));
    let damaged = calls().filter(|m| m.shape == Shape::Damaged).count();
    damaged * 2 > calls().count()
}

/// Whether what was taken for the rest of a raised figure stands for a vowel that is left out, as in `ten' eilan'`.
fn is_elision(text: &str, marker: &Resolved) -> bool {
    let sign = matches!(&text[marker.range.clone()], "'" | "’");
    marker.shape == Shape::Damaged && sign && text[..marker.range.start].ends_with(char::is_alphabetic)
}

fn is_bracketed(form: Form) -> bool {
    matches!(form, Form::Square | Form::Superscript | Form::Footnote | Form::Braced)
}

/// What the text does with each kind of label that notes have.
fn uses(page: &Page, scopes: &[Scope], called: &HashMap<usize, Shape>) -> HashMap<Kind, Use> {
    let mut uses: HashMap<Kind, Use> = HashMap::new();
    for scope in scopes {
        let headed = scope.notes.first().is_some_and(|n| is_headed(page, n.unit));
        let mut last: HashMap<Kind, u32> = HashMap::new();
        for note in &scope.notes {
            let (kind, number) = (kind(&note.label), note.label.number);
            let found = uses.entry(kind).or_default();
            found.notes += 1;
            found.headed += usize::from(headed);
            let before = last.insert(kind, number);
            let starred = note.label.count == Count::Starred;
            found.next += usize::from(number == 1 || starred || before.is_none_or(|n| number == n + 1));
            if let Some(shape) = called.get(&note.unit) {
                found.called += 1;
                // a figure behind a letter and one behind a stop stand glued alike, and what is damaged had a form once
                let shape = if *shape == Shape::AfterLetter { Shape::AfterPoint } else { *shape };
                if !matches!(shape, Shape::Damaged | Shape::Spaced) {
                    *found.shapes.entry(shape).or_default() += 1;
                }
            }
        }
    }
    for unit in (0..page.units.len()).filter(|i| page.is_body(*i)) {
        let label = label::parse(page.str(unit));
        if let Some(found) = label.and_then(|l| uses.get_mut(&kind(&l))) {
            found.free += 1;
        }
    }
    uses
}

/// Whether a heading of notes stands shortly above the unit.
fn is_headed(page: &Page, unit: usize) -> bool {
    (unit.saturating_sub(ABOVE)..unit).any(|i| page.units[i].class == Some(LineClass::NoteHeading))
}

/// How many times as many notes with signs there must be as other lines that begin with one.
const STARS: usize = 3;

/// How far below its marker a note with a sign stands at most, in units, where there are few.
const NEAR: usize = 12;

/// How few notes with signs are the exception, and among how many notes.
const FEW: (usize, usize) = (3, 10);

/// Whether the signs that label notes do, among `all` notes: hardly one stands before a line that no marker calls or
/// behind a word that no note answers, and each note has its marker close above.
fn stars(page: &Page, scopes: &[Scope], markers: &[Resolved], candidates: &[Candidate], all: usize) -> bool {
    let notes: HashSet<usize> =
        scopes.iter().flat_map(|s| &s.notes).filter(|n| n.label.form == Form::Symbol).map(|n| n.unit).collect();
    if notes.is_empty() || notes.len() < FEW.0 && all >= FEW.1 {
        return false;
    }
    let calls: Vec<(usize, usize)> =
        markers.iter().filter_map(|m| Some((m.note.filter(|n| notes.contains(n))?, m.unit))).collect();
    let labels = (0..page.units.len()).filter(|i| page.is_body(*i)).filter_map(|i| label::parse(page.str(i)));
    let free = labels.filter(|l| l.form == Form::Symbol).count();
    let signs = candidates.iter().filter(|c| c.shape == Shape::Sign).count();
    let close = calls.iter().filter(|(note, call)| note > call && note - call <= NEAR).count();
    // what stands in a row, one below the other, are items, but below a paragraph that calls them all
    let mut units: Vec<usize> = notes.iter().copied().collect();
    units.sort_unstable();
    let rows = units.windows(2).filter(|pair| pair[1] == pair[0] + 1).count();
    let places: HashSet<usize> = calls.iter().map(|(_, call)| *call).collect();
    let apart = rows * 2 < notes.len() || places.len() * 2 <= notes.len();
    let answered = signs <= 2 * calls.len();
    free * STARS <= notes.len() && answered && close * 10 >= notes.len() * 9 && apart
}

/// Opens the headings above notes of which none is left.
fn headings(page: &mut Page, dismissed: &HashSet<usize>, doubts: &mut Vec<Doubt>) {
    for unit in 0..page.units.len() {
        if page.units[unit].class != Some(LineClass::NoteHeading) {
            continue;
        }
        let shown = |i: &usize| !matches!(page.units[*i].class, Some(LineClass::NoteHeading | LineClass::Furniture));
        let below = (unit + 1..page.units.len()).find(shown);
        if below.is_some_and(|i| dismissed.contains(&i)) {
            page.units[unit].class = None;
            doubts.push(Doubt { rule: "note-heading", range: page.units[unit].range.clone() });
        }
    }
}
