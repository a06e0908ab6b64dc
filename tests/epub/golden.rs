//! Golden pages: `UPDATE_EXPECT=1 cargo test` rewrites them.

use super::sample::{self, mark, point};
use super::{epub, text_of};
use edition::model::document::{Edition, Presence};
use edition::model::page::PageMap;
use edition::model::text::*;
use std::path::PathBuf;

fn expect(case: &str, file: &str, actual: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/epub").join(case).join(file);
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(&path, actual).expect("written");
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(expected == actual, "{} differs; UPDATE_EXPECT=1 rewrites it\n{actual}", path.display());
}

/// The page of the only document whose body is `body`, with its notes.
fn page_of(body: Text, notes: Vec<edition::model::document::Note>) -> String {
    let mut document = sample::document("log", "The Log");
    (document.body, document.notes) = (body, notes);
    let edition = Edition { documents: vec![document], ..sample::book() };
    text_of(&epub(&edition, &PageMap::default()), "EPUB/text/log.xhtml")
}

#[test]
fn a_letter_with_everything() {
    let edition = sample::reader();
    let epub = epub(&edition, &sample::pages(&edition));
    expect("letter", "expected.xhtml", &text_of(&epub, "EPUB/text/petrel-1911.xhtml"));
    expect("letter", "expected.nav.xhtml", &text_of(&epub, "EPUB/nav.xhtml"));
    expect("letter", "expected.opf", &text_of(&epub, "EPUB/package.opf"));
    expect("letter", "expected.ncx", &text_of(&epub, "EPUB/toc.ncx"));
}

#[test]
fn overlapping_marks_split_and_a_call_leaves_its_link() {
    let mut body = Text::plain("The bell rang over the water until morning.");
    mark(&mut body, "bell rang over", MarkKind::Emphasis);
    mark(&mut body, "over the water", MarkKind::Link("https://harbour.example/".into()));
    mark(&mut body, "the water until", MarkKind::Link("https://harbour.example/2".into()));
    point(&mut body, "over the", MarkKind::Call(NoteId(0)));
    point(&mut body, "bell rang over", MarkKind::Call(NoteId(0)));
    expect("overlap", "expected.xhtml", &page_of(body, vec![sample::note("1", 0, "1", Text::plain("A bell."))]));
}

#[test]
fn a_commentary_and_a_note_without_a_call() {
    let mut document = sample::document("lost", "A Lost Letter");
    document.presence = Presence::Commentary;
    document.body = Text::plain("The text of this letter is not included.");
    document.notes = vec![
        sample::note("1", 0, "1", Text::plain("Nobody calls this note.")),
        sample::note("2", 0, "2", Text::plain("But this one is called.")),
    ];
    point(&mut document.body, "this letter", MarkKind::Call(NoteId(1)));
    let edition = Edition { documents: vec![document], ..sample::book() };
    expect("commentary", "expected.xhtml", &text_of(&epub(&edition, &PageMap::default()), "EPUB/text/lost.xhtml"));
}
