//! Verses that witnesses have more, at a point where a verse ends or begins: told by the number of that verse where verses
//! are the keys, *post* 12 *add.*, as whole verses are that stand elsewhere.

use super::desk::Desk;
use super::index::Index;
use super::numbered::{Turn, is_by_verse, verse};
use crate::model::apparatus::{Entry, EntryId, Layer, ReadingKind};
use crate::model::document::{Container, Document};
use crate::model::text::Mark;

/// What parts verses in a reading.
const END: &str = " | ";

/// Says of the entries of such verses that they tell their own number.
pub(super) fn unkey(document: &mut Document, index: &Index, desk: &Desk<'_>) {
    let told = |id: EntryId| {
        let Layer::Series(series) = document.entries[id.0 as usize].layer else { return false };
        let by_verse = || desk.series.get(series).is_some_and(|one| is_by_verse(desk.style, &one.id, document));
        is_of_verses(&document.entries[id.0 as usize]) && by_verse() && beside(document, index, id).is_some()
    };
    let all: Vec<EntryId> = (0..document.entries.len() as u32).map(EntryId).filter(|id| told(*id)).collect();
    for id in all {
        document.entries[id.0 as usize].unkeyed = true;
    }
}

/// Whether whole verses are added in all readings of an entry at a point.
fn is_of_verses(entry: &Entry) -> bool {
    let verses = |words: &str| words.contains(END) || words.starts_with("| ") || words.ends_with(" |");
    let added = |kind: &ReadingKind| matches!(kind, ReadingKind::Words | ReadingKind::Addition | ReadingKind::Preface);
    let all = entry.readings.iter().all(|reading| added(&reading.kind) && verses(&reading.words));
    entry.lemma.is_empty() && entry.place == Some(Container::Body) && !entry.readings.is_empty() && all
}

/// Behind or before which verse its entry stands.
pub(super) fn beside(document: &Document, index: &Index, id: EntryId) -> Option<(bool, String)> {
    let (at, verses) = (index.parts(id).first()?.start, document.body.verse_numbers());
    let of = |turn| verse(&document.body, &verses, at, turn);
    of(Turn::Ends).map(|number| (true, number)).or_else(|| of(Turn::Begins).map(|number| (false, number)))
}

/// Words without the sign that a verse begins with them or ends behind them, and the marks on them.
pub(super) fn unbarred<'w>(words: &'w str, marks: &[Mark]) -> (&'w str, Vec<Mark>) {
    let own = words.strip_prefix("| ").unwrap_or(words);
    let shift = words.len() - own.len();
    let own = own.strip_suffix(" |").unwrap_or(own);
    let moved = |mark: &Mark| {
        let (start, end) =
            (mark.range.start.saturating_sub(shift), mark.range.end.saturating_sub(shift).min(own.len()));
        (start < end).then(|| Mark { range: start..end, kind: mark.kind.clone() })
    };
    (own, marks.iter().filter_map(moved).collect())
}
