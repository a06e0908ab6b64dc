<<<<<<< HEAD
//! The one test binary: linking once keeps `cargo test` quick.

mod architecture;
mod cli;
mod epub;
mod import;
mod notes;
mod pdf;
mod support;
mod typeset;
=======
//! All integration tests in one binary.

mod notes;
>>>>>>> notes
