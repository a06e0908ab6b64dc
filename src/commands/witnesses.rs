//! Finding witnesses: by hash on the witness path.

use super::files;
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::apparatus::Witness;
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
}

/// The folders to look in, in order, and what was read of them so far.
pub(super) struct Library {
    folders: Vec<PathBuf>,
    by_hash: Option<BTreeMap<String, PathBuf>>,
}

impl Library {
    /// `--witnesses`, then `EDITION_WITNESSES`, then the book's own path (relative to `root`).
    pub(super) fn new(option: Option<&Path>, path: &[String], root: &Path, diagnostics: &mut Diagnostics) -> Self {
        let environment = env::var_os("EDITION_WITNESSES").filter(|v| !v.is_empty()).map(PathBuf::from);
        for (folder, what) in [(option, "--witnesses"), (environment.as_deref(), "EDITION_WITNESSES")] {
            let Some(folder) = folder.filter(|f| !f.is_dir()) else { continue };
            let message = format!("{what} names no folder: {}", files::shown(folder));
            diagnostics.push(match what {
                "--witnesses" => Diagnostic::error("no-witness-folder", message),
                _ => Diagnostic::warning("no-witness-folder", message),
            });
        }
        let folders = option.map(Path::to_path_buf).into_iter().chain(environment);
        Self { folders: folders.chain(path.iter().map(|p| root.join(p))).collect(), by_hash: None }
    }

    /// Looks for a witness: under its name first, then for its hash under any name.
    pub(super) fn find(&mut self, witness: &Witness) -> Found {
        let mut changed = None;
        for folder in &self.folders {
            let path = folder.join(&witness.name);
            let Ok(bytes) = std::fs::read(&path) else { continue };
            let hash = sha256(&bytes);
            if hash == witness.sha256 {
                return Found::File(path, bytes);
            }
            changed.get_or_insert((path, hash));
        }
        if let Some(path) = self.hashes().get(&witness.sha256)
            && let Ok(bytes) = std::fs::read(path)
        {
            return Found::File(path.clone(), bytes);
        }
        changed.map_or(Found::Missing, |(path, hash)| Found::Changed(path, hash))
    }

    /// The files of all folders by hash, the first folder winning.
    fn hashes(&mut self) -> &BTreeMap<String, PathBuf> {
        self.by_hash.get_or_insert_with(|| {
            let mut hashes = BTreeMap::new();
            for path in self.folders.iter().flat_map(|f| files::list(f)) {
                if let Ok(bytes) = std::fs::read(&path) {
                    hashes.entry(sha256(&bytes)).or_insert(path);
                }
            }
            hashes
        })
    }
}

/// The SHA-256 of `bytes` in lower-case hexadecimal.
pub(super) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}
