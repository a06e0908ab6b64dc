//! The law of the letters: one is changed only where the old form is no word of any language that has
//! a list, and the new one is a word of the text's own. Held for texts of any mixture of words, sound
//! and damaged, in every language.

use edition::diag::Diagnostics;
use edition::model::account::Edit;
use edition::read::plain;
use edition::source::Sources;
use edition::words::lexicon;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

/// Languages, the last two without a list, and words of each as printed and as misread.
const LANGUAGES: [(&str, &str); 7] = [
    (
        "en",
        "the keeper of harbour government modern modem born bom corner comer clutch clucked dutch govemment tbe \
         wbich which aud and arnong among burning buming thern them Home Horne hArbour 0f harb0ur 6and ha-ve have",
    ),
    ("de", "der Hafen und lieben heben uud thun thuu Wächter nicht uicht weitern Theil würde wiirde wurde genng genug"),
    ("nl", "de haven en het verlieven verheven wachter wacbter klokken clocken menschen boot hoot niet uiet"),
    ("fr", "le port et la mer enfans temps ternps gardien gardieu étoit était lumière lurnière pour ponr"),
    ("la", "portus et uirtutibus uirtutibua litteris Iitteris seruitiis foliis codem eodem enim enirn modo rnodo"),
    ("it", "il porto e la lanterna lauterna guardiano guardiauo notte uotte barca harca come corne"),
    ("el", "ὁ λιμὴν καὶ ὁ φύλαξ τοῦ λιμένος modem modern govemment government government government"),
];

fn run(test: impl Fn((usize, Vec<usize>)) -> Result<(), TestCaseError>) {
    let words = prop::collection::vec(0usize..1000, 20..200);
    let mut runner = TestRunner::new_with_rng(
        Config { cases: 200, failure_persistence: None, ..Config::default() },
        proptest::test_runner::TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha),
    );
    if let Err(failure) = runner.run(&(0..LANGUAGES.len(), words), test) {
        panic!("{failure}");
    }
}

fn text(language: usize, picks: &[usize]) -> String {
    let words: Vec<&str> = LANGUAGES[language].1.split_whitespace().collect();
    let row: Vec<&str> = picks.iter().map(|n| words[n % words.len()]).collect();
    row.chunks(23).map(|sentence| format!("{}.\n\n", sentence.join(" "))).collect()
}

fn applied(text: &str, language: &str, profile: &str) -> Vec<(Edit, String)> {
    let mut sources = Sources::default();
    let file = sources.add("witness.txt", text.to_owned());
    let options = plain::Options { profile, overrides: &[], series: 0, language };
    let draft = plain::read(&sources, file, &options, &mut Diagnostics::default());
    let edits = draft.account.map(|account| account.edits).unwrap_or_default();
    let raw = |e: &Edit| text[e.span.bytes()].to_owned();
    edits.into_iter().filter(|e| e.applied).map(|e| (e.clone(), raw(&e))).collect()
}

#[test]
fn letters_change_only_where_the_lists_prove_it() {
    run(|(language, picks)| {
        let (tag, text) = (LANGUAGES[language].0, text(language, &picks));
        for (edit, raw) in applied(&text, tag, "auto").iter().filter(|(e, _)| e.rule == "ocr.letter") {
            let known = lexicon::of(tag);
            prop_assert!(known.is_some_and(|l| l.is_common(&edit.read)), "{raw} → {} in {tag}", edit.read);
            prop_assert!(!lexicon::is_anywhere(raw), "{raw} is a word");
            let times = text.split(|c: char| !c.is_alphabetic()).filter(|w| *w == edit.read).count();
            prop_assert!(times >= 3, "{raw} → {}, which the text has {times} times", edit.read);
        }
        Ok(())
    });
}

#[test]
fn names_and_hyphens_are_only_asked_about() {
    run(|(language, picks)| {
        let text = text(language, &picks);
        let asked = ["ocr.name", "hyphens.inside", "quotes.space", "quotes.missing", "doubled", "stops"];
        for (edit, raw) in applied(&text, LANGUAGES[language].0, "auto") {
            prop_assert!(!asked.iter().any(|rule| edit.rule.starts_with(rule)), "{}: {raw} → {}", edit.rule, edit.read);
        }
        Ok(())
    });
}

#[test]
fn a_text_that_was_proof_read_keeps_every_character_that_shows() {
    run(|(language, picks)| {
        let text = text(language, &picks);
        let shown = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        let frame = ["furniture", "metadata", "list-label", "note"];
        for (edit, raw) in applied(&text, LANGUAGES[language].0, "proofread") {
            let layout = frame.iter().any(|rule| edit.rule.starts_with(rule));
            prop_assert!(layout || shown(&edit.read) == shown(&raw), "{}: {raw} → {}", edit.rule, edit.read);
        }
        Ok(())
    });
}
