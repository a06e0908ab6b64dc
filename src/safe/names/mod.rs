//! The lists of what is allowed.

pub(super) mod css;
pub(super) mod svg;
