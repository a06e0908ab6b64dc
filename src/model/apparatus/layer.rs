//! What makes a layer of a series: its kind, and which entries it takes.

use crate::table::Located;

/// What a series holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SeriesKind {
    /// Notes, called by a mark in the text.
    #[default]
    Notes,
    /// Entries of a critical apparatus, keyed to lines, whose witnesses are accounted for.
    Apparatus,
    /// Notes keyed to lines without a mark in the text: an apparatus of sources, of testimonies. Each is an
    /// [`crate::model::apparatus::Entry`] with a note and no readings.
    Keyed,
}

impl SeriesKind {
    /// All, by their names in `book.toml`.
    pub const ALL: [(&'static str, Self); 3] =
        [("notes", Self::Notes), ("apparatus", Self::Apparatus), ("keyed", Self::Keyed)];

    /// Whether the series' entries are keyed to lines instead of being called.
    pub fn is_keyed(self) -> bool {
        self != Self::Notes
    }
}

/// Which entries a series takes, whatever series they name: those that all given conditions hold for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// `type`: the entry or one of its readings has one of these types. Any if empty.
    pub types: Vec<String>,
    /// `kind`: one of its readings has a [`crate::model::apparatus::ReadingKind::name`] among these. Any if
    /// empty.
    pub kinds: Vec<String>,
    /// `witnesses`: one of these sigla (NFC), or a member of one that is a group, has one of its readings. Any if
    /// empty.
    pub witnesses: Vec<Located<String>>,
    /// `singular`: whether a reading is that of one witness in force alone.
    pub singular: Option<bool>,
}
