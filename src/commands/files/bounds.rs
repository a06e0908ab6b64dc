//! The folder that a book may read: a book comes from others, and what it names must be its own.

use super::shown;
use crate::cli::quoted;
use crate::diag::Diagnostic;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// A book's folder, and the folders beside it that the command line allows.
#[derive(Clone, Debug)]
pub(in crate::commands) struct Bounds {
    root: PathBuf,
    /// The book's folder with all links followed.
    real: Option<PathBuf>,
    allowed: Vec<PathBuf>,
}

impl Bounds {
    /// The bounds of the book in `root`; witnesses may lie in `allowed` too.
    pub(in crate::commands) fn new(root: &Path, allowed: &[PathBuf]) -> Self {
        let allowed = allowed.iter().filter_map(|folder| fs::canonicalize(folder).ok()).collect();
        Self { root: root.to_path_buf(), real: fs::canonicalize(root).ok(), allowed }
    }

    /// Whether `path`, counted from the book's folder, names something in it, all links followed.
    ///
    /// # Errors
    /// `outside-book`, without place.
    pub(in crate::commands) fn check(&self, path: &Path) -> Result<(), Diagnostic> {
        let why = match (leaves(path), self.inside(path)) {
            (Some(why), _) => why,
            (None, false) => "it is a symbolic link that leads out of the book’s folder",
            (None, true) => return Ok(()),
        };
        let error = Diagnostic::error("outside-book", format!("`{}` is outside the book: {why}", path.display()));
        Err(error.help("copy what is wanted into the book’s folder, and write its path from there"))
    }

    /// The same for a folder of witnesses, or a file in one: it may be in a folder that is allowed.
    ///
    /// # Errors
    /// `outside-book`, without place, with the option that allows it.
    pub(in crate::commands) fn check_witness(&self, path: &Path) -> Result<(), Diagnostic> {
        let Err(outside) = self.check(path) else { return Ok(()) };
        let full = self.root.join(path);
        let Ok(real) = fs::canonicalize(&full) else {
            // What is not there cannot be read; it is outside all the same only if its path says so.
            return if leaves(path).is_some() { Err(allow(outside, &full)) } else { Ok(()) };
        };
        if self.allowed.iter().any(|folder| real.starts_with(folder)) {
            return Ok(());
        }
        // As the book says it where that is where it lies; else where its links lead.
        let named = if leaves(path).is_some() { full.as_path() } else { real.as_path() };
        let folder = if real.is_dir() { Some(named) } else { named.parent() };
        Err(allow(outside, folder.unwrap_or(&real)))
    }

    /// Whether what is there is inside; what is not there leads nowhere.
    fn inside(&self, path: &Path) -> bool {
        match (fs::canonicalize(self.root.join(path)), &self.real) {
            (Ok(real), Some(root)) => real.starts_with(root),
            _ => true,
        }
    }
}

fn allow(outside: Diagnostic, folder: &Path) -> Diagnostic {
    let quoted = quoted(&shown(folder));
    outside.help(format!("if witnesses may be read there, say so: `--allow {quoted}`"))
}

/// Why a path leads out of the folder that it is counted from, by its own words.
fn leaves(path: &Path) -> Option<&'static str> {
    let mut depth = 0_i32;
    for part in path.components() {
        match part {
            Component::Prefix(_) | Component::RootDir => return Some("it is an absolute path"),
            Component::ParentDir => depth -= 1,
            Component::Normal(_) => depth += 1,
            Component::CurDir => {}
        }
        if depth < 0 {
            return Some("`..` leads out of the book’s folder");
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::leaves;
    use std::path::Path;

    #[test]
    fn a_path_may_go_up_only_where_it_came_down() {
        for inside in ["a.css", "./a/b", "a/../b.css", "corpus/a/../../styles/x.css"] {
            assert_eq!(leaves(Path::new(inside)), None, "{inside}");
        }
        for outside in ["/etc/passwd", "../a", "a/../../b", "./.."] {
            assert!(leaves(Path::new(outside)).is_some(), "{outside}");
        }
    }
}
