//! Names and things that the indexes list, from the authority file `corpus/names.toml`.

use serde::Serialize;

/// Index of a name in [`crate::model::document::Edition::names`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NameId(pub u32);

/// A person, place or thing, once for the whole book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Its id in the file, unique.
    pub id: String,
    /// Its name as the index prints it: `Trotsky, Leon`.
    pub name: String,
    /// What the index sorts it by, where that is not the name.
    pub sort_as: Option<String>,
    /// The id of the name that it is a subheading of.
    pub under: Option<String>,
    /// What it is.
    pub kind: NameKind,
    /// Dates of life or existence, as printed: `1879–1940`.
    pub dates: Option<String>,
    /// A few words that tell it from others, as printed behind it.
    pub note: Option<String>,
    /// Identifiers in other authority files, by scheme: `viaf`, `wikidata`, `gnd`.
    pub identifiers: Vec<(String, String)>,
    /// The ids of other names that the index refers to from here.
    pub see_also: Vec<String>,
    /// The names (not in the index under themselves) from which the index refers here.
    pub see_from: Vec<String>,
}

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum NameKind {
    /// A human being.
    Person,
    /// A party, an army, a journal's editors.
    Organisation,
    /// A place.
    Place,
    /// An event.
    Event,
    /// A book, a newspaper, an essay.
    Work,
    /// A term of art.
    Concept,
}

impl NameKind {
    /// All, by the names that `names.toml` uses.
    pub const ALL: [(&'static str, NameKind); 6] = [
        ("person", NameKind::Person),
        ("organisation", NameKind::Organisation),
        ("place", NameKind::Place),
        ("event", NameKind::Event),
        ("work", NameKind::Work),
        ("concept", NameKind::Concept),
    ];

    /// Its name in `names.toml`.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(_, kind)| *kind == self).map_or("concept", |(name, _)| name)
    }

    /// Whether the *index nominum* lists it; the *index rerum* lists the others.
    pub fn is_nominal(self) -> bool {
        matches!(self, NameKind::Person)
    }
}
