//! Where the quotations of a stand-off file lead in a document.

use crate::anchor::Anchors;
use crate::anchor::container::container;
use crate::config::standoff::Quote;
use crate::diag::Diagnostics;
use crate::model::document::{Container, Document, NoteSeries};
use crate::table::Located;
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

/// Finds every quotation, folding each container once.
pub(super) fn find_all(
    document: &Document,
    quotes: &[&Quote],
    ends: &[Option<&Located<String>>],
    series: &[NoteSeries],
    diagnostics: &mut Diagnostics,
) -> Vec<Found> {
    let mut anchors: BTreeMap<Container, Anchors<'_>> = BTreeMap::new();
    let mut find = |quote: &Quote, end: Option<&Located<String>>| {
        let container = match container(document, quote, series) {
            Ok(Some(container)) => container,
            Ok(None) => return Found::Waiting,
            Err(error) => {
                diagnostics.push(*error);
                return Found::Failed;
            }
        };
        let Some(text) = document.text(container) else { return Found::Waiting };
        let anchors = anchors.entry(container).or_insert_with(|| Anchors::new(text));
        match anchors.find(quote) {
            Ok(range) if end.is_none() => Found::Here(container, range),
            Ok(range) => match end.map_or(Ok(range.clone()), |end| anchors.end(&range, quote, end)) {
                Ok(last) => Found::Passage(container, range.start..last.end, last),
                Err(error) => {
                    diagnostics.push(*error);
                    Found::Failed
                }
            },
            Err(failure) => {
                diagnostics.push(anchors.explain(&failure, quote));
                Found::Failed
            }
        }
    };
    quotes.iter().zip(ends).map(|(quote, end)| find(quote, *end)).collect()
}
