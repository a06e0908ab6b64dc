//! Parallels: what is found, how it is proposed, judged and printed. Each folder below
//! `tests/parallels` is a transcript, as in `tests/cli`.

mod gold;
mod printed;
mod properties;

use crate::cli;

#[test]
fn transcripts() {
    cli::run_cases("tests/parallels");
}
