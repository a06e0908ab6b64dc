//! `tests/apparatus/grammar/cases.md`: entries of an apparatus, each read in the context that it names.

use super::{cases, compare};
use edition::diag::Diagnostics;
use edition::model::apparatus::{Cited, How, Move, Reading, ReadingKind, Sigla, Siglum, SiglumId, SiglumKind, Who};
use edition::read::apparatus;
use edition::source::{Sources, Span};
use std::fmt::Write as _;

/// The sigla of a context: name, what it is, and for a hand or a member of a group what it belongs to.
fn sigla(context: &str) -> Sigla {
    use SiglumKind::{Edition, Group, Hand, Manuscript, Scholar};
    let (witnesses, others): (&[&str], &[(&str, SiglumKind)]) = match context {
        "E" => (
            &["A", "B", "C", "D"],
            &[
                ("A²", Hand),
                ("A³", Hand),
                ("β", Group),
                ("Bentley", Scholar),
                ("Quill", Scholar),
                ("Ald", Edition),
                ("Tonson", Edition),
            ],
        ),
        "L" => (
            &["P", "V", "Vat", "Vb", "M"],
            &[
                ("P²", Hand),
                ("α", Group),
                ("γ", Group),
                ("Bentley", Scholar),
                ("Housman", Scholar),
                ("Ald", Edition),
                ("Mur", Edition),
            ],
        ),
        "G" => (&["B", "L", "φ", "Ω"], &[("α", Group), ("Dindorf", Scholar)]),
        "I" => (&["X", "A", "I"], &[]),
        // a context of its own: B1 … B40
        _ => (&["A"], &[]),
    };
    let numbered: Vec<String> = (1..=40).map(|n| format!("B{n}")).collect();
    let mut sigla = Sigla::default();
    let all = witnesses.iter().map(|w| (*w, Manuscript)).chain(others.iter().copied());
    let numbered = numbered.iter().map(|name| (name.as_str(), Manuscript)).filter(|_| context == "40");
    for (siglum, kind) in all.chain(numbered) {
        sigla.list.push(Siglum {
            siglum: siglum.into(),
            title: siglum.into(),
            kind,
            date: None,
            heading: None,
            group: None,
            hand_of: (kind == Hand).then_some(SiglumId(0)),
            xml_id: None,
            span: None,
        });
    }
    sigla
}

pub(super) fn support(all: &[Cited], sigla: &Sigla) -> String {
    let mut out = String::new();
    for cited in all {
        let name = match cited.who {
            Who::Siglum(id) => sigla.name(id),
            Who::Editor => "scripsi",
            Who::Manuscripts => "codd.",
            Who::Others => "cett.",
            Who::All => "omnes",
            Who::Editions => "edd.",
        };
        let states: String = cited.states.iter().map(|state| format!("^{}", sigla.state_name(*state))).collect();
        let remark = cited.remark.as_ref().map(|remark| format!(" ({remark})")).unwrap_or_default();
        let deed = cited.deed.map(|deed| format!(" {}.", deed.name())).unwrap_or_default();
        let except: String = cited.except.iter().map(|id| format!(" {}", sigla.name(*id))).collect();
        let except = if except.is_empty() { except } else { format!(" praeter{except}") };
        let _ = write!(out, "{deed} {name}{states}{except}{remark}");
    }
    out
}

pub(super) fn reading(reading: &Reading, sigla: &Sigla) -> String {
    let mut out = String::from("reading ");
    match &reading.kind {
        ReadingKind::Transposition(Move::After(words)) => out.push_str(&format!("transp post {words:?}")),
        ReadingKind::Transposition(Move::Before(words)) => out.push_str(&format!("transp ante {words:?}")),
        kind => out.push_str(kind.name()),
    }
    if !reading.words.is_empty() {
        let _ = write!(out, " {:?}", reading.words);
    }
    let how = reading.how.map_or("", How::name);
    out.push_str(&if how.is_empty() { String::new() } else { format!(" {how}.") });
    out.push_str(" :");
    out.push_str(&support(&reading.support, sigla));
    out.extend(reading.r#type.iter().map(|name| format!(" [{name}]")));
    out
}

fn dumped(context: &str, entry: &str) -> String {
    let context = if entry.contains("B40") { "40" } else { context };
    let (mut sources, mut diagnostics, sigla) = (Sources::default(), Diagnostics::default(), sigla(context));
    let file = sources.add("entry", entry);
    let written = apparatus::entry(entry, &|range| Span::new(file, range), (&sigla, "la"), &mut diagnostics);
    let mut out = String::new();
    out.extend(written.r#type.iter().map(|name| format!("type {name}\n")));
    if !written.support.is_empty() {
        let _ = writeln!(out, "lemma :{}", support(&written.support, &sigla));
    }
    out.extend(written.readings.iter().map(|one| reading(one, &sigla) + "\n"));
    out.extend(written.note.iter().map(|range| format!("note {:?}\n", &entry[range.clone()])));
    for diagnostic in diagnostics.iter() {
        let span = diagnostic.span.clone().expect("a fault has a place").bytes();
        let at = entry[..span.start].chars().count();
        let help = diagnostic.help.clone().unwrap_or_default();
        let _ = writeln!(out, "{at} {:?} {}: {} ({help})", &entry[span], diagnostic.code, diagnostic.message);
    }
    out
}

#[test]
fn every_entry_is_read_as_expected() {
    let mut differences = String::new();
    for folder in cases("apparatus").into_iter().filter(|folder| folder.ends_with("grammar")) {
        let input = std::fs::read_to_string(folder.join("cases.md")).expect("cases.md");
        let mut out = String::new();
        let mut head = "";
        for line in input.lines() {
            if let Some(title) = line.strip_prefix("### ") {
                head = title;
            } else if let Some(entry) = line.strip_prefix("- entry: ``").and_then(|rest| rest.strip_suffix("``")) {
                let context = head.split(" · ").nth(1).unwrap_or_default();
                let entry = entry.replace('⏎', "\n");
                let _ = writeln!(out, "{head} · {entry:?}\n{}", dumped(context, &entry));
            }
        }
        differences.extend(compare(&folder, &out));
    }
    assert!(differences.is_empty(), "{differences}");
}
