//! What stands around the text: numbers of lines and paragraphs, running heads, folios, blank
//! pages; and the built-in styles.

use super::book;
use super::pages::{everything, leaves, read, set_in};
use edition::model::document::{Document, Edition, Matter, Place, Spot};
use edition::model::length::Length;
use edition::model::loci::PlacedAt;
use edition::model::page::{GlyphRun, Item, Layout, NodeId, Page, PageMap, Role};
use edition::model::text::{BlockKind, LocusKind, Mark, MarkKind, RefId};
use edition::style::Style;
use std::collections::BTreeMap;

/// The reader's style, changed.
fn style(text: &str) -> Style {
    let mut sources = edition::source::Sources::default();
    let file = sources.add("my.toml", text);
    let mut diagnostics = edition::diag::Diagnostics::default();
    let style = Style::read(&sources, file, &mut diagnostics);
    assert_eq!(diagnostics.iter().count(), 0, "{diagnostics:?}");
    style
}

/// The style with every line's number, begun anew at `restart`, and without those of paragraphs.
fn numbered(restart: &str) -> Style {
    style(&format!("[page]\nparagraph-numbers = 0\n[line-numbers]\nevery = 1\nrestart = \"{restart}\"\n"))
}

fn runs(page: &Page) -> impl Iterator<Item = &GlyphRun> {
    page.items.iter().filter_map(|item| if let Item::Glyphs(run) = item { Some(run) } else { None })
}

/// The numbers in the margins of a page from its head to its foot.
fn numbers(page: &Page) -> Vec<(u32, &GlyphRun)> {
    let mut numbers: Vec<_> = runs(page)
        .filter(|run| run.role == Role::Decoration)
        .filter_map(|run| Some((run.text.parse().ok()?, run)))
        .collect();
    numbers.sort_by_key(|(_, run)| run.y);
    numbers
}

/// How often the numbers of lines begin with 1; between that they go up by one.
fn beginnings(layout: &Layout) -> usize {
    let (mut last, mut beginnings) = (0, 0);
    for (number, _) in layout.pages.iter().flat_map(numbers) {
        assert!(number == 1 || number == last + 1, "{number} follows {last}");
        beginnings += usize::from(number == 1);
        last = number;
    }
    beginnings
}

#[test]
fn lines_are_numbered_by_page_document_or_section() {
    let edition = book::sample(6000, 2);
    let texts = edition.documents.iter().filter(|d| d.matter == Matter::Text);
    let is_heading = |kind| matches!(kind, BlockKind::Heading(_));
    let headings: usize = texts.map(|d| d.body.blocks.iter().filter(|b| is_heading(b.kind)).count()).sum();
    let (layout, ..) = set_in(&edition, &numbered("page"));
    let pages = layout.pages.iter().filter(|page| !numbers(page).is_empty()).count();
    assert!(pages > 10);
    assert_eq!(beginnings(&layout), pages);
    let (layout, ..) = set_in(&edition, &numbered("document"));
    assert_eq!(beginnings(&layout), 2);
    assert!(headings > 1);
    let (layout, ..) = set_in(&edition, &numbered("section"));
    assert_eq!(beginnings(&layout), 2 + headings);
}

#[test]
fn some_numbers_are_printed_and_stand_where_the_style_says() {
    let edition = book::sample(3000, 1);
    for side in ["inner", "outer", "left", "right"] {
        let style = style(&format!(
            "[page]\nparagraph-numbers = 0\n[line-numbers]\nevery = 5\nside = \"{side}\"\ndistance = \"12pt\"\n"
        ));
        let (layout, ..) = set_in(&edition, &style);
        let mut seen = 0;
        for (index, page) in layout.pages.iter().enumerate() {
            let recto = index % 2 == 0;
            let left = if recto { style.page.inner() } else { style.page.outer() };
            for (number, run) in numbers(page) {
                assert_eq!(number % 5, 0);
                let width: Length = run.glyphs.iter().map(|glyph| glyph.advance).sum();
                let right = matches!((side, recto), ("right", _) | ("outer", true) | ("inner", false));
                let distance = if right { run.x - left - style.page.measure } else { left - run.x - width };
                assert_eq!(distance, Length::from_pt(12.0), "{side} on sheet side {index}");
                seen += 1;
            }
        }
        assert!(seen > 20, "{seen}");
    }
}

/// Paragraph numbers make way for line numbers in the same margin.
#[test]
fn both_kinds_of_number_in_one_margin() {
    let edition = book::sample(3000, 1);
    let style = style("[page]\nparagraph-numbers = 1\n[line-numbers]\nevery = 1\nside = \"outer\"\n");
    let (layout, ..) = set_in(&edition, &style);
    let mut pairs = 0;
    for page in &layout.pages {
        let numbers = numbers(page);
        for pair in numbers.windows(2).filter(|pair| pair[0].1.y == pair[1].1.y) {
            let mut edges = [pair[0].1, pair[1].1].map(|run| {
                let width: Length = run.glyphs.iter().map(|glyph| glyph.advance).sum();
                (run.x, run.x + width)
            });
            edges.sort_unstable();
            assert!(edges[0].1 < edges[1].0, "{edges:?}");
            pairs += 1;
        }
    }
    assert!(pairs > 10);
}

/// A document in which each of 40 paragraphs refers to the line of another.
fn referring() -> Document {
    let mut text = book::document("text", Matter::Text, "On Lines");
    let mut words = book::Words::new(5);
    for _ in 0..40 {
        text.body.push_block(BlockKind::Paragraph, &format!("See line @line. {}", words.prose(70)));
    }
    text.body.number_blocks();
    for block in 0..40 {
        let start = text.body.blocks[block].range.start;
        let at = start + "See line ".len();
        book::refer(&mut text, start..at + 5, Place { document: 0, spot: Spot::Block((block * 7 + 3) % 40) });
        let kind = MarkKind::Locus(RefId(block as u32), LocusKind::Line);
        text.body.marks.push(Mark { range: at..at + 5, kind });
    }
    text.body.sort_marks();
    text
}

#[test]
fn a_reference_gives_the_number_that_stands_beside_the_line() {
    for restart in ["page", "document", "section"] {
        let edition = book::edition(vec![referring()]);
        let style = numbered(restart);
        let (layout, map, codes) = set_in(&edition, &style);
        assert!(codes.iter().all(is_of_depth), "{codes:?}");
        let all = read(&layout, &leaves(&layout), NodeId(0));
        let mut lines = vec![];
        for block in 0..40 {
            let name = edition.place_name(&Place { document: 0, spot: Spot::Block(block) });
            let PlacedAt { page, line, .. } = map.places[&name];
            let baseline = layout.destinations[&name].y + style.text.leading * 7 / 10;
            let beside = numbers(&layout.pages[page]).into_iter().find(|(_, run)| run.y == baseline);
            assert_eq!(beside.map(|(number, _)| number), Some(line), "{name} with {restart}");
            lines.push(line);
        }
        let printed: Vec<u32> =
            all.split("See line ").skip(1).filter_map(|rest| rest.split('.').next()?.parse().ok()).collect();
        let expected: Vec<u32> = (0..40).map(|block| lines[(block * 7 + 3) % 40]).collect();
        assert_eq!(printed, expected, "{restart}");
    }
}

/// Only what the author wrote counts, and a verse once.
#[test]
fn headings_tables_and_turned_over_verse_do_not_count() {
    let edition = everything();
    let (layout, map, _) = set_in(&edition, &numbered("document"));
    let beside = |words: &str| {
        let line = |run: &&GlyphRun| matches!(run.role, Role::Content(_)) && run.text.starts_with(words);
        let found = layout.pages.iter().skip(5).find_map(|page| Some((page, runs(page).find(line)?)));
        let (page, run) = found.unwrap_or_else(|| panic!("no line begins with {words}"));
        numbers(page).iter().find(|(_, number)| number.y == run.y).map(|(number, _)| *number)
    };
    assert_eq!(beside("First Things"), None);
    let heading = edition.place_name(&Place { document: 0, spot: Spot::Block(0) });
    assert_eq!(map.places[&heading].line, 1, "a heading has the number of the next line");
    assert!(beside("One item").is_some());
    let verse = beside("And then a line").expect("a number");
    assert_eq!(beside("A line of verse"), Some(verse - 1));
    assert_eq!(beside("Year"), None);
    assert_eq!(beside("let it"), Some(verse + 1), "neither the turned-over line nor the table counts");
}

/// What stands in the head and foot of a page, folios apart.
fn head(page: &Page) -> (String, Vec<&GlyphRun>) {
    let folio = page.label.to_string();
    let (folios, words): (Vec<_>, Vec<_>) =
        runs(page).filter(|run| matches!(run.role, Role::Header | Role::Footer)).partition(|run| run.text == folio);
    (words.into_iter().map(|run| run.text.as_str()).collect(), folios)
}

/// The sections that begin on each page, by the map of places, in the order of the text.
fn sections(edition: &Edition, map: &PageMap) -> BTreeMap<usize, Vec<(usize, String)>> {
    let mut out: BTreeMap<usize, Vec<(usize, String)>> = BTreeMap::new();
    for (index, document) in edition.documents.iter().enumerate() {
        for (block, _) in document.body.blocks.iter().enumerate().filter(|(_, b)| b.kind == BlockKind::Heading(1)) {
            let name = edition.place_name(&Place { document: index, spot: Spot::Block(block) });
            let page = map.places[&name].page;
            out.entry(page).or_default().push((index, document.body.block_str(block).to_string()));
        }
    }
    out
}

#[test]
fn running_heads_name_the_section_at_the_page() {
    let mut edition = book::sample(9000, 2);
    // Short sections, so that several begin on one page.
    for document in edition.documents.iter_mut().filter(|d| d.matter == Matter::Text) {
        document.body = edition::model::text::Text::default();
        document.notes.clear();
        document.references.clear();
        let mut words = book::Words::new(11);
        for section in 0..24 {
            document.body.push_block(BlockKind::Heading(1), &format!("Part {section}"));
            document.body.push_block(BlockKind::Heading(2), "A Lower One");
            let count = 40 + words.number(300);
            document.body.push_block(BlockKind::Paragraph, &words.prose(count));
        }
        document.body.number_blocks();
    }
    let style = style("[running-head]\nverso = \"section\"\nrecto = \"section\"\n");
    let (layout, map, _) = set_in(&edition, &style);
    let sections = sections(&edition, &map);
    let (mut checked, mut several) = (0, 0);
    for (index, page) in layout.pages.iter().enumerate() {
        let (words, _) = head(page);
        let Some(document) = map.breaks.iter().find(|b| b.page == index).map(|b| b.document) else { continue };
        if words.is_empty() || edition.documents[document].matter != Matter::Text {
            continue;
        }
        let own = sections.get(&index).map_or(&[][..], Vec::as_slice);
        let before = sections.range(..index).flat_map(|(_, list)| list).rfind(|(d, _)| *d == document);
        let expected = if index % 2 == 0 { own.last() } else { own.first() }.or(before).expect("a section");
        assert_eq!(words, expected.1, "sheet side {index}");
        checked += 1;
        several += usize::from(own.len() > 1);
    }
    assert!(checked > 10 && several > 2, "{checked} {several}");
}

#[test]
fn a_long_head_is_shortened_and_keeps_clear_of_the_folio() {
    let mut edition = book::sample(3000, 1);
    let long = "A Title of Such Length That No Page of This Book Could Ever Hold It in Its Running Head at All";
    edition.documents[1].short_title = long.into();
    let (layout, ..) = set_in(&edition, &Style::reader());
    let mut seen = 0;
    for page in &layout.pages {
        let (words, folios) = head(page);
        let Some(kept) = words.strip_suffix('…') else { continue };
        assert!(long.starts_with(kept) && kept.len() > 20, "{words}");
        let right = |run: &GlyphRun| run.x + run.glyphs.iter().map(|glyph| glyph.advance).sum();
        let end: Length = runs(page).filter(|r| r.text.ends_with('…')).map(right).max().expect("the head");
        assert!(end < folios[0].x, "{words}");
        seen += 1;
    }
    assert!(seen > 2);
}

#[test]
fn folios_stand_where_the_style_says() {
    let edition = book::sample(3000, 1);
    for (place, centred, foot) in
        [("head-outer", false, false), ("foot-centre", true, true), ("foot-outer", false, true)]
    {
        let style = style(&format!("[folio]\nplace = \"{place}\"\n"));
        let (layout, ..) = set_in(&edition, &style);
        let mut seen = 0;
        for (index, page) in layout.pages.iter().enumerate() {
            let (words, folios) = head(page);
            let [folio] = folios.as_slice() else { continue };
            if words.is_empty() {
                assert_eq!(folio.role, Role::Footer, "an opening page has its folio at the foot");
                continue;
            }
            let left = if index % 2 == 0 { style.page.inner() } else { style.page.outer() };
            let width: Length = folio.glyphs.iter().map(|glyph| glyph.advance).sum();
            let before = folio.x - left;
            let after = style.page.measure - before - width;
            let near = |a: Length, b: Length| (a.0 - b.0).abs() < Length::PT.0 / 100;
            match (centred, index % 2 == 0) {
                (true, _) => assert!(near(before, after), "{place}"),
                (false, true) => assert!(near(after, Length::ZERO), "{place}"),
                (false, false) => assert!(near(before, Length::ZERO), "{place}"),
            }
            assert_eq!(folio.role == Role::Footer, foot);
            seen += 1;
        }
        assert!(seen > 4);
    }
}

#[test]
fn blank_pages_have_neither_head_nor_folio() {
    let edition = book::sample(9000, 5);
    let opened = |text: &str| {
        let (layout, map, _) = set_in(&edition, &style(text));
        let opens = |document| map.breaks.iter().find(|b| b.document == document).map(|b| b.page);
        let rectos = (0..edition.documents.len()).filter_map(opens).filter(|page| page % 2 == 0).count();
        let blank = |(index, page): &(usize, &Page)| page.items.is_empty() && index % 2 == 1;
        (rectos, layout.pages.iter().enumerate().filter(blank).count())
    };
    let (rectos, blank) = opened("");
    assert!(rectos < edition.documents.len());
    let (all, more) = opened("[page]\nopenings = \"recto\"\n");
    assert_eq!(all, edition.documents.len());
    assert!(more > blank);
}

#[test]
fn a_book_without_a_half_title() {
    let edition = book::sample(3000, 1);
    let first = |text: &str| set_in(&edition, &style(text)).0.pages[0].clone();
    let size = |page: &Page| runs(page).map(|run| run.size).max();
    assert_eq!(size(&first("")), Some(Style::reader().half_title.size));
    assert_eq!(size(&first("[half-title]\nshow = false\n")), Some(Style::reader().book_title.size));
}

/// Nothing that has to be read is small, and no word is broken.
#[test]
fn large_print_is_large() {
    let style = Style::named("large-print").expect("built in");
    for edition in [everything(), book::sample(3000, 1)] {
        let (layout, ..) = set_in(&edition, &style);
        for run in layout.pages.iter().flat_map(runs) {
            assert!(run.size >= Length::from_pt(14.0), "{} at {}", run.text, run.size.pt());
            assert!(!run.text.contains('\u{ad}'), "{}", run.text);
        }
    }
}

#[test]
fn every_built_in_style_sets_one_of_everything() {
    for name in edition::style::names() {
        let style = Style::named(name).expect("built in");
        let (layout, _, codes) = set_in(&everything(), &style);
        assert!(codes.iter().all(is_of_depth), "{name}: {codes:?}");
        for run in layout.pages.iter().flat_map(runs) {
            let width: Length = run.glyphs.iter().map(|glyph| glyph.advance).sum();
            assert!(run.x >= Length::ZERO && run.x + width <= style.page.width, "{name}: {}", run.text);
            assert!(run.y >= Length::ZERO && run.y <= style.page.height, "{name}: {}", run.text);
        }
        // The title page is one page: half-title, blank, title page, imprint.
        let imprint = runs(&layout.pages[3]).map(|run| run.size).max();
        assert_eq!(imprint, Some(style.imprint.size), "{name}");
    }
}

/// Whether a warning is about the depth of a page, which no test here is.
fn is_of_depth(code: &&'static str) -> bool {
    ["unequal-pages", "short-page", "gap-above-notes"].contains(code)
}
