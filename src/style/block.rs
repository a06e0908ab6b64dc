//! How the page, blocks of text and what stands in the margins are set.

use crate::model::length::Length;

/// The page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageStyle {
    /// Width of the trimmed page.
    pub width: Length,
    /// Its height.
    pub height: Length,
    /// Width of the text: given, or from the canon (`style::canon`).
    pub measure: Length,
    /// Lines of text on a full page: given, or from the canon.
    pub lines: i64,
    /// Inner to outer margin, and head to foot.
    pub margins: [i64; 2],
    /// The number of every n-th paragraph stands in the margin; none if 0.
    pub paragraph_numbers: i64,
    /// Whether the style file says so.
    pub paragraph_numbers_said: bool,
    /// Where documents begin.
    pub openings: Openings,
}

/// On which page a document may begin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Openings {
    /// On the next one.
    #[default]
    Any,
    /// On the next right-hand one; the left-hand one before it may stay blank.
    Recto,
}

/// The face of a style.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FaceStyle {
    /// Upright.
    #[default]
    Regular,
    /// Italic.
    Italic,
    /// Bold.
    Bold,
    /// Bold italic.
    BoldItalic,
    /// Small capitals.
    SmallCaps,
}

/// The form of figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Figures {
    /// As lower-case letters are, with ascenders and descenders.
    #[default]
    OldStyle,
    /// As high as capitals.
    Lining,
}

/// How lines are aligned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// Flush on both sides.
    #[default]
    Justified,
    /// Flush left.
    Left,
    /// Centred.
    Centre,
    /// Flush right.
    Right,
}

/// How a block is set. Lengths in scaled points.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BlockStyle {
    /// Size of type.
    pub size: Length,
    /// From baseline to baseline.
    pub leading: Length,
    /// Its face.
    pub face: FaceStyle,
    /// Its alignment.
    pub align: Align,
    /// Whether the style file says so.
    pub aligned: bool,
    /// Space added to every glyph.
    pub tracking: Length,
    /// Indent of all lines on the left.
    pub left: Length,
    /// And on the right.
    pub right: Length,
    /// Further indent of the first line.
    pub indent: Length,
    /// Further indent of all but the first line.
    pub hang: Length,
    /// Space above.
    pub above: Length,
    /// Space below.
    pub below: Length,
    /// Space between columns.
    pub gutter: Length,
    /// The greatest height of notes on a page; none if nothing.
    pub most: Length,
    /// Space between notes that are run together.
    pub between: Length,
    /// Least space above the rule.
    pub gap: Length,
    /// Length of the rule.
    pub rule: Length,
    /// Its thickness.
    pub rule_thickness: Length,
    /// Space below it.
    pub rule_gap: Length,
    /// How many lines a document's first letter takes; none below 2.
    pub drop_cap: i64,
    /// The face of a table's heads.
    pub head: FaceStyle,
    /// Whether thin rules set off the head and the ends.
    pub ruled: bool,
    /// How far each space before a verse indents it.
    pub step: Length,
    /// Whether a bracket stands before what is turned over of a verse.
    pub bracket: bool,
    /// A stanza of up to so many verses stands on one page.
    pub together: i64,
    /// The form of the figures of all text, of running text alone.
    pub figures: Figures,
}

/// How something in the margin is set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MarginStyle {
    /// Size of type.
    pub size: Length,
    /// Its face.
    pub face: FaceStyle,
    /// Space added to every glyph.
    pub tracking: Length,
    /// Distance from the text.
    pub distance: Length,
    /// The form of its figures; if none is given lining beside an apparatus, where they are looked up, else as in the
    /// text.
    pub figures: Option<Figures>,
}
