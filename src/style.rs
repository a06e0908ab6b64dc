//! The style of the pages.
