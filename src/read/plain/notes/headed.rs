//! Notes below a heading (`Notes`, `Footnotes`), one section at the end or one for each chapter;
//! one section for all chapters has their headings in it, below which the numbers begin again.

use crate::model::account::LineClass;
use crate::read::plain::headings;
use crate::read::plain::label::{self, Form, Label};
use crate::read::plain::markers::Candidate;
use crate::read::plain::notes::{LabelledNote, Scope, collect, is_heading, next_label};
use crate::read::plain::units::Page;
use std::ops::Range;

/// Finds the sections and classifies their headings; where figures in square brackets cite
/// works, a section with such labels is none.
pub(super) fn find(page: &mut Page, candidates: &[Candidate], works: bool) -> Vec<Scope> {
    let mut sections: Vec<(Range<usize>, Vec<Part>)> = Vec::new();
    let mut start = 0;
    let mut unit = 0;
    while unit < page.units.len() {
        if page.is_open(unit) && is_heading(page.str(unit)) && opens_section(page, unit, works) {
            let limit = next_heading(page, unit);
            let parts = parts(page, unit + 1..limit);
            page.classify(unit, LineClass::NoteHeading);
            parts.iter().filter_map(|p| p.heading).for_each(|h| page.classify(h, LineClass::NoteHeading));
            let end = parts.iter().filter_map(|p| p.notes.last()).next_back().map_or(unit, last_unit);
            match sections.last_mut().filter(|_| start == unit) {
                // one below the other they are those of volumes or chapters before them all
                Some((_, above)) => above.extend(parts),
                None => sections.push((start..unit, parts)),
            }
            start = end + 1;
            unit = end;
        }
        unit += 1;
    }
    sections.into_iter().flat_map(|(body, parts)| shared(page, candidates, body, parts)).collect()
}

fn last_unit(note: &LabelledNote) -> usize {
    note.more.last().copied().unwrap_or(note.unit)
}

/// The notes of one chapter in a section.
struct Part {
    heading: Option<usize>,
    notes: Vec<LabelledNote>,
}

/// The parts of a section: after each a short line and the numbers from their beginning on, or the
/// numbers alone.
fn parts(page: &Page, units: Range<usize>) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut at = units.start;
    loop {
        let open: Vec<usize> = (at..units.end).filter(|i| page.is_open(*i)).take(2).collect();
        let begins = |i: usize| label::parse(page.str(i)).is_some_and(|l| l.number == 1);
        let heading = match open[..] {
            [first, ..] if parts.is_empty() && next_label(page.str(first), None).is_some() => None,
            [first, ..] if !parts.is_empty() && begins(first) => None,
            [first, second] if headings::is_alike(page.str(first)) && begins(second) => Some(first),
            _ => break,
        };
        let notes = collect(page, heading.map_or(at, |h| h + 1)..units.end);
        let Some(end) = notes.last().map(last_unit) else { break };
        parts.push(Part { heading, notes });
        at = end + 1;
    }
    parts
}

/// A scope for each part: the body cut where its markers begin again, if that gives as many; else
/// each part has all of the body.
fn shared(page: &Page, candidates: &[Candidate], body: Range<usize>, parts: Vec<Part>) -> Vec<Scope> {
    let cuts = if parts.len() > 1 { restarts(page, candidates, &body, &parts) } else { Vec::new() };
    let bodies: Vec<Range<usize>> = if cuts.len() + 1 == parts.len() {
        let edges: Vec<usize> = [body.start].into_iter().chain(cuts).chain([body.end]).collect();
        edges.windows(2).map(|w| w[0]..w[1]).collect()
    } else {
        vec![body; parts.len()]
    };
    parts.into_iter().zip(bodies).map(|(part, body)| Scope { body, notes: part.notes, pairs: Vec::new() }).collect()
}

/// Where the body's chapters begin: at the headings that the parts repeat, or where a marker of
/// the first number comes again after higher ones.
fn restarts(page: &Page, candidates: &[Candidate], body: &Range<usize>, parts: &[Part]) -> Vec<usize> {
    let mut named = Vec::new();
    let mut from = body.start;
    for heading in parts.iter().filter_map(|p| p.heading) {
        let Some(at) = (from..body.end).find(|i| same_heading(page.str(*i), page.str(heading))) else { break };
        named.push(at);
        from = at + 1;
    }
    if named.len() == parts.len() {
        return named.split_off(1);
    }
    let mut cuts = Vec::new();
    let mut last = 0;
    let strong = candidates.iter().filter(|c| c.strong && body.contains(&c.unit) && c.count == label::Count::Figures);
    for c in strong {
        if c.number == 1 && last > 1 {
            cuts.push(c.unit);
            last = 1;
        } else if c.number == last + 1 {
            last = c.number;
        }
    }
    cuts
}

fn same_heading(a: &str, b: &str) -> bool {
    let plain = |s: &str| -> String {
        s.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).take(60).collect()
    };
    a.len() < 100 && plain(a) == plain(b)
}

/// Whether a labelled unit follows, or a short line and then one.
fn opens_section(page: &Page, heading: usize, works: bool) -> bool {
    let open: Vec<usize> = (heading + 1..page.units.len()).filter(|i| page.is_open(*i)).take(2).collect();
    let meant = |l: &Label| !works || l.form != Form::Square;
    let labelled = |i: &usize| next_label(page.str(*i), None).is_some_and(|l| meant(&l));
    match &open[..] {
        [first, ..] if labelled(first) => true,
        [first, second] => headings::is_alike(page.str(*first)) && labelled(second),
        _ => false,
    }
}

fn next_heading(page: &Page, heading: usize) -> usize {
    let mut after = heading + 1..page.units.len();
    after.find(|i| page.is_open(*i) && is_heading(page.str(*i))).unwrap_or(page.units.len())
}
