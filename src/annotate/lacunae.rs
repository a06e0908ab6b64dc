//! What witnesses lack, marked in the body before any word is emended.

use super::quoted::{Found, find_all};
use super::sigla::declared;
use crate::anchor::passage::{Reach, Sought};
use crate::config::apparatus::Lacuna;
use crate::diag::Diagnostics;
use crate::model::document::{Container, Document, NoteSeries};
use crate::model::text::{Mark, MarkKind};

/// Marks the lacunae of a sheet; one whose words are not there is an error at its quotation.
pub(super) fn mark(document: &mut Document, all: &[Lacuna], series: &[NoteSeries], diagnostics: &mut Diagnostics) {
    for lacuna in all {
        let Some(witness) = declared(&document.sigla, &lacuna.witness, diagnostics) else { continue };
        let sought = Sought { from: &lacuna.from, to: lacuna.to.as_ref(), reach: Reach::Text };
        let range = match find_all(document, &[sought], series, diagnostics).pop() {
            Some(Found::Here(Container::Body, range)) => range.start..document.body.string.len(),
            Some(Found::Passage(Container::Body, range, _)) => range,
            _ => continue,
        };
        document.body.marks.push(Mark { range, kind: MarkKind::Lacuna(witness) });
    }
    document.body.sort_marks();
}
