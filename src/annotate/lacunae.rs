//! What witnesses lack, marked in the body before any word is emended.

use super::quoted::{Found, find_all};
use super::sigla::declared;
use crate::anchor::passage::{Reach, Sought};
use crate::config::apparatus::Lacuna;
use crate::diag::Diagnostics;
use crate::model::document::{Container, Document, NoteSeries};
use crate::model::text::{Mark, MarkKind};
use crate::source::Span;
use crate::table::Located;
use std::cmp::Reverse;
use std::ops::Range;

/// Marks the lacunae of a sheet, beside those that the text marks itself; one whose words are not there is an error
/// at its quotation. Gives where each that is marked is declared, in the order of their marks.
pub(super) fn mark(
    document: &mut Document,
    all: &[Lacuna],
    series: &[NoteSeries],
    diagnostics: &mut Diagnostics,
) -> Vec<Option<Span>> {
    let is_lacuna = |mark: &&Mark| matches!(mark.kind, MarkKind::Lacuna(_));
    let own = document.body.marks.iter().filter(is_lacuna).map(|mark| mark.range.clone());
    let mut marked: Vec<_> = own.map(|range| (range.clone(), place(document, range.start))).collect();
    for lacuna in all {
        let Some(witness) = declared(&document.sigla, &lacuna.witness, diagnostics) else { continue };
        let Some(range) = range(document, lacuna, series, diagnostics) else { continue };
        document.body.marks.push(Mark { range: range.clone(), kind: MarkKind::Lacuna(witness) });
        marked.push((range, Some(lacuna.span().clone())));
    }
    document.body.sort_marks();
    marked.sort_by_key(|(range, _)| (range.start, Reverse(range.end)));
    marked.into_iter().map(|(_, span)| span).collect()
}

/// What a lacuna takes of the body: from the beginning and to the end where it does not say otherwise.
fn range(
    document: &Document,
    lacuna: &Lacuna,
    series: &[NoteSeries],
    diagnostics: &mut Diagnostics,
) -> Option<Range<usize>> {
    let end = document.body.string.len();
    let to = lacuna.to.as_ref().map(|to| Located { value: to.exact.clone(), span: to.span.clone() });
    let Some(first) = lacuna.from.as_ref().or(lacuna.to.as_ref()) else { return Some(0..end) };
    let sought = Sought { from: first, to: to.as_ref().filter(|_| lacuna.from.is_some()), reach: Reach::Text };
    match find_all(document, &[sought], series, diagnostics).pop() {
        Some(Found::Here(Container::Body, range)) if lacuna.from.is_some() => Some(range.start..end),
        Some(Found::Here(Container::Body, range)) => Some(0..range.end),
        Some(Found::Passage(Container::Body, range, _)) => Some(range),
        _ => None,
    }
}

/// Where the source has what stands at byte `at` of the body.
fn place(document: &Document, at: usize) -> Option<Span> {
    let provenance = &document.body.provenance;
    let after = provenance.partition_point(|segment| segment.range.start <= at);
    let segment = provenance.get(after.checked_sub(1)?)?;
    let (start, inside) = (segment.source.range.start, at.saturating_sub(segment.range.start));
    let start = (start + inside as u32).min(segment.source.range.end);
    Some(Span { file: segment.source.file, range: start..segment.source.range.end })
}
