//! Writing files: all of them or none.

use super::journal::{self, Journal, Right};
use super::{reason, shown};
use crate::diag::Diagnostic;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// How many bytes are written before it is asked whether a signal has come.
const CHUNK: usize = 1 << 20;

/// Writes all files, which lie in `home` or below it, or none: each to a temporary file beside its place first; once
/// all are complete they are renamed. On failure nothing new is left behind and former files are as they were; after
/// an end at any moment [`journal::recover`] does the rest.
///
/// # Errors
/// `unwritable`, without place.
pub(in crate::commands) fn write_all(home: &Path, files: &[(PathBuf, &[u8])]) -> Result<(), Diagnostic> {
    let Some((first, _)) = files.first() else { return Ok(()) };
    fs::create_dir_all(home).map_err(|e| unwritable(home, &e))?;
    let right = Right::wait(home).map_err(|e| unwritable(home, &e))?;
    journal::recover_with(home, &right);
    let places: Vec<&Path> = files.iter().map(|(path, _)| path.as_path()).collect();
    let mut journal = Journal::begin(home, &places).map_err(|e| unwritable(first, &e))?;
    match stage(home, &mut journal, files) {
        Ok(()) => journal.finish().map_err(|(place, error)| unwritable(&place, &error)),
        Err(diagnostic) => {
            journal.undo();
            Err(diagnostic)
        }
    }
}

/// Writes the temporary files, and that they are complete.
fn stage(home: &Path, journal: &mut Journal, files: &[(PathBuf, &[u8])]) -> Result<(), Diagnostic> {
    for (step, (path, bytes)) in journal.steps.iter().zip(files) {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(|e| unwritable(folder, &e))?;
        }
        // the one thing that lets a renaming fail when another has already been done
        if path.is_dir() {
            return Err(unwritable(path, &io::Error::from(io::ErrorKind::IsADirectory)));
        }
        write(&home.join(&step.temporary), bytes).map_err(|e| unwritable(path, &e))?;
    }
    journal.commit().map_err(|e| unwritable(home, &e))
}

/// Writes a file that is not there yet.
fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    for chunk in bytes.chunks(CHUNK) {
        journal::stopped()?;
        file.write_all(chunk)?;
    }
    Ok(())
}

fn unwritable(path: &Path, error: &io::Error) -> Diagnostic {
    Diagnostic::error("unwritable", format!("cannot write {}: {}", shown(path), reason(error)))
        .help("check that the folder exists and may be written to, or choose another")
}
