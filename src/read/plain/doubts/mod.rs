//! What looks like a note, an item, a heading or a page's furniture and is not borne out: it stays text as it stands, and
//! each kind is asked about once, where it begins, with how many there are. Wrong structure is worse than none: what a
//! label is worth shows in how regularly the whole text uses its kind, not in its form.

mod notes;
mod within;

pub(super) use notes::take_out as notes;
pub(super) use within::within;

use crate::diag::{Diagnostic, Diagnostics};
use crate::model::account::{Certainty, Edit, LineClass};
use crate::read::plain::units::{Page, Unit};
use crate::source::{FileId, Span};
use std::collections::BTreeMap;
use std::ops::Range;

/// A place that a rule would have changed on better evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Doubt {
    /// The rule.
    pub(super) rule: &'static str,
    /// The bytes in question.
    pub(super) range: Range<usize>,
}

/// What each rule is about, for the warning: one of them and several.
const KINDS: [(&str, &str, &str); 9] = [
    ("note-label", "label that may be a note’s", "labels that may be notes’"),
    ("note-marker", "mark that may call a note", "marks that may call notes"),
    ("note-heading", "line that may head notes", "lines that may head notes"),
    ("list-label", "label that may be an item’s", "labels that may be items’"),
    ("heading", "line that may be a heading", "lines that may be headings"),
    ("furniture", "line that may be a page’s number or head", "lines that may be pages’ numbers or heads"),
    ("furniture.break", "sign that may divide the text", "signs that may divide the text"),
    (LINES, "line that may end a paragraph", "lines that may end paragraphs"),
    ("metadata", "line that may name the text or its author", "lines that may name the text or its author"),
];

/// The rule's name under which the signs of a file of machines are asked about.
const MACHINES: &str = "signs";

/// The rule of what stands between two paragraphs.
const LINES: &str = "lines.between";

/// Lines within a paragraph that may end one.
pub(super) fn lines(page: &Page) -> Vec<Doubt> {
    let inside = |range: &&Range<usize>| {
        let unit = page.units.partition_point(|u| u.range.end <= range.start);
        page.units.get(unit).is_some_and(|u| u.range.start < range.start && u.class == Some(LineClass::Body))
    };
    page.ends.iter().filter(inside).map(|range| Doubt { rule: LINES, range: range.clone() }).collect()
}

/// What is asked about a witness of machines, at the first paragraph that it keeps.
pub(super) fn machines(page: &Page) -> Option<Doubt> {
    let kept = |u: &&Unit| !matches!(u.class, Some(LineClass::Furniture | LineClass::Meta));
    let first = page.units.iter().find(kept)?;
    Some(Doubt { rule: MACHINES, range: first.range.clone() })
}

/// The doubts by rule, each rule's by place.
fn by_rule(doubts: &[Doubt]) -> BTreeMap<&'static str, Vec<&Range<usize>>> {
    let mut rules: BTreeMap<&str, Vec<&Range<usize>>> = BTreeMap::new();
    doubts.iter().for_each(|d| rules.entry(d.rule).or_default().push(&d.range));
    rules.values_mut().for_each(|places| places.sort_by_key(|r| (r.start, r.end)));
    rules
}

/// One query for each rule, at the first place that it is asked about.
pub(super) fn queries(text: &str, file: FileId, doubts: &[Doubt]) -> Vec<Edit> {
    let query = |(rule, places): (&'static str, Vec<&Range<usize>>)| {
        let first = (*places.first()?).clone();
        // a heading would keep its words, and so do signs
        let read = match rule {
            "heading" | MACHINES => text[first.clone()].to_owned(),
            LINES => "\n".to_owned(),
            _ => String::new(),
        };
        let span = Span::new(file, first);
        Some(Edit { span, read, rule, certainty: Certainty::Doubtful, applied: false })
    };
    by_rule(doubts).into_iter().filter_map(query).collect()
}

/// Says of each rule how many places it asks about, and which is the first.
pub(super) fn report(file: FileId, doubts: &[Doubt], diagnostics: &mut Diagnostics) {
    for (rule, places) in by_rule(doubts) {
        let Some(first) = places.first() else { continue };
        let kind = KINDS.iter().find(|(name, ..)| *name == rule);
        let message = match (places.len(), kind) {
            _ if rule == MACHINES => "lines of programs, addresses and heads of mails show a file of machines: its \
                quotation marks, dashes, spaces and signs of emphasis stay as they are typed"
                .into(),
            (1, _) if rule == within::RULE => {
                "one note in brackets stands within a line of the text and stays there".into()
            }
            (n, _) if rule == within::RULE => {
                format!("{n} notes in brackets, from here on, stand within lines of the text and stay there")
            }
            (1, Some((_, one, _))) => {
                format!("one {one} is not borne out by the rest of the text and stays as it is")
            }
            (n, Some((_, _, several))) => {
                format!("{n} {several}, from here on, are not borne out by the rest of the text and stay as they are")
            }
            (_, None) => continue,
        };
        let help = match rule {
            MACHINES => "if it is none, `profile = \"typed\"` reads its signs as those of prose",
            _ => "an `[[import.override]]` says what no rule can know; a `[[stet]]` keeps the text as it is",
        };
        diagnostics.push(
            Diagnostic::warning("doubtful-structure", format!("{rule}: {message}"))
                .at(Span::new(file, (*first).clone()))
                .help(help),
        );
    }
}
