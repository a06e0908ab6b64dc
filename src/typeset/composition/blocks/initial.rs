//! Drop caps: the first letter of a document, several lines high.
//!
//! The letter stands on the baseline of the last line beside it, and reaches as high as the
//! capitals of the first; a line that its tail would cut stands beside it too. It is a part of its own beside the paragraph, of the same leaf of the
//! structure, so that the word is read whole. A quotation mark before it hangs in the margin in
//! the size of the text.

use crate::model::initial::split;
use crate::model::length::Length;
use crate::typeset::composition::blocks::Blocks;
use crate::typeset::composition::composer::Composer;
use crate::typeset::paragraph::assembled::Nowhere;
use crate::typeset::paragraph::piece::{Content, Font, Piece, Variant};
use crate::typeset::paragraph::{Paragraph, ParagraphId, Shape};

/// Between the letter and what stands beside it, in hundredths of the text's size.
const GAP: i64 = 15;

/// What stands beside a paragraph's first lines.
#[derive(Default)]
pub(crate) struct Initial {
    /// The hanging signs, if any, and the letter.
    pub(crate) parts: Vec<ParagraphId>,
    /// How many lines it takes.
    pub(crate) lines: usize,
}

impl Blocks<'_> {
    /// Takes the first letter out of `paragraph`, which makes room for it. There is none where
    /// the style wants none, where the paragraph does not begin with a capital, and where it is
    /// not longer than the letter is high.
    pub(crate) fn initial(&self, composer: &mut Composer<'_>, paragraph: &mut Paragraph) -> Initial {
        let lines = composer.style.text.drop_cap;
        cut(composer, paragraph, lines).unwrap_or_default()
    }
}

fn cut(composer: &mut Composer<'_>, paragraph: &mut Paragraph, lines: i64) -> Option<Initial> {
    let first = paragraph.pieces.first().filter(|_| lines > 1)?.clone();
    let Content::Source(range, words) = &first.content else { return None };
    let (signs, letter) = split(words)?;
    let (leading, font) = (paragraph.shape.leading, first.font);
    let (capital, bearing) = composer.workshop.shaper.capital(font.role, letter.chars().next()?)?;
    let size = font.size + (leading * (lines - 1)).scale(capital.1, capital.0);
    // The tail of a Q hangs into the line below, which stands beside it too.
    let depth = composer.workshop.shaper.depth(Font { size, ..font }, letter.chars().next()?);
    let clear = leading - font.size.scale(capital.0, capital.1);
    let hidden = (depth - clear + leading - Length(1)).max(Length::ZERO).0.div_euclid(leading.0.max(1));
    let beside_it = lines + hidden;
    let piece = |from: usize, words: &str, font: Font| Piece {
        content: Content::Source(range.start + from..range.start + from + words.len(), words.to_string()),
        font,
        ..first.clone()
    };
    let beside = |composer: &Composer<'_>, piece: Piece, drop: Length| {
        let mut part = Paragraph::new(Shape { leading, drop, align: crate::style::Align::Left, ..Shape::default() });
        part.origin = paragraph.origin;
        part.links = paragraph.links.clone();
        part.pieces.push(piece);
        part.shape.width = composer.workshop.natural_width(&part);
        part
    };
    let mut letter_part = beside(
        composer,
        piece(signs.len(), letter, Font { size, tracking: Length::ZERO, variant: Variant::Text, ..font }),
        leading * (lines - 1),
    );
    let bearing = size.scale(bearing, capital.1);
    letter_part.shape.left = paragraph.shape.left - bearing;
    let rest = signs.len() + letter.len();
    let mut text = paragraph.clone();
    text.pieces[0] = piece(rest, &words[rest..], font);
    for point in text.points.iter_mut().filter(|point| point.piece == 0) {
        point.offset = point.offset.saturating_sub(rest as u32);
    }
    text.shape.indent = letter_part.shape.width - bearing + font.size.scale(GAP, 100);
    text.shape.first_lines = beside_it as usize;
    let long = text.shape.indent * 2 < text.shape.width
        && composer.workshop.set(&text, &Nowhere).best().len() > beside_it as usize;
    if !long {
        return None;
    }
    let mut parts = vec![];
    if !signs.is_empty() {
        let mut part = beside(composer, piece(0, signs, font), Length::ZERO);
        part.shape.left = paragraph.shape.left - part.shape.width - font.size.scale(GAP / 2, 100);
        parts.push(composer.add(part));
    }
    parts.push(composer.add(letter_part));
    *paragraph = text;
    Some(Initial { parts, lines: beside_it as usize })
}
