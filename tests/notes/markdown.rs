//! `tests/markdown/<case>/input.md`, read as a text of its own.

use super::{cases, compare, dump, series, with_apparatus};
use edition::diag::Diagnostics;
use edition::model::apparatus::Sigla;
use edition::read::markdown::{Context, fragment, front_matter, inline_fragment, read};
use edition::source::{Sources, Span};
use edition::table::Located;

fn dumped(input: &str) -> String {
    let mut sources = Sources::default();
    let file = sources.add("input.md", input);
    let start = front_matter(input).map_or(0, |(_, body)| body);
    let (series, sigla) =
        if input.starts_with("<!-- apparatus -->") { with_apparatus() } else { (series(), Sigla::default()) };
    let language = if input.starts_with("<!-- de -->") { "de" } else { "en-GB" };
    let default_series = usize::from(!input.starts_with("<!-- the text’s own notes -->"));
    let context = Context { series: &series, default_series, nested_series: 1, language, sigla: &sigla, typed: false };
    let mut diagnostics = Diagnostics::default();
    let draft = read(&sources, file, start..input.len(), &context, &mut diagnostics);
    let mut out = String::from("body\n");
    dump::text(&mut out, &draft.body);
    dump::notes(&mut out, &draft.notes, &series);
    dump::entries(&mut out, &draft.entries, &sigla);
    dump::references(&mut out, &draft.references);
    dump::figures(&mut out, &draft.figures);
    dump::diagnostics(&mut out, &diagnostics, &sources);
    out
}

#[test]
fn every_case_reads_as_expected() {
    let mut differences = String::new();
    for folder in cases("markdown") {
        let input = std::fs::read_to_string(folder.join("input.md")).expect("input.md");
        differences.extend(compare(&folder, &dumped(&input)));
    }
    assert!(differences.is_empty(), "{differences}");
}

#[test]
fn front_matter_is_found() {
    let text = "+++\ntitle = \"x\"\n+++\nBody\n";
    let (toml, body) = front_matter(text).expect("front matter");
    assert_eq!(&text[toml], "title = \"x\"\n");
    assert_eq!(&text[body..], "Body\n");
    assert_eq!(front_matter("Body\n+++\n+++\n"), None);
    assert_eq!(front_matter("+++\nno end\n"), None);
}

/// The place of the fault in a note's body, as `line:column` from 1 and 0, and the words there.
fn fault(toml: &str, literal: &str, value: &str) -> (u32, u32, String) {
    let mut sources = Sources::default();
    let file = sources.add("notes.toml", toml);
    let at = toml.find(literal).expect("the literal");
    let string = Located { value: value.into(), span: Span::new(file, at..at + literal.len()) };
    let series = series();
    let context = Context {
        series: &series,
        default_series: 1,
        nested_series: 1,
        language: "en",
        sigla: &Sigla::default(),
        typed: false,
    };
    let mut diagnostics = Diagnostics::default();
    fragment(&sources, &string, &context, &mut diagnostics);
    let span = diagnostics.iter().next().and_then(|d| d.span.clone()).expect("a fault with a place");
    let position = sources.position(&span);
    (position.line, position.column, sources.slice(&span).to_owned())
}

#[test]
fn faults_in_a_toml_string_have_their_place() {
    let exact = fault("body = \"See [[a b#]] here.\"\n", "\"See [[a b#]] here.\"", "See [[a b#]] here.");
    assert_eq!(exact, (1, 12, "[[a b#]]".into()));
    let lines = "\"\"\"\nSee\nthat[^x].\"\"\"";
    assert_eq!(fault(&format!("body = {lines}\n"), lines, "See\nthat[^x]."), (3, 4, "[^x]".into()));
    let escaped = r#""\"See\" [[a b#]]""#;
    assert_eq!(fault(&format!("body = {escaped}\n"), escaped, "\"See\" [[a b#]]"), (1, 16, "[[a b#]]".into()));
}

#[test]
fn a_title_is_never_a_list_or_a_heading() {
    let mut sources = Sources::default();
    let toml = "title = \" 1. *Of* the “State”\"";
    let file = sources.add("document.toml", toml);
    let string = Located { value: " 1. *Of* the “State”".into(), span: Span::new(file, 8..toml.len()) };
    let series = series();
    let context = Context {
        series: &series,
        default_series: 1,
        nested_series: 1,
        language: "en",
        sigla: &Sigla::default(),
        typed: false,
    };
    let read = inline_fragment(&sources, &string, &context, &mut Diagnostics::default());
    assert_eq!(read.text.string, "1. Of the “State”");
    assert_eq!(read.text.blocks.len(), 1);
    for segment in &read.text.provenance {
        assert_eq!(sources.slice(&segment.source), &read.text.string[segment.range.clone()]);
    }
}

#[test]
fn the_ledger_says_what_typographic_punctuation_changed() {
    let text = "\"One\" -- two... it's `\"code\"` and https://example.org/a--b.\n";
    let (mut sources, series, sigla) = (Sources::default(), series(), Sigla::default());
    let file = sources.add("text.md", text);
    let context =
        Context { series: &series, default_series: 1, nested_series: 1, language: "en", sigla: &sigla, typed: false };
    let mut diagnostics = Diagnostics::default();
    let draft = read(&sources, file, 0..text.len(), &context, &mut diagnostics);
    let told: Vec<(&str, &str, &str)> =
        draft.punctuation.iter().map(|edit| (sources.slice(&edit.span), edit.read.as_str(), edit.rule)).collect();
    let quotes = "quotes.typed";
    let wanted = [
        ("\"", "“", quotes),
        ("\"", "”", quotes),
        ("--", "–", "dashes.typed"),
        ("...", "…", "ellipsis.typed"),
        ("'", "’", quotes),
    ];
    assert_eq!(told, wanted);
    let typed = Context { typed: true, ..context };
    let draft = read(&sources, file, 0..text.len(), &typed, &mut diagnostics);
    assert!(draft.punctuation.is_empty() && draft.body.string.starts_with("\"One\" -- two..."));
}
