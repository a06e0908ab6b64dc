//! Writes the body of a generated document piece by piece: words, marks, references and lists of
//! places come into one text in the order in which they are said.
//!
//! Knows texts; nothing of what they are about.

use crate::model::document::{Document, Reference, Target};
use crate::model::generated::{Loci, LociId};
use crate::model::text::{BlockKind, Group, GroupKind, LocusKind, Mark, MarkKind, RefId, Styled, Text};
use crate::terms::Terms;
use crate::words::language::is_foreign;

/// A place by name: a document's id and an anchor in it, or its beginning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Address {
    pub(super) document: String,
    pub(super) anchor: Option<String>,
}

impl Address {
    /// The anchor `anchor` of a document.
    pub(super) fn new(document: &Document, anchor: impl Into<String>) -> Self {
        Self { document: document.id.clone(), anchor: Some(anchor.into()) }
    }
}

/// What stands for a list of places or a page until the formats fill it in.
const PLACEHOLDER: &str = "0";

/// A body under the pen.
pub(super) struct Writer<'a> {
    /// The language of the book (BCP 47).
    pub(super) language: &'a str,
    text: Text,
    references: Vec<Reference>,
    /// How many references the document has already: its headnote's.
    known: usize,
    loci: Vec<Loci>,
}

impl<'a> Writer<'a> {
    /// For the body of `document`, in a book in `language`.
    pub(super) fn new(document: &Document, language: &'a str) -> Self {
        let known = document.references.len();
        Self { language, text: Text::default(), references: vec![], known, loci: vec![] }
    }

    /// Puts what was written into `document`.
    pub(super) fn finish(mut self, document: &mut Document) {
        self.text.sort_marks();
        document.body = self.text;
        document.references.append(&mut self.references);
        document.loci = self.loci;
    }

    /// Whether nothing was written.
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Begins a block; what is said next stands in it.
    pub(super) fn block(&mut self, kind: BlockKind) {
        self.text.push_block(kind, "");
    }

    /// Writes blocks that belong together.
    pub(super) fn group(&mut self, kind: GroupKind, write: impl FnOnce(&mut Self)) {
        let (index, start) = (self.text.groups.len(), self.text.blocks.len());
        self.text.groups.push(Group { kind, blocks: start..start });
        write(self);
        self.text.groups[index].blocks.end = self.text.blocks.len();
    }

    /// Writes words into the block that is open.
    pub(super) fn words(&mut self, words: &str) {
        self.text.string.push_str(words);
        if let Some(block) = self.text.blocks.last_mut() {
            block.range.end = self.text.string.len();
        }
    }

    /// Writes something under a mark.
    pub(super) fn marked(&mut self, kind: MarkKind, write: impl FnOnce(&mut Self)) {
        let start = self.text.string.len();
        write(self);
        self.text.marks.push(Mark { range: start..self.text.string.len(), kind });
    }

    pub(super) fn emphasised(&mut self, words: &str) {
        self.marked(MarkKind::Emphasis, |w| w.words(words));
    }

    /// Writes a sentence of the editor's in which asterisks set off emphasis.
    pub(super) fn prose(&mut self, words: &str) {
        let pieces: Vec<&str> = words.split('*').collect();
        if pieces.len().is_multiple_of(2) {
            return self.words(words);
        }
        for (n, piece) in pieces.into_iter().enumerate() {
            if n % 2 == 1 { self.emphasised(piece) } else { self.words(piece) }
        }
    }

    /// Writes words of a document, in its language.
    pub(super) fn quoted(&mut self, document: &Document, words: &str) {
        self.in_language(&document.language, |w| w.words(words));
    }

    /// Writes the short title of a document, with its emphasis and its languages; `slanted` in italics, in which what
    /// is emphasised stands upright.
    pub(super) fn title(&mut self, document: &Document, slanted: bool) {
        let whole = document.title.styled(0..document.title.string.len(), |_, _| None);
        let as_said: String = whole.iter().map(|part| part.words.as_str()).collect();
        let parts = match as_said == document.short_title {
            true => whole,
            false => vec![Styled { words: document.short_title.clone(), kinds: vec![] }],
        };
        self.in_language(&document.language, |w| {
            for Styled { words, mut kinds } in parts {
                let emphasised = kinds.contains(&MarkKind::Emphasis);
                kinds.retain(|kind| *kind != MarkKind::Emphasis);
                kinds.extend((emphasised != slanted).then_some(MarkKind::Emphasis));
                let start = w.text.string.len();
                w.words(&words);
                let range = start..w.text.string.len();
                w.text.marks.extend(kinds.into_iter().map(|kind| Mark { range: range.clone(), kind }));
            }
        });
    }

    /// Writes something in a language, which is marked where it is not the book's.
    pub(super) fn in_language(&mut self, language: &str, write: impl FnOnce(&mut Self)) {
        if !is_foreign(language, self.language) {
            write(self);
        } else {
            self.marked(MarkKind::Language(language.to_owned()), write);
        }
    }

    /// Writes characters of a text with those of their marks that mean something without its
    /// document; blocks become lines.
    pub(super) fn copy(&mut self, text: &Text, range: std::ops::Range<usize>) {
        let mut cuts: Vec<usize> = vec![range.start, range.end];
        let kept = |m: &&Mark| m.kind.stands_alone() && m.range.start < range.end && m.range.end > range.start;
        let marks: Vec<&Mark> = text.marks.iter().filter(kept).collect();
        cuts.extend(marks.iter().flat_map(|m| [m.range.start, m.range.end]).filter(|at| range.contains(at)));
        cuts.sort_unstable();
        cuts.dedup();
        let mut written: Vec<(usize, usize)> = vec![(range.start, self.text.string.len())];
        for piece in cuts.windows(2) {
            self.words(&text.string[piece[0]..piece[1]].replace('\n', "\u{2028}"));
            written.push((piece[1], self.text.string.len()));
        }
        let place = |at: usize| written[written.partition_point(|(from, _)| *from < at).min(written.len() - 1)].1;
        for mark in marks {
            let range = place(mark.range.start)..place(mark.range.end.min(range.end));
            self.text.marks.push(Mark { range, kind: mark.kind.clone() });
        }
    }

    /// Sets a place that can be referred to.
    pub(super) fn anchor(&mut self, name: impl Into<String>) {
        let at = self.text.string.len();
        self.text.marks.push(Mark { range: at..at, kind: MarkKind::Anchor(name.into()) });
    }

    /// Writes a list of places.
    pub(super) fn places(&mut self, places: &[Address], lines: bool) {
        self.listed(places, lines, false);
    }

    /// Writes the lines from one place to another.
    pub(super) fn stretch(&mut self, ends: &[Address; 2]) {
        self.listed(ends, true, true);
    }

    fn listed(&mut self, places: &[Address], lines: bool, stretch: bool) {
        let references = places.iter().map(|place| self.add(place)).collect();
        let id = LociId(self.loci.len() as u32);
        self.loci.push(Loci { references, lines, stretch });
        self.marked(MarkKind::Loci(id), |w| w.words(PLACEHOLDER));
    }

    /// Writes words that lead to a place.
    pub(super) fn reference(&mut self, place: &Address, write: impl FnOnce(&mut Self)) {
        let id = self.add(place);
        self.marked(MarkKind::Reference(id), write);
    }

    /// Writes the page of a place: `p. 12`.
    pub(super) fn page(&mut self, place: &Address) {
        let id = self.add(place);
        let terms = Terms::of(self.language);
        self.marked(MarkKind::Reference(id), |w| {
            w.words(terms.page);
            w.words(" ");
            w.marked(MarkKind::Locus(id, LocusKind::Page), |w| w.words(PLACEHOLDER));
        });
    }

    /// Writes words that lead where a reference leads that the document has already.
    pub(super) fn known_reference(&mut self, id: RefId, write: impl FnOnce(&mut Self)) {
        self.marked(MarkKind::Reference(id), write);
    }

    fn add(&mut self, place: &Address) -> RefId {
        let Address { document, anchor } = place.clone();
        self.references.push(Reference { document, anchor, span: None, target: Target::Unresolved });
        RefId((self.known + self.references.len()) as u32 - 1)
    }
}
