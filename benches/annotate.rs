//! How long it takes to hang an apparatus on one long text, at 4,000, 8,000 and 16,000 entries, with 25 words of
//! text for each. The time per entry should not grow: neither for words that stand once, nor for the frequent
//! short ones of a critical apparatus, which their context tells apart.

use criterion::{BenchmarkId, Criterion, Throughput};
use edition::anchor::Anchors;
use edition::annotate::emend::{Replacement, emend};
use edition::config::standoff::Quote;
use edition::config::variant::Stand;
use edition::model::text::{BlockKind, Mark, MarkKind, Segment, Text};
use edition::source::{Sources, Span};
use std::hint::black_box;

fn main() {
    let mut criterion = Criterion::default().configure_from_args().sample_size(10);
    let mut group = criterion.benchmark_group("annotate");
    for count in [4_000, 8_000, 16_000] {
        let text = text(count);
        group.throughput(Throughput::Elements(count as u64));
        group.bench_function(BenchmarkId::new("anchors", count), |bench| bench.iter(|| anchors(&text, count)));
        let (frequent, quotes) = lemmata(count);
        group.bench_function(BenchmarkId::new("lemmata", count), |bench| {
            bench.iter(|| {
                let anchors = Anchors::new(&frequent);
                quotes.iter().filter(|quote| black_box(anchors.lemma(quote)).is_ok()).count()
            });
        });
        let all = replacements(&text);
        group.bench_function(BenchmarkId::new("emend", count), |bench| {
            bench.iter(|| {
                let mut text = text.clone();
                emend(&mut text, &all, 0);
                black_box(text)
            });
        });
    }
    group.finish();
    criterion.final_summary();
}

/// A paragraph for each entry, with a mark and its provenance.
fn text(count: usize) -> Text {
    let file = Sources::default().add("text.md", "");
    let mut text = Text::default();
    for index in 0..count {
        let block = format!("The keeper of the light wrote number {index:05} of the log, and of the tide that came.");
        let index = text.push_block(BlockKind::Paragraph, &block);
        let range = text.blocks[index].range.clone();
        text.marks.push(Mark { range: range.start..range.start + 10, kind: MarkKind::Emphasis });
        text.provenance.push(Segment { source: Span::new(file, range.clone()), range });
    }
    text
}

/// Each entry's number is looked for: one word.
fn anchors(text: &Text, count: usize) {
    let anchors = Anchors::new(text);
    let span = Span::new(Sources::default().add("notes.toml", ""), 0..0);
    for index in 0..count {
        let [exact, prefix] = [format!("{index:05}"), "number".to_owned()];
        let suffix = String::new();
        let quote = Quote { exact, prefix, suffix, occurrence: None, container: None, span: span.clone() };
        let _ = black_box(anchors.find(&quote));
    }
}

/// The words that an apparatus quotes most.
const FREQUENT: [&str; 20] = [
    "of", "et", "the", "in", "a", "to", "ut", "non", "is", "ad", "ὁ", "καὶ", "δὲ", "and", "est", "cum", "it", "τὸ",
    "be", "as",
];

/// A text in which two words of five are frequent ones, and lemmata for each 25 words of it: one frequent word
/// between the words beside it, every fourth time with another after it as a second part.
fn lemmata(count: usize) -> (Text, Vec<Stand>) {
    let mut seed = 7u64;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    let words: Vec<String> = (0..count * 25)
        .map(|index| match index % 5 {
            1 | 3 => FREQUENT[next(FREQUENT.len())].to_owned(),
            _ => format!("no{:05}", next(20_000)),
        })
        .collect();
    let mut text = Text::default();
    for block in words.chunks(100) {
        text.push_block(BlockKind::Paragraph, &block.join(" "));
    }
    let span = Span::new(Sources::default().add("notes.toml", ""), 0..0);
    let quote = |exact: &str, prefix: String, suffix: String| Quote {
        exact: exact.to_owned(),
        prefix,
        suffix,
        occurrence: None,
        container: None,
        span: span.clone(),
    };
    let lemma = |index: usize| {
        let at = index * 25 + 1;
        let (before, after) = (format!("{} ", words[at - 1]), format!(" {}", words[at + 1]));
        Stand::Parts(match index % 4 {
            0 => vec![quote(&words[at], before, String::new()), quote(&words[at + 2], after, String::new())],
            _ => vec![quote(&words[at], before, after)],
        })
    };
    (text, (0..count).map(lemma).collect())
}

/// The word before each number.
fn replacements(text: &Text) -> Vec<Replacement> {
    let found = text.string.match_indices("number");
    found.map(|(at, word)| Replacement { range: at..at + word.len(), read: "entry".to_owned() }).collect()
}
