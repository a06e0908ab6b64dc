//! What each element of a text becomes: blocks and groups, words and points, notes and references. All are methods of
//! the walk, which chooses among them by the name of the element.

mod blocks;
mod edits;
mod figure;
pub(in crate::read::tei) mod foreign;
mod hollow;
mod inline;
pub(in crate::read::tei) mod labels;
mod lists;
mod notes;
mod points;
mod quotations;
mod refs;
mod verse;

pub(in crate::read::tei) use edits::READING;
