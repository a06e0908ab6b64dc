//! What critical editions want of lines and verse: each behaviour a folder of `tests/apparatus` with its source, the
//! pages and the EPUB's text that become of it. `UPDATE_EXPECT=1` rewrites these.

use super::counted::{dump, edition, style};
use super::pages::set_in;
use edition::fonts::FontSet;
use edition::write::epub;
use std::io::{Cursor, Read};
use std::path::Path;

/// The body of a document in an EPUB.
fn body(epub: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(epub)).expect("a zip");
    let mut page = String::new();
    let mut file = archive.by_name("EPUB/text/text.xhtml").expect("the text");
    file.read_to_string(&mut page).expect("UTF-8");
    let (_, rest) = page.split_once("</header>").expect("a title");
    rest.split_once("</section>").map_or(rest, |(body, _)| body).trim().to_owned() + "\n"
}

#[test]
fn every_folder_becomes_its_pages_and_its_text() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/apparatus");
    let mut folders: Vec<_> = std::fs::read_dir(root).expect("the folders").flatten().map(|e| e.path()).collect();
    folders.sort();
    let (mut count, mut wrong) = (0, String::new());
    for folder in folders.iter().filter(|folder| folder.join("text.md").exists() && !folder.join("corpus").exists()) {
        let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap_or_default();
        let style = style(&read("style.toml"));
        let edition = edition(&read("book.toml"), &read("text.md"));
        let (layout, map, codes) = set_in(&edition, &style);
        assert!(!codes.contains(&"references-unsettled"), "{}", folder.display());
        let pages: String = dump(&layout, &style, true).lines().map(|line| format!("{}\n", line.trim_end())).collect();
        let epub = epub::write(&edition, &map, epub::DEFAULT_CSS, &FontSet::embedded()).expect("an EPUB");
        wrong.extend(crate::support::difference(&folder.join("expected.txt"), &pages));
        wrong.extend(crate::support::difference(&folder.join("expected.xhtml"), &body(&epub)));
        count += 1;
    }
    assert!(count > 10);
    assert!(wrong.is_empty(), "{wrong}");
}
