//! What `book.toml`, `document.toml`, `notes.toml`, `names.toml` and `parallels.toml` say, as values with their places.
//!
//! Each file is read whole: every unknown key, wrong type and missing value is reported, with the
//! nearest known key. Reads no files; gets their text from [`crate::source::Sources`].

pub mod apparatus;
pub mod book;
pub mod front;
mod hyphenation;
pub mod identity;
mod milestones;
pub mod names;
pub mod parallels;
mod series;
pub mod sheet;
pub mod sigla;
pub mod standoff;
pub mod states;
mod value;
pub mod variant;
