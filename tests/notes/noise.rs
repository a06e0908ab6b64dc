//! What holds for any source of an entry: it is read without panic, and what is said of it has a place in it.

use edition::diag::Diagnostics;
use edition::model::apparatus::{Sigla, Witness};
use edition::read::apparatus;
use edition::source::{Sources, Span};
use proptest::prelude::*;
use std::ops::Range;

/// The sigla A, A², B, β and one of two words.
fn sigla() -> Sigla {
    let mut sigla = Sigla::default();
    for siglum in ["A", "A²", "B", "β", "Vat. gr.", "I"] {
        sigla.add_files(&[Witness { siglum: siglum.into(), name: siglum.into(), sha256: String::new() }]);
    }
    sigla
}

/// Pieces that mean something in entries, in any order, and characters of any kind between them.
fn source() -> impl Strategy<Value = String> {
    let sign = prop::sample::select(vec![
        "A",
        "A²",
        "B",
        "β",
        "Vat. gr.",
        "I",
        "X",
        "^ac",
        "^pc",
        "^mg",
        "^vid",
        "^zz",
        "^",
        "cett.",
        "codd.",
        "edd.",
        "scripsi",
        "om.",
        "om",
        "add.",
        "praem.",
        "transp.",
        "post",
        "ante",
        "del.",
        "secl.",
        "suppl.",
        "lac.",
        "illeg.",
        "coni.",
        "prop.",
        "dub.",
        ";",
        "\u{37e}",
        "|",
        "[",
        "]",
        "[x]",
        "=",
        "\"",
        "\"w\"",
        "\\",
        "(",
        ")",
        "(in ras.)",
        " ",
        "  ",
        "\n",
        "\t",
        "\u{a0}",
        "\u{2028}",
        "e\u{301}",
        "\u{301}",
        "ὁ",
        "\0",
        "\u{feff}",
        "🜚",
        "*",
        "[^e:1]",
        "towne",
        "—",
        "’",
    ]);
    let piece = prop_oneof![8 => sign.prop_map(str::to_owned), 1 => any::<String>(), 2 => Just(" ".to_owned())];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn lies_in(source: &str, range: &Range<usize>) -> bool {
    range.start <= range.end && source.get(range.clone()).is_some()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_entry_is_read_and_what_it_says_has_a_place(source in source()) {
        let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
        let file = sources.add("entry", source.clone());
        let written = apparatus::entry(&source, &|range| Span::new(file, range), (&sigla(), "en"), &mut diagnostics);
        let cited = written.readings.iter().flat_map(|reading| &reading.support).chain(&written.support);
        let spans = written.readings.iter().map(|reading| reading.span.clone()).chain(cited.map(|one| one.span.clone()));
        for span in spans {
            let span = span.expect("what is read has a place");
            prop_assert!(lies_in(&source, &span.bytes()), "{span:?}");
        }
        for fault in diagnostics.iter() {
            let span = fault.span.clone().expect("a fault has a place");
            prop_assert!(lies_in(&source, &span.bytes()), "{}: {span:?}", fault.message);
        }
        if let Some(note) = written.note {
            prop_assert!(lies_in(&source, &note) && !source[note].trim().is_empty());
        }
    }
}
