//! Properties: whatever marks overlap, a page is well-formed, its ids are unique, no link stands
//! in another, its words are the model's, and every page begins once.

use super::sample;
use super::{epub, text_of};
use edition::fonts::FontSet;
use edition::model::apparatus::EntryId;
use edition::model::document::{Container, Edition, Spot};
use edition::model::page::{PageBreak, PageMap};
use edition::model::text::*;
use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::BTreeSet;

const WORDS: &str = "Fog lies – over\u{2028}the harbour, & nobody sees; even Żółw waits for < day.";

/// Kinds by number, so that a failing case shrinks well.
fn kind(number: usize) -> MarkKind {
    match number {
        0 => MarkKind::Emphasis,
        1 => MarkKind::Strong,
        2 => MarkKind::SmallCaps,
        3 => MarkKind::Superscript,
        4 => MarkKind::Code,
        5 => MarkKind::RunInHead,
        6 => MarkKind::Language("pl".into()),
        7 => MarkKind::Lemma(NoteId(0)),
        8 => MarkKind::Call(NoteId(0)),
        9 => MarkKind::Reference(RefId(0)),
        10 => MarkKind::Link("https://harbour.example/?a&b".into()),
        11 => MarkKind::Anchor("here".into()),
        12 => MarkKind::Entry(EntryId(0)),
        _ => MarkKind::Foreign { name: "gap".into(), attributes: vec![("unit \"x\"".into(), "<3>".into())] },
    }
}

/// An edition of one text of three blocks with marks at the places given.
fn edition_with(marks: &[(usize, usize, usize)]) -> Edition {
    let mut document = sample::document("fog", "Fog");
    for block in [BlockKind::Paragraph, BlockKind::Heading(1), BlockKind::Paragraph] {
        document.body.push_block(block, WORDS);
    }
    for (number, from, to) in marks {
        let place = |at: usize| document.body.string.floor_char_boundary(at % (document.body.string.len() + 1));
        let (from, to) = (place(*from), place(*to));
        let kind = kind(*number);
        let point = matches!(kind, MarkKind::Call(_) | MarkKind::Anchor(_));
        let range = from.min(to)..if point { from.min(to) } else { from.max(to) };
        document.body.marks.push(Mark { range, kind });
    }
    document.body.sort_marks();
    document.body.number_blocks();
    document.references = vec![sample::reference(0, Spot::Block(0))];
    document.notes = vec![sample::note("1", 0, "", Text::plain("A note."))];
    Edition { documents: vec![document], ..sample::book() }
}

/// What a page holds: the words of its body, its ids, how many pages begin in it.
#[derive(Default)]
pub(super) struct Found {
    pub(super) words: String,
    pages: usize,
}

/// Reads a page, holding it to what is well-formed.
pub(super) fn read(xhtml: &str) -> Found {
    let mut reader = Reader::from_str(xhtml);
    reader.config_mut().check_end_names = true;
    let (mut found, mut ids, mut links, mut in_body) = (Found::default(), BTreeSet::new(), 0, 0);
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Eof => break,
            Event::Start(e) => {
                attributes(&e, &mut ids, &mut found);
                links += usize::from(e.name().as_ref() == "a");
                assert!(links <= 1, "a link in a link: {xhtml}");
                let body = e.try_get_attribute("class").expect("attributes").is_some_and(|a| a.value == "body");
                in_body = if body || in_body > 0 { in_body + 1 } else { 0 };
            }
            Event::Empty(e) => {
                attributes(&e, &mut ids, &mut found);
                found.words.extend((in_body > 0 && e.name().as_ref() == "br").then_some('\u{2028}'));
            }
            Event::End(e) => {
                links -= usize::from(e.name().as_ref() == "a");
                in_body -= usize::from(in_body > 0);
            }
            // What keeps a call with its word is no word.
            Event::Text(text) if in_body > 0 => found.words.push_str(&text.replace('\u{2060}', "")),
            Event::GeneralRef(name) if in_body > 0 => found.words.push(match &*name {
                "amp" => '&',
                "lt" => '<',
                other => panic!("&{other};"),
            }),
            _ => {}
        }
    }
    found
}

fn attributes(e: &quick_xml::events::BytesStart<'_>, ids: &mut BTreeSet<String>, found: &mut Found) {
    for attribute in e.attributes() {
        let attribute = attribute.expect("unique attributes");
        match attribute.key.as_ref() {
            "id" => assert!(ids.insert(attribute.value.to_string()), "{} twice", attribute.value),
            "role" if attribute.value == "doc-pagebreak" => found.pages += 1,
            _ => {}
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_overlap_gives_a_sound_page(
        marks in prop::collection::vec((0..14usize, 0..300usize, 0..300usize), 0..12),
        offsets in prop::collection::vec(0..300usize, 0..4),
    ) {
        let edition = edition_with(&marks);
        let body = &edition.documents[0].body;
        let labels: Vec<String> = (1..=offsets.len()).map(|n| n.to_string()).collect();
        let breaks = offsets.iter().enumerate().map(|(page, at)| PageBreak {
            page, document: 0, container: Container::Body, offset: at % (body.string.len() + 1),
        });
        let pages = PageMap { labels, breaks: breaks.collect(), ..PageMap::default() };
        let bytes = edition::write::epub::write(&edition, &pages, "", &FontSet::default()).expect("an EPUB");
        let found = read(&text_of(&bytes, "EPUB/text/fog.xhtml"));
        let words = |s: &str| s.split('\n').filter(|l| !l.is_empty()).map(str::to_owned).collect::<Vec<_>>();
        prop_assert_eq!(words(&found.words), words(&body.string));
        prop_assert_eq!(found.pages, offsets.len());
    }
}

#[test]
fn every_page_of_the_reader_is_sound() {
    let edition = sample::reader();
    let bytes = epub(&edition, &sample::pages(&edition));
    let mut pages = 0;
    for (path, data) in super::unpack(&bytes) {
        if path.ends_with(".xhtml") {
            pages += read(std::str::from_utf8(&data).expect("UTF-8")).pages;
        }
    }
    assert_eq!(pages, 4);
}

#[test]
fn a_note_called_twice_has_two_backlinks() {
    let mut document = sample::document("fog", "Fog");
    document.body.push_block(BlockKind::Paragraph, "Fog. Again@note");
    let again = 10..15;
    let kinds = [MarkKind::Superscript, MarkKind::Reference(RefId(0)), MarkKind::Locus(RefId(0), LocusKind::Note)];
    document.body.marks.push(Mark { range: 4..4, kind: MarkKind::Call(NoteId(0)) });
    document.body.marks.extend(kinds.map(|kind| Mark { range: again.clone(), kind }));
    document.references = vec![sample::reference(0, Spot::Note(NoteId(0)))];
    document.notes = vec![sample::note("1", 0, "7", Text::plain("A note."))];
    let edition = Edition { documents: vec![document], ..sample::book() };
    let page = text_of(&epub(&edition, &sample::pages(&edition)), "EPUB/text/fog.xhtml");
    assert_eq!(page.matches("role=\"doc-noteref\"").count(), 2, "{page}");
    assert_eq!(page.matches("role=\"doc-backlink\"").count(), 2, "{page}");
    let leads = |id: &str| page.contains(&format!("href=\"#{id}\"")) && page.contains(&format!("id=\"{id}\""));
    let ids: Vec<&str> = page.split("id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let calls: Vec<&&str> = ids.iter().filter(|id| id.contains("call-")).collect();
    assert!(calls.len() == 2 && calls.iter().all(|id| leads(id)), "{page}");
}
