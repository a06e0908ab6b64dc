//! The ledger of any text: it undoes byte for byte, its applied edits are disjoint, nothing
//! doubtful is applied, and every rule can be switched off. `EDITION_FUZZ=N` tries N texts of each
//! kind instead of a few.

use edition::diag::Diagnostics;
use edition::model::account::{Certainty, Edit};
use edition::normalize::{self, Habits, Passage, Vocabulary, ledger};
use edition::read::plain;
use edition::source::{FileId, Sources};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

/// What the rules look for, and what only looks like it.
const PIECES: [&str; 96] = [
    "the ",
    "of ",
    "and ",
    "The ",
    "In ",
    "keeper ",
    "keeper's ",
    "Souvarel ",
    "Souvarel ",
    "Souvarei ",
    "Barnes ",
    "Bames ",
    "andCarter ",
    "ofthe ",
    "tbe ",
    "through-out ",
    "revolu-tion ",
    "revolution ",
    "day-to- day ",
    "-the ",
    "pre- and ",
    "'",
    "'",
    "\"",
    "\"",
    "`",
    "``",
    "''",
    "´",
    "‘",
    "’",
    "“",
    "”",
    "„",
    "‚",
    "«",
    "»",
    "‹",
    "›",
    "'tis ",
    "'s ",
    "s' ",
    " - ",
    "--",
    "---",
    "–",
    "—",
    "-",
    "\u{2011}",
    "...",
    ". . .",
    "…",
    "....",
    "·",
    "[· · ·]",
    ".",
    ". ",
    ", ",
    ",",
    ";",
    " ;",
    ":",
    ": ",
    "!",
    "?",
    "(",
    ")",
    "[",
    "]",
    "(l6) ",
    "[1] ",
    "(2)",
    "194~7 ",
    "2i0-23 ",
    "1 908 ",
    "1914-1918 ",
    "l9",
    "]3oris ",
    "0ctober ",
    "&amp;",
    "&#8217;",
    "&",
    "<i>",
    "</i>",
    "<",
    "â€™",
    "Ã©",
    "\\emph{x}",
    "\\'e",
    "\\",
    "gif)",
    "(see page ",
    "\u{ad}",
    "ﬁ",
    "e\u{301}",
    "\u{a0}",
];

const BREAKS: [&str; 8] = ["\n", "\n\n", "\r\n", "\r", "\u{2028}", "\t", "\u{c}", "\n    "];

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => prop::sample::select(PIECES.to_vec()).prop_map(str::to_owned),
        2 => prop::sample::select(BREAKS.to_vec()).prop_map(str::to_owned),
        1 => "[A-Z]?[a-z]{1,12} ",
        1 => "[0-9lIOSB~|]{1,5}",
        1 => "\\PC{1,4}",
    ];
    prop::collection::vec(piece, 0..80).prop_map(|pieces| pieces.concat())
}

fn cases() -> u32 {
    std::env::var("EDITION_FUZZ").ok().and_then(|n| n.parse().ok()).unwrap_or(200)
}

fn run<S: Strategy>(strategy: &S, test: impl Fn(S::Value) -> Result<(), TestCaseError>) {
    let config = Config { cases: cases(), failure_persistence: None, ..Config::default() };
    TestRunner::new(config).run(strategy, test).unwrap_or_else(|fault| panic!("{fault}"));
}

fn sound(edits: &[Edit], text: &str) -> Result<(), TestCaseError> {
    let mut at = 0;
    for edit in edits {
        let bytes = edit.span.bytes();
        prop_assert!(text.get(bytes.clone()).is_some(), "{edit:?} is no part of the text");
        prop_assert!(!(edit.applied && edit.certainty == Certainty::Doubtful), "{edit:?} is doubtful");
        prop_assert!(edit.applied || edit.certainty == Certainty::Doubtful, "{edit:?} is sure and not applied");
        prop_assert!(!edit.applied || bytes.start >= at, "{edit:?} overlaps the one before");
        at = if edit.applied { bytes.end } else { at };
    }
    Ok(())
}

fn undone(sources: &Sources, file: FileId, edits: &[Edit], text: &str) -> Result<(), TestCaseError> {
    let composed = ledger::compose(text, file, edits);
    let undone = ledger::undo(&composed.text, &ledger::changes(sources, edits));
    prop_assert_eq!(undone.as_deref(), Ok(text));
    Ok(())
}

#[test]
fn every_import_can_be_undone() {
    let profile = prop::sample::select(plain::profiles().collect::<Vec<_>>());
    let language = prop::sample::select(vec!["en", "de", "fr", "la", ""]);
    run(&(pieces(), profile, language), |(text, profile, language)| {
        let mut sources = Sources::default();
        let file = sources.add("witness.txt", text.clone());
        let options = plain::Options { profile, overrides: &[], series: 0, language };
        let draft = plain::read(&sources, file, &options, &mut Diagnostics::default());
        let account = draft.account.expect("an account");
        sound(&account.edits, &text)?;
        undone(&sources, file, &account.edits, &text)
    });
}

#[test]
fn the_rules_keep_out_of_what_is_taken() {
    let places = prop::collection::vec((0usize..200, 0usize..6), 0..5);
    run(&(pieces(), places), |(text, places)| {
        let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let bound = |n: usize| bounds[n.min(bounds.len() - 1)];
        let mut taken: Vec<_> =
            places.iter().map(|(at, len)| bound(*at)..bound(at + len)).filter(|t| !t.is_empty()).collect();
        taken.sort_by_key(|t| t.start);
        taken.dedup_by(|b, a| b.start < a.end);
        let mut sources = Sources::default();
        let file = sources.add("witness.txt", text.clone());
        let habits = Habits::of(&text, "en");
        let vocabulary = Vocabulary::of(&text, habits.language);
        let passage = Passage { file, text: &text, range: 0..text.len(), taken: &taken, vocabulary: Some(&vocabulary) };
        let edits = normalize::edits(&passage, &habits);
        sound(&edits, &text)?;
        for edit in edits.iter().filter(|e| e.applied) {
            let at = edit.span.bytes();
            prop_assert!(taken.iter().all(|t| at.end <= t.start || at.start >= t.end), "{edit:?} in {taken:?}");
        }
        undone(&sources, file, &edits, &text)
    });
}

#[test]
fn a_rule_that_is_off_does_nothing() {
    run(&pieces(), |text| {
        let mut sources = Sources::default();
        let file = sources.add("witness.txt", text.clone());
        let habits = Habits { off: &["ocr", "stops", "quotes.missing"], ..Habits::of(&text, "en") };
        let vocabulary = Vocabulary::of(&text, habits.language);
        let passage = Passage { file, text: &text, range: 0..text.len(), taken: &[], vocabulary: Some(&vocabulary) };
        let off = |e: &Edit| e.rule.starts_with("ocr.") || e.rule.starts_with("stops.") || e.rule == "quotes.missing";
        let edits = normalize::edits(&passage, &habits);
        prop_assert!(!edits.iter().any(off), "{edits:?}");
        sound(&edits, &text)
    });
}
