//! The pieces of a paragraph: characters that are set alike.
//!
//! Knows fonts by their role, languages and structure; nothing of glyphs.

use crate::fonts::FontRole;
use crate::model::length::Length;
use crate::model::page::Role;
use crate::model::text::LocusKind;
use crate::style::{FaceStyle, Figures};
use std::ops::Range;
use std::sync::Arc;

/// How letters are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Font {
    /// The chain of faces.
    pub(crate) role: FontRole,
    /// The features.
    pub(crate) variant: Variant,
    /// The size.
    pub(crate) size: Length,
    /// Space added to every glyph.
    pub(crate) tracking: Length,
}

/// A set of font features.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Variant {
    /// Text with old-style figures.
    Text,
    /// Small capitals, capitals as they are.
    SmallCaps,
    /// Small capitals, capitals too.
    AllSmallCaps,
    /// Superior figures and letters; scaled and raised where the face has none.
    Superior,
    /// Inferior figures and letters, likewise.
    Inferior,
    /// Text with lining figures.
    Lining,
}

impl Variant {
    /// Whether it stands above or below the line: it is no part of a word then.
    pub(crate) fn is_shifted(self) -> bool {
        matches!(self, Variant::Superior | Variant::Inferior)
    }
}

/// A piece of a paragraph, uniform in everything.
#[derive(Clone, Debug)]
pub(crate) struct Piece {
    /// Its characters.
    pub(crate) content: Content,
    /// Its font.
    pub(crate) font: Font,
    /// Its language (BCP 47), for hyphenation.
    pub(crate) language: Arc<str>,
    /// What it is in the structure.
    pub(crate) role: Role,
    /// Its link, an index into [`Paragraph::links`].
    pub(crate) link: Option<usize>,
}

/// The characters of a piece.
#[derive(Clone, Debug)]
pub(crate) enum Content {
    /// Those of the container: bytes of its string.
    Source(Range<usize>, String),
    /// Made by the tool.
    Made(String),
    /// The mark of a note's call, or what parts it from another: printed among words of which it is
    /// no part.
    Mark(String),
    /// What a place is called or where it is; the characters are printed if that is unknown.
    Locus {
        /// The place's name.
        place: String,
        /// What is wanted.
        kind: LocusKind,
        /// The characters of the container that it replaces.
        fallback: String,
    },
    /// A page in the contents.
    Page(String),
    /// Of a note that is keyed to lines a part of its key, an index into those of the book.
    Key(u32, KeyPart),
    /// Which of several equal words in a line is meant, an index into [`Composer::ordinals`].
    ///
    /// [`Composer::ordinals`]: crate::typeset::composition::composer::Composer::ordinals
    Ordinal(u32),
    /// A list of places, of [`Paragraph::lists`]: never but in their template.
    List(usize),
}

/// A part of the key of a note that is keyed to lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeyPart {
    /// What opens the notes of a page.
    Before,
    /// The lines.
    Number,
    /// The space after them.
    After,
    /// After a note that is run together with others the space before the next, where nothing else parts them.
    Wide,
    /// What else does, with its spaces: ` ‖ `.
    Parting,
}

impl Piece {
    /// Whether nothing but the characters differs.
    pub(super) fn is_like(&self, other: &Piece) -> bool {
        (self.font, self.role, self.link) == (other.font, other.role, other.link) && self.language == other.language
    }
}

impl Content {
    /// Whether it reads otherwise when other things stand elsewhere.
    pub(crate) fn depends_on_places(&self) -> bool {
        matches!(self, Content::Locus { .. } | Content::Key(..) | Content::Ordinal(_))
    }

    /// Whether it is the mark of a call.
    pub(crate) fn is_mark(&self) -> bool {
        matches!(self, Content::Mark(_))
    }
}

impl Font {
    /// The font of a block style.
    pub(crate) fn of(size: Length, face: FaceStyle, tracking: Length) -> Self {
        let (role, variant) = match face {
            FaceStyle::Regular => (FontRole::Regular, Variant::Text),
            FaceStyle::Italic => (FontRole::Italic, Variant::Text),
            FaceStyle::Bold => (FontRole::Bold, Variant::Text),
            FaceStyle::BoldItalic => (FontRole::BoldItalic, Variant::Text),
            FaceStyle::SmallCaps => (FontRole::Regular, Variant::SmallCaps),
        };
        Self { role, variant, size, tracking }
    }

    /// The same with figures of this form; those among small capitals are as low as these.
    pub(crate) fn figured(self, figures: Figures) -> Self {
        match (self.variant, figures) {
            (Variant::Text, Figures::Lining) => Self { variant: Variant::Lining, ..self },
            _ => self,
        }
    }

    /// The same, slanted; upright where it was slanted.
    pub(crate) fn emphasised(self) -> Self {
        let role = match self.role {
            FontRole::Regular => FontRole::Italic,
            FontRole::Italic => FontRole::Regular,
            FontRole::Bold => FontRole::BoldItalic,
            FontRole::BoldItalic => FontRole::Bold,
            FontRole::Mono => FontRole::Mono,
        };
        Self { role, ..self }
    }

    /// The same, bold.
    pub(crate) fn strong(self) -> Self {
        let role = match self.role {
            FontRole::Regular | FontRole::Bold => FontRole::Bold,
            FontRole::Italic | FontRole::BoldItalic => FontRole::BoldItalic,
            FontRole::Mono => FontRole::Mono,
        };
        Self { role, ..self }
    }
}
