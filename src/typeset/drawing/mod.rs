//! The finished pages, one at a time, and what goes with them: outline and page map.
//!
//! Knows what was settled; decides nothing of lines and pages.

pub(crate) mod beside;
pub(crate) mod draw;
mod labels;
pub(crate) mod map;
pub(crate) mod margins;
pub(crate) mod outline;
pub(crate) mod ranges;
pub(crate) mod trace;
