//! Figures: pictures with what is said in their place.
//!
//! A figure stands in a text as a [`crate::model::text::GroupKind::Figure`]: the block of the
//! picture, without characters, and below it the caption. Knows sizes and bytes; how the bytes are
//! read is for `picture`.

use crate::model::length::Length;
use crate::source::Span;
use std::fmt;
use std::sync::Arc;

/// Index of a figure in [`crate::model::document::Document::figures`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FigureId(pub u32);

/// A figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The picture's file, relative to the document's folder, as the source names it.
    pub path: String,
    /// What it shows, in words, for who does not see it; empty for an ornament alone.
    pub alternative: String,
    /// How wide it is set, in hundredths of the width there is; its own size if `None`.
    pub width: Option<u8>,
    /// Where the source names it.
    pub span: Option<Span>,
    /// The picture, once it was loaded.
    pub picture: Option<Picture>,
}

/// A picture that was read and found sound.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    /// Its format.
    pub kind: PictureKind,
    /// Its own width: by its resolution, or the drawing's.
    pub width: Length,
    /// Its own height.
    pub height: Length,
    /// The file.
    pub data: Arc<Vec<u8>>,
}

/// The format of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PictureKind {
    /// PNG.
    Png,
    /// JPEG, grey or RGB.
    Jpeg,
    /// SVG.
    Svg,
}

impl fmt::Debug for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kind, width, height, data } = self;
        write!(f, "{kind:?} of {} × {} pt, {} bytes", width.pt(), height.pt(), data.len())
    }
}
