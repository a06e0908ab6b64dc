//! What an entry consists of when it is printed: the marks of a note that is composed from it, and where the
//! pages put it.

use crate::model::apparatus::SiglumId;
use crate::model::document::Container;
use crate::model::loci::{PlacedAt, line_number};
use std::ops::Range;

/// A part of a composed entry, which style and formats know by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The words of the lemma.
    Lemma,
    /// The words of a reading.
    Reading,
    /// A siglum with its states; what it stands for is its title.
    Siglum(SiglumId),
    /// The editor's words: *om.*, *add.*, *codd.*, a remark.
    Editorial,
    /// Words of a note that run against the entry, and turn nothing that stands beside them.
    Turned,
}

/// Index of an [`Ordinal`] in [`crate::model::document::Document::ordinals`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OrdinalId(pub u32);

/// Words of the text that a composed entry repeats: where they stand more than once in what the entry is keyed to, it
/// says which they are (`et²`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ordinal {
    /// The container of the words.
    pub container: Container,
    /// Their bytes in its string.
    pub range: Range<usize>,
    /// What the entry is keyed to, if not to a printed line: the stretches of a verse, of a paragraph.
    pub unit: Vec<Range<usize>>,
    /// For words beside which a lemma is said to stand: where it is. Where the words are on another line than the lemma,
    /// which has such words too, their line is said instead, *post* et (3).
    pub home: Option<Home>,
}

/// Where a lemma is that stands beside other words in a witness.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    /// The byte where it begins.
    pub at: usize,
    /// What stands before the number of a page, if lines are counted by page.
    pub page: Option<&'static str>,
}

/// Where a note that is keyed to lines stands, and what it reads in print.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keyed {
    /// Where its lemma begins.
    pub from: PlacedAt,
    /// And ends.
    pub to: PlacedAt,
    /// What stands for the line where it begins, and where it ends, if that has no number: `tit.`, `post 12`.
    pub names: [Option<String>; 2],
    /// What stands before these lines where their numbers begin anew between them: `§3,` and `§4,`.
    pub divisions: Option<(String, String)>,
    /// All of its key where this is the same on any page: milestones, or lines of a division that it names.
    pub everywhere: Option<String>,
    /// Whether the second number of a range is shortened.
    pub elide: bool,
    /// The page (index) on which the note begins.
    pub on: usize,
    /// Its key as printed: `12–15`; empty where the note before it on the page has the same.
    pub key: String,
    /// All of it as printed, with its key.
    pub printed: String,
}

impl Keyed {
    /// What the lines are called where the lemma begins and ends.
    pub fn lines(&self) -> [String; 2] {
        let [begin, end] = &self.names;
        let line = |name: &Option<String>, at: &PlacedAt| name.clone().unwrap_or_else(|| line_number(at));
        [line(begin, &self.from), line(end, &self.to)]
    }
}
