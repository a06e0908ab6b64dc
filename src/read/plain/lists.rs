//! Lists: units in a row whose labels count on, with no prose between.

mod noted;

use crate::model::account::LineClass;
use crate::normalize::hyphens;
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
    let (spoken, numbered) = (are_spoken(page), are_numbered(page) || have_speakers(page));
    let below = noted::are_below_pages(page);
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
        let sections = || numbered && is_section(&labels[0]) || are_sections(page, start..end, &labels);
        if labels.len() >= 2 && noted * 2 < labels.len() && listed(&labels[0]) && !sections() {
            let said = || (start..end).any(|i| page.str(i).ends_with(['.', '!', '?', '…']));
            let speech = is_dash(&labels[0]) && (spoken || labels[0].mark == "—" && (!short() || said()));
            let note = below && labels[0].form == Form::HalfRound && labels[0].count == Count::Figures;
            if !speech && !note && is_borne_out(page, start..end, &labels, points) {
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
    let torn = || is_torn(page, units.clone(), labels) || noted::is_called(page, units.start, first);
    if torn()
        || !are_alike(labels)
        || goes_on_above(page, units.start, first)
        || (is_dash(first) && noted::are_specks(page, units.clone(), labels))
    {
        return false;
    }
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

/// Whether signs that are a star or more label items: one star each, or three items or more.
fn are_alike(labels: &[Label]) -> bool {
    let mark = &labels[0].mark;
    labels[0].form != Form::Symbol || labels.iter().all(|l| l.mark == *mark) && (mark == "*" || labels.len() >= LATE)
}

/// How long the line of a sentence that goes on behind the next sign is at least, in characters.
const FULL: usize = 36;

/// Whether signs stand within sentences: half of the items at least go on small in the next one, as the lines of a note do
/// that has a star before each, or a dash parts what is told in a chapter.
fn is_torn(page: &Page, units: Range<usize>, labels: &[Label]) -> bool {
    let words: Vec<&str> = units.zip(labels).map(|(unit, l)| &page.str(unit)[l.len..]).collect();
    let goes_on = |pair: &&[&str]| {
        let small = pair[0].ends_with(|c: char| c.is_lowercase() || matches!(c, ',' | '-'))
            && pair[1].starts_with(char::is_lowercase);
        small && pair[0].chars().count() >= FULL
    };
    let small = words.windows(2).filter(goes_on).count();
    let parted = words.iter().filter(|text| text.contains(". - ")).count();
    small * 2 >= words.len() || parted * 2 >= words.len()
}

/// How many speakers without a name a play has at most, and how often they speak at least.
const SPEAKERS: (u32, usize) = (4, 12);

/// Whether numbers stand before what those say who have no name in a play: small ones that come again and again before
/// single lines, in a text a quarter of which is verse.
fn have_speakers(page: &Page) -> bool {
    let verses = page.units.iter().filter(|u| u.shape == lines::Shape::Verse).count();
    if verses * 4 < page.units.len() {
        return false;
    }
    let (mut all, mut lines) = (0, 0);
    for unit in (0..page.units.len()).filter(|unit| page.is_open(*unit)) {
        let text = page.str(unit);
        if !text.starts_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let Some(label) = label::parse(text).filter(is_section) else { continue };
        if label.number > SPEAKERS.0 {
            return false;
        }
        all += 1;
        lines += usize::from(page.units[unit].lines.len() == 1);
    }
    all >= SPEAKERS.1 && lines * 3 >= all * 2
}

/// Whether a dash stands within a sentence that begins on the line above, or before what begins no words: a speck of a scan.
fn goes_on_above(page: &Page, unit: usize, first: &Label) -> bool {
    let words =
        |c: char| c.is_alphanumeric() || words::is_opening_quote(c) || matches!(c, '(' | '[' | '*' | '<' | '$' | '£');
    if is_dash(first) && !page.str(unit)[first.len..].starts_with(words) {
        return true;
    }
    let Some(above) = unit.checked_sub(1).filter(|above| is_dash(first) && page.is_open(*above)) else { return false };
    let inside = page.str(above).ends_with(|c: char| c.is_lowercase() || c == ',' || hyphens::is_sign(c));
    let small = !page.str(unit)[first.len..].starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    page.units[unit].space == 0 && inside && small
}

/// How many long paragraphs with a number show that numbers count the sections of the text.
const NUMBERED: usize = 20;

/// Whether a text numbers its paragraphs: those behind a number and a stop are long for the most part.
fn are_numbered(page: &Page) -> bool {
    let (mut all, mut long) = (0, 0);
    for unit in (0..page.units.len()).filter(|unit| page.is_open(*unit)) {
        let text = page.str(unit);
        if text.starts_with(|c: char| c.is_ascii_digit()) && label::parse(text).is_some_and(|l| is_section(&l)) {
            all += 1;
            long += usize::from(!words::has_at_most(text, SECTIONS.1));
        }
    }
    long >= NUMBERED && long * 2 >= all
}

fn is_section(label: &Label) -> bool {
    label.form == Form::Dot && label.count == Count::Figures
}

/// How many lines begin with a dash, and how many of them ask or exclaim, where they are what somebody says: one of so many.
const SPOKEN: (usize, usize) = (6, 3);

/// How many lines behind dashes there are at least where they tell: seven in ten end a sentence, and one in six stands alone
/// among other paragraphs, or one in five asks, exclaims or has a dash before the words that say who speaks.
const TOLD: usize = 12;

/// Whether the dashes before lines are those of a conversation: many ask or exclaim; or nearly all are sentences, some alone.
fn are_spoken(page: &Page) -> bool {
    let dash = |unit: usize| {
        unit < page.units.len() && page.is_open(unit) && label::parse(page.str(unit)).is_some_and(|l| is_dash(&l))
    };
    let said: Vec<usize> = (0..page.units.len()).filter(|unit| dash(*unit)).collect();
    let loud = said.iter().filter(|unit| page.str(**unit).contains(['?', '!'])).count();
    let ended = |unit: &&usize| {
        let text = page.str(**unit).trim_end_matches(words::is_closing_quote);
        text.ends_with(['.', '!', '?', '…', ':', ','])
    };
    let alone = said.iter().filter(|unit| !dash(**unit + 1) && !unit.checked_sub(1).is_some_and(dash)).count();
    let tagged =
        said.iter().filter(|unit| page.str(**unit).chars().skip(2).collect::<String>().contains(" - ")).count();
    let told = || {
        let sentences = said.iter().filter(ended).count() * 10 >= said.len() * 7;
        sentences && (alone * 6 >= said.len() || loud * 5 >= said.len() || tagged * 5 >= said.len())
    };
    said.len() >= SPOKEN.0 && loud * SPOKEN.1 >= said.len() || said.len() >= TOLD && told()
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
    // chapter and verse: `7. 24—330`
    let place = label.form == Form::Dot && label.count == Count::Figures && !rest.contains(char::is_alphabetic);
    !(speaker || far || place || section && label.form == Form::Dot)
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
