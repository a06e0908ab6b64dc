//! Advances as krilla wants them, so that what it writes between two glyphs is a short number.
//!
//! krilla writes a text string and, wherever the next glyph does not stand where the face's own
//! advance puts it, a number in thousandths of the size (ISO 32000-1, 9.4.3, `TJ`). Letter space
//! makes that one number per glyph; as a difference of two floats it has eight digits and is most of
//! the page. So every glyph is put at the nearest whole thousandth, as pdfTeX does (a hundredth of
//! a point at 10 pt), each reckoned from the line's beginning so that nothing adds up; and of the
//! floats nearest to an advance we take the one that krilla's own arithmetic turns into that whole
//! number.

use crate::fonts::{Face, FaceId, FontSet};
use crate::model::length::Length;
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

    /// Goes on by the `advance` of `glyph`; returns it in ems as krilla wants it.
    pub(crate) fn advance(&mut self, glyph: u16, advance: Length) -> f32 {
        self.at += advance;
        let own = self.face.and_then(|face| Some((face.units_per_em, *face.own.get(usize::from(glyph))?)));
        let Some((units, own)) = own else { return advance.0 as f32 / self.size as f32 };
        let wanted = self.at.0.saturating_mul(1000 * units) / self.size;
        let natural = self.set + 1000 * i64::from(own);
        let more = nearest(wanted - natural, units);
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
