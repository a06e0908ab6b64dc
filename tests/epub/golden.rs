//! Golden pages: `UPDATE_EXPECT=1 cargo test` rewrites them.

use super::sample::{self, mark, point};
use super::{epub, text_of};
use edition::model::document::{Container, Edition, Presence};
use edition::model::lines::{LineMark, Milestone, MilestoneKind, MilestoneSystem};
use edition::model::page::{PageBreak, PageMap};
use edition::model::text::*;
use std::path::PathBuf;

fn expect(case: &str, file: &str, actual: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/epub").join(case).join(file);
    crate::support::check_expected(&path, actual);
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

#[test]
fn blocks_nest_levels_are_not_skipped_and_pages_begin_before_what_has_no_words() {
    let mut body = Text::default();
    body.push_block(BlockKind::Heading(3), "A deep heading comes first");
    body.push_block(BlockKind::Paragraph, "Bring for the lamp:");
    body.push_block(BlockKind::Paragraph, "oil");
    body.push_block(BlockKind::Paragraph, "colza");
    body.push_block(BlockKind::Paragraph, "wicks");
    body.push_block(BlockKind::Rule, "");
    body.push_block(BlockKind::Verse, "One line of verse that stands alone");
    sample::group(&mut body, GroupKind::Quotation, 1..5);
    sample::group(&mut body, GroupKind::List { start: None }, 2..5);
    sample::group(&mut body, GroupKind::Item, 2..4);
    sample::group(&mut body, GroupKind::List { start: Some(1) }, 3..4);
    sample::group(&mut body, GroupKind::Item, 3..4);
    sample::group(&mut body, GroupKind::Item, 4..5);
    body.number_blocks();
    let mut document = sample::document("log", "The Log");
    let at = [0, body.blocks[5].range.start, body.blocks[6].range.end];
    document.body = body;
    let page = |(page, offset)| PageBreak { page, document: 0, container: Container::Body, offset };
    let breaks = at.into_iter().enumerate().map(page).collect();
    let pages = PageMap { labels: ["7", "8", "9"].map(String::from).to_vec(), breaks, ..PageMap::default() };
    let edition = Edition { documents: vec![document], ..sample::book() };
    expect("blocks", "expected.xhtml", &text_of(&epub(&edition, &pages), "EPUB/text/log.xhtml"));
}

#[test]
fn epigraphs_definitions_and_captions() {
    let mut body = Text::default();
    body.push_block(BlockKind::Paragraph, "Keep the light.");
    body.push_block(BlockKind::Attribution, "Over the door");
    let opens =
        "“The first paragraph opens the text. ".to_string() + &"It is long enough for a large letter. ".repeat(6);
    body.push_block(BlockKind::Paragraph, opens.trim_end());
    body.push_block(BlockKind::Term, "Ebb");
    body.push_block(BlockKind::Paragraph, "The tide as it goes out.");
    body.push_block(BlockKind::Paragraph, "Less often: a decline.");
    body.push_block(BlockKind::Caption, "Ships by year");
    body.push_block(BlockKind::Paragraph, "Year");
    body.push_block(BlockKind::Paragraph, "1905");
    sample::group(&mut body, GroupKind::Epigraph, 0..2);
    sample::group(&mut body, GroupKind::Definitions, 3..6);
    sample::group(&mut body, GroupKind::Definition, 4..5);
    sample::group(&mut body, GroupKind::Definition, 5..6);
    sample::group(&mut body, GroupKind::Table(vec![Alignment::Right]), 6..9);
    for (head, row) in [(true, 7), (false, 8)] {
        sample::group(&mut body, GroupKind::Row { head }, row..row + 1);
        sample::group(&mut body, GroupKind::Cell, row..row + 1);
    }
    point(&mut body, "Ebb", MarkKind::Call(NoteId(0)));
    body.number_blocks();
    let note = sample::note("1", 0, "1", Text::plain("From the log."));
    expect("definitions", "expected.xhtml", &page_of(body, vec![note]));
}

#[test]
fn the_editors_parts_say_their_language_and_a_number_stays_with_its_abbreviation() {
    let mut edition = sample::reader();
    let index = edition.documents.iter().position(|d| d.id == "petrel-1911").expect("the letter");
    edition.documents[index].language = "en-US".into();
    let page = text_of(&epub(&edition, &sample::pages(&edition)), "EPUB/text/petrel-1911.xhtml");
    for note in page.split("<div ").filter(|part| part.contains("doc-footnote")) {
        let head = note.split('>').next().unwrap_or_default();
        assert_eq!(head.contains("_note-e-"), head.contains("lang=\"en\" xml:lang=\"en\""), "{head}");
    }
    let mut body = Text::plain("See p. 000 below.");
    mark(&mut body, "000", MarkKind::Locus(RefId(1), LocusKind::Note));
    edition.documents[index].notes[0].text = body;
    let page = text_of(&epub(&edition, &sample::pages(&edition)), "EPUB/text/petrel-1911.xhtml");
    assert!(page.contains("See p.\u{a0}1 below."), "{page}");
}

#[test]
fn verse_keeps_its_indents_its_numbers_and_the_milestones_of_the_margin() {
    let mut body = Text::default();
    for words in ["The tide is late.", "   The mail is later.", "Is anyone at home?", "There is a desk."] {
        body.push_block(BlockKind::Verse, words);
    }
    body.groups.push(Group { kind: GroupKind::Stanza, blocks: 0..4 });
    body.number_blocks();
    let milestone = |system: &str, label: &str| Milestone { system: system.into(), label: label.into() };
    point(&mut body, "tide is", MarkKind::Milestone(milestone("ed", "12")));
    point(&mut body, "The mail", MarkKind::Milestone(milestone("v", "1.4")));
    let last = body.blocks[3].range.start;
    body.marks.push(Mark { range: last..last, kind: MarkKind::Line(LineMark::Shared) });
    body.sort_marks();
    let line_numbers =
        [((0, 0), "5".to_owned()), ((0, body.blocks[2].range.start), "7b".to_owned())].into_iter().collect();
    let mut document = sample::document("log", "The Log");
    document.body = body;
    let mut edition = Edition { documents: vec![document], ..sample::book() };
    let system =
        |id: &str, title: &str, kind| MilestoneSystem { id: id.into(), title: title.into(), kind, within: None };
    edition.book.milestones =
        vec![system("ed", "The first edition", MilestoneKind::Pages), system("v", "Verses", MilestoneKind::Numbers)];
    let pages = PageMap { line_numbers, ..PageMap::default() };
    let epub = epub(&edition, &pages);
    expect("verse", "expected.xhtml", &text_of(&epub, "EPUB/text/log.xhtml"));
    let css = text_of(&epub, "EPUB/styles/reader.css");
    assert!(css.contains("span.line-number") && css.contains("span.milestone"));
}
