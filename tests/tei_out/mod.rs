//! TEI, written: a folder for each kind of thing, a book that has it and the TEI that becomes of it, from `text` on;
//! of a corpus all of it. `UPDATE_EXPECT=1` rewrites these. What is written stays in `target/tmp/tei`, so that it can
//! be validated (`tests/tools/tei-validate`).

mod books;
mod canon;
mod kept;
mod round;

use crate::support::difference;
use std::path::{Path, PathBuf};
use std::process::Command;

fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tei_out");
    let all = std::fs::read_dir(root).expect("the folders").flatten().map(|entry| entry.path());
    let mut folders: Vec<PathBuf> = all.filter(|folder| folder.join("book.toml").exists()).collect();
    folders.sort();
    folders
}

/// Builds the book of a folder as TEI, in a folder of its name.
fn built(folder: &Path, out: &str) -> String {
    let name = folder.file_name().expect("a name");
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join(out).join(name);
    let mut command = Command::new(env!("CARGO_BIN_EXE_edition"));
    command.args(["build", "--format", "tei", "--out"]).arg(&out).arg(folder);
    let ran = command.env_remove("EDITION_WITNESSES").env_remove("SOURCE_DATE_EPOCH").output().expect("the command");
    assert!(ran.status.success(), "{}: {}", folder.display(), String::from_utf8_lossy(&ran.stderr));
    std::fs::read_to_string(out.join("book.xml")).expect("the TEI")
}

#[test]
fn every_folder_becomes_its_tei() {
    let mut wrong = String::new();
    let folders = folders();
    for folder in &folders {
        let tei = built(folder, "tei");
        let from = ["<text>", "<standOff>"].iter().filter_map(|tag| tei.find(tag)).min().unwrap_or_default();
        let whole = tei.contains("<teiCorpus") || folder.join("whole").exists();
        let version = concat!("version=\"", env!("CARGO_PKG_VERSION"), "\"");
        let shown = if whole { tei.replace(version, "version=\"…\"") } else { tei[from..].to_owned() };
        wrong.extend(difference(&folder.join("expected.xml"), &shown));
    }
    assert!(folders.len() > 10);
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn the_same_book_gives_the_same_bytes() {
    for folder in folders() {
        assert_eq!(built(&folder, "tei-once"), built(&folder, "tei-again"), "{}", folder.display());
    }
}
