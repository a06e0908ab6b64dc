//! A page that might be: where it begins, what comes after it, and what it costs.
//!
//! Knows nothing of the pages before or after but how deep the facing page is and which notes are
//! still owed.

use crate::model::length::Length;
use crate::typeset::galley::{Cursor, Fault};
use crate::typeset::pages::insertion::Fitted;

/// Where a page may begin, and all that its cost depends on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct State {
    /// The place in the galley.
    pub(crate) at: Cursor,
    /// For each stream the first line not yet set, where notes called before are still owed;
    /// empty where none are. Compares so that the pages at a galley's end come in their order.
    pub(crate) owed: Owed,
    /// The side, and the page that it faces.
    pub(crate) side: Side,
}

/// Notes that are owed: for each stream the first line not yet set. Nothing owed comes last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Owed(pub(crate) Vec<u32>);

impl Ord for Owed {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.0.is_empty(), &self.0).cmp(&(other.0.is_empty(), &other.0))
    }
}

impl PartialOrd for Owed {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// The side of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Side {
    /// A left-hand page.
    Verso,
    /// A right-hand page that faces none of its flow.
    Alone,
    /// A right-hand page that faces one so many lines longer than a full page.
    Facing(i64),
}

/// What a page costs, fault by fault.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct PageCost {
    /// For the line at which it ends: widow, orphan, hyphen, lead-in.
    pub(crate) end: i64,
    /// For its depth, and that of the page it faces.
    pub(crate) depth: i64,
    /// For the space above its notes.
    pub(crate) gap: i64,
    /// For paragraphs that are not set in their best way.
    pub(crate) settings: i64,
    /// For notes that are split, late, or leave a single line.
    pub(crate) notes: i64,
    /// For being the last and nearly empty.
    pub(crate) last: i64,
}

impl PageCost {
    /// All of it.
    pub(crate) fn total(&self) -> i64 {
        self.end + self.depth + self.gap + self.settings + self.notes + self.last
    }
}

/// A page that might be.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    /// What it costs.
    pub(crate) cost: PageCost,
    /// What comes after it.
    pub(crate) next: State,
    /// The blocks not set in their best way.
    pub(crate) chosen: Vec<(u32, u8)>,
    /// How many notes are called up to its end.
    pub(crate) called: u32,
    /// The lower edge of its text.
    pub(crate) bottom: Length,
    /// Its depth and what it leaves free, in lines; see [`PagePlan`].
    pub(crate) depth: i64,
    pub(crate) short: i64,
    pub(crate) fault: Fault,
    pub(crate) hyphen: bool,
    /// Its notes, where they do not all fit.
    pub(crate) cut: Option<Box<Fitted>>,
}

impl Side {
    /// The side of the page after one of such a `depth`.
    pub(crate) fn next(self, depth: i64) -> Self {
        if self == Side::Verso { Side::Facing(depth) } else { Side::Verso }
    }
}
