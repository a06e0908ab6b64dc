//! The typesetter: lines, galleys, pages, references, style.

#[path = "typeset/book.rs"]
mod book;
#[path = "typeset/lines.rs"]
mod lines;
#[path = "typeset/pages.rs"]
mod pages;
#[path = "typeset/scripts.rs"]
mod scripts;
#[path = "typeset/style.rs"]
mod style;
#[path = "typeset/tailoring.rs"]
mod tailoring;
