//! Lists of places in a paragraph: what they list and what they read.

use crate::model::loci::Number;
use crate::model::page::NodeId;
use crate::typeset::paragraph::piece::Piece;
use crate::typeset::paragraph::point::Point;

/// The most numbers for which room is kept before any page is known: who is named more often has
/// several places on a page.
const GUESSED: usize = 24;

/// The lists of a paragraph.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lists {
    /// The lists, in order.
    pub(crate) lists: Vec<List>,
    /// The paragraph's pieces, one of them for each list.
    pub(super) pieces: Vec<Piece>,
    /// Its points in these.
    pub(super) points: Vec<Point>,
    /// How many links it has of its own, before those of the lists.
    pub(crate) links: usize,
    /// What the lists read now.
    pub(super) numbers: Vec<Vec<Number>>,
}

/// A list of places.
#[derive(Clone, Debug)]
pub(crate) struct List {
    /// The names of the places.
    pub(crate) places: Vec<String>,
    /// Their numbers, see [`super::point::Landmark::number`].
    pub(crate) numbers: Vec<Option<u32>>,
    /// Whether lines are printed.
    pub(crate) lines: bool,
    /// Whether the places are the two ends of a stretch.
    pub(crate) stretch: bool,
    /// Whether it lists the words that lines divide.
    pub(crate) divided: bool,
    /// What such a list reads where there are none.
    pub(crate) none: &'static str,
    /// What stands before a page in words.
    pub(crate) page: &'static str,
    /// Its leaf, whose place the links take.
    pub(crate) leaf: NodeId,
    /// The leaf's parent.
    pub(crate) parent: NodeId,
}

impl List {
    /// About what it reads, before any page is known.
    pub(crate) fn guess(&self) -> Vec<Number> {
        let text = if self.lines { "00.0" } else { "00" };
        let before = |index| if index == 0 { "" } else { ", " };
        let number = |index| Number { before: before(index), text: text.to_string(), place: Some(index), page: 0 };
        (0..self.places.len().min(GUESSED)).map(number).collect()
    }
}
