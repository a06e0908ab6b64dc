//! Kinds of blocks on pages: tables, definitions, epigraphs, verse, drop caps.

use super::book::{self, Words};
use super::pages::{leaves, nodes, read};
use edition::diag::Diagnostics;
use edition::fonts::FontSet;
use edition::model::document::{Document, Matter, Presence};
use edition::model::length::Length;
use edition::model::page::{GlyphRun, Item, Layout, NodeId, NodeKind, Role};
use edition::model::text::{Alignment, BlockKind, Group, GroupKind, Mark, MarkKind, Text};
use edition::style::Style;

/// The pages of a book with one document.
fn set(document: Document, style: &Style) -> Layout {
    let mut diagnostics = Diagnostics::default();
    edition::typeset::typeset(&book::edition(vec![document]), style, &FontSet::embedded(), &mut diagnostics).0
}

/// A document whose body has these blocks.
fn text(blocks: &[(BlockKind, &str)]) -> Document {
    let mut document = book::document("text", Matter::Text, "Blocks");
    blocks.iter().for_each(|(kind, words)| {
        document.body.push_block(*kind, words);
    });
    document.body.number_blocks();
    document
}

fn group(document: &mut Document, kind: GroupKind, blocks: std::ops::Range<usize>) {
    document.body.groups.push(Group { kind, blocks });
    document.body.number_blocks();
}

fn runs(layout: &Layout) -> impl Iterator<Item = &GlyphRun> {
    let items = layout.pages.iter().flat_map(|page| &page.items);
    items.filter_map(|item| if let Item::Glyphs(run) = item { Some(run) } else { None })
}

/// The run that begins with these words.
fn run<'a>(layout: &'a Layout, words: &str) -> &'a GlyphRun {
    runs(layout).find(|run| run.text.starts_with(words)).unwrap_or_else(|| panic!("no run begins with {words}"))
}

/// The page on which a run begins with these words.
fn page(layout: &Layout, words: &str) -> usize {
    let holds = |item: &Item| matches!(item, Item::Glyphs(run) if run.text.starts_with(words));
    layout.pages.iter().position(|page| page.items.iter().any(holds)).unwrap_or_else(|| panic!("{words} is nowhere"))
}

/// The kinds of a node's children.
fn children(layout: &Layout, node: NodeId) -> Vec<&NodeKind> {
    layout.structure.node(node).children.iter().map(|child| &layout.structure.node(*child).kind).collect()
}

/// The style with a drop cap of three lines.
fn dropping() -> Style {
    let mut style = Style::reader();
    style.text.drop_cap = 3;
    style
}

/// A paragraph of five lines.
fn opening(first: &str) -> String {
    format!("{first} {}", Words::new(11).prose(70))
}

#[test]
fn a_drop_cap_reaches_from_the_third_baseline_to_the_capitals_of_the_first() {
    let style = dropping();
    let layout = set(text(&[(BlockKind::Paragraph, &opening("The light"))]), &style);
    let (letter, first) = (run(&layout, "T"), run(&layout, "he light"));
    assert_eq!(letter.text, "T");
    assert_eq!(letter.y, first.y + style.text.leading * 2);
    // Libertinus says 658 of 1000 units.
    let cap = |size: f32| size * 0.658;
    let top = |run: &GlyphRun| run.y.pt() - cap(run.size.pt());
    assert!((top(letter) - top(first)).abs() < 0.1, "{} {}", top(letter), top(first));
    let left = |y| runs(&layout).filter(|run| run.y == y && run.size == style.text.size).map(|run| run.x).min();
    let line = |number: i64| left(first.y + style.text.leading * number).expect("a line");
    assert_eq!([line(1), line(2)], [first.x; 2]);
    assert!(line(3) < first.x);
}

#[test]
fn the_word_of_a_drop_cap_is_read_whole() {
    let layout = set(text(&[(BlockKind::Paragraph, &opening("“The light"))]), &dropping());
    assert_eq!([run(&layout, "“").text.as_str(), run(&layout, "T").text.as_str()], ["“", "T"]);
    assert!(leaves(&layout).iter().any(|leaf| leaf.starts_with("“The light ")));
    assert!(run(&layout, "“").x < run(&layout, "T").x, "the mark hangs");
}

#[test]
fn a_head_that_runs_in_begins_with_a_whole_capital() {
    let mut document = text(&[(BlockKind::Paragraph, &opening("THE LIGHT."))]);
    document.body.marks.push(Mark { range: 0..10, kind: MarkKind::RunInHead });
    let of = |document| run(&set(document, &dropping()), "T").glyphs[0].id;
    let plain = text(&[(BlockKind::Paragraph, &opening("The light"))]);
    assert_eq!(of(document), of(plain));
}

#[test]
fn what_is_short_or_begins_small_has_no_drop_cap() {
    for words in ["The light is out.".to_string(), opening("the light"), opening("1911 was")] {
        let style = dropping();
        let first: String = words.chars().take(6).collect();
        let layout = set(text(&[(BlockKind::Paragraph, &words)]), &style);
        assert_eq!(run(&layout, &first).size, style.text.size, "{words}");
    }
}

#[test]
fn only_the_first_paragraph_of_a_body_has_a_drop_cap() {
    let mut document = text(&[
        (BlockKind::Paragraph, "A motto."),
        (BlockKind::Attribution, "Anon."),
        (BlockKind::Heading(1), "First"),
        (BlockKind::Paragraph, &opening("The light")),
        (BlockKind::Heading(1), "Second"),
        (BlockKind::Paragraph, &opening("Every lamp")),
    ]);
    group(&mut document, GroupKind::Epigraph, 0..2);
    document.headnote = Some(Text::plain(opening("Headnotes")));
    let style = dropping();
    let mut commentary = document.clone();
    let dropped = |document: Document| -> Vec<String> {
        let layout = set(document, &style);
        runs(&layout).filter(|run| run.size > style.book_title.size).map(|run| run.text.clone()).collect()
    };
    assert_eq!(dropped(document), ["T"]);
    commentary.presence = Presence::Commentary;
    assert_eq!(dropped(commentary), Vec::<String>::new());
}

#[test]
fn no_page_ends_beside_a_drop_cap() {
    // Wherever the paragraph comes to stand, the letter's three lines are on one page. A long motto
    // brings it there.
    for above in 1..40 {
        let mut blocks = vec![(BlockKind::Paragraph, "A line."); above];
        let words = opening("The light");
        blocks.push((BlockKind::Paragraph, words.as_str()));
        let mut document = text(&blocks);
        group(&mut document, GroupKind::Epigraph, 0..above);
        let layout = set(document, &dropping());
        let page = &layout.pages[page(&layout, "he light")];
        let letter = page.items.iter().find_map(|item| match item {
            Item::Glyphs(run) if run.text == "T" => Some(run.y),
            _ => None,
        });
        let letter = letter.expect("the letter on the page of its line");
        let beside = |item: &&Item| matches!(item, Item::Glyphs(run) if run.y == letter && run.text.len() > 1);
        assert!(page.items.iter().any(|item| beside(&item)), "{above}: the last line beside the letter is overleaf");
    }
}

/// A table with a head, of so many rows with these words in the last column.
fn table(rows: usize, words: impl Fn(usize) -> String) -> Document {
    let mut document = text(&[(BlockKind::Caption, "Ships by number")]);
    let mut cells = vec!["Number".to_string(), "Remark".to_string()];
    cells.extend((0..rows).flat_map(|row| [format!("No. {row}"), words(row)]));
    cells.iter().for_each(|cell| {
        document.body.push_block(BlockKind::Paragraph, cell);
    });
    let alignments = vec![Alignment::Right, Alignment::Left];
    group(&mut document, GroupKind::Table(alignments), 0..1 + cells.len());
    for row in 0..=rows {
        let first = 1 + row * 2;
        group(&mut document, GroupKind::Row { head: row == 0 }, first..first + 2);
        (first..first + 2).for_each(|cell| group(&mut document, GroupKind::Cell, cell..cell + 1));
    }
    document
}

#[test]
fn a_table_over_several_pages_is_in_the_structure_once() {
    let rows = 90;
    let layout = set(table(rows, |row| format!("Remark on ship {row}")), &Style::reader());
    let texts = leaves(&layout);
    let [table] = nodes(&layout, |kind| *kind == NodeKind::Table)[..] else { panic!("one table") };
    let kinds = children(&layout, table);
    assert_eq!(kinds[0], &NodeKind::Caption);
    assert_eq!(kinds.len(), rows + 2);
    let all = read(&layout, &texts, table);
    for words in ["Ships by number", "Number", "Remark on ship 0", "Remark on ship 89"] {
        assert_eq!(all.matches(words).count(), 1, "{words}");
    }
    assert_eq!(nodes(&layout, |kind| *kind == NodeKind::HeadCell).len(), 2);
    assert!(page(&layout, "Remark on ship 89") >= page(&layout, "Remark on ship 0") + 2);
}

#[test]
fn the_head_stands_on_every_page_of_a_table_but_is_read_once() {
    let style = Style::reader();
    let layout = set(table(90, |row| format!("Remark on ship {row}")), &style);
    let (first, last) = (page(&layout, "Remark on ship 0"), page(&layout, "Remark on ship 89"));
    for (index, page) in layout.pages.iter().enumerate().take(last + 1).skip(first) {
        let heads = page.items.iter().filter_map(|item| match item {
            Item::Glyphs(run) if run.text == "Number" => Some((run.role, run.y)),
            _ => None,
        });
        let [(role, y)] = heads.collect::<Vec<_>>()[..] else { panic!("one head on page {index}") };
        assert_eq!(role == Role::Decoration, index > first, "on page {index}");
        let rules = page.items.iter().filter(|item| matches!(item, Item::Rule { .. })).count();
        assert_eq!(rules, if index == last { 3 } else { 2 }, "on page {index}");
        let rows = page.items.iter().filter_map(|item| match item {
            Item::Glyphs(run) if run.text.starts_with("No.") => Some(run.y),
            _ => None,
        });
        assert_eq!(rows.min(), Some(y + style.table.leading), "a row stands below the head");
    }
}

#[test]
fn thin_rules_are_above_below_the_head_and_at_the_end() {
    let of = |ruled| {
        let mut style = Style::reader();
        style.table.ruled = ruled;
        let layout = set(table(3, |row| format!("Remark on ship {row}")), &style);
        let page = &layout.pages[page(&layout, "Remark on ship 0")];
        page.items.iter().filter_map(|item| if let Item::Rule { y, .. } = item { Some(y.pt()) } else { None }).collect()
    };
    let (rules, none): (Vec<f32>, Vec<f32>) = (of(true), of(false));
    assert_eq!((rules.len(), none.len()), (3, 0));
    let leading = Style::reader().table.leading.pt();
    assert_eq!([rules[1] - rules[0], rules[2] - rules[1]], [leading, leading * 3.0]);
}

#[test]
fn a_column_is_as_wide_as_its_longest_word() {
    let long = Words::new(5).prose(60);
    let layout = set(table(2, |_| long.clone()), &Style::reader());
    assert_eq!(run(&layout, "Number").text, "Number");
    assert_eq!(run(&layout, "No. 1").text, "No. 1");
}

/// Text that is not justified is broken with the shrink of its spaces: they do shrink then.
#[test]
fn no_cell_sticks_out_of_its_table() {
    let style = Style::reader();
    let layout = set(table(40, |row| Words::new(row as u64).prose(8 + row)), &style);
    let spare = style.page.width - style.page.measure;
    let [inner, outer] = style.page.margins;
    let mut full = 0;
    for (index, page) in layout.pages.iter().enumerate() {
        let left = spare.scale(if index % 2 == 0 { inner } else { outer }, inner + outer);
        let right = left + style.page.measure;
        let runs = page.items.iter().filter_map(|item| if let Item::Glyphs(run) = item { Some(run) } else { None });
        for run in runs.filter(|run| run.size == style.table.size && matches!(run.role, Role::Content(_))) {
            let end = run.x + run.glyphs.iter().map(|glyph| glyph.advance).sum();
            assert!(end <= right + Length(8), "{} ends {} pt outside", run.text, (end - right).pt());
            full += usize::from(end > right - Length::PT * 12);
        }
    }
    assert!(full > 20, "{full} lines reach the edge");
}

#[test]
fn a_row_higher_than_half_a_page_may_break() {
    let layout = set(table(2, |row| format!("Row {row} {}", Words::new(row as u64).prose(330))), &Style::reader());
    let first = page(&layout, "Row 0");
    assert_eq!(page(&layout, "Row 1"), first + 1);
    let lines = |page: usize| {
        let items = layout.pages[page].items.iter();
        items.filter(|item| matches!(item, Item::Glyphs(run) if matches!(run.role, Role::Content(_)))).count()
    };
    assert!(lines(first) > 20, "the first row begins on the page of the caption");
}

#[test]
fn a_definition_is_the_body_of_an_item_and_its_term_the_label() {
    let mut document = text(&[
        (BlockKind::Term, "Ebb"),
        (BlockKind::Paragraph, "The tide as it goes out."),
        (BlockKind::Paragraph, "Less often: a decline."),
        (BlockKind::Term, "Flood"),
        (BlockKind::Paragraph, "The tide as it comes in."),
    ]);
    group(&mut document, GroupKind::Definitions, 0..5);
    for definition in [1..2, 2..3, 4..5] {
        group(&mut document, GroupKind::Definition, definition);
    }
    book::note(&mut document, 1, 3, Text::plain("A note on a term."));
    document.body.sort_marks();
    let layout = set(document, &Style::reader());
    let [list] = nodes(&layout, |kind| matches!(kind, NodeKind::List(_)))[..] else { panic!("one list") };
    assert_eq!(children(&layout, list), [&NodeKind::Item, &NodeKind::Item], "nothing but items, not even the note");
    let items = &layout.structure.node(list).children;
    assert_eq!(children(&layout, items[0]), [&NodeKind::Label, &NodeKind::ItemBody, &NodeKind::ItemBody]);
    let texts = leaves(&layout);
    let label = layout.structure.node(items[1]).children[0];
    assert_eq!(read(&layout, &texts, label), "Flood");
    assert!(run(&layout, "The tide as it goes").x > run(&layout, "Ebb").x);
    let notes = nodes(&layout, |kind| *kind == NodeKind::Note);
    assert_eq!(notes.len(), 1);
}

#[test]
fn an_epigraph_is_small_and_to_the_right_with_its_source_at_the_edge() {
    let mut document = text(&[
        (BlockKind::Paragraph, "The harbour keeps what the river brings."),
        (BlockKind::Attribution, "An inscription"),
        (BlockKind::Paragraph, "The text begins."),
    ]);
    group(&mut document, GroupKind::Epigraph, 0..2);
    let style = Style::reader();
    let layout = set(document, &style);
    assert_eq!(nodes(&layout, |kind| *kind == NodeKind::Quotation).len(), 1);
    let (motto, source, text) = (run(&layout, "The harbour"), run(&layout, "An inscr"), run(&layout, "The text"));
    // The capitals at the left hang a little in the margin.
    assert!((motto.x - text.x - style.epigraph.left).0.abs() < Length::PT.0);
    assert_eq!(motto.size, style.epigraph.size);
    assert!(source.x > motto.x);
    assert_eq!(source.y, motto.y + style.attribution.leading, "the source is close below");
}

/// Whatever comes before, a stanza never leaves one line of several alone on a page.
#[test]
fn stanzas_break_with_two_lines_on_either_side() {
    for above in 0..36 {
        let mut blocks = vec![(BlockKind::Verse, "A line alone"); above];
        let lines = ["Aa one", "Bb two", "Cc three", "Dd four", "Ee five"];
        blocks.extend(lines.map(|line| (BlockKind::Verse, line)));
        let mut document = text(&blocks);
        for stanza in 0..above {
            group(&mut document, GroupKind::Stanza, stanza..stanza + 1);
        }
        group(&mut document, GroupKind::Stanza, above..above + 5);
        let layout = set(document, &Style::reader());
        let pages = lines.map(|line| page(&layout, line));
        assert_eq!([pages[0], pages[3]], [pages[1], pages[4]], "{above}: {pages:?}");
    }
}
