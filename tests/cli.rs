//! Command lines with all that they print. Each folder below `tests/cli` is one case: `commands`
//! (one line each, run one after the other in a copy of the folder) and `expected.txt`, the
//! transcript. `UPDATE_EXPECT=1 cargo test` rewrites the transcripts; review them like code.

use crate::support::{check_expected, copy_folder};
use std::path::Path;
use std::process::Command;

/// Runs one case.
pub(crate) fn run_case(case: &Path) {
    let work = tempfile::tempdir().expect("a temporary folder");
    copy_folder(case, work.path());
    for own in ["commands", "expected.txt"] {
        let _ = std::fs::remove_file(work.path().join(own));
    }
    let commands = std::fs::read_to_string(case.join("commands")).expect("commands");
    let mut transcript = String::new();
    for line in commands.lines().filter(|l| !l.trim().is_empty()) {
        transcript.push_str(&run_line(line, work.path()));
    }
    check_expected(&case.join("expected.txt"), &transcript);
}

/// Runs `edition …`, or one of the few helpers that the cases use.
fn run_line(line: &str, folder: &Path) -> String {
    let mut words = line.split_whitespace();
    let output = match words.next() {
        Some("edition") => Command::new(env!("CARGO_BIN_EXE_edition"))
            .args(words)
            .current_dir(folder)
            .env_remove("EDITION_WITNESSES")
            .env_remove("SOURCE_DATE_EPOCH")
            .output(),
        _ => shell(line, folder).output(),
    };
    let output = output.expect("the command runs");
    let mut out = format!("$ {line}\n");
    for bytes in [&output.stdout, &output.stderr] {
        out.push_str(&mask_sizes(&String::from_utf8_lossy(bytes)));
    }
    match output.status.code() {
        Some(0) => out.push('\n'),
        code => out.push_str(&format!("exit {}\n\n", code.unwrap_or(-1))),
    }
    out
}

/// A line for the shell, with `edition` on its path.
fn shell(line: &str, folder: &Path) -> Command {
    let binaries = Path::new(env!("CARGO_BIN_EXE_edition")).parent().expect("a folder");
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths([binaries.to_path_buf()].into_iter().chain(std::env::split_paths(&path)));
    let mut command = Command::new("sh");
    command.args(["-c", line]).current_dir(folder).env("PATH", path.expect("a path"));
    command.env_remove("EDITION_WITNESSES").env_remove("SOURCE_DATE_EPOCH");
    command
}

/// The sizes of artifacts change with every change of the design: `(123 kB)` becomes `(… kB)`.
fn mask_sizes(text: &str) -> String {
    let mut out = String::new();
    for line in text.split_inclusive('\n') {
        match (line.rfind('('), line.rfind(" kB)")) {
            (Some(open), Some(close)) if open < close => {
                out.push_str(&format!("{}(…{}", &line[..open], &line[close..]));
            }
            _ => out.push_str(line),
        }
    }
    out
}

#[test]
fn transcripts() {
    run_cases("tests/cli");
}

/// Runs all cases of a folder of the repository.
pub(crate) fn run_cases(folder: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut cases: Vec<_> =
        std::fs::read_dir(root).expect("cases").flatten().map(|e| e.path()).filter(|p| p.is_dir()).collect();
    cases.sort();
    assert!(!cases.is_empty());
    let failed: Vec<_> = cases
        .iter()
        .filter(|case| std::panic::catch_unwind(|| run_case(case)).is_err())
        .map(|case| case.file_name().unwrap_or_default().to_owned())
        .collect();
    assert!(failed.is_empty(), "cases that differ: {failed:?}");
}
