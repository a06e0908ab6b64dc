//! How long import, lines, shaping, pages and the whole book take, on words of our own.
//!
//! `cargo bench` measures; `benches/scale` times the whole process at several sizes. `book/pages`
//! has the lines in it, `book/breaks` breaks pages alone.

use criterion::{Criterion, Throughput};
use edition::diag::Diagnostics;
use edition::fonts::FontSet;
use edition::model::document::{Arrangement, Edition};
use edition::model::length::Length;
use edition::model::page::{Layout, PageMap};
use edition::read::plain;
use edition::source::Sources;
use edition::style::Style;
use edition::typeset::lines::linebreak::{Params, break_lines};
use edition::typeset::lines::node::{FORBIDDEN, FORCED, Node};
use edition::typeset::typeset;
use edition::write::epub;
use edition::write::pdf;
use harfrust::{Buffer, Direction, Script, ShapeOptions, ShapePlan, ShaperFont};
use std::hint::black_box;

#[allow(dead_code)]
#[path = "../tests/typeset/apparatus.rs"]
mod apparatus;
#[allow(dead_code)] // The tests use more of it.
#[path = "../tests/typeset/book.rs"]
mod book;
#[allow(dead_code)]
#[path = "../tests/typeset/index.rs"]
mod index;

use book::Words;

/// The words of a book of N = 1, the unit of `benches/scale`.
const WORDS: usize = 25_000;

/// The words of a paragraph.
const PARAGRAPH: usize = 120;

/// The CSS of a book without a style of its own.
const CSS: &str = include_str!("../styles/reader.css");

// By hand, for `criterion_main!` makes public functions without documentation.
fn main() {
    let mut criterion = Criterion::default().configure_from_args().sample_size(20);
    import(&mut criterion);
    lines(&mut criterion);
    shaping(&mut criterion);
    book(&mut criterion);
    criterion.final_summary();
}

/// Breaking paragraphs, as nodes, into lines.
fn lines(criterion: &mut Criterion) {
    let mut words = Words::new(3);
    let paragraphs: Vec<Vec<Node>> = (0..WORDS / PARAGRAPH).map(|_| nodes(&mut words)).collect();
    let params = Params {
        first: Length(26_000),
        first_lines: 1,
        rest: Length(28_000),
        tolerance: 200,
        background: Length::ZERO,
        expansion: [0, 1],
        line_penalty: 10,
        double_hyphen: 10_000,
        final_hyphen: 5_000,
        fitness: 10_000,
        contrast: 0,
        same_word: 0,
        runt: Length(2_000),
        runt_demerits: 10_000,
        brim: Length::ZERO,
        brim_demerits: 0,
        last_pass: true,
        settings: true,
    };
    let mut group = criterion.benchmark_group("lines");
    group.throughput(Throughput::Elements(WORDS as u64));
    group.bench_function("break", |bencher| {
        bencher.iter(|| paragraphs.iter().filter_map(|nodes| break_lines(black_box(nodes), &params)).count());
    });
    group.finish();
}

/// A paragraph of words of random width, the long ones with a place for a hyphen.
fn nodes(words: &mut Words) -> Vec<Node> {
    let zero = Length::ZERO;
    let mut nodes = vec![];
    for index in 0..PARAGRAPH {
        if index > 0 {
            nodes.push(Node::Glue {
                width: Length(250),
                stretch: Length(125),
                shrink: Length(83),
                fill: false,
                words: [0; 2],
                protrusion: Length::ZERO,
                at: 0,
            });
        }
        let width = 400 + words.number(3_000) as i64;
        nodes.push(Node::Box { width: Length(width), protrusion: Length::ZERO, letters: Length::ZERO });
        if width > 1_800 {
            nodes.push(Node::Penalty {
                width: Length(330),
                cost: 50,
                flagged: true,
                protrusion: Length::ZERO,
                letters: Length::ZERO,
                at: 0,
            });
            nodes.push(Node::Box { width: Length(900), protrusion: Length::ZERO, letters: Length::ZERO });
        }
    }
    nodes.push(Node::Penalty {
        width: zero,
        cost: FORBIDDEN,
        flagged: false,
        protrusion: Length::ZERO,
        letters: Length::ZERO,
        at: 0,
    });
    nodes.push(Node::Glue {
        width: zero,
        stretch: zero,
        shrink: zero,
        fill: true,
        words: [0; 2],
        protrusion: Length::ZERO,
        at: 0,
    });
    nodes.push(Node::Penalty {
        width: zero,
        cost: FORCED,
        flagged: false,
        protrusion: Length::ZERO,
        letters: Length::ZERO,
        at: 0,
    });
    nodes
}

/// Shaping every paragraph once with one plan: the floor below which no typesetting can be.
fn shaping(criterion: &mut Criterion) {
    let mut words = Words::new(3);
    let paragraphs: Vec<String> = (0..WORDS / PARAGRAPH).map(|_| words.prose(PARAGRAPH)).collect();
    let fonts = FontSet::embedded();
    let font = fonts.faces[0].font().expect("the embedded face");
    let (direction, script) = (Direction::LeftToRight, Some(Script::LATIN));
    let plan = ShapePlan::new(&font, direction, script, None, &[]);
    let mut buffer = Buffer::new();
    let mut group = criterion.benchmark_group("shaping");
    group.throughput(Throughput::Elements(WORDS as u64));
    group.bench_function("floor", |bencher| {
        bencher.iter(|| {
            for paragraph in &paragraphs {
                buffer.clear();
                buffer.push_str(black_box(paragraph));
                buffer.set_direction(direction);
                buffer.set_script(script);
                let options = ShapeOptions::new().plan(Some(&plan));
                harfrust::shape(&ShaperFont::new(&font), &mut buffer, options).expect("shaped");
                black_box(buffer.glyph_positions());
            }
        });
    });
    group.finish();
}

/// A plain-text witness of N = 1 with a note every 150 words, as the web gives it.
fn import(criterion: &mut Criterion) {
    let mut source = Words::new(1);
    let notes = WORDS / 150;
    let body: String = (1..=notes).map(|n| format!("{} [{n}]\n\n", source.prose(150))).collect();
    let ends: String = (1..=notes).map(|n| format!("[{n}] {}\n\n", source.prose(12))).collect();
    let mut sources = Sources::default();
    let file = sources.add("witness.txt", format!("The Title\n\n{body}Notes\n\n{ends}"));
    let options = plain::Options { profile: "auto", overrides: &[], series: 0, language: "en" };
    let mut group = criterion.benchmark_group("import");
    group.throughput(Throughput::Elements(WORDS as u64));
    group.bench_function("plain", |bencher| {
        bencher.iter(|| plain::read(&sources, file, &options, &mut Diagnostics::default()).notes.len());
    });
    group.finish();
}

/// A whole book of N = 1, from the edition to both files in memory.
fn book(criterion: &mut Criterion) {
    let (edition, style, fonts) = (book::sample(WORDS, 3), Style::reader(), FontSet::embedded());
    let (layout, map) = pages(&edition, &style, &fonts);
    let mut group = criterion.benchmark_group("book");
    group.throughput(Throughput::Elements(WORDS as u64));
    group.bench_function("pages", |bencher| bencher.iter(|| pages(&edition, &style, &fonts)));
    let set = edition::typeset::set(&edition, &style, &fonts, &mut Diagnostics::default());
    group.bench_function("breaks", |bencher| bencher.iter(|| set.break_again()));
    group.bench_function("pdf", |bencher| bencher.iter(|| pdf::write(&edition, &layout, &fonts).is_ok()));
    group.bench_function("epub", |bencher| bencher.iter(|| epub::write(&edition, &map, CSS, &fonts).is_ok()));
    group.bench_function("whole", |bencher| {
        bencher.iter(|| {
            let (layout, map) = pages(&edition, &style, &fonts);
            let pdf = pdf::write(&edition, &layout, &fonts);
            (pdf.is_ok(), epub::write(&edition, &map, CSS, &fonts).is_ok())
        });
    });
    group.finish();
    indexes(criterion);
    apparatus(criterion);
}

/// Books of 150 and 600 paragraphs with about 700 and 2,900 notes that print numbers of lines, as
/// separate paragraphs and run together.
fn apparatus(criterion: &mut Criterion) {
    let (style, fonts) = (Style::reader(), FontSet::embedded());
    let mut group = criterion.benchmark_group("apparatus");
    group.sample_size(10);
    for (name, arrangement) in [("separate", Arrangement::Separate), ("run-together", Arrangement::RunTogether)] {
        for paragraphs in [150, 600] {
            let edition = apparatus::numbered(9, [1, paragraphs, 60, 12], arrangement);
            let notes = edition.documents[0].notes.len();
            group.throughput(Throughput::Elements(notes as u64));
            group.bench_function(format!("{name}-{paragraphs}-paragraphs"), |bencher| {
                bencher.iter(|| pages(&edition, &style, &fonts));
            });
        }
    }
    group.finish();
}

/// A book with an index: of N = 1 with 2,000 places, of N = 10 with 80,000, and the same without.
fn indexes(criterion: &mut Criterion) {
    let (style, fonts) = (Style::reader(), FontSet::embedded());
    let mut group = criterion.benchmark_group("index");
    group.sample_size(10);
    for (words, names, places) in
        [(WORDS, 150, 0), (WORDS, 150, 2_000), (WORDS * 10, 2_000, 0), (WORDS * 10, 2_000, 80_000)]
    {
        let edition = index::indexed(words, 5, names, places, true);
        group.throughput(Throughput::Elements(words as u64));
        group.bench_function(format!("{words}-words-{places}-places"), |bencher| {
            bencher.iter(|| {
                let (layout, map) = pages(&edition, &style, &fonts);
                let pdf = pdf::write(&edition, &layout, &fonts);
                (pdf.is_ok(), epub::write(&edition, &map, CSS, &fonts).is_ok())
            });
        });
    }
    group.finish();
}

fn pages(edition: &Edition, style: &Style, fonts: &FontSet) -> (Layout, PageMap) {
    typeset(edition, style, fonts, &mut Diagnostics::default())
}
