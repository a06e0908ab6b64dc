//! What `book.toml`, `document.toml` and `notes.toml` say, as values with their places.
//!
//! Each file is read whole: every unknown key, wrong type and missing value is reported, with the
//! nearest known key. Reads no files; gets their text from [`crate::source::Sources`].

pub mod book;
pub mod sheet;
pub mod standoff;
pub mod table;

use crate::source::Span;

/// A value and where it stands. For a string the span covers the quotation marks too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Its place.
    pub span: Span,
}
