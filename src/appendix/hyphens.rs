//! The two lists of line-end hyphens that *Studies in Bibliography* asks for: the copy-texts', and
//! this edition's own. The latter only the pages know: they fill in a list without places.

use super::occurrences;
use super::writer::Writer;
use crate::model::document::{Document, Edition, Matter, Presence};
use crate::model::text::{BlockKind, GroupKind, MarkKind};
use crate::terms::GeneratedTerms;

/// Writes both lists.
pub(super) fn write(edition: &Edition, writer: &mut Writer<'_>) {
    let terms = GeneratedTerms::of(writer.language);
    let divided = |document: &Document| {
        occurrences::of(document, "hyphen-", |text, mark| {
            (mark.kind == MarkKind::Divided).then(|| text.string[mark.range.clone()].to_owned())
        })
    };
    let divided: Vec<_> =
        edition.documents.iter().map(|d| (d, divided(d))).filter(|(_, words)| !words.is_empty()).collect();
    if !divided.is_empty() {
        list(writer, terms.hyphens[0]);
        for (document, words) in divided {
            writer.block(BlockKind::Heading(2));
            writer.title(document, false);
            writer.group(GroupKind::Entries, |w| {
                for (word, place) in words {
                    w.block(BlockKind::Paragraph);
                    w.places(&[place], true);
                    w.words("\u{2002}");
                    w.quoted(document, &word);
                }
            });
        }
    }
    let is_text = |d: &Document| d.matter == Matter::Text && d.presence == Presence::Text && d.generated.is_none();
    if edition.documents.iter().any(is_text) {
        list(writer, terms.hyphens[1]);
        writer.group(GroupKind::Entries, |w| {
            w.block(BlockKind::Paragraph);
            w.anchor("line-ends");
            w.places(&[], true);
        });
    }
}

/// What a list is called, and what is in it.
fn list(writer: &mut Writer<'_>, [title, what]: [&str; 2]) {
    writer.block(BlockKind::Heading(1));
    writer.words(title);
    writer.block(BlockKind::Paragraph);
    writer.words(what);
}
