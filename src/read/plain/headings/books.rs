//! What the parts of a book before and behind its text are called: a line of nothing else heads one.

use crate::read::plain::words;

/// What the parts of a book before and behind its text are called.
const PARTS_OF_A_BOOK: [&str; 44] = [
    "preface",
    "foreword",
    "introduction",
    "contents",
    "table of contents",
    "dedication",
    "prologue",
    "epilogue",
    "conclusion",
    "appendix",
    "glossary",
    "bibliography",
    "index",
    "errata",
    "postscript",
    "vorwort",
    "vorrede",
    "einleitung",
    "inhalt",
    "inhaltsverzeichnis",
    "anhang",
    "nachwort",
    "schluss",
    "register",
    "préface",
    "avant-propos",
    "table des matières",
    "voorrede",
    "voorwoord",
    "inhoud",
    "inleiding",
    "prefazione",
    "introduzione",
    "indice",
    "prólogo",
    "introduccion",
    "introducción",
    "introdução",
    "attachments",
    "índice",
    "prefacio",
    "förord",
    "innehåll",
    "sisällys",
];

/// Whether a line is the name of such a part and nothing else.
pub(super) fn is_of_book(text: &str) -> bool {
    words::is_one_of(text.trim_matches(|c: char| !c.is_alphabetic()), &PARTS_OF_A_BOOK)
}
