//! The citations of a document and the works of the book, as `report` prints them.
//!
//! Knows the model; reads nothing and prints nothing.

use crate::model::document::Document;
use crate::model::work::{How, Work};
use crate::source::{Sources, Span};
use serde::Serialize;
use std::fmt::Write as _;

/// A citation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CitationReport {
    /// The line, from 1, in the witness or our own file.
    pub line: u32,
    /// The column, from 0, in characters.
    pub column: u32,
    /// The words as they stand there.
    pub text: String,
    /// How it names the work.
    pub how: How,
    /// The work's key; `null` for one that `works.yaml` does not have.
    pub work: Option<String>,
    /// The pages or chapters.
    pub locator: Option<String>,
}

/// A work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WorkReport {
    /// Its authors; empty where nobody is named.
    pub author: String,
    /// Its title.
    pub title: String,
    /// The year, where it is known.
    pub year: Option<i32>,
}

impl From<&Work> for WorkReport {
    fn from(work: &Work) -> Self {
        Self { author: work.author.clone(), title: work.title.clone(), year: work.year }
    }
}

/// The citations of a document that stand somewhere in a source.
pub(super) fn citations(sources: &Sources, document: &Document) -> Vec<CitationReport> {
    let placed = |span: &Option<Span>| span.clone().map(|span| (sources.position(&span), span));
    document
        .citations
        .iter()
        .filter_map(|citation| Some((placed(&citation.span)?, citation)))
        .map(|((at, span), citation)| CitationReport {
            line: at.line,
            column: at.column,
            text: sources.slice(&span).to_owned(),
            how: citation.how,
            work: citation.work.clone(),
            locator: citation.locator.clone(),
        })
        .collect()
}

/// The citations as a table: place, how, work, pages; those without a work with their words.
pub(super) fn table(out: &mut String, citations: &[CitationReport]) {
    if citations.is_empty() {
        return;
    }
    out.push_str("\n  citation   how          work\n");
    for citation in citations {
        let at = format!("{}:{}", citation.line, citation.column + 1);
        let how = serde_json::to_value(citation.how).ok();
        let how = how.as_ref().and_then(|how| how.as_str()).unwrap_or_default();
        let words = citation.text.split_whitespace().collect::<Vec<_>>().join(" ");
        // The words of what has no work hold the pages.
        let work = match (&citation.work, &citation.locator) {
            (Some(work), Some(pages)) => format!("{work}, {pages}"),
            (Some(work), None) => work.clone(),
            (None, _) => format!("unmatched: {words}"),
        };
        let _ = writeln!(out, "  {at:<10} {how:<12} {work}");
    }
}
