//! The one test binary: linking once keeps `cargo test` quick.
#![allow(clippy::print_stdout)] // A test says what it skipped and how long it took.

mod apparatus;
mod appendix;
mod architecture;
mod citations;
mod cli;
mod documented;
mod epub;
mod errata;
mod finished;
mod gold;
mod hostile;
mod import;
mod ledger;
mod letters;
mod names;
mod notes;
mod parallels;
mod pdf;
mod pictures;
mod robust;
mod support;
mod tei;
mod tei_out;
mod typeset;
mod variation;
mod written;
