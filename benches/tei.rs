//! How long it takes to read a TEI file of 2.5 MB with 3,000 entries, from its bytes to a draft: in each of the three
//! methods by which its entries may be attached.
//!
//! Of 31 real editions a megabyte has 4,000 to 68,000 words, of half of them 17,000 to 47,000; one of 2.5 MB
//! with 3,332 entries has 80,000 in all. So it is here: what is not words is markup of words and of readings.
//! `WRITE=FILE cargo bench --bench tei` writes the file of the first method and times nothing: to build a book of it.

use criterion::{Criterion, Throughput};
use edition::diag::Diagnostics;
use edition::pipeline::imported::import;
use edition::read::tei::decode;
use edition::source::Sources;
use std::fmt::Write as _;
use std::hint::black_box;

/// How many entries a file has.
const ENTRIES: usize = 3_000;
/// How many words stand between two of them.
const WORDS: usize = 26;

fn main() {
    if let Some(path) = std::env::var_os("WRITE") {
        std::fs::write(path, file("parallel-segmentation")).expect("a file that can be written");
        return;
    }
    let mut criterion = Criterion::default().configure_from_args().sample_size(10);
    let mut group = criterion.benchmark_group("tei");
    for method in ["parallel-segmentation", "double-end-point", "location-referenced"] {
        let file = file(method);
        group.throughput(Throughput::Bytes(file.len() as u64));
        group.bench_function(method, |bench| {
            bench.iter(|| {
                let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
                let (text, encoding) = decode(file.as_bytes()).expect("UTF-8");
                let id = sources.add_decoded("text.xml", text, encoding);
                let draft = import(&sources, id, &mut diagnostics).expect("a draft").draft;
                assert_eq!(draft.entries.len(), ENTRIES);
                black_box(draft)
            });
        });
    }
    group.finish();
    criterion.final_summary();
}

/// A paragraph of a numbered section for each entry, sections of ten in chapters of ten.
fn file(method: &str) -> String {
    let mut out = format!(
        "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\" xml:lang=\"la\"><teiHeader><fileDesc><titleStmt><title>Words</title>\
         </titleStmt><publicationStmt><p>For a bench.</p></publicationStmt><sourceDesc><listWit><witness xml:id=\"A\"/>\
         <witness xml:id=\"B\"/><witness xml:id=\"C\"/></listWit></sourceDesc></fileDesc><encodingDesc>\
         <variantEncoding method=\"{method}\" location=\"external\"/></encodingDesc></teiHeader>\n<text><body>\n"
    );
    let mut words = Words(7);
    let mut entries = String::new();
    for index in 0..ENTRIES {
        let (chapter, section) = (index / 100 + 1, index / 10 % 10 + 1);
        if index % 100 == 0 {
            let _ = writeln!(out, "<div n=\"{chapter}\">");
        }
        if index % 10 == 0 {
            let _ = writeln!(out, "<div n=\"{section}\">");
        }
        let number = index % 10 + 1;
        let _ = write!(out, "<p n=\"{number}\">");
        words.write(&mut out, WORDS / 2);
        let lemma = format!("verbum{index}");
        let said = format!(
            "<lem wit=\"#A\">{lemma}</lem><rdg wit=\"#B\" type=\"orthographic\">{lemma}que</rdg><rdg wit=\"#C\" \
             type=\"omission\" cause=\"homoeoteleuton\"/>"
        );
        let _ = match method {
            "parallel-segmentation" => write!(out, " <app>{said}</app> "),
            "double-end-point" => {
                let _ = writeln!(entries, "<app from=\"#f{index}\" to=\"#t{index}\">{said}</app>");
                write!(out, " <anchor xml:id=\"f{index}\"/>{lemma}<anchor xml:id=\"t{index}\"/> ")
            }
            _ => {
                let _ = writeln!(entries, "<app loc=\"{chapter}.{section}.{number}\">{said}</app>");
                write!(out, " {lemma} ")
            }
        };
        words.write(&mut out, WORDS / 2);
        out.push_str("</p>\n");
        out.push_str(if index % 10 == 9 { "</div>\n" } else { "" });
        out.push_str(if index % 100 == 99 { "</div>\n" } else { "" });
    }
    let _ = write!(out, "</body><back><div><listApp>\n{entries}</listApp></div></back></text></TEI>");
    out
}

/// Words of four to eleven letters, always the same.
struct Words(u64);

impl Words {
    fn number(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }

    fn write(&mut self, out: &mut String, count: usize) {
        for index in 0..count {
            out.push_str(if index > 0 { " " } else { "" });
            let word: String = (0..4 + self.number(8)).map(|_| char::from(b'a' + self.number(26) as u8)).collect();
            let _ = match index % 2 {
                0 => write!(out, "<w lemma=\"{word}\" pos=\"noun\">{word}</w>"),
                _ => write!(out, "{word}"),
            };
        }
    }
}
