//! Shaping: characters to glyphs, with features, fallback and the text that each glyph stands for.
//!
//! Knows fonts and scripts; nothing of lines or of what the text means.

use super::paragraph::{Assembled, Font, Piece, Variant};
use crate::fonts::{FaceId, FontRole, FontSet};
use crate::model::length::Length;
use harfrust::{Buffer, Direction, Feature, Script, ShapeOptions, ShapePlan, ShaperFont, Tag};
use std::cell::RefCell;
use std::ops::Range;
use std::sync::OnceLock;

/// A glyph of a shaped paragraph. Kept for the whole book until its page is drawn, and therefore
/// small.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ShapedGlyph {
    /// Where the characters of its cluster begin.
    pub(crate) at: u32,
    /// How many bytes they are.
    length: u16,
    /// Its index in the face.
    pub(crate) id: u16,
    /// Its run, an index into [`Shaped::runs`].
    pub(crate) run: u32,
    /// Advance in scaled points.
    advance: i32,
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
    /// Whether it reads from right to left.
    pub(crate) rtl: bool,
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
    offsets: Vec<(u32, [Length; 2])>,
}

impl Shaped {
    /// How far the glyph stands to the right of its place and above it.
    pub(crate) fn offset(&self, index: usize) -> [Length; 2] {
        let found = self.offsets.binary_search_by_key(&(index as u32), |(glyph, _)| *glyph);
        found.map_or([Length::ZERO; 2], |found| self.offsets[found].1)
    }

    /// Gives back room that is not used.
    pub(crate) fn shrink(&mut self) {
        self.glyphs.shrink_to_fit();
        self.runs.shrink_to_fit();
        self.offsets.shrink_to_fit();
    }
}

/// A face ready for shaping, with its plans by features and script.
struct LoadedFace {
    font: harfrust::Font,
    upem: i64,
    plans: [[OnceLock<ShapePlan>; SCRIPTS.len()]; 4],
}

/// Shapes with the faces of a [`FontSet`]. Faces and plans are made when first needed.
pub(crate) struct Shaper<'a> {
    fonts: &'a FontSet,
    faces: Vec<OnceLock<Option<LoadedFace>>>,
}

const SCRIPTS: [Script; 5] = [Script::LATIN, Script::GREEK, Script::CYRILLIC, Script::HEBREW, Script::ARABIC];
const FIRST_RTL: usize = 3;

/// Size and rise of superior letters where the face has none of its own, in hundredths.
const SUPERIOR_SIZE: i64 = 66;
const SUPERIOR_RISE: i64 = 34;

thread_local! {
    static BUFFER: RefCell<Buffer> = RefCell::new(Buffer::new());
}

impl<'a> Shaper<'a> {
    /// A shaper for `fonts`.
    pub(crate) fn new(fonts: &'a FontSet) -> Self {
        Self { fonts, faces: fonts.faces.iter().map(|_| OnceLock::new()).collect() }
    }

    fn face(&self, id: FaceId) -> Option<&LoadedFace> {
        let load = || {
            let font = self.fonts.face(id).font()?;
            let upem = i64::from(font.units_per_em()).max(1);
            Some(LoadedFace { font, upem, plans: Default::default() })
        };
        self.faces[id.0 as usize].get_or_init(load).as_ref()
    }

    fn chain(&self, role: FontRole) -> &[FaceId] {
        self.fonts.chains.get(&role).map_or(&[], Vec::as_slice)
    }

    /// The name of the text's face, for the colophon.
    pub(crate) fn family(&self) -> String {
        let name = self.chain(FontRole::Regular).first().map_or("", |id| self.fonts.face(*id).name.as_str());
        if name.starts_with("libertinus") { "Libertinus Serif".to_string() } else { name.to_string() }
    }

    /// The glyph for a hyphen at a line's end: the face's own U+00AD, so that it maps to that
    /// character and the hyphen's glyph to the hyphen.
    pub(crate) fn hyphen(&self, font: Font) -> Option<(FaceId, u16, Length)> {
        let found = |character: char| {
            self.chain(font.role).iter().find_map(|id| {
                let face = self.face(*id)?;
                let shaper = ShaperFont::new(&face.font);
                let glyph = shaper.nominal_glyph(character as u32)?;
                let advance = Length(i64::from(shaper.glyph_h_advance(glyph)) * font.size.0 / face.upem);
                Some((*id, glyph.to_u32() as u16, advance + font.tracking))
            })
        };
        found('\u{ad}').filter(|(.., advance)| *advance > font.tracking).or_else(|| found('-'))
    }

    /// Shapes the characters `range` of a paragraph, each piece on its own.
    pub(crate) fn shape(&self, pieces: &[Piece], text: &Assembled, range: Range<u32>) -> Shaped {
        let mut shaped = Shaped::default();
        if range.is_empty() {
            return shaped;
        }
        for (index, piece) in pieces.iter().enumerate().skip(text.piece_at(range.start)) {
            let (start, end) = (text.starts[index].max(range.start), text.starts[index + 1].min(range.end));
            if start >= range.end {
                break;
            }
            if start < end {
                let part = &text.text[start as usize..end as usize];
                self.piece(piece.font, part, start, index as u32, &mut shaped);
            }
        }
        shaped
    }

    fn piece(&self, font: Font, text: &str, offset: u32, piece: u32, out: &mut Shaped) {
        let chain = self.chain(font.role);
        let (glyphs, runs) = (out.glyphs.len(), out.runs.len());
        for (range, script, face) in self.segments(chain, text) {
            let run = ShapedRun { piece, face, size: font.size, rise: Length::ZERO, rtl: script >= FIRST_RTL };
            self.segment(font, run, &text[range.clone()], offset + range.start as u32, script, out);
        }
        if font.variant == Variant::Superior && !self.superior(&out.glyphs[glyphs..], &out.runs, text, offset) {
            out.glyphs.truncate(glyphs);
            out.runs.truncate(runs);
            out.offsets.retain(|(glyph, _)| (*glyph as usize) < glyphs);
            let size = font.size.scale(SUPERIOR_SIZE, 100);
            let small = Font { variant: Variant::Text, size, ..font };
            self.piece(small, text, offset, piece, out);
            out.runs[runs..].iter_mut().for_each(|run| run.rise = font.size.scale(SUPERIOR_RISE, 100));
        }
    }

    /// Whether the face had a superior form for every character.
    fn superior(&self, glyphs: &[ShapedGlyph], runs: &[ShapedRun], text: &str, offset: u32) -> bool {
        glyphs.iter().all(|glyph| {
            let Some(face) = self.face(runs[glyph.run as usize].face) else { return false };
            let character = text[(glyph.at - offset) as usize..].chars().next().unwrap_or(' ');
            let nominal = ShaperFont::new(&face.font).nominal_glyph(character as u32);
            !character.is_alphanumeric() || nominal.is_some_and(|nominal| nominal.to_u32() != u32::from(glyph.id))
        })
    }

    /// Cuts `text` where the script or, for want of a glyph, the face changes.
    fn segments(&self, chain: &[FaceId], text: &str) -> Vec<(Range<usize>, usize, FaceId)> {
        let mut segments: Vec<(Range<usize>, usize, FaceId)> = vec![];
        let Some(&first) = chain.first() else { return segments };
        let Some(main) = self.face(first) else { return segments };
        let main = ShaperFont::new(&main.font);
        // Where the characters without a script of their own began that end the last segment.
        let mut common = 0;
        for (at, character) in text.char_indices() {
            let end = at + character.len_utf8();
            let script = script_of(character);
            let mark = is_mark(character);
            let face = match segments.last() {
                Some((_, _, face)) if mark => *face,
                _ if character.is_ascii() || main.nominal_glyph(character as u32).is_some() => first,
                _ => self.fallback(chain, character).unwrap_or(first),
            };
            match segments.last_mut() {
                Some((range, known, last)) if *last == face && script.is_none_or(|s| s == *known) => {
                    range.end = end;
                    if script.is_some() {
                        common = end;
                    }
                }
                Some((range, known, last)) if *last == face && range.start == 0 && common == 0 => {
                    // Only common characters so far.
                    *known = script.unwrap_or(*known);
                    range.end = end;
                    common = end;
                }
                _ => {
                    let mut start = at;
                    if let Some((range, known, last)) = segments.last_mut()
                        && *known >= FIRST_RTL
                        && *last == face
                        && common > range.start
                        && common < range.end
                    {
                        // Spaces after the last letter belong to what follows.
                        start = common;
                        range.end = common;
                    }
                    segments.push((start..end, script.unwrap_or(0), face));
                    common = if script.is_some() { end } else { start };
                }
            }
        }
        segments
    }

    fn fallback(&self, chain: &[FaceId], character: char) -> Option<FaceId> {
        let has = |id: &&FaceId| {
            self.face(**id).is_some_and(|face| ShaperFont::new(&face.font).nominal_glyph(character as u32).is_some())
        };
        chain.iter().find(has).copied()
    }

    fn segment(&self, font: Font, run: ShapedRun, text: &str, offset: u32, script: usize, out: &mut Shaped) {
        let Some(face) = self.face(run.face) else { return };
        let features = features(font.variant);
        let direction = if run.rtl { Direction::RightToLeft } else { Direction::LeftToRight };
        let plan = face.plans[font.variant as usize][script]
            .get_or_init(|| ShapePlan::new(&face.font, direction, Some(SCRIPTS[script]), None, features));
        out.runs.push(run);
        BUFFER.with_borrow_mut(|buffer| {
            buffer.clear();
            buffer.push_str(text);
            buffer.set_direction(direction);
            buffer.set_script(Some(SCRIPTS[script]));
            let shaper = ShaperFont::new(&face.font);
            let options = ShapeOptions::new().plan(Some(plan)).features(features);
            if harfrust::shape(&shaper, buffer, options).is_err() {
                return;
            }
            let scale = |units: i32| Length(i64::from(units) * font.size.0 / face.upem);
            let first = out.glyphs.len();
            let run_index = out.runs.len() as u32 - 1;
            let mut add = |(info, position): (&harfrust::GlyphInfo, &harfrust::GlyphPosition)| {
                if position.x_offset != 0 || position.y_offset != 0 {
                    let offset = [scale(position.x_offset), scale(position.y_offset)];
                    out.offsets.push((out.glyphs.len() as u32, offset));
                }
                let advance = scale(position.x_advance);
                let tracked = if advance > Length::ZERO { advance + font.tracking } else { advance };
                let advance = tracked.0.clamp(i32::MIN.into(), i32::MAX.into()) as i32;
                let (id, at) = (info.glyph_id as u16, offset + info.cluster);
                out.glyphs.push(ShapedGlyph { at, length: 0, id, run: run_index, advance });
            };
            let glyphs = buffer.glyph_infos().iter().zip(buffer.glyph_positions());
            if run.rtl {
                glyphs.rev().for_each(&mut add)
            } else {
                glyphs.for_each(&mut add)
            }
            close_clusters(&mut out.glyphs[first..], text, offset);
        });
    }
}

/// Gives every glyph the end of its cluster: the beginning of the next. `text` begins at `offset`.
fn close_clusters(glyphs: &mut [ShapedGlyph], text: &str, offset: u32) {
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

/// The features of a variant. Superiors come before old-style figures in the font's own order
/// only if those are not asked for.
fn features(variant: Variant) -> &'static [Feature] {
    const fn on(tag: &[u8; 4]) -> Feature {
        Feature { tag: Tag::new(tag), value: 1, start: Feature::GLOBAL_START, end: Feature::GLOBAL_END }
    }
    const TEXT: &[Feature] = &[on(b"onum")];
    const SMALL: &[Feature] = &[on(b"onum"), on(b"smcp")];
    const ALL_SMALL: &[Feature] = &[on(b"onum"), on(b"smcp"), on(b"c2sc")];
    const SUPERIOR: &[Feature] = &[on(b"sups")];
    match variant {
        Variant::Text => TEXT,
        Variant::SmallCaps => SMALL,
        Variant::AllSmallCaps => ALL_SMALL,
        Variant::Superior => SUPERIOR,
    }
}

/// The index in [`SCRIPTS`] of a letter's script; none for characters of any script.
fn script_of(character: char) -> Option<usize> {
    match character as u32 {
        0x0370..=0x03ff | 0x1f00..=0x1fff => Some(1),
        0x0400..=0x052f | 0x1c80..=0x1c8f | 0x2de0..=0x2dff | 0xa640..=0xa69f => Some(2),
        0x0590..=0x05ff | 0xfb1d..=0xfb4f => Some(3),
        0x0600..=0x06ff | 0x0750..=0x077f | 0x08a0..=0x08ff | 0xfb50..=0xfdff | 0xfe70..=0xfeff => Some(4),
        _ if character.is_alphabetic() => Some(0),
        _ => None,
    }
}

fn is_mark(character: char) -> bool {
    unicode_normalization::char::is_combining_mark(character)
}
