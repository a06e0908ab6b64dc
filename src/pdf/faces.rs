//! The faces as krilla wants them: read when first used, once each.

use crate::diag::Diagnostic;
use crate::fonts::{FaceId, FontSet};
use krilla::Data;
use krilla::text::Font;
use std::borrow::Cow;

/// The faces of a [`FontSet`], each read when first asked for.
pub(super) struct Faces<'a> {
    set: &'a FontSet,
    read: Vec<Option<Font>>,
}

impl<'a> Faces<'a> {
    pub(super) fn new(set: &'a FontSet) -> Self {
        Self { set, read: vec![None; set.faces.len()] }
    }

    /// The face, ready to draw with (a cheap clone).
    pub(super) fn get(&mut self, id: FaceId) -> Result<Font, Diagnostic> {
        let Some(slot) = self.read.get_mut(id.0 as usize) else {
            return Err(super::check::breach(format!("face {} is not in the font set", id.0)));
        };
        if let Some(font) = slot {
            return Ok(font.clone());
        }
        let face = self.set.face(id);
        let data = match &face.data {
            Cow::Borrowed(bytes) => Data::from(*bytes),
            Cow::Owned(bytes) => Data::from(bytes.clone()),
        };
        let font = Font::new(data, face.index)
            .ok_or_else(|| Diagnostic::error("pdf-font", format!("the font “{}” cannot be read", face.name)))?;
        Ok(slot.insert(font).clone())
    }
}
