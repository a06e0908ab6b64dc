//! The words that the tool itself prints, by language: “Contents”, “p.”, “Editor's note”.
//!
//! A language that is not listed falls back to English.

use crate::words::language::primary;

mod apparatus;
mod date;
mod generated;
mod milestones;
mod numbered;
mod sigla;

pub use apparatus::ApparatusTerms;
pub use date::written_out;
pub use generated::GeneratedTerms;
pub use milestones::by_milestones;
pub use numbered::kind;
pub use sigla::SiglaTerms;

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
    /// The same of an entry, before its name and a colon: `Back to the text`.
    pub back_to_text: &'static str,
    /// Above notes.
    pub notes: &'static str,
    /// Above the lists of entries for places of the text that several share.
    pub several_entries: &'static str,
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
    /// In the colophon, before the names of the fonts: `Set in`.
    pub set_in: &'static str,
    /// In the colophon, before the tool's name: `Made with`.
    pub made_with: &'static str,
    /// In the colophon of the PDF: `FACE`, `SIZE`, `LEADING` and `VERSION` stand for what the book is set in and by.
    made: &'static str,
    /// What parts a whole number from its decimals.
    decimal: &'static str,
    /// At the foot of a page on which a note of an earlier one is called once more, with the placeholders of
    /// references.
    pub repeated: &'static str,
    /// Before a reference to a parallel: `Cf.`
    pub compare: &'static str,
    /// Before a reference to what contradicts: `But see`.
    pub but_see: &'static str,
    /// In the EPUB's metadata: what its accessibility rests on, in a sentence or two.
    pub accessibility: &'static str,
    /// In the EPUB's metadata, after the book's title: whose pages the page list names.
    pub pdf_edition: &'static str,
}

const ENGLISH: Terms = Terms {
    contents: "Contents",
    page: "p.",
    note: "Note",
    back: "Back to the text, note",
    back_to_text: "Back to the text",
    notes: "Notes",
    several_entries: "Places with several entries",
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
    set_in: "Set in",
    made_with: "Made with",
    made: "Set in FACE, SIZE on LEADING points, by edition VERSION: one source for this book and for its electronic \
           form. The pages are tagged for reading aloud and made for keeping.",
    decimal: ".",
    repeated: "See note @note, p.\u{a0}@page.",
    compare: "Cf.",
    but_see: "But see",
    accessibility: "All content is text in a logical reading order, with headings, a table of contents, a list of \
                    the pages of the PDF edition, and links between each note and its place in the text.",
    pdf_edition: "PDF edition",
};

const FRENCH: Terms = Terms {
    contents: "Table des matières",
    page: "p.",
    note: "Note",
    back: "Retour au texte, note",
    back_to_text: "Retour au texte",
    notes: "Notes",
    several_entries: "Lieux à plusieurs entrées",
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
    set_in: "Composé en",
    made_with: "Réalisé avec",
    made: "Composé en FACE, corps SIZE, interligne LEADING, par edition VERSION : une seule source pour ce livre et \
           pour sa forme électronique. Les pages sont balisées pour la lecture à voix haute et faites pour durer.",
    decimal: ",",
    repeated: "Voir la note @note, p.\u{a0}@page.",
    compare: "Cf.",
    but_see: "Mais voir",
    accessibility: "Tout le contenu est du texte dans un ordre de lecture logique, avec des titres, une table des \
                    matières, une liste des pages de l’édition PDF et des liens entre chaque note et son appel.",
    pdf_edition: "édition PDF",
};

const GERMAN: Terms = Terms {
    contents: "Inhalt",
    page: "S.",
    note: "Anmerkung",
    back: "Zurück zum Text, Anmerkung",
    back_to_text: "Zurück zum Text",
    notes: "Anmerkungen",
    several_entries: "Stellen mit mehreren Einträgen",
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
    set_in: "Gesetzt aus der",
    made_with: "Hergestellt mit",
    made: "Gesetzt aus der FACE, SIZE auf LEADING Punkt, von edition VERSION: eine Quelle für dieses Buch und für \
           seine elektronische Form. Die Seiten sind zum Vorlesen ausgezeichnet und zum Aufbewahren gemacht.",
    decimal: ",",
    repeated: "Siehe Anm. @note, S.\u{a0}@page.",
    compare: "Vgl.",
    but_see: "Anders",
    accessibility: "Der ganze Inhalt ist Text in logischer Lesereihenfolge, mit Überschriften, Inhaltsverzeichnis, \
                    einer Liste der Seiten der PDF-Ausgabe und Verweisen zwischen jeder Anmerkung und ihrer Textstelle.",
    pdf_edition: "PDF-Ausgabe",
};

const LATIN: Terms = Terms {
    contents: "Quae hoc volumine continentur",
    page: "p.",
    note: "Adnotatio",
    back: "Redi ad textum, adnotatio",
    back_to_text: "Redi ad textum",
    notes: "Adnotationes",
    several_entries: "Loci ad quos plura adnotantur",
    edited_by: "Edidit",
    title_page: "Titulus",
    imprint: "De editione",
    colophon: "Subscriptio",
    cover: "Tegumentum",
    pages: "Paginae",
    landmarks: "Conspectus voluminis",
    source: "Fons",
    headnote: "Praefatiuncula",
    text: "Textus",
    set_in: "Typis",
    made_with: "Confectum per",
    made: "Typis FACE, corpore SIZE, intervallo LEADING punctorum, per edition VERSION compositum: ex uno fonte hic \
           liber et forma eius electronica. Paginae ita notatae sunt ut recitari et servari possint.",
    decimal: ",",
    repeated: "Vide adn. @note, p.\u{a0}@page.",
    compare: "Cf.",
    but_see: "Aliter",
    accessibility: "Quidquid continetur textus est ordine legendi, cum titulis, conspectu, indice paginarum editionis \
                    PDF et nexibus inter adnotationem quamque locumque eius.",
    pdf_edition: "editio PDF",
};

impl Terms {
    /// What the colophon of the PDF says: the family of its face, size and leading in points as decimals with a full
    /// stop, the tool's version.
    pub fn made(&self, face: &str, [size, leading]: [String; 2], version: &str) -> String {
        let number = |number: &str| number.replace('.', self.decimal);
        let words = self.made.replace("SIZE", &number(&size)).replace("LEADING", &number(&leading));
        words.replace("VERSION", version).replace("FACE", face)
    }

    /// In which language the words for a language (BCP 47) are: English where they are in no other.
    pub fn language(language: &str) -> &str {
        if matches!(primary(language), "fr" | "de" | "la") { language } else { "en" }
    }

    /// The words for a language (BCP 47).
    pub fn of(language: &str) -> Terms {
        match primary(language) {
            "fr" => FRENCH,
            "de" => GERMAN,
            "la" => LATIN,
            _ => ENGLISH,
        }
    }
}
