//! The parallels of the five texts against the measured truth, where both are there: in the edition
//! as the program makes it, and in the bare texts. The figures are printed.

use edition::diag::Diagnostics;
use edition::model::document::{Document, Edition};
use edition::parallels::find;
use edition::parallels::texts::Texts;
use edition::read::plain;
use edition::report::parallels as report;
use edition::source::Sources;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The documents' ids in the edition and in the truth.
const DOCUMENTS: [(&str, &str); 5] = [
    ("trotsky-1938", "000"),
    ("martens-1994", "001"),
    ("trotsky-1935", "002"),
    ("wright-1941", "003"),
    ("lefort-1948", "004"),
];

struct Gold {
    witnesses: PathBuf,
    /// Class and both sides of every parallel, those inside one document too.
    parallels: Vec<(String, String, Place, Place)>,
}

/// A document of the truth, a line, and columns.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Place {
    document: String,
    line: i64,
    start: i64,
    end: i64,
}

fn gold() -> Option<Gold> {
    let witnesses = crate::support::witnesses();
    let file = witnesses.as_ref().and_then(|w| Some(w.parent()?.join("gold/gold_dev.toml")));
    let Some((witnesses, file)) = witnesses.zip(file.filter(|file| file.is_file())) else {
        crate::support::skipped("the gold of the five witnesses is not at hand");
        return None;
    };
    let facts: toml::Table = std::fs::read_to_string(file).expect("the gold").parse().expect("TOML");
    let place = |side: &toml::Value| {
        let number = |key: &str| side[key].as_integer().expect("a number");
        let document = side["doc"].as_str().expect("a document").to_owned();
        Place { document, line: number("line"), start: number("col"), end: number("end") }
    };
    let text = |fact: &toml::Value, key: &str| fact[key].as_str().expect("a string").to_owned();
    let all = ["parallel", "internal_parallel"].iter().flat_map(|key| facts[*key].as_array().expect("facts"));
    let parallels = all.map(|f| (text(f, "id"), text(f, "class"), place(&f["a"]), place(&f["b"]))).collect();
    Some(Gold { witnesses, parallels })
}

/// A proposal's sides, its kind and what `parallels.toml` says of it.
type Found = (Place, Place, Value);

fn found(list: &[Value]) -> Vec<Found> {
    let place = |side: &Value| {
        let number = |key: &str| side[key].as_i64().expect("a number");
        let id = side["document"].as_str().expect("a document");
        let document = DOCUMENTS.iter().find(|(own, _)| *own == id).expect("one of the five").1.to_owned();
        Place { document, line: number("line"), start: number("column"), end: number("end") }
    };
    list.iter().map(|p| (place(&p["a"]), place(&p["b"]), p.clone())).collect()
}

/// Whether two places have half of the shorter one in common.
fn is_half(x: &Place, y: &Place) -> bool {
    let common = x.end.min(y.end) - x.start.max(y.start);
    x.document == y.document && x.line == y.line && 2 * common >= (x.end - x.start).min(y.end - y.start)
}

fn is_same(found: &Found, a: &Place, b: &Place) -> bool {
    is_half(&found.0, a) && is_half(&found.1, b) || is_half(&found.0, b) && is_half(&found.1, a)
}

/// What the program prints for the reader of this repository.
fn edited(gold: &Gold) -> Vec<Found> {
    let output = Command::new(env!("CARGO_BIN_EXE_edition"))
        .args(["parallels", "--json", "--witnesses"])
        .arg(&gold.witnesses)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")))
        .output()
        .expect("the program runs");
    let list: Vec<Value> = serde_json::from_slice(&output.stdout).expect("JSON");
    found(&list)
}

/// What is found in the texts as the import reads them, without sheets, notes or judgements.
fn bare(gold: &Gold) -> Vec<Found> {
    let mut sources = Sources::default();
    let mut edition = Edition { series: edition::config::book::default_series(), ..Edition::default() };
    for (id, number) in DOCUMENTS {
        let names = std::fs::read_dir(&gold.witnesses).expect("the witnesses").flatten().map(|e| e.path());
        let is_it = |path: &PathBuf| path.file_name().is_some_and(|n| n.to_string_lossy().starts_with(number));
        let path = names.into_iter().find(is_it).expect("the witness");
        let text = plain::decode(&std::fs::read(path).expect("the witness is readable")).text;
        let file = sources.add(id, text);
        let options = plain::Options { profile: "auto", overrides: &[], series: 0, language: "en" };
        let draft = plain::read(&sources, file, &options, &mut Diagnostics::default());
        let (body, notes) = (draft.body, draft.notes);
        edition.documents.push(Document { id: id.to_owned(), body, notes, ..Document::default() });
    }
    let texts = Texts::new(&edition);
    let proposals = find(&texts.blocks());
    let reports = proposals.into_iter().filter_map(|p| report::report(&sources, &texts, &(p, None)));
    found(&reports.map(|r| serde_json::to_value(r).expect("JSON")).collect::<Vec<_>>())
}

/// The rank of every retranslation of the truth, from 1.
fn ranks(gold: &Gold, found: &[Found]) -> Vec<(String, Option<usize>)> {
    let wanted = gold.parallels.iter().filter(|(_, class, ..)| class == "retranslation");
    wanted.map(|(id, _, a, b)| (id.clone(), found.iter().position(|f| is_same(f, a, b)).map(|at| at + 1))).collect()
}

at_hand::needs_gold! {
    fn retranslations_are_among_the_first_fifteen_and_the_first_ten_are_true() {
        let gold = gold().expect("the gold is at hand");
        let edited = edited(&gold);
        let accepted: Vec<&Found> = edited.iter().filter(|(.., report)| report["status"] == "accepted").collect();
        for (name, list) in [("the edition", &edited), ("the bare texts", &bare(&gold))] {
            let ranks = ranks(&gold, list);
            let early = ranks.iter().filter(|(_, rank)| rank.is_some_and(|rank| rank <= 15)).count();
            // what is not in the truth's open half has been judged by eye: `corpus/parallels.toml`
            let is_true = |f: &Found| {
                gold.parallels.iter().any(|(.., a, b)| is_same(f, a, b)) || accepted.iter().any(|t| is_same(f, &t.0, &t.1))
            };
            let first_false = list.iter().position(|f| !is_true(f)).map_or(list.len(), |at| at) + 1;
            let known = gold.parallels.iter().filter(|(.., a, b)| list.iter().any(|f| is_same(f, a, b))).count();
            println!(
                "parallels of {name}: {} proposed; {early} of {} retranslations among the first 15 {ranks:?}; \
                 {known} of {} of any kind; first false one at rank {first_false}",
                list.len(),
                ranks.len(),
                gold.parallels.len(),
            );
            assert!(early * 5 >= ranks.len() * 4, "{name}: {ranks:?}");
            assert!(first_false > 10, "{name}: {:?}", list[first_false - 1]);
        }
    }
}

at_hand::needs_gold! {
    fn nothing_that_is_found_in_the_five_texts_is_left_unjudged() {
        let gold = gold().expect("the gold is at hand");
        let unjudged: Vec<Value> =
            edited(&gold).into_iter().map(|(.., report)| report).filter(|r| r["status"].is_null()).collect();
        assert!(unjudged.is_empty(), "{unjudged:#?}");
    }
}
