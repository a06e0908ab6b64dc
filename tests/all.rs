//! The one test binary: linking once keeps `cargo test` quick.

mod architecture;
mod cli;
mod epub;
mod notes;
mod pdf;
mod support;
mod typeset;
