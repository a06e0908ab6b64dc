//! Reading files: regular ones of a bounded size. What is there and cannot be read is never taken for missing.

use super::shown;
use crate::diag::{Diagnostic, Diagnostics};
use crate::read;
use crate::source::{FileId, Sources, Span};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// U+FEFF in UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The most bytes of a file: far beyond any book, and a bound to the memory that one can ask for.
const MOST_BYTES: u64 = 1 << 28;

/// Reads a UTF-8 file of our own into `sources`, without the byte order mark that some editors set
/// before it: it would hide the front matter and stand in the text. A missing file is `None` without a word;
/// anything else that fails is an error at the file.
pub(in crate::commands) fn read_text(
    path: &Path,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<FileId> {
    let mut bytes = bytes_of(path, sources, diagnostics)?;
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
pub(in crate::commands) fn read_xml(
    path: &Path,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<FileId> {
    let bytes = bytes_of(path, sources, diagnostics)?;
    add_xml(path, &bytes, sources, diagnostics)
}

/// Takes the bytes of an XML file into `sources`, in the encoding that it declares.
pub(in crate::commands) fn add_xml(
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

/// The bytes of a file; a fault is an error at the file's beginning.
fn bytes_of(path: &Path, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Option<Vec<u8>> {
    read_bytes(path).unwrap_or_else(|fault| {
        diagnostics.push(at_file(fault, path, sources));
        None
    })
}

/// The fault at the beginning of a file of which nothing is known.
pub(in crate::commands) fn at_file(fault: Diagnostic, path: &Path, sources: &mut Sources) -> Diagnostic {
    let file = sources.add(shown(path), "");
    fault.at(Span::new(file, 0..0))
}

/// Reads a file; a missing one is `None`.
///
/// # Errors
/// Without place: `unreadable` for what is no regular file (opening a pipe would wait for ever), for a link that
/// leads nowhere and for what the system refuses; `large-file` for what no book has.
pub(in crate::commands) fn read_bytes(path: &Path) -> Result<Option<Vec<u8>>, Diagnostic> {
    let about = match fs::metadata(path) {
        Ok(about) => about,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let link = fs::symlink_metadata(path).is_ok();
            return if link { Err(unreadable(path, "it is a symbolic link that leads nowhere")) } else { Ok(None) };
        }
        Err(error) => return Err(refused(path, &error)),
    };
    if about.is_dir() {
        return Err(unreadable(path, "it is a folder"));
    }
    if !about.is_file() {
        return Err(unreadable(path, "it is a pipe or a device, not a regular file"));
    }
    let mut bytes = Vec::new();
    let open = File::open(path).map_err(|error| refused(path, &error))?;
    open.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(|error| refused(path, &error))?;
    if bytes.len() as u64 > MOST_BYTES {
        let message = format!("{} has more than {} MB", shown(path), MOST_BYTES >> 20);
        return Err(Diagnostic::error("large-file", message).help("cut it into parts, a document each"));
    }
    Ok(Some(bytes))
}

/// Reads a file that the command line names.
///
/// # Errors
/// As [`read_bytes`], and `missing-file`.
pub(in crate::commands) fn read_asked(path: &Path) -> Result<Vec<u8>, Diagnostic> {
    let missing = || Diagnostic::error("missing-file", format!("there is no file {}", shown(path)));
    read_bytes(path)?.ok_or_else(missing)
}

fn refused(path: &Path, error: &io::Error) -> Diagnostic {
    unreadable(path, &super::reason(error))
}

fn unreadable(path: &Path, why: &str) -> Diagnostic {
    let error = Diagnostic::error("unreadable", format!("cannot read {}: {why}", shown(path)));
    error.help("put a regular file there that may be read")
}

/// The names of a folder's files, sorted; none if there is no folder.
pub(in crate::commands) fn list(folder: &Path) -> Vec<PathBuf> {
    listed(folder).unwrap_or_default()
}

/// The names of a folder's files, sorted; none if there is no folder.
///
/// # Errors
/// `unreadable`, without place.
pub(in crate::commands) fn listed(folder: &Path) -> Result<Vec<PathBuf>, Diagnostic> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound && fs::symlink_metadata(folder).is_err() => {
            return Ok(vec![]);
        }
        Err(error) => return Err(refused(folder, &error).help("name a folder that may be read")),
    };
    // What may not even be looked at is listed too: whoever reads it is told.
    let is_file = |path: &PathBuf| fs::metadata(path).map_or_else(|error| is_denied(&error), |about| about.is_file());
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(is_file).collect();
    files.sort();
    Ok(files)
}

/// Whether there is a folder of this path.
///
/// # Errors
/// `unreadable`, without place, if that cannot be known, or what is in it may not be looked at.
pub(in crate::commands) fn is_folder(path: &Path) -> Result<bool, Diagnostic> {
    match fs::metadata(path.join(".")) {
        Ok(_) => Ok(true),
        Err(error) if is_denied(&error) => {
            Err(refused(path, &error).help("let yourself read this folder and enter it"))
        }
        Err(_) => Ok(false),
    }
}

fn is_denied(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::PermissionDenied
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_system_refuses_is_unreadable() {
        let fault = refused(Path::new("corpus/a/text.md"), &io::ErrorKind::PermissionDenied.into());
        assert_eq!((fault.code, &*fault.message), ("unreadable", "cannot read corpus/a/text.md: permission denied"));
    }

    #[test]
    fn a_file_is_no_folder_and_what_is_not_there_is_none() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("a");
        fs::write(&file, "").expect("a file");
        let is = |path: &Path| is_folder(path).ok();
        assert_eq!(
            [is(folder.path()), is(&file), is(&folder.path().join("b"))],
            [Some(true), Some(false), Some(false)]
        );
    }
}
