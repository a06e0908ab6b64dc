//! Documents that the tool writes from the edition itself, and the lists of places in them.

use crate::model::text::RefId;

/// What a document of `book.toml` is made of that has `generate` instead of a folder with a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Generated {
    /// The works cited.
    Bibliography,
    /// Index of persons.
    IndexNominum,
    /// Index of all other names.
    IndexRerum,
    /// Index of the places cited, by work.
    IndexLocorum,
    /// Emendations by the editor and by the rules.
    Emendations,
    /// Line-end hyphens of the copy-texts and of this edition (*Studies in Bibliography*'s two lists).
    Hyphens,
    /// Accepted parallels side by side.
    Parallels,
    /// Contradictions between the documents.
    Contradictions,
    /// What the sigla stand for: the conspectus siglorum.
    Conspectus,
    /// In how many places witnesses agree, and the other figures of the apparatus.
    Agreement,
    /// The documents in time and who refers to whom, as a figure.
    Timeline,
}

impl Generated {
    /// All, by the names that `book.toml` uses.
    pub const ALL: [(&'static str, Generated); 11] = [
        ("bibliography", Generated::Bibliography),
        ("index-nominum", Generated::IndexNominum),
        ("index-rerum", Generated::IndexRerum),
        ("index-locorum", Generated::IndexLocorum),
        ("emendations", Generated::Emendations),
        ("hyphens", Generated::Hyphens),
        ("parallels", Generated::Parallels),
        ("contradictions", Generated::Contradictions),
        ("conspectus", Generated::Conspectus),
        ("agreement", Generated::Agreement),
        ("timeline", Generated::Timeline),
    ];

    /// In how many columns it is set unless `book.toml` says otherwise.
    pub fn columns(self) -> u8 {
        if matches!(self, Generated::IndexNominum | Generated::IndexRerum) { 2 } else { 1 }
    }

    /// Whether it is an index.
    pub fn is_index(self) -> bool {
        matches!(self, Generated::IndexNominum | Generated::IndexRerum | Generated::IndexLocorum)
    }

    /// Whether it is a list that things are looked up in, set small and flush left.
    pub fn is_list(self) -> bool {
        self.is_index() || matches!(self, Generated::Emendations | Generated::Hyphens | Generated::Conspectus)
    }

    /// Whether its paragraphs are entries, whose first lines stand out.
    pub fn has_entries(self) -> bool {
        self == Generated::Bibliography || self.is_list() && self != Generated::Hyphens
    }
}

/// A page about the book itself that the tool makes unless `[output] leave-out` names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OwnPage {
    /// The title alone, in print.
    HalfTitle,
    /// The title page.
    TitlePage,
    /// The imprint.
    Imprint,
    /// The contents; an EPUB still has its own for reading systems, which is no page of the book then.
    Contents,
    /// The colophon.
    Colophon,
}

impl OwnPage {
    /// All, by the names that `book.toml` uses.
    pub const ALL: [(&'static str, OwnPage); 5] = [
        ("half-title", OwnPage::HalfTitle),
        ("title-page", OwnPage::TitlePage),
        ("imprint", OwnPage::Imprint),
        ("contents", OwnPage::Contents),
        ("colophon", OwnPage::Colophon),
    ];
}

/// Index of a list of places in [`crate::model::document::Document::loci`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LociId(pub u32);

/// A list of places as an index prints it: pages, or pages and lines, each once, each a link.
/// What it reads is known only when the pages are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Loci {
    /// The places, in reading order.
    pub references: Vec<RefId>,
    /// Whether lines are printed: `12.5, 9; 15.3`; otherwise pages, three and more in a row as a
    /// range: `12, 15–17`. A place in a note has an `n`: `15n`.
    pub lines: bool,
    /// Whether the places are the two ends of a stretch, which is given as a range: `12.5–9`.
    pub stretch: bool,
}

impl Loci {
    /// Whether, in a document that is `generated` so, it is the list of the words that lines of
    /// this edition divide: it names no places, the pages alone know them.
    pub fn lists_divided_words(&self, generated: Option<Generated>) -> bool {
        generated == Some(Generated::Hyphens) && self.lines && self.references.is_empty()
    }
}
