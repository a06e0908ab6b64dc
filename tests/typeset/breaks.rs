//! Why pages end where they do: the page breaker held against its own account.

use super::book;
use edition::diag::Diagnostics;
use edition::fonts::FontSet;
use edition::model::document::{Edition, Matter};
use edition::model::text::{BlockKind, Text};
use edition::source::Sources;
use edition::style::Style;
use edition::typeset::{FlowTrace, PageTrace, Trace};
use std::sync::OnceLock;

/// A style with pages of so many lines of so many millimetres.
fn style(lines: usize, measure: usize) -> Style {
    let mut sources = Sources::default();
    let page = format!("[page]\nlines = {lines}\nmeasure = \"{measure}mm\"\n[author]\nabove = \"0pt\"\n");
    let file = sources.add("style.toml", page);
    Style::read(&sources, file, &mut Diagnostics::default())
}

fn trace(edition: &Edition, style: &Style) -> Trace {
    let fonts = FontSet::embedded();
    edition::typeset::set(edition, style, &fonts, &mut Diagnostics::default()).trace(None)
}

/// Books of several kinds on pages of several sizes.
fn trials() -> &'static [FlowTrace] {
    static TRIALS: OnceLock<Vec<FlowTrace>> = OnceLock::new();
    let books = [(1500, 1, 9, 60), (2500, 1, 14, 80), (3000, 2, 36, 100)];
    TRIALS.get_or_init(|| {
        let flows = |(words, texts, lines, measure)| trace(&book::sample(words, texts), &style(lines, measure)).flows;
        books.into_iter().flat_map(flows).collect()
    })
}

#[test]
fn pages_never_cost_more_than_first_fit() {
    let (mut less, mut flows) = (0, 0);
    for flow in trials() {
        assert!(flow.cost <= flow.first_fit, "{}: {} > {}", flow.name, flow.cost, flow.first_fit);
        less += i32::from(flow.cost < flow.first_fit);
        flows += 1;
    }
    assert!(less > 3, "first fit is as good in nearly all of {flows} flows: the trial shows nothing");
}

/// What is left out of the search for speed is never what would have been best: from every page,
/// a search without any shortcut finds nothing cheaper than what was chosen.
#[test]
fn no_end_that_was_considered_would_have_been_cheaper() {
    let mut ends = 0;
    for flow in trials() {
        for page in &flow.pages {
            assert_eq!(page.ends[0].total, flow.cost, "{} {}", flow.name, page.label);
            for end in &page.ends {
                assert!(end.total >= flow.cost, "{} {}: {end:?}", flow.name, page.label);
                ends += 1;
            }
        }
    }
    assert!(ends > 500, "{ends} ends");
}

#[test]
fn every_line_is_on_one_page() {
    let edition = book::sample(4000, 2);
    for (lines, measure) in [(9, 60), (24, 100)] {
        let traces = trace(&edition, &style(lines, measure)).flows;
        for document in &edition.documents {
            let flow = traces.iter().find(|flow| flow.name == document.id).expect("a flow");
            let set =
                |lines: &mut dyn Iterator<Item = &String>| letters(&lines.map(String::as_str).collect::<String>());
            let body = set(&mut flow.pages.iter().flat_map(|page| &page.lines).map(|(words, _)| words));
            let stream = |series| set(&mut flow.pages.iter().flat_map(|page: &PageTrace| &page.notes[series]));
            let notes = [stream(0), stream(1)];
            for block in 0..document.body.blocks.len() {
                let range = document.body.blocks[block].range.clone();
                // Marks of notes and pages of references stand between the words.
                let marks = document.body.marks.iter().flat_map(|mark| [mark.range.start, mark.range.end]);
                let end = marks.filter(|at| range.contains(at)).min().unwrap_or(range.end);
                let words = letters(&document.body.string[range.start..end]);
                assert!(body.contains(&words), "{words} is lost");
            }
            for note in &document.notes {
                let words = letters(&note.text.string);
                assert_eq!(notes[note.series].matches(&words).count(), 1, "{}", note.text.string);
            }
        }
    }
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphabetic()).collect()
}

/// Facing pages of running text end on one line, though widows, orphans and headings would want
/// them a line longer or shorter.
#[test]
fn facing_pages_are_equally_deep() {
    let mut words = book::Words::new(11);
    let mut text = book::document("text", Matter::Text, "On Spreads");
    text.headnote = Some(Text::plain(words.prose(60)));
    for index in 0..90 {
        if index % 17 == 16 {
            text.body.push_block(BlockKind::Heading(1), "A Heading");
        }
        let count = 20 + words.number(110);
        text.body.push_block(BlockKind::Paragraph, &words.prose(count));
    }
    text.body.number_blocks();
    let traces = trace(&book::edition(vec![text]), &style(24, 100)).flows;
    let flow = traces.iter().find(|flow| flow.name == "text").expect("a flow");
    let last = flow.pages.len() - 1;
    let (mut spreads, mut unequal) = (0, 0);
    for (index, pair) in flow.pages.windows(2).enumerate() {
        if !pair[0].recto && index + 1 < last {
            spreads += 1;
            unequal += i32::from(pair[0].depth != pair[1].depth);
            assert!(pair[0].depth.abs() <= 2, "page {}", pair[0].label);
        }
    }
    assert!(spreads > 10 && unequal <= 1, "{unequal} of {spreads}");
}
