//! Puts citations on the text: a mark on their words, an anchor before them, a reference to their work's
//! entry in the bibliography.

use crate::cite::chain::Settled;
use crate::cite::found::FoundCitation;
use crate::cite::known::Catalogue;
use crate::model::document::{Container, Document, Reference, Target};
use crate::model::text::{Mark, MarkKind, RefId, Text};
use crate::model::work::{Citation, CitationId};
use crate::source::Span;
use std::collections::BTreeMap;
use std::ops::Range;

/// How many marks before a citation may be those of one that overlaps it.
const NEAR: usize = 12;
/// How far behind a citation its source is looked for, in bytes.
const NEXT: usize = 64;

/// Lays all citations of a document, given in the order of reading.
pub(super) fn all(
    document: &mut Document,
    citations: Vec<(Container, FoundCitation, Settled)>,
    catalogue: &Catalogue,
    bibliography: Option<&str>,
) {
    let mut marks: BTreeMap<Container, Vec<Mark>> = BTreeMap::new();
    for (container, found, settled) in citations {
        let Some(text) = document.text(container) else { continue };
        let work = settled.work.map(|work| catalogue.works[work].key.clone());
        let id = CitationId(document.citations.len() as u32);
        let span = span(text, &found.range);
        let marks = marks.entry(container).or_default();
        if let (Some(bibliography), Some(key)) = (bibliography, &work)
            && let Some(range) = linkable(text, &found.range)
            && marks.iter().rev().take(NEAR).all(|m| m.range.end <= range.start || !is_link(&m.kind))
        {
            marks.push(Mark { range, kind: MarkKind::Reference(RefId(document.references.len() as u32)) });
            document.references.push(Reference {
                document: bibliography.to_owned(),
                anchor: Some(format!("work-{key}")),
                span: span.clone(),
                target: Target::Unresolved,
            });
        }
        let start = found.range.start;
        marks.push(Mark { range: start..start, kind: anchor(id) });
        marks.push(Mark { range: found.range, kind: MarkKind::Citation(id) });
        document.citations.push(Citation { container, how: settled.how, work, locator: found.locator, span });
    }
    for (container, marks) in marks {
        if let Some(text) = document.text_mut(container) {
            text.marks.extend(marks);
            text.sort_marks();
        }
    }
}

/// `citation-1`, from 1 in the order of reading.
fn anchor(id: CitationId) -> MarkKind {
    MarkKind::Anchor(format!("citation-{}", id.0 + 1))
}

fn is_link(kind: &MarkKind) -> bool {
    matches!(kind, MarkKind::Reference(_) | MarkKind::Link(_))
}

/// The words of `range` that may become a link: those before a call in it, if no link covers any.
fn linkable(text: &Text, range: &Range<usize>) -> Option<Range<usize>> {
    let block = text.block_at(range.start).map(|block| text.blocks[block].range.clone())?;
    let marks = text.marks_from(&block);
    let overlaps = |r: &Range<usize>| r.start < range.end && range.start < r.end;
    let linked = marks.iter().any(|m| is_link(&m.kind) && overlaps(&m.range));
    let call = marks.iter().filter(|m| matches!(m.kind, MarkKind::Call(_))).map(|m| m.range.start);
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
        && let Some(next) = (range.end..text.string.len().min(range.end + NEXT)).find_map(|at| text.origin(at))
        && next.file == last.file
        && next.range.start >= end
        && ((next.range.start - end) as usize) < 2 * (range.end - at) + 2
    {
        end = next.range.start;
    }
    let sound = first.file == last.file && first.range.start <= end;
    Some(if sound { Span { range: first.range.start..end, ..first } } else { first })
}
