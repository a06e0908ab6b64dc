//! Writers: one artifact each, from values to bytes.

pub mod epub;
pub mod markdown;
pub mod pdf;
pub mod tei;
mod xml;
