//! Lists of places: what they read, where they lead, and that anchors cost nothing.

use super::index::{self, indexed};
use super::pages::{leaves, nodes, read, set_in};
use edition::model::document::{Edition, Place, Spot};
use edition::model::loci;
use edition::model::page::{Item, Layout, LinkTarget, NodeKind, PageMap};
use edition::model::text::MarkKind;
use edition::style::Style;
use std::collections::BTreeSet;

/// The entries of the last document as they are read aloud.
fn entries(layout: &Layout) -> Vec<String> {
    let texts = leaves(layout);
    let index = nodes(layout, |kind| *kind == NodeKind::Index)[0];
    let children = layout.structure.node(index).children.iter();
    let is_entry = |id: &&edition::model::page::NodeId| layout.structure.node(**id).kind == NodeKind::Paragraph;
    children.filter(is_entry).map(|id| read(layout, &texts, *id)).collect()
}

/// What they should read.
fn expected(edition: &Edition, map: &PageMap) -> Vec<String> {
    let index = edition.documents.last().expect("an index");
    let entry = |block: usize| {
        let range = index.body.blocks[block].range.clone();
        let words = &index.body.string[range.start..range.end - 1];
        let list = index.body.marks.iter().find_map(|mark| match mark.kind {
            MarkKind::Loci(id) if mark.range.end == range.end => Some(&index.loci[id.0 as usize]),
            _ => None,
        });
        let list = list.expect("a list");
        let place = |id: &edition::model::text::RefId| index.references[id.0 as usize].target.place();
        let at = |id| map.places.get(&edition.place_name(place(id)?)).cloned();
        let numbers = loci::numbers(list.references.iter().map(at), &map.labels, list.lines);
        let numbers: String = numbers.iter().map(|n| format!("{}{}", n.before, n.text)).collect();
        if numbers.is_empty() { loci::before_nothing(words).to_string() } else { format!("{words}{numbers}") }
    };
    (0..index.body.blocks.len()).map(entry).collect()
}

#[test]
fn an_index_gives_the_pages_that_are() {
    for lines in [false, true] {
        let edition = indexed(9_000, 3, 60, 400, lines);
        let (layout, map, codes) = set_in(&edition, &Style::default());
        assert!(!codes.contains(&"references-unsettled"), "{codes:?}");
        assert_eq!(entries(&layout), expected(&edition, &map));
        assert!(entries(&layout).iter().any(|entry| entry.contains('n')));
    }
}

#[test]
fn every_number_leads_to_its_place_and_only_these_are_named() {
    let edition = indexed(9_000, 3, 60, 400, false);
    let (layout, ..) = set_in(&edition, &Style::default());
    let mut led = BTreeSet::new();
    for link in layout.pages.iter().flat_map(|page| &page.links) {
        let LinkTarget::Destination(name) = &link.target else { continue };
        let destination = layout.destinations.get(name).unwrap_or_else(|| panic!("{name} is nowhere"));
        if name.contains("_name-") {
            led.insert(name.clone());
            let label = layout.pages[destination.page].label.to_string();
            assert_eq!(link.description, format!("p. {label}"));
        }
    }
    let named: BTreeSet<String> = layout.destinations.keys().filter(|n| n.contains("_name-")).cloned().collect();
    assert_eq!(named, led);
    assert!((100..400).contains(&led.len()), "{}", led.len());
}

#[test]
fn anchors_move_no_glyph() {
    let with = indexed(6_000, 2, 30, 2_000, false);
    let mut without = with.clone();
    for document in &mut without.documents {
        let named = |mark: &edition::model::text::Mark| !matches!(mark.kind, MarkKind::Anchor(_));
        document.body.marks.retain(named);
        document.notes.iter_mut().for_each(|note| note.text.marks.retain(named));
    }
    let glyphs = |edition: &Edition| {
        let (layout, map, _) = set_in(edition, &Style::default());
        let start = edition.place_name(&Place { document: edition.documents.len() - 1, spot: Spot::Start });
        let pages = &layout.pages[..map.places[&start].page];
        let mut all = vec![];
        for item in pages.iter().flat_map(|page| &page.items) {
            let Item::Glyphs(run) = item else { continue };
            let mut x = run.x;
            for glyph in &run.glyphs {
                all.push((glyph.id, x + glyph.x_offset, run.y, run.expansion));
                x += glyph.advance;
            }
        }
        all
    };
    assert!(glyphs(&with) == glyphs(&without), "the same glyphs in the same places");
}

#[test]
fn a_list_with_nothing_to_say_leaves_no_space() {
    let mut edition = indexed(2_000, 1, 1, 0, false);
    let index = edition.documents.last_mut().expect("an index");
    index.body.push_block(edition::model::text::BlockKind::Paragraph, "Nobody ");
    index::list(index, &[(1, "name-lost".to_string())], true);
    let (layout, map, _) = set_in(&edition, &Style::default());
    assert_eq!(entries(&layout), expected(&edition, &map));
    assert_eq!(entries(&layout).last().map(String::as_str), Some("Nobody"));
}

#[test]
fn divided_words_are_listed() {
    let edition = index::back_matter(6_000, 20, 100, 0);
    let (layout, map, codes) = set_in(&edition, &Style::default());
    assert!(!codes.contains(&"references-unsettled"), "{codes:?}");
    assert!(map.divided.len() > 3, "{:?}", map.divided);
    let listed: String =
        loci::divided(&map.divided, &map.labels).iter().map(|n| format!("{}{}", n.before, n.text)).collect();
    let texts = leaves(&layout);
    let everything = read(&layout, &texts, edition::model::page::Structure::ROOT);
    assert!(everything.contains(&listed), "{listed}");
    for divided in &map.divided {
        assert!(divided.word.split('-').all(|part| !part.is_empty()), "{}", divided.word);
    }
}

/// Leaves both formats in `target/tmp/index`, for the validators and the eye.
#[test]
fn a_book_with_indexes_in_both_formats() {
    let edition = index::back_matter(9_000, 150, 900, 2);
    let fonts = edition::fonts::FontSet::embedded();
    let style = Style::default();
    let mut diagnostics = edition::diag::Diagnostics::default();
    let (layout, map) = edition::typeset::typeset(&edition, &style, &fonts, &mut diagnostics);
    let pdf = edition::write::pdf::write(&edition, &layout, &fonts).expect("a PDF");
    let epub = edition::write::epub::write(&edition, &map, edition::write::epub::DEFAULT_CSS, &fonts).expect("an EPUB");
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("index");
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(folder.join("index.pdf"), &pdf).expect("writes");
    std::fs::write(folder.join("index.epub"), &epub).expect("writes");
    // One link for every number, one entry for every work; what is not linked has no name.
    let links = layout.pages.iter().flat_map(|page| &page.links).filter(|link| link.description.starts_with("p. "));
    assert!(links.count() > 700);
    assert_eq!(nodes(&layout, |kind| *kind == NodeKind::BibEntry).len(), 24);
    assert!(diagnostics.iter().all(|d| d.code != "references-unsettled"));
}
