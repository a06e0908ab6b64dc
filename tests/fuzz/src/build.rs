//! The whole build as the command line runs it: a folder of files in one input, to EPUB, PDF and TEI.
//!
//! A line `=== PATH` begins a file; what stands before the first is the text of the document `a`. What a book cannot do
//! without is supplied where it is not there.

use clap::Parser;
use edition::cli::Cli;
use edition::commands;
use std::ffi::CString;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

const BOOK: &str = "[book]\ntitle = \"Stones\"\nlanguage = \"en\"\ndate = 2026-01-31\n\n[[document]]\nid = \"a\"\n";
const MARK: &[u8] = b"=== ";

/// The folder of this process, in memory where there is room in memory for files.
fn work() -> &'static Path {
    static WORK: OnceLock<PathBuf> = OnceLock::new();
    WORK.get_or_init(|| {
        let shared = Path::new("/dev/shm");
        let above = if shared.is_dir() { shared.to_path_buf() } else { std::env::temp_dir() };
        let work = above.join(format!("edition-fuzz-{}", std::process::id()));
        let _ = fs::remove_dir_all(&work);
        fs::create_dir_all(&work).expect("a folder to work in");
        heard(&work.join("out"));
        work
    })
}

/// Sends standard output to a file, where what the command says can be read.
fn heard(file: &Path) {
    let path = CString::new(file.as_os_str().as_encoded_bytes()).expect("a path");
    // SAFETY: the path ends in a zero byte and lives as long as the calls; descriptor 1 is this process's own.
    unsafe {
        let file = libc::open(path.as_ptr(), libc::O_CREAT | libc::O_WRONLY | libc::O_APPEND | libc::O_TRUNC, 0o600);
        assert!(file >= 0 && libc::dup2(file, 1) == 1, "standard output cannot be read");
        libc::close(file);
    }
}

/// Runs the command and holds what must be true however it ends.
pub(crate) fn build(bytes: &[u8]) {
    let work = work();
    let (root, dist) = (work.join("book"), work.join("dist"));
    let _ = (fs::remove_dir_all(&root), fs::remove_dir_all(&dist));
    for (path, contents) in files(bytes) {
        let path = root.join(path);
        let made = path.parent().is_some_and(|folder| fs::create_dir_all(folder).is_ok());
        // One that cannot be there, because another is its folder, is left out.
        let _ = made && fs::write(path, contents).is_ok();
    }
    let out = work.join("out");
    fs::OpenOptions::new().write(true).open(&out).and_then(|file| file.set_len(0)).expect("a file to empty");
    let words = [
        "edition",
        "build",
        "--message-format",
        "json",
        "--format",
        "epub",
        "--format",
        "pdf",
        "--format",
        "tei",
        "--out",
    ];
    let line = words.iter().map(Into::into).chain([dist.clone().into_os_string(), root.into_os_string()]);
    let cli = Cli::try_parse_from(line).expect("a command");
    let _ = commands::run(cli);
    let said = fs::read_to_string(out).expect("what it says is text");
    let written: Vec<String> = fs::read_dir(&dist)
        .into_iter()
        .flatten()
        .flatten()
        .map(|e| e.file_name().to_string_lossy().into_owned())
        .collect();
    judge(&said, &written);
}

fn judge(said: &str, written: &[String]) {
    let messages: Vec<serde_json::Value> =
        said.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("no JSON: {line}"))).collect();
    let errors: Vec<_> = messages.iter().filter(|message| message["severity"] == "error").collect();
    for message in &messages {
        assert!(
            message["message"].as_str().is_some_and(|text| text.len() <= 2_000),
            "no message but a text: {message}"
        );
    }
    for error in &errors {
        assert!(!error["file"].is_null(), "no place: {error}");
    }
    let expected = if errors.is_empty() { 3 } else { 0 };
    assert_eq!(written.len(), expected, "{written:?} with {} errors: {said}", errors.len());
}

/// The files of an input, by paths that stay in the book.
fn files(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> = vec![("corpus/a/text.md".into(), vec![])];
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let name = line.strip_prefix(MARK).map(|name| String::from_utf8_lossy(name.trim_ascii()).into_owned());
        match name.filter(|name| is_local(name)) {
            Some(name) => files.push((name, vec![])),
            None => files.last_mut().into_iter().for_each(|(_, contents)| contents.extend(line)),
        }
    }
    let there = |path: &str| files.iter().any(|(known, _)| known == path);
    let (no_book, no_sheet) = (!there("book.toml"), !there("corpus/a/document.toml"));
    if files.len() > 1 && files[0].1.is_empty() {
        files.remove(0);
    }
    if no_book {
        files.push(("book.toml".into(), BOOK.into()));
    }
    if no_sheet && no_book {
        files.push(("corpus/a/document.toml".into(), "title = \"A\"\n".into()));
    }
    files
}

fn is_local(path: &str) -> bool {
    let plain = |part: &str| {
        !part.is_empty()
            && part != "."
            && part != ".."
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
    };
    path.len() < 120 && path.split('/').count() < 6 && path.split('/').all(plain)
}
