//! Shaped text: glyphs and what stretches of them have in common.

use crate::fonts::FaceId;
use crate::model::length::Length;

/// A glyph of a shaped paragraph. Kept for the whole book until its page is drawn, and therefore
/// small.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ShapedGlyph {
    /// Where the characters of its cluster begin.
    pub(crate) at: u32,
    /// How many bytes they are.
    pub(super) length: u16,
    /// Its index in the face.
    pub(crate) id: u16,
    /// Its run, an index into [`Shaped::runs`].
    pub(crate) run: u32,
    /// Advance in scaled points.
    pub(super) advance: i32,
}

impl ShapedGlyph {
    /// Where the characters of its cluster end.
    pub(crate) fn end(&self) -> u32 {
        self.at + u32::from(self.length)
    }

    /// Its advance.
    pub(crate) fn advance(&self) -> Length {
        Length(self.advance.into())
    }
}

/// What a stretch of glyphs has in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ShapedRun {
    /// The piece.
    pub(crate) piece: u32,
    /// The face.
    pub(crate) face: FaceId,
    /// The size.
    pub(crate) size: Length,
    /// How far it is raised.
    pub(crate) rise: Length,
    /// Its level (UAX #9).
    pub(crate) level: u8,
}

impl ShapedRun {
    /// Whether it reads from right to left.
    pub(crate) fn rtl(&self) -> bool {
        self.level % 2 == 1
    }
}

/// Shaped text. Glyphs stand in logical order of their clusters.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shaped {
    /// The glyphs.
    pub(crate) glyphs: Vec<ShapedGlyph>,
    /// Their runs.
    pub(crate) runs: Vec<ShapedRun>,
    /// How far glyphs stand to the right of their place and above it, by index, for the few that
    /// do.
    pub(super) offsets: Vec<(u32, [Length; 2])>,
}

impl Shaped {
    /// How far the glyph stands to the right of its place and above it.
    pub(crate) fn offset(&self, index: usize) -> [Length; 2] {
        let found = self.offsets.binary_search_by_key(&(index as u32), |(glyph, _)| *glyph);
        found.map_or([Length::ZERO; 2], |found| self.offsets[found].1)
    }

    /// The width of a piece's glyphs.
    pub(crate) fn width_of(&self, piece: u32) -> Length {
        let first = self.runs.partition_point(|run| run.piece < piece) as u32;
        let last = self.runs.partition_point(|run| run.piece <= piece) as u32;
        let glyphs = self.glyphs.iter().filter(|glyph| (first..last).contains(&glyph.run));
        glyphs.map(ShapedGlyph::advance).sum()
    }

    /// The width of the first glyph of a piece; none if it has no glyph.
    pub(crate) fn first_advance(&self, piece: u32) -> Length {
        let first = self.glyphs.iter().find(|glyph| self.runs[glyph.run as usize].piece == piece);
        first.map_or(Length::ZERO, ShapedGlyph::advance)
    }

    /// The same with pieces that are at least so wide.
    pub(crate) fn widened(&self, widths: &[(u32, Length)]) -> Self {
        let mut wide = self.clone();
        for (piece, width) in widths {
            let more = *width - self.width_of(*piece);
            let last = wide.glyphs.iter_mut().rev().find(|glyph| self.runs[glyph.run as usize].piece == *piece);
            if let Some(last) = last.filter(|_| more > Length::ZERO) {
                last.advance = last.advance.saturating_add(more.0 as i32);
            }
        }
        wide
    }

    /// Gives back room that is not used.
    pub(crate) fn shrink(&mut self) {
        self.glyphs.shrink_to_fit();
        self.runs.shrink_to_fit();
        self.offsets.shrink_to_fit();
    }
}

/// Gives every glyph the end of its cluster: the beginning of the next. `text` begins at `offset`.
pub(super) fn close_clusters(glyphs: &mut [ShapedGlyph], text: &str, offset: u32) {
    let (mut next, mut end) = (u32::MAX, offset + text.len() as u32);
    for glyph in glyphs.iter_mut().rev() {
        if next != u32::MAX && glyph.at != next {
            end = next;
        }
        next = glyph.at;
        let mut length = (end - glyph.at).min(u16::MAX.into());
        // A letter with tens of thousands of accents keeps those that there is room for.
        while !text.is_char_boundary((glyph.at - offset + length) as usize) {
            length -= 1;
        }
        glyph.length = length as u16;
    }
}
