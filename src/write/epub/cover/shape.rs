//! A line of words as outlines, for the cover.
//!
//! Knows fonts and glyphs; nothing of where the line stands.

use crate::fonts::{Face, FontRole, FontSet};
use harfrust::font::Font;
use harfrust::font::glyph::outline::{DrawMemory, DrawOptions, PathSink};
use harfrust::{Buffer, Feature, GlyphId, ShapeOptions, ShaperFont, Tag, shape};
use std::borrow::Cow;

/// A step of a path, in ems, y downwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Step {
    /// A new contour begins.
    Move([f32; 2]),
    /// A straight line.
    Line([f32; 2]),
    /// A cubic curve: two control points and the end.
    Curve([f32; 2], [f32; 2], [f32; 2]),
    /// The contour closes.
    Close,
}

/// A shaped line: its outlines on a baseline at 0, and its width, in ems.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outline {
    /// The steps.
    pub(crate) steps: Vec<Step>,
    /// The advance of the line.
    pub(crate) width: f32,
}

/// A face ready for shaping lines.
pub(crate) struct Setter {
    fonts: Vec<Font>,
}

impl Setter {
    /// The faces of a role.
    pub(crate) fn new(fonts: &FontSet, role: FontRole) -> Self {
        let chain = fonts.chains.get(&role).into_iter().flatten();
        Self { fonts: chain.filter_map(|id| load(fonts.face(*id))).collect() }
    }

    /// Shapes a line in the first face that has all its characters, with the features given and
    /// `tracking` ems between the letters.
    pub(crate) fn line(&self, words: &str, features: &[&[u8; 4]], tracking: f32) -> Outline {
        let has_all = |font: &&Font| words.chars().all(|c| font.charmap().map_unicode(c).is_some());
        let Some(font) = self.fonts.iter().find(has_all).or(self.fonts.first()) else { return Outline::default() };
        let features: Vec<Feature> = features.iter().map(|f| Feature::new(Tag::new(f), 1, ..)).collect();
        let mut buffer = Buffer::new();
        buffer.push_str(words);
        buffer.guess_segment_properties();
        let options = ShapeOptions::new().features(&features);
        if shape(&ShaperFont::new(font), &mut buffer, options).is_err() {
            return Outline::default();
        }
        outline(font, &buffer, tracking)
    }
}

fn load(face: &Face) -> Option<Font> {
    match &face.data {
        Cow::Borrowed(bytes) => Font::new(*bytes, face.index),
        Cow::Owned(bytes) => Font::new(bytes.clone(), face.index),
    }
}

fn outline(font: &Font, buffer: &Buffer, tracking: f32) -> Outline {
    let em = 1.0 / f32::from(font.units_per_em().max(1));
    let glyphs = font.outline_glyphs();
    let mut pen = Pen { steps: vec![], origin: [0.0, 0.0], em, last: [0.0, 0.0] };
    let mut x = 0.0;
    for (info, position) in buffer.glyph_infos().iter().zip(buffer.glyph_positions()) {
        pen.origin = [x + position.x_offset as f32 * em, -(position.y_offset as f32) * em];
        if let Some(glyph) = glyphs.get(GlyphId::new(info.glyph_id)) {
            // A glyph that cannot be drawn leaves its space.
            let _ = glyph.draw(&DrawOptions::new(), DrawMemory::Scratch, &mut pen);
        }
        x += position.x_advance as f32 * em + tracking;
    }
    Outline { steps: pen.steps, width: (x - tracking).max(0.0) }
}

/// Collects a glyph's outline at its place in the line.
struct Pen {
    steps: Vec<Step>,
    origin: [f32; 2],
    em: f32,
    last: [f32; 2],
}

impl Pen {
    fn point(&self, x: f32, y: f32) -> [f32; 2] {
        [self.origin[0] + x * self.em, self.origin[1] - y * self.em]
    }
}

impl PathSink for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.last = self.point(x, y);
        self.steps.push(Step::Move(self.last));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.last = self.point(x, y);
        self.steps.push(Step::Line(self.last));
    }

    /// A quadratic curve raised to a cubic one.
    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let (from, control, to) = (self.last, self.point(cx, cy), self.point(x, y));
        let toward = |end: [f32; 2]| [0, 1].map(|i| end[i] + (control[i] - end[i]) * 2.0 / 3.0);
        self.steps.push(Step::Curve(toward(from), toward(to), to));
        self.last = to;
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.last = self.point(x, y);
        self.steps.push(Step::Curve(self.point(ax, ay), self.point(bx, by), self.last));
    }

    fn close(&mut self) {
        self.steps.push(Step::Close);
    }
}
