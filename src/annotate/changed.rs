//! Makes emendations of those rules' edits that change words.
//!
//! What a rule changes inside a word is shown as the whole word, as the editor's emendations are.

use super::locate::{Locator, whole_words};
use super::marked::base;
use crate::model::apparatus::{Entry, EntryId, Hand, Layer, Reading};
use crate::model::document::{Container, Document};
use crate::model::text::{MarkKind, Text};
use crate::source::Span;
use std::collections::BTreeMap;
use std::ops::Range;

/// The rules that change words, letters and the stops between them, by the beginnings of their names. All
/// others change how something is printed or what belongs to the text at all: the form of quotation
/// marks, dashes and spaces, line ends, note marks, furniture, residue of markup.
const SUBSTANTIVE: [&str; 11] = [
    "ocr.",
    "letters.",
    "words.",
    "foreign.",
    "stops.",
    "hyphens.inside",
    "quotes.missing",
    "quotes.stray",
    "spaces.figures",
    "spaces.genitive",
    "spaces.lost",
];

fn is_substantive(rule: &str) -> bool {
    SUBSTANTIVE.iter().any(|prefix| rule.starts_with(prefix))
}

/// The emendations by rules, each with its words' range in its place; where the editor has emended too, his
/// stands alone. `witness` is the text of the document's witness.
pub(super) fn by_rules(document: &Document, witness: &str) -> Vec<(Range<usize>, Entry)> {
    let Some(account) = &document.account else { return vec![] };
    let locator = Locator::new(document, account.file);
    let mut words: BTreeMap<(Container, usize), Word> = BTreeMap::new();
    for edit in account.edits.iter().filter(|e| e.applied && is_substantive(e.rule)) {
        let Some((container, range)) = locator.find(&edit.span) else { continue };
        let Some(text) = document.text(container) else { continue };
        let range = whole_words(text, range);
        let emended = |kind: &MarkKind| matches!(kind, MarkKind::Entry(id) if is_emendation(document, *id));
        if text.marks.iter().any(|m| emended(&m.kind) && m.range.start <= range.end && range.start <= m.range.end) {
            continue;
        }
        let key = (container, range.start);
        words
            .entry(key)
            .or_insert(Word { end: range.end, rule: edit.rule, edits: vec![] })
            .edits
            .push(edit.span.clone());
    }
    let placed = words.into_iter().filter_map(|((container, start), word)| {
        let text = document.text(container)?;
        let range = start..word.end;
        let shown = [range.clone(), with_signs(text, &range), with_neighbours(text, &range)];
        shown.into_iter().find_map(|shown| {
            let span = origin(text, &shown, &word.edits);
            let raw = witness.get(span.bytes())?.split_whitespace().collect::<Vec<_>>().join(" ");
            let lemma = text.string[shown].trim().to_owned();
            let says = raw != lemma && lemma.contains(char::is_alphanumeric);
            let entry = Entry {
                lemma,
                readings: vec![Reading::of(base(document), raw)],
                hand: Hand::Rule(word.rule),
                place: Some(container),
                ..Entry::new("", Layer::Emendation)
            };
            says.then(|| (range.clone(), entry))
        })
    });
    placed.collect()
}

fn is_emendation(document: &Document, id: EntryId) -> bool {
    document.entries.get(id.0 as usize).is_some_and(|entry| entry.layer == Layer::Emendation)
}

/// A range with the signs and words that no space parts from it: a sign alone says nothing.
fn with_signs(text: &Text, range: &Range<usize>) -> Range<usize> {
    let (before, after) = around(text, range);
    let left: usize = before.chars().rev().take_while(|c| !c.is_whitespace()).map(char::len_utf8).sum();
    let right: usize = after.chars().take_while(|c| !c.is_whitespace()).map(char::len_utf8).sum();
    range.start - left..range.end + right
}

/// A range with what stands on either side of it: two words that only a space parts.
fn with_neighbours(text: &Text, range: &Range<usize>) -> Range<usize> {
    let (before, after) = around(text, range);
    let left = range.start - (before.len() - before.trim_end().len());
    let right = range.end + (after.len() - after.trim_start().len());
    with_signs(text, &(left..right))
}

/// What of its block is before and after a range.
fn around<'t>(text: &'t Text, range: &Range<usize>) -> (&'t str, &'t str) {
    let block = text.block_at(range.start).map_or(0..text.string.len(), |i| text.blocks[i].range.clone());
    (&text.string[block.start..range.start.max(block.start)], &text.string[range.end.min(block.end)..block.end])
}

/// A word that rules have changed.
struct Word {
    end: usize,
    rule: &'static str,
    edits: Vec<Span>,
}

/// The witness's bytes for the words `range` of a text, `edits` among them.
fn origin(text: &Text, range: &Range<usize>, edits: &[Span]) -> Span {
    let mut span = edits[0].clone();
    let mut parts: Vec<Span> = edits[1..].to_vec();
    if let Some((offset, last)) = text.string[range.clone()].char_indices().next_back() {
        parts.extend(text.origin(range.start));
        parts.extend(text.origin(range.start + offset).map(|mut end| {
            // What corresponds byte by byte is known by one byte of the letter.
            end.range.end =
                end.range.end.max(end.range.start + last.len_utf8() as u32 * u32::from(end.range.len() == 1));
            end
        }));
    }
    for part in parts.iter().filter(|part| part.file == edits[0].file) {
        span.range = span.range.start.min(part.range.start)..span.range.end.max(part.range.end);
    }
    span
}
