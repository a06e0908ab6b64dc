//! What stands beside a block: its places, its number, the label of an item, the mark of a note.

use crate::model::document::{Container, Matter, Place, Spot};
use crate::model::length::Length;
use crate::model::page::{LinkTarget, NodeId, NodeKind, Role};
use crate::model::text::{BlockKind, NoteId, Text};
use crate::style::{Align, FaceStyle};
use crate::typeset::composition::blocks::Blocks;
use crate::typeset::composition::composer::{Composer, marginal, piece};
use crate::typeset::composition::keyed;
use crate::typeset::paragraph::piece::{Content, Font, Piece, Variant};
use crate::typeset::paragraph::{Link, Paragraph, ParagraphId, Shape};

impl Blocks<'_> {
    /// The label of a list item, set to the left of its text.
    pub(crate) fn label(&mut self, composer: &mut Composer<'_>, left: Length, leaf: NodeId) -> ParagraphId {
        let words = self.top().next.map_or("–".to_string(), |number| format!("{number}."));
        let gap = self.base.size / 2;
        let width = composer.style.list.left - gap;
        let shape = Shape {
            left: self.base.left + left,
            width,
            align: Align::Right,
            leading: self.base.leading,
            ..Shape::default()
        };
        let mut paragraph = Paragraph::new(shape);
        let font = Font::of(self.base.size, FaceStyle::Regular, Length::ZERO);
        paragraph.pieces.push(piece(&words, font, Role::Content(leaf), self.scope.language.clone()));
        composer.add(paragraph)
    }

    /// Names of the block's place.
    pub(crate) fn place(&self, composer: &Composer<'_>, text: &Text, index: usize, paragraph: &mut Paragraph) {
        let block = &text.blocks[index];
        let place = |spot| composer.edition.place_name(&Place { document: self.scope.index, spot });
        match self.container {
            Container::Body
                if self.origin
                    && (block.number.is_some()
                        || block.anchor.is_some()
                        || matches!(block.kind, BlockKind::Heading(_))) =>
            {
                paragraph.begin(place(Spot::Block(index)));
            }
            Container::Headnote if index == 0 => {
                paragraph.begin(place(Spot::Headnote));
            }
            _ => {}
        }
    }

    /// The number of the paragraph, where it is one that is printed.
    pub(crate) fn number(&self, composer: &mut Composer<'_>, text: &Text, index: usize) -> Option<ParagraphId> {
        let every = composer.style.page.paragraph_numbers;
        let number = text.blocks[index].number?;
        let wanted = every > 0 && i64::from(number) % every == 0;
        // Verses are found by their lines, and so is all beside an apparatus; two numbers side by side would only be
        // in each other's way.
        let keyed = composer.style.numbers_beside(&composer.edition.series, self.scope.document);
        let unasked = !composer.style.page.paragraph_numbers_said
            && composer.style.names_no_paragraphs(&composer.edition.series, self.scope.document);
        let is_verse = text.blocks[index].kind == BlockKind::Verse;
        let by_line = unasked || is_verse && composer.style.line_numbers.step(keyed) > 0;
        if !wanted || by_line || self.container != Container::Body || self.scope.document.matter != Matter::Text {
            return None;
        }
        let style = &composer.style.paragraph_number;
        let shape = Shape { width: composer.style.page.measure, align: Align::Left, ..Shape::default() };
        let mut paragraph = Paragraph::new(shape);
        let figures = style.figures.unwrap_or_default();
        let number = number.to_string();
        paragraph.pieces = marginal(&number, style, figures, Role::Decoration, &self.scope.language);
        Some(composer.add(paragraph))
    }

    /// The mark before a note, with the link back to its call.
    pub(crate) fn note_mark(
        &self,
        composer: &mut Composer<'_>,
        id: NoteId,
        node: NodeId,
        font: Font,
        paragraph: &mut Paragraph,
    ) {
        let note = &self.scope.document.notes[id.0 as usize];
        if let Some(entry) = note.entry {
            return keyed::label(composer, self.scope, id, entry, node, font, paragraph);
        }
        let place = |spot| composer.edition.place_name(&Place { document: self.scope.index, spot });
        paragraph.begin(place(Spot::Note(id)));
        let target = LinkTarget::Destination(place(Spot::Call(id)));
        let description = format!("{} {}", composer.terms.back, note.mark);
        // The label comes first in the note, before the node of its first paragraph.
        let label = composer.structure.add(node, NodeKind::Label);
        let children = &mut composer.structure.node_mut(node).children;
        children.rotate_right(1);
        let link = composer.structure.add(label, NodeKind::Link);
        let leaf = composer.structure.add(link, NodeKind::Leaf);
        paragraph.links.push(Link { target, node: link, description });
        let mark = Piece {
            content: Content::Made(note.mark.clone()),
            font: Font { variant: Variant::Superior, ..font },
            language: self.scope.language.clone(),
            role: Role::Content(leaf),
            link: Some(paragraph.links.len() - 1),
        };
        let gap = Piece { content: Content::Made("\u{2009}".into()), font, link: None, ..mark.clone() };
        if !note.mark.is_empty() {
            paragraph.pieces.extend([mark, gap]);
        }
    }
}
