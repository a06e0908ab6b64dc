//! Stage: a witness as the apparatus implies it: the text with its readings in their places, as it was before
//! emendation; and how that differs from the witness's own file.
//!
//! A pure function of document and siglum. Knows what is accounted for ([`Tally`]); nothing of how an entry is
//! written or printed, nor of files.

mod compare;
mod displaced;
mod moving;
mod ops;
mod pen;
mod render;
mod verses;
mod within;

pub use compare::{Own, compare};

use crate::diag::Diagnostic;
use crate::model::apparatus::{Entry, EntryId, SiglumId};
use crate::model::document::{Container, Document};
use crate::model::text::{BlockKind, GroupKind, Text};
use std::ops::Range;

/// What stands for words that a witness lacks.
pub const GAP: &str = "⟦…⟧";

/// A witness's text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reconstruction {
    /// Its words: verses are parted by a line end, other blocks by two.
    pub string: String,
    /// Where they come from: sorted, disjoint. What is covered by none parts words.
    pub pieces: Vec<Piece>,
    /// What cannot be known.
    pub faults: Vec<Diagnostic>,
}

/// A stretch of a reconstruction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its bytes; none where a reading says that words are left out.
    pub range: Range<usize>,
    /// What says so.
    pub from: Origin,
}

/// What implies a stretch of a reconstruction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The body, byte by byte from this one on.
    Body(usize),
    /// A reading of an entry, by index.
    Reading(EntryId, usize),
    /// A lacuna of the body, which begins at this byte.
    Lacuna(usize),
}

/// The body of a document as a witness in force has it, or the base.
pub fn reconstruct(document: &Document, witness: SiglumId) -> Reconstruction {
    written(document, Container::Body, witness)
}

/// Its title likewise; none of a witness that lacks the beginning of the text, unless an entry on it names that.
pub fn title(document: &Document, witness: SiglumId) -> Reconstruction {
    let lacking = |entry: &Entry| {
        entry.place == Some(Container::Title) && entry.within.is_none() && entry.tally.lacking.contains(&witness)
    };
    if document.entries.iter().any(lacking) {
        return Reconstruction::default();
    }
    written(document, Container::Title, witness)
}

fn written(document: &Document, container: Container, witness: SiglumId) -> Reconstruction {
    let mut faults = Vec::new();
    let Some(text) = document.text(container) else { return Reconstruction::default() };
    let ops = ops::Ops::of(document, container, witness, &mut faults);
    let mut pen = pen::Pen::default();
    let mut last: Option<usize> = None;
    for (index, block) in text.blocks.iter().enumerate() {
        let heading = matches!(block.kind, BlockKind::Heading(_));
        if matches!(block.kind, BlockKind::Rule | BlockKind::Picture(_)) || heading && document.sigla.own_headings {
            continue;
        }
        let between = match last {
            Some(_) if ops.joined.contains(&index) => " ",
            Some(last) => between(text, last, index),
            None => "",
        };
        pen.open(between);
        render::block(text, block.range.clone(), &ops, &mut pen);
        if pen.close() {
            last = Some(index);
        }
    }
    let (string, pieces) = pen.finish();
    Reconstruction { string, pieces, faults }
}

/// What parts two blocks.
fn between(text: &Text, one: usize, other: usize) -> &'static str {
    let verse = |index: usize| text.blocks[index].kind == BlockKind::Verse;
    let stanza = |index: usize| {
        let holds = |group: &&crate::model::text::Group| {
            let stanza = matches!(group.kind, GroupKind::Stanza | GroupKind::StanzaOf(_));
            stanza && group.blocks.contains(&index)
        };
        text.groups.iter().find(holds).map(|group| group.blocks.start)
    };
    if verse(one) && verse(other) && stanza(one) == stanza(other) { "\n" } else { "\n\n" }
}
