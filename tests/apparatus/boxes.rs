//! Numbers in a box of fixed width: what follows them is aligned, whatever line they are justified in.

use super::account::{Pages, runs, style, width};
use super::source::Files;
use edition::model::length::Length;
use edition::model::page::Role;
use std::path::Path;

#[test]
fn what_follows_numbers_in_a_box_is_aligned() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/apparatus/layers-hanging-numbers-in-a-box");
    let files = Files::read(&folder);
    let keys = files.text("style.toml").expect("a style");
    // A narrow page: some of the entries that are justified are stretched.
    for measure in [50, 60, 80] {
        let page = format!("[page]\nparagraph-numbers = 0\nmeasure = \"{measure}mm\"\n{keys}");
        let style = style(&page);
        let edition = files.edition(&style);
        let pages = Pages::of(&edition, &style);
        let mut seen = 0;
        for (index, page) in pages.layout.pages.iter().enumerate() {
            let left = pages.left(index);
            for key in runs(page).filter(|run| matches!(run.role, Role::Content(_)) && run.text.ends_with('\u{a0}')) {
                let end = key.x + width(key) - left;
                assert_eq!((key.x - left, end), (Length::ZERO, style.text.size * 3), "{measure} {:?}", key.text);
                seen += 1;
            }
        }
        assert!(seen >= 7, "{measure}: {seen} keys");
    }
}
