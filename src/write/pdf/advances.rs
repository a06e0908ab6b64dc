//! Advances as krilla wants them, so that what it writes between two glyphs is short and mostly nothing.
//!
//! krilla writes a text string and, wherever the next glyph does not stand where the face's own
//! advance puts it, a number in thousandths of the size (ISO 32000-1, 9.4.3, `TJ`). Letter space
//! would make that a number for each glyph, most of the page. So:
//!
//! * Letters that are spread or drawn together by thousandths of an em are drawn so much wider or
//!   narrower instead ([`FaceAdvances::widening`]): a word then fills its place by itself.
//! * A glyph stands where its neighbour's advance puts it as long as that is no more than
//!   [`TOLERANCE`] from where it belongs, reckoned from the line's beginning so that nothing adds up.
//! * Where it has to be moved, it is moved to the nearest whole thousandth, as pdfTeX does; and of
//!   the floats nearest to an advance we take the one that krilla's own arithmetic turns into that
//!   whole number.

use crate::fonts::{Face, FaceId, FontSet};
use crate::model::length::Length;
use crate::model::page::GlyphRun;
use std::sync::OnceLock;
use write_fonts::read::{FontRef, TableProvider};

/// The advances of the faces of a [`FontSet`], each read when first needed.
pub(crate) struct Advances<'a> {
    set: &'a FontSet,
    faces: Vec<OnceLock<Option<FaceAdvances>>>,
}

/// The advances of a face, in its units.
pub(crate) struct FaceAdvances {
    units_per_em: i64,
    /// By glyph.
    own: Vec<u16>,
}

impl<'a> Advances<'a> {
    pub(crate) fn new(set: &'a FontSet) -> Self {
        Self { set, faces: set.faces.iter().map(|_| OnceLock::new()).collect() }
    }

    /// Those of `face`, if it is there and can be read.
    pub(crate) fn face(&self, id: FaceId) -> Option<&FaceAdvances> {
        let cell = self.faces.get(usize::from(id.0))?;
        cell.get_or_init(|| FaceAdvances::read(self.set.face(id))).as_ref()
    }
}

impl FaceAdvances {
    fn read(face: &Face) -> Option<Self> {
        let font = FontRef::from_index(&face.data, face.index).ok()?;
        let metrics = font.hmtx().ok()?;
        let glyphs = font.maxp().ok()?.num_glyphs();
        let own = (0..glyphs).map(|glyph| metrics.advance(glyph.into()).unwrap_or(0)).collect();
        Some(Self { units_per_em: i64::from(font.head().ok()?.units_per_em()).max(1), own })
    }
}

/// How far from its place a glyph may stand, in thousandths of its size: at 10 pt two dots of an imagesetter.
const TOLERANCE: i64 = 3;

/// Letter space that is drawn as width, in thousandths of an em: what justification gives, but not what a style
/// spaces capitals by.
const SPREAD: i64 = 6;

/// Steps of the width in which a run is drawn, in millionths, so that the number is short.
const STEP: i64 = 100;

impl FaceAdvances {
    /// The width in which to draw `run`, in millionths more than by nature: its expansion and its letter space.
    pub(crate) fn widening(&self, run: &GlyphRun) -> i64 {
        let (mut natural, mut spread) = (0, 0);
        for glyph in &run.glyphs {
            let own = Length(self.own(glyph.id) * run.size.0 / self.units_per_em);
            let more = glyph.advance - own - own.scale(run.expansion.into(), 1_000_000);
            if own > Length::ZERO && 1000 * more.0.abs() <= SPREAD * run.size.0 {
                natural += own.0;
                spread += more.0;
            }
        }
        let whole = i64::from(run.expansion) + 1_000_000 * spread / natural.max(1);
        nearest(whole, STEP) * STEP
    }

    fn own(&self, glyph: u16) -> i64 {
        self.own.get(usize::from(glyph)).copied().unwrap_or(0).into()
    }
}

/// Puts one glyph after the other along a line of one face and size.
pub(crate) struct Pen<'a> {
    face: Option<&'a FaceAdvances>,
    size: i64,
    /// Where the next glyph belongs, from the beginning of the line.
    at: Length,
    /// Where it comes to stand: in units of the face, a thousand to each.
    set: i64,
}

impl<'a> Pen<'a> {
    /// At the beginning of a line of text of `size`, which is above zero.
    pub(crate) fn new(face: Option<&'a FaceAdvances>, size: Length) -> Self {
        Self { face, size: size.0, at: Length::ZERO, set: 0 }
    }

    /// Goes on by the `advance` of `glyph` to one that stands where it belongs if that is to be `exact`; returns the
    /// advance in ems as krilla wants it.
    pub(crate) fn advance(&mut self, glyph: u16, advance: Length, exact: bool) -> f32 {
        self.at += advance;
        let own = self.face.and_then(|face| Some((face.units_per_em, *face.own.get(usize::from(glyph))?)));
        let Some((units, own)) = own else { return advance.0 as f32 / self.size as f32 };
        let wanted = self.at.0.saturating_mul(1000 * units) / self.size;
        let natural = self.set + 1000 * i64::from(own);
        let more = Some(nearest(wanted - natural, units)).filter(|more| exact || more.abs() > TOLERANCE).unwrap_or(0);
        self.set = natural + more * units;
        ems(own, units, more)
    }
}

/// An offset in whole thousandths of an em.
pub(crate) fn offset(offset: Length, size: Length) -> f32 {
    nearest(1000 * offset.0, size.0) as f32 / 1000.0
}

/// `a / b` to the nearest whole number; `b` is above zero.
fn nearest(a: i64, b: i64) -> i64 {
    (2 * a + b).div_euclid(2 * b)
}

/// The advance in ems that krilla reckons to be `more` thousandths above the face's own: it takes
/// 1000 times this less 1000 times the quotient of `own` and `units`, all in single precision.
fn ems(own: u16, units: i64, more: i64) -> f32 {
    let quotient = f32::from(own) / units as f32;
    if more == 0 {
        return quotient;
    }
    let wanted = quotient * 1000.0 + more as f32;
    let near = wanted / 1000.0;
    [near, near.next_up(), near.next_down()].into_iter().find(|ems| ems * 1000.0 == wanted).unwrap_or(near)
}
