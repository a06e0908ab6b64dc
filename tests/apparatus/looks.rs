//! How numbers, small capitals and the signs of a lacuna are drawn, and which pages about itself a book has: by the
//! glyphs, for the words are the same.

use super::account::{Pages, runs, style};
use super::source::Files;
use edition::fonts::FontSet;
use edition::model::document::Edition;
use edition::model::length::Length;
use edition::model::page::{GlyphRun, Layout, Role};
use edition::style::Style;
use edition::write::epub;
use std::io::Cursor;

const TEXT: &str = "| The lamp is [lit][^c:1],\n| and * * * is out.\n| Nobody is\n| in the boats\n| but the gulls.\n\n\
                    [^c:1]: light B\n";
const SIGLA: &str = "[[witness]]\nsiglum = \"A\"\n[[witness]]\nsiglum = \"B\"\n";

/// A book of one text by an author, composed in a style; `book` is added to its file.
fn edition(book: &str, author: &str, style: &Style) -> Edition {
    let head = "[book]\ntitle = \"Lamps\"\nlanguage = \"en\"\ndate = 2026-01-31\n[[series]]\nid = \"c\"\n\
                title = \"Apparatus\"\nkind = \"apparatus\"\n[[document]]\nid = \"lamp\"\n";
    let sheet = format!("title = \"The Lamp\"\nauthor = \"{author}\"\n[apparatus]\nwitnesses = [\"A\", \"B\"]\n");
    let book = format!("{head}{book}");
    let files = [
        ("book.toml", book.as_str()),
        ("corpus/sigla.toml", SIGLA),
        ("corpus/lamp/document.toml", &sheet),
        ("corpus/lamp/text.md", TEXT),
    ];
    Files::of(&files).edition(style)
}

/// The glyphs of all runs that `wanted` picks.
fn drawn(layout: &Layout, wanted: impl Fn(&GlyphRun) -> bool) -> Vec<(Length, Vec<u16>)> {
    let all = layout.pages.iter().flat_map(runs).filter(|run| wanted(run));
    all.map(|run| (run.y, run.glyphs.iter().map(|glyph| glyph.id).collect())).collect()
}

fn look(own: &str, author: &str, wanted: impl Fn(&GlyphRun) -> bool) -> Vec<(Length, Vec<u16>)> {
    let style = style(own);
    let edition = edition("", author, &style);
    drawn(&Pages::of(&edition, &style).layout, wanted)
}

#[test]
fn numbers_beside_an_apparatus_are_lining_unless_the_style_says_otherwise() {
    let margin = |run: &GlyphRun| run.role == Role::Decoration && run.text == "5";
    let plain = look("", "A. Quill", margin);
    assert_eq!(plain.len(), 1);
    assert_eq!(plain, look("[line-numbers]\nfigures = \"lining\"\n", "A. Quill", margin));
    assert_ne!(plain, look("[line-numbers]\nfigures = \"old-style\"\n", "A. Quill", margin));
    let key = |run: &GlyphRun| matches!(run.role, Role::Content(_)) && run.text.starts_with("1\u{a0}");
    let plain = look("", "A. Quill", key);
    assert_eq!(plain.len(), 1);
    assert_ne!(plain, look("[apparatus]\nkey-figures = \"old-style\"\n", "A. Quill", key));
    let folio = |run: &GlyphRun| run.role == Role::Footer && run.text == "1";
    assert_ne!(look("", "A. Quill", folio), look("[folio]\nfigures = \"lining\"\n", "A. Quill", folio));
    assert_ne!(look("", "A. Quill", folio), look("[text]\nfigures = \"lining\"\n", "A. Quill", folio));
}

#[test]
fn what_has_no_small_capitals_is_in_capitals() {
    let first = |all: Vec<(Length, Vec<u16>)>| all.into_iter().next().expect("the author").1;
    let of = |author: &'static str| first(look("", author, move |run| run.text.contains(author)));
    assert_eq!(of("Ἀδέσποτος"), of("ΑΔΕΣΠΟΤΟΣ"));
    assert_ne!(of("Anon"), of("ANON"));
}

#[test]
fn the_asterisks_of_a_lacuna_stand_at_the_height_of_letters() {
    let row = look("", "A. Quill", |run| run.text.contains("* * *"));
    let verse = look("", "A. Quill", |run| run.text.starts_with("and"));
    let fallen = row[0].0 - verse[0].0;
    assert!(fallen > Length::PT * 2 && fallen < Length::PT * 5, "{fallen:?}");
}

#[test]
fn a_book_leaves_its_own_pages_out() {
    let style = style("");
    let all = "[output]\nleave-out = [\"half-title\", \"title-page\", \"imprint\", \"contents\", \"colophon\"]\n";
    let bare = edition(all, "A. Quill", &style);
    let mut diagnostics = edition::diag::Diagnostics::default();
    let fonts = FontSet::embedded();
    let (layout, map) = edition::typeset::typeset(&bare, &style, &fonts, &mut diagnostics);
    assert_eq!(layout.pages.iter().map(|page| page.label.to_string()).collect::<Vec<_>>(), ["1"]);
    let bytes = epub::write(&bare, &map, epub::DEFAULT_CSS, &fonts).expect("an EPUB");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let mut has = |name: &str| archive.by_name(&format!("EPUB/{name}.xhtml")).is_ok();
    assert!(["cover", "nav", "text/lamp"].into_iter().all(&mut has));
    assert!(!["title", "imprint", "colophon"].into_iter().any(&mut has));
}

/// The places where verses begin, by their first word.
fn indents(text: &str, style: &Style) -> Vec<(String, Length)> {
    let sheet = "title = \"The Lamp\"\n[apparatus]\nwitnesses = [\"A\", \"B\"]\n";
    let book = "[book]\ntitle = \"Lamps\"\nlanguage = \"en\"\ndate = 2026-01-31\n[[series]]\nid = \"c\"\n\
                title = \"Apparatus\"\nkind = \"apparatus\"\n[[document]]\nid = \"lamp\"\n";
    let files = [
        ("book.toml", book),
        ("corpus/sigla.toml", SIGLA),
        ("corpus/lamp/document.toml", sheet),
        ("corpus/lamp/text.md", text),
    ];
    let edition = Files::of(&files).edition(style);
    let layout = Pages::of(&edition, style).layout;
    let words = ["lit", "wet", "old", "grey", "cold", "out"];
    let mut found = vec![];
    for run in layout.pages.iter().flat_map(runs).filter(|run| matches!(run.role, Role::Content(_))) {
        let first = run.text.trim_start().split(' ').next().unwrap_or_default().to_owned();
        if words.contains(&first.as_str()) && found.iter().all(|(known, _)| *known != first) {
            let space: Length =
                run.glyphs.iter().take(run.text.len() - run.text.trim_start().len()).map(|g| g.advance).sum();
            found.push((first, run.x + space));
        }
    }
    found
}

#[test]
fn a_verse_that_begins_with_a_marked_word_keeps_its_indent() {
    let text = "| The lamp is\n|   lit and\n|   [wet][^c:1] and\n|   *old* and\n|   <lem id=\"c:2\">grey</lem> and\n\
                |   [cold]{.smallcaps} and\n|   “out” now.\n\n[^c:1]: dry B\n[^c:2]: green B\n";
    let found = indents(text, &style("[verse]\nstep = \"1em\"\n"));
    assert_eq!(found.len(), 5, "{found:?}");
    assert!(found.iter().all(|(_, at)| *at == found[0].1), "{found:?}");
}
