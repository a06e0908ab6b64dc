//! What witnesses lack, marked in the body before any word is emended.

use super::quoted::{Found, find_all};
use super::sigla::declared;
use crate::config::apparatus::Lacuna;
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::document::{Container, Document, NoteSeries};
use crate::model::text::{Mark, MarkKind};

/// Marks the lacunae of a sheet; one whose words are not there is an error at its quotation.
pub(super) fn mark(document: &mut Document, all: &[Lacuna], series: &[NoteSeries], diagnostics: &mut Diagnostics) {
    for lacuna in all {
        let Some(witness) = declared(&document.sigla, &lacuna.witness, diagnostics) else { continue };
        let quotes: Vec<_> = std::iter::once(&lacuna.from).chain(&lacuna.to).collect();
        let found = find_all(document, &quotes, &vec![None; quotes.len()], series, diagnostics);
        let ends: Vec<_> = found
            .into_iter()
            .filter_map(|found| if let Found::Here(Container::Body, range) = found { Some(range) } else { None })
            .collect();
        let range = match &ends[..] {
            [from, to] => from.start..to.end,
            [from] if lacuna.to.is_none() => from.start..document.body.string.len(),
            _ => continue,
        };
        if range.is_empty() {
            let error = Diagnostic::error("bad-lacuna", "this lacuna ends before it begins");
            diagnostics.push(error.at(lacuna.from.span.clone()).help("compare `from` and `to` with the text"));
            continue;
        }
        document.body.marks.push(Mark { range, kind: MarkKind::Lacuna(witness) });
    }
    document.body.sort_marks();
}
