//! The typesetter: galleys, pages, references.

#[path = "typeset/book.rs"]
mod book;
#[path = "typeset/pages.rs"]
mod pages;
