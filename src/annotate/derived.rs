//! Notes that the tool makes of data: their words as they are, no notation in between, and references by name.
//!
//! Knows texts and where they lead; nothing of why.

use super::commentary::before;
use crate::model::document::{Reference, Target};
use crate::model::draft::Fragment;
use crate::model::text::{LocusKind, Mark, MarkKind, RefId, Styled, Text};
use crate::source::Span;
use crate::terms::GeneratedTerms;

/// What stands for a page until the formats fill it in.
const PAGE: &str = "@page";

/// The first sentence of a note, under the pen.
pub(super) struct Sentence {
    string: String,
    marks: Vec<Mark>,
    references: Vec<Reference>,
    span: Span,
}

impl Sentence {
    /// Nothing yet; `span` is where the note comes from.
    pub(super) fn new(span: &Span) -> Self {
        Self { string: String::new(), marks: vec![], references: vec![], span: span.clone() }
    }

    /// Writes words.
    pub(super) fn words(&mut self, words: &str) {
        self.string.push_str(words);
    }

    /// Writes words of the editor's in which asterisks set off emphasis.
    pub(super) fn prose(&mut self, words: &str) {
        let pieces: Vec<&str> = words.split('*').collect();
        if pieces.len().is_multiple_of(2) {
            return self.words(words);
        }
        for (n, piece) in pieces.into_iter().enumerate() {
            let start = self.string.len();
            self.words(piece);
            if n % 2 == 1 {
                self.mark(start, MarkKind::Emphasis);
            }
        }
    }

    /// Writes a title in quotation marks, with its emphasis and its languages.
    pub(super) fn title(&mut self, title: &[Styled], terms: &GeneratedTerms) {
        let parts: Vec<&str> = title.iter().map(|part| part.words.as_str()).collect();
        for (part, quoted) in title.iter().zip(terms.quoted_parts(&parts)) {
            let start = self.string.len();
            self.words(&quoted);
            part.kinds.iter().for_each(|kind| self.mark(start, kind.clone()));
        }
    }

    /// Writes words that lead to an anchor of a document, and at their end its page.
    pub(super) fn page_of(&mut self, document: &str, anchor: &str, write: impl FnOnce(&mut Self)) {
        let id = RefId(self.references.len() as u32);
        self.references.push(Reference {
            document: document.to_owned(),
            anchor: Some(anchor.to_owned()),
            span: Some(self.span.clone()),
            target: Target::Unresolved,
        });
        let start = self.string.len();
        write(self);
        let page = self.string.len();
        self.words(PAGE);
        self.mark(start, MarkKind::Reference(id));
        self.mark(page, MarkKind::Locus(id, LocusKind::Page));
    }

    fn mark(&mut self, start: usize, kind: MarkKind) {
        self.marks.push(Mark { range: start..self.string.len(), kind });
    }

    /// The note: the sentence, and the editor's words after it, which have neither references nor notes.
    pub(super) fn followed_by(self, remark: Option<Text>) -> Fragment {
        let mut text = match remark.filter(|remark| !remark.is_empty()) {
            Some(remark) => before(self.string + " ", remark),
            None => Text::plain(self.string),
        };
        text.marks.extend(self.marks);
        text.sort_marks();
        Fragment { text, references: self.references, ..Fragment::default() }
    }
}
