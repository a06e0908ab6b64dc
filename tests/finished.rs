//! The finished edition against the measured truth: its errata as the text now reads them, its
//! doubtful ones untouched, its markers and false friends. Prints the figures (`--nocapture`).

use crate::support;
use serde_json::Value;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A change of the ledger, in bytes of the witness.
struct Change {
    range: Range<usize>,
    read: String,
}

/// A document of the report with its witness.
struct Finished {
    witness: String,
    /// Where each line begins.
    lines: Vec<usize>,
    /// The applied entries of the ledger, in order.
    changes: Vec<Change>,
    report: Value,
}

/// A fact that says what stands at a place of a witness.
struct Fact<'a> {
    table: &'a toml::Table,
}

impl<'a> Fact<'a> {
    fn text(&self, key: &str) -> &'a str {
        self.table.get(key).and_then(|v| v.as_str()).unwrap_or("")
    }

    fn number(&self, key: &str) -> usize {
        self.table.get(key).and_then(toml::Value::as_integer).unwrap_or(0) as usize
    }
}

/// The gold's facts, the witnesses' folder and the names of their files by number.
fn truth() -> Option<(toml::Table, PathBuf, toml::Table)> {
    let witnesses = support::witnesses();
    let folder = witnesses.as_ref().and_then(|w| Some(w.parent()?.join("gold")));
    let Some((witnesses, folder)) = witnesses.zip(folder.filter(|f| f.join("gold_dev.toml").is_file())) else {
        support::skipped("the gold of the five witnesses is not at hand");
        return None;
    };
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).expect("the gold is readable");
    let facts = read("gold_dev.toml").parse().expect("gold_dev.toml is TOML");
    let counts = read("gold.toml").parse().expect("gold.toml is TOML");
    Some((facts, witnesses, counts))
}

/// What `edition report --json` says of the reader, by the names of the witnesses' files.
fn report(witnesses: &Path) -> BTreeMap<String, Value> {
    let out = Command::new(env!("CARGO_BIN_EXE_edition"))
        .args(["report", "--json", "--require-witnesses", "--witnesses"])
        .arg(witnesses)
        .arg(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("the program runs");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let mut report: Value = serde_json::from_slice(&out.stdout).expect("the report is JSON");
    let documents = report["documents"].as_array_mut().expect("documents").drain(..);
    documents.filter_map(|d| Some((d["witness"]["name"].as_str()?.to_owned(), d))).collect()
}

impl Finished {
    fn new(witness: String, report: Value) -> Self {
        let starts = std::iter::once(0).chain(witness.match_indices('\n').map(|(at, _)| at + 1));
        let mut finished = Self { lines: starts.collect(), witness, changes: vec![], report };
        let ledger = finished.report["ledger"].as_array().expect("a ledger").clone();
        for entry in ledger.iter().filter(|e| e["applied"] == true) {
            let number = |key: &str| entry[key].as_u64().expect("a number") as usize;
            let start = finished.offset(number("line"), number("column"));
            let end = start + entry["raw"].as_str().expect("words").len();
            let read = entry["read"].as_str().expect("words").to_owned();
            let disjoint = finished.changes.last().is_none_or(|last: &Change| last.range.end <= start);
            assert!(disjoint, "{}:{}: two entries of the ledger overlap", number("line"), number("column"));
            finished.changes.push(Change { range: start..end, read });
        }
        finished
    }

    /// The byte of a line (from 1) and a column in characters (from 0).
    fn offset(&self, line: usize, column: usize) -> usize {
        let start = self.lines[line - 1];
        let rest = &self.witness[start..];
        start + rest.char_indices().nth(column).map_or(rest.len(), |(at, _)| at)
    }

    /// `own` with all changes that overlap it or insert something at its edges.
    fn touched(&self, own: Range<usize>) -> Range<usize> {
        let touches = |c: &&Change| match c.range.is_empty() {
            true => own.start <= c.range.start && c.range.end <= own.end,
            false => c.range.start < own.end && c.range.end > own.start,
        };
        let changes: Vec<&Change> = self.changes.iter().filter(touches).collect();
        let start = changes.iter().map(|c| c.range.start).min().unwrap_or(own.start).min(own.start);
        let end = changes.iter().map(|c| c.range.end).max().unwrap_or(own.end).max(own.end);
        start..end
    }

    /// What the edition reads for a stretch of the witness.
    fn reads(&self, range: &Range<usize>) -> String {
        let (mut out, mut at) = (String::new(), range.start);
        for change in self.changes.iter().filter(|c| c.range.start >= range.start && c.range.end <= range.end) {
            if change.range.start < at {
                continue;
            }
            out.push_str(&self.witness[at..change.range.start]);
            out.push_str(&change.read);
            at = change.range.end;
        }
        out + &self.witness[at..range.end]
    }

    fn is_furniture(&self, line: usize) -> bool {
        let lines = self.report["lines"].as_array().expect("lines");
        lines.iter().any(|l| l["line"] == line && l["class"] == "furniture")
    }

    /// Whether a marker that means `mark` stands at a place.
    fn has_marker(&self, line: usize, column: usize, mark: &str) -> bool {
        let list = self.report["note_list"].as_array().expect("notes");
        let here = |n: &&Value| n["call"]["line"] == line && n["call"]["column"] == column;
        list.iter().filter(here).any(|n| n["mark"] == mark)
    }

    /// Whether the edition reads `wanted` where the fact stands. What typography changes everywhere
    /// does not count, and markers are no part of the text.
    fn follows(&self, fact: &Fact<'_>, wanted: &str) -> bool {
        let start = self.offset(fact.number("line"), fact.number("col"));
        let own = start..start + fact.text("raw").len();
        assert_eq!(&self.witness[own.clone()], fact.text("raw"), "{}", fact.text("id"));
        let range = self.touched(own.clone());
        let expected =
            format!("{}{wanted}{}", &self.witness[range.start..own.start], &self.witness[own.end..range.end]);
        let dashes = fact.text("class").starts_with("dash");
        folded(&self.reads(&range), dashes) == folded(&expected, dashes)
    }

    fn is_corrected(&self, fact: &Fact<'_>) -> bool {
        let digits: String = fact.text("correction").chars().filter(char::is_ascii_digit).collect();
        match fact.text("class") {
            "marker-glued" | "marker-damaged" => self.has_marker(fact.number("line"), fact.number("col"), &digits),
            _ if self.is_furniture(fact.number("line")) => true,
            _ => self.follows(fact, fact.text("correction")),
        }
    }
}

/// Signs as anchors fold them, without markers of notes; dashes only where they are not what counts.
fn folded(text: &str, dashes: bool) -> String {
    let sign = |c: char| match c {
        '“' | '”' | '„' | '‘' | '’' | '‚' | '`' | '´' | '"' => '\'',
        '–' | '—' if !dashes => '-',
        c => c,
    };
    let text = text.replace("''", "'").replace("--", if dashes { "--" } else { "-" });
    let mut out = String::new();
    let mut rest = text.as_str();
    while let Some(c) = rest.chars().next() {
        let marker = rest.strip_prefix('(').and_then(|r| r.split_once(')')).filter(|(mark, _)| is_mark(mark));
        match marker {
            Some((_, after)) => rest = after,
            None => {
                out.push(sign(c));
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ").trim().replace(" —", "—").replace("— ", "—")
}

fn is_mark(mark: &str) -> bool {
    (1..=2).contains(&mark.len()) && mark.chars().all(|c| c.is_ascii_digit() || c == 'l')
}

at_hand::needs_gold! {
    fn certain_errata_are_corrected_and_doubtful_ones_stand() {
        let Some((facts, witnesses, counts)) = truth() else { return };
        let mut reports = report(&witnesses);
        let documents: BTreeMap<&str, Finished> = counts["doc"]
            .as_table()
            .expect("documents")
            .iter()
            .map(|(doc, table)| {
                let file = table["file"].as_str().expect("a file name");
                let bytes = std::fs::read(witnesses.join(file)).expect("the witness is readable");
                let witness = edition::read::plain::decode(&bytes).text;
                let report = reports.remove(file).expect("the reader has every witness");
                (doc.as_str(), Finished::new(witness, report))
            })
            .collect();
        let mut tally: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        let (mut missed, mut changed) = (vec![], vec![]);
        for table in facts["erratum"].as_array().expect("errata").iter().filter_map(toml::Value::as_table) {
            let fact = Fact { table };
            let document = &documents[fact.text("doc")];
            let (certainty, name) = (fact.text("certainty"), format!("{} {:?}", fact.text("id"), fact.text("correction")));
            let corrected = document.is_corrected(&fact);
            let entry = tally.entry(certainty).or_default();
            entry.1 += 1;
            entry.0 += usize::from(corrected);
            if certainty == "doubtful" {
                // Some note a doubt about a place whose words are right.
                let is_change = fact.text("raw") != fact.text("correction");
                changed.extend((is_change && corrected).then_some(name));
            } else if !corrected {
                missed.push(format!("{certainty} {name}"));
            }
        }
        for (certainty, (corrected, all)) in &tally {
            println!("{certainty}: {corrected} of {all} read as the gold says");
        }
        println!("missed: {missed:#?}\ndoubtful ones changed: {changed:?}");
        assert!(changed.is_empty(), "doubtful errata were changed: {changed:?}");
        let (corrected, all) = tally["certain"];
        assert!(corrected * 100 >= all * 95, "{corrected} of {all} certain errata corrected: {missed:#?}");
    }
}
