//! What stands around the text: running heads, folios, numbers of lines.

use super::block::MarginStyle;

/// Running heads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeadStyle {
    /// How they are set.
    pub margin: MarginStyle,
    /// What stands on left-hand pages.
    pub verso: HeadText,
    /// And on right-hand ones.
    pub recto: HeadText,
    /// The lowest level of heading, from 1, that makes a section of its own.
    pub level: i64,
}

/// What a running head says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HeadText {
    /// The document's author; the book's title where there is none.
    Author,
    /// The book's title.
    Book,
    /// The document's short title.
    #[default]
    Document,
    /// The section at the page; the document's short title before the first.
    Section,
}

/// Folios.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FolioStyle {
    /// How they are set.
    pub margin: MarginStyle,
    /// Where they stand.
    pub place: FolioPlace,
}

/// Where folios stand. An opening page has no running head, and its folio at the foot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FolioPlace {
    /// At the outer end of the running head; on opening pages in the middle of the foot.
    #[default]
    HeadOuter,
    /// In the middle of the foot.
    FootCentre,
    /// At the outer end of the foot.
    FootOuter,
}

/// Line numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineNumberStyle {
    /// How they are set.
    pub margin: MarginStyle,
    /// The number of every n-th line is printed; none if 0.
    pub every: i64,
    /// Where they begin anew.
    pub restart: Restart,
    /// The lowest level of heading, from 1, that begins a section.
    pub level: i64,
    /// In which margin they stand.
    pub side: Side,
}

/// Where line numbers begin anew.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Restart {
    /// On every page.
    #[default]
    Page,
    /// With every document.
    Document,
    /// With every section, and with every document.
    Section,
}

/// A margin beside the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Side {
    /// At the binding.
    #[default]
    Inner,
    /// At the fore-edge.
    Outer,
    /// On the left of every page.
    Left,
    /// On the right.
    Right,
}

impl Side {
    /// Whether it is on the right of a page.
    pub fn is_right(self, recto: bool) -> bool {
        match self {
            Self::Inner => !recto,
            Self::Outer => recto,
            Self::Left => false,
            Self::Right => true,
        }
    }
}
