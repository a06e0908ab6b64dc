//! The words that the tool itself prints, by language: “Contents”, “p.”, “Editor's note”.
//!
//! A language that is not listed falls back to English.

/// The tool's own words in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Above the contents.
    pub contents: &'static str,
    /// Before a page number: `p.`
    pub page: &'static str,
    /// A note, in descriptions of links: `Note`.
    pub note: &'static str,
    /// A backlink's description: `Back to the text, note`.
    pub back: &'static str,
    /// Above notes.
    pub notes: &'static str,
    /// Before the editors' names: `Edited by`.
    pub edited_by: &'static str,
    /// The cover's and title page's name in the EPUB's landmarks.
    pub title_page: &'static str,
    /// The imprint's.
    pub imprint: &'static str,
    /// The colophon's heading.
    pub colophon: &'static str,
    /// The cover's.
    pub cover: &'static str,
    /// The page list's.
    pub pages: &'static str,
    /// The landmarks'.
    pub landmarks: &'static str,
    /// Before a source line: `Source`.
    pub source: &'static str,
    /// The editor's headnote's accessible name.
    pub headnote: &'static str,
    /// Where the text begins, in landmarks.
    pub text: &'static str,
}

const ENGLISH: Terms = Terms {
    contents: "Contents",
    page: "p.",
    note: "Note",
    back: "Back to the text, note",
    notes: "Notes",
    edited_by: "Edited by",
    title_page: "Title page",
    imprint: "Imprint",
    colophon: "Colophon",
    cover: "Cover",
    pages: "Pages",
    landmarks: "Landmarks",
    source: "Source",
    headnote: "Headnote",
    text: "Text",
};

const FRENCH: Terms = Terms {
    contents: "Table des matières",
    page: "p.",
    note: "Note",
    back: "Retour au texte, note",
    notes: "Notes",
    edited_by: "Édité par",
    title_page: "Page de titre",
    imprint: "Mentions légales",
    colophon: "Achevé d’imprimer",
    cover: "Couverture",
    pages: "Pages",
    landmarks: "Repères",
    source: "Source",
    headnote: "Notice",
    text: "Texte",
};

const GERMAN: Terms = Terms {
    contents: "Inhalt",
    page: "S.",
    note: "Anmerkung",
    back: "Zurück zum Text, Anmerkung",
    notes: "Anmerkungen",
    edited_by: "Herausgegeben von",
    title_page: "Titelseite",
    imprint: "Impressum",
    colophon: "Kolophon",
    cover: "Umschlag",
    pages: "Seiten",
    landmarks: "Orientierung",
    source: "Quelle",
    headnote: "Einführung",
    text: "Text",
};

impl Terms {
    /// The words for a language (BCP 47).
    pub fn of(language: &str) -> Terms {
        match language.split('-').next() {
            Some("fr") => FRENCH,
            Some("de") => GERMAN,
            _ => ENGLISH,
        }
    }
}
