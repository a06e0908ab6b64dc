//! The one test binary.
#![allow(clippy::print_stdout)] // A test says what it skipped and how long it took.

mod gold;
mod import;
mod robust;
