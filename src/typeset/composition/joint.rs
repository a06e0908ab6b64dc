//! Notes that are run together: their paragraphs become one.

use crate::model::length::Length;
use crate::model::page::Role;
use crate::model::text::{BlockKind, NoteId, Text};
use crate::typeset::composition::composer::{Composer, piece};
use crate::typeset::composition::flow::{Flow, Joint};
use crate::typeset::paragraph::piece::{Content, Font};
use crate::typeset::paragraph::point::Point;
use crate::typeset::paragraph::{Paragraph, ParagraphId, Shape};

impl Composer<'_> {
    /// Moves the paragraphs from `first` on, those of the note `id` with the text `text`, to the end
    /// of the one paragraph of their series. Paragraphs of a note are parted by a space, its verses
    /// by a stroke, notes by a wide space.
    pub(crate) fn join(&mut self, text: &Text, first: usize, id: NoteId, series: usize, flow: &mut Flow) {
        let style = self.style.note_of(&self.edition.series[series].id);
        let parts = self.paragraphs.split_off(first);
        let language = self.language();
        let between = |words: &str, tracking| {
            piece(words, Font::of(style.size, style.face, tracking), Role::Decoration, language.clone())
        };
        let joint = flow.joined.entry(series).or_insert_with(|| Joint::new(self.style.page.measure, style));
        let into = &mut joint.whole;
        if !joint.notes.is_empty() {
            // The space itself is about a quarter of the size.
            into.pieces.push(between(" ", style.between - style.size / 4));
        }
        let start = into.pieces.len();
        let mut verse = false;
        for (number, part) in parts.into_iter().enumerate() {
            let is_verse = is_verse(&part, text);
            if number > 0 {
                into.pieces.push(between(if verse && is_verse { " / " } else { " " }, Length::ZERO));
            }
            verse = is_verse;
            into.origin = into.origin.or(part.origin);
            append(into, part, flow.offset);
        }
        joint.notes.push((id, start..into.pieces.len()));
    }

    /// Adds the flow's paragraphs of notes that are run together to those of the book.
    pub(crate) fn add_joints(&mut self, flow: &mut Flow) {
        for joint in flow.joined.values_mut() {
            let empty = Paragraph::new(Shape::default());
            joint.paragraph = self.add(std::mem::replace(&mut joint.whole, empty));
        }
    }
}

impl Joint {
    fn new(measure: Length, style: &crate::style::BlockStyle) -> Self {
        let whole = Paragraph::new(Shape::of(style, Length::ZERO, measure));
        Self { whole, paragraph: ParagraphId(u32::MAX), notes: vec![] }
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

/// Adds the pieces of `part` with their links and points; `offset` is that of the flow's notes.
fn append(into: &mut Paragraph, mut part: Paragraph, offset: u32) {
    let (pieces, links) = (into.pieces.len(), into.links.len());
    part.calls_mut().for_each(|note| note.0 += offset);
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
