//! What is asked of a stretch of notes: where it may be cut, who calls its notes, its lines.

use crate::model::length::Length;
use crate::typeset::lines::CutLine;

/// Where a note calls another: in which stream, and how far that must be set for the call to be
/// on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Caller {
    /// The stream.
    pub(crate) stream: usize,
    /// The end of the unit that holds the call.
    pub(crate) unit: u32,
}

/// A place where a stretch may be cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct End {
    /// The first unit after it.
    pub(crate) unit: u32,
    /// Lines of the note that is cut before it; 0 between notes.
    pub(crate) before: u32,
    /// And after it.
    pub(crate) after: u32,
}

impl End {
    /// Whether a line of a note stands alone on either side.
    pub(crate) fn is_single(&self) -> bool {
        self.before == 1 || self.before > 0 && self.after == 1
    }
}

/// A line of notes, relative to the left edge of the text and to the head of the stretch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NoteLine {
    /// The left edge of its column.
    pub(crate) x: Length,
    /// Its upper edge.
    pub(crate) y: Length,
    /// Its height: the leading.
    pub(crate) height: Length,
    /// What stands side by side.
    pub(crate) parts: Vec<CutLine>,
}
