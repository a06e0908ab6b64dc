//! Words: where they begin and end, what two spellings of one have in common, which one was meant.
//!
//! Every stage asks these questions; they are answered here, once. Knows characters and languages'
//! tags, and which words they have; nothing of texts, documents or files.

pub mod align;
pub mod collation;
pub mod direction;
pub mod edge;
pub mod elision;
pub mod filing;
pub mod fold;
pub mod french;
pub mod language;
pub mod lexicon;
pub mod ligature;
pub mod months;
pub mod nearest;
pub mod numerals;
pub mod rows;
pub mod slug;
pub mod spelling;
pub mod stops;
