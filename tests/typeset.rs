//! The typesetter: lines, galleys, pages, references, style.

#[path = "typeset/book.rs"]
mod book;
#[path = "typeset/lines.rs"]
mod lines;
#[path = "typeset/notes.rs"]
mod notes;
#[path = "typeset/pages.rs"]
mod pages;
#[path = "typeset/style.rs"]
mod style;
