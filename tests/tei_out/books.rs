//! Whole books come back as they were: the reader, the template of a critical edition, the books that the benches make,
//! and any that is named.

use super::round::differences;
use crate::apparatus::source::Files;
use crate::support::skipped;
use std::path::{Path, PathBuf};
use std::process::Command;

/// In what the books of these folders differ when they come back.
fn back(books: &[PathBuf]) -> String {
    let name = |book: &Path| book.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    books.iter().map(|book| differences(&Files::of_book(book).prepared().0.edition, &name(book))).collect()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn the_reader_comes_back() {
    if crate::support::witnesses().is_none() {
        return skipped("the reader as TEI and back: the witnesses are not at hand");
    }
    let wrong = back(&[root().to_owned()]);
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn the_templates_come_back() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut books = vec![];
    for arguments in [&["new", "plain"][..], &["new", "--template", "critical", "critical"]] {
        let made = Command::new(env!("CARGO_BIN_EXE_edition")).args(arguments).current_dir(folder.path()).output();
        assert!(made.expect("it runs").status.success(), "{arguments:?}");
        books.extend(arguments.last().map(|name| folder.path().join(name)));
    }
    let wrong = back(&books);
    assert!(wrong.is_empty(), "{wrong}");
}

/// Books as the benches make them, of a size that a test can have: of a reader with notes and references, and of an
/// edition with two layers of apparatus.
#[test]
fn the_books_of_the_benches_come_back() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (scale, critical) = (folder.path().join("scale-1"), folder.path().join("critical"));
    let made = |bench: &str, arguments: &[&str], keep: &Path| {
        let mut python = Command::new("python3");
        python.arg(root().join("benches").join(bench)).args(arguments).arg("--keep").arg(keep);
        python.args(["--runs", "0", "--edition", env!("CARGO_BIN_EXE_edition")]).output()
    };
    let small = ["--words", "12000", "--entries", "480", "--notes", "72"];
    for ran in [made("scale", &["1"], folder.path()), made("critical", &small, &critical)] {
        let Ok(ran) = ran else { return skipped("the books of the benches as TEI and back: python3 is not installed") };
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    }
    let wrong = back(&[scale, critical]);
    assert!(wrong.is_empty(), "{wrong}");
}

/// Books made elsewhere, such as larger ones of `benches/scale` and `benches/critical` (`--keep`): their folders.
#[test]
fn books_at_hand_come_back() {
    let Some(books) = std::env::var_os("EDITION_BOOKS") else {
        return skipped("books as TEI and back: EDITION_BOOKS names none");
    };
    let books: Vec<PathBuf> = std::env::split_paths(&books).collect();
    let wrong = back(&books);
    assert!(!books.is_empty() && wrong.is_empty(), "{wrong}");
}
