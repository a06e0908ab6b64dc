//! What holds for any input.

use super::series;
use edition::anchor::{Anchors, Failure};
use edition::annotate::emend::{Replacement, emend};
use edition::config::standoff::Quote;
use edition::diag::Diagnostics;
use edition::model::apparatus::Sigla;
use edition::model::text::{BlockKind, Mark, MarkKind, Text};
use edition::read::markdown::{Context, read};
use edition::source::{Sources, Span};
use edition::words::fold::Folded;
use proptest::prelude::*;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// Text of words, accents, quotation marks, dashes and odd spaces, in several blocks.
fn blocks() -> impl Strategy<Value = Text> {
    let word = "[a-cé]{1,4}|e\u{301}|ﬁn|l’a|“b”|\"c\"|—|-|--|…|a\u{ad}b";
    let space = prop::sample::select(vec![" ", "  ", "\u{a0}", "\u{2009} ", "\u{2028}"]);
    let block = prop::collection::vec((word, space), 1..12);
    prop::collection::vec(block, 1..5).prop_map(|blocks| {
        let mut text = Text::default();
        for block in blocks {
            let string: String = block.iter().map(|(word, space)| format!("{word}{space}")).collect();
            text.push_block(BlockKind::Paragraph, string.trim_end());
        }
        text
    })
}

fn quote(exact: &str, occurrence: Option<usize>) -> Quote {
    let span = Span::new(Sources::default().add("notes.toml", ""), 0..0);
    Quote { exact: exact.into(), prefix: String::new(), suffix: String::new(), occurrence, container: None, span }
}

/// The bounds of characters in block `index`, as byte offsets.
fn bounds(text: &Text, index: usize) -> Vec<usize> {
    let block = &text.blocks[index].range;
    let inner = text.string[block.clone()].char_indices().map(|(i, _)| block.start + i);
    inner.chain([block.end]).collect()
}

/// Marked-up noise that is likely to meet every rule of the reader.
fn markdown() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "[^e:1]",
        "[^e:1]: ",
        "[^2]",
        "[^2]: x\n\n    y\n\n",
        "[",
        "]",
        "[[a#b|",
        "[[a]]",
        "]]",
        "(b.md#c)",
        "![",
        "*",
        "_",
        "**",
        "`",
        "# ",
        "## h {#id}\n",
        "{#x}",
        "| ",
        "|",
        "\n| a\n| b\n",
        "\n\n",
        "\n",
        "  \n",
        "- ",
        "1. ",
        "> ",
        "---\n",
        "\"",
        "'",
        "--",
        "...",
        "&amp;",
        "\\",
        "<sup>",
        "</sup>",
        "<span lang=\"fr\">",
        "</span>",
        "<div>\n",
        "```\n",
        "    ",
        "\t",
        "\r\n",
        "word",
        "é",
        "@page",
        " ",
        "\0",
        "\u{feff}",
        "|a|b|\n|-|-|\n|c|[^e:1]|\n",
        "https://x.y",
        "<https://x.y>",
        "\u{2028}",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn disjoint(text: &Text, seeds: &[(usize, usize, String)]) -> Vec<Replacement> {
    let mut all: Vec<Replacement> = Vec::new();
    let mut ranges: Vec<(Range<usize>, String)> = seeds
        .iter()
        .filter_map(|(at, length, read)| {
            let bounds = bounds(text, at % text.blocks.len());
            let first = (at / 7) % bounds.len();
            let last = (first + length).min(bounds.len() - 1);
            (first < last).then(|| (bounds[first]..bounds[last], read.clone()))
        })
        .collect();
    ranges.sort_by_key(|(range, _)| (range.start, range.end));
    for (range, read) in ranges {
        if all.last().is_none_or(|last| last.range.end <= range.start) {
            all.push(Replacement { range, read });
        }
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn folding_never_turns_back(text in "\\PC{0,60}|[ \u{a0}\n“”—a\u{301}ﬁ…\u{ad}-]{0,40}") {
        let folded = Folded::new(&text);
        prop_assert_eq!(folded.map.len(), folded.string.len() + 1);
        prop_assert!(folded.map.is_sorted());
        prop_assert_eq!(*folded.map.last().unwrap() as usize, text.len());
        prop_assert!(folded.map.iter().all(|at| text.is_char_boundary(*at as usize)));
    }

    #[test]
    fn every_stretch_anchors_to_itself(text in blocks(), block in 0usize..5, from in 0usize..40, length in 1usize..20) {
        let folded = Folded::new(&text.string);
        // the units of the fold: what is cut inside one has no place of its own
        let units: Vec<usize> = bounds(&text, block % text.blocks.len())
            .into_iter()
            .filter(|at| folded.map.binary_search(&(*at as u32)).is_ok())
            .collect();
        let start = units[from % units.len()];
        let end = units[(from % units.len() + length).min(units.len() - 1)];
        prop_assume!(start < end);
        // the letters around it say where a word is cut
        let block = &text.blocks[text.block_at(start).unwrap()].range;
        let (before, after) = (&text.string[block.start..start], &text.string[end..block.end]);
        let asked = |prefix: &str, suffix: &str| Quote {
            prefix: prefix.to_owned(),
            suffix: suffix.to_owned(),
            ..quote(&text.string[start..end], None)
        };
        let anchors = Anchors::new(&text);
        let places = |quote: &Quote| match anchors.find(quote) {
            Ok(place) => vec![place],
            Err(Failure::Ambiguous { found }) => found,
            Err(_) => vec![],
        };
        let touched = places(&asked(before, after));
        prop_assert!(touched.contains(&(start..end)), "{}..{} in {:?}: {:?}", start, end, text.string, touched);
        let whole = places(&asked("", ""));
        let own: Vec<usize> = text.string.split_word_bound_indices().map(|(at, _)| at).collect();
        let is_bound = |at: usize| at == text.string.len() || own.contains(&at);
        prop_assert!(!is_bound(start) || !is_bound(end) || whole.contains(&(start..end)), "{}..{} in {:?}", start, end, text.string);
    }

    #[test]
    fn emendations_leave_their_neighbours_alone(
        text in blocks(),
        seeds in prop::collection::vec((0usize..400, 1usize..6, "[xyz]{0,6}"), 0..6),
    ) {
        let all = disjoint(&text, &seeds);
        let mut emended = text.clone();
        // a mark on every character that no emendation touches
        let untouched = |at: usize| all.iter().all(|r| at < r.range.start || at >= r.range.end);
        let marked: Vec<(usize, char)> =
            text.string.char_indices().filter(|(at, c)| *c != '\n' && untouched(*at)).collect();
        emended.marks = marked
            .iter()
            .map(|(at, c)| Mark { range: *at..at + c.len_utf8(), kind: MarkKind::Anchor(at.to_string()) })
            .collect();
        emend(&mut emended, &all, 0);
        for mark in &emended.marks {
            match &mark.kind {
                MarkKind::Anchor(at) => {
                    let old = marked.iter().find(|(a, _)| a.to_string() == *at).unwrap().1;
                    prop_assert_eq!(&emended.string[mark.range.clone()], old.to_string());
                }
                _ => prop_assert!(matches!(mark.kind, MarkKind::Entry(_)) && emended.string.get(mark.range.clone()).is_some()),
            }
        }
        let emendations = emended.marks.iter().filter(|m| matches!(m.kind, MarkKind::Entry(_)));
        let mut read: Vec<&str> = emendations.map(|m| &emended.string[m.range.clone()]).collect();
        let mut wanted: Vec<&str> = all.iter().map(|r| r.read.as_str()).collect();
        read.sort_unstable();
        wanted.sort_unstable();
        prop_assert_eq!(read, wanted);
        let lines: Vec<&str> = emended.string.split('\n').collect();
        let blocks: Vec<&str> = (0..emended.blocks.len()).map(|i| emended.block_str(i)).collect();
        prop_assert_eq!(lines, blocks);
    }

    #[test]
    fn the_reader_takes_anything(input in markdown()) {
        let mut sources = Sources::default();
        let file = sources.add("input.md", input.clone());
        let series = series();
        let context = Context { series: &series, default_series: 1, nested_series: 1, language: "en", sigla: &Sigla::default(), typed: false };
        let mut diagnostics = Diagnostics::default();
        let draft = read(&sources, file, 0..input.len(), &context, &mut diagnostics);
        let texts = std::iter::once(&draft.body).chain(draft.notes.iter().map(|n| &n.text));
        for text in texts {
            prop_assert!(text.provenance.windows(2).all(|w| w[0].range.end <= w[1].range.start));
            for segment in &text.provenance {
                let source = sources.slice(&segment.source);
                if source.len() == segment.range.len() {
                    prop_assert_eq!(source, &text.string[segment.range.clone()]);
                }
            }
            for (index, block) in text.blocks.iter().enumerate() {
                prop_assert!(text.string.get(block.range.clone()).is_some());
                prop_assert!(index == 0 || text.blocks[index - 1].range.end + 1 == block.range.start);
            }
            prop_assert!(text.marks.iter().all(|m| text.string.get(m.range.clone()).is_some()));
            prop_assert!(text.groups.iter().all(|g| g.blocks.end <= text.blocks.len() && !g.blocks.is_empty()));
            prop_assert!(text.groups.windows(2).all(|w| w[0].blocks.start <= w[1].blocks.start));
        }
        for diagnostic in diagnostics.iter() {
            let _ = edition::diag::render_human(diagnostic, &sources);
        }
    }
}

#[test]
fn thousands_of_anchors_on_a_long_text() {
    let mut text = Text::default();
    for index in 0..8000 {
        let block = format!(
            "Paragraph {index} of the {} ledger speaks of the clerk, the committee and {index} matters more; the same old words come again — “and” again.",
            index * 7919 % 8000
        );
        text.push_block(BlockKind::Paragraph, &block);
    }
    let anchors = Anchors::new(&text);
    for index in 0..5000 {
        let words = format!("and {index} matters more");
        let found = anchors.find(&quote(&words, None)).expect("one match");
        assert_eq!(&text.string[found], words);
    }
}
