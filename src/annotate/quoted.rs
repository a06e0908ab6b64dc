//! Where the quotations of a stand-off file lead in a document.

use crate::anchor::Anchors;
use crate::anchor::container::container;
use crate::anchor::passage::{Place, Sought};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::document::{Container, Document, NoteSeries};
use std::collections::BTreeMap;
use std::ops::Range;

/// Where a quotation leads.
pub(super) enum Found {
    /// Words.
    Here(Container, Range<usize>),
    /// A passage, and its last words.
    Passage(Container, Range<usize>, Range<usize>),
    /// Into a text that is not there.
    Waiting,
    /// Nowhere, which is reported.
    Failed,
}

/// Finds every passage, folding each container once.
pub(super) fn find_all(
    document: &Document,
    all: &[Sought<'_>],
    series: &[NoteSeries],
    diagnostics: &mut Diagnostics,
) -> Vec<Found> {
    let mut anchors: BTreeMap<Container, Anchors<'_>> = BTreeMap::new();
    let mut find = |sought: &Sought<'_>| -> Result<Found, Box<Diagnostic>> {
        let Some(container) = container(document, sought.from, series)? else { return Ok(Found::Waiting) };
        let Some(text) = document.text(container) else { return Ok(Found::Waiting) };
        let anchors = anchors.entry(container).or_insert_with(|| Anchors::new(text));
        let Place { whole, last } = anchors.resolve(sought)?;
        Ok(if sought.to.is_some() { Found::Passage(container, whole, last) } else { Found::Here(container, whole) })
    };
    let mut found = |sought| {
        find(sought).unwrap_or_else(|error| {
            diagnostics.push(*error);
            Found::Failed
        })
    };
    all.iter().map(&mut found).collect()
}
