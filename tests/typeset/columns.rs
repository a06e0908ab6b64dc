//! Documents in columns: filled in order, in register, balanced at the end.

use super::index::{back_matter, indexed};
use super::pages::{leaves, nodes, read, set_in};
use edition::model::document::{Edition, Spot};
use edition::model::length::Length;
use edition::model::page::{GlyphRun, Item, Layout, NodeKind, PageMap, Role};
use edition::model::text::{BlockKind, Text};
use edition::style::Style;
use std::collections::BTreeMap;

/// An edition whose index stands in `count` columns.
fn columned(names: usize, places: usize, count: u8) -> Edition {
    let mut edition = indexed(5_000, 2, names, places, false);
    edition.documents.last_mut().expect("an index").columns = count;
    edition
}

/// The pages of the index.
fn pages(edition: &Edition, map: &PageMap) -> std::ops::Range<usize> {
    let last = edition.documents.len() - 1;
    let place = edition::model::document::Place { document: last, spot: Spot::Start };
    // The colophon comes after it.
    map.places[&edition.place_name(&place)].page..map.labels.len() - 1
}

/// The lines of the index on a page, by column: baseline and left edge, words.
fn columns(layout: &Layout, page: usize, style: &Style, count: i64) -> Vec<BTreeMap<Length, (Length, String)>> {
    let left = if page.is_multiple_of(2) { style.page.inner() } else { style.page.outer() };
    let width = (style.page.measure + style.index.gutter) / count;
    let mut columns = vec![BTreeMap::new(); count as usize];
    for item in &layout.pages[page].items {
        let Item::Glyphs(GlyphRun { x, y, size, text, role: Role::Content(_), .. }) = item else { continue };
        if *size == style.index.size {
            let column = ((*x - left + Length::PT).0 / width.0) as usize;
            let line = columns[column].entry(*y).or_insert((*x, String::new()));
            line.1.push_str(text);
        }
    }
    columns
}

#[test]
fn columns_are_filled_in_order_and_in_register() {
    let style = Style::default();
    for count in [2, 3] {
        let edition = columned(260, 1_500, count);
        let (layout, map, codes) = set_in(&edition, &style);
        assert!(codes.iter().all(|code| !code.starts_with("overfull")), "{codes:?}");
        let pages = pages(&edition, &map);
        assert!(pages.len() > 1);
        let mut all = String::new();
        let mut grid = None;
        for page in pages.clone() {
            for column in columns(&layout, page, &style, count.into()) {
                for (y, (_, words)) in &column {
                    // All lines of a page stand on one grid.
                    let grid = *grid.get_or_insert(*y);
                    assert_eq!((*y - grid).0.rem_euclid(style.index.leading.0), 0, "page {page}: {words}");
                    all.push_str(words);
                }
            }
            grid = None;
        }
        let read = read(&layout, &leaves(&layout), nodes(&layout, |kind| *kind == NodeKind::Index)[0]);
        let bare = |words: &str| words.replace([' ', '\n', '\u{ad}'], "");
        assert_eq!(bare(&all), bare(&read), "the columns in order read like the structure");
    }
}

#[test]
fn the_last_page_is_balanced_and_no_first_line_is_left_alone() {
    let style = Style::default();
    let edition = columned(200, 1_500, 2);
    let (layout, map, codes) = set_in(&edition, &style);
    assert!(!codes.contains(&"orphan") && !codes.contains(&"widow"), "{codes:?}");
    let pages = pages(&edition, &map);
    let deepest = |column: &BTreeMap<Length, (Length, String)>| column.keys().next_back().copied().unwrap_or_default();
    let last = columns(&layout, pages.end - 1, &style, 2);
    let difference = deepest(&last[0]) - deepest(&last[1]);
    assert!(difference >= Length::ZERO && difference <= style.index.leading * 3, "{}", difference.pt());
    for page in pages.start..pages.end - 1 {
        let full = style.page.head(style.text.leading) + style.text.leading * style.page.lines;
        for column in columns(&layout, page, &style, 2) {
            assert!(full - deepest(&column) < style.index.leading * 4, "page {page} ends early");
        }
    }
    // Turned-over lines hang: a column begins or ends with one only between two of its entry.
    let baseline = |page: usize| columns(&layout, page, &style, 2);
    assert!(pages.clone().flat_map(baseline).all(|column| !column.is_empty()));
}

#[test]
fn places_in_columns_are_where_they_stand() {
    let style = Style::default();
    let mut edition = columned(200, 600, 2);
    let last = edition.documents.len() - 1;
    edition.documents[last].body.number_blocks();
    let (layout, map, _) = set_in(&edition, &style);
    let pages = pages(&edition, &map);
    let mut right = 0;
    for block in 0..edition.documents[last].body.blocks.len() {
        let place = edition::model::document::Place { document: last, spot: Spot::Block(block) };
        let destination = layout.destinations[&edition.place_name(&place)];
        assert!(pages.contains(&destination.page));
        let on_page = columns(&layout, destination.page, &style, 2);
        let line = |column: &BTreeMap<Length, (Length, String)>| {
            let words = column.get(&(destination.y + style.index.leading * 7 / 10)).cloned();
            words.filter(|(x, _)| *x - destination.x < Length::PT && destination.x - *x < Length::PT)
        };
        let found = on_page.iter().position(|column| line(column).is_some());
        let words = &edition.documents[last].body.block_str(block)[..4];
        let (_, text) = found.and_then(|at| line(&on_page[at])).unwrap_or_else(|| panic!("{words} is nowhere"));
        assert!(text.starts_with(words), "{words}: {text}");
        right += usize::from(found == Some(1));
    }
    assert!(right > 50);
    let breaks = map.breaks.iter().filter(|b| pages.contains(&b.page)).count();
    assert_eq!(breaks, pages.len(), "every page of the index is in the page list");
}

#[test]
fn a_document_with_notes_has_one_column() {
    let mut edition = columned(60, 200, 2);
    let last = edition.documents.last_mut().expect("an index");
    super::book::note(last, 1, 3, Text::plain("A note."));
    last.body.sort_marks();
    let (layout, _, codes) = set_in(&edition, &Style::default());
    assert!(codes.contains(&"columns-with-notes"), "{codes:?}");
    let mut narrow = edition.clone();
    narrow.documents.last_mut().expect("an index").columns = 0;
    let (same, _, codes) = set_in(&narrow, &Style::default());
    assert!(!codes.contains(&"columns-with-notes"), "{codes:?}");
    assert_eq!(leaves(&layout), leaves(&same));
}

#[test]
fn columns_hold_whatever_stands_in_them() {
    let mut edition = back_matter(3_000, 30, 100, 2);
    for document in edition.documents.iter_mut().filter(|document| document.generated.is_some()) {
        document.columns = 3;
        document.body.push_block(BlockKind::Heading(1), "And more");
        document.body.push_block(BlockKind::Paragraph, &"Incomprehensibilities ".repeat(400));
        document.body.push_block(BlockKind::Rule, "");
        document.body.push_block(BlockKind::Code, "x = 1");
    }
    for lines in [5, 12, 36] {
        let mut style = Style::default();
        style.page.lines = lines;
        let (layout, ..) = set_in(&edition, &style);
        let words = read(&layout, &leaves(&layout), edition::model::page::Structure::ROOT);
        assert_eq!(words.matches("Incomprehensibilities").count(), 4 * 400, "{lines} lines");
    }
}
