//! Lists: units in a row whose labels count on, with no prose between.

use crate::model::account::LineClass;
use crate::read::plain::doubts::Doubt;
use crate::read::plain::label::{self, Count, Form, Label};
use crate::read::plain::lines;
use crate::read::plain::markers::{Candidate, Shape};
use crate::read::plain::units::Page;
use crate::read::plain::words;
use std::collections::HashSet;
use std::ops::Range;

/// A list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct List {
    /// Its units.
    pub(super) units: Range<usize>,
    /// The label of each.
    pub(super) labels: Vec<Label>,
}

/// Finds the lists and classifies their items. Labels that `candidates` call, glued to words of the text, are those of
/// notes that were not found: they stay where they are.
pub(super) fn classify(page: &mut Page, candidates: &[Candidate]) -> (Vec<List>, Vec<Doubt>) {
    let points = page.text.matches(" · ").count();
    let spoken = are_spoken(page);
    let called: HashSet<(Form, &str)> = candidates.iter().filter_map(calls).collect();
    let mut lists: Vec<List> = Vec::new();
    let mut doubts = Vec::new();
    let mut start = 0;
    while start < page.units.len() {
        let labels = run(page, start);
        let end = start + labels.len().max(1);
        let short = || (start..end).all(|i| words::has_at_most(page.str(i), SHORT));
        let listed = |first: &Label| {
            begins(first)
                || first.form != Form::Bare && (labels.len() >= LATE || first.count != Count::Figures) && short()
                || lists.last().is_some_and(|l| goes_on(l, start, first))
        };
        let noted = labels.iter().filter(|l| called.contains(&(l.form, l.mark.as_str()))).count();
        let sections = || are_sections(page, start..end, &labels);
        if labels.len() >= 2 && noted * 2 < labels.len() && listed(&labels[0]) && !sections() {
            let speech = is_dash(&labels[0]) && (spoken || labels[0].mark == "—" && !short());
            if !speech && is_borne_out(page, start..end, &labels, points) {
                (start..end).for_each(|i| page.classify(i, LineClass::ListItem));
                lists.push(List { units: start..end, labels });
            } else {
                let label = |(i, l): (usize, &Label)| page.units[i].range.start..page.units[i].range.start + l.len;
                let ranges = (start..end).zip(&labels).map(label);
                doubts.extend(ranges.map(|range| Doubt { rule: "list-label", range }));
            }
        }
        start = end;
    }
    (lists, doubts)
}

/// How many words an entry beside a list has at most that only its sign tells from an item.
const ENTRY: usize = 8;

/// Whether the items are what they look like: no number goes on inside one of them, and a star or a point marks all lines
/// of its kind and not some.
fn is_borne_out(page: &Page, units: Range<usize>, labels: &[Label], points: usize) -> bool {
    let inside = |(unit, label): (usize, &Label)| {
        let next = label.number + 1;
        let counted = label.count == Count::Figures;
        let form = match label.form {
            Form::Round => format!(" ({next}) "),
            Form::HalfRound => format!(" {next}) "),
            Form::Dot => format!(" {next}. "),
            _ => return false,
        };
        counted && page.str(unit)[label.len..].split_whitespace().collect::<Vec<_>>().join(" ").contains(&form)
    };
    if units.clone().zip(labels).any(inside) {
        return false;
    }
    let first = &labels[0];
    if first.mark == "·" {
        return points * 2 < labels.len();
    }
    // a star before some entries of a directory says something of them
    let (top, bottom) = (&page.units[units.start], units.end);
    let entry = |unit: usize, space: usize| {
        let u = &page.units[unit];
        let text = page.str(unit);
        let like = u.indent == top.indent && space == page.units[units.start + 1].space;
        like && u.lines.len() == 1 && words::has_at_most(text, ENTRY) && !text.ends_with([':', '.', '—'])
    };
    let above = units.start.checked_sub(1).is_some_and(|unit| page.is_open(unit) && entry(unit, top.space));
    let below = page.units.get(bottom).is_some_and(|u| page.is_open(bottom) && entry(bottom, u.space));
    first.form != Form::Symbol || !above && !below
}

/// How many lines begin with a dash, and how many of them ask or exclaim, where they are what somebody says: one of so many.
const SPOKEN: (usize, usize) = (6, 3);

/// Whether the dashes before lines are those of a conversation.
fn are_spoken(page: &Page) -> bool {
    let dashes = (0..page.units.len()).filter(|unit| page.is_open(*unit));
    let said: Vec<&str> =
        dashes.map(|unit| page.str(unit)).filter(|text| label::parse(text).is_some_and(|l| is_dash(&l))).collect();
    let loud = said.iter().filter(|text| text.contains(['?', '!'])).count();
    said.len() >= SPOKEN.0 && loud * SPOKEN.1 >= said.len()
}

fn is_dash(label: &Label) -> bool {
    label.form == Form::Bullet && matches!(label.mark.as_str(), "-" | "–" | "—")
}

/// The widest gap between a sign and its item, in bytes: a line of a file that was taken out may begin far behind its sign.
const GAP: usize = 8;

/// Whether the words behind a label are those of an item: not a speaker's abbreviated name (`1.Serv. My lord`), nor the
/// number of a section in brackets.
fn is_item(text: &str, label: &Label) -> bool {
    let rest = &text[label.len..];
    let glued = label.form == Form::Dot && text[..label.len].ends_with('.');
    let name = rest.split_whitespace().next().and_then(|word| word.strip_suffix(['.', ':']));
    let speaker = glued && name.is_some_and(|name| name.chars().all(char::is_alphabetic));
    let section =
        rest.strip_prefix('[').is_some_and(|s| s.starts_with(|c: char| c.is_ascii_digit()) && s.contains(']'));
    let far = label.form == Form::Bullet && label.len - label.mark.len() >= GAP;
    !(speaker || far || section && label.form == Form::Dot)
}

/// How many numbered paragraphs in a row are sections of a text and no list, and how many words half of them have at least.
const SECTIONS: (usize, usize) = (6, 60);

/// Whether numbers in a row count the sections of a text: long paragraphs, whose numbers are cited.
fn are_sections(page: &Page, units: Range<usize>, labels: &[Label]) -> bool {
    let long = units.filter(|unit| !words::has_at_most(page.str(*unit), SECTIONS.1)).count();
    // among Roman numbers V, X and C are no labels, so that their rows are short
    let least = match labels[0].count {
        Count::Figures => SECTIONS.0,
        Count::Romans => SECTIONS.0 / 2,
        _ => return false,
    };
    labels.len() >= least && long * 2 >= labels.len()
}

/// The label that a marker calls by its form: glued in round brackets, or raised.
fn calls(candidate: &Candidate) -> Option<(Form, &str)> {
    let form = match candidate.shape {
        Shape::Round if candidate.glued => Form::Round,
        Shape::Superscript => Form::Superscript,
        _ => return None,
    };
    (candidate.count == Count::Figures).then_some((form, candidate.mark.as_str()))
}

/// How many words the items of a list have at most that begins with another number than 1.
const SHORT: usize = 30;

/// How many items a list has at least that begins with another number than 1: two may be the second and third person.
const LATE: usize = 3;

/// Whether the label may be the first of a list. A number that is not 1 may count a diary's days, verses, sections, and a
/// bare one counts the lines of a print.
fn begins(label: &Label) -> bool {
    label.count != Count::Figures || label.number == 1 && label.form != Form::Bare
}

/// How far below the list that it goes on with an item may stand, in units.
const NEAR: usize = 12;

/// Whether a label goes on with a list above.
fn goes_on(list: &List, unit: usize, label: &Label) -> bool {
    unit - list.units.end <= NEAR && list.labels.last().is_some_and(|last| label.follows(last))
}

/// The gap that parts the halves of a verse.
const HALVES: &str = "    ";

/// The labels of the units from `start` on that count on.
fn run(page: &Page, start: usize) -> Vec<Label> {
    let mut labels: Vec<Label> = Vec::new();
    for unit in start..page.units.len() {
        let free = page.is_open(unit) || page.units[unit].class == Some(LineClass::ListItem);
        // a star close to a name marks the name, the sign of a section is a witness's in the margin
        let apart = |l: &Label| {
            l.form != Form::Superscript
                && (l.form != Form::Symbol || l.len > l.mark.len() && !matches!(l.mark.as_str(), "§" | "***"))
        };
        // a stanza keeps its number
        let prose = page.units[unit].shape != lines::Shape::Verse;
        // the halves of verses, and items side by side
        let whole = |l: &Label| !page.str(unit)[l.len..].lines().next().unwrap_or("").trim().contains(HALVES);
        // a point that the scribe has put between words, wherever a line begins
        let stop = |l: &Label| l.mark == "·" && page.str(unit)[l.len..].contains(" · ");
        match label::parse(page.str(unit))
            .filter(|l| free && prose && apart(l) && whole(l) && !stop(l))
            .filter(|l| is_item(page.str(unit), l))
        {
            Some(label) if labels.last().is_none_or(|last| label.follows(last)) => labels.push(label),
            _ => break,
        }
    }
    labels
}
