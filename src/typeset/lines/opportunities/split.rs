//! Stretches that no line holds: where they are split all the same, in code and in the cells of a table, and the
//! sign before what of a line of code is turned over.
//!
//! Knows widths and characters; nothing of what the text says.

use crate::fonts::{FaceId, FontRole};
use crate::model::length::Length;
use crate::typeset::lines::set::Cut;
use crate::typeset::lines::shaped::Shaped;
use crate::typeset::lines::workshop::Workshop;
use crate::typeset::paragraph::assembled::Assembled;
use crate::typeset::paragraph::piece::Font;
use crate::typeset::paragraph::{Paragraph, Split};
use std::ops::Range;

/// What stands before the rest of a line of code.
const TURNED_OVER: char = '↪';

impl Workshop<'_> {
    /// The sign before what is turned over in code of this font; its advance has the space after it.
    pub(in crate::typeset::lines) fn turned_over(
        &self,
        paragraph: &Paragraph,
        font: Font,
    ) -> Option<(FaceId, u16, Length)> {
        if paragraph.shape.split != Split::Code {
            return None;
        }
        let (face, id, advance) = self.shaper.sign(font, TURNED_OVER)?;
        Some((face, id, advance.scale(3, 2)))
    }
}

/// Whether characters are a space of its own width, an em or a part of one, that may end a line.
pub(in crate::typeset::lines) fn is_fixed_space(characters: &[u8]) -> bool {
    matches!(characters, [0xe2, 0x80, 0x80..=0x86 | 0x88..=0x8a])
}

/// How many bytes of spaces `text` begins with, after which a line may begin.
pub(in crate::typeset::lines) fn spaces(text: &str) -> usize {
    let is_space = |c: char| c == ' ' || matches!(c, '\u{2000}'..='\u{200a}' if c != '\u{2007}');
    text.len() - text.trim_start_matches(is_space).len()
}

/// Whether a line is the rest of one of its source.
pub(in crate::typeset::lines) fn is_turned_over(text: &Assembled, cut: &Cut) -> bool {
    let before = text.text[..cut.start as usize].trim_end_matches(' ');
    cut.start > 0 && !before.is_empty() && !before.ends_with('\u{2028}')
}

/// Where the words of a paragraph may be hyphenated.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hyphens {
    /// The places, in order.
    pub(crate) at: Vec<u32>,
    /// How wide a hyphen is.
    pub(crate) width: Length,
}

impl Hyphens {
    /// Whether a word may be hyphenated before this place.
    pub(crate) fn are_at(&self, place: u32) -> bool {
        self.at.binary_search(&place).is_ok()
    }
}

/// `breaks` with places in those stretches that are wider than any line and may be split: where their parts meet,
/// and if even a part is too wide anywhere in it. What stands between two of the `hyphens` is a part too: a word that
/// can be hyphenated into its lines is split nowhere else.
pub(in crate::typeset::lines) fn with_splits(
    paragraph: &Paragraph,
    text: &Assembled,
    shaped: &Shaped,
    breaks: Vec<u32>,
    hyphens: impl FnOnce() -> Hyphens,
) -> Vec<u32> {
    let shape = &paragraph.shape;
    let is_code = |stretch: &Range<u32>| {
        let pieces = text.piece_at(stretch.start)..=text.piece_at(stretch.end.saturating_sub(1));
        let mut pieces = pieces.filter_map(|piece| paragraph.pieces.get(piece));
        pieces.any(|piece| piece.font.role == FontRole::Mono)
    };
    if shape.split == Split::Never && paragraph.pieces.iter().all(|piece| piece.font.role != FontRole::Mono) {
        return breaks;
    }
    let widths = Widths::of(shaped);
    let room = shape.width - shape.indent.max(shape.hang);
    let end = text.text.len() as u32;
    if widths.width(0..end) <= room {
        return breaks;
    }
    let hyphens = if shape.split == Split::Anywhere { hyphens() } else { Hyphens::default() };
    let (mut all, mut start) = (vec![], 0);
    for next in breaks.into_iter().chain([end]) {
        let stretch = start..start + text.text[start as usize..next as usize].trim_end().len() as u32;
        if widths.width(stretch.clone()) > room && (shape.split != Split::Never || is_code(&stretch)) {
            widths.split(text, stretch, room, &hyphens, &mut all);
        }
        all.push(next);
        start = next;
    }
    all.pop();
    all
}

/// Where each cluster begins, with the width of all before it.
struct Widths(Vec<(u32, Length)>);

impl Widths {
    fn of(shaped: &Shaped) -> Self {
        let (mut clusters, mut sum): (Vec<(u32, Length)>, _) = (vec![], Length::ZERO);
        for glyph in &shaped.glyphs {
            if clusters.last().is_none_or(|(at, _)| *at < glyph.at) {
                clusters.push((glyph.at, sum));
            }
            sum += glyph.advance();
        }
        clusters.push((u32::MAX, sum));
        Self(clusters)
    }

    /// The first cluster that begins at `at` or after it.
    fn at(&self, at: u32) -> usize {
        self.0.partition_point(|(begin, _)| *begin < at).min(self.0.len() - 1)
    }

    fn width(&self, characters: Range<u32>) -> Length {
        self.0[self.at(characters.end)].1 - self.0[self.at(characters.start)].1
    }

    /// Adds places in a stretch that is wider than `room`.
    fn split(&self, text: &Assembled, stretch: Range<u32>, room: Length, hyphens: &Hyphens, out: &mut Vec<u32>) {
        let clusters = |characters: Range<u32>| {
            let range = self.at(characters.start + 1)..self.at(characters.end);
            self.0.get(range).unwrap_or_default().iter().map(|(at, _)| *at)
        };
        let mut from = stretch.start;
        let meets = |at: &u32| is_joint(&text.text, *at);
        let ends = clusters(stretch.clone()).filter(|at| meets(at) || hyphens.are_at(*at));
        for to in ends.chain([stretch.end]) {
            let hyphen = if hyphens.are_at(to) { hyphens.width } else { Length::ZERO };
            if self.width(from..to) + hyphen > room {
                out.extend(clusters(from..to));
            }
            if to < stretch.end && meets(&to) {
                out.push(to);
            }
            from = to;
        }
    }
}

/// Whether two parts of a name meet here: after a sign, between a small letter and a capital, a letter and a figure.
pub(crate) fn is_joint(text: &str, at: u32) -> bool {
    let (before, after) = text.split_at(at as usize);
    let (Some(last), Some(first)) = (before.chars().next_back(), after.chars().next()) else { return false };
    let sign = |c: char| c.is_ascii_punctuation();
    sign(last) && !sign(first)
        || last.is_lowercase() && first.is_uppercase()
        || last.is_alphabetic() != first.is_alphabetic() && last.is_alphanumeric() && first.is_alphanumeric()
}
