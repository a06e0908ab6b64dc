//! The typesetter: lines, galleys, pages, margins, references, style.

#[path = "typeset/blocks.rs"]
mod blocks;
#[path = "typeset/book.rs"]
mod book;
#[path = "typeset/breaks.rs"]
mod breaks;
#[path = "typeset/lines.rs"]
mod lines;
#[path = "typeset/margins.rs"]
mod margins;
#[path = "typeset/pages.rs"]
mod pages;
#[path = "typeset/quality.rs"]
mod quality;
#[path = "typeset/style.rs"]
mod style;
