//! `tests/apparatus/{sigla,sheet,series}/cases.md`: what files say of witnesses and layers, and what is wrong with it.

use super::variants::{Files, document};
use super::{compare, dump};
use edition::annotate;
use edition::config::sheet::Sheet;
use edition::config::{book, sigla};
use edition::diag::Diagnostics;
use edition::model::apparatus::{Sigla, SiglumId};
use edition::model::text::MarkKind;
use edition::source::Sources;
use std::fmt::Write as _;
use std::path::Path;

/// Compares what `show` makes of each case of a folder.
fn compare_cases(folder: &str, show: impl Fn(&str, &mut Sources, &mut Diagnostics) -> String) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/apparatus").join(folder);
    let input = std::fs::read_to_string(folder.join("cases.md")).expect("cases.md");
    let mut out = String::new();
    for case in input.split("\n## ").skip(1) {
        let (title, toml) = case.split_once('\n').expect("a title");
        let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
        let shown = show(toml.trim_end(), &mut sources, &mut diagnostics);
        let _ = writeln!(out, "{title}\n{shown}");
        dump::diagnostics(&mut out, &diagnostics, &sources);
        out.push('\n');
    }
    let difference = compare(&folder, &out);
    assert!(difference.is_none(), "{}", difference.unwrap_or_default());
}

/// Sigla, one a line.
fn listed(sigla: &Sigla) -> String {
    let name = |id: Option<SiglumId>, what: &str| id.map_or(String::new(), |id| format!(" {what} {}", sigla.name(id)));
    let mut out = String::new();
    for siglum in &sigla.list {
        let (group, hand) = (name(siglum.group, "of the group"), name(siglum.hand_of, "in"));
        let date = siglum.date.as_ref().map_or(String::new(), |date| format!(" ({date})"));
        let _ = writeln!(out, "  {} {:?} {:?}{date}{group}{hand}", siglum.siglum, siglum.kind, siglum.title);
    }
    out
}

#[test]
fn sigla_are_declared() {
    compare_cases("sigla", |toml, sources, diagnostics| {
        let file = sources.add("sigla.toml", toml);
        let own = sigla::read(sources, file, &[], diagnostics);
        listed(&annotate::sigla::of(&Sheet::default(), &own, &[], diagnostics))
    });
}

#[test]
fn a_sheet_says_who_is_in_force() {
    compare_cases("sheet", |toml, sources, diagnostics| {
        let text = "The towne was quiet. Nobody came.\n\nThe sea was still.\n";
        let files = Files { text: Some(text.into()), sheet: Some(toml.into()), ..Files::default() };
        let document = document(&files, sources, diagnostics).document;
        let sigla = &document.sigla;
        let in_force: Vec<&str> = sigla.in_force.iter().map(|id| sigla.name(*id)).collect();
        let mut out = format!("  in force {in_force:?}, base {:?}\n", sigla.base.map(|base| sigla.name(base)));
        for mark in &document.body.marks {
            if let MarkKind::Lacuna(witness) = mark.kind {
                let words = &document.body.string[mark.range.clone()];
                let _ = writeln!(out, "  {} lacks {words:?}", sigla.name(witness));
            }
        }
        out
    });
}

#[test]
fn series_are_layers() {
    compare_cases("series", |toml, sources, diagnostics| {
        let head = "[book]\ntitle = \"x\"\nlanguage = \"en\"\ndate = 2026-01-31\n\n[[document]]\nid = \"x\"\n\n";
        let file = sources.add("book.toml", format!("{head}{toml}\n"));
        let mut out = String::new();
        for layer in book::read(sources, file, None, diagnostics).series {
            let (kind, form, place) = (layer.kind, layer.form, layer.place);
            let _ =
                writeln!(out, "  {} {:?}: {kind:?} {form:?} {:?} {place:?}", layer.id, layer.title, layer.arrangement);
            if let Some(filter) = &layer.filter {
                let witnesses: Vec<&str> = filter.witnesses.iter().map(|name| name.value.as_str()).collect();
                let (types, kinds, singular) = (&filter.types, &filter.kinds, filter.singular);
                let _ = writeln!(
                    out,
                    "    copy {}: types {types:?}, kinds {kinds:?}, witnesses {witnesses:?}, singular {singular:?}",
                    layer.copy
                );
            }
        }
        out
    });
}
