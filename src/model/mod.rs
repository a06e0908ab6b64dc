//! The edition in memory: what every stage reads or writes, and nothing about files or formats.
//!
//! A container of text (a body, a note, a headnote, a title) is one flat string with everything
//! else as ranges on it ([`text`]), because lemmata, emphasis and references overlap in ways no
//! tree can hold. Documents, notes and references are in [`document`]; what an import found out
//! about a witness in [`account`]; what witnesses have where the edition reads otherwise in [`apparatus`];
//! in what order everything is read in [`order`], how a text is walked through in
//! [`walk`]; pictures in [`figure`]; works cited, names and passages that belong together in [`work`], [`name`] and [`parallel`]; documents that the tool writes in [`generated`], what
//! their lists of places read in [`loci`]; the finished pages in [`page`]; what makes a first letter
//! in [`initial`]; what a TEI file says about itself in [`header`]; what the source says of the numbers of lines in [`lines`].

pub mod account;
pub mod apparatus;
pub mod document;
pub mod draft;
pub mod figure;
pub mod generated;
pub mod initial;
pub mod length;
pub mod lines;
pub mod loci;
pub mod lock;
pub mod name;
pub mod order;
pub mod page;
pub mod parallel;
pub mod series;
pub mod target;
pub mod text;
pub mod walk;
pub mod work;

pub use draft::header;
