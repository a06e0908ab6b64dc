//! What a screen shows. Each folder below `tests/epub/screens` is a book of one text: `text.md`, `document.toml` and
//! what `book.toml` says besides; and what becomes of it: the frame and body of its page, its line of the contents, the
//! title page, the spine. `UPDATE_EXPECT=1` rewrites what is expected.

use super::unpack;
use crate::support::difference;
use rayon::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const BOOK: &str = r#"
[[series]]
id = "a"
title = "Notes"
marks = "figures"

[[series]]
id = "s"
title = "Signs"
marks = "symbols"

[[document]]
id = "text"
"#;

/// What the EPUB of a case shows.
fn shown(case: &Path) -> String {
    let work = tempfile::tempdir().expect("a temporary folder");
    let corpus = work.path().join("corpus/text");
    fs::create_dir_all(&corpus).expect("a folder");
    let book = fs::read_to_string(case.join("book.toml")).expect("book.toml");
    fs::write(work.path().join("book.toml"), format!("{book}{BOOK}")).expect("a file");
    for name in ["document.toml", "text.md"] {
        fs::copy(case.join(name), corpus.join(name)).expect("a file");
    }
    let output = Command::new(env!("CARGO_BIN_EXE_edition"))
        .args(["build", "--format", "epub", "--out", "out", "."])
        .current_dir(&work)
        .env_remove("EDITION_WITNESSES")
        .env_remove("SOURCE_DATE_EPOCH")
        .output()
        .expect("the command runs");
    let Ok(epub) = fs::read(work.path().join("out/book.epub")) else {
        return String::from_utf8_lossy(&output.stderr).into_owned();
    };
    let files = unpack(&epub);
    let file = |name: &str| String::from_utf8_lossy(&files[&format!("EPUB/{name}")]).into_owned();
    let page = file("text/text.xhtml");
    let lines = |name: &str, with: &str| -> String {
        file(name).lines().filter(|line| line.contains(with)).map(|line| format!("{line}\n")).collect()
    };
    let from = page.find("<section").expect("a section");
    let until = page.rfind("</section>").expect("its end");
    let warnings = String::from_utf8_lossy(&output.stderr);
    let warnings: String =
        warnings.lines().filter(|line| line.starts_with("warning[") && !line.contains("-page]")).collect();
    format!(
        "{warnings}{}{}{}{}{}\n{}",
        lines("package.opf", "<spine"),
        lines("package.opf", "id=\"title\""),
        lines("title.xhtml", "<h1"),
        lines("nav.xhtml", "text/text.xhtml\""),
        lines("text/text.xhtml", "<html"),
        &page[from..until]
    )
}

#[test]
fn every_book_shows_as_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/epub/screens");
    let entries = fs::read_dir(folder).expect("the folder of cases");
    let mut cases: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    cases.sort();
    let expected = |case: &PathBuf| difference(&case.join("expected.xhtml"), &shown(case));
    let differences: Vec<String> = cases.par_iter().filter_map(expected).collect();
    assert!(!cases.is_empty() && differences.is_empty(), "{}", differences.join("\n"));
}
