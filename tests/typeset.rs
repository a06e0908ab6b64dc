//! The typesetter: lines, galleys, pages, references, style.

#[path = "typeset/book.rs"]
mod book;
#[path = "typeset/edges.rs"]
mod edges;
#[path = "typeset/lines.rs"]
mod lines;
#[path = "typeset/pages.rs"]
mod pages;
#[path = "typeset/quality.rs"]
mod quality;
#[path = "typeset/style.rs"]
mod style;
