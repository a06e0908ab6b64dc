//! Stage: from a source's text to a [`crate::model::draft::Draft`]. One reader for each kind of source.

pub mod apparatus;
pub mod markdown;
pub mod plain;
pub mod tei;
