//! Writes what was found into the texts of a document: a mark on the words, and at their beginning
//! an anchor to which an index can refer.

use super::keyed;
use super::lexicon::Match;
use super::rules::View;
use super::settle::{Decided, How, KnownName, Occurrence};
use crate::anchor::Anchors;
use crate::anchor::container::container;
use crate::config::names::Decision;
use crate::diag::Diagnostic;
use crate::model::document::{Container, Document, NoteSeries};
use crate::model::name::NameId;
use crate::model::text::{BlockKind, Mark, MarkKind, Text};
use crate::words::fold::Folded;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// What was found in a document.
#[derive(Clone, Debug, Default)]
pub(super) struct Marked {
    /// The spellings met, whatever became of them.
    pub(super) met: BTreeSet<usize>,
    /// Spelling, name and what settled it, for each occurrence.
    pub(super) settled: Vec<(usize, usize, How)>,
}

/// Marks a document.
pub(super) fn document(
    document: &mut Document,
    known: &KnownName<'_>,
    series: &[NoteSeries],
) -> (Marked, Vec<Diagnostic>) {
    let (mut marked, mut errors) = (Marked::default(), vec![]);
    if document.generated.is_some() {
        return (marked, errors);
    }
    let mut decided = decisions(document, known, series, &mut errors);
    keyed::add(document, known, &mut decided, &mut errors);
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for place in document.containers() {
        let of_place = decided.get(&place).map_or(&[][..], Vec::as_slice);
        let Some(text) = document.text(place) else { continue };
        let kept = occurrences(&document.id, text, known, of_place, &mut marked);
        if let (false, Some(text)) = (kept.is_empty(), document.text_mut(place)) {
            write(text, &kept, known, &mut counts);
            keyed::settle(text, known);
        }
    }
    (marked, errors)
}

/// The editor's decisions on this document, by container. One that anchors nowhere is an error; one
/// on a text that is not there waits.
fn decisions(
    document: &Document,
    known: &KnownName<'_>,
    series: &[NoteSeries],
    errors: &mut Vec<Diagnostic>,
) -> BTreeMap<Container, Vec<Decided>> {
    let mut anchors: BTreeMap<Container, Anchors<'_>> = BTreeMap::new();
    let mut decided: BTreeMap<Container, Vec<Decided>> = BTreeMap::new();
    let all = known.file.names.iter().enumerate().flat_map(|(name, e)| e.decisions.iter().map(move |d| (name, d)));
    for (name, Decision { quote, is, .. }) in all.filter(|(_, d)| d.document.value == document.id) {
        let place = match container(document, quote, series) {
            Ok(Some(place)) => place,
            Ok(None) => continue,
            Err(error) => {
                errors.push(*error);
                continue;
            }
        };
        let Some(text) = document.text(place) else { continue };
        let anchors = anchors.entry(place).or_insert_with(|| Anchors::new(text));
        match anchors.find(quote) {
            Ok(range) => decided.entry(place).or_default().push(Decided { range, name, is: *is }),
            Err(failure) => errors.push(anchors.explain(&failure, quote)),
        }
    }
    decided
}

/// The occurrences in one text, in order.
fn occurrences(
    id: &str,
    text: &Text,
    known: &KnownName<'_>,
    decided: &[Decided],
    marked: &mut Marked,
) -> Vec<Occurrence> {
    if known.lexicon.variants.is_empty() && decided.is_empty() {
        return vec![];
    }
    let folded = Folded::new(&text.string);
    let view = View::new(id, text, &folded);
    let closed = closed(text);
    let mut found = vec![];
    for hit in known.lexicon.matches(&folded.string) {
        let Match { range, variant } = &hit;
        let (range, variant) = (folded.original(range.start, range.end), *variant);
        if meets(&closed, &range) {
            continue;
        }
        marked.met.insert(variant);
        let not: Vec<usize> = decided.iter().filter(|d| !d.is && overlap(&d.range, &range)).map(|d| d.name).collect();
        if let Some((name, how)) = known.owner(&hit, &view, &not) {
            found.push(Occurrence { range, name, how, variant: Some(variant) });
        }
    }
    let kept = known.keep(found, decided);
    marked.settled.extend(kept.iter().filter_map(|o| Some((o.variant?, o.name, o.how))));
    kept
}

fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

/// The stretches that are no words of the text, in order and disjoint: placeholders and code.
fn closed(text: &Text) -> Vec<Range<usize>> {
    let is_closed = |kind: &MarkKind| matches!(kind, MarkKind::Locus(..) | MarkKind::Loci(_) | MarkKind::Code);
    let marks = text.marks.iter().filter(|m| is_closed(&m.kind)).map(|m| m.range.clone());
    let blocks = text.blocks.iter().filter(|b| b.kind == BlockKind::Code).map(|b| b.range.clone());
    let mut all: Vec<Range<usize>> = marks.chain(blocks).filter(|r| !r.is_empty()).collect();
    all.sort_by_key(|r| (r.start, r.end));
    let mut merged: Vec<Range<usize>> = vec![];
    for range in all {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

fn meets(closed: &[Range<usize>], range: &Range<usize>) -> bool {
    let next = closed.partition_point(|c| c.end <= range.start);
    closed.get(next).is_some_and(|c| c.start < range.end)
}

/// Adds the marks. `counts` says how often each name occurred in the containers before.
fn write(text: &mut Text, kept: &[Occurrence], known: &KnownName<'_>, counts: &mut BTreeMap<usize, usize>) {
    for Occurrence { range, name, .. } in kept {
        let count = counts.entry(*name).or_default();
        *count += 1;
        let anchor = format!("name-{}-{count}", known.file.names[*name].name.id);
        text.marks.push(Mark { range: range.start..range.start, kind: MarkKind::Anchor(anchor) });
        text.marks.push(Mark { range: range.clone(), kind: MarkKind::Name(NameId(*name as u32)) });
    }
    text.sort_marks();
}
