//! One document's account, as `report --json` prints it: what it holds and, for a witness, what the
//! import found, counted as the gold of the project counts.
//!
//! Knows documents and their accounts; reads nothing and prints nothing.

use super::citation;
use super::shape::{DanglingReport, DocumentReport, TeiReport, WitnessReport};
use super::witness::Entries;
use super::{bytes, count, witness};

use crate::model::account::TeiAccount;
use crate::model::apparatus::Witness;
use crate::model::document::{Document, Presence};
use crate::model::draft::Draft;
use crate::source::Sources;

/// The report on a document; `author_series` is the index of the author's note series.
pub fn document(sources: &Sources, document: &Document, author_series: usize) -> DocumentReport {
    let head = DocumentReport {
        id: document.id.clone(),
        title: Some(document.title.string.clone()),
        author: document.author.clone(),
        witness: document.witnesses.first().map(WitnessReport::from),
        present: document.presence == Presence::Text,
        citations: citation::citations(sources, document),
        ..DocumentReport::default()
    };
    if !head.present {
        return head;
    }
    let counted = count::text(head, &document.body, &document.notes, author_series);
    match &document.account {
        Some(account) => witness::account(counted, sources, account, Entries::All),
        None => witness::with_ledger(counted, sources, &document.punctuation, Entries::All),
    }
}

/// The report on a bare import, without a book: `id` is the file's stem.
pub fn draft(sources: &Sources, id: &str, draft: &Draft, base: Option<&Witness>, entries: Entries) -> DocumentReport {
    let head = DocumentReport {
        id: id.to_owned(),
        title: draft.title.as_ref().map(|t| t.string.clone()),
        author: draft.author.clone(),
        witness: base.map(WitnessReport::from),
        present: true,
        ..DocumentReport::default()
    };
    let series = draft.notes.first().map_or(0, |n| n.series);
    let counted = count::text(head, &draft.body, &draft.notes, series);
    let counted = DocumentReport { tei: draft.tei.as_ref().map(|account| tei(sources, account)), ..counted };
    match &draft.account {
        Some(account) => {
            let (bytes, counted) =
                rayon::join(|| bytes::of(draft, sources), || witness::account(counted, sources, account, entries));
            DocumentReport { bytes, ..counted }
        }
        None => witness::with_ledger(counted, sources, &draft.punctuation, entries),
    }
}

fn tei(sources: &Sources, account: &TeiAccount) -> TeiReport {
    let dangling = account.dangling.iter().map(|one| DanglingReport {
        target: one.target.clone(),
        count: one.count,
        line: sources.position(&one.first).line,
    });
    TeiReport {
        entries: account.entries,
        lemmata: account.lemmata,
        readings: account.readings,
        empty_readings: account.empty_readings,
        nested: account.nested,
        notes: account.notes,
        witnesses: account.witnesses,
        dangling: dangling.collect(),
        foreign: account.foreign.clone(),
        words: account.words,
    }
}
