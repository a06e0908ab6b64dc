//! The one test binary: linking once keeps `cargo test` quick.

mod architecture;
mod cli;
mod epub;
mod gold;
mod import;
mod notes;
mod pdf;
mod robust;
mod support;
mod typeset;
