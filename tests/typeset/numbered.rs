//! Notes that print numbers of lines: the numbers settle, and are those of the finished pages.

use super::apparatus::numbered;
use super::pages::{leaves, nodes, read, set_in};
use edition::model::document::{Arrangement, Edition, Target};
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
const BY_PAGE: &str = "[page]\nlines = 16\n[line-numbers]\nevery = 1\nrestart = \"page\"\n";

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

/// Every note of the first document prints the number that the margin gives its place.
fn numbers_are_right(edition: &Edition, layout: &Layout, map: &PageMap, style: &Style) {
    let document = &edition.documents[0];
    let (texts, printed) = (leaves(layout), nodes(layout, |kind| *kind == NodeKind::Note));
    assert_eq!(printed.len(), document.notes.len());
    for (reference, node) in document.references.iter().zip(printed) {
        let Target::Place(place) = &reference.target else { panic!("a place") };
        let name = edition.place_name(place);
        let at = &layout.destinations[&name];
        let words = read(layout, &texts, node);
        let number = words.split('\u{202f}').nth(1).and_then(|words| words.split(' ').next()).unwrap_or("");
        assert_eq!(Some(number), in_margin(layout, at.page, at.y, style).as_deref(), "{name}: {words}");
        assert_eq!(number, map.places[&name].line.to_string(), "{name}");
    }
}

/// Two hundred small books with an apparatus run together. A number may be as wide as to need a line
/// more, and that line may move the text that the number counts: still the numbers settle, and
/// what is printed is the number of the line.
#[test]
fn numbers_in_notes_run_together_settle() {
    let style = style(BY_PAGE);
    for seed in 0..200 {
        let edition = numbered(seed, 6 + seed as usize % 5, 60, 9 + seed as usize % 7, Arrangement::RunTogether);
        let (layout, map, codes) = set_in(&edition, &style);
        assert!(!codes.contains(&"references-unsettled"), "seed {seed}: {codes:?}");
        numbers_are_right(&edition, &layout, &map, &style);
    }
}
