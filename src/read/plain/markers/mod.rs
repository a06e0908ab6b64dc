//! Note markers: which of the things that look like one are one, and which note each calls.
//!
//! [`scan`] finds what has the form, [`chain`] the rising sequence that meets the notes,
//! [`repair`] what the sequence lacks. Knows the notes by their marks alone.

mod chain;
mod counted;
mod repair;
mod scan;
mod spaced;

use crate::model::account::LineClass;
use crate::normalize::quotes::Habit;
use crate::read::plain::label::{self, Count};
use crate::read::plain::notes::{LabelledNote, Scope};
use crate::read::plain::units::Page;
use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::ops::Range;

/// The form of a marker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Shape {
    /// `[1]`
    Square,
    /// `{1a}`
    Braced,
    /// `(1)`
    Round,
    /// `¹`
    Superscript,
    /// `world',34`, `value.33`
    AfterPoint,
    /// `world34`
    AfterLetter,
    /// `*`
    Sign,
    /// ` 34` after the end of a sentence
    Spaced,
    /// What was read wrongly: `(l6)`, or a quotation mark for a raised figure
    Damaged,
}

/// What has the form of a marker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    /// The unit that it stands in.
    pub(super) unit: usize,
    /// Its bytes.
    pub(super) range: Range<usize>,
    /// The mark that it means.
    pub(super) mark: String,
    /// The mark as a number; for a sign how often it is repeated.
    pub(super) number: u32,
    /// What it counts with.
    pub(super) count: Count,
    /// Its form.
    pub(super) shape: Shape,
    /// Whether it stands where markers stand: glued, or behind punctuation.
    pub(super) strong: bool,
    /// Whether no space parts it from what it follows; the members of an enumeration have one.
    pub(super) glued: bool,
    /// Whether what it follows ends behind it: a stop, a bracket, the end of the paragraph.
    pub(super) closed: bool,
}

/// A marker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Resolved {
    /// The unit that it stands in.
    pub(super) unit: usize,
    /// Its bytes.
    pub(super) range: Range<usize>,
    /// The mark that it means.
    pub(super) mark: String,
    /// Its form.
    pub(super) shape: Shape,
    /// The unit of the note that it calls.
    pub(super) note: Option<usize>,
}

pub(super) use chain::longest;
pub(super) use scan::scan;

/// Finds the markers among the candidates, in order.
pub(super) fn resolve(page: &Page, candidates: &[Candidate], scopes: &[Scope], habit: Habit) -> Vec<Resolved> {
    let running: Vec<&Candidate> = candidates.iter().filter(|c| is_running(page, c.unit)).collect();
    let mut resolved: Vec<Resolved> = Vec::new();
    let mut taken: HashSet<usize> = HashSet::new();
    let settled: HashSet<usize> = scopes.iter().flat_map(|s| &s.pairs).map(|(at, _)| *at).collect();
    let places: HashMap<usize, &Candidate> = candidates.iter().map(|c| (c.range.start, c)).collect();
    for scope in scopes {
        let first = running.partition_point(|c| c.unit < scope.body.start);
        let inside = running[first..].iter().copied().take_while(|c| c.unit < scope.body.end);
        let inside: Vec<&Candidate> = inside.filter(|c| !settled.contains(&c.range.start)).collect();
        let paired = scope.pairs.iter().filter_map(|(at, note)| Some(((*places.get(at)?).clone(), *note))).collect();
        let mut found = called(page, scope, &inside, paired, habit);
        // what was looked for in place of a missing marker may be another scope's own
        let own: HashSet<usize> = scope.pairs.iter().map(|(at, _)| *at).collect();
        found.retain(|r| own.contains(&r.range.start) || !settled.contains(&r.range.start));
        resolved.extend(found.into_iter().filter(|r| taken.insert(r.range.start)));
    }
    nested(page, candidates, scopes, &mut resolved);
    resolved.sort_by_key(|r| r.range.start);
    let free: Vec<&Candidate> = running.into_iter().filter(|c| !taken.contains(&c.range.start)).collect();
    let orphans = orphans(page, &free, &resolved, scopes);
    resolved.extend(orphans);
    resolved.sort_by_key(|r| r.range.start);
    resolved
}

/// Whether markers may stand in unit `unit`: running text, not notes nor furniture.
fn is_running(page: &Page, unit: usize) -> bool {
    use crate::model::account::LineClass as C;
    !matches!(
        page.units[unit].class,
        Some(C::Furniture | C::Meta | C::NoteHeading | C::Note | C::NoteContinuation | C::NoteBlockquote)
    )
}

/// The markers that call notes of one scope: those that are settled, then what the sequence of the others says.
fn called(
    page: &Page,
    scope: &Scope,
    inside: &[&Candidate],
    paired: Vec<(Candidate, usize)>,
    habit: Habit,
) -> Vec<Resolved> {
    let own: HashMap<usize, usize> = paired.iter().map(|(c, note)| (c.range.start, *note)).collect();
    let mut found: Vec<Resolved> = Vec::new();
    for count in [Count::Figures, Count::Letters, Count::Starred, Count::Compound] {
        let notes: HashMap<u32, usize> =
            scope.notes.iter().filter(|n| n.label.count == count).map(|n| (n.label.number, n.unit)).collect();
        let settled: Vec<Candidate> = paired.iter().map(|(c, _)| c).filter(|c| c.count == count).cloned().collect();
        if notes.is_empty() && settled.is_empty() {
            continue;
        }
        let capital = scope.notes.iter().find(|n| n.label.count == count).is_some_and(|n| is_capital(&n.label.mark));
        let like = |c: &Candidate| count != Count::Letters || is_capital(&c.mark) == capital;
        let fitting: Vec<&Candidate> =
            inside.iter().copied().filter(|c| c.count == count && like(c) && notes.contains_key(&c.number)).collect();
        let mut chained = if settled.is_empty() { chain::longest(&fitting) } else { settled };
        if own.is_empty() {
            chain::add_strays(&fitting, &mut chained);
        }
        if count == Count::Figures {
            chained = spaced::find(page, scope, &chained).unwrap_or(chained);
            chained.extend(misnumbered(&fitting, &chained));
            chained.sort_by_key(|c| c.range.start);
            let missing = repair::find(page, scope, &chained, habit);
            chained.extend(missing);
        }
        found.extend(chained.into_iter().map(|c| Resolved {
            unit: c.unit,
            note: own.get(&c.range.start).or_else(|| notes.get(&c.number)).copied(),
            range: c.range,
            mark: c.mark,
            shape: c.shape,
        }));
    }
    let signed = paired.into_iter().filter(|(c, _)| c.count == Count::Signs);
    let signed: Vec<Resolved> = signed.map(|(c, note)| met(&c, Some(note))).collect();
    found.extend(signs(scope, inside, &signed));
    found.extend(signed);
    found
}

fn is_capital(mark: &str) -> bool {
    mark.starts_with(char::is_uppercase)
}

fn met(c: &Candidate, note: Option<usize>) -> Resolved {
    Resolved { unit: c.unit, range: c.range.clone(), mark: c.mark.clone(), shape: c.shape, note }
}

/// Where a number is missing between its neighbours, and one marker of their form stands there
/// with a number that is taken: it was numbered wrongly.
fn misnumbered(fitting: &[&Candidate], chained: &[Candidate]) -> Vec<Candidate> {
    let mut found = Vec::new();
    for pair in chained.windows(2).filter(|p| p[0].number + 2 == p[1].number && p[0].shape == p[1].shape) {
        let first = fitting.partition_point(|c| c.range.start <= pair[0].range.start);
        let between = fitting[first..].iter().take_while(|c| c.range.start < pair[1].range.start);
        let alike: Vec<&&Candidate> = between.filter(|c| c.shape == pair[0].shape && c.strong).take(2).collect();
        if let [one] = alike[..]
            && !chained.iter().any(|c| c.number == pair[0].number + 1)
        {
            let number = pair[0].number + 1;
            found.push(Candidate { number, mark: number.to_string(), shape: Shape::Damaged, ..(**one).clone() });
        }
    }
    found
}

/// How far below a marker inside a note the note is that it calls, in units, where several have its mark.
const NESTED: usize = 80;

/// Markers inside notes that call notes which the text does not call: `[Footnote 1: … [A] …]`. Each is that of the
/// nearest below.
fn nested(page: &Page, candidates: &[Candidate], scopes: &[Scope], resolved: &mut Vec<Resolved>) {
    let called: HashSet<usize> = resolved.iter().filter_map(|r| r.note).collect();
    let mut waiting: HashMap<&str, BTreeMap<usize, &LabelledNote>> = HashMap::new();
    let marked = |n: &LabelledNote| n.label.number > 0 && n.label.mark != label::SIDENOTE;
    let uncalled = |n: &&LabelledNote| !called.contains(&n.unit) && marked(n);
    for note in scopes.iter().flat_map(|s| &s.notes).filter(uncalled) {
        waiting.entry(note.label.mark.as_str()).or_default().insert(note.unit, note);
    }
    if waiting.is_empty() {
        return;
    }
    let inside = |c: &&Candidate| {
        let note = matches!(page.units[c.unit].class, Some(LineClass::Note | LineClass::NoteContinuation));
        note && c.strong && matches!(c.shape, Shape::Square | Shape::Braced | Shape::Superscript | Shape::Sign)
    };
    for c in candidates.iter().filter(inside) {
        let Some(notes) = waiting.get_mut(c.mark.as_str()) else { continue };
        let near = if notes.len() == 1 { page.units.len() } else { c.unit + NESTED };
        let next = notes.range(c.unit + 1..=near.max(c.unit + 1)).next().map(|(unit, note)| (*unit, *note));
        if let Some((unit, _)) = next.filter(|(_, note)| note.label.count == c.count && !note.more.contains(&c.unit)) {
            notes.remove(&unit);
            resolved.push(met(c, Some(unit)));
        }
    }
}

/// Signs meet notes in order, each sign for itself.
fn signs(scope: &Scope, inside: &[&Candidate], settled: &[Resolved]) -> Vec<Resolved> {
    let mut notes: HashMap<&str, VecDeque<usize>> = HashMap::new();
    let called: HashSet<usize> = settled.iter().filter_map(|r| r.note).collect();
    let marked = |n: &&LabelledNote| n.label.count == Count::Signs && n.label.number > 0;
    for note in scope.notes.iter().filter(|n| marked(n) && !called.contains(&n.unit)) {
        notes.entry(note.label.mark.as_str()).or_default().push_back(note.unit);
    }
    let signs = inside.iter().filter(|c| c.count == Count::Signs);
    signs
        .filter_map(|c| {
            let queue = notes.get_mut(c.mark.as_str())?;
            let note = queue.front().copied().filter(|n| *n > c.unit)?;
            queue.pop_front();
            Some(met(c, Some(note)))
        })
        .collect()
}

/// Markers whose note is not there: a figure in square brackets, one that is glued behind a
/// comma or stands raised, and round brackets only where they go on a sequence.
fn orphans(page: &Page, free: &[&Candidate], resolved: &[Resolved], scopes: &[Scope]) -> Vec<Resolved> {
    let known: HashSet<u32> = scopes
        .iter()
        .flat_map(|s| &s.notes)
        .filter(|n| n.label.count == Count::Figures)
        .map(|n| n.label.number)
        .collect();
    let mut times: HashMap<&str, usize> = HashMap::new();
    for c in free.iter().filter(|c| c.shape == Shape::AfterLetter) {
        *times.entry(c.mark.as_str()).or_default() += 1;
    }
    let rounds = round_orphans(free, resolved, &known);
    let called: HashSet<&str> = resolved.iter().filter(|r| r.note.is_some()).map(|r| r.mark.as_str()).collect();
    let is_repeated = |c: &Candidate| {
        matches!(c.shape, Shape::Square | Shape::Superscript) && c.glued && called.contains(c.mark.as_str())
    };
    // years, and figures in brackets where the notes' are written in another way
    let marks = || scopes.iter().flat_map(|s| &s.notes).filter(|n| n.label.count == Count::Figures);
    let (wide, all) = (marks().filter(|n| label::is_wide(&n.label.mark)).count(), marks().count());
    // a thousand and more go on with those of three figures
    let many = known.iter().any(|number| *number >= MANY);
    let is_orphan = |c: &Candidate| {
        (c.count == Count::Figures || c.shape == Shape::Braced)
            && (if label::is_wide(&c.mark) { wide > 0 || many } else { wide * 2 <= all })
            && (!known.contains(&c.number) || is_repeated(c))
            && match c.shape {
                Shape::Square | Shape::Braced | Shape::AfterPoint => c.strong,
                Shape::Superscript => c.strong && c.number != 2 && c.number != 3,
                Shape::AfterLetter => c.strong && known.is_empty() && times.get(c.mark.as_str()) == Some(&1),
                Shape::Round => rounds.contains(&c.range.start),
                _ => false,
            }
    };
    let listed = listed(page, free);
    let found = free.iter().filter(|c| is_orphan(c) && !listed.contains(&c.range.start));
    found.map(|c| met(c, None)).collect()
}

/// From which number on notes may come to a thousand.
const MANY: u32 = 900;

/// How many short units in a row that end in figures are the entries of a list.
const ENTRIES: usize = 5;

/// How long an entry of a list is at most, in bytes.
const ENTRY: usize = 160;

/// The figures glued to the ends of short units in a row: the pages of contents or of an index.
fn listed(page: &Page, free: &[&Candidate]) -> HashSet<usize> {
    let glued = |c: &&&Candidate| {
        let range = &page.units[c.unit].range;
        matches!(c.shape, Shape::AfterLetter | Shape::AfterPoint) && c.range.end == range.end && range.len() <= ENTRY
    };
    let ends: Vec<&Candidate> = free.iter().filter(glued).copied().collect();
    let rows = ends.chunk_by(|a, b| b.unit - a.unit <= 3).filter(|row| row.len() >= ENTRIES);
    rows.flatten().map(|c| c.range.start).collect()
}

/// Round brackets behind punctuation that are markers without notes: where the text has such
/// markers with notes, those whose number fits between their neighbours'; where it has no notes
/// at all, a sequence from 1 on with at least three members.
fn round_orphans(free: &[&Candidate], resolved: &[Resolved], known: &HashSet<u32>) -> HashSet<usize> {
    let strong: Vec<&&Candidate> = free.iter().filter(|c| c.shape == Shape::Round && c.strong).collect();
    let figures = |c: &&&Candidate| c.count == Count::Figures;
    if known.is_empty() {
        let run: Vec<&&Candidate> = strong.iter().copied().filter(figures).collect();
        let rising = run.len() >= 3 && run.iter().enumerate().all(|(i, c)| c.number == i as u32 + 1);
        return if rising { run.iter().map(|c| c.range.start).collect() } else { HashSet::new() };
    }
    if !resolved.iter().any(|r| r.shape == Shape::Round) {
        return HashSet::new();
    }
    let number = |r: &Resolved| r.mark.parse::<u32>().ok();
    let fits = |c: &&&Candidate| {
        let at = resolved.partition_point(|r| r.range.start < c.range.start);
        let before = resolved[..at].iter().rev().find_map(number);
        let after = resolved[at..].iter().find_map(number);
        let near = |n: u32| c.number > n && c.number - n <= 3;
        before.is_some_and(near) && after.is_none_or(|n| c.number < n)
    };
    strong.into_iter().filter(figures).filter(fits).map(|c| c.range.start).collect()
}
