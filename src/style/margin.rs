//! What stands around the text: running heads, folios, numbers of lines, milestones.

use super::block::MarginStyle;
use crate::model::lines::Restart;

/// Running heads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeadStyle {
    /// How they are set.
    pub margin: MarginStyle,
    /// What stands on left-hand pages.
    pub verso: HeadText,
    /// And on right-hand ones.
    pub recto: HeadText,
    /// What of the page is named after that, on left-hand pages and on right-hand ones.
    pub ranges: [HeadRange; 2],
    /// The id of the system whose milestones a range names; the book's first if there is none.
    pub milestones: String,
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
    /// Nothing.
    Nothing,
}

/// From where to where a page goes, as its running head says it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HeadRange {
    /// It does not.
    #[default]
    None,
    /// Its first and its last line: `12–45`.
    Lines,
    /// The milestones in force at its beginning and its end: `1.4–1.9`.
    Milestones,
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
    /// The same of a text that has entries keyed to its lines, where `every` is 0.
    pub beside_apparatus: i64,
    /// The first number that is printed, from which on they are counted; `every` if 0.
    pub first: i64,
    /// The number of every n-th sub-line is printed; none if 0.
    pub sub_every: i64,
    /// What counts.
    pub count: Counted,
    /// How headings count.
    pub headings: HeadingCount,
    /// Where they begin anew.
    pub restart: Restart,
    /// The lowest level of heading, from 1, that begins a section.
    pub level: i64,
    /// In which margin they stand.
    pub side: Side,
}

/// What counts when lines are numbered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Counted {
    /// The lines of the text; a verse once, however many lines it takes.
    #[default]
    Lines,
    /// Verses alone.
    Verses,
}

/// How headings count when lines are numbered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HeadingCount {
    /// Not at all.
    #[default]
    None,
    /// As lines.
    Lines,
    /// As sub-lines of the line before.
    SubLines,
}

impl LineNumberStyle {
    /// The number of every how-manieth line is printed of a text, which may have entries that are keyed to its lines.
    pub fn step(&self, keyed: bool) -> i64 {
        if self.every == 0 && keyed { self.beside_apparatus } else { self.every }
    }

    /// Whether the number of a line is printed.
    pub fn shows(&self, number: u32, keyed: bool) -> bool {
        let every = self.step(keyed);
        let first = if self.first > 0 { self.first } else { every };
        let number = i64::from(number);
        every > 0 && number >= first && (number - first) % every == 0
    }

    /// Whether the number of a sub-line is.
    pub fn shows_sub(&self, sub: u32) -> bool {
        self.sub_every > 0 && i64::from(sub) % self.sub_every == 0
    }
}

/// Milestones of another numbering.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MilestoneStyle {
    /// How they are set.
    pub margin: MarginStyle,
    /// In which margin; in the one without line numbers if `None`.
    pub side: Option<Side>,
    /// Where they stand; as their kind wants it if `None`.
    pub place: Option<MilestonePlace>,
}

/// Where milestones stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MilestonePlace {
    /// Beside the text.
    Margin,
    /// Among the words.
    Text,
    /// Those that begin a verse in its indent, so that all verses begin below one another; others among the words.
    Hanging,
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
    /// The margin on the other side of the page.
    pub fn opposite(self) -> Self {
        match self {
            Self::Inner => Self::Outer,
            Self::Outer => Self::Inner,
            Self::Left => Self::Right,
            Self::Right => Self::Left,
        }
    }

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
