//! What notes that are keyed to lines ask of the pages: where their lemmata stand, and which of several equal words
//! of a line is meant.
//!
//! Knows names of places; nothing of pages.

use crate::model::apparatus::{Home, OrdinalId};
use crate::model::document::Container;
use crate::model::text::NoteId;
use std::ops::Range;
use std::sync::Arc;

/// A note that is keyed to lines.
#[derive(Clone, Debug)]
pub(crate) struct Keyed {
    /// Its document.
    pub(crate) document: usize,
    /// The note.
    pub(crate) note: NoteId,
    /// Its series.
    pub(crate) series: usize,
    /// The name of the place where its lemma begins.
    pub(crate) from: String,
    /// And of that where it ends.
    pub(crate) to: String,
    /// The mark of the note in which its lemma stands, if it does: it is keyed by the line of the call.
    pub(crate) within_note: Option<String>,
    /// Whether its words say where it is, so that it shows no key.
    pub(crate) unkeyed: bool,
    /// Which heading the lemma begins in, and ends in: 0 for the title, then by their blocks.
    pub(crate) headings: [Option<usize>; 2],
    /// Whether its lines are counted from the head of each page.
    pub(crate) by_page: bool,
    /// Whether its lines are verses that are counted through the document.
    pub(crate) through: bool,
    /// The numbers of the verses or paragraphs that its lemma begins and ends in, where it is keyed to these; of what
    /// has none that by which it stands, `post 12`.
    pub(crate) numbers: Option<(String, String)>,
    /// What stands before the lines where the lemma begins and ends if their numbers begin anew between them.
    pub(crate) divisions: Option<(String, String)>,
    /// What stands before its lines where its page has lines of other divisions too, in which they are numbered anew.
    pub(crate) within: Option<Arc<str>>,
    /// What the divisions are called where it begins and ends, if its key always says so.
    pub(crate) division: Option<(String, String)>,
}

/// Words of a text that may stand more than once in their line or in another unit.
#[derive(Clone, Debug)]
pub(crate) struct Repeated {
    /// The document.
    pub(crate) document: usize,
    /// Its name in the model.
    pub(crate) id: OrdinalId,
    /// Where they stand.
    pub(crate) container: Container,
    /// Their bytes there.
    pub(crate) range: Range<usize>,
    /// The stretches among whose words they are counted; none where that is their printed line.
    pub(crate) unit: Vec<Range<usize>>,
    /// The lemma beside whose line theirs is said, if it is another.
    pub(crate) home: Option<Home>,
}
