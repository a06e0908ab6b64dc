//! The one test binary: linking once keeps `cargo test` quick.
#![allow(clippy::print_stdout)] // A test says what it skipped and how long it took.

mod architecture;
mod cli;
mod epub;
mod errata;
mod gold;
mod import;
mod ledger;
mod notes;
mod pdf;
mod pictures;
mod robust;
mod support;
mod typeset;
mod written;
