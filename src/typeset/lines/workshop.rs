//! What setting a paragraph needs, whatever the paragraph.

use crate::model::length::Length;
use crate::style::LineStyle;
use crate::typeset::lines::hyphenate::Hyphenators;
use crate::typeset::lines::shape::Shaper;

/// What setting a paragraph needs.
pub(crate) struct Workshop<'a> {
    /// The fonts.
    pub(crate) shaper: Shaper<'a>,
    /// The languages.
    pub(crate) hyphenators: Hyphenators,
    /// The rules for lines.
    pub(crate) style: &'a LineStyle,
}

/// How far a letter may be moved from the next to justify a line: too little to be seen.
pub(crate) fn letter_space(size: Length, style: &LineStyle) -> Length {
    size.scale(style.letter_space[0], style.letter_space[1])
}
