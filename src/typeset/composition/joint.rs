//! Notes that are run together: the paragraphs of each become one.

use crate::model::document::Arrangement;
use crate::model::length::Length;
use crate::model::page::Role;
use crate::model::text::{BlockKind, Text};
use crate::typeset::composition::composer::{Composer, piece};
use crate::typeset::paragraph::piece::{Content, Font, KeyPart, Piece};
use crate::typeset::paragraph::point::Point;
use crate::typeset::paragraph::{Paragraph, ParagraphId, Shape};

impl Composer<'_> {
    /// Makes one paragraph of those from `first` on, those of a note of `series` with the text `text`.
    /// Its paragraphs are parted by a space, its verses by a stroke; the wide space at its end parts
    /// it from the note that comes after it on a line.
    pub(crate) fn join(&mut self, text: &Text, first: usize, series: usize) -> ParagraphId {
        let series = &self.edition.series[series];
        let style = self.style.notes_of(series);
        let parts = self.paragraphs.split_off(first);
        let language = self.language();
        let between = |words: &str, tracking| {
            piece(words, Font::of(style.size, style.face, tracking), Role::Decoration, language.clone())
        };
        let mut whole = Paragraph::new(Shape::of(style, Length::ZERO, self.style.page.measure));
        if series.arrangement == Arrangement::ByLine && series.kind.is_keyed() {
            // Each begins a line, the first of a page no other than the next: flush, or before its others.
            whole.shape.indent = whole.shape.indent.min(whole.shape.hang);
        }
        whole.runs_on = true;
        whole.language = parts.first().and_then(|part| part.language.clone());
        whole.runs_by_language = parts.first().is_some_and(|part| part.runs_by_language);
        let mut verse = false;
        let keyed = parts.first().and_then(|part| part.keyed);
        whole.keyed_by_page = parts.first().is_some_and(|part| part.keyed_by_page);
        whole.key_box = parts.first().map_or(Length::ZERO, |part| part.key_box);
        for (number, part) in parts.into_iter().enumerate() {
            let is_verse = is_verse(&part, text);
            if number > 0 {
                whole.pieces.push(between(if verse && is_verse { " / " } else { " " }, Length::ZERO));
            }
            verse = is_verse;
            whole.origin = whole.origin.or(part.origin);
            append(&mut whole, part);
        }
        // The space itself is about a quarter of the size.
        let wide = between(" ", style.between - style.size / 4);
        whole.keyed = keyed;
        match keyed {
            Some(key) => {
                let part = |part, like: Piece| Piece { content: Content::Key(key, part), ..like };
                whole.pieces.push(part(KeyPart::Wide, wide));
                whole.pieces.push(part(KeyPart::Parting, between(" ", Length::ZERO)));
            }
            None => whole.pieces.push(wide),
        }
        self.add(whole)
    }
}

/// Whether a paragraph of a note is a verse.
fn is_verse(paragraph: &Paragraph, text: &Text) -> bool {
    let sources = paragraph.pieces.iter().filter_map(|piece| match &piece.content {
        Content::Source(range, _) => Some(range.start),
        _ => None,
    });
    let block = sources.take(1).find_map(|start| text.block_at(start));
    block.is_some_and(|block| text.blocks[block].kind == BlockKind::Verse)
}

/// Adds the pieces of `part` with their links and points.
fn append(into: &mut Paragraph, part: Paragraph) {
    let (pieces, links) = (into.pieces.len(), into.links.len());
    into.points.extend(part.points.into_iter().map(|point| Point { piece: point.piece + pieces, ..point }));
    into.links.extend(part.links);
    for mut piece in part.pieces {
        piece.link = piece.link.map(|link| link + links);
        if let Content::Made(words) = &mut piece.content
            && words == "\u{2009}"
        {
            // The mark may come to stand anywhere on a line, but not without its note at the end.
            *words = "\u{202f}".to_string();
        }
        into.pieces.push(piece);
    }
}
