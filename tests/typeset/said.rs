//! What a book says of itself: its title page, its contents, its colophon.

use super::book;
use super::pages::set_in;
use edition::model::document::{Edition, Matter, Timestamp};
use edition::model::page::{GlyphRun, Item, Page};
use edition::model::text::{BlockKind, Mark, MarkKind, Text};
use edition::style::Style;

/// A book with one text.
fn small(title: Text) -> Edition {
    let mut text = book::document("text", Matter::Text, "");
    text.short_title = title.string.clone();
    text.title = title;
    text.body.push_block(BlockKind::Paragraph, "Words of a small book.");
    book::edition(vec![text])
}

fn runs(page: &Page) -> impl Iterator<Item = &GlyphRun> {
    page.items.iter().filter_map(|item| if let Item::Glyphs(run) = item { Some(run) } else { None })
}

/// The words of each page.
fn words(edition: &Edition) -> Vec<String> {
    let (layout, ..) = set_in(edition, &Style::reader());
    let words = |page: &Page| runs(page).map(|run| run.text.as_str()).collect();
    layout.pages.iter().map(words).collect()
}

#[test]
fn the_title_page_has_the_year_of_the_book_whenever_its_files_were_made() {
    let mut edition = small(Text::plain("On Lamps"));
    edition.book.made = Some(Timestamp { year: 1999, month: 12, day: 31, ..Timestamp::default() });
    let pages = words(&edition);
    assert!(pages.iter().any(|page| page.contains("Ada Example") && page.contains("2025")), "{pages:?}");
    assert!(!pages.concat().contains("1999"), "{pages:?}");
}

#[test]
fn the_colophon_speaks_the_language_of_the_book() {
    for (language, title, set_in) in [
        ("en", "Colophon", "Set in"),
        ("de", "Kolophon", "Gesetzt aus der"),
        ("fr", "Achevé", "Composé en"),
        ("la", "Subscriptio", "Typis"),
    ] {
        let mut edition = small(Text::plain("On Lamps"));
        edition.book.language = language.into();
        let colophon = words(&edition).concat();
        assert!(colophon.contains(title) && colophon.contains(set_in), "{language}: {colophon}");
        assert_eq!(colophon.contains("Set in"), language == "en", "{colophon}");
    }
}

#[test]
fn the_contents_keep_the_emphasis_of_titles() {
    let mut title = Text::plain("The Marigold in Fog");
    title.marks.push(Mark { range: 4..12, kind: MarkKind::Emphasis });
    let (layout, ..) = set_in(&small(title), &Style::reader());
    let contents = layout.pages.iter().find(|page| runs(page).any(|run| run.text.contains("Contents")));
    let entry: Vec<&GlyphRun> = runs(contents.expect("contents")).collect();
    let face = |word: &str| entry.iter().find(|run| run.text.contains(word)).expect(word).face;
    assert_eq!(face("The"), face("in Fog"));
    assert_ne!(face("The"), face("Marigold"));
}
