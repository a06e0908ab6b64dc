//! `tests/apparatus/variant/cases.md`: entries that quote what they stand on, each with what is right. The folders
//! beside it hold the files of a document (without `text.md` a commentary) and a dump of it.

use super::{cases, compare, dump, with_apparatus};
use edition::annotate::{self, Built, Parts, build, lock};
use edition::config::sigla::{self, SiglumEntry};
use edition::config::{sheet, standoff};
use edition::diag::{Diagnostics, render_human};
use edition::model::apparatus::EntryId;
use edition::model::document::{Document, Matter};
use edition::model::text::{MarkKind, Text};
use edition::read::markdown::{Context, Reader, read};
use edition::source::{FileId, Sources};
use std::fmt::Write as _;
use std::path::Path;

/// A case: its title, the text, the tables, what is right.
fn split(case: &str) -> (&str, &str, String, &str) {
    let (title, rest) = case.split_once('\n').expect("a title");
    let (text, rest) = rest.split_once("\n---\n").expect("the text and its tables");
    let (tables, right) = rest.rsplit_once("\n---\n").expect("what is right");
    let tables: String = tables.split("\n---\n").map(|table| format!("[[variant]]\n{table}\n")).collect();
    (title, text.trim(), tables, right.trim())
}

/// The document of a text and a stand-off file.
fn built(text: &str, tables: &str, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Built {
    let files = Files { text: Some(text.to_owned()), notes: Some(tables.to_owned()), ..Files::default() };
    document(&files, sources, diagnostics)
}

/// The files of a document.
#[derive(Default)]
pub(super) struct Files {
    pub(super) text: Option<String>,
    pub(super) sheet: Option<String>,
    pub(super) notes: Option<String>,
    pub(super) lock: Option<String>,
}

/// The document of these files, with the series and the sigla that the tests share; a sheet's `[apparatus]` names
/// some of them.
pub(super) fn document(files: &Files, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Built {
    let (series, shared) = with_apparatus();
    let Files { text, sheet, notes, lock: kept } = files;
    let mut add = |name: &str, file: &Option<String>| file.as_ref().map(|text| sources.add(name, text.clone()));
    let [file, sheet, notes, kept] =
        [("text.md", text), ("document.toml", sheet), ("notes.toml", notes), ("witness.lock", kept)]
            .map(|(name, file)| add(name, file));
    let whole = |file: FileId| 0..sources.file(file).text.len();
    let sheet = sheet.map(|file| sheet::read(sources, file, whole(file), diagnostics)).unwrap_or_default();
    let mut sigla = shared;
    if sheet.apparatus.is_some() {
        sigla = annotate::sigla::of(&sheet, &[], &corpus(), diagnostics);
    }
    let language = sheet.language.clone().unwrap_or("en-GB".into());
    let context = Context {
        series: &series,
        default_series: 1,
        nested_series: 1,
        language: &language,
        sigla: &sigla,
        typed: false,
    };
    let parts = Parts {
        id: "x".into(),
        matter: Matter::Text,
        draft: file.map(|file| read(sources, file, whole(file), &context, diagnostics)),
        sheet,
        witness: None,
        sigla: sigla.clone(),
        headnote: None,
        standoff: notes.map(|file| standoff::read(sources, file, diagnostics)).unwrap_or_default(),
        lock: kept.and_then(|file| lock::parse(sources, file, diagnostics)),
        book_language: "en-GB",
    };
    let reader = Reader { sources, series: &series, default_series: 1, nested_series: 1, sigla: &sigla, typed: false };
    build(parts, &series, &reader, diagnostics)
}

/// A with its hand A², B and C of the group β, a scholar.
fn corpus() -> Vec<SiglumEntry> {
    let toml = "[[witness]]\nsiglum = \"A\"\nhands = [{ siglum = \"A²\" }]\n\n\
                [[witness]]\nsiglum = \"β\"\nkind = \"group\"\n\n\
                [[witness]]\nsiglum = \"B\"\ngroup = \"β\"\n\n[[witness]]\nsiglum = \"C\"\ngroup = \"β\"\n\n\
                [[witness]]\nsiglum = \"Quill\"\nkind = \"scholar\"\n";
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let file = sources.add("sigla.toml", toml);
    sigla::read(&sources, file, &[], &mut diagnostics)
}

/// `The ⟦1:towne:1⟧ was quiet⟦2⟧.`, blocks on lines of their own.
fn marked(document: &Document, text: &Text) -> String {
    let key = |id: EntryId| document.entries[id.0 as usize].id.split_once(':').map_or("", |(_, key)| key).to_owned();
    // closing before opening, the inner of those that open together last
    let mut signs: Vec<(usize, u8, usize, String)> = Vec::new();
    for mark in &text.marks {
        let MarkKind::Entry(id) = mark.kind else { continue };
        let (start, end) = (mark.range.start, mark.range.end);
        match start == end {
            true => signs.push((start, 1, 0, format!("⟦{}⟧", key(id)))),
            false => {
                signs.push((start, 2, usize::MAX - end, format!("⟦{}:", key(id))));
                signs.push((end, 0, usize::MAX - start, format!(":{}⟧", key(id))));
            }
        }
    }
    signs.sort();
    let (mut out, mut at) = (String::new(), 0);
    for (place, _, _, sign) in signs {
        out.push_str(&text.string[at..place]);
        out.push_str(&sign);
        at = place;
    }
    out + &text.string[at..]
}

/// The text with its lemmata, and the variants of readings.
fn shown(document: &Document) -> String {
    let mut out = marked(document, &document.body);
    let mut inner: Vec<String> = Vec::new();
    for entry in &document.entries {
        let Some(within) = &entry.within else { continue };
        let key = |id: &str| id.split_once(':').map_or("", |(_, key)| key).to_owned();
        let outer = key(&document.entries[within.entry.0 as usize].id);
        inner.push(format!("\n{} in {outer}/{}: {}", key(&entry.id), within.reading + 1, entry.lemma));
    }
    inner.sort();
    out.extend(inner);
    out
}

/// What is right without what a dump does not show: verse bars, empty lines, the gist of an error.
fn plain(right: &str) -> String {
    if let Some(rest) = right.strip_prefix("error \"") {
        return format!("error {}", rest.split("\":").next().unwrap_or_default());
    }
    let lines = right.lines().filter(|line| !line.is_empty()).map(|line| line.strip_prefix("| ").unwrap_or(line));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn every_variant_stands_where_it_should() {
    for folder in cases("apparatus").into_iter().filter(|folder| folder.ends_with("variant")) {
        let input = std::fs::read_to_string(folder.join("cases.md")).expect("cases.md");
        let (mut wrong, mut out) = (String::new(), String::new());
        for case in input.split("\n## ").skip(1) {
            let (title, text, tables, right) = split(case);
            let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
            let built = built(text, &tables, &mut sources, &mut diagnostics);
            let first = diagnostics.iter().next();
            let found = match first {
                Some(fault) => {
                    let quoted = fault.span.as_ref().map_or("", |span| sources.slice(span));
                    format!("error {}", quoted.trim_matches('"'))
                }
                None => shown(&built.document),
            };
            if found != plain(right) {
                let _ = writeln!(wrong, "{title}\n  right: {}\n  found: {found}", plain(right));
            }
            let _ = writeln!(out, "{title}\n{}", shown(&built.document));
            diagnostics.iter().for_each(|fault| out.push_str(&render_human(fault, &sources)));
            out.push('\n');
        }
        let difference = compare(&folder, &out).unwrap_or_default();
        assert!(wrong.is_empty() && difference.is_empty(), "{wrong}\n{difference}");
    }
}

/// All that is known of a document's apparatus.
fn dumped(folder: &Path) -> String {
    let load = |name: &str| std::fs::read_to_string(folder.join(name)).ok();
    let [text, sheet, notes, lock] = ["text.md", "document.toml", "notes.toml", "witness.lock"].map(load);
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let Built { document, anchored, failed, lock: made } =
        self::document(&Files { text, sheet, notes, lock }, &mut sources, &mut diagnostics);
    let mut out = format!("body ({:?})\n", document.presence);
    dump::text(&mut out, &document.body);
    dump::notes(&mut out, &document.notes, &with_apparatus().0);
    dump::entries(&mut out, &document.entries, &document.sigla);
    for entry in &document.entries {
        let within = entry.within.as_ref().map(|w| (document.entries[w.entry.0 as usize].id.as_str(), w.reading));
        let _ = writeln!(out, "{} {:?} on {:?} in {:?} {within:?}", entry.id, entry.form, entry.lemma, entry.place);
    }
    dump::references(&mut out, &document.references);
    let _ = writeln!(out, "anchored {anchored}, failed {failed:?}");
    if let Some(made) = made {
        let _ = writeln!(out, "lock\n{}", lock::to_string(&made));
    }
    dump::diagnostics(&mut out, &diagnostics, &sources);
    out
}

#[test]
fn documents_have_their_stand_off_apparatus() {
    let mut differences = String::new();
    for folder in cases("apparatus/variant") {
        differences.extend(compare(&folder, &dumped(&folder)));
    }
    assert!(differences.is_empty(), "{differences}");
}

#[test]
fn a_lock_keeps_the_entries() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/apparatus/variant/lock");
    let load = |name: &str| std::fs::read_to_string(folder.join(name)).ok();
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let files = Files { text: load("text.md"), sheet: load("document.toml"), notes: load("notes.toml"), lock: None };
    let made = document(&files, &mut sources, &mut diagnostics).lock.expect("a lock");
    assert!(!made.entries.is_empty());
    let file = sources.add("made.lock", lock::to_string(&made));
    assert_eq!(lock::parse(&sources, file, &mut diagnostics), Some(made));
}
