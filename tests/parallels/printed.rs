//! What the reader sees of parallels and contradictions: anchors, and a note at the end of each side.

use crate::support::{check_expected, copy_folder};
use std::fmt::Write as _;
use std::io::Read as _;
use std::path::Path;
use std::process::Command;

/// The page of a document in an EPUB.
fn page(book: &Path, document: &str) -> String {
    let file = std::fs::File::open(book).expect("the book");
    let mut archive = zip::ZipArchive::new(file).expect("an archive");
    let mut text = String::new();
    let mut entry = archive.by_name(&format!("EPUB/text/{document}.xhtml")).expect("the page");
    entry.read_to_string(&mut text).expect("the page is text");
    text
}

/// What stands between `open` and `close`, as often as it does.
fn between<'t>(text: &'t str, open: &'t str, close: &'t str) -> impl Iterator<Item = &'t str> {
    text.split(open).skip(1).filter_map(move |rest| rest.split_once(close).map(|(inside, _)| inside))
}

fn without_tags(text: &str) -> String {
    let mut out = String::new();
    for part in text.split('<') {
        out.push_str(part.split_once('>').map_or(part, |(_, rest)| rest));
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The anchors, what the notes hang on, and the notes with where they lead.
fn shown(page: &str) -> String {
    let mut out = String::new();
    for anchor in between(page, "class=\"anchor\" id=\"", "\"") {
        let _ = writeln!(out, "  anchor {anchor}");
    }
    for lemma in between(page, "<span class=\"lemma\"", "</span>") {
        let _ = writeln!(out, "  note on: {}", without_tags(&format!("<{lemma}")));
    }
    for note in between(page, "class=\"note\"", "</div>") {
        let note = note.replace("<em>", "_").replace("</em>", "_");
        let _ = writeln!(out, "  {}", without_tags(&format!("<{note}")));
        for target in between(&note, "class=\"reference\" href=\"", "\"") {
            let _ = writeln!(out, "    leads to {target}");
        }
    }
    out
}

/// What the EPUB of a case shows in its documents, compared with `printed.txt`.
fn check_printed(case: &str, slug: &str, documents: [&str; 2]) {
    let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/parallels").join(case);
    let work = tempfile::tempdir().expect("a temporary folder");
    copy_folder(&case, work.path());
    let status = Command::new(env!("CARGO_BIN_EXE_edition"))
        .args(["build", "--format", "epub"])
        .current_dir(work.path())
        .stderr(std::process::Stdio::null())
        .status();
    assert!(status.expect("the program runs").success());
    let book = work.path().join("dist").join(slug).with_extension("epub");
    let pages = documents.map(|document| format!("{document}\n{}", shown(&page(&book, document))));
    check_expected(&case.join("printed.txt"), &pages.concat());
}

#[test]
fn each_side_has_a_note_that_leads_to_the_other() {
    check_printed("judged", "the-harbour-papers", ["petition", "memoir"]);
}

#[test]
fn titles_are_printed_as_they_are_written() {
    check_printed("titles", "harbour-papers", ["one", "two"]);
}
