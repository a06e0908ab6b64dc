//! No input makes the reader fail, and every ledger can be undone. How long it takes is for `benches/`.

use edition::diag::Diagnostics;
use edition::model::account::{Certainty, Edit};
use edition::model::draft::Draft;
use edition::normalize::ledger;
use edition::read::plain;
use edition::report;
use edition::source::{FileId, Sources, Span};
use proptest::prelude::*;

fn read(text: &str, profile: &str) -> (Sources, FileId, Draft) {
    let mut sources = Sources::default();
    let file = sources.add("witness.txt", text);
    let options = plain::Options { profile, overrides: &[], series: 0, language: "en" };
    let draft = plain::read(&sources, file, &options, &mut Diagnostics::default());
    (sources, file, draft)
}

/// Reads and holds everything that must be true of any import.
fn check(text: &str) {
    for profile in ["auto", "wrapped", "latex2html"] {
        let (sources, file, draft) = read(text, profile);
        let account = draft.account.as_ref().unwrap();
        let composed = ledger::compose(text, file, &account.edits);
        let undone = ledger::undo(&composed.text, &ledger::changes(&sources, &account.edits));
        assert_eq!(undone.as_deref(), Ok(text));
        assert_eq!(report::unaccounted(&draft, &sources), Vec::<std::ops::Range<usize>>::new(), "{text:?}");
        let bytes = report::bytes(&draft, &sources).unwrap();
        assert!(bytes.is_sound(), "{bytes:?} {text:?}");
        let _ = report::table(&report::draft(&sources, "witness", &draft, None, report::Entries::All));
        for t in draft.notes.iter().map(|n| &n.text).chain([&draft.body]) {
            assert!(t.provenance.windows(2).all(|w| w[0].range.end <= w[1].range.start));
            assert!(t.provenance.iter().all(|s| t.string.get(s.range.clone()).is_some()));
            assert!(t.marks.iter().all(|m| t.string.get(m.range.clone()).is_some()));
            (0..t.blocks.len()).for_each(|b| drop(t.runs(b)));
            drop(t.events());
        }
    }
}

#[test]
fn nasty_files_are_read() {
    let brackets = "[1] (2) ".repeat(5000);
    let quotes = "' \" ` '' ".repeat(3000);
    let labels: String = (1..2000).map(|n| format!("{n}. Stone\n\n")).collect();
    let cases = [
        "",
        "\n",
        "\n\n \n\t\n",
        "One line.",
        "One line",
        "\u{feff}",
        "\0",
        "a\0b\n\nc\u{7}d",
        "1. A\n\n2. B",
        "Notes\n\n1. A\n\n2. B",
        "Notes",
        "[1]",
        "(1)",
        "'",
        "''",
        "\"",
        "`",
        "...",
        "....",
        "[· · ·]",
        "-",
        "--",
        "---",
        "> ",
        ">",
        "* * *",
        "*",
        "Tides\r\n\r\nA stone lies here.\r\n\r\nAnother one.\r\n",
        "Tides\r\rA stone.\rAnother.",
        "a\u{2028}b",
        "é\u{301}",
        "[Footnote 1:\n\nStone",
        "[Footnote",
        "[footnoté 1: x]",
        "¹",
        "¹²³⁴ x",
        "THE SEA.",
        "Title - ",
        " - ",
        "by ",
        "()",
        "[]",
        "(",
        "[",
        "September",
        "1911",
        "—",
        "Stone,393",
        "Stone,393 and\n\n393 Sand",
        "A\n\n*\n\nB",
    ];
    cases.into_iter().for_each(check);
    [brackets, quotes, labels].iter().for_each(|text| check(text));
}

#[test]
fn a_megabyte_of_every_kind_is_read() {
    let paragraph =
        "The keeper's log says 'nothing' of the bridge -- it was there, (3) and \"solid\" ... [4] he wrote. ";
    let lines: String = (0..100).map(|n| format!("{}\n\n", paragraph.repeat(100 + n % 3))).collect();
    let one_line = "(1) [2] 'a' \"b\" -- ... ,34 ".repeat(40_000);
    let short = "Stone and sand\n\n".repeat(60_000);
    let wrapped = "The tide came in over the flats and covered all the stones that\n".repeat(15_000);
    let quoted = "`The tide came in\n\n".repeat(50_000);
    let open = "[".repeat(1_000_000);
    let notes: String = (1..20_000).map(|n| format!("[{}] The stone of the bridge is old.\n\n", n % 999 + 1)).collect();
    for text in [lines, one_line, short, wrapped, quoted, open, notes] {
        let (sources, file, draft) = read(&text, "auto");
        let account = draft.account.as_ref().unwrap();
        let composed = ledger::compose(&text, file, &account.edits);
        let undone = ledger::undo(&composed.text, &ledger::changes(&sources, &account.edits));
        assert!(undone.as_deref() == Ok(&*text), "{:?}…", &text[..40]);
        assert!(report::unaccounted(&draft, &sources).is_empty(), "{:?}…", &text[..40]);
    }
}

/// Lines of the kinds that the rules look for, put together at random.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,40}",
        "[\\[(`'\"]{0,2}[a-zA-Z ]{1,30}[.,:;'\"]{0,2}[\\[(]?[0-9lIO]{0,3}[\\])]?",
        "[0-9a-z*†•(\\[-]{1,3}[.)\\]]? [A-Za-z ]{0,30}",
        Just("Notes".to_owned()),
        Just("* * *".to_owned()),
        Just(String::new()),
        Just("    ".to_owned()),
        Just("next up previous".to_owned()),
        Just("[Footnote 1: The stone".to_owned()),
        Just("The keeper wrote:".to_owned()),
        Just("(Brook, Tides, p. 12)".to_owned()),
        Just("THE HARBOUR. It lies open to the west and the south.".to_owned()),
    ]
}

/// Cuts, swaps, doubles and flips: what happens to a file on its way.
fn damaged(bytes: &[u8], mut seed: u64) -> Vec<u8> {
    let mut next = move |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below.max(1)
    };
    let mut bytes = bytes.to_vec();
    for _ in 0..=next(6) {
        let lines: Vec<Vec<u8>> = bytes.split_inclusive(|b| *b == b'\n').map(<[u8]>::to_vec).collect();
        let (a, b) = (next(lines.len()), next(lines.len()));
        let mut changed = lines.clone();
        match next(6) {
            _ if lines.is_empty() => {}
            0 => drop(changed.remove(a)),
            1 => changed.insert(b, lines[a].clone()),
            2 => changed.swap(a, b),
            3 => {
                let at = next(changed[a].len());
                changed[a][at] = next(256) as u8;
            }
            4 => changed[a].retain(|c| !matches!(c, b']' | b')' | b'\n')),
            _ => {
                bytes.truncate(next(bytes.len() + 1));
                continue;
            }
        }
        bytes = changed.concat();
    }
    bytes
}

/// `EDITION_FUZZ=10000 cargo test --test all damaged` for long runs.
#[test]
fn damaged_files_are_read() {
    let runs: u64 = std::env::var("EDITION_FUZZ").ok().and_then(|n| n.parse().ok()).unwrap_or(3);
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import");
    let mut cases: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path().join("input.txt")).collect();
    cases.sort();
    for (number, case) in (0u64..).zip(&cases) {
        let bytes = std::fs::read(case).unwrap();
        for run in 0..runs {
            let damaged = damaged(&bytes, number * 1_000_003 + run);
            let decoded = plain::decode(&damaged);
            assert!(decoded.encode() == damaged, "{} {run}", case.display());
            check(&decoded.text);
        }
    }
}

proptest! {
    #[test]
    fn any_string_is_read(text in "(?s).{0,300}") {
        check(&text);
    }

    #[test]
    fn any_lines_are_read(lines in prop::collection::vec(line(), 0..24), end in "\r?\n") {
        check(&lines.join(&end));
    }

    #[test]
    fn any_bytes_are_decoded(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let decoded = plain::decode(&bytes);
        check(&decoded.text);
        prop_assert_eq!(decoded.encode(), bytes);
    }

    #[test]
    fn any_edits_can_be_undone(text in "\\PC{0,80}", cuts in prop::collection::vec((0usize..9, 0usize..5, "\\PC{0,4}", any::<bool>()), 0..12)) {
        let mut sources = Sources::default();
        let file = sources.add("witness.txt", text.clone());
        let mut at = 0;
        let mut edits = Vec::new();
        for (gap, len, read, applied) in cuts {
            let start = text.ceil_char_boundary((at + gap).min(text.len()));
            let end = text.ceil_char_boundary((start + len).min(text.len()));
            at = end;
            let span = Span::new(file, start..end);
            edits.push(Edit { span, read, rule: "test", certainty: Certainty::Certain, applied });
        }
        let composed = ledger::compose(&text, file, &edits);
        let changes = ledger::changes(&sources, &edits);
        let undone = ledger::undo(&composed.text, &changes);
        prop_assert_eq!(undone.as_deref(), Ok(text.as_str()));
        for segment in &composed.segments {
            let source = segment.source.bytes();
            let is_edit = edits.iter().any(|e| e.applied && e.span.bytes() == source);
            prop_assert!(is_edit || composed.text[segment.range.clone()] == text[source]);
        }
    }
}
