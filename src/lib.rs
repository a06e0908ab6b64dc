//! `edition` makes critical editions and annotated readers: a corpus of texts with their notes in,
//! one book out, as EPUB and PDF. See `ARCHITECTURE.md` for the map.

pub mod anchor;
pub mod annotate;
pub mod apparatus;
pub mod appendix;
pub mod cite;
pub mod cli;
pub mod commands;
pub mod config;
pub mod diag;
pub mod fonts;
pub mod formula;
pub mod model;
pub mod names;
pub mod normalize;
pub mod parallels;
pub mod picture;
pub mod pipeline;
pub mod read;
pub mod reconstruct;
pub mod report;
pub mod resolve;
pub mod safe;
pub mod source;
pub mod style;
pub mod table;
pub mod terms;
pub mod typeset;
pub mod variation;
pub mod words;
pub mod write;
