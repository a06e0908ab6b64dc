//! Puts citations on the text: a mark on their words, an anchor before them, a reference to their work's
//! entry in the bibliography.

use super::chain::Settled;
use super::found::Found;
use super::known::Catalogue;
use crate::model::document::{Container, Document, Reference, Target};
use crate::model::text::{Mark, MarkKind, NoteId, RefId, Text};
use crate::model::work::{Citation, CitationId};
use crate::source::Span;
use std::ops::Range;

/// Lays all citations of a document, given in the order of reading.
pub(super) fn all(
    document: &mut Document,
    citations: Vec<(Container, Found, Settled)>,
    catalogue: &Catalogue,
    bibliography: Option<&str>,
) {
    for (container, found, settled) in citations {
        let work = settled.work.map(|work| catalogue.works[work].key.clone());
        let id = CitationId(document.citations.len() as u32);
        let span = document.text(container).and_then(|text| span(text, &found.range));
        let linked = bibliography
            .zip(work.as_deref())
            .zip(document.text(container).and_then(|text| linkable(text, &found.range)));
        if let Some(((bibliography, key), range)) = linked {
            let reference = RefId(document.references.len() as u32);
            let (id, anchor) = (bibliography.to_owned(), format!("work-{key}"));
            document.references.push(Reference {
                document: id,
                anchor: Some(anchor),
                span: span.clone(),
                target: Target::Unresolved,
            });
            mark(document, container, range, MarkKind::Reference(reference));
        }
        mark(document, container, found.range.start..found.range.start, anchor(id));
        mark(document, container, found.range.clone(), MarkKind::Citation(id));
        document.citations.push(Citation { container, how: settled.how, work, locator: found.locator, span });
    }
    for container in document.containers() {
        if let Some(text) = text_mut(document, container) {
            text.sort_marks();
        }
    }
}

/// `citation-1`, from 1 in the order of reading.
fn anchor(id: CitationId) -> MarkKind {
    MarkKind::Anchor(format!("citation-{}", id.0 + 1))
}

fn mark(document: &mut Document, container: Container, range: Range<usize>, kind: MarkKind) {
    if let Some(text) = text_mut(document, container) {
        text.marks.push(Mark { range, kind });
    }
}

/// The words of `range` that may become a link: those before a call in it, if no link covers any.
fn linkable(text: &Text, range: &Range<usize>) -> Option<Range<usize>> {
    let overlaps = |r: &Range<usize>| r.start < range.end && range.start < r.end;
    let linked =
        text.marks.iter().any(|m| matches!(m.kind, MarkKind::Reference(_) | MarkKind::Link(_)) && overlaps(&m.range));
    let call = text.marks.iter().filter(|m| matches!(m.kind, MarkKind::Call(_))).map(|m| m.range.start);
    let end = call.filter(|at| *at > range.start && *at < range.end).min().unwrap_or(range.end);
    (!linked).then_some(range.start..end)
}

/// Where the words of `range` stand in their source: from the first of them that came from it to the
/// last. Characters at the end that the edition has otherwise reach to where the source goes on.
pub(super) fn span(text: &Text, range: &Range<usize>) -> Option<Span> {
    let first = range.clone().find_map(|at| text.origin(at))?;
    let (at, last) = range.clone().rev().find_map(|at| Some((at, text.origin(at)?)))?;
    let mut end = last.range.end;
    if at + 1 < range.end
        && let Some(next) = (range.end..text.string.len()).find_map(|at| text.origin(at))
        && next.file == last.file
        && next.range.start >= end
        && ((next.range.start - end) as usize) < 2 * (range.end - at) + 2
    {
        end = next.range.start;
    }
    let sound = first.file == last.file && first.range.start <= end;
    Some(if sound { Span { range: first.range.start..end, ..first } } else { first })
}

/// The container's text, to be changed.
pub(super) fn text_mut(document: &mut Document, container: Container) -> Option<&mut Text> {
    match container {
        Container::Title => Some(&mut document.title),
        Container::Headnote => document.headnote.as_mut(),
        Container::Body => Some(&mut document.body),
        Container::Note(NoteId(note)) => document.notes.get_mut(note as usize).map(|n| &mut n.text),
    }
}
