//! Who reads what at an entry, once it is accounted for; and where else it is shown.

use crate::model::apparatus::SiglumId;

/// Who of the witnesses in force reads what at an entry: each of them once. All lists are in the order of the
/// conspectus. Empty where nothing is accounted for: no witness in force, a note alone, an entry of a keyed series.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Those whose final text is the lemma.
    pub agree: Vec<SiglumId>,
    /// Those that lack the place.
    pub lacking: Vec<SiglumId>,
    /// For each reading of the entry those whose final text it is.
    pub readings: Vec<Vec<SiglumId>>,
}

/// Readings of an entry that another series shows too (`copy = true`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copied {
    /// That series, an index into [`crate::model::document::Edition::series`].
    pub series: usize,
    /// The indices of the readings, in order.
    pub readings: Vec<usize>,
}
