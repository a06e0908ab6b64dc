//! Marks what the apparatus and the lists of the appendix want of a finished text, once, in reading order: the
//! emendations of the rules beside the editor's, and the words that a line's end divides in the witness.

use super::changed;
use super::locate::{Locator, whole_words};
use crate::model::apparatus::{Cited, EntryId, Layer};
use crate::model::document::{Container, Document};
use crate::model::order::{Order, Position};
use crate::model::text::{Mark, MarkKind, Text};
use std::collections::BTreeSet;

/// The rules that decide on a hyphen at a line's end.
const RULES: &str = "hyphens.";

/// Marks a document whose notes have their calls in place. `witness` is the text of its witness.
pub fn mark(document: &mut Document, witness: &str) {
    for (range, entry) in changed::by_rules(document, witness) {
        let kind = MarkKind::Entry(EntryId(document.entries.len() as u32));
        let text = entry.place.and_then(|place| document.text_mut(place));
        text.into_iter().for_each(|text| text.marks.push(Mark { range: range.clone(), kind: kind.clone() }));
        document.entries.push(entry);
    }
    number(document);
    divided(document);
    for container in document.containers() {
        document.text_mut(container).into_iter().for_each(Text::sort_marks);
    }
}

/// The witness whose words the text has but for its emendations.
pub(super) fn base(document: &Document) -> Vec<Cited> {
    document.sigla.base.map(Cited::of).into_iter().collect()
}

/// Puts the entries in the order of reading, those without a place last, and names them.
fn number(document: &mut Document) {
    let order = Order::of(document);
    let mut places: Vec<Option<(Position, usize)>> = vec![None; document.entries.len()];
    for container in document.containers() {
        for Mark { range, kind } in document.text(container).into_iter().flat_map(|text| &text.marks) {
            let MarkKind::Entry(id) = kind else { continue };
            let Some(known) = places.get_mut(id.0 as usize) else { continue };
            let here = (order.position(container, range.start), range.end);
            if known.is_none_or(|known| here < known) {
                *known = Some(here);
            }
        }
    }
    let mut sorted: Vec<usize> = (0..places.len()).collect();
    sorted.sort_by_key(|index| (places[*index].is_none(), places[*index]));
    let mut ids = vec![EntryId(0); sorted.len()];
    let mut emendations = 0;
    for (new, old) in sorted.iter().enumerate() {
        ids[*old] = EntryId(new as u32);
        let entry = &mut document.entries[*old];
        if entry.layer == Layer::Emendation {
            emendations += 1;
            entry.id = format!("emendation-{emendations}");
        }
    }
    let mut entries: Vec<_> = ids.iter().copied().zip(std::mem::take(&mut document.entries)).collect();
    entries.sort_by_key(|(id, _)| *id);
    document.entries = entries.into_iter().map(|(_, entry)| entry).collect();
    for within in document.entries.iter_mut().filter_map(|entry| entry.within.as_mut()) {
        within.entry = ids.get(within.entry.0 as usize).copied().unwrap_or(within.entry);
    }
    for note in &mut document.notes {
        if let Container::Entry(id) = &mut note.place {
            *id = ids.get(id.0 as usize).copied().unwrap_or(*id);
        }
    }
    let renumber = |mark: &mut Mark| {
        if let MarkKind::Entry(id) = &mut mark.kind {
            *id = ids.get(id.0 as usize).copied().unwrap_or(*id);
        }
    };
    let readings = document.entries.iter_mut().flat_map(|entry| &mut entry.readings);
    readings.flat_map(|reading| &mut reading.marks).for_each(renumber);
    for container in document.containers() {
        document.text_mut(container).into_iter().flat_map(|text| &mut text.marks).for_each(renumber);
    }
}

/// Marks the words that are divided at a line's end of the witness, each with a place to refer to.
fn divided(document: &mut Document) {
    let Some(account) = &document.account else { return };
    let locator = Locator::new(document, account.file);
    let order = Order::of(document);
    let mut words: BTreeSet<(Position, Container, usize)> = BTreeSet::new();
    for edit in account.edits.iter().filter(|e| e.applied && e.rule.starts_with(RULES)) {
        let Some((container, range)) = locator.find(&edit.span) else { continue };
        let Some(text) = document.text(container) else { continue };
        let start = whole_words(text, range).start;
        words.insert((order.position(container, start), container, start));
    }
    for (number, (_, container, start)) in (1..).zip(words) {
        let Some(text) = document.text_mut(container) else { continue };
        let word = whole_words(text, start..start);
        text.marks.push(Mark { range: start..start, kind: MarkKind::Anchor(format!("hyphen-{number}")) });
        text.marks.push(Mark { range: word, kind: MarkKind::Divided });
    }
}
