//! The figures of an apparatus: who has what, in how many places two agree, and the same as NEXUS, which a reader
//! after the letter of the format takes.

#[path = "variation/nexus.rs"]
mod nexus;
#[path = "variation/sample.rs"]
pub(crate) mod sample;

use crate::cli::run_case;
use crate::support::{check_expected, copy_folder};
use edition::model::apparatus::{EntryId, SiglumId, Within};
use edition::model::document::Document;
use edition::report::apparatus::nexus as write;
use edition::variation::{Counts, Variation};
use sample::{Drawn, document};
use std::fmt::Write as _;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::Command;

fn folder(case: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/apparatus").join(case)
}

/// What `edition report` says of an apparatus: for people, for programs, as NEXUS.
#[test]
fn the_report_tells_every_entry() {
    run_case(&folder("report"));
}

#[test]
fn sigla_by_kind_and_group_with_extent_and_pages() {
    check_document("witnesses-conspectus", "sigla");
    check_document("witnesses-conspectus-without-pages", "sigla");
}

#[test]
fn agreements_in_tables_that_fit_the_page() {
    check_document("agreement", "figures");
}

#[test]
fn the_index_leads_into_notes_and_layers() {
    check_document("index-page-and-line-into-notes-and-layers", "names");
}

#[test]
fn where_lines_have_no_numbers_the_index_gives_milestones() {
    check_document("index-by-milestones", "names");
}

/// Builds the EPUB of a case and compares the body of a document in it with what is expected.
fn check_document(case: &str, document: &str) {
    let work = tempfile::tempdir().expect("a temporary folder");
    copy_folder(&folder(case), work.path());
    let output = Command::new(env!("CARGO_BIN_EXE_edition"))
        .args(["build", "--format", "epub"])
        .current_dir(work.path())
        .output()
        .expect("the command runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let file = std::fs::File::open(work.path().join("dist/harbour-papers.epub")).expect("an EPUB");
    let mut archive = zip::ZipArchive::new(file).expect("a container");
    let mut page = String::new();
    let name = format!("EPUB/text/{document}.xhtml");
    archive.by_name(&name).expect("the document").read_to_string(&mut page).expect("text");
    let body = page.split_once("<body").and_then(|(_, rest)| rest.split_once("</body>")).map_or("", |(body, _)| body);
    check_expected(&folder(case).join("expected.xhtml"), &format!("<body{body}</body>\n"));
}

/// `A 0 1 ?` for each witness, and its agreements with all: `2/3`.
fn told(document: &Document) -> String {
    let variation = Variation::of(document);
    let mut out = String::new();
    for (index, id) in variation.witnesses.iter().enumerate() {
        let states = variation.varying().map(|place| place.states[index].map_or("?".to_owned(), |s| s.to_string()));
        let pairs = (0..variation.witnesses.len()).map(|other| {
            let pair = variation.agreement(index, other);
            format!("{}/{}", pair.agree, pair.of)
        });
        let (states, pairs): (Vec<_>, Vec<_>) = (states.collect(), pairs.collect());
        let _ = writeln!(out, "{} {} | {}", document.sigla.name(*id), states.join(" "), pairs.join(" "));
    }
    for one in variation.singular() {
        let (siglum, entry) = (document.sigla.name(one.witness), &document.entries[one.entry.0 as usize]);
        let _ = writeln!(out, "{siglum} alone: {} {}", entry.id, entry.readings[one.reading].words);
    }
    out
}

#[test]
fn an_omission_is_a_state_and_who_lacks_a_place_has_none() {
    let document = document("A B C D", &[("towne", "town B C; om. D", ""), ("quiet", "still B", "D")]);
    let expected = "A 0 0 | 2/2 0/2 1/2 0/1\nB 1 1 | 0/2 2/2 1/2 0/1\nC 1 0 | 1/2 1/2 2/2 0/1\nD 2 ? | 0/1 0/1 0/1 1/1\n\
                    D alone: c:1 \nB alone: c:2 still\n";
    assert_eq!(told(&document), expected);
}

#[test]
fn the_same_words_under_two_readings_are_one_state() {
    let document = document("A B C", &[("towne", "town B; town C", "")]);
    assert_eq!(told(&document), "A 0 | 1/1 0/1 0/1\nB 1 | 0/1 1/1 1/1\nC 1 | 0/1 1/1 1/1\n");
}

#[test]
fn a_place_where_nobody_differs_is_no_place_of_variation() {
    let document = document("A B", &[("towne", "tower Quill", ""), ("quiet", "still B", "A")]);
    let variation = Variation::of(&document);
    assert_eq!((variation.places.len(), variation.varying().count()), (2, 0));
    let error = write(&document).expect_err("no matrix without characters");
    assert_eq!(error.code, "no-variation");
}

#[test]
fn who_has_not_the_reading_neither_varies_nor_lacks_it() {
    let mut document = document("A B C D", &[("towne", "town B C", "D"), ("town", "toun C", "A D")]);
    document.entries[1].within = Some(Within { entry: EntryId(0), reading: 0 });
    document.entries[1].tally.lacking.clear();
    let counts = Counts::of(&document, &Variation::of(&document));
    let told: Vec<_> = counts.witnesses.iter().map(|c| [c.lemma, c.variants, c.singular, c.lacking]).collect();
    assert_eq!(told, [[1, 0, 0, 0], [0, 1, 0, 0], [0, 1, 1, 0], [0, 0, 0, 1]]);
}

#[test]
fn without_witnesses_in_force_there_is_nothing_to_count() {
    let error = write(&Document { id: "tides".into(), ..Document::default() }).expect_err("no taxa");
    assert_eq!(error.code, "no-witnesses");
}

#[test]
fn nexus_with_every_kind_of_reading_and_label() {
    let entries = [
        ("towne", "town B b; om. 33", ""),
        ("the keeper’s lamp was lit at seven in the [long] evening", "keeper's B; add. so b; praem. it's 33", ""),
        ("", "lo B", "33"),
        ("was quiet", "transp. B; illeg. b", ""),
    ];
    let document = document("A B b 33", &entries);
    let file = write(&document).expect("a file");
    nexus::read(&file).expect("sound");
    check_expected(&folder("nexus").join("expected.nex"), &file);
}

#[test]
fn more_states_than_symbols_without_case() {
    let sigla: Vec<String> = (0..63).map(|n| format!("W{n}")).collect();
    let readings: Vec<String> = sigla.iter().skip(1).map(|siglum| format!("word{siglum} {siglum}")).collect();
    let make = |count: usize| document(&sigla[..count].join(" "), &[("word", &readings[..count - 1].join("; "), "")]);
    for count in [36, 37, 62] {
        let read = nexus::read(&write(&make(count)).expect("a file")).expect("sound");
        assert_eq!((read.taxa.len(), read.respects_case), (count, count > 36));
    }
    assert_eq!(write(&make(63)).expect_err("too many").code, "too-many-states");
}

/// What is counted from the matrix that a reader finds is what was counted before.
#[test]
fn the_file_says_what_the_figures_say() {
    for seed in 0..60 {
        let document = Drawn::new(seed).document();
        let variation = Variation::of(&document);
        let count = variation.witnesses.len();
        for place in &variation.places {
            assert_eq!(place.states.len(), count);
        }
        let counts = Counts::of(&document, &variation);
        for one in &counts.witnesses {
            assert_eq!(one.lemma + one.variants + one.lacking, variation.places.len(), "seed {seed}");
            assert!(one.singular <= one.variants, "seed {seed}");
        }
        for a in 0..count {
            for b in 0..count {
                let (pair, back) = (variation.agreement(a, b), variation.agreement(b, a));
                assert_eq!(pair, back, "seed {seed}");
                assert!(pair.agree <= pair.of && (a != b || pair.agree == pair.of), "seed {seed}");
            }
        }
        let Ok(file) = write(&document) else { continue };
        let read = nexus::read(&file).unwrap_or_else(|fault| panic!("seed {seed}: {fault}\n{file}"));
        assert_eq!(read.rows.len(), count);
        for a in 0..count {
            for b in 0..count {
                let both: Vec<_> =
                    read.rows[a].iter().zip(&read.rows[b]).filter_map(|(a, b)| Some(((*a)?, (*b)?))).collect();
                let pair = variation.agreement(a, b);
                assert_eq!(both.len(), pair.of, "seed {seed}");
                assert_eq!(both.iter().filter(|(a, b)| a == b).count(), pair.agree, "seed {seed}");
            }
        }
    }
}

#[test]
fn the_order_of_witnesses_is_that_of_the_sheet() {
    let mut document = document("A B C", &[("towne", "town B", "")]);
    document.sigla.in_force = vec![SiglumId(2), SiglumId(0), SiglumId(1)];
    let read = nexus::read(&write(&document).expect("a file")).expect("sound");
    assert_eq!(read.taxa, ["C", "A", "B"]);
}
