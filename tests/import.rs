//! Imports of plain text, a folder for each behaviour: `tests/import/<name>/input.txt`, optional
//! `overrides.txt` (a line each: class, tab, first words), `language.txt` and `profile.txt`, and
//! `expected.txt`, a dump of everything that the reader found. `UPDATE_EXPECT=1` rewrites the
//! dumps.

use crate::support::difference;
use edition::config::sheet::Override;
use edition::diag::Diagnostics;
use edition::model::account::LineClass;
use edition::model::draft::Draft;
use edition::model::text::{MarkKind, Text};
use edition::model::walk::Event;
use edition::read::plain;
use edition::report;
use edition::source::{FileId, Sources, Span};
use edition::table::Located;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

#[test]
fn every_import_is_as_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import");
    let mut cases: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    cases.sort();
    assert!(!cases.is_empty());
    let compare = |case: &PathBuf| difference(&case.join("expected.txt"), &dump(case));
    let wrong: Vec<String> = cases.iter().filter_map(compare).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

fn dump(case: &Path) -> String {
    let bytes = std::fs::read(case.join("input.txt")).unwrap();
    let language = std::fs::read_to_string(case.join("language.txt")).unwrap_or_else(|_| "en".to_owned());
    let decoded = plain::decode(&bytes);
    assert!(decoded.encode() == bytes, "{}: the encoding gives back the bytes", case.display());
    let mut sources = Sources::default();
    let file = sources.add("input.txt", decoded.text);
    let overrides = overrides(case, &mut sources);
    let mut diagnostics = Diagnostics::default();
    let profile = std::fs::read_to_string(case.join("profile.txt")).unwrap_or_else(|_| "auto".to_owned());
    let options =
        plain::Options { profile: profile.trim(), overrides: &overrides, series: 0, language: language.trim() };
    let draft = plain::read(&sources, file, &options, &mut diagnostics);
    let mut out = String::new();
    let account = draft.account.as_ref().unwrap();
    let _ = writeln!(out, "encoding: {}\nprofile: {}", decoded.encoding, account.profile);
    front(&mut out, &draft);
    lines(&mut out, &sources, file, &draft);
    out.push_str("\nbody\n");
    text(&mut out, &draft.body);
    for (note, found) in draft.notes.iter().zip(&account.notes) {
        let called = if found.called { "" } else { ", never called" };
        let _ = writeln!(out, "\nnote {} (mark {}, {:?}{called})", note.key, note.mark, note.place);
        text(&mut out, &note.text);
    }
    ledger(&mut out, &sources, &draft);
    out.push_str("\ndiagnostics\n");
    for d in diagnostics.iter() {
        let place = d.span.as_ref().map(|s| sources.position(s));
        let place = place.map_or_else(String::new, |p| format!(" at {}:{}", p.line, p.column));
        let _ = writeln!(out, "  {:?} {}{place}: {}", d.severity, d.code, d.message);
    }
    let bytes = report::bytes(&draft, &sources).unwrap();
    assert!(bytes.is_sound(), "{}: {bytes:?}", case.display());
    assert_eq!(report::unaccounted(&draft, &sources), Vec::<std::ops::Range<usize>>::new(), "{}", case.display());
    out
}

fn overrides(case: &Path, sources: &mut Sources) -> Vec<Override> {
    let text = std::fs::read_to_string(case.join("overrides.txt")).unwrap_or_default();
    let sheet = sources.add("document.toml", text.clone());
    let mut at = 0;
    let mut overrides = Vec::new();
    for line in text.split_inclusive('\n') {
        let span = Span::new(sheet, at..at + line.trim_end().len());
        at += line.len();
        let (class, exact) = line.trim_end().split_once('\t').expect("class, tab, first words");
        let class = match class {
            "blockquote" => LineClass::Blockquote,
            "body" => LineClass::Body,
            "heading" => LineClass::Heading,
            "furniture" => LineClass::Furniture,
            other => panic!("unknown class {other}"),
        };
        let exact = Located { value: exact.to_owned(), span: span.clone() };
        overrides.push(Override { exact, class, reason: "a test".to_owned(), span });
    }
    overrides
}

fn front(out: &mut String, draft: &Draft) {
    let of = |t: &Option<Text>| t.as_ref().map(|t| t.string.clone());
    let fields = [
        ("title", of(&draft.title)),
        ("author", draft.author.clone()),
        ("date", draft.date.clone()),
        ("dateline", draft.dateline.clone()),
        ("source", of(&draft.source)),
    ];
    for (name, value) in fields {
        if let Some(value) = value {
            let _ = writeln!(out, "{name}: {value}");
        }
    }
}

fn lines(out: &mut String, sources: &Sources, file: FileId, draft: &Draft) {
    out.push_str("\nlines\n");
    for (line, class) in &draft.account.as_ref().unwrap().lines {
        let class = serde_json::to_value(class).unwrap();
        let start: String = sources.file(file).line(*line).chars().take(48).collect();
        let _ = writeln!(out, "  {line:>3} {:<17} {}", class.as_str().unwrap(), start.escape_debug());
    }
}

/// A text's blocks in their groups; calls as `{1}`, other marks in braces with their kind.
fn text(out: &mut String, text: &Text) {
    let mut depth = 1;
    for event in text.events() {
        match event {
            Event::Enter(group) => {
                let _ = writeln!(out, "{}{:?}", "  ".repeat(depth), text.groups[group].kind);
                depth += 1;
            }
            Event::Leave(_) => depth -= 1,
            Event::Block(block) => {
                let b = &text.blocks[block];
                let number = b.number.map_or_else(String::new, |n| format!(" p{n}"));
                let _ = writeln!(out, "{}{:?}{number}: {}", "  ".repeat(depth), b.kind, marked(text, block));
            }
        }
    }
}

fn marked(text: &Text, block: usize) -> String {
    let mut line = String::new();
    for run in text.runs(block) {
        if let Some(point) = run.point {
            match &text.marks[point].kind {
                MarkKind::Call(note) => {
                    let _ = write!(line, "{{{}}}", note.0);
                }
                other => {
                    let _ = write!(line, "{{{other:?}}}");
                }
            }
        } else if run.marks.is_empty() {
            line.push_str(&text.string[run.range]);
        } else {
            let kinds: Vec<String> = run.marks.iter().map(|m| format!("{:?}", text.marks[*m].kind)).collect();
            let _ = write!(line, "{{{}:{}}}", kinds.join(" "), &text.string[run.range]);
        }
    }
    line
}

fn ledger(out: &mut String, sources: &Sources, draft: &Draft) {
    out.push_str("\nledger\n");
    for e in &draft.account.as_ref().unwrap().edits {
        if e.rule == "lines.between" {
            continue;
        }
        let at = sources.position(&e.span);
        let place = format!("{}:{}", at.line, at.column);
        let raw: String = sources.slice(&e.span).chars().take(30).collect();
        let applied = if e.applied { "" } else { ", not applied" };
        let _ = writeln!(out, "  {place:<8} {} {raw:?} → {:?} ({:?}{applied})", e.rule, e.read, e.certainty);
    }
}
