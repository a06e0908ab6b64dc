//! A paragraph broken into lines: assembled, shaped, broken. What stands where on a line is
//! found when its page is drawn ([`super::justify`]).
//!
//! Knows one paragraph; nothing of its neighbours or of pages.

mod address;
pub(crate) mod boxes;
pub(crate) mod hyphenate;
pub(crate) mod itemize;
mod justify;
mod leader;
pub mod linebreak;
pub(crate) mod missing;
pub mod node;
mod numerals;
pub(crate) mod opportunities;
mod passes;
pub(crate) mod protrusion;
mod rooms;
mod set;
pub(crate) mod shape;
mod shaped;
mod share;
pub mod tailoring;
mod workshop;

pub(crate) use set::{Cut, CutLine, LineId, LineRun, SetLine, SetParagraph, Setting};
pub(crate) use workshop::Workshop;
