//! The binary `edition`: parses the command line and runs a command.

use clap::Parser;
use edition::{cli::Cli, commands};
use std::process::ExitCode;

fn main() -> ExitCode {
    match Cli::try_parse() {
        Ok(cli) => commands::run(cli),
        Err(error) => commands::refuse(&error),
    }
}
