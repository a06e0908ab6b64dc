//! The ends of justified lines, and how far letters are changed to get there.

use super::book::{Words, document, edition};
use edition::diag::Diagnostics;
use edition::fonts::FontSet;
use edition::model::document::{Edition, Matter};
use edition::model::length::Length;
use edition::model::page::{GlyphRun, Item, Layout, NodeKind, Role};
use edition::model::text::BlockKind;
use edition::style::{Protrusion, Style};
use proptest::prelude::*;

/// A text of three paragraphs with all that hangs: quotation marks, dashes, stops, hyphens.
fn words(seed: u64) -> Edition {
    let mut source = Words::new(seed);
    let mut text = document("words", Matter::Text, "Words");
    (text.author, text.dateline) = (None, None);
    for _ in 0..3 {
        let mut prose = String::new();
        for word in source.prose(120).split(' ') {
            let mark = ["“", "", "", "", "", "", "‘T"][source.number(7)];
            prose.push_str(mark);
            prose.push_str(word);
            prose.push_str(["”", "", "", ";", "", " –", "-fold"][source.number(7)]);
            prose.push(' ');
        }
        text.body.push_block(BlockKind::Paragraph, prose.trim_end());
    }
    text.body.number_blocks();
    edition(vec![text])
}

/// A line of running text.
struct Line<'a> {
    /// The left edge of the text on its page.
    left: Length,
    runs: Vec<&'a GlyphRun>,
}

/// The lines of running text: the runs on one baseline of what stands in paragraphs.
fn lines<'a>(layout: &'a Layout, style: &Style) -> Vec<Line<'a>> {
    let structure = &layout.structure;
    let mut parent = vec![0; structure.nodes.len()];
    for (index, node) in structure.nodes.iter().enumerate() {
        node.children.iter().for_each(|child| parent[child.0 as usize] = index);
    }
    let in_text = |run: &GlyphRun| match run.role {
        Role::Content(leaf) => {
            structure.nodes[parent[leaf.0 as usize]].kind == NodeKind::Paragraph && run.size == style.text.size
        }
        _ => false,
    };
    let [small, large] = style.page.margins;
    let white = style.page.width - style.page.measure;
    let inner = white.scale(small, small + large);
    let mut lines: Vec<Line> = vec![];
    for (index, page) in layout.pages.iter().enumerate().filter(|(_, page)| !page.label.roman) {
        let left = if index % 2 == 0 { inner } else { white - inner };
        let mut last = None;
        for item in &page.items {
            let Item::Glyphs(run) = item else { continue };
            if !in_text(run) {
                continue;
            }
            match lines.last_mut().filter(|_| last == Some(run.y)) {
                Some(line) => line.runs.push(run),
                None => lines.push(Line { left, runs: vec![run] }),
            }
            last = Some(run.y);
        }
    }
    lines
}

/// Whether a line was filled: it ends in a word that goes on, or before a space.
fn is_filled(line: &Line) -> bool {
    let last = line.runs.last().expect("a run");
    last.text.ends_with(['\u{ad}', ' '])
}

/// How far a line sticks out of the measure, to the left and to the right, and how far it may: the
/// amounts of its first and last character.
fn ends(line: &Line, measure: Length) -> [(Length, Length); 2] {
    let (left, first, last) = (line.left, line.runs[0], line.runs[line.runs.len() - 1]);
    let right: Length = last.x + last.glyphs.iter().map(|glyph| glyph.advance).sum();
    let seen = last.glyphs.iter().rfind(|glyph| glyph.advance > Length::ZERO).expect("a glyph");
    let character = |run: &GlyphRun, range: &std::ops::Range<u32>, end: bool| {
        let text = &run.text[range.start as usize..range.end as usize];
        let found = if end { text.chars().next_back() } else { text.chars().next() };
        found.filter(|c| *c != '\u{ad}').unwrap_or('-')
    };
    let due = Protrusion::of(character(first, &first.glyphs[0].text, false)).left;
    let out = Protrusion::of(character(last, &seen.text, true)).right;
    [
        (left - first.x, first.glyphs[0].advance.scale(due, 1000)),
        (right - left - measure, seen.advance.scale(out, 1000)),
    ]
}

fn set(edition: &Edition, style: &Style) -> Layout {
    edition::typeset::typeset(edition, style, &FontSet::embedded(), &mut Diagnostics::default()).0
}

/// A draft leaves letters and margins alone.
#[test]
fn a_draft_touches_no_letter() {
    let mut style = Style::reader();
    style.draft();
    let layout = set(&words(3), &style);
    let lines = lines(&layout, &style);
    for line in &lines {
        let [(left, _), _] = ends(line, style.page.measure);
        assert!(left == Length::ZERO || left == -style.text.indent, "{left:?}");
        assert!(line.runs.iter().all(|run| run.expansion == 0));
    }
    assert!(
        lines.iter().filter(|line| is_filled(line)).all(|line| ends(line, style.page.measure)[1].0 == Length::ZERO)
    );
}

/// By how much each filled line of a text misses the margin in a measure, if nothing may hang.
fn misses(seed: u32, millimetres: i64) -> Vec<Length> {
    let mut style = Style::reader();
    style.page.measure = Length::from_mm(millimetres as f64);
    style.lines.protrusion = [0, 1];
    let layout = set(&words(u64::from(seed)), &style);
    let lines = lines(&layout, &style);
    lines.iter().filter(|line| is_filled(line)).map(|line| ends(line, style.page.measure)[1].0).collect()
}

/// The letters of a word's beginning, which the line before has, give no room in the line that begins inside the word.
#[test]
fn a_line_that_begins_inside_a_word_reckons_with_its_own_letters() {
    assert!(misses(714368340, 74).iter().all(|miss| *miss == Length::ZERO));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    /// Every filled line ends at the margin to the scaled point if nothing may hang.
    #[test]
    fn lines_end_at_the_margin(seed in any::<u32>(), millimetres in 70i64..110) {
        let misses = misses(seed, millimetres);
        prop_assert!(misses.iter().all(|miss| *miss == Length::ZERO), "{misses:?}");
        prop_assert!(misses.len() > 15);
    }

    /// What hangs does so by its due, no matter how wide the letters are drawn.
    #[test]
    fn what_hangs_hangs_by_its_due(seed in any::<u32>()) {
        let mut style = Style::reader();
        style.lines.letter_space = [0, 1];
        let layout = set(&words(u64::from(seed)), &style);
        let bound = style.lines.expansion;
        let mut hanging = 0;
        for line in lines(&layout, &style) {
            let [(out_left, due_left), (out_right, due_right)] = ends(&line, style.page.measure);
            let near = |out: Length, due: Length| (out - due).0.abs() <= out.scale(bound[0], bound[1]).0.abs() + 2;
            let indented = line.runs[0].x == line.left + style.text.indent;
            prop_assert!(indented || near(out_left, due_left), "left: {out_left:?} is not {due_left:?}");
            if is_filled(&line) {
                prop_assert!(near(out_right, due_right), "right: {out_right:?} is not {due_right:?}");
                hanging += usize::from(due_right > Length::ZERO);
            }
        }
        prop_assert!(hanging > 3);
    }

    /// No letter is made wider or narrower than the style allows, and all of a line alike.
    #[test]
    fn letters_keep_within_their_bounds(seed in any::<u32>(), percent in 0i64..4) {
        let mut style = Style::reader();
        style.lines.expansion = [percent, 100];
        let layout = set(&words(u64::from(seed)), &style);
        let mut used = false;
        for line in lines(&layout, &style) {
            prop_assert!(line.runs.iter().all(|run| run.expansion == line.runs[0].expansion));
            prop_assert!(i64::from(line.runs[0].expansion.abs()) <= percent * 10_000);
            used |= line.runs[0].expansion != 0;
        }
        prop_assert_eq!(used, percent > 0);
    }
}
