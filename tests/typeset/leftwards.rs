//! What runs from right to left as a whole: lists have their labels at the right, tables and notes in columns begin
//! there, and words of the text's own language keep their order inside it.

use super::counted::edition;
use super::pages::set_in;
use super::print::noted;
use edition::model::document::Edition;
use edition::model::length::Length;
use edition::model::page::{Item, Role};
use edition::style::Style;

/// A sign on the page: left and right edge from that of the text, baseline.
struct Sign {
    text: String,
    left: Length,
    right: Length,
    y: Length,
}

/// The signs of content on the first page of the text.
fn signs(edition: &Edition) -> Vec<Sign> {
    let style = Style::reader();
    let (layout, map, codes) = set_in(edition, &style);
    assert!(!codes.contains(&"overfull-line"), "{codes:?}");
    let mut signs = vec![];
    for (number, page) in layout.pages.iter().enumerate().filter(|(number, _)| map.labels[*number] == "1") {
        let edge = if number % 2 == 0 { style.page.inner() } else { style.page.outer() };
        for item in &page.items {
            let Item::Glyphs(run) = item else { continue };
            if !matches!(run.role, Role::Content(_)) {
                continue;
            }
            let mut x = run.x - edge;
            for glyph in &run.glyphs {
                let text = run.text[glyph.text.start as usize..glyph.text.end as usize].to_owned();
                signs.push(Sign { text, left: x, right: x + glyph.advance, y: run.y });
                x += glyph.advance;
            }
        }
    }
    signs
}

/// Where a sign stands that a book has once.
fn find<'s>(signs: &'s [Sign], text: &str) -> &'s Sign {
    let mut found = signs.iter().filter(|sign| sign.text == text);
    let sign = found.next().unwrap_or_else(|| panic!("no {text}"));
    assert!(found.next().is_none(), "{text} stands more than once");
    sign
}

fn measure() -> Length {
    Style::reader().page.measure
}

#[test]
fn the_labels_of_a_list_stand_at_the_right() {
    let list = "A list.\n\n1. <span lang=\"he\">אבגד</span>\n2. <span lang=\"he\">הוזח</span>\n\nBehind.\n";
    let signs = signs(&edition("", list));
    for (number, first) in [("1", "א"), ("2", "ה")] {
        let (label, letter) = (find(&signs, number), find(&signs, first));
        assert_eq!(label.y, letter.y, "on one line");
        assert!(label.left > letter.right && label.right <= measure(), "the number stands to the right of its item");
        assert!(letter.right < measure() - Style::reader().list.left + Length::PT, "which is indented");
        let stop = signs.iter().find(|sign| sign.text == "." && sign.y == label.y).expect("a stop");
        assert!(stop.right <= label.left + Length::PT, "the stop is behind the number, to its left");
    }
}

#[test]
fn a_list_of_english_items_stays_at_the_left() {
    let signs = signs(&edition("", "A list.\n\n7. Quills\n\nBehind.\n"));
    assert!(find(&signs, "7").right < find(&signs, "Q").left);
}

#[test]
fn a_table_begins_at_the_right() {
    let he = |words: &str| format!("<span lang=\"he\">{words}</span>");
    let table = format!(
        "Before.\n\n| {} | {} |\n|---|---|\n| {} | 37 |\n| {} | 2,450 |\n\nBehind.\n",
        he("א"),
        he("בבבבבבבב"),
        he("גגג"),
        he("ד")
    );
    let signs = signs(&edition("", &table));
    assert!(find(&signs, "א").left > find(&signs, "3").right, "the first column is the one at the right");
    assert!((find(&signs, "א").right - measure()).0.abs() < Length::PT.0, "at the edge of the text");
    let last = signs.iter().rfind(|sign| sign.text == "0").expect("a figure");
    assert!(
        (find(&signs, "7").right - last.right).0.abs() < Length::PT.0,
        "figures begin where the words of their column do"
    );
}

#[test]
fn notes_in_columns_begin_at_the_right() {
    let signs = signs(&noted(2, &["אאא", "בבב"]));
    let edge = |letter: &str| signs.iter().filter(|s| s.text == letter).map(|s| s.right).max().expect("a note");
    assert!(edge("א") > measure() * 3 / 4, "the first note stands in the column at the right");
    assert!(edge("ב") < measure() / 2, "the second in that at the left");
}

#[test]
fn words_of_the_texts_own_language_keep_their_order_in_a_paragraph_of_another() {
    let text = "English.\n\n<span lang=\"he\">אב <span lang=\"en\">Quay 7!</span> דה</span>\n";
    let signs = signs(&edition("", text));
    let places: Vec<Length> = ["Q", "7", "!"].map(|sign| find(&signs, sign).left).into();
    assert!(places.is_sorted(), "from left to right, the sign behind the figure");
    assert!(find(&signs, "א").left > find(&signs, "!").left && find(&signs, "ה").left < find(&signs, "Q").left);
}
