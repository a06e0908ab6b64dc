//! Small editions built in code, with texts of our own writing, and fonts as the tool has them.

use edition::fonts::{Face, FaceId, FontRole, FontSet};
use edition::model::apparatus::EntryId;
use edition::model::document::*;
use edition::model::loci::PlacedAt;
use edition::model::page::{PageBreak, PageMap};
use edition::model::text::*;
use std::borrow::Cow;

/// The fonts that the tool brings: Libertinus Serif and DejaVu Sans Mono.
pub(super) fn fonts() -> FontSet {
    let names = ["Regular", "Bold", "Italic", "BoldItalic"];
    let bundled: Vec<&'static [u8]> = typst_assets::fonts().collect();
    let mut faces: Vec<Face> = (0..4)
        .map(|n| Face {
            name: format!("LibertinusSerif-{}", names[n]),
            data: Cow::Borrowed(bundled[n]),
            index: 0,
            span: None,
        })
        .collect();
    let mono = bundled.iter().rfind(|data| !data.starts_with(b"OTTO")).expect("a TrueType face");
    faces.push(Face { name: "Mono".into(), data: Cow::Borrowed(mono), index: 0, span: None });
    let roles = [FontRole::Regular, FontRole::Bold, FontRole::Italic, FontRole::BoldItalic, FontRole::Mono];
    let chains = roles.into_iter().zip((0..5).map(|n| vec![FaceId(n)])).collect();
    FontSet { faces, chains }
}

/// A book with two series of notes and no documents.
pub(super) fn book() -> Edition {
    let book = Book {
        title: "Letters from the Harbour Light".into(),
        subtitle: Some("A reader with notes".into()),
        editors: vec!["Ines van Hallen".into()],
        authors: vec!["Jonas Petrel".into(), "Mara Quill".into()],
        language: "en".into(),
        date: Timestamp { year: 2024, month: 5, day: 6, hour: 7, minute: 8, second: 9 },
        identifier: "urn:uuid:6f1f4ad0-39dd-4c0b-9d63-0d8a4c9a7d11".into(),
        publisher: Some("Breakwater Press".into()),
        rights: Some("Text of our own writing; no rights reserved.".into()),
        description: Some("Two letters, with the editor's notes.".into()),
        imprint: vec!["First edition.".into()],
        slug: "letters-from-the-harbour-light".into(),
        ..Book::default()
    };
    let series = vec![
        NoteSeries::new("a", "Author’s notes", MarkStyle::Figures),
        NoteSeries::new("e", "Editor’s notes", MarkStyle::Letters),
    ];
    Edition { book, series, ..Edition::default() }
}

/// A document with a title and an empty body.
pub(super) fn document(id: &str, title: &str) -> Document {
    Document {
        id: id.into(),
        matter: Matter::Text,
        title: Text::plain(title),
        short_title: title.into(),
        author: Some("Jonas Petrel".into()),
        date: Some("1911-03".into()),
        dateline: Some("March 1911".into()),
        language: "en".into(),
        ..Document::default()
    }
}

/// A note of a series.
pub(super) fn note(key: &str, series: usize, mark: &str, text: Text) -> Note {
    Note {
        key: key.into(),
        series,
        mark: mark.into(),
        text,
        lemma: None,
        place: Container::Body,
        span: None,
        entry: None,
    }
}

/// Marks the first occurrence of `words`.
pub(super) fn mark(text: &mut Text, words: &str, kind: MarkKind) {
    let start = text.string.find(words).unwrap_or_else(|| panic!("{words:?} is not in the text"));
    text.marks.push(Mark { range: start..start + words.len(), kind });
    text.sort_marks();
}

/// Puts a point after the first occurrence of `words`.
pub(super) fn point(text: &mut Text, words: &str, kind: MarkKind) {
    let at = text.string.find(words).unwrap_or_else(|| panic!("{words:?} is not in the text")) + words.len();
    text.marks.push(Mark { range: at..at, kind });
    text.sort_marks();
}

/// Adds a group of blocks.
pub(super) fn group(text: &mut Text, kind: GroupKind, blocks: std::ops::Range<usize>) {
    text.groups.push(Group { kind, blocks });
    text.groups.sort_by_key(|g| (g.blocks.start, std::cmp::Reverse(g.blocks.end)));
}

/// A reference to a place.
pub(super) fn reference(document: usize, spot: Spot) -> Reference {
    Reference { document: String::new(), anchor: None, span: None, target: Target::Place(Place { document, spot }) }
}

/// A letter with most of what a text can hold.
pub(super) fn letter() -> Document {
    let mut letter = document("petrel-1911", "The Lamp and the Fog");
    let mut headnote = Text::plain("Written in the week of the great fog, and never sent. See @page below.");
    mark(&mut headnote, "great fog", MarkKind::Emphasis);
    mark(&mut headnote, "@page", MarkKind::Reference(RefId(0)));
    mark(&mut headnote, "@page", MarkKind::Locus(RefId(0), LocusKind::Page));
    point(&mut headnote, "never sent", MarkKind::Call(NoteId(2)));
    letter.headnote = Some(headnote);
    letter.source = Some(Text::plain("Harbour archive, box 3, folio 12."));
    letter.body = letter_body();
    letter.references =
        vec![reference(0, Spot::Block(3)), reference(0, Spot::Note(NoteId(0))), reference(1, Spot::Start)];
    let mut first = Text::plain("The lamp burned colza oil until 1904.");
    first.push_block(BlockKind::Paragraph, "A second paragraph of the same note.");
    let mut quoted = Text::plain("One ship a night, and the sea for company.");
    group(&mut quoted, GroupKind::Quotation, 0..1);
    let mut nested = Text::plain("The draft survives in two hands.");
    point(&mut nested, "two hands", MarkKind::Call(NoteId(3)));
    let last = Text::plain("That of Petrel, and one unknown.");
    letter.notes = vec![
        note("1", 0, "1", first),
        note("2", 0, "2", quoted),
        note("draft", 1, "a", nested),
        note("hands", 1, "b", last),
    ];
    letter
}

fn letter_body() -> Text {
    let mut body = Text::default();
    body.push_block(BlockKind::Heading(1), "The first night");
    body.push_block(BlockKind::Paragraph, "THE KEEPER. He climbs the stair at dusk & trims the wick < 3 mm.");
    body.push_block(BlockKind::Paragraph, "On fait ce qu’on peut, he said; the fog-bell rang 47 times.");
    body.push_block(BlockKind::Paragraph, "Compare note @note, the whole of @title, and https://harbour.example/log.");
    body.push_block(BlockKind::Paragraph, "No light is lost that one ship sees.");
    body.push_block(BlockKind::Attribution, "Keepers’ saying");
    body.push_block(BlockKind::Heading(2), "What the log says");
    body.push_block(BlockKind::Paragraph, "Wind north-east.");
    body.push_block(BlockKind::Paragraph, "Oil: two measures.");
    body.push_block(BlockKind::Paragraph, "Bread, none.");
    body.push_block(BlockKind::Verse, "Grey over grey the water lies,");
    body.push_block(BlockKind::Verse, "and grey the bell, and grey the skies.");
    body.push_block(BlockKind::Rule, "");
    for cell in ["Hour", "Ships", "Dusk", "3", "Dawn", "1"] {
        body.push_block(BlockKind::Paragraph, cell);
    }
    body.push_block(BlockKind::Code, "lamp on\u{2028}lamp off");
    body.push_block(BlockKind::Paragraph, "So it ends,\u{2028}and the day begins with bold cold light.");
    group(&mut body, GroupKind::Quotation, 4..6);
    group(&mut body, GroupKind::List { start: Some(3) }, 7..10);
    group(&mut body, GroupKind::Item, 7..9);
    group(&mut body, GroupKind::Item, 9..10);
    group(&mut body, GroupKind::Stanza, 10..12);
    group(&mut body, GroupKind::Table(vec![Alignment::Left, Alignment::Right]), 13..19);
    for (row, first) in [13, 15, 17].into_iter().enumerate() {
        group(&mut body, GroupKind::Row { head: row == 0 }, first..first + 2);
        group(&mut body, GroupKind::Cell, first..first + 1);
        group(&mut body, GroupKind::Cell, first + 1..first + 2);
    }
    body.number_blocks();
    letter_marks(&mut body);
    body
}

fn letter_marks(body: &mut Text) {
    mark(body, "THE KEEPER.", MarkKind::RunInHead);
    mark(body, "dusk & trims", MarkKind::Lemma(NoteId(0)));
    point(body, "dusk & trims", MarkKind::Call(NoteId(0)));
    mark(body, "On fait ce qu’on peut", MarkKind::Language("fr".into()));
    mark(body, "47", MarkKind::Entry(EntryId(0)));
    mark(body, "@note", MarkKind::Reference(RefId(1)));
    mark(body, "@note", MarkKind::Locus(RefId(1), LocusKind::Note));
    mark(body, "@title", MarkKind::Reference(RefId(2)));
    mark(body, "@title", MarkKind::Locus(RefId(2), LocusKind::Title));
    mark(body, "https://harbour.example/log", MarkKind::Link("https://harbour.example/log".into()));
    point(body, "one ship sees.", MarkKind::Call(NoteId(1)));
    mark(body, "bold cold", MarkKind::Strong);
    mark(body, "cold light", MarkKind::Emphasis);
    let attributes = vec![("reason".to_owned(), "damage".to_owned())];
    mark(body, "day", MarkKind::Foreign { name: "unclear".into(), attributes });
    point(body, "So it ", MarkKind::Anchor("ends".into()));
}

/// A book of two letters.
pub(super) fn reader() -> Edition {
    let mut edition = book();
    let mut second = document("quill-1912", "An Answer");
    second.author = Some("Mara Quill".into());
    second.body.push_block(BlockKind::Paragraph, "Your fog has reached us too, and with it your letter.");
    second.body.number_blocks();
    edition.documents = vec![letter(), second];
    edition
}

/// Pages for [`reader`]: one begins with the headnote, one inside a paragraph, one with a heading,
/// one with the second letter's title.
pub(super) fn pages(edition: &Edition) -> PageMap {
    let body = &edition.documents[0].body;
    let at = |words: &str| body.string.find(words).expect("words of the letter");
    let page = |page, document, container, offset| PageBreak { page, document, container, offset };
    let breaks = vec![
        page(0, 0, Container::Headnote, 0),
        page(1, 0, Container::Body, at("the stair")),
        page(2, 0, Container::Body, at("What the log")),
        page(3, 1, Container::Title, 0),
    ];
    let labels = ["i", "1", "2", "3"].map(String::from).to_vec();
    let name = |spot| edition.place_name(&Place { document: 0, spot });
    let at = PlacedAt { page: 2, note: false, line: 7, sub: 0, counts: true, ..PlacedAt::default() };
    let places = [(name(Spot::Block(3)), at)].into_iter().collect();
    PageMap { labels, breaks, places, ..PageMap::default() }
}
