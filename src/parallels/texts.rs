//! The documents' own texts, block by block, and the way from a passage back to its witness. Verses that follow one
//! another are one block: what is quoted of a poem does not end with its line.
//!
//! The bodies and the authors' notes of the edition's texts; not the editor's words, nor headings,
//! source lines and what is set as code. Citations are nobody's words.

use super::{Block, Passage};
use crate::model::document::{Container, Document, Edition, Matter, Presence, author_series};
use crate::model::text::{self, BlockKind, MarkKind, Text};
use crate::source::Span;
use std::ops::Range;

/// Where a block stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Home {
    /// Index into [`Edition::documents`].
    pub document: usize,
    /// The container.
    pub container: Container,
    /// Index of the block in its text; of several verses that of the first.
    pub block: usize,
}

/// The blocks of an edition's texts.
#[derive(Debug)]
pub struct Texts<'e> {
    edition: &'e Edition,
    homes: Vec<Home>,
}

impl<'e> Texts<'e> {
    /// Collects them.
    pub fn new(edition: &'e Edition) -> Self {
        let mut homes = Vec::new();
        for (document, of) in edition.documents.iter().enumerate() {
            if of.matter != Matter::Text || of.presence != Presence::Text || of.generated.is_some() {
                continue;
            }
            let author = author_series(&edition.series);
            for container in of.containers().into_iter().filter(|c| is_own(of, *c, author)) {
                let blocks = of.text(container).map_or(&[][..], |text| &text.blocks);
                let goes_on = |at: usize| at > 0 && is_verse(&blocks[at]) && is_verse(&blocks[at - 1]);
                let own = (0..blocks.len()).filter(|at| is_prose(blocks[*at].kind) && !goes_on(*at));
                homes.extend(own.map(|block| Home { document, container, block }));
            }
        }
        Self { edition, homes }
    }

    /// The blocks for [`super::find`].
    pub fn blocks(&self) -> Vec<Block<'e>> {
        let block = |home: &Home| {
            let text = self.text(home);
            let range = text.map_or(0..0, |text| text.blocks[home.block].range.start..text.verses_end(home.block));
            Block {
                document: home.document as u32,
                text: text.map_or("", |text| &text.string[range.clone()]),
                skipped: text.map_or(vec![], |text| citations(text, &range)),
            }
        };
        self.homes.iter().map(block).collect()
    }

    /// Where block `index` stands.
    pub fn home(&self, index: usize) -> Home {
        self.homes[index]
    }

    /// The document of block `index`.
    pub fn document(&self, index: usize) -> &'e Document {
        &self.edition.documents[self.homes[index].document]
    }

    fn text(&self, home: &Home) -> Option<&'e Text> {
        self.edition.documents[home.document].text(home.container)
    }

    /// The container's text that a passage stands in, with its bytes there.
    pub fn range(&self, passage: &Passage) -> Option<(&'e Text, Range<usize>)> {
        let home = self.homes.get(passage.block)?;
        let text = self.text(home)?;
        let start = text.blocks[home.block].range.start;
        Some((text, start + passage.start..start + passage.end))
    }

    /// Where a passage stands in its source: from the first character that came from it to the last.
    pub fn origin(&self, passage: &Passage) -> Option<Span> {
        let (text, range) = self.range(passage)?;
        let first = range.clone().find_map(|at| text.origin(at))?;
        let last = range.rev().find_map(|at| text.origin(at))?;
        (first.file == last.file).then_some(Span { file: first.file, range: first.range.start..last.range.end })
    }
}

fn is_own(document: &Document, container: Container, author: usize) -> bool {
    match container {
        Container::Body => true,
        Container::Note(id) => document.notes.get(id.0 as usize).is_some_and(|note| note.series == author),
        Container::Title | Container::Headnote | Container::Entry(_) => false,
    }
}

fn is_verse(block: &text::Block) -> bool {
    block.kind == BlockKind::Verse
}

fn is_prose(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Paragraph | BlockKind::Verse | BlockKind::Caption | BlockKind::Term)
}

/// The citations in a block, in its bytes.
fn citations(text: &Text, block: &Range<usize>) -> Vec<Range<usize>> {
    let cites = text.marks.iter().filter(|mark| matches!(mark.kind, MarkKind::Citation(_)));
    let inside = cites.filter(|mark| mark.range.start < block.end && block.start < mark.range.end);
    inside
        .map(|mark| mark.range.start.max(block.start) - block.start..mark.range.end.min(block.end) - block.start)
        .collect()
}
