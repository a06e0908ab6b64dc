//! Citations, a folder for each behaviour: `tests/citations/<name>/text.md`, optional `works.yaml` (else
//! that of the folder above), and `expected.txt`: the citations with their works, what was reported, and
//! for some the text. `UPDATE_EXPECT=1` rewrites it.

use crate::support::{difference, skipped, witnesses};
use edition::cite::{CitationStyle, Library, apply};
use edition::diag::Diagnostics;
use edition::model::apparatus::Sigla;
use edition::model::document::{Document, Edition, MarkStyle, NoteSeries};
use edition::model::generated::Generated;
use edition::model::text::{MarkKind, Text};
use edition::read::markdown;
use edition::source::Sources;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/citations")
}

#[test]
fn every_text_cites_as_expected() {
    let mut cases: Vec<PathBuf> = std::fs::read_dir(folder()).unwrap().map(|e| e.unwrap().path()).collect();
    cases.retain(|case| case.is_dir());
    cases.sort();
    assert!(!cases.is_empty());
    let wrong: Vec<String> =
        cases.iter().filter_map(|case| difference(&case.join("expected.txt"), &dump(case))).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// The author's notes have figures, the editor's the prefix `e:`.
fn series() -> Vec<NoteSeries> {
    vec![
        NoteSeries::new("a", "Author’s notes", MarkStyle::Figures),
        NoteSeries::new("e", "Editor’s", MarkStyle::Letters),
    ]
}

fn edition(sources: &mut Sources, text: &str, works: &str, diagnostics: &mut Diagnostics) -> Edition {
    let works = sources.add("works.yaml", works);
    let library = Library::read(sources, works, None, "en-GB", diagnostics);
    cited(sources, text, &library, diagnostics)
}

fn cited(sources: &mut Sources, text: &str, library: &Library, diagnostics: &mut Diagnostics) -> Edition {
    cited_of(sources, text, library, false, diagnostics)
}

fn cited_of(sources: &mut Sources, text: &str, library: &Library, all: bool, diagnostics: &mut Diagnostics) -> Edition {
    let series = series();
    let file = sources.add("text.md", text);
    let context = markdown::Context {
        series: &series,
        default_series: 0,
        nested_series: 0,
        language: "en",
        sigla: &Sigla::default(),
        typed: false,
    };
    let draft = markdown::read(sources, file, 0..text.len(), &context, diagnostics);
    let text = Document {
        id: "text".into(),
        title: Text::plain("A text"),
        body: draft.body,
        notes: draft.notes,
        references: draft.references,
        ..Document::default()
    };
    let list = Document { id: "works".into(), generated: Some(Generated::Bibliography), ..Document::default() };
    let mut edition = Edition { series, documents: vec![text, list], ..Edition::default() };
    apply(&mut edition, library, all, diagnostics);
    edition
}

fn dump(case: &Path) -> String {
    let own = case.join("works.yaml");
    let works = if own.exists() { own.clone() } else { folder().join("works.yaml") };
    let text = std::fs::read_to_string(case.join("text.md")).unwrap_or_default();
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let edition = edition(&mut sources, &text, &std::fs::read_to_string(works).unwrap(), &mut diagnostics);
    let document = &edition.documents[0];
    let mut out = String::new();
    for citation in &document.citations {
        let span = citation.span.clone().unwrap();
        let at = sources.position(&span);
        let how = serde_json::to_value(citation.how).unwrap();
        let work = citation.work.as_deref().unwrap_or("—");
        let pages = citation.locator.iter().map(|l| format!(", {l}")).collect::<String>();
        let words = sources.slice(&span).replace('\n', " ");
        let _ = writeln!(out, "{}:{} {} {work}{pages} | {words}", at.line, at.column, how.as_str().unwrap());
    }
    if document.citations.iter().any(|c| serde_json::to_value(c.how).unwrap() == "key") {
        let _ = writeln!(out, "\n{}", document.body.string);
        document.notes.iter().for_each(|n| out.push_str(&format!("{}: {}\n", n.key, n.text.string)));
    }
    if own.exists() {
        let mut works: Vec<_> = edition.works.values().collect();
        works.sort_by_key(|w| w.rank);
        works.iter().for_each(|w| out.push_str(&format!("\n{}: {}", w.key, marked(&w.entry))));
        out.push('\n');
    }
    for diagnostic in diagnostics.iter() {
        let _ = write!(out, "\n{}", edition::diag::render_human(diagnostic, &sources));
    }
    out
}

/// Emphasis as Markdown writes it.
fn marked(text: &Text) -> String {
    let mut out = text.string.clone();
    for mark in text.marks.iter().rev().filter(|m| m.kind == MarkKind::Emphasis) {
        out.insert(mark.range.end, '*');
        out.insert(mark.range.start, '*');
    }
    out
}

#[test]
fn marks_lie_on_the_words_and_lead_to_the_entry() {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let works = "emma:\n  type: Book\n  title: Emma\n  author: Austen, Jane\n";
    let edition = edition(&mut sources, "A word.[^1]\n\n[^1]: See Austen, *Emma*, p. 3.\n", works, &mut diagnostics);
    let document = &edition.documents[0];
    let note = &document.notes[0].text;
    let kinds: Vec<(&str, String)> =
        note.marks.iter().map(|m| (&note.string[m.range.clone()], format!("{:?}", m.kind))).collect();
    let expected = [
        ("Austen, Emma, p. 3", "Reference(RefId(0))"),
        ("Austen, Emma, p. 3", "Citation(CitationId(0))"),
        ("", "Anchor(\"citation-1\")"),
        ("Emma", "Emphasis"),
    ];
    assert_eq!(kinds, expected.map(|(words, kind)| (words, kind.to_owned())));
    let reference = &document.references[0];
    assert_eq!((reference.document.as_str(), reference.anchor.as_deref()), ("works", Some("work-emma")));
}

#[test]
fn every_style_and_language_writes_every_work() {
    let works = std::fs::read_to_string(folder().join("works.yaml")).unwrap();
    for style in ["chicago-notes", "chicago-author-date", "ieee"] {
        for language in ["fr", "de-AT", "xx"] {
            let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
            let file = sources.add("works.yaml", works.clone());
            let style = CitationStyle::named(style);
            assert!(style.is_some());
            let library = Library::read(&sources, file, style, language, &mut diagnostics);
            assert!(!library.works.is_empty() && library.works.values().all(|w| !w.entry.string.is_empty()));
        }
    }
}

const SAME_YEAR: &str = "
gulls: { type: Book, title: Gulls, author: 'Tern, Ada', date: 1935 }
auks: { type: Book, title: Auks, author: 'Tern, Ada', date: 1935 }
boobies: { type: Book, title: The Boobies, author: 'Tern, Ada', date: 1935 }
divers: { type: Book, title: Divers, author: 'Tern, Ada', date: 1936 }
";

/// The text with its citations as `chicago-author-date` writes them, then its list, of all works or those cited.
fn by_author_and_date(text: &str, all: bool) -> (String, Vec<String>) {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let file = sources.add("works.yaml", SAME_YEAR);
    let style = CitationStyle::named("chicago-author-date");
    let library = Library::read(&sources, file, style, "en-GB", &mut diagnostics);
    let edition = cited_of(&mut sources, text, &library, all, &mut diagnostics);
    assert_eq!(diagnostics.iter().count(), 0);
    let document = &edition.documents[0];
    let cites = |key: &str| document.citations.iter().any(|c| c.work.as_deref() == Some(key));
    let mut works: Vec<_> = edition.works.values().filter(|work| all || cites(&work.key)).collect();
    works.sort_by_key(|work| work.rank);
    (document.body.string.clone(), works.into_iter().map(|work| work.entry.string.clone()).collect())
}

#[test]
fn years_have_suffixes_in_the_order_of_the_list() {
    let (text, list) = by_author_and_date("See [@gulls, p. 3], [@boobies], [@divers] and [@auks; see @gulls].", true);
    assert_eq!(text, "See (Tern 1935c, 3), (Tern 1935b), (Tern 1936) and (Tern 1935a; see Tern 1935c).");
    let expected = [
        "Tern, Ada. 1935a. Auks.",
        "Tern, Ada. 1935b. The Boobies.",
        "Tern, Ada. 1935c. Gulls.",
        "Tern, Ada. 1936. Divers.",
    ];
    assert_eq!(list, expected);
}

#[test]
fn only_works_that_are_listed_have_suffixes() {
    let (text, list) = by_author_and_date("See [@gulls] and [@boobies].", false);
    assert_eq!(text, "See (Tern 1935b) and (Tern 1935a).");
    assert_eq!(list, ["Tern, Ada. 1935a. The Boobies.", "Tern, Ada. 1935b. Gulls."]);
    let (text, list) = by_author_and_date("See [@gulls] and [@divers].", false);
    assert_eq!(text, "See (Tern 1935) and (Tern 1936).");
    assert_eq!(list, ["Tern, Ada. 1935. Gulls.", "Tern, Ada. 1936. Divers."]);
}

/// In a French book titles keep their capitals, those of books are in italics, those of articles in guillemets.
#[test]
fn titles_in_a_french_book() {
    let works = r#"
livre: { type: Book, title: "La lampe et l'ombre du phare", author: "Fay, Vera", date: 1950 }
note:
  type: Article
  title: 'Une note sur "la lampe"'
  author: "Gué, Marc"
  date: 1951
  parent: { type: Periodical, title: Revue des ports, volume: 3 }
"#;
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let file = sources.add("works.yaml", works);
    let library = Library::read(&sources, file, None, "fr", &mut diagnostics);
    let entry = |key: &str| marked(&library.works[key].entry).replace(['\u{a0}', '\u{202f}'], " ");
    assert_eq!(entry("livre"), "Fay, Vera. *La lampe et l’ombre du phare*. 1950.");
    assert_eq!(entry("note"), "Gué, Marc. « Une note sur “la lampe” ». *Revue des ports* 3 (1951).");
}

static LIBRARY: LazyLock<Library> = LazyLock::new(|| {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let works = std::fs::read_to_string(folder().join("works.yaml")).unwrap();
    let file = sources.add("works.yaml", works);
    Library::read(&sources, file, None, "en-GB", &mut diagnostics)
});

proptest::proptest! {
    /// No text makes the stage panic, and every citation lies on characters of its container.
    #[test]
    fn any_text_is_read(text in "([A-Z][a-z]{0,5}|Emma|Confessions|Ibid\\.|op\\. cit\\.|pp?\\.|[0-9]{1,4}|[ ,.;:()’'\"«é-]|\\[@|\\]|in|quoted in|\n\n){0,60}") {
        let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
        let edition = cited(&mut sources, &text, &LIBRARY, &mut diagnostics);
        let document = &edition.documents[0];
        for mark in &document.body.marks {
            assert!(document.body.string.get(mark.range.clone()).is_some());
        }
    }
}

at_hand::needs_gold! {
    /// What the finished edition resolves, beside the gold's facts on the notes of document 004.
    fn gold_citations_are_reproduced() {
        let Some(witnesses) = witnesses() else { return skipped("no witnesses, no gold") };
        let gold = witnesses.join("../gold/gold_dev.toml");
        let Ok(gold) = std::fs::read_to_string(gold) else { return skipped("no gold for the citations") };
        let gold: toml::Table = gold.parse().unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_edition"))
            .args(["report", "--json", env!("CARGO_MANIFEST_DIR")])
            .env("EDITION_WITNESSES", &witnesses)
            .output()
            .unwrap();
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let facts: Vec<&toml::Table> = gold["note_fact"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|f| f.as_table())
            .filter(|f| f["kind"].as_str() == Some("note-resolves-to"))
            .collect();
        let wrong: Vec<&str> =
            facts.iter().filter(|f| !is_reproduced(f, &report, &witnesses)).map(|f| f["id"].as_str().unwrap()).collect();
        println!("citations: {} of {} facts of the gold reproduced", facts.len() - wrong.len(), facts.len());
        assert!(wrong.is_empty(), "not reproduced: {wrong:?}");
    }
}

fn is_reproduced(fact: &toml::Table, report: &serde_json::Value, witnesses: &Path) -> bool {
    let text = |key: &str| fact.get(key).and_then(|v| v.as_str());
    let number = text("doc").unwrap();
    let witness = std::fs::read_dir(witnesses).unwrap().flatten().map(|e| e.path());
    let witness = witness.filter(|p| p.file_name().unwrap().to_string_lossy().starts_with(number)).min().unwrap();
    let name = witness.file_name().unwrap().to_string_lossy().into_owned();
    let line = fact["line"].as_integer().unwrap();
    let content = std::fs::read_to_string(&witness).unwrap();
    let content = content.lines().nth(line as usize - 1).unwrap();
    let raw = text("raw").unwrap();
    let start = content[..content.find(raw).unwrap()].chars().count() as u64;
    let end = start + raw.chars().count() as u64;
    let documents = report["documents"].as_array().unwrap();
    let document = documents.iter().find(|d| d["witness"]["name"].as_str() == Some(&name)).unwrap();
    let works: BTreeMap<&str, &serde_json::Value> =
        report["works"].as_object().unwrap().iter().map(|(key, work)| (key.as_str(), work)).collect();
    document["citations"].as_array().unwrap().iter().any(|c| {
        let first = c["column"].as_u64().unwrap();
        let last = first + c["text"].as_str().unwrap().chars().count() as u64;
        let Some(work) = c["work"].as_str().and_then(|key| works.get(key)) else { return false };
        c["line"].as_i64() == Some(line)
            && first < end
            && start < last
            && c["how"].as_str() == text("how")
            && text("author").is_none_or(|a| folded(a) == folded(work["author"].as_str().unwrap()))
            && text("title").is_none_or(|t| folded(t) == folded(work["title"].as_str().unwrap()))
            && text("pages").is_none_or(|p| folded(p) == folded(c["locator"].as_str().unwrap_or_default()))
    })
}

/// Letters and digits alone.
fn folded(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.nfkd().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase()
}
