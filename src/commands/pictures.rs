//! Loads the pictures of an edition's figures, each file once.

use super::files::{Bounds, list, read_bytes, shown};
use super::load::Loaded;
use crate::diag::{Diagnostic, Severity};
use crate::model::document::Edition;
use crate::model::figure::{Figure, Picture};
use crate::picture;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// A file's picture, or what is wrong with it.
type LoadedPicture = Result<Picture, Diagnostic>;

impl Loaded {
    /// Puts the pictures into the figures. What is wrong with one is an error at each figure; in the place of one that
    /// is not there stand the words that describe it, with a warning.
    pub(super) fn pictures(&mut self, edition: &mut Edition) {
        let mut known: BTreeMap<PathBuf, LoadedPicture> = BTreeMap::new();
        for document in &mut edition.documents {
            let folder = Path::new("corpus").join(&document.id);
            // One that the tool drew has its picture already.
            for figure in document.figures.iter_mut().filter(|figure| figure.picture.is_none()) {
                // makers of sites count from the root of theirs
                let path = match figure.path.starts_with('/') {
                    true => PathBuf::from(figure.path.trim_start_matches('/')),
                    false => folder.join(&figure.path),
                };
                let found = if is_local(&figure.path) {
                    known.entry(path).or_insert_with_key(|path| load(&self.root, &self.bounds, path)).clone()
                } else {
                    Err(not_local())
                };
                match found {
                    Ok(picture) => figure.picture = Some(picture),
                    Err(fault) => {
                        if fault.severity == Severity::Warning {
                            figure.picture = picture::absent(described(figure)).ok();
                        }
                        let fault = if let Some(span) = figure.span.clone() { fault.at(span) } else { fault };
                        self.diagnostics.push(fault);
                    }
                }
            }
        }
    }
}

/// Whether a path names a file, not an address of the web.
fn is_local(path: &str) -> bool {
    !path.trim_matches('/').is_empty() && !path.contains("://") && !path.starts_with("//")
}

/// What a picture shows, or how its file is called.
fn described(figure: &Figure) -> &str {
    match figure.alternative.as_str() {
        "" => figure.path.rsplit('/').next().unwrap_or_default(),
        words => words,
    }
}

fn not_local() -> Diagnostic {
    let message = "this names no file of the book: the picture’s description stands in its place";
    Diagnostic::warning("missing-picture", message)
        .help("put the picture into the document's folder and write its name: `![What it shows](picture.png)`")
}

/// The paths of the files in a document's `folder` and in the folders there, counted from it.
pub(super) fn beside(folder: &Path) -> BTreeSet<String> {
    let inner = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let inner: Vec<PathBuf> = inner.filter(|path| path.is_dir()).collect();
    let files = std::iter::once(folder).chain(inner.iter().map(PathBuf::as_path)).flat_map(list);
    files.filter_map(|file| Some(file.strip_prefix(folder).ok()?.to_str()?.replace('\\', "/"))).collect()
}

/// Reads a picture by its path from the book's folder.
fn load(root: &Path, bounds: &Bounds, path: &Path) -> LoadedPicture {
    bounds.check(path)?;
    let path = root.join(path);
    match read_bytes(&path)? {
        Some(bytes) => picture::read(bytes),
        None => {
            let message = format!("there is no picture {}: its description stands in its place", shown(&path));
            let warning = Diagnostic::warning("missing-picture", message);
            Err(warning.help("its path is counted from the document's folder"))
        }
    }
}
