//! Finding witnesses: by hash on the witness path.

use super::files::{self, Bounds};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::apparatus::Witness;
use crate::table::Located;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::env;
use std::path::{Path, PathBuf};

/// What the witness path holds of a witness.
pub(super) enum Found {
    /// A file with its hash.
    File(PathBuf, Vec<u8>),
    /// Nothing.
    Missing,
    /// A file of its name with another hash, and none with its own.
    Changed(PathBuf, String),
    /// Something that may be it and cannot be read, with what is wrong.
    Unreadable(Diagnostic),
}

/// A folder to look in.
struct Folder {
    path: PathBuf,
    /// For one that the book names its path there: what it holds must be the book's own, or allowed.
    own: Option<PathBuf>,
}

/// The folders to look in, in order, and what was read of them so far.
pub(super) struct Library {
    folders: Vec<Folder>,
    bounds: Bounds,
    hashed: Option<Hashed>,
    /// Whether a folder of the book's path may not be read.
    pub(super) refused: bool,
}

/// The files of all folders by hash, the first folder winning, and the first that could not be read.
#[derive(Default)]
struct Hashed {
    files: BTreeMap<String, PathBuf>,
    fault: Option<Diagnostic>,
}

impl Library {
    /// `--witnesses`, then `EDITION_WITNESSES`, then the book's own path (relative to `root`). A folder of the book's
    /// path that is outside it, and not allowed, is an error.
    pub(super) fn new(
        option: Option<&Path>,
        path: &[Located<String>],
        root: &Path,
        bounds: &Bounds,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let environment = env::var_os("EDITION_WITNESSES").filter(|v| !v.is_empty()).map(PathBuf::from);
        for (folder, what) in [(option, "--witnesses"), (environment.as_deref(), "EDITION_WITNESSES")] {
            let Some(folder) = folder.filter(|f| !f.is_dir()) else { continue };
            let message = format!("{what} names no folder: {}", files::shown(folder));
            diagnostics.push(match what {
                "--witnesses" => Diagnostic::error("no-witness-folder", message),
                _ => Diagnostic::warning("no-witness-folder", message),
            });
        }
        // What is no folder is told once, above.
        let given = option.map(Path::to_path_buf).into_iter().chain(environment).filter(|folder| folder.is_dir());
        let mut folders: Vec<Folder> = given.map(|path| Folder { path, own: None }).collect();
        let mut refused = false;
        for folder in path {
            let own = PathBuf::from(&folder.value);
            match bounds.check_witness(&own) {
                Ok(()) => folders.push(Folder { path: root.join(&own), own: Some(own) }),
                Err(outside) => {
                    refused = true;
                    diagnostics.push(outside.at(folder.span.clone()));
                }
            }
        }
        Self { folders, bounds: bounds.clone(), hashed: None, refused }
    }

    /// Looks for a witness: under its name first, then for its hash under any name.
    pub(super) fn find(&mut self, witness: &Witness) -> Found {
        let (mut changed, mut fault) = (None, None);
        for folder in &self.folders {
            let path = folder.path.join(&witness.name);
            match folder.read(&path, &self.bounds) {
                Ok(None) => {}
                Ok(Some(bytes)) => {
                    let hash = sha256(&bytes);
                    if hash == witness.sha256 {
                        return Found::File(path, bytes);
                    }
                    changed.get_or_insert((path, hash));
                }
                Err(unreadable) => fault = fault.or(Some(unreadable)),
            }
        }
        let hashed = self.hashes();
        if let Some(path) = hashed.files.get(&witness.sha256)
            && let Ok(Some(bytes)) = files::read_bytes(path)
            && sha256(&bytes) == witness.sha256
        {
            return Found::File(path.clone(), bytes);
        }
        if let Some(fault) = fault.or_else(|| hashed.fault.clone()) {
            return Found::Unreadable(fault);
        }
        changed.map_or(Found::Missing, |(path, hash)| Found::Changed(path, hash))
    }

    fn hashes(&mut self) -> &Hashed {
        let (folders, bounds) = (&self.folders, &self.bounds);
        self.hashed.get_or_insert_with(|| {
            let mut hashed = Hashed::default();
            for folder in folders {
                let paths = files::listed(&folder.path).unwrap_or_else(|fault| {
                    hashed.fault.get_or_insert(fault);
                    vec![]
                });
                for path in paths {
                    match folder.read(&path, bounds) {
                        Ok(Some(bytes)) => drop(hashed.files.entry(sha256(&bytes)).or_insert(path)),
                        Ok(None) => {}
                        Err(fault) => drop(hashed.fault.get_or_insert(fault)),
                    }
                }
            }
            hashed
        })
    }
}

impl Folder {
    /// Reads a file in it.
    fn read(&self, path: &Path, bounds: &Bounds) -> Result<Option<Vec<u8>>, Diagnostic> {
        if let (Some(own), Some(name)) = (&self.own, path.file_name()) {
            bounds.check_witness(&own.join(name))?;
        }
        files::read_bytes(path)
    }
}

/// The SHA-256 of `bytes` in lower-case hexadecimal.
pub(super) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}
