//! `tests/references/<case>/input.md` with a text and two commentaries from the cases of annotation.

use super::{annotate, cases, compare, dump, series};
use edition::annotate::{Built, Parts, build, lock};
use edition::config::sheet::Sheet;
use edition::config::standoff::StandOff;
use edition::diag::Diagnostics;
use edition::model::apparatus::Sigla;
use edition::model::document::{Edition, Matter};
use edition::model::lock::Lock;
use edition::read::markdown::{Context, Reader, read};
use edition::resolve::resolve;
use edition::source::Sources;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

fn dumped(folder: &Path) -> String {
    let (mut sources, mut diagnostics, series) = (Sources::default(), Diagnostics::default(), series());
    let file = sources.add("input.md", std::fs::read_to_string(folder.join("input.md")).expect("input.md"));
    let context = Context {
        series: &series,
        default_series: 1,
        nested_series: 1,
        language: "en",
        sigla: &Sigla::default(),
        typed: false,
    };
    let draft = read(&sources, file, 0..sources.file(file).text.len(), &context, &mut diagnostics);
    let parts = Parts {
        sigla: Sigla::default(),
        witness: None,
        id: "input".into(),
        matter: Matter::Front,
        sheet: Sheet::default(),
        draft: Some(draft),
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
    let mut documents = vec![build(parts, &series, &reader, &mut diagnostics).document];
    let mut locks: BTreeMap<String, Lock> = BTreeMap::new();
    for case in ["standoff-notes", "commentary", "commentary-french"] {
        let folder = cases("annotate").into_iter().find(|f| f.ends_with(case)).expect("the case");
        let mut own = Sources::default();
        let Built { mut document, .. } = annotate::built(&folder, &mut own, &mut Diagnostics::default());
        document.references.clear();
        if let Ok(text) = std::fs::read_to_string(folder.join("witness.lock")) {
            let file = own.add("witness.lock", text);
            locks.extend(lock::parse(&own, file, &mut diagnostics).map(|l| (case.to_owned(), l)));
        }
        documents.push(document);
    }
    let mut edition = Edition { series, documents, ..Edition::default() };
    let resolved = resolve(&mut edition, &locks, &mut diagnostics);
    let mut out = String::new();
    for reference in &edition.documents[0].references {
        let anchor = reference.anchor.as_ref().map_or(String::new(), |a| format!("#{a}"));
        let (how, name) = match &reference.target {
            edition::model::document::Target::Unresolved
            | edition::model::document::Target::Loose
            | edition::model::document::Target::Worded => ("unresolved", String::new()),
            edition::model::document::Target::Place(place) => ("there", edition.place_name(place)),
            edition::model::document::Target::Deferred(place) => ("deferred", edition.place_name(place)),
        };
        let _ = writeln!(out, "{}{anchor}: {how} {name}", reference.document);
    }
    let _ = writeln!(out, "{resolved:#?}");
    dump::diagnostics(&mut out, &diagnostics, &sources);
    out
}

#[test]
fn every_case_resolves_as_expected() {
    let mut differences = String::new();
    for folder in cases("references") {
        differences.extend(compare(&folder, &dumped(&folder)));
    }
    assert!(differences.is_empty(), "{differences}");
}
