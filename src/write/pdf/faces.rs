//! The faces as krilla wants them, read when first used, and the text of each of their glyphs.
//!
//! A PDF font maps each glyph to one text (ISO 32000-1, 9.10.3). Where one glyph stands for several,
//! as a small capital for `a` and `A` or the space's for U+0020 and U+00A0, the usual way out is
//! `ActualText`; but many programs that read PDFs do not know it, and poppler loses the rest of the
//! paragraph after it. So such a glyph is taken from a second copy of the face, with a map of its
//! own. Copies are subset like any font: one costs a few hundred bytes.

use crate::diag::Diagnostic;
use crate::fonts::{Face, FaceId, FontSet};
use krilla::Data;
use krilla::text::Font;
use std::borrow::Cow;

/// How many copies of a face there may be before we give in and use `ActualText`.
pub(crate) const COPIES: usize = 8;

/// The faces of a [`FontSet`] and their copies.
pub(crate) struct Faces<'a> {
    set: &'a FontSet,
    copies: Vec<Vec<Copy>>,
}

/// A copy of a face.
#[derive(Default)]
struct Copy {
    font: Option<Font>,
    /// By glyph, the text that it stands for.
    texts: Vec<Option<Box<str>>>,
    /// The same as [`number`].
    numbers: Vec<u64>,
}

/// A text of up to seven bytes as a number, to be compared in one step; 0 for a longer one.
fn number(text: &str) -> u64 {
    match text.len() {
        0..=7 => text.bytes().fold(1, |number, byte| number << 8 | u64::from(byte)),
        _ => 0,
    }
}

impl<'a> Faces<'a> {
    pub(crate) fn new(set: &'a FontSet) -> Self {
        Self { set, copies: set.faces.iter().map(|_| vec![]).collect() }
    }

    /// The first copy of a face in which all `glyphs` can stand for `text`, and whether they can.
    /// From now on they do.
    pub(crate) fn choose(
        &mut self,
        face: FaceId,
        glyphs: impl Iterator<Item = u16> + Clone,
        text: &str,
    ) -> (usize, bool) {
        let Some(copies) = self.copies.get_mut(face.0 as usize) else { return (0, true) };
        // Nearly always so, and once for every glyph of the book.
        let short = number(text);
        if short > 0 && copies.first().is_some_and(|first| glyphs.clone().all(|glyph| first.is(glyph, short))) {
            return (0, true);
        }
        for at in 0..COPIES {
            if at == copies.len() {
                copies.push(Copy::default());
            }
            if glyphs.clone().all(|glyph| copies[at].may(glyph, text)) {
                glyphs.for_each(|glyph| copies[at].set(glyph, text));
                return (at, true);
            }
        }
        (0, false)
    }

    /// The face that a font of krilla's was made of.
    pub(crate) fn of(&self, font: &Font) -> Option<&'a Face> {
        let has = |copies: &Vec<Copy>| copies.iter().any(|copy| copy.font.as_ref() == Some(font));
        self.set.faces.get(self.copies.iter().position(has)?)
    }

    /// The faces of the book's own.
    pub(crate) fn own(&self) -> impl Iterator<Item = &'a Face> {
        self.set.faces.iter().filter(|face| face.span.is_some())
    }

    /// A copy of a face, ready to draw with (cheap to clone).
    pub(crate) fn get(&mut self, id: FaceId, copy: usize) -> Result<Font, Diagnostic> {
        let Some(slot) = self.copies.get_mut(id.0 as usize).and_then(|copies| copies.get_mut(copy)) else {
            return Err(crate::write::pdf::check::breach(format!("face {} is not in the font set", id.0)));
        };
        if let Some(font) = &slot.font {
            return Ok(font.clone());
        }
        let face = self.set.face(id);
        let unread = || Diagnostic::error("pdf-font", format!("the font “{}” cannot be read", face.name));
        let font = Font::new(data(face, copy), face.index).ok_or_else(|| face.blamed(unread()))?;
        Ok(slot.font.insert(font).clone())
    }
}

/// The bytes of a copy. krilla knows fonts apart by their length, among other things.
fn data(face: &Face, copy: usize) -> Data {
    match &face.data {
        Cow::Borrowed(bytes) if copy == 0 => Data::from(*bytes),
        bytes => {
            let mut bytes = bytes.to_vec();
            bytes.resize(bytes.len() + copy, 0);
            Data::from(bytes)
        }
    }
}

impl Copy {
    #[inline]
    fn is(&self, glyph: u16, short: u64) -> bool {
        self.numbers.get(usize::from(glyph)) == Some(&short)
    }

    fn may(&self, glyph: u16, text: &str) -> bool {
        self.texts.get(usize::from(glyph)).is_none_or(|known| known.as_deref().is_none_or(|known| known == text))
    }

    fn set(&mut self, glyph: u16, text: &str) {
        let at = usize::from(glyph);
        if at >= self.texts.len() {
            self.texts.resize(at + 1, None);
            self.numbers.resize(at + 1, 0);
        }
        self.numbers[at] = number(self.texts[at].get_or_insert_with(|| text.into()));
    }
}
