//! What came in goes out again: each file of `tests/tei`, and each that `tests/tei_out` writes, read and written.

use crate::notes::cases;
use edition::config::book::{BookFile, default_series};
use edition::config::sheet::Sheet;
use edition::config::standoff::StandOff;
use edition::diag::Diagnostics;
use edition::model::document::Matter;
use edition::model::lines::{MilestoneKind, MilestoneSystem};
use edition::pipeline::{Input, Origin, Shelf, prepare};
use edition::source::{Sources, Span};
use edition::write::tei;
use std::collections::BTreeSet;

/// A file as it goes out again; `None` where it is no TEI with a text.
fn again(input: &str) -> Option<String> {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let file = sources.add("text.xml", input);
    let mut book = BookFile { series: default_series(), listed_order: true, ..BookFile::default() };
    let systems = [("ed", MilestoneKind::Pages), ("section", MilestoneKind::Numbers)];
    book.book.milestones = systems.map(|(id, kind)| MilestoneSystem { id: id.into(), title: id.into(), kind }).to_vec();
    let document = Input {
        id: "text".into(),
        matter: Matter::Text,
        columns: None,
        span: Span::new(file, 0..0),
        sheet: Sheet::default(),
        origin: Origin::Tei { file, pictures: BTreeSet::from(["lamp.png".to_owned()]) },
        headnote: None,
        sigla: vec![],
        standoff: StandOff::default(),
        lock: None,
    };
    let edition = prepare(&sources, &book, vec![document], &Shelf::default(), &mut diagnostics).edition;
    let written = String::from_utf8(tei::write_documents(&edition, &[0])).expect("UTF-8");
    Some(written)
}

#[test]
fn dump_again() {
    let out = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("tei-again");
    std::fs::create_dir_all(&out).expect("dir");
    for folder in cases("tei").into_iter().filter(|folder| folder.join("text.xml").is_file()) {
        let input = std::fs::read_to_string(folder.join("text.xml")).expect("text.xml");
        let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
        if let Some(xml) = again(&input) {
            std::fs::write(out.join(format!("{name}.xml")), xml).expect("a file");
        }
    }
}
