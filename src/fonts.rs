//! Font faces, their roles and fallback chains.
//!
//! `fonts/fonts.toml` names for each role a chain of files; the user's own come first and the
//! embedded Libertinus last, so that a glyph missing in one face is taken from the next. Knows
//! bytes and roles; reads no files and shapes nothing.

use std::borrow::Cow;
use std::collections::BTreeMap;

/// Index of a face in a [`FontSet`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FaceId(pub u16);

/// A font face.
#[derive(Clone, Debug)]
pub struct Face {
    /// Its name for messages and for the EPUB's file names.
    pub name: String,
    /// The font file.
    pub data: Cow<'static, [u8]>,
    /// The face's index in a collection.
    pub index: u32,
}

/// What a face is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FontRole {
    /// Text.
    Regular,
    /// Emphasis.
    Italic,
    /// Strong emphasis and some headings.
    Bold,
    /// Both.
    BoldItalic,
    /// Code.
    Mono,
}

/// All faces with a fallback chain for each role. Every role has a chain of at least one face.
#[derive(Clone, Debug, Default)]
pub struct FontSet {
    /// The faces.
    pub faces: Vec<Face>,
    /// For each role the faces to try, in order.
    pub chains: BTreeMap<FontRole, Vec<FaceId>>,
}

impl FontSet {
    /// The face.
    pub fn face(&self, id: FaceId) -> &Face {
        &self.faces[id.0 as usize]
    }
}
