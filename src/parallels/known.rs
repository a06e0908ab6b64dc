//! What the editor has judged already: proposals that lie where an entry of `parallels.toml` does.

use super::texts::Texts;
use super::{Passage, Proposal};
use crate::config::parallels::{ParallelEntry, ParallelsFile, Status};
use crate::model::document::{Container, Edition};
use crate::model::text::MarkKind;
use std::collections::BTreeMap;
use std::ops::Range;

/// A stretch of a container of a document (index).
type Stretch = (usize, Container, Range<usize>);

/// The judgement on each proposal, in their order; `None` on those that are new.
pub fn judgements(
    edition: &Edition,
    file: &ParallelsFile,
    texts: &Texts<'_>,
    proposals: &[Proposal],
) -> Vec<Option<Status>> {
    let places = passages(edition);
    let side = |entry: &ParallelEntry, side: usize| {
        let side = &entry.sides[side];
        places.get(&(side.document.value.as_str(), side.name.as_str())).cloned()
    };
    let entries: Vec<(Status, Stretch, Stretch)> =
        file.parallels.iter().filter_map(|entry| Some((entry.status, side(entry, 0)?, side(entry, 1)?))).collect();
    let judge = |proposal: &Proposal| {
        let (a, b) = (stretch(texts, &proposal.a)?, stretch(texts, &proposal.b)?);
        let same = |x: &Stretch, y: &Stretch| is_half(&a, x) && is_half(&b, y);
        entries.iter().find(|(_, x, y)| same(x, y) || same(y, x)).map(|(status, ..)| *status)
    };
    proposals.iter().map(judge).collect()
}

/// The passages that the documents' texts name.
fn passages(edition: &Edition) -> BTreeMap<(&str, &str), Stretch> {
    let mut all = BTreeMap::new();
    for (index, document) in edition.documents.iter().enumerate() {
        for container in document.containers() {
            for mark in document.text(container).into_iter().flat_map(|text| &text.marks) {
                if let MarkKind::Passage(name) = &mark.kind {
                    all.insert((document.id.as_str(), name.as_str()), (index, container, mark.range.clone()));
                }
            }
        }
    }
    all
}

fn stretch(texts: &Texts<'_>, passage: &Passage) -> Option<Stretch> {
    let home = texts.home(passage.block);
    Some((home.document, home.container, texts.range(passage)?.1))
}

/// Whether two stretches have half of the shorter one in common.
fn is_half(x: &Stretch, y: &Stretch) -> bool {
    let common = x.2.end.min(y.2.end).saturating_sub(x.2.start.max(y.2.start));
    (x.0, x.1) == (y.0, y.1) && 2 * common >= x.2.len().min(y.2.len())
}
