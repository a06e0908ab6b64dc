//! The typesetter: lines, galleys, pages, margins, references, style.

#[path = "typeset/blocks.rs"]
mod blocks;
#[path = "typeset/book.rs"]
mod book;
#[path = "typeset/breaks.rs"]
mod breaks;
#[path = "typeset/edges.rs"]
mod edges;
#[path = "typeset/figures.rs"]
pub(crate) mod figures;
#[path = "typeset/lines.rs"]
mod lines;
#[path = "typeset/margins.rs"]
mod margins;
#[path = "typeset/notes.rs"]
mod notes;
#[path = "typeset/pages.rs"]
mod pages;
#[path = "typeset/quality.rs"]
mod quality;
#[path = "typeset/scripts.rs"]
mod scripts;
#[path = "typeset/style.rs"]
mod style;
#[path = "typeset/tailoring.rs"]
mod tailoring;
