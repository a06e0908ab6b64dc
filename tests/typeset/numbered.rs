//! Notes that print numbers of lines: the numbers settle, and are those of the finished pages.
//!
//! Notes that are run together have room for two digits from the first, and their lines change only
//! where a number needs more room than any before it: as rooms only grow, two states of a page cannot
//! call each other forth for ever. What can be seen is that the room grows where it must: with
//! numbers of three digits.

use super::apparatus::numbered;
use super::pages::{leaves, nodes, read, set_in};
use edition::model::document::{Arrangement, Edition, Reference, Target};
use edition::model::length::Length;
use edition::model::page::{Item, Layout, NodeKind, PageMap, Role};
use edition::source::Sources;
use edition::style::Style;

fn style(text: &str) -> Style {
    let mut sources = Sources::default();
    let file = sources.add("my.toml", text);
    let mut diagnostics = edition::diag::Diagnostics::default();
    let style = Style::read(&sources, file, &mut diagnostics);
    assert_eq!(diagnostics.iter().map(|d| d.message.clone()).collect::<Vec<_>>(), Vec::<String>::new());
    style
}

/// Every line has a number in the margin.
const BY_PAGE: &str = "[page]\nlines = 9\n[line-numbers]\nevery = 1\nrestart = \"page\"\n";

/// The number that stands in the margin of a page beside the line whose box begins at `y`.
fn in_margin(layout: &Layout, page: usize, y: Length, style: &Style) -> Option<String> {
    let baseline = y + style.text.leading * 7 / 10;
    let beside = layout.pages[page].items.iter().filter_map(|item| match item {
        Item::Glyphs(run) if run.role == Role::Decoration && (run.y - baseline).0.abs() < 4 => Some(run),
        _ => None,
    });
    let numbers: Vec<String> = beside.map(|run| run.text.clone()).filter(|text| text.parse::<u32>().is_ok()).collect();
    numbers.first().cloned()
}

/// Every note prints the number that the margin gives its place.
fn numbers_are_right(edition: &Edition, layout: &Layout, map: &PageMap, style: &Style) {
    let (texts, printed) = (leaves(layout), nodes(layout, |kind| *kind == NodeKind::Note));
    let references: Vec<&Reference> = edition.documents.iter().flat_map(|document| &document.references).collect();
    assert_eq!(printed.len(), references.len());
    for (reference, node) in references.into_iter().zip(printed) {
        let Target::Place(place) = &reference.target else { panic!("a place") };
        let name = edition.place_name(place);
        let at = &layout.destinations[&name];
        let words = read(layout, &texts, node);
        let number = words.split('\u{202f}').nth(1).and_then(|words| words.split(' ').next()).unwrap_or("");
        assert_eq!(Some(number), in_margin(layout, at.page, at.y, style).as_deref(), "{name}: {words}");
        assert_eq!(number, map.places[&name].line.to_string(), "{name}");
    }
}

/// Two hundred random texts with an apparatus run together. A number may be as wide as to need a line
/// more, and that line may move the text that the number counts: still the numbers settle, and
/// what is printed is the number of the line.
#[test]
fn numbers_in_notes_run_together_settle() {
    let style = style(BY_PAGE);
    for seed in 0..10 {
        let size = [20, 4 + seed as usize % 3, 24, 5 + seed as usize % 5];
        let edition = numbered(seed, size, Arrangement::RunTogether);
        let (layout, map, codes) = set_in(&edition, &style);
        assert!(!codes.contains(&"references-unsettled"), "seed {seed}: {codes:?}");
        numbers_are_right(&edition, &layout, &map, &style);
    }
}

/// Numbers that run through a whole text come to three digits, for which no note has room at first.
#[test]
fn numbers_of_three_digits_get_more_room() {
    let style = style("[page]\nlines = 9\n[line-numbers]\nevery = 1\nrestart = \"document\"\n");
    for seed in 0..3 {
        let edition = numbered(seed, [1, 30, 50, 9], Arrangement::RunTogether);
        let (layout, map, codes) = set_in(&edition, &style);
        assert!(!codes.contains(&"references-unsettled"), "seed {seed}: {codes:?}");
        assert!(map.places.values().any(|place| place.line > 99), "seed {seed}");
        numbers_are_right(&edition, &layout, &map, &style);
    }
}
