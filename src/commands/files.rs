//! Reading and writing files, with errors that say what to do.

use crate::diag::{Diagnostic, Diagnostics};
use crate::read;
use crate::source::{FileId, Sources, Span};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// U+FEFF in UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The path as messages show it.
pub(super) fn shown(path: &Path) -> String {
    path.strip_prefix("./").unwrap_or(path).display().to_string()
}

/// Reads a UTF-8 file of our own into `sources`, without the byte order mark that some editors set
/// before it: it would hide the front matter and stand in the text. A missing file is `None` without a word;
/// anything else that fails is an error.
pub(super) fn read_text(path: &Path, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Option<FileId> {
    let mut bytes = read_bytes(path, diagnostics)?;
    if bytes.starts_with(BYTE_ORDER_MARK) {
        bytes.drain(..BYTE_ORDER_MARK.len());
    }
    match String::from_utf8(bytes) {
        Ok(text) => Some(sources.add(shown(path), text)),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let file = sources.add(shown(path), String::from_utf8_lossy(error.as_bytes()).into_owned());
            diagnostics.push(
                Diagnostic::error("invalid-utf8", format!("{} is not UTF-8", shown(path)))
                    .at(Span::new(file, at..at))
                    .help("save the file as UTF-8"),
            );
            None
        }
    }
}

/// Reads an XML file into `sources`, in the encoding that it declares. A missing file is `None` without a word.
pub(super) fn read_xml(path: &Path, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Option<FileId> {
    let bytes = read_bytes(path, diagnostics)?;
    add_xml(path, &bytes, sources, diagnostics)
}

/// Takes the bytes of an XML file into `sources`, in the encoding that it declares.
pub(super) fn add_xml(
    path: &Path,
    bytes: &[u8],
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<FileId> {
    match read::tei::decode(bytes) {
        Ok((text, encoding)) => Some(sources.add_decoded(shown(path), text, encoding)),
        Err((at, encoding)) => {
            let file = sources.add(shown(path), String::from_utf8_lossy(bytes).into_owned());
            let error = Diagnostic::error("invalid-encoding", format!("{} is not {encoding}", shown(path)));
            diagnostics.push(error.at(Span::new(file, at..at)).help("save the file as UTF-8"));
            None
        }
    }
}

/// Reads a file; a missing one is `None` without a word.
pub(super) fn read_bytes(path: &Path, diagnostics: &mut Diagnostics) -> Option<Vec<u8>> {
    match fs::read(path) {
        Ok(bytes) => Some(bytes),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => {
            diagnostics
                .push(Diagnostic::error("unreadable", format!("cannot read {}: {}", shown(path), reason(&error))));
            None
        }
    }
}

/// The names of a folder's files, sorted; none if there is no folder.
pub(super) fn list(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return vec![] };
    let mut files: Vec<PathBuf> = entries.flatten().map(|e| e.path()).filter(|p| p.is_file()).collect();
    files.sort();
    files
}

/// Writes all files or none: each to a temporary file beside its place first, then renamed. On
/// failure nothing new is left behind and former files are as they were.
pub(super) fn write_all(files: &[(PathBuf, &[u8])]) -> Result<(), Diagnostic> {
    let mut staged: Vec<(PathBuf, &Path)> = Vec::new();
    let result = files.iter().try_for_each(|(path, bytes)| {
        let temporary = temporary_name(path);
        staged.push((temporary.clone(), path));
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(|e| unwritable(folder, &e))?;
        }
        fs::write(&temporary, bytes).map_err(|e| unwritable(path, &e))
    });
    let result = result.and_then(|()| {
        // the one thing that lets a renaming fail when another has already been done
        if let Some((path, _)) = files.iter().find(|(path, _)| path.is_dir()) {
            return Err(unwritable(path, &io::Error::from(io::ErrorKind::IsADirectory)));
        }
        staged.iter().try_for_each(|(temporary, path)| fs::rename(temporary, path).map_err(|e| unwritable(path, &e)))
    });
    if result.is_err() {
        for (temporary, _) in &staged {
            let _ = fs::remove_file(temporary);
        }
    }
    result
}

fn temporary_name(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}.tmp", std::process::id()))
}

fn unwritable(path: &Path, error: &io::Error) -> Diagnostic {
    Diagnostic::error("unwritable", format!("cannot write {}: {}", shown(path), reason(error)))
        .help("check that the folder exists and may be written to, or choose another with `--out DIR`")
}

/// What the system says, without its number.
pub(super) fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or(&text).to_string()
}
