//! `tests/apparatus/variant/cases.md`: entries that quote what they stand on, each with what is right.

use super::{cases, compare, with_apparatus};
use edition::annotate::{Built, Parts, build};
use edition::config::sheet::Sheet;
use edition::config::standoff;
use edition::diag::{Diagnostics, render_human};
use edition::model::apparatus::EntryId;
use edition::model::document::{Document, Matter};
use edition::model::text::{MarkKind, Text};
use edition::read::markdown::{Context, Reader, read};
use edition::source::Sources;
use std::fmt::Write as _;

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
    let (series, sigla) = with_apparatus();
    let (file, notes) = (sources.add("text.md", text), sources.add("notes.toml", tables));
    let context = Context { series: &series, default_series: 1, language: "en-GB", sigla: &sigla };
    let parts = Parts {
        id: "x".into(),
        matter: Matter::Text,
        sheet: Sheet::default(),
        draft: Some(read(sources, file, 0..text.len(), &context, diagnostics)),
        witness: None,
        sigla: sigla.clone(),
        headnote: None,
        standoff: standoff::read(sources, notes, diagnostics),
        lock: None,
        book_language: "en-GB",
    };
    let reader = Reader { sources, series: &series, default_series: 1, sigla: &sigla };
    build(parts, &series, &reader, diagnostics)
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
    let mut inner = String::new();
    for entry in &document.entries {
        let Some(within) = &entry.within else { continue };
        let key = |id: &str| id.split_once(':').map_or("", |(_, key)| key).to_owned();
        let outer = key(&document.entries[within.entry.0 as usize].id);
        let _ = write!(inner, "\n{} in {outer}/{}: {}", key(&entry.id), within.reading + 1, entry.lemma);
    }
    out.push_str(&inner);
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
