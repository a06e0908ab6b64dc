//! The binary `edition`: parses the command line and runs a command.

use clap::Parser;
use edition::{cli::Cli, commands};
use mimalloc::MiMalloc;
use std::process::ExitCode;

/// A book is millions of small allocations on all threads: see ARCHITECTURE.md, “Libraries”.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    commands::run(Cli::parse())
}
