//! Where the quotations of a stand-off file lead in a document.

use crate::anchor::Anchors;
use crate::anchor::container::container;
use crate::anchor::passage::{Place, Sought};
use crate::config::standoff::Quote;
use crate::config::variant::Stand;
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

/// Where the lemma of an entry of an apparatus stands.
pub(super) enum Stood {
    /// Its parts; an empty one at a point.
    Here(Container, Vec<Range<usize>>),
    /// In a text that is not there.
    Waiting,
    /// Nowhere, which is reported.
    Failed,
}

/// Finds the quotations of a document, folding each container once.
pub(super) struct Finder<'d> {
    document: &'d Document,
    series: &'d [NoteSeries],
    anchors: BTreeMap<Container, Anchors<'d>>,
}

impl<'d> Finder<'d> {
    /// Folds nothing yet.
    pub(super) fn new(document: &'d Document, series: &'d [NoteSeries]) -> Self {
        Self { document, series, anchors: BTreeMap::new() }
    }

    /// Where every passage stands.
    pub(super) fn passages(&mut self, all: &[Sought<'_>], diagnostics: &mut Diagnostics) -> Vec<Found> {
        let found = all.iter().map(|sought| {
            self.passage(sought).unwrap_or_else(|error| {
                diagnostics.push(*error);
                Found::Failed
            })
        });
        found.collect()
    }

    fn passage(&mut self, sought: &Sought<'_>) -> Result<Found, Box<Diagnostic>> {
        let Some((container, anchors)) = self.anchors(sought.from)? else { return Ok(Found::Waiting) };
        let Place { whole, last } = anchors.resolve(sought)?;
        Ok(if sought.to.is_some() { Found::Passage(container, whole, last) } else { Found::Here(container, whole) })
    }

    /// Where a lemma stands.
    pub(super) fn lemma(&mut self, stand: &Stand, diagnostics: &mut Diagnostics) -> Stood {
        let mut find = || {
            let Some(first) = stand.first() else { return Ok(Stood::Failed) };
            let Some((container, anchors)) = self.anchors(first)? else { return Ok(Stood::Waiting) };
            Ok(Stood::Here(container, anchors.lemma(stand)?))
        };
        find().unwrap_or_else(|error: Box<Diagnostic>| {
            diagnostics.push(*error);
            Stood::Failed
        })
    }

    /// The container of a quotation with its text made ready; `None` for one that is absent with the text.
    fn anchors(&mut self, quote: &Quote) -> Result<Option<(Container, &Anchors<'d>)>, Box<Diagnostic>> {
        let Some(container) = container(self.document, quote, self.series)? else { return Ok(None) };
        let Some(text) = self.document.text(container) else { return Ok(None) };
        Ok(Some((container, self.anchors.entry(container).or_insert_with(|| Anchors::new(text)))))
    }
}

/// Finds every passage, folding each container once.
pub(super) fn find_all(
    document: &Document,
    all: &[Sought<'_>],
    series: &[NoteSeries],
    diagnostics: &mut Diagnostics,
) -> Vec<Found> {
    Finder::new(document, series).passages(all, diagnostics)
}
