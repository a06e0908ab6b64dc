//! Box, glue and penalty: a paragraph as the line breaker sees it (Knuth and Plass 1981, p. 1127).
//!
//! Knows widths and places in the text; nothing of fonts or glyphs.

use crate::model::length::Length;

/// A penalty that forbids a break.
pub const FORBIDDEN: i64 = 10_000;
/// A penalty that forces a break.
pub const FORCED: i64 = -10_000;

/// An element of a paragraph. `at` are offsets into the paragraph's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Node {
    /// Something that is set as it is.
    Box {
        /// Its width.
        width: Length,
        /// How far it may stick out to the left of a line that begins with it.
        protrusion: Length,
        /// How far its letters may be spread or drawn together.
        letters: Length,
    },
    /// A space; vanishes at the end of a line.
    Glue {
        /// Its natural width.
        width: Length,
        /// How far it stretches; with `fill` without limit.
        stretch: Length,
        /// How far it shrinks.
        shrink: Length,
        /// Whether it takes all the room that is left.
        fill: bool,
        /// Numbers that stand for the words before and after it; 0 for one that does not count.
        words: [u32; 2],
        /// How far a line that ends here may stick out to the right.
        protrusion: Length,
        /// Where it begins.
        at: u32,
    },
    /// A place where a line may end, at a cost.
    Penalty {
        /// The width that a break here adds: that of the hyphen.
        width: Length,
        /// The cost, from [`FORCED`] to [`FORBIDDEN`].
        cost: i64,
        /// Whether two of them on end are a fault.
        flagged: bool,
        /// How far a line that ends here may stick out to the right, hyphen included.
        protrusion: Length,
        /// How far the letters at its sides may be moved apart or together where no line ends.
        letters: Length,
        /// Where it stands.
        at: u32,
    },
}

impl Node {
    /// Where a line that ends here ends in the text.
    pub fn at(&self) -> u32 {
        match self {
            Node::Box { .. } => 0,
            Node::Glue { at, .. } | Node::Penalty { at, .. } => *at,
        }
    }
}
