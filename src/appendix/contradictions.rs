//! The list of contradictions: what each is about, what every side says, and the editor's note.

use super::passages;
use super::writer::Writer;
use crate::model::document::Edition;
use crate::model::text::{BlockKind, GroupKind};
use crate::terms::GeneratedTerms;

/// Writes the list.
pub(super) fn write(edition: &Edition, writer: &mut Writer<'_>) {
    if edition.contradictions.is_empty() {
        return;
    }
    let [open, close] = GeneratedTerms::of(writer.language).quotes;
    writer.group(GroupKind::Definitions, |w| {
        for contradiction in &edition.contradictions {
            w.block(BlockKind::Term);
            w.anchor(format!("contradiction-{}", contradiction.id));
            w.prose(&contradiction.what);
            for side in &contradiction.sides {
                let Some(passage) = passages::find(edition, side) else { continue };
                w.group(GroupKind::Definition, |w| {
                    w.block(BlockKind::Paragraph);
                    passage.head(w);
                    w.words(&format!(": {open}"));
                    w.quoted(passage.document, side.words.trim());
                    w.words(close);
                });
            }
            if let Some(note) = contradiction.note.as_ref().filter(|note| !note.is_empty()) {
                w.group(GroupKind::Definition, |w| passages::note(w, note));
            }
        }
    });
}
