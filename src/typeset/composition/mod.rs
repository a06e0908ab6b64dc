//! The edition as flows: what is set, block by block, before any line is broken.
//!
//! Knows the model, the style and the tool's own words; nothing of lines and pages.

mod blocks;
mod compose;
pub(crate) mod composer;
pub(crate) mod division;
pub(crate) mod endnotes;
pub(crate) mod flow;
pub(crate) mod front;
pub(crate) mod inline;
mod joint;
pub(crate) mod keyed;
mod milestone;
pub(crate) mod witnesses;
