//! `tests/annotate/<case>/`: `text.md` (absent: a commentary), `headnote.md`, `document.toml`,
//! `notes.toml`, `witness.lock`.

use super::{cases, compare, dump, series};
use edition::annotate::{Built, Parts, build, lock};
use edition::config::sheet::Sheet;
use edition::config::standoff::{Emendation, NoteBody, Quote, StandOff, StandOffLink, StandOffNote};
use edition::diag::Diagnostics;
use edition::model::account::Account;
use edition::model::apparatus::Sigla;
use edition::model::apparatus::Witness;
use edition::model::document::{Matter, NoteSeries};
use edition::model::draft::Draft;
use edition::read::markdown::{Context, Reader, read};
use edition::source::{FileId, Sources, Span};
use edition::table::Located;
use std::fmt::Write as _;
use std::path::Path;

type Text = toml::Spanned<String>;

#[derive(Default, serde::Deserialize)]
struct SheetFile {
    title: Option<Text>,
    source: Option<Text>,
    language: Option<String>,
    date: Option<String>,
}

#[derive(Default, serde::Deserialize)]
struct NotesFile {
    #[serde(default)]
    note: Vec<Entry>,
    #[serde(default)]
    emendation: Vec<Entry>,
    #[serde(default)]
    link: Vec<Entry>,
}

#[derive(serde::Deserialize)]
struct Entry {
    id: Option<Text>,
    series: Option<Text>,
    #[serde(alias = "from")]
    exact: Text,
    to: Option<Text>,
    #[serde(default)]
    prefix: String,
    #[serde(default)]
    suffix: String,
    occurrence: Option<usize>,
    r#in: Option<Text>,
    body: Option<Text>,
    read: Option<String>,
    target: Option<Text>,
}

impl Entry {
    fn quote(&self, file: FileId) -> Quote {
        Quote {
            exact: self.exact.get_ref().clone(),
            prefix: self.prefix.clone(),
            suffix: self.suffix.clone(),
            occurrence: self.occurrence,
            container: self.r#in.as_ref().map(|text| located(text, file)),
            span: Span::new(file, self.exact.span()),
        }
    }
}

fn located(text: &Text, file: FileId) -> Located<String> {
    Located { value: text.get_ref().clone(), span: Span::new(file, text.span()) }
}

fn standoff(sources: &Sources, file: FileId) -> StandOff {
    let NotesFile { note, emendation, link } = toml::from_str(&sources.file(file).text).expect("notes.toml");
    let text = |text: &Option<Text>| located(text.as_ref().expect("a key"), file);
    let notes = note.iter().map(|e| StandOffNote {
        id: text(&e.id),
        series: text(&e.series),
        quote: e.quote(file),
        to: e.to.as_ref().map(|to| located(to, file)),
        body: NoteBody::Markdown(text(&e.body)),
    });
    let emendations = emendation.iter().map(|e| Emendation {
        quote: e.quote(file),
        read: e.read.clone().expect("read"),
        reason: String::new(),
    });
    let links = link.iter().map(|e| StandOffLink {
        quote: e.quote(file),
        to: e.to.as_ref().map(|to| located(to, file)),
        target: text(&e.target),
    });
    let (notes, emendations, links) = (notes.collect(), emendations.collect(), links.collect());
    StandOff { notes, emendations, links, ..StandOff::default() }
}

fn sheet(sources: &Sources, file: Option<FileId>) -> Sheet {
    let witness = Witness { siglum: "A".into(), name: "witness.txt".into(), sha256: "0123456789abcdef".repeat(4) };
    let Some(file) = file else { return Sheet::default() };
    let found: SheetFile = toml::from_str(&sources.file(file).text).expect("document.toml");
    Sheet {
        title: found.title.as_ref().map(|t| located(t, file)),
        source: found.source.as_ref().map(|t| located(t, file)),
        language: found.language,
        date: found.date,
        witnesses: vec![Located { value: witness, span: Span::new(file, 0..0) }],
        ..Sheet::default()
    }
}

/// A Markdown file as if it were a witness, with an account to hold the emendations.
fn draft(sources: &Sources, file: FileId, language: &str, series: &[NoteSeries], faults: &mut Diagnostics) -> Draft {
    let context =
        Context { series, default_series: 1, nested_series: 1, language, sigla: &Sigla::default(), typed: false };
    let read = read(sources, file, 0..sources.file(file).text.len(), &context, faults);
    let profile = String::new();
    let account = Account { file, profile, lines: vec![], markers: vec![], notes: vec![], edits: vec![] };
    Draft { account: Some(account), ..read }
}

/// The document of a folder.
pub(super) fn built(folder: &Path, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Built {
    let mut load = |name: &str| Some(sources.add(name, std::fs::read_to_string(folder.join(name)).ok()?));
    let names = ["text.md", "headnote.md", "document.toml", "notes.toml", "witness.lock"];
    let [text, headnote, document, notes, kept] = names.map(&mut load);
    let series = series();
    let sheet = sheet(sources, document);
    let language = sheet.language.clone().unwrap_or("en-GB".into());
    let parts = Parts {
        sigla: Sigla::default(),
        id: folder.file_name().expect("a name").to_string_lossy().into_owned(),
        matter: Matter::Text,
        witness: text.map(|file| sources.file(file).text.as_str()),
        draft: text.map(|file| draft(sources, file, &language, &series, diagnostics)),
        headnote: headnote.map(|file| draft(sources, file, "en-GB", &series, diagnostics)),
        standoff: notes.map(|file| standoff(sources, file)).unwrap_or_default(),
        lock: kept.and_then(|file| lock::parse(sources, file, diagnostics)),
        book_language: "en-GB",
        sheet,
    };
    let reader = Reader {
        sources,
        series: &series,
        default_series: 1,
        nested_series: 1,
        sigla: &Sigla::default(),
        typed: false,
    };
    build(parts, &series, &reader, diagnostics)
}

fn dumped(folder: &Path) -> String {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let Built { document, anchored, failed, lock: made } = built(folder, &mut sources, &mut diagnostics);
    let mut out = String::from("title\n");
    dump::text(&mut out, &document.title);
    for (name, text) in [("source", &document.source), ("headnote", &document.headnote)] {
        if let Some(text) = text {
            let _ = writeln!(out, "{name}");
            dump::text(&mut out, text);
        }
    }
    let _ = writeln!(out, "body ({:?}, {})", document.presence, document.dateline.as_deref().unwrap_or("no date"));
    dump::text(&mut out, &document.body);
    dump::notes(&mut out, &document.notes, &series());
    dump::references(&mut out, &document.references);
    for edit in document.account.iter().flat_map(|a| &a.edits) {
        let _ = writeln!(out, "edit {:?} -> {:?} ({})", sources.slice(&edit.span), edit.read, edit.rule);
    }
    let _ = writeln!(out, "anchored {anchored}, failed {failed:?}");
    if let Some(made) = made {
        let _ = writeln!(out, "lock\n{}", lock::to_string(&made));
    }
    dump::diagnostics(&mut out, &diagnostics, &sources);
    out
}

#[test]
fn every_case_is_annotated_as_expected() {
    let mut differences = String::new();
    for folder in cases("annotate") {
        differences.extend(compare(&folder, &dumped(&folder)));
    }
    assert!(differences.is_empty(), "{differences}");
}

#[test]
fn a_lock_is_read_as_it_was_written() {
    let folder = cases("annotate").into_iter().find(|f| f.ends_with("commentary-source")).expect("the case");
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let made = built(&folder, &mut sources, &mut diagnostics).lock.expect("a lock");
    let file = sources.add("witness.lock", lock::to_string(&made));
    assert_eq!(lock::parse(&sources, file, &mut diagnostics), Some(made));
    assert!(!diagnostics.has_errors());
}

#[test]
fn a_damaged_lock_is_an_error_at_its_place() {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let file = sources.add("witness.lock", "sha256 = \"00\"\nblocks = \"two\"\n");
    assert_eq!(lock::parse(&sources, file, &mut diagnostics), None);
    let span = diagnostics.iter().next().and_then(|d| d.span.clone()).expect("a place");
    assert_eq!(sources.slice(&span), "\"two\"");
}

#[test]
fn calls_of_the_witness_title_stay() {
    let (mut sources, mut diagnostics, series) = (Sources::default(), Diagnostics::default(), series());
    let text = sources.add("text.md", "Old title[^a:1]\n\n[^a:1]: Called there.\n");
    let toml = "title = \"New title\"";
    let file = sources.add("document.toml", toml);
    let context = Context {
        series: &series,
        default_series: 1,
        nested_series: 1,
        language: "en",
        sigla: &Sigla::default(),
        typed: false,
    };
    let mut found = read(&sources, text, 0..sources.file(text).text.len(), &context, &mut diagnostics);
    found.title = Some(std::mem::take(&mut found.body));
    let title = Located { value: "New title".into(), span: Span::new(file, 8..toml.len()) };
    let parts = Parts {
        sigla: Sigla::default(),
        witness: None,
        id: "x".into(),
        matter: Matter::Text,
        sheet: Sheet { title: Some(title), ..Sheet::default() },
        draft: Some(found),
        headnote: None,
        standoff: StandOff::default(),
        lock: None,
        book_language: "en",
    };
    let reader = Reader {
        sources: &sources,
        series: &series,
        default_series: 1,
        nested_series: 1,
        sigla: &Sigla::default(),
        typed: false,
    };
    let document = build(parts, &series, &reader, &mut diagnostics).document;
    assert_eq!(document.title.string, "New title");
    assert_eq!(document.title.marks.len(), 1);
    assert_eq!(document.title.marks[0].range, 9..9);
}
