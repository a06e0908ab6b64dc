//! The five witnesses against the measured truth, where both are there: counts, line classes,
//! markers and false friends, with the overrides of `corpus/` and without any.

use edition::config::sheet::Override;
use edition::diag::{Diagnostics, Severity};
use edition::model::account::LineClass;
use edition::model::draft::Draft;
use edition::normalize::ledger;
use edition::read::plain;
use edition::report::{self, DocumentReport};
use edition::source::{Sources, Span};
use edition::table::Located;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::PathBuf;

struct Gold {
    witnesses: PathBuf,
    counts: toml::Table,
    facts: toml::Table,
    lines: Vec<Value>,
}

/// The gold, or `None` (said on standard output) where it is not there.
fn gold() -> Option<Gold> {
    let witnesses = crate::support::witnesses();
    let folder = witnesses.as_ref().and_then(|w| Some(w.parent()?.join("gold")));
    let Some((witnesses, folder)) = witnesses.zip(folder.filter(|f| f.join("gold.toml").is_file())) else {
        crate::support::skipped("the gold of the five witnesses is not at hand");
        return None;
    };
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).expect("the gold is readable");
    Some(Gold {
        counts: read("gold.toml").parse().expect("gold.toml is TOML"),
        facts: read("gold_dev.toml").parse().expect("gold_dev.toml is TOML"),
        lines: serde_json::from_str(&read("lines.json")).expect("lines.json is JSON"),
        witnesses,
    })
}

struct Import {
    sources: Sources,
    draft: Draft,
    report: DocumentReport,
    witness: String,
    errors: usize,
}

fn import(gold: &Gold, doc: &str, overrides: &[&str]) -> Import {
    let file = gold.counts["doc"][doc]["file"].as_str().expect("a file name");
    let bytes = std::fs::read(gold.witnesses.join(file)).expect("the witness is readable");
    let witness = plain::decode(&bytes).text;
    let mut sources = Sources::default();
    let id = sources.add(file, witness.clone());
    let sheet = sources.add("document.toml", "exact");
    let span = Span::new(sheet, 0..5);
    let overrides: Vec<Override> = overrides
        .iter()
        .map(|exact| Override {
            exact: Located { value: (*exact).to_owned(), span: span.clone() },
            class: LineClass::Blockquote,
            reason: "no words lead into it".to_owned(),
            span: span.clone(),
        })
        .collect();
    let mut diagnostics = Diagnostics::default();
    let options = plain::Options { profile: "auto", overrides: &overrides, series: 0, language: "en" };
    let draft = plain::read(&sources, id, &options, &mut diagnostics);
    let report = report::draft(&sources, doc, &draft, None, report::Entries::All);
    let errors = diagnostics.iter().filter(|d| d.severity == Severity::Error).count();
    Import { sources, draft, report, witness, errors }
}

/// What the five need to be told: two quotations that no words lead into.
fn overrides(doc: &str) -> &'static [&'static str] {
    if doc == "004" { &["Let us hold out our hands", "None of us desires or is able"] } else { &[] }
}

const DOCUMENTS: [&str; 5] = ["000", "001", "002", "003", "004"];

fn wrong_lines(gold: &Gold, import: &Import, doc: &str) -> Vec<(u32, String, String)> {
    let found: BTreeMap<u32, String> = import
        .report
        .lines
        .iter()
        .map(|l| (l.line, serde_json::to_value(l.class).unwrap().as_str().unwrap().to_owned()))
        .collect();
    let expected: BTreeMap<u32, String> = gold
        .lines
        .iter()
        .filter(|l| l["doc"] == doc)
        .map(|l| (l["line"].as_u64().unwrap() as u32, l["cls"].as_str().unwrap().to_owned()))
        .collect();
    let all = found.keys().chain(expected.keys()).copied().collect::<std::collections::BTreeSet<u32>>();
    let class = |map: &BTreeMap<u32, String>, n: u32| map.get(&n).cloned().unwrap_or_default();
    all.into_iter()
        .map(|n| (n, class(&expected, n), class(&found, n)))
        .filter(|(_, expected, found)| expected != found)
        .collect()
}

const COUNTS: [&str; 15] = [
    "paragraphs",
    "headings",
    "run_in_heads",
    "list_items",
    "block_quotes",
    "block_quote_paragraphs",
    "block_quotes_in_notes",
    "attributions",
    "furniture_lines",
    "metadata_lines",
    "note_markers",
    "notes",
    "note_extra_paragraphs",
    "body_words",
    "orphan_markers",
];

fn wrong_counts(gold: &Gold, import: &Import, doc: &str) -> Vec<String> {
    let report = serde_json::to_value(&import.report).unwrap();
    let expected = serde_json::to_value(&gold.counts["doc"][doc]).unwrap();
    COUNTS
        .iter()
        .chain(&["orphan_notes"])
        .filter(|key| report[**key] != expected[**key])
        .map(|key| format!("{doc} {key}: {} expected, {} found", expected[*key], report[*key]))
        .collect()
}

at_hand::needs_gold! {
    fn every_line_and_count_of_the_five_is_as_measured() {
        let gold = gold().expect("the gold is at hand");
        let mut wrong = Vec::new();
        for doc in DOCUMENTS {
            let import = import(&gold, doc, overrides(doc));
            assert_eq!(import.errors, 0, "{doc}: every override quotes one paragraph");
            wrong.extend(wrong_counts(&gold, &import, doc));
            wrong.extend(wrong_lines(&gold, &import, doc).iter().map(|w| format!("{doc} {w:?}")));
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

at_hand::needs_gold! {
    fn without_overrides_only_the_overridden_paragraphs_differ() {
        let gold = gold().expect("the gold is at hand");
        for doc in DOCUMENTS {
            let wrong: Vec<u32> = wrong_lines(&gold, &import(&gold, doc, &[]), doc).iter().map(|w| w.0).collect();
            let expected: &[u32] = if doc == "004" { &[7, 65] } else { &[] };
            assert_eq!(wrong, expected, "{doc}");
        }
    }
}

at_hand::needs_gold! {
    fn every_marker_meets_its_note_and_no_false_friend_is_one() {
        let gold = gold().expect("the gold is at hand");
        let imports: BTreeMap<&str, Import> = DOCUMENTS.map(|d| (d, import(&gold, d, overrides(d)))).into();
        let facts = gold.facts["note_fact"].as_array().expect("facts");
        let mut wrong = Vec::new();
        for fact in facts {
            let text = |key: &str| fact.get(key).and_then(|v| v.as_str()).unwrap_or("").to_owned();
            let number = |key: &str| fact.get(key).and_then(toml::Value::as_integer).unwrap_or(-1);
            let import = &imports[text("doc").as_str()];
            let list = &import.report.note_list;
            let right = match text("kind").as_str() {
                "marker" => list.iter().any(|n| {
                    n.mark == number("number").to_string()
                        && n.raw.as_deref() == Some(text("raw").as_str())
                        && n.call
                            .is_some_and(|c| (i64::from(c.line), i64::from(c.column)) == (number("line"), number("col")))
                }),
                "not-a-marker" => {
                    let line = import.sources.file(import.draft.account.as_ref().unwrap().file);
                    let line = line.line(number("line") as u32);
                    let at = line.find(&text("raw")).expect("the false friend stands there");
                    let column = line[..at].chars().count();
                    let columns = column as i64..(column + text("raw").chars().count()) as i64;
                    list.iter()
                        .filter_map(|n| n.call)
                        .all(|c| i64::from(c.line) != number("line") || !columns.contains(&i64::from(c.column)))
                }
                "note-resolves-to" => {
                    list.iter().any(|n| n.mark == number("number").to_string() && n.call.is_some() && n.body.is_some())
                }
                other => panic!("unknown kind of fact: {other}"),
            };
            if !right {
                wrong.push(fact.to_string());
            }
        }
        assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), facts.len(), wrong.join("\n"));
    }
}

at_hand::needs_gold! {
    fn undoing_the_ledger_gives_the_witness_back() {
        let gold = gold().expect("the gold is at hand");
        for doc in DOCUMENTS {
            let import = import(&gold, doc, overrides(doc));
            let account = import.draft.account.as_ref().unwrap();
            let composed = ledger::compose(&import.witness, account.file, &account.edits);
            let changes = ledger::changes(&import.sources, &account.edits);
            assert_eq!(ledger::undo(&composed.text, &changes).as_deref(), Ok(import.witness.as_str()), "{doc}");
            assert_eq!(report::unaccounted(&import.draft, &import.sources), Vec::<std::ops::Range<usize>>::new(), "{doc}");
        }
    }
}

at_hand::needs_gold! {
    fn no_word_changes_but_by_the_ledger() {
        let gold = gold().expect("the gold is at hand");
        let words = |text: &str| -> Vec<String> {
            text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect()
        };
        let taken_out = ["note-marker", "marker.", "note-label", "list-label", "note-heading", "furniture", "metadata"];
        let mends = ["ocr.", "words.", "spaces.figures", "spaces.genitive", "hyphens.inside", "residue."];
        for doc in DOCUMENTS {
            let import = import(&gold, doc, overrides(doc));
            let account = import.draft.account.as_ref().unwrap();
            let mut left = import.witness.clone();
            for edit in account.edits.iter().rev().filter(|e| e.applied) {
                if taken_out.iter().any(|rule| edit.rule.starts_with(rule)) {
                    left.replace_range(edit.span.bytes(), " ");
                } else if mends.iter().any(|rule| edit.rule.starts_with(rule)) {
                    left.replace_range(edit.span.bytes(), &edit.read);
                }
            }
            let composed = ledger::compose(&import.witness, account.file, &account.edits);
            assert_eq!(words(&composed.text), words(&left), "{doc}");
        }
    }
}
