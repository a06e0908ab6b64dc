//! Pages of whole books.

use super::book;
use edition::diag::Diagnostics;
use edition::fonts::FontSet;
use edition::model::page::{Item, Layout};
use edition::style::Style;

/// The layout of a book, with the faults that were reported.
fn set(edition: &edition::model::document::Edition) -> (Layout, edition::model::page::PageMap, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let (layout, map) = edition::typeset::typeset(edition, &Style::reader(), &FontSet::embedded(), &mut diagnostics);
    (layout, map, diagnostics)
}

#[test]
fn a_small_book_has_pages() {
    let edition = book::sample(3000, 2);
    let (layout, map, diagnostics) = set(&edition);
    for diagnostic in diagnostics.iter() {
        eprintln!("{}: {} {:?}", diagnostic.code, diagnostic.message, diagnostic.help);
    }
    eprintln!("{:?}", map.labels);
    assert!(layout.pages.len() > 10);
    for page in &layout.pages {
        eprintln!("--- {}", page.label);
        for item in &page.items {
            if let Item::Glyphs(run) = item {
                eprintln!("{:7.2} {:7.2} {:?} {}", run.x.pt(), run.y.pt(), run.role, run.text);
            }
        }
    }
}
