//! What a careful reader of print looks for: columns of notes that are filled, tables and code that keep to the sheet,
//! letters that do not touch, titles that break by their sense, sentences that go on.

use super::book::{self, Words};
use super::counted::edition;
use super::pages::set_in;
use edition::diag::Diagnostics;
use edition::fonts::FontSet;
use edition::model::document::{Arrangement, Edition, Matter};
use edition::model::length::Length;
use edition::model::page::{GlyphRun, Item, Layout, Page, Role};
use edition::model::text::{BlockKind, Text};
use edition::style::{Align, Style};

fn runs(page: &Page) -> impl Iterator<Item = &GlyphRun> {
    page.items.iter().filter_map(|item| if let Item::Glyphs(run) = item { Some(run) } else { None })
}

fn end(run: &GlyphRun) -> Length {
    run.x + run.glyphs.iter().map(|glyph| glyph.advance).sum()
}

/// The lines of content of a layout: page, baseline, left edge, right edge, words; from top to bottom.
fn lines(layout: &Layout) -> Vec<(usize, Length, Length, Length, String)> {
    let mut lines = vec![];
    for (number, page) in layout.pages.iter().enumerate() {
        let mut content: Vec<&GlyphRun> = runs(page).filter(|run| matches!(run.role, Role::Content(_))).collect();
        content.sort_by_key(|run| (run.y, run.x));
        for line in content.chunk_by(|a, b| a.y == b.y) {
            let words: String = line.iter().map(|run| run.text.as_str()).collect();
            let right = line.iter().map(|run| end(run)).max().unwrap_or_default();
            lines.push((number, line[0].y, line[0].x, right, words));
        }
    }
    lines
}

/// The first line that begins with these words: its left edge from that of the text, its right edge, its height.
fn find(layout: &Layout, style: &Style, words: &str) -> (Length, Length, Length) {
    let lines = lines(layout);
    let found = lines.iter().find(|line| line.4.trim_start_matches('\u{ad}').starts_with(words));
    let (page, y, left, right, _) = found.unwrap_or_else(|| panic!("no line begins with {words}: {lines:#?}"));
    let from = left_of(*page, style);
    (*left - from, *right - from, *y)
}

fn left_of(page: usize, style: &Style) -> Length {
    if page.is_multiple_of(2) { style.page.inner() } else { style.page.outer() }
}

/// A page of one paragraph with notes in so many columns.
pub(super) fn noted(columns: u8, notes: &[&str]) -> Edition {
    let mut text = book::document("text", Matter::Text, "On Notes");
    let prose = Words::new(5).prose(60);
    text.body.push_block(BlockKind::Paragraph, &prose);
    text.body.number_blocks();
    let ends: Vec<usize> = prose.match_indices(' ').map(|(at, _)| at).collect();
    for (number, words) in notes.iter().enumerate() {
        book::note(&mut text, 0, ends[number * 3 + 2], Text::plain(*words));
    }
    text.body.sort_marks();
    let mut edition = book::edition(vec![text]);
    edition.series[0].arrangement = Arrangement::Columns(columns);
    edition
}

#[test]
fn two_short_notes_of_three_columns_fill_two() {
    let style = Style::reader();
    let place = |notes: &[&str], columns: u8, words: &str| {
        let (layout, ..) = set_in(&noted(columns, notes), &style);
        let runs = layout.pages.iter().enumerate().flat_map(|(number, page)| runs(page).map(move |run| (number, run)));
        let (page, run) = runs.into_iter().find(|(_, run)| run.text.contains(words)).expect(words);
        run.x - left_of(page, &style)
    };
    let half = (style.page.measure + style.note.gutter) / 2;
    let near = |x: Length, wanted: Length| (x - wanted).0.abs() < (style.note.indent * 2).0;
    assert!(near(place(&["One lamp.", "Two lamps."], 3, "Two lamps"), half));
    let third = (style.page.measure + style.note.gutter) / 3;
    let three = ["One lamp.", "Two lamps.", "Three lamps."];
    assert!(near(place(&three, 3, "Two lamps"), third));
    assert!(near(place(&three, 3, "Three lamps"), third * 2));
    assert!(near(place(&three[..2], 2, "Two lamps"), half));
}

#[test]
fn one_note_that_leaves_its_columns_empty_stands_across_the_page() {
    let style = Style::reader();
    let words = Words::new(3).prose(15);
    for columns in [2, 3] {
        let (layout, map, codes) = set_in(&noted(columns, &[&words]), &style);
        assert!(!codes.contains(&"references-unsettled"), "{codes:?}");
        let all = lines(&layout);
        let beginning: Vec<&str> = words.split(' ').take(3).collect();
        let (page, y, left, right, _) = all
            .iter()
            .find(|line| line.4.contains(&beginning.join(" ")) && line.1 > Length::PT * 300)
            .expect("the note");
        assert!(*right - *left > style.page.measure * 9 / 10, "{columns} columns");
        let below = all.iter().filter(|line| line.0 == *page && line.1 >= *y).count();
        assert!(below <= 3, "a note of fifteen words has two lines: {below}");
        assert!(map.places.values().any(|place| place.note && place.line == 1), "and is found where it stands");
    }
}

/// A table of identifiers in so many columns.
fn identifiers(columns: usize) -> String {
    let row =
        |cell: &dyn Fn(usize) -> String| format!("| {} |\n", (0..columns).map(cell).collect::<Vec<_>>().join(" | "));
    let names = ["harbour_master", "quay_number", "lampOilDelivered", "wick_length", "boy_on_duty"];
    let mut table = row(&|n| format!("{}_{n}", names[n % 5]));
    table += &row(&|_| "---".to_owned());
    table += &row(&|n| format!("{}-{}", names[(n + 2) % 5], 1000 + n));
    table
}

#[test]
fn the_cells_of_a_wide_table_do_not_touch_and_keep_to_the_measure() {
    let style = Style::reader();
    let (layout, _, codes) = set_in(&edition("", &format!("Before.\n\n{}\nBehind.\n", identifiers(8))), &style);
    assert!(!codes.contains(&"overfull-line"), "{codes:?}");
    let mut cells = 0;
    for (number, page) in layout.pages.iter().enumerate() {
        let mut content: Vec<&GlyphRun> = runs(page).filter(|run| matches!(run.role, Role::Content(_))).collect();
        content.sort_by_key(|run| (run.y, run.x));
        for line in content.chunk_by(|a, b| a.y == b.y) {
            for pair in line.windows(2) {
                let gap = pair[1].x - end(pair[0]);
                assert!(gap >= Length::ZERO, "“{}” runs into “{}”", pair[0].text, pair[1].text);
                cells += usize::from(gap > Length::PT * 3);
            }
            let right = left_of(number, &style) + style.page.measure + Length::PT;
            assert!(
                line.iter().all(|run| end(run) <= right),
                "{:?}",
                line.iter().map(|run| &run.text).collect::<Vec<_>>()
            );
        }
    }
    assert!(cells > 10, "columns stand side by side");
}

#[test]
fn words_in_narrow_cells_are_hyphenated_before_they_are_split() {
    let words = ["harbour", "lantern", "understanding", "correspondence", "keeper", "weather", "fisherman", "morning"];
    let row = |first: usize| -> String {
        let cells = (0..9).map(|n| format!("{} {}", words[(first + n) % 8], words[(first + 3 * n) % 8]));
        format!("| {} |\n", cells.collect::<Vec<_>>().join(" | "))
    };
    let source = format!("Before.\n\n{}|{}\n{}{}\nBehind.\n", row(0), "---|".repeat(9), row(1), row(2));
    let (layout, _, codes) = set_in(&edition("", &source), &Style::reader());
    assert!(!codes.contains(&"wide-table") && !codes.contains(&"overfull-line"), "{codes:?}");
    let mut hyphens = 0;
    for run in layout.pages.iter().filter(|page| !page.label.roman).flat_map(runs) {
        let last = run.text.trim_end().rsplit(' ').next().unwrap_or_default();
        hyphens += usize::from(last.ends_with('\u{ad}'));
        let cut = words.iter().any(|word| word.len() > last.len() && last.len() > 1 && word.starts_with(last));
        assert!(!cut, "a word is cut after “{last}”");
    }
    assert!(hyphens > 6, "{hyphens}");
}

#[test]
fn words_that_are_cut_without_a_sign_are_told_with_their_table() {
    let row = |word: &str| format!("| {} |\n", [word; 12].join(" | "));
    let told = |word: &str| {
        let source = format!("Before.\n\n{}|{}\n{}\nBehind.\n", row("a"), "---|".repeat(12), row(word));
        set_in(&edition("", &source), &Style::reader()).2.contains(&"cut-words")
    };
    assert!(told("strengths"), "no hyphen divides it, and no line holds it");
    assert!(!told("remember"), "divided by a hyphen");
    assert!(!told("a3-b4-c5-d6"), "a name is divided where its parts meet");
    assert!(!told("sea"));
}

#[test]
fn a_table_that_no_page_holds_is_an_error_with_its_place() {
    let source = format!("Before.\n\n{}", identifiers(24));
    let mut diagnostics = Diagnostics::default();
    let (style, fonts) = (Style::reader(), FontSet::embedded());
    edition::typeset::typeset(&edition("", &source), &style, &fonts, &mut diagnostics);
    let fault = diagnostics.iter().find(|one| one.code == "wide-table").expect("an error");
    assert!(fault.message.contains("24 columns") && fault.span.is_some(), "{fault:?}");
}

const CODE: &str = "Before.\n\n```\nlet a = 1;\n    let the_name_that_is_longer_than_the_sheet = \
    another_name_of_that_kind_which_no_line_of_the_measure_can_hold_at_all_however_small();\nlet b = 2;\n```\n\nBehind.\n";

#[test]
fn code_keeps_to_the_measure_and_a_sign_stands_before_what_is_turned_over() {
    let style = Style::reader();
    let (layout, _, codes) = set_in(&edition("", CODE), &style);
    assert!(!codes.contains(&"overfull-line"), "{codes:?}");
    let all = lines(&layout);
    let right = |page: usize| left_of(page, &style) + style.page.measure + Length::PT;
    assert!(all.iter().all(|line| line.3 <= right(line.0)), "{all:#?}");
    let turned: Vec<&str> =
        all.iter().map(|line| line.4.as_str()).filter(|words| words.starts_with('\u{ad}')).collect();
    assert!(!turned.is_empty() && turned.iter().all(|words| !words.contains("let ")), "{turned:?}");
    let indented = find(&layout, &style, "    let the").1 - find(&layout, &style, "    let the").0;
    assert!(indented > style.page.measure / 3, "the indent is part of the line");
    // What is turned over reads on without the sign.
    let read: String = all.iter().map(|line| line.4.replace('\u{ad}', "")).collect();
    assert!(
        read.replace(' ', "").contains("of_that_kind_which_no_line_of_the_measure_can_hold_at_all_however_small();")
    );
}

#[test]
fn there_is_space_above_and_below_code() {
    let style = Style::reader();
    let (layout, ..) = set_in(&edition("", CODE), &style);
    let y = |words: &str| find(&layout, &style, words).2;
    let leading = style.text.leading;
    let above = style.code.above;
    assert!(above > Length::ZERO);
    assert!(y("let a") - y("Before") >= leading + above, "{}", (y("let a") - y("Before")).pt());
    assert!(y("Behind") - y("let b") >= leading + above, "{}", (y("Behind") - y("let b")).pt());
}

#[test]
fn code_among_words_that_no_line_holds_is_split() {
    let style = Style::reader();
    let name = "a_name_of_the_harbour_master_".repeat(6);
    let (layout, _, codes) = set_in(&edition("", &format!("It says `{name}` there.\n")), &style);
    assert!(!codes.contains(&"overfull-line"), "{codes:?}");
    assert!(lines(&layout).iter().all(|line| line.3 <= left_of(line.0, &style) + style.page.measure + Length::PT * 2));
}

#[test]
fn the_tail_of_a_drop_cap_cuts_no_line() {
    let mut style = Style::reader();
    style.text.drop_cap = 3;
    // Where the line below the letter begins.
    let fourth = |letter: &str| {
        let mut text = book::document("text", Matter::Text, "On Letters");
        text.body.push_block(BlockKind::Paragraph, &format!("{letter}uays are {}", Words::new(2).prose(90)));
        text.body.number_blocks();
        let (layout, ..) = set_in(&book::edition(vec![text]), &style);
        let all = lines(&layout);
        let first = all.iter().find(|line| line.4.starts_with("uays")).expect("the first line");
        let below = all.iter().find(|line| line.0 == first.0 && line.1 == first.1 + style.text.leading * 3);
        below.expect("a fourth line").2 - left_of(first.0, &style)
    };
    assert!(fourth("B") < Length::PT * 2, "{}", fourth("B").pt());
    assert!(fourth("Q") > style.text.size, "{}", fourth("Q").pt());
}

#[test]
fn a_paragraph_that_the_source_says_goes_on_is_flush() {
    let style = Style::reader();
    let left = |source: &str| find(&set_in(&edition("", source), &style).0, &style, "He").0;
    let indent = style.text.indent;
    let at = |source: &str, wanted: Length| (left(source) - wanted).0.abs() < Length::PT.0;
    assert!(at("It was said:\n\n> Come at once.\n\nHe came.\n", indent));
    assert!(at("It was said:\n\n> Come at once.\n\n~ He came.\n", Length::ZERO));
    assert!(at("It was said:\n\n- Come.\n\n~ He came.\n", Length::ZERO));
    // Where nothing is broken off it is a character.
    let (layout, ..) = set_in(&edition("", "It was said.\n\n~ He came.\n"), &style);
    assert!(find(&layout, &style, "~ He").0 > indent / 2);
}

/// The lines of a title.
fn titled(title: &str, style: &Style) -> Vec<String> {
    let mut text = book::document("text", Matter::Text, title);
    text.body.push_block(BlockKind::Paragraph, "Words.");
    let (layout, ..) = set_in(&book::edition(vec![text]), style);
    let size = style.title.size;
    let of_title = |run: &&GlyphRun| run.size == size && matches!(run.role, Role::Content(_));
    let mut title: Vec<(Length, String)> = vec![];
    for run in layout.pages.iter().filter(|page| !page.label.roman).flat_map(runs).filter(of_title) {
        match title.last_mut().filter(|line| line.0 == run.y) {
            Some(line) => line.1.push_str(&run.text),
            None => title.push((run.y, run.text.clone())),
        }
    }
    title.into_iter().map(|line| line.1.trim().to_owned()).collect()
}

#[test]
fn a_title_breaks_by_its_sense_and_never_reaches_from_edge_to_edge() {
    let style = Style::reader();
    for (title, wanted) in [
        ("The Keeping of the Lamps of the Northern Quays", vec!["The Keeping of the Lamps", "of the Northern Quays"]),
        ("Lamps and Quays: A Report on the Harbours", vec!["Lamps and Quays:", "A Report on the Harbours"]),
        ("Lamps\u{2028}and the Keeping of Quays", vec!["Lamps", "and the Keeping of Quays"]),
        ("On Lamps", vec!["On Lamps"]),
    ] {
        assert_eq!(titled(title, &style), wanted);
    }
    for words in 6..16 {
        let title = Words::new(words as u64).prose(words).replace(['.', ','], "");
        let mut text = book::document("text", Matter::Text, &title);
        text.body.push_block(BlockKind::Paragraph, "Words.");
        let (layout, ..) = set_in(&book::edition(vec![text]), &style);
        let of_title = |run: &&GlyphRun| run.size == style.title.size && matches!(run.role, Role::Content(_));
        for run in layout.pages.iter().filter(|page| !page.label.roman).flat_map(runs).filter(of_title) {
            assert!(end(run) - run.x <= style.page.measure * 9 / 10 + Length::PT, "{}", run.text);
        }
    }
}

#[test]
fn spaces_of_what_is_ragged_are_not_squeezed() {
    let mut style = Style::reader();
    style.text.align = Align::Left;
    let (layout, ..) = set_in(&edition("", &Words::new(8).prose(300)), &style);
    let mut spaces = 0;
    for run in layout.pages.iter().flat_map(runs).filter(|run| run.size == style.text.size) {
        for glyph in run.glyphs.iter().filter(|glyph| run.text[glyph.text.start as usize..].starts_with(' ')) {
            let is_at_end = glyph.advance == Length::ZERO;
            assert!(is_at_end || glyph.advance * 5 >= style.text.size, "{}", glyph.advance.pt());
            spaces += 1;
        }
    }
    assert!(spaces > 200);
}

#[test]
fn a_line_that_ends_before_a_fixed_space_reaches_the_margin() {
    let style = Style::reader();
    let source = Words::new(9).prose(120).replace(". ", ".\u{2003}");
    let source = source.replace(", ", ",\u{2003}").replace(" a ", " a\u{2003}");
    let (layout, ..) = set_in(&edition("", &source), &style);
    let all = lines(&layout);
    let mut ended = 0;
    for line in all.iter().filter(|line| line.4.ends_with('\u{2003}')) {
        let short = left_of(line.0, &style) + style.page.measure - line.3;
        assert!(short < Length::PT, "“{}” is {} pt short", line.4, short.pt());
        ended += 1;
    }
    assert!(ended > 0, "{all:#?}");
}

#[test]
fn an_upright_bracket_stands_off_from_a_slanted_letter() {
    let style = Style::reader();
    let width = |source: &str| {
        let (layout, ..) = set_in(&edition("", source), &style);
        let run = layout.pages.iter().flat_map(runs).find(|run| run.text == "half").expect("the word");
        run.glyphs.iter().map(|glyph| glyph.advance).sum::<Length>()
    };
    let (bracket, word) = (width("See (*half*) there.\n"), width("See *half* there.\n"));
    assert!(bracket > word + style.text.size / 50, "{} {}", bracket.pt(), word.pt());
}
