//! `edition new`: a starter edition that builds at once.

use super::{files, terminal};
use crate::cli::New;
use crate::diag::Diagnostic;
use std::path::PathBuf;

/// The starter's files, each with its path in the new folder.
const FILES: [(&str, &str); 8] = [
    ("book.toml", include_str!("starter/book.toml")),
    (".gitignore", "/dist\n/corpus/witnesses\n"),
    ("corpus/preface/text.md", include_str!("starter/preface.md")),
    ("corpus/a-letter/document.toml", include_str!("starter/document.toml")),
    ("corpus/a-letter/headnote.md", include_str!("starter/headnote.md")),
    ("corpus/a-letter/text.md", include_str!("starter/text.md")),
    ("corpus/a-letter/notes.toml", include_str!("starter/notes.toml")),
    ("styles/reader.css", crate::write::epub::DEFAULT_CSS),
];

pub(super) fn run(args: &New) -> bool {
    let occupied = std::fs::read_dir(&args.dir).is_ok_and(|mut entries| entries.next().is_some());
    if occupied || args.dir.is_file() {
        let message = format!("{} is not empty", files::shown(&args.dir));
        return terminal::fail(Diagnostic::error("not-empty", message).help("name a folder that does not exist yet"));
    }
    let mut list: Vec<(PathBuf, &[u8])> =
        FILES.iter().map(|(path, text)| (args.dir.join(path), text.as_bytes())).collect();
    list.push((args.dir.join("styles/reader.toml"), crate::style::DEFAULT_STYLE.as_bytes()));
    match files::write_all(&list) {
        Ok(()) => {
            let dir = files::shown(&args.dir);
            terminal::note(&format!("made {dir}; build it with `edition build {dir}`"));
            true
        }
        Err(diagnostic) => terminal::fail(diagnostic),
    }
}
