//! The EPUB: golden pages, well-formedness under every overlap of marks, fonts, same bytes.

mod entries;
mod figures;
mod generated;
mod golden;
mod marks;
mod order;
mod package;
mod sample;
mod screens;

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

/// The files of an EPUB, by path.
fn unpack(epub: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(epub)).expect("a zip");
    let mut files = BTreeMap::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).expect("an entry");
        let mut data = Vec::new();
        file.read_to_end(&mut data).expect("readable");
        let name = file.name().expect("a name").into_owned();
        files.insert(name, data);
    }
    files
}

/// The EPUB of an edition with the default style and fonts.
fn epub(edition: &edition::model::document::Edition, pages: &edition::model::page::PageMap) -> Vec<u8> {
    edition::write::epub::write(edition, pages, edition::write::epub::DEFAULT_CSS, &sample::fonts()).expect("an EPUB")
}

/// One file of an EPUB as text.
fn text_of(epub: &[u8], path: &str) -> String {
    String::from_utf8(unpack(epub).remove(path).unwrap_or_else(|| panic!("no {path}"))).expect("UTF-8")
}
