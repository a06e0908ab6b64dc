//! The commands: the only place that reads and writes files and prints.
//!
//! Exit codes: 0 success, 1 the edition has errors, 2 wrong usage (clap's own), 130 ended by a signal.

mod build;
mod check;
mod files;
mod implied;
mod import;
mod licences;
mod load;
mod named;
mod names;
mod new;
mod parallels;
mod pictures;
mod progress;
mod report;
mod said;
mod style;
mod terminal;
mod witness;
mod witnesses;

use crate::cli::{Cli, Command};
use crate::safe;
use clap::CommandFactory;
use clap::error::ErrorKind;
use std::process::ExitCode;

/// Runs the command that was asked for.
pub fn run(cli: Cli) -> ExitCode {
    if let Command::Parallels(args) = &cli.command
        && let Some(misuse) = args.misuse()
    {
        let mut grammar = Cli::command();
        let of_parallels = grammar.find_subcommand_mut("parallels").map(std::mem::take).unwrap_or_default();
        return refuse(&of_parallels.bin_name("edition parallels").error(ErrorKind::ArgumentConflict, misuse));
    }
    files::end_at_signals();
    safe::hush();
    bound_threads();
    let ok = match cli.command {
        Command::Build(args) => build::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Report(args) => report::run(&args),
        Command::Parallels(args) => parallels::run(&args),
        Command::Import(args) => import::run(&args),
        Command::Witness(args) => witness::run(&args),
        Command::Names(args) => names::run(&args),
        Command::Style(args) => style::run(&args),
        Command::New(args) => new::run(&args),
        Command::Licences => licences::run(),
    };
    if terminal::printed() && ok { ExitCode::SUCCESS } else { ExitCode::from(1) }
}

/// Bounds how many threads `RAYON_NUM_THREADS` may ask for: more than a few for each core help nobody, and where there is
/// no room for them the library ends the process. What is written depends on their number nowhere.
fn bound_threads() {
    let most = 4 * std::thread::available_parallelism().map_or(1, usize::from);
    let asked = std::env::var("RAYON_NUM_THREADS").ok().and_then(|number| number.parse::<usize>().ok());
    if asked.is_some_and(|asked| asked > most) {
        // It can only be bounded once, before the first thread: that has been done here.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(most).build_global();
    }
}

/// Prints what the grammar of the command line says instead of a command: help, the version, or what is wrong.
pub fn refuse(error: &clap::Error) -> ExitCode {
    terminal::usage(error);
    let code = u8::try_from(error.exit_code()).unwrap_or(2);
    if terminal::printed() { ExitCode::from(code) } else { ExitCode::from(1) }
}
