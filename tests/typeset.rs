//! The typesetter: lines, galleys, pages, margins, references, style.

#[path = "typeset/apparatus.rs"]
pub(crate) mod apparatus;
#[path = "typeset/blocks.rs"]
mod blocks;
#[path = "typeset/book.rs"]
pub(crate) mod book;
#[path = "typeset/breaks.rs"]
mod breaks;
#[path = "typeset/calls.rs"]
mod calls;
#[path = "typeset/columns.rs"]
mod columns;
#[path = "typeset/counted.rs"]
mod counted;
#[path = "typeset/edges.rs"]
mod edges;
#[path = "typeset/figures.rs"]
pub(crate) mod figures;
#[path = "typeset/folders.rs"]
mod folders;
#[path = "typeset/index.rs"]
pub(crate) mod index;
#[path = "typeset/leftwards.rs"]
mod leftwards;
#[path = "typeset/lines.rs"]
mod lines;
#[path = "typeset/loci.rs"]
mod loci;
#[path = "typeset/margins.rs"]
mod margins;
#[path = "typeset/notes.rs"]
mod notes;
#[path = "typeset/numbered.rs"]
mod numbered;
#[path = "typeset/pages.rs"]
pub(crate) mod pages;
#[path = "typeset/print.rs"]
mod print;
#[path = "typeset/quality.rs"]
mod quality;
#[path = "typeset/said.rs"]
mod said;
#[path = "typeset/scripts.rs"]
mod scripts;
#[path = "typeset/style.rs"]
mod style;
#[path = "typeset/tailoring.rs"]
mod tailoring;
