//! What all parts of the composition build together: the structure tree in reading order, and the
//! paragraphs that hang on it; with the small things that every part says.
//!
//! Knows the model and the style; nothing of glyphs, lines or pages.

use crate::diag::Diagnostic;
use crate::model::document::{Document, Edition};
use crate::model::length::Length;
use crate::model::lines::VerseNumber;
use crate::model::page::{NodeId, NodeKind, Role, Structure};
use crate::model::text::{MarkKind, Styled, Text};
use crate::style::{BlockStyle, Figures, MarginStyle, Style};
use crate::terms::Terms;
use crate::typeset::composition::division::Names;
use crate::typeset::composition::flow::{Block, Flow, FlowItem, space};
use crate::typeset::lines::Workshop;
use crate::typeset::paragraph::keyed::{Keyed, Repeated};
use crate::typeset::paragraph::piece::{Content, Font, Piece, Variant};
use crate::typeset::paragraph::{Paragraph, ParagraphId, Shape};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Builds structure, paragraphs and flows.
pub(crate) struct Composer<'a> {
    /// The book.
    pub(crate) edition: &'a Edition,
    /// Its style.
    pub(crate) style: &'a Style,
    /// The tool's words.
    pub(crate) terms: Terms,
    /// For the widths of tables.
    pub(crate) workshop: &'a Workshop<'a>,
    /// The structure so far.
    pub(crate) structure: Structure,
    /// The paragraphs so far.
    pub(crate) paragraphs: Vec<Paragraph>,
    /// The notes so far that are keyed to lines.
    pub(crate) keys: Vec<Keyed>,
    /// The numbers of the verses of a document (index), and whether these are more than its paragraphs of prose.
    pub(crate) verses: Option<(usize, Verses)>,
    /// What the divisions of a document are called in the keys of a series (indices), where numbers begin anew with them.
    pub(crate) divisions: BTreeMap<(usize, usize), Arc<Names>>,
    /// The words so far that may have to be told from others in their line.
    pub(crate) ordinals: Vec<Repeated>,
    /// What cannot be set.
    pub(crate) faults: Vec<Diagnostic>,
}

/// The numbers of the verses of a document, and whether it is one of verses.
pub(crate) type Verses = (Arc<[Option<VerseNumber>]>, bool);

/// The document being composed.
pub(crate) struct Scope<'a> {
    /// Its index.
    pub(crate) index: usize,
    /// The document.
    pub(crate) document: &'a Document,
    /// Its language.
    pub(crate) language: Arc<str>,
}

impl Composer<'_> {
    /// Adds a paragraph to the book.
    pub(crate) fn add(&mut self, paragraph: Paragraph) -> ParagraphId {
        self.paragraphs.push(paragraph);
        ParagraphId(self.paragraphs.len() as u32 - 1)
    }

    /// The book's language.
    pub(crate) fn language(&self) -> Arc<str> {
        Arc::from(self.edition.book.language.as_str())
    }

    /// A paragraph of the tool's own words below `node`, as a block of `items` with its spaces.
    pub(crate) fn words(
        &mut self,
        items: &mut Vec<FlowItem>,
        node: NodeId,
        style: &BlockStyle,
        words: &str,
    ) -> ParagraphId {
        let leaf = self.structure.add(node, NodeKind::Leaf);
        let language = self.language();
        let id = self.line_of(style, words, Role::Content(leaf), language);
        space(items, style.above);
        items.push(FlowItem::Block(Block { parts: vec![id], keep_together: true, ..Block::default() }));
        space(items, style.below);
        id
    }

    /// A paragraph of one piece.
    pub(crate) fn line_of(&mut self, style: &BlockStyle, words: &str, role: Role, language: Arc<str>) -> ParagraphId {
        let mut paragraph = Paragraph::new(Shape::of(style, Length::ZERO, self.style.page.measure));
        let font = Font::of(style.size, style.face, style.tracking);
        paragraph.pieces.push(piece(words, font, role, language));
        self.add(paragraph)
    }

    /// The same document where its editor speaks: in the language of the book.
    pub(crate) fn editor<'s>(&self, scope: &Scope<'s>) -> Scope<'s> {
        Scope { index: scope.index, document: scope.document, language: self.language() }
    }

    /// Adds a block that stays with the next.
    pub(crate) fn keep(&mut self, flow: &mut Flow, id: ParagraphId) {
        let block = Block { parts: vec![id], keep_with_next: true, keep_together: true, ..Block::default() };
        flow.items.push(FlowItem::Block(block));
    }
}

/// A piece of the tool's own words.
pub(crate) fn piece(words: &str, font: Font, role: Role, language: Arc<str>) -> Piece {
    Piece { content: Content::Made(words.to_string()), font, language, role, link: None }
}

/// Words of a margin as pieces, their figures of this form; among small capitals lining ones are pieces of their own.
pub(crate) fn marginal(
    words: &str,
    style: &MarginStyle,
    figures: Figures,
    role: Role,
    language: &Arc<str>,
) -> Vec<Piece> {
    let font = Font::of(style.size, style.face, style.tracking);
    let plain = Font { variant: Variant::Text, ..font }.figured(figures);
    let figured = font.figured(figures);
    if figured == plain || figures == Figures::OldStyle {
        return vec![piece(words, figured, role, language.clone())];
    }
    let is_figure = |c: char| c.is_ascii_digit();
    let (mut pieces, mut rest) = (vec![], words);
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|c: char| is_figure(c) != is_figure(first)).unwrap_or(rest.len());
        let font = if is_figure(first) { plain } else { font };
        pieces.push(piece(&rest[..end], font, role, language.clone()));
        rest = &rest[end..];
    }
    pieces
}

/// A title's words as pieces, in all else like `like`.
pub(crate) fn pieces_of(parts: &[Styled], like: &Piece) -> Vec<Piece> {
    let of = |part: &Styled| {
        let (mut font, mut language) = (like.font, like.language.clone());
        for kind in &part.kinds {
            match kind {
                MarkKind::Emphasis => font = font.emphasised(),
                MarkKind::Strong => font = font.strong(),
                MarkKind::SmallCaps => font.variant = Variant::SmallCaps,
                MarkKind::Superscript => font.variant = Variant::Superior,
                MarkKind::Language(tag) => language = Arc::from(tag.as_str()),
                _ => {}
            }
        }
        Piece { content: Content::Made(part.words.clone()), font, language, ..like.clone() }
    };
    parts.iter().map(of).collect()
}

/// A title or heading as a name: one line, without the placeholders of references.
pub(crate) fn title_of(text: &Text) -> String {
    let mut name = String::with_capacity(text.string.len());
    for (at, character) in text.string.char_indices() {
        let hidden = |m: &crate::model::text::Mark| matches!(m.kind, MarkKind::Locus(..)) && m.range.contains(&at);
        if !text.marks.iter().any(hidden) {
            name.push(if matches!(character, '\n' | '\u{2028}' | '\u{a0}') { ' ' } else { character });
        }
    }
    name
}
