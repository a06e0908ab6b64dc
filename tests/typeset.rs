//! The typesetter: lines, galleys, pages, references, style.

#[path = "typeset/book.rs"]
mod book;
#[path = "typeset/figures.rs"]
pub(crate) mod figures;
#[path = "typeset/lines.rs"]
mod lines;
#[path = "typeset/pages.rs"]
mod pages;
#[path = "typeset/style.rs"]
mod style;
