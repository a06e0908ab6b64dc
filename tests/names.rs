//! Names: a folder per behaviour below `tests/names`, each with `names.toml` and the documents of a
//! small book, `<id>.md`. `expected.txt` has the texts with every occurrence as `[id: words]`, what
//! became of the spellings, what is suggested, and the diagnostics. `UPDATE_EXPECT=1` rewrites it.

use crate::support::difference;
use edition::config::book::default_series;
use edition::config::names;
use edition::diag::{Diagnostics, render_human};
use edition::model::apparatus::Sigla;
use edition::model::document::{Document, Edition};
use edition::model::generated::Generated;
use edition::model::text::{BlockKind, Mark, MarkKind, Text};
use edition::names::suggest::suggest;
use edition::names::{Account, apply};
use edition::read::markdown::{Context, read};
use edition::report::suggestions_toml;
use edition::source::Sources;
use edition::words::fold::Folded;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

/// A document of our own from Markdown.
fn document(id: &str, text: &str, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Document {
    let (series, file) = (default_series(), sources.add(format!("{id}.md"), text));
    let context = Context {
        series: &series,
        default_series: 1,
        nested_series: 1,
        language: "en-GB",
        sigla: &Sigla::default(),
        typed: false,
    };
    let draft = read(sources, file, 0..text.len(), &context, diagnostics);
    Document {
        id: id.into(),
        title: draft.title.unwrap_or_else(|| Text::plain(id)),
        body: draft.body,
        notes: draft.notes,
        references: draft.references,
        language: "en-GB".into(),
        ..Document::default()
    }
}

/// The text with its occurrences in brackets; the longer outside.
fn bracketed(text: &Text, edition: &Edition) -> String {
    let mut edges: Vec<(usize, bool, usize, String)> = vec![];
    for mark in &text.marks {
        if let MarkKind::Name(id) = mark.kind {
            let (start, end) = (mark.range.start, mark.range.end);
            edges.push((start, true, usize::MAX - end, format!("[{}: ", edition.names[id.0 as usize].id)));
            edges.push((end, false, usize::MAX - start, "]".into()));
        }
    }
    edges.sort();
    let (mut out, mut at) = (String::new(), 0);
    for (place, _, _, sign) in edges {
        out.push_str(&text.string[at..place]);
        out.push_str(&sign);
        at = place;
    }
    (out + &text.string[at..]).replace('\u{2028}', "\n")
}

fn dumped(folder: &Path) -> String {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let mut entries: Vec<_> = std::fs::read_dir(folder).expect("a case").flatten().map(|e| e.path()).collect();
    entries.sort();
    let mut edition = Edition { series: default_series(), ..Edition::default() };
    for path in entries.iter().filter(|p| p.extension().is_some_and(|e| e == "md")) {
        let text = std::fs::read_to_string(path).expect("a text");
        let id = path.file_stem().expect("a name").to_string_lossy();
        edition.documents.push(document(&id, &text, &mut sources, &mut diagnostics));
    }
    let file = sources.add("names.toml", std::fs::read_to_string(folder.join("names.toml")).expect("names.toml"));
    let file = names::read(&sources, file, &mut diagnostics);
    let Account { homonyms, unused } = apply(&mut edition, &file, &mut diagnostics);
    let mut out = String::new();
    for document in &edition.documents {
        for container in document.containers().into_iter().skip(1) {
            let text = document.text(container).expect("a text");
            let _ = writeln!(out, "{} {container:?}\n{}\n", document.id, bracketed(text, &edition));
        }
    }
    for homonym in homonyms {
        let _ = writeln!(out, "{homonym:?}");
    }
    for (id, variant) in unused {
        let _ = writeln!(out, "never found: {variant} ({id})");
    }
    let _ = write!(out, "\nsuggested\n{}\n", suggestions_toml(&suggest(&edition, &file)));
    diagnostics.iter().for_each(|d| out.push_str(&render_human(d, &sources)));
    out
}

#[test]
fn every_case_is_marked_as_expected() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/names");
    let mut cases: Vec<_> = std::fs::read_dir(root).expect("cases").flatten().map(|e| e.path()).collect();
    cases.sort();
    let differences: String = cases.iter().filter_map(|c| difference(&c.join("expected.txt"), &dumped(c))).collect();
    assert!(differences.is_empty(), "{differences}");
}

#[test]
fn what_the_tool_writes_is_not_searched() {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let index = document("index", "Orlen, 12", &mut sources, &mut diagnostics);
    let index = Document { generated: Some(Generated::IndexNominum), ..index };
    let mut edition = Edition { documents: vec![index.clone()], ..Edition::default() };
    let file = sources.add("names.toml", NAMES);
    let file = names::read(&sources, file, &mut diagnostics);
    let account = apply(&mut edition, &file, &mut diagnostics);
    assert_eq!(edition.documents[0].body, index.body);
    assert_eq!((edition.names.len(), account.unused.len()), (3, 6));
}

/// Words, names, marks of punctuation and odd letters, in several blocks.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "Orlen",
        "Orlens",
        "orlen",
        "Mara",
        "Mara Orlen",
        "Kerrow",
        "sea",
        "Sea",
        "é",
        "e\u{301}",
        "’s",
        "'s",
        "“",
        "”",
        "-",
        "–",
        "--",
        ".",
        ",",
        " ",
        " ",
        " ",
        "\u{a0}",
        "\u{2028}",
        "\u{ad}",
        "\n",
        "ﬁ",
        "Ä",
        "ß",
        "İ",
        "x",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

const NAMES: &str = "
[[name]]
id = \"orlen\"
name = \"Orlen\"
kind = \"person\"
variants = [\"Orlen\", \"Mara Orlen\"]
nested = true
[[name]]
id = \"mara\"
name = \"Mara\"
kind = \"person\"
nested = true
[[name]]
id = \"sea\"
name = \"sea\"
kind = \"concept\"
variants = [\"sea\", \"kerrow sea\", \"sea-é\"]
nested = true
";

/// Every place where a spelling stands alone, found by trying each place of the folded text.
fn naive(folded: &str) -> BTreeSet<(usize, usize)> {
    let word = |c: char| c.is_alphabetic() || c.is_ascii_digit() || unicode_normalization::char::is_combining_mark(c);
    let mut found = BTreeSet::new();
    for (variant, small) in
        [("Orlen", false), ("Mara Orlen", false), ("Mara", false), ("sea", true), ("kerrow sea", true), ("sea-é", true)]
    {
        for (at, _) in folded.char_indices() {
            let Some(words) = folded.get(at..at + variant.len()) else { continue };
            let same = if small { words.to_lowercase() == variant } else { words == variant };
            let before = folded[..at].chars().next_back().is_some_and(word);
            let after = folded[at + variant.len()..].chars().next().is_some_and(word);
            if same && !before && !after {
                found.insert((at, at + variant.len()));
            }
        }
    }
    found
}

proptest! {
    /// Marks lie on characters, texts stay, and what a naive search finds is marked, unless it only
    /// overlaps what begins before it; nothing else is.
    #[test]
    fn what_is_marked_is_what_is_there(string in texts()) {
        let mut body = Text::default();
        string.split('\n').for_each(|block| { body.push_block(BlockKind::Paragraph, block); });
        body.marks.push(Mark { range: 0..body.string.len(), kind: MarkKind::Emphasis });
        let before = body.clone();
        let document = Document { id: "text".into(), title: Text::plain("t"), body, ..Document::default() };
        let mut edition = Edition { series: default_series(), documents: vec![document], ..Edition::default() };
        let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
        let file = sources.add("names.toml", NAMES);
        let file = names::read(&sources, file, &mut diagnostics);
        apply(&mut edition, &file, &mut diagnostics);
        prop_assert!(!diagnostics.has_errors());
        let after = &edition.documents[0].body;
        prop_assert_eq!(&after.string, &before.string);
        prop_assert_eq!(&after.blocks, &before.blocks);
        let others: Vec<&Mark> = after.marks.iter().filter(|m| !matches!(m.kind, MarkKind::Name(_) | MarkKind::Anchor(_))).collect();
        prop_assert_eq!(others, before.marks.iter().collect::<Vec<_>>());
        prop_assert!(after.marks.is_sorted_by_key(|m| (m.range.start, std::cmp::Reverse(m.range.end))));
        let folded = Folded::new(&after.string);
        let naive: Vec<_> = naive(&folded.string).into_iter().map(|(s, e)| folded.original(s, e)).collect();
        let marked: Vec<_> = after.marks.iter().filter(|m| matches!(m.kind, MarkKind::Name(_))).map(|m| m.range.clone()).collect();
        for range in &marked {
            prop_assert!(after.string.is_char_boundary(range.start) && after.string.is_char_boundary(range.end));
            prop_assert!(naive.contains(range));
            let point = |m: &Mark| m.range == (range.start..range.start) && matches!(&m.kind, MarkKind::Anchor(_));
            prop_assert!(after.marks.iter().any(point));
        }
        for range in &naive {
            let cut = |m: &std::ops::Range<usize>| m.start < range.start && range.start < m.end && m.end < range.end;
            prop_assert!(marked.contains(range) || marked.iter().any(cut));
        }
        let anchors: Vec<_> = after.marks.iter().filter_map(|m| match &m.kind { MarkKind::Anchor(name) => Some(name), _ => None }).collect();
        prop_assert_eq!(anchors.iter().collect::<BTreeSet<_>>().len(), marked.len());
    }
}
