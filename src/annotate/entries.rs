//! The lemmata of the apparatus once every word is in place: parts that touch are one, and each entry knows its
//! words.

use crate::diag::{Diagnostic, Diagnostics};
use crate::model::apparatus::{EntryId, Layer};
use crate::model::document::{Container, Document};
use crate::model::order::{Order, Position};
use crate::model::text::{Mark, MarkKind, Text};
use std::collections::BTreeMap;
use std::ops::Range;

/// What stands between two parts of a lemma where it is told.
pub(super) const BETWEEN: &str = " … ";

/// Joins the parts and tells the entries of series what they stand on.
pub(super) fn settle(document: &mut Document) {
    let series = |document: &Document, id: EntryId| {
        document.entries.get(id.0 as usize).is_some_and(|entry| entry.layer != Layer::Emendation)
    };
    let order = Order::of(document);
    let mut parts: BTreeMap<EntryId, Vec<(Position, Container, String)>> = BTreeMap::new();
    for container in document.containers() {
        let Some(text) = document.text(container) else { continue };
        let mut ranges: BTreeMap<EntryId, Vec<Range<usize>>> = BTreeMap::new();
        for Mark { range, kind } in &text.marks {
            if let MarkKind::Entry(id) = kind
                && series(document, *id)
            {
                ranges.entry(*id).or_default().push(range.clone());
            }
        }
        // What a file tells of an emendation has its mark already.
        let emended: Vec<EntryId> = text.marks.iter().filter_map(|mark| entry_of(&mark.kind)).collect();
        for id in emended {
            let entry = document.entries.get_mut(id.0 as usize).filter(|entry| entry.layer == Layer::Emendation);
            entry.into_iter().for_each(|entry| entry.place = entry.place.or(Some(container)));
        }
        if ranges.is_empty() {
            continue;
        }
        let Some(text) = document.text(container) else { continue };
        for (id, ranges) in &mut ranges {
            *ranges = joined(text, std::mem::take(ranges));
            for range in ranges {
                let words = text.string[range.clone()].replace('\n', " ");
                parts.entry(*id).or_default().push((order.position(container, range.start), container, words));
            }
        }
        let Some(text) = document.text_mut(container) else { continue };
        text.marks.retain(|mark| !matches!(mark.kind, MarkKind::Entry(id) if ranges.contains_key(&id)));
        let marks = ranges.into_iter().flat_map(|(id, ranges)| ranges.into_iter().map(move |range| (id, range)));
        text.marks.extend(marks.map(|(id, range)| Mark { range, kind: MarkKind::Entry(id) }));
        text.sort_marks();
    }
    for (id, mut parts) in parts {
        parts.sort();
        let Some(entry) = document.entries.get_mut(id.0 as usize) else { continue };
        entry.place = parts.first().map(|(_, container, _)| *container);
        let words = parts.into_iter().map(|(_, _, words)| words).collect::<Vec<_>>().join(BETWEEN);
        // At a point the lemma may be a milestone, which is no word of the text.
        if !words.is_empty() || entry.lemma.is_empty() {
            entry.lemma = words;
        }
    }
}

/// The entry on whose lemma a mark is.
fn entry_of(kind: &MarkKind) -> Option<EntryId> {
    if let MarkKind::Entry(id) = kind { Some(*id) } else { None }
}

/// The parts of a lemma, sorted, those that only white space parts made one.
fn joined(text: &Text, mut parts: Vec<Range<usize>>) -> Vec<Range<usize>> {
    parts.sort_by_key(|part| (part.start, part.end));
    let mut all: Vec<Range<usize>> = Vec::new();
    for part in parts {
        match all.last_mut() {
            Some(last) if part.start <= last.end || text.string[last.end..part.start].trim().is_empty() => {
                last.end = last.end.max(part.end);
            }
            _ => all.push(part),
        }
    }
    all
}

/// Two entries of one name, from headnote, text and stand-off file.
pub(super) fn report_doubles(document: &Document, diagnostics: &mut Diagnostics) {
    let mut seen = BTreeMap::new();
    for entry in document.entries.iter().filter(|entry| entry.layer != Layer::Emendation) {
        let Some(span) = entry.span.clone() else { continue };
        if let Some(first) = seen.insert(&entry.id, span.clone()) {
            let error = Diagnostic::error("duplicate-note", format!("the entry `{}` is defined twice", entry.id));
            diagnostics.push(error.at(span).label(first, "first here").help("give one of the two another id"));
        }
    }
}
