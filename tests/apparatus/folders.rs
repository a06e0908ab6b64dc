//! A folder for each behaviour: a book (`book.toml`, `corpus`) with its `style.toml`, the pages that become of it
//! (`expected.txt`, see `dump`) and the body of its first text in the EPUB. Where there is an `expected-tags.txt`, that
//! is what assistive readers are told; a book with an `expected-faults.txt` is refused, and that is why.
//! `UPDATE_EXPECT=1` rewrites these.

use super::account::{Pages, style};
use super::dump;
use super::source::Files;
use edition::fonts::FontSet;
use edition::model::document::{Edition, Matter};
use edition::write::epub;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

/// What a style has that does not say otherwise: no numbers of paragraphs, a short page, every line's number.
const PAGE: &str = "[page]\nparagraph-numbers = 0\nlines = 16\nmeasure = \"80mm\"\n";
const LINES: &str = "[line-numbers]\nevery = 1\nbeside-apparatus = 1\n";

/// The body of the first text in an EPUB.
fn body(edition: &Edition, epub: &[u8]) -> String {
    let first = edition.documents.iter().find(|document| document.matter == Matter::Text).expect("a text");
    let mut archive = zip::ZipArchive::new(Cursor::new(epub)).expect("a zip");
    let mut page = String::new();
    let mut file = archive.by_name(&format!("EPUB/text/{}.xhtml", first.id)).expect("the text");
    file.read_to_string(&mut page).expect("UTF-8");
    let (_, rest) = page.split_once("<body").expect("a body");
    let body = rest.split_once("</body>").map_or(rest, |(body, _)| body);
    format!("<body{}</body>\n", body)
}

/// The books that have a file.
fn folders(with: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/apparatus");
    let all = std::fs::read_dir(root).expect("the folders").flatten().map(|entry| entry.path());
    let mut folders: Vec<PathBuf> =
        all.filter(|folder| folder.join(with).exists() && folder.join("corpus").exists()).collect();
    folders.sort();
    folders
}

#[test]
fn every_folder_becomes_its_pages_and_its_text() {
    let mut wrong = String::new();
    let folders = folders("style.toml");
    for folder in &folders {
        let files = Files::read(folder);
        let own = files.text("style.toml").unwrap_or_default();
        let missing = [("[page]", PAGE), ("[line-numbers]", LINES)].map(|(table, keys)| match own.contains(table) {
            true => "",
            false => keys,
        });
        let style = style(&format!("{}{own}", missing.concat()));
        let edition = files.edition(&style);
        let pages = Pages::of(&edition, &style);
        assert!(!pages.has("references-unsettled"), "{}", folder.display());
        let epub = epub::write(&edition, &pages.map, epub::DEFAULT_CSS, &FontSet::embedded()).expect("an EPUB");
        let told = dump::pages(&pages.layout, &style);
        wrong.extend(crate::support::difference(&folder.join("expected.txt"), &told));
        let tags = folder.join("expected-tags.txt");
        if tags.exists() {
            wrong.extend(crate::support::difference(&tags, &dump::tags(&pages.layout)));
        }
        wrong.extend(crate::support::difference(&folder.join("expected.xhtml"), &body(&edition, &epub)));
    }
    assert!(folders.len() > 4);
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_folder_of_faults_is_refused() {
    let (mut wrong, folders) = (String::new(), folders("expected-faults.txt"));
    for folder in &folders {
        let (_, _, faults) = Files::read(folder).prepared();
        assert!(faults.iter().any(|fault| fault.starts_with("error")), "{}", folder.display());
        wrong.extend(crate::support::difference(&folder.join("expected-faults.txt"), &faults.join("\n")));
    }
    assert!(folders.len() > 2);
    assert!(wrong.is_empty(), "{wrong}");
}
