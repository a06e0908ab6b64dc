//! The place of whole verses that a witness has elsewhere, by number: *post* 3 *transp.* Where verses are the keys, that is
//! where a reader looks.

use super::compose::Writer;
use super::numbered::is_by_verse;
use crate::anchor::near::nearest;
use crate::anchor::verses;
use crate::model::apparatus::{EntryId, Move, ReadingKind};
use crate::model::document::Container;
use crate::model::lines::LineMark;

impl Writer<'_> {
    /// The number of the verse behind or before which a witness has the verses that are the lemma; nothing where lemma
    /// or place is less than whole verses, or entries are keyed otherwise.
    pub(super) fn displaced(&self, id: EntryId, kind: &ReadingKind) -> Option<String> {
        let (words, behind) = match kind {
            ReadingKind::Transposition(Move::After(words)) => (words, true),
            ReadingKind::Transposition(Move::Before(words)) => (words, false),
            _ => return None,
        };
        let document = self.document;
        let in_body = document.entries[id.0 as usize].place == Some(Container::Body);
        if !in_body || !is_by_verse(self.desk.style, &self.series.id, document) {
            return None;
        }
        let parts = self.index.parts(id);
        let lemma = parts.first()?.start..parts.last()?.end;
        let target = nearest(&document.body, words, &lemma, behind)?;
        verses::moved(&document.body, &lemma, &target, behind)?;
        let verse = document.body.block_at(target.start)?;
        // Of a verse that speakers share the last part ends it, and the first begins it; what has no number is told by
        // its words.
        let parts = document.body.verse_blocks(verse);
        let end = if behind { parts.last() } else { parts.first() };
        if document.body.begins_with(verse, LineMark::Sub) || end != Some(&verse) {
            return None;
        }
        let (number, letters) = document.body.verse_numbers().get(verse).copied().flatten()?;
        Some(format!("{number}{letters}"))
    }
}
