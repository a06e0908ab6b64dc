//! `edition new`: a starter edition that builds at once, from one of the templates.

use super::{files, terminal};
use crate::cli::{New, Template};
use crate::diag::Diagnostic;
use std::path::PathBuf;

/// A file: its path in the new folder, and what it says.
type File = (&'static str, &'static str);

/// Those of every edition.
const COMMON: &[File] =
    &[(".gitignore", "/dist\n/corpus/witnesses\n"), ("styles/reader.css", crate::write::epub::DEFAULT_CSS)];

/// Those of a reader.
const READER: &[File] = &[
    ("book.toml", include_str!("starter/book.toml")),
    ("corpus/preface/text.md", include_str!("starter/preface.md")),
    ("corpus/a-letter/document.toml", include_str!("starter/document.toml")),
    ("corpus/a-letter/headnote.md", include_str!("starter/headnote.md")),
    ("corpus/a-letter/text.md", include_str!("starter/text.md")),
    ("corpus/a-letter/notes.toml", include_str!("starter/notes.toml")),
    ("styles/reader.toml", crate::style::DEFAULT_STYLE),
];

/// Those of a critical edition.
const CRITICAL: &[File] = &[
    ("book.toml", include_str!("starter/critical/book.toml")),
    ("corpus/sigla.toml", include_str!("starter/critical/sigla.toml")),
    ("corpus/preface/text.md", include_str!("starter/critical/preface.md")),
    ("corpus/pharos/document.toml", include_str!("starter/critical/pharos/document.toml")),
    ("corpus/pharos/headnote.md", include_str!("starter/critical/pharos/headnote.md")),
    ("corpus/pharos/text.md", include_str!("starter/critical/pharos/text.md")),
    ("corpus/pharos/notes.toml", include_str!("starter/critical/pharos/notes.toml")),
    ("corpus/lamp/document.toml", include_str!("starter/critical/lamp/document.toml")),
    ("corpus/lamp/text.md", include_str!("starter/critical/lamp/text.md")),
    ("corpus/lamp/notes.toml", include_str!("starter/critical/lamp/notes.toml")),
    ("styles/critical.toml", include_str!("starter/critical/style.toml")),
];

pub(super) fn run(args: &New) -> bool {
    files::recover(&args.dir);
    let occupied = std::fs::read_dir(&args.dir).is_ok_and(|mut entries| entries.next().is_some());
    if occupied || args.dir.is_file() {
        let message = format!("{} is not empty", files::shown(&args.dir));
        return terminal::fail(Diagnostic::error("not-empty", message).help("name a folder that does not exist yet"));
    }
    let own = match args.template {
        Template::Reader => READER,
        Template::Critical => CRITICAL,
    };
    let list: Vec<(PathBuf, &[u8])> =
        COMMON.iter().chain(own).map(|(path, text)| (args.dir.join(path), text.as_bytes())).collect();
    match files::write_all(&args.dir, &list) {
        Ok(()) => {
            let dir = files::shown(&args.dir);
            terminal::note(&format!("made {dir}; build it with `edition build {dir}`"));
            true
        }
        Err(diagnostic) => terminal::fail(diagnostic),
    }
}
