//! Notes: where they stand and how they are labelled. One file for each convention; what they
//! find is the same. Which marker calls a note is [`super::markers`]' business.

mod braces;
mod cited;
mod damaged;
mod gathered;
mod headed;
mod held;
mod paired;
mod paragraphs;
mod placed;
mod renumbered;
mod scattered;
mod sections;
mod signs;
mod tail;
mod within;

use crate::model::account::LineClass;
use crate::read::plain::headings;
use crate::read::plain::label::{self, Count, Form, Label};
use crate::read::plain::markers::{Candidate, Shape};
use crate::read::plain::units::Page;
use crate::read::plain::words;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

pub(super) use braces::are_braced;
pub(super) use held::comments;
pub(super) use placed::{Place, beside};
pub(super) use within::{Within, labels as labels_within, within};

/// A note: the unit that it begins with and those that continue it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LabelledNote {
    /// The unit of its label.
    pub(super) unit: usize,
    /// Its label.
    pub(super) label: Label,
    /// Its further units.
    pub(super) more: Vec<usize>,
}

/// Notes with the part of the text whose markers call them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Scope {
    /// The units of the text.
    pub(super) body: Range<usize>,
    /// The notes, in order.
    pub(super) notes: Vec<LabelledNote>,
    /// What is settled already: where a marker begins, in bytes of the witness, and the unit of its note.
    pub(super) pairs: Vec<(usize, usize)>,
}

/// Headings above notes.
const HEADINGS: [&str; 24] = [
    "notes",
    "note",
    "footnotes",
    "footnote",
    "endnotes",
    "end notes",
    "foot notes",
    "references",
    "annotations",
    "notes and references",
    "references and notes",
    "author's notes",
    "author’s notes",
    "editor's notes",
    "editor’s notes",
    "notes to the text",
    "anmerkungen",
    "fußnoten",
    "notes de bas de page",
    "notes et références",
    "explanatory notes",
    "noten",
    "note di testo",
    "notas",
];

/// Whether `text` is a heading above notes.
pub(super) fn is_heading(text: &str) -> bool {
    if text.len() > 40 || text.ends_with([';', ',']) {
        return false;
    }
    let core = text.trim_matches(|c: char| !c.is_alphanumeric());
    let first = core.chars().next().map(|c| c.to_ascii_lowercase()); // tells most lines apart
    let begins = |w: &&str| {
        let mut low = core.chars().flat_map(char::to_lowercase);
        w.chars().next() == first && w.chars().all(|c| low.next() == Some(c))
    };
    words::is_one_of(core, &HEADINGS) || OF_A_PART.iter().any(begins)
}

/// How headings above the notes of one chapter begin.
const OF_A_PART: [&str; 14] = [
    "notes to ",
    "notes on ",
    "notes for ",
    "notes of ",
    "footnotes to ",
    "footnotes for ",
    "historical notes",
    "critical notes",
    "anmerkungen zu",
    "fußnoten zu",
    "notes du ",
    "notes de la ",
    "notes de l",
    "noten bij ",
];

/// Whether the notes of the page say that they are (`[Footnote 1: …]`), so that figures or letters in brackets at the
/// beginning of a paragraph are markers there too.
pub(super) fn are_worded(page: &Page) -> bool {
    let numbered = |(at, word): &(usize, &str)| page.text[at + word.len()..].starts_with(|c: char| c.is_ascii_digit());
    page.text.match_indices("[Footnote ").nth(2).is_some()
        || page.text.match_indices("[Note ").filter(numbered).nth(2).is_some()
}

/// Whether `text` looks like part of an apparatus of notes.
pub(super) fn is_noteish(text: &str) -> bool {
    is_heading(text) || label::parse(text).is_some()
}

/// Finds the notes of the page and classifies their units. `candidates` are the possible markers
/// of the whole page.
pub(super) fn classify(page: &mut Page, candidates: &mut Vec<Candidate>) -> Vec<Scope> {
    let works = cited::are_works(page, candidates);
    if works {
        candidates.retain(|c| c.shape != Shape::Square || c.count != Count::Figures);
    }
    if sections::are_counted(page, candidates) {
        candidates.retain(|c| c.shape != Shape::Square || c.count != Count::Figures);
    }
    if sections::are_years(page, candidates) {
        candidates.retain(|c| !label::is_year(&c.mark));
    }
    if sections::are_set_off(page, candidates) {
        candidates.retain(|c| c.mark != "*");
    }
    let (running, counted) = sections::running(page, candidates);
    if counted {
        candidates.retain(|c| c.shape != Shape::Square || c.count != Count::Figures);
    }
    let held = held::hold(page, candidates, running);
    let candidates = candidates.as_slice();
    let mut scopes = headed::find(page, candidates, works);
    mark(page, &scopes);
    if scopes.is_empty() {
        scopes = tail::find(page, candidates);
        let notes: usize = scopes.iter().map(|s| s.notes.len()).sum();
        if scattered::count(page, candidates) > notes {
            scopes.clear();
        }
        mark(page, &scopes);
    }
    let free = unmet(&scopes, candidates);
    for find in [scattered::find, signs::find] {
        let found = find(page, &free);
        mark(page, &found);
        scopes.extend(found.into_iter().filter(|s| !s.notes.is_empty()));
    }
    part(&mut scopes);
    scopes.iter().flat_map(|s| &s.notes).for_each(|note| paragraphs::classify(page, note));
    held::release(page, &held);
    scopes
}

/// Gives what follows the label of a note to that note, where it stood among the units of the one before: of numbered
/// notes with one by a sign among them, or with numbers that leap.
fn part(scopes: &mut [Scope]) {
    let begins: HashSet<usize> = scopes.iter().flat_map(|s| &s.notes).map(|n| n.unit).collect();
    let mut parted: HashMap<usize, Vec<usize>> = HashMap::new();
    for note in scopes.iter_mut().flat_map(|s| &mut s.notes) {
        while let Some(at) = note.more.iter().rposition(|unit| begins.contains(unit)) {
            let units = note.more.split_off(at);
            parted.insert(units[0], units[1..].to_vec());
        }
    }
    for note in scopes.iter_mut().flat_map(|s| &mut s.notes).filter(|n| n.more.is_empty()) {
        note.more = parted.remove(&note.unit).unwrap_or_default();
    }
}

/// The candidates that no note which has been found has the mark of.
fn unmet(scopes: &[Scope], candidates: &[Candidate]) -> Vec<Candidate> {
    let marks = |s: &Scope| s.notes.iter().map(|n| (n.label.count, n.label.number)).collect::<HashSet<(Count, u32)>>();
    let met: Vec<_> = scopes.iter().map(|s| (&s.body, marks(s))).collect();
    let mut free = Vec::new();
    let mut first = 0;
    for c in candidates {
        while met.get(first).is_some_and(|(body, _)| body.end <= c.unit) {
            first += 1;
        }
        let here = met[first..].iter().take_while(|(body, _)| body.start <= c.unit);
        if !here.into_iter().any(|(_, marks)| marks.contains(&(c.count, c.number))) {
            free.push(c.clone());
        }
    }
    free
}

fn mark(page: &mut Page, scopes: &[Scope]) {
    for note in scopes.iter().flat_map(|s| &s.notes) {
        page.classify(note.unit, LineClass::Note);
    }
}

/// The notes of `units`, labelled in one form with rising numbers; a unit without a fitting
/// label continues the note before it. Ends at a heading, unless the notes go on below it.
fn collect(page: &Page, units: Range<usize>) -> Vec<LabelledNote> {
    let open: Vec<usize> = units.filter(|i| page.is_open(*i)).collect();
    let mut notes: Vec<LabelledNote> = Vec::new();
    let mut apart = 1;
    for (k, unit) in open.iter().enumerate() {
        let text = page.str(*unit);
        let last = notes.last().map(|n| n.label.clone());
        let regular = || open[k + 1..].iter().take(LOOKAHEAD).any(|n| is_next(page.str(*n), last.as_ref()));
        let label = next_label(text, last.as_ref())
            .or_else(|| other_series(text, &notes))
            .or_else(|| damaged::label(text, last.as_ref()?).filter(|_| !regular()));
        let space = page.units[*unit].space;
        if let Some(label) = label {
            notes.push(LabelledNote { unit: *unit, label, more: Vec::new() });
            apart = apart.max(space);
            continue;
        }
        // what stands further apart than they do is the text's
        if space > apart && last.as_ref().is_some_and(|last| !comes_below(page, &open[k + 1..], last)) {
            break;
        }
        let again = |l: &Label| {
            let sure = matches!(l.form, Form::Square | Form::Superscript | Form::Round);
            sure && l.number == 1 && l.count != Count::Signs && last.as_ref().is_some_and(|last| last.form == l.form)
        };
        if label::parse(text).is_some_and(|l| again(&l)) {
            break;
        }
        let goes_on = || open.get(k + 1).is_some_and(|n| next_label(page.str(*n), last.as_ref()).is_some());
        if headings::is_alike(text) && !goes_on() && !is_inside(page, &open[k + 1..], last.as_ref()) {
            break;
        }
        match notes.last_mut() {
            Some(note) => note.more.push(*unit),
            None => break,
        }
    }
    notes
}

/// How many units of one note, at most, may stand before the next one's label where it is in brackets or raised.
const FAR: usize = 80;

/// Whether the next number in the same brackets comes further down, so that what looks like a heading (the lines of
/// a letter's head) is part of the note; not across numbers that begin again.
fn is_inside(page: &Page, units: &[usize], last: Option<&Label>) -> bool {
    last.is_some_and(|l| matches!(l.form, Form::Square | Form::Superscript) && comes_below(page, units, l))
}

/// Whether a note that may be the next after `last` comes in `units`, before numbers begin again and before a heading of
/// notes.
fn comes_below(page: &Page, units: &[usize], last: &Label) -> bool {
    let near = units.iter().take(FAR).map(|i| page.str(*i)).take_while(|text| !is_heading(text));
    let mut labels = near.filter_map(labelled).filter(|l| l.form == last.form);
    let next = |l: &Label| l.number > last.number && l.number - last.number <= GAP;
    labels.find(|l| l.number == 1 || l.follows(last) || next(l)).is_some_and(|l| l.number != 1)
}

/// How far ahead a note with the very label that a damaged one would have is looked for.
const LOOKAHEAD: usize = 8;

/// Whether `text` has exactly the label that comes after `last`.
fn is_next(text: &str, last: Option<&Label>) -> bool {
    last.is_some_and(|last| label::parse(text).is_some_and(|l| l.follows(last)))
}

/// How many numbers may be missing between two notes.
const GAP: u32 = 5;

/// The label of `text`, which may be all of it: `[85]`, `12`.
fn labelled(text: &str) -> Option<Label> {
    let alone = || label::alone(text).filter(|l| l.count == Count::Figures && l.form != Form::Dot);
    label::parse(text).or_else(alone)
}

/// The label of `text`, if it can be the next after `last`.
fn next_label(text: &str, last: Option<&Label>) -> Option<Label> {
    let found = labelled(text);
    let Some(last) = last else {
        return found.filter(|l| l.form != Form::Bullet && l.count != Count::Romans);
    };
    // among letters an I is one too
    let found = found.map(|l| match (l.count, last.count) {
        (Count::Romans, Count::Letters) if l.mark.eq_ignore_ascii_case("i") && last.number == 8 => {
            Label { count: Count::Letters, number: 9, ..l }
        }
        _ => l,
    });
    let fits = |l: &Label| {
        let rising = l.number > last.number && l.number - last.number <= GAP;
        l.form == last.form && l.count == last.count && (rising || l.count == Count::Signs)
    };
    found.filter(fits).or_else(|| misread(text, last)).or_else(|| long(text, last))
}

/// A label of four figures behind a point that goes on with those of three: by itself it is a year.
fn long(text: &str, last: &Label) -> Option<Label> {
    let (mark, rest) = text.split_once('.').filter(|(mark, _)| mark.len() == 4)?;
    let number: u32 = mark.parse().ok().filter(|n| *n > last.number && n - last.number <= GAP)?;
    let words = rest.trim_start();
    let fits = last.form == Form::Dot && last.count == Count::Figures && words.len() < rest.len() && !words.is_empty();
    fits.then(|| Label { mark: mark.to_owned(), number, len: text.len() - words.len(), ..last.clone() })
}

/// A label of the other of two series that are printed together (`1.` and `1*.`): the next of its
/// own, or the next of all.
fn other_series(text: &str, notes: &[LabelledNote]) -> Option<Label> {
    let last = &notes.last()?.label;
    let own = |count| notes.iter().rev().map(|n| &n.label).find(|l| l.count == count);
    label::parse(text).filter(|l| {
        let two = matches!((l.count, last.count), (Count::Figures, Count::Starred) | (Count::Starred, Count::Figures));
        let next = own(l.count).map_or(1, |own| own.number + 1);
        two && l.form == last.form && (l.number == next || l.number == last.number + 1)
    })
}

/// A label in which letters were read for figures, if it means the number after `last`.
fn misread(text: &str, last: &Label) -> Option<Label> {
    if last.count != Count::Figures {
        return None;
    }
    let token = text.split_whitespace().next()?;
    let mark = token.trim_matches(['(', ')', '[', ']', '.']);
    let bare = mark.len() == token.len();
    let fits = bare == (last.form == Form::Bare)
        && mark.len() >= last.number.to_string().len()
        && words::misread_number(mark) == Some(last.number + 1);
    let len = text.len() - text[token.len()..].trim_start().len();
    (fits && len < text.len()).then(|| Label {
        form: last.form,
        count: Count::Figures,
        mark: (last.number + 1).to_string(),
        number: last.number + 1,
        len,
    })
}
