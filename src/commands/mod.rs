//! The commands: the only place that reads and writes files and prints.
//!
//! Exit codes: 0 success, 1 the edition has errors, 2 wrong usage (clap's own).

mod build;
mod check;
mod files;
mod implied;
mod import;
mod load;
mod names;
mod new;
mod parallels;
mod pictures;
mod progress;
mod report;
mod terminal;
mod witness;
mod witnesses;

use crate::cli::{Cli, Command};
use std::process::ExitCode;

/// Runs the command that was asked for.
pub fn run(cli: Cli) -> ExitCode {
    let ok = match cli.command {
        Command::Build(args) => build::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Report(args) => report::run(&args),
        Command::Parallels(args) => parallels::run(&args),
        Command::Import(args) => import::run(&args),
        Command::Witness(args) => witness::run(&args),
        Command::Names(args) => names::run(&args),
        Command::New(args) => new::run(&args),
    };
    if ok { ExitCode::SUCCESS } else { ExitCode::from(1) }
}
