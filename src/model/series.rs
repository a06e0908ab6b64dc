//! The series of notes of a book: what each holds, how its notes are marked and where they stand.

use crate::model::apparatus::{Filter, Form, SeriesKind};

/// A series of notes: one stream below the text, with marks of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteSeries {
    /// The prefix of its labels in the source, such as `e`.
    pub id: String,
    /// Its name as printed, such as “Editor's notes”.
    pub title: String,
    /// The language of what it says (BCP 47), where the book says it; see [`language_of`].
    pub language: Option<String>,
    /// How its notes are marked.
    pub marks: MarkStyle,
    /// Whether its entries are called by such marks in the text, as notes are, and not by their lines.
    pub called: bool,
    /// How its notes stand at the foot of a page.
    pub arrangement: Arrangement,
    /// Where its notes stand.
    pub place: NotePlace,
    /// Whether it holds notes or entries of an apparatus.
    pub kind: SeriesKind,
    /// Whether its entries name those who read the lemma; the style says it where the book does not.
    pub form: Option<Form>,
    /// `where`: the entries that it takes, whatever series they name; the first that takes one has it.
    pub filter: Option<Filter>,
    /// Whether what it takes by `where` stays in its own series too.
    pub copy: bool,
}

impl NoteSeries {
    /// A series of separate notes at the foot of the page.
    pub fn new(id: &str, title: &str, marks: MarkStyle) -> Self {
        let (arrangement, place) = (Arrangement::Separate, NotePlace::Foot);
        let (kind, form) = (SeriesKind::Notes, None);
        let (id, title) = (id.to_string(), title.to_string());
        Self {
            id,
            title,
            language: None,
            marks,
            called: false,
            arrangement,
            place,
            kind,
            form,
            filter: None,
            copy: false,
        }
    }
}

/// How the notes of a series stand at the foot of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Arrangement {
    /// Each begins a paragraph.
    #[default]
    Separate,
    /// The same, in so many balanced columns.
    Columns(u8),
    /// All notes of a page in one paragraph.
    RunTogether,
    /// Each line that has entries begins a paragraph: only for those keyed to lines.
    ByLine,
}

/// Where the notes of a series stand in print. In the EPUB they stand at the end of their
/// document always, where reading systems find them for their pop-ups.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NotePlace {
    /// At the foot of the page that calls them.
    #[default]
    Foot,
    /// At the end of the document.
    Document,
    /// At the end of the book.
    Book,
    /// Nowhere, in no format: entries that are read and accounted for. Only for those keyed to lines.
    Nowhere,
}

/// The series in which the texts' own notes are: the first with figures, else the first. All
/// others are the editor's.
pub fn author_series(series: &[NoteSeries]) -> usize {
    let notes = |s: &NoteSeries| s.kind == SeriesKind::Notes;
    let figures = series.iter().position(|s| notes(s) && s.marks == MarkStyle::Figures);
    figures.or_else(|| series.iter().position(notes)).unwrap_or(0)
}

/// The language of what a series says in a document of the language `text`, of a book of the language `book`: its own;
/// where it has none that of the text for the text's own notes, the book's for the editor's and for every apparatus.
pub fn language_of<'l>(series: &'l [NoteSeries], index: usize, text: &'l str, book: &'l str) -> &'l str {
    let Some(one) = series.get(index) else { return book };
    match &one.language {
        Some(own) => own,
        None if one.kind == SeriesKind::Notes && one.marks == MarkStyle::Figures && index == author_series(series) => {
            text
        }
        None => book,
    }
}

/// The series of the labels without a prefix in a text: the first of notes.
pub fn text_series(series: &[NoteSeries]) -> usize {
    series.iter().position(|s| s.kind == SeriesKind::Notes).unwrap_or(0)
}

/// The series that editorial matter uses for labels without a prefix: the last of notes.
pub fn editorial_series(series: &[NoteSeries]) -> usize {
    series.iter().rposition(|s| s.kind == SeriesKind::Notes).unwrap_or(0)
}

/// How the notes of a series are marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkStyle {
    /// 1, 2, 3; the author's own numbers where the witness has them.
    Figures,
    /// a … z, aa, ab …
    Letters,
    /// *, †, ‡ …
    Symbols,
}

impl MarkStyle {
    /// The mark of the note of this number, from 1.
    pub fn mark(self, number: u32) -> String {
        match self {
            Self::Figures => number.to_string(),
            Self::Letters => letters(number),
            Self::Symbols => symbols(number),
        }
    }
}

/// a … z, aa, ab …
fn letters(mut number: u32) -> String {
    let mut out = Vec::new();
    while number > 0 {
        number -= 1;
        out.push(char::from(b'a' + (number % 26) as u8));
        number /= 26;
    }
    out.iter().rev().collect()
}

/// * † ‡ § ‖ ¶, then each twice …
fn symbols(number: u32) -> String {
    const SYMBOLS: [&str; 6] = ["*", "†", "‡", "§", "‖", "¶"];
    let index = number as usize - 1;
    SYMBOLS[index % SYMBOLS.len()].repeat(index / SYMBOLS.len() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_symbols_go_on() {
        assert_eq!([1, 26, 27, 28, 52, 53, 702, 703].map(letters), ["a", "z", "aa", "ab", "az", "ba", "zz", "aaa"]);
        assert_eq!([1, 6, 7, 13].map(symbols), ["*", "¶", "**", "***"]);
    }
}
