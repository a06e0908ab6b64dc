//! Galleys into pages: where pages end, what their numbers are, until references and lists of
//! places settle.
//!
//! Knows heights and costs of galleys and streams; nothing of the glyphs on a line.

pub(super) mod called;
pub(crate) mod candidate;
pub(crate) mod columns;
mod divided;
pub(crate) mod faults;
pub(crate) mod finder;
pub(crate) mod insertion;
mod keys;
pub(crate) mod numbering;
pub(crate) mod pagebreak;
pub(crate) mod places;
pub(crate) mod plan;
mod repeated;
mod rows;
mod search;
pub(crate) mod settle;
mod tighten;
