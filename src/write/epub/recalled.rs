//! The further calls of a note that is called more than once.
//!
//! Knows the marks that stand for such a call; how it is written is `notes`' to know.

use crate::model::document::Spot;
use crate::model::text::{LocusKind, MarkKind};
use crate::write::epub::inline::Inline;
use std::ops::Range;

impl Inline<'_, '_, '_> {
    /// Writes the call of a note that is called before, where its placeholder stands: a raised mark that refers to a
    /// note of the same page.
    pub(crate) fn called_again(&mut self, marks: &[usize], at: usize) -> bool {
        let is = |mark: &&usize, range: &Range<usize>| self.text.marks[**mark].range == *range;
        let locus = marks.iter().map(|m| &self.text.marks[*m]).find_map(|mark| match mark.kind {
            MarkKind::Locus(reference, LocusKind::Note) => Some((reference, mark.range.clone())),
            _ => None,
        });
        let Some((reference, range)) = locus.filter(|_| !self.is_flat()) else { return false };
        let of_mark = |mark: &&usize| is(mark, &range);
        let kinds: Vec<&MarkKind> = marks.iter().filter(of_mark).map(|m| &self.text.marks[*m].kind).collect();
        let whole = kinds.contains(&&MarkKind::Superscript) && kinds.contains(&&MarkKind::Reference(reference));
        let document = &self.page.context.edition.documents[self.page.document];
        let place = document.references.get(reference.0 as usize).and_then(|reference| reference.target.place());
        let own = place.filter(|place| whole && place.document == self.page.document);
        let Some(Spot::Note(note)) = own.map(|place| &place.spot) else { return false };
        let note = *note;
        if range.start == at {
            let around: Vec<usize> = marks.iter().copied().filter(|m| self.text.marks[*m].range != range).collect();
            self.switch(&around, None);
            self.page.note_recall(note);
        }
        true
    }
}
