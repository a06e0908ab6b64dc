//! The critical apparatus of a document: what its witnesses have where the edition reads otherwise.
//!
//! An [`Entry`] sets the edition's words, its lemma, against the [`Reading`]s of witnesses, which are named by
//! their [`Sigla`]. Where the lemma stands in the text is a [`crate::model::text::MarkKind::Entry`] on each of
//! its parts, an empty one at a point; where a witness is lacking a [`crate::model::text::MarkKind::Lacuna`].
//! An emendation is an entry whose one reading is what the base has; an entry of a keyed series (sources,
//! testimonies) has a note and no readings. Knows nothing of how an entry is written or printed.

mod calls;
pub mod conspectus;
mod entry;
mod layer;
mod lemmata;
mod printed;
mod reading;
mod sigla;
mod tally;

pub use calls::EntryCalls;
pub use entry::{Beside, Entry, EntryId, Form, Hand, Layer, ReadingGroup, UNSAID, Within};
pub use layer::{Filter, SeriesKind};
pub use lemmata::Lemmata;
pub use printed::{Home, Keyed, Ordinal, OrdinalId, Part};
pub use reading::{Cited, Deed, Doubt, How, Move, OwnState, Reading, ReadingKind, Standing, State, Who};
pub use sigla::{Sigla, Siglum, SiglumId, SiglumKind};
pub use tally::{Copied, Tally};

/// A witness that is a file: a source of a text, known by its hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witness {
    /// Its siglum.
    pub siglum: String,
    /// Its file name.
    pub name: String,
    /// The SHA-256 of its bytes, in lower-case hexadecimal.
    pub sha256: String,
}
