//! The critical apparatus in print: random editions of which everything printed must be so, entries beyond all
//! measure, and a folder for each behaviour with the pages and the EPUB that become of it.

mod account;
mod boxes;
mod dump;
mod extremes;
mod folders;
mod looks;
mod properties;
pub(crate) mod random;
pub(crate) mod source;
mod tagged;
