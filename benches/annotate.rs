//! How long it takes to hang an apparatus on one long text, at 4,000, 8,000 and 16,000 entries. The time per
//! entry should not grow; it does for quotations of fewer than four bytes, which are looked for from the
//! text's beginning to its end, and is not measured for these.

use criterion::{BenchmarkId, Criterion, Throughput};
use edition::anchor::Anchors;
use edition::annotate::emend::{Replacement, emend};
use edition::config::standoff::Quote;
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

/// The word before each number.
fn replacements(text: &Text) -> Vec<Replacement> {
    let found = text.string.match_indices("number");
    found.map(|(at, word)| Replacement { range: at..at + word.len(), read: "entry".to_owned() }).collect()
}
