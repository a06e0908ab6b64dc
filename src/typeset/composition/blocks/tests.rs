//! What the flow says of blocks to whoever breaks it into pages.

use crate::fonts::FontSet;
use crate::model::document::{Book, Document, Edition, Matter};
use crate::model::page::Structure;
use crate::model::text::{Alignment, BlockKind, Group, GroupKind, Text};
use crate::style::Style;
use crate::terms::Terms;
use crate::typeset::composition::composer::Composer;
use crate::typeset::composition::flow::{Block, Flow, FlowItem};
use crate::typeset::lines::Workshop;
use crate::typeset::lines::hyphenate::Hyphenators;
use crate::typeset::lines::shape::Shaper;
use std::collections::BTreeMap;

/// The flow of a document with this body.
fn flow(body: Text) -> Flow {
    let document = Document {
        id: "text".into(),
        matter: Matter::Text,
        title: Text::plain("Blocks"),
        short_title: "Blocks".into(),
        author: None,
        date: None,
        dateline: None,
        language: "en".into(),
        body,
        ..Document::default()
    };
    let book = Book { language: "en".into(), ..Book::default() };
    let edition = Edition { book, series: vec![], documents: vec![document], ..Edition::default() };
    let (style, fonts) = (Style::reader(), FontSet::embedded());
    let hyphenators = Hyphenators::new(["en"], &edition.book.hyphenation, &style.lines);
    let workshop = Workshop { shaper: Shaper::new(&fonts, ["en"]), hyphenators, style: &style.lines };
    let mut composer = Composer {
        edition: &edition,
        style: &style,
        terms: Terms::of("en"),
        workshop: &workshop,
        structure: Structure::default(),
        paragraphs: vec![],
        keys: vec![],
        verses: None,
        divisions: BTreeMap::new(),
        ordinals: vec![],
        faults: vec![],
    };
    composer.document(0)
}

/// The blocks after the title, with their places in the flow.
fn blocks(flow: &Flow) -> Vec<(usize, &Block)> {
    let block = |(index, item): (usize, &'_ FlowItem)| matches!(item, FlowItem::Block(_)).then_some(index);
    let places: Vec<usize> = flow.items.iter().enumerate().filter_map(block).skip(1).collect();
    let of = |index: usize| if let FlowItem::Block(block) = &flow.items[index] { Some((index, block)) } else { None };
    places.into_iter().filter_map(of).collect()
}

/// A table of so many head rows and other rows, each with one cell.
fn table(heads: usize, rows: usize) -> Text {
    let mut text = Text::default();
    for row in 0..heads + rows {
        text.push_block(BlockKind::Paragraph, &format!("Row {row}"));
    }
    text.groups.push(Group { kind: GroupKind::Table(vec![Alignment::Left]), blocks: 0..heads + rows });
    for row in 0..heads + rows {
        text.groups.push(Group { kind: GroupKind::Row { head: row < heads }, blocks: row..row + 1 });
        text.groups.push(Group { kind: GroupKind::Cell, blocks: row..row + 1 });
    }
    text
}

#[test]
fn every_row_but_the_heads_names_the_heads_that_stand_above_it() {
    for heads in [1, 2] {
        let flow = flow(table(heads, 9));
        let rows = blocks(&flow);
        let first = rows[0].0;
        for (number, (_, row)) in rows.iter().enumerate() {
            let expected = (number >= heads).then_some(first..first + heads);
            assert_eq!(row.head, expected, "row {number}");
            assert_eq!(row.keep_with_next, number < heads, "row {number}");
            assert!(row.keep_together);
        }
        let ruled: Vec<[bool; 2]> = rows.iter().map(|(_, row)| row.rules.map(|rule| rule.is_some())).collect();
        let below_head = (0..heads + 9).map(|n| [n == 0, n + 1 == heads || n == heads + 8]).collect::<Vec<_>>();
        assert_eq!(ruled, below_head);
    }
}

#[test]
fn a_table_without_heads_repeats_nothing() {
    let flow = flow(table(0, 9));
    assert!(blocks(&flow).iter().all(|(_, row)| row.head.is_none() && !row.keep_with_next));
}

#[test]
fn a_short_table_stays_on_one_page() {
    let flow = flow(table(1, 3));
    let kept: Vec<bool> = blocks(&flow).iter().map(|(_, row)| row.keep_with_next).collect();
    assert_eq!(kept, [true, true, true, false]);
}

#[test]
fn a_term_stays_with_its_definition_and_an_attribution_with_its_quotation() {
    let mut text = Text::default();
    for (kind, words) in [
        (BlockKind::Term, "Ebb"),
        (BlockKind::Paragraph, "The tide as it goes out."),
        (BlockKind::Verse, "A line of verse"),
        (BlockKind::Attribution, "Anon."),
        (BlockKind::Paragraph, "Prose."),
    ] {
        text.push_block(kind, words);
    }
    for (kind, blocks) in [
        (GroupKind::Definitions, 0..2),
        (GroupKind::Definition, 1..2),
        (GroupKind::Epigraph, 2..4),
        (GroupKind::Stanza, 2..3),
    ] {
        text.groups.push(Group { kind, blocks });
    }
    let flow = flow(text);
    let kept: Vec<bool> = blocks(&flow).iter().map(|(_, block)| block.keep_with_next).collect();
    // The epigraph stays with what it stands over.
    assert_eq!(kept, [true, false, true, true, false]);
}
