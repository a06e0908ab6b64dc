//! `tests/apparatus/accounting/cases.md`: who reads what, what is wrong, and what each witness reads by it.

use super::{cases, compare};
use edition::annotate::{Parts, build, sigla};
use edition::config::{sheet, sigla as declared, standoff};
use edition::diag::{Diagnostic, Diagnostics, Severity};
use edition::model::apparatus::{Entry, Filter, Layer, SeriesKind, Sigla, SiglumId};
use edition::model::document::{Document, MarkStyle, Matter, NoteSeries};
use edition::read::markdown::{Context, Reader, read};
use edition::reconstruct::{Own, compare as with_file, reconstruct};
use edition::source::{Sources, Span};
use edition::table::Located;
use edition::words::rows::differences;
use std::fmt::Write as _;

/// What stands before the first case: the texts by name.
fn texts(head: &str) -> Vec<(&str, String)> {
    let parts = head.split("\n@").skip(1).filter_map(|part| part.split_once('\n'));
    parts.map(|(name, text)| (name.trim(), format!("{}\n", text.trim()))).collect()
}

/// `key value` of a line that begins with the key.
fn values<'c>(case: &'c str, key: &str) -> Vec<&'c str> {
    case.lines().filter_map(|line| line.strip_prefix(key)).collect()
}

/// The sigla of all cases; B and C belong to the group β where the case has it.
fn sigla_file(group: bool) -> String {
    let group = if group { "group = \"β\"\n" } else { "" };
    let mut out = "[[witness]]\nsiglum = \"A\"\nhands = [{ siglum = \"A²\" }]\n".to_owned();
    let _ = writeln!(out, "[[witness]]\nsiglum = \"B\"\nhands = [{{ siglum = \"B²\" }}]\n{group}");
    if !group.is_empty() {
        out.push_str("[[witness]]\nsiglum = \"β\"\nkind = \"group\"\n");
    }
    let _ =
        writeln!(out, "[[witness]]\nsiglum = \"C\"\n{group}[[witness]]\nsiglum = \"D\"\n[[witness]]\nsiglum = \"E\"");
    for (siglum, kind) in [("Bentley", "scholar"), ("Quill", "scholar"), ("Ald", "edition")] {
        let _ = writeln!(out, "[[witness]]\nsiglum = \"{siglum}\"\nkind = \"{kind}\"");
    }
    out
}

fn sheet_file(case: &str) -> String {
    let list = |names: &str| names.split(' ').map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
    let mut out = String::new();
    for names in values(case, "in force: ") {
        let _ = writeln!(out, "[apparatus]\nwitnesses = [{}]", list(names));
    }
    out.extend(values(case, "base: ").iter().map(|base| format!("base = \"{base}\"\n")));
    for lacuna in values(case, "lacuna: ") {
        // `D`, `D from`, `D from … to`, `D … to`
        let (witness, words) = lacuna.split_once(' ').unwrap_or((lacuna, ""));
        let (from, to) = words.split_once("… ").unwrap_or((words, ""));
        let key = |name: &str, words: &str| match words.trim() {
            "" => String::new(),
            words => format!("{name} = {{ exact = \"{words}\" }}\n"),
        };
        let _ = writeln!(out, "[[lacuna]]\nwitness = \"{witness}\"\n{}{}", key("from", from), key("to", to));
    }
    out
}

/// `1 mare: mere B; om. D`; `1 glove/1.purse: porse C` varies a reading, `1 …|point: add. x B` stands at a point.
fn entry_table(line: &str) -> String {
    let (place, readings) = line.split_once(": ").expect("a place and readings");
    let (id, words) = place.split_once(' ').expect("an id and words");
    let mut out = format!("[[variant]]\nid = \"{id}\"\nlayer = \"c\"\nreadings = '''{readings}'''\n");
    let (words, occurrence) = words.split_once('#').unwrap_or((words, ""));
    if let Some((words, within)) = words.split_once(" in ") {
        let exact = if words.is_empty() { String::new() } else { format!("exact = \"{words}\"\n") };
        let _ = writeln!(out, "in = \"{within}\"\n{exact}");
    } else if let Some(words) = words.strip_prefix("after ") {
        let _ = writeln!(out, "after = \"{words}\"");
    } else if let Some(words) = words.strip_prefix("before ") {
        let _ = writeln!(out, "before = \"{words}\"");
    } else if let Some((from, to)) = words.split_once(" -- ") {
        let _ = writeln!(out, "from = \"{from}\"\nto = \"{to}\"");
    } else {
        let parts: Vec<String> = words.split(" … ").map(|part| format!("\"{part}\"")).collect();
        let _ = writeln!(out, "exact = [{}]", parts.join(", "));
    }
    if !occurrence.is_empty() {
        let _ = writeln!(out, "occurrence = {occurrence}");
    }
    out
}

/// A document with what is wrong with it.
pub(super) struct Case {
    pub(super) sources: Sources,
    pub(super) document: Document,
    pub(super) diagnostics: Diagnostics,
}

fn built(case: &str, texts: &[(&str, String)]) -> Case {
    let text = values(case, "text: ").pop().unwrap_or("prose");
    let text = texts.iter().find(|(name, _)| *name == text).map_or(text, |(_, text)| text);
    let tables: String = values(case, "entry: ").into_iter().map(entry_table).collect();
    let emended = values(case, "emendation: ").into_iter().filter_map(|line| line.split_once(" > "));
    let emended =
        emended.map(|(exact, read)| format!("[[emendation]]\nexact = \"{exact}\"\nread = \"{read}\"\nreason = \"\"\n"));
    let grouped = !values(case, "group").is_empty();
    of(text, &sheet_file(case), &(tables + &emended.collect::<String>()), grouped)
}

/// The document of a text, a sheet and a stand-off file, with the sigla of all cases.
pub(super) fn document_of(text: &str, sheet: &str, notes: &str) -> Case {
    of(text, sheet, notes, false)
}

fn of(text: &str, sheet: &str, notes: &str, grouped: bool) -> Case {
    let series = &series();
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let [text, known, sheet, notes] = [
        sources.add("text.md", text),
        sources.add("sigla.toml", sigla_file(grouped)),
        sources.add("document.toml", sheet),
        sources.add("notes.toml", notes),
    ];
    let length = |file| sources.file(file).text.len();
    let known = declared::read(&sources, known, &[], &mut diagnostics);
    let sheet = sheet::read(&sources, sheet, 0..length(sheet), &mut diagnostics);
    let sigla = sigla::of(&sheet, &[], &known, &mut diagnostics);
    let context =
        Context { series, default_series: 0, nested_series: 0, language: "en-GB", sigla: &sigla, typed: false };
    let parts = Parts {
        id: "x".into(),
        matter: Matter::Text,
        sheet,
        draft: Some(read(&sources, text, 0..length(text), &context, &mut diagnostics)),
        witness: None,
        sigla: sigla.clone(),
        headnote: None,
        standoff: standoff::read(&sources, notes, &mut diagnostics),
        lock: None,
        book_language: "en-GB",
    };
    let reader = Reader { sources: &sources, series, default_series: 0, nested_series: 0, sigla: &sigla, typed: false };
    let document = build(parts, series, &reader, &mut diagnostics).document;
    Case { sources, document, diagnostics }
}

fn names(sigla: &Sigla, ids: &[SiglumId]) -> String {
    let names: Vec<&str> = ids.iter().map(|id| sigla.name(*id)).collect();
    if names.is_empty() { "—".to_owned() } else { names.join(" ") }
}

fn tally(document: &Document, series: &[NoteSeries], entry: &Entry) -> String {
    let (sigla, tally) = (&document.sigla, &entry.tally);
    let mut out =
        format!("{} agree {}, lacking {}", entry.id, names(sigla, &tally.agree), names(sigla, &tally.lacking));
    for (number, who) in (1..).zip(&tally.readings) {
        let _ = write!(out, ", /{number} {}", names(sigla, who));
    }
    if let Layer::Series(layer) = entry.layer
        && series[layer].id != "c"
    {
        let _ = write!(out, ", in {}", series[layer].id);
    }
    for copied in &entry.copies {
        let _ = write!(out, ", copied to {} {:?}", series[copied.series].id, copied.readings);
    }
    out
}

/// What a witness has otherwise than the text.
fn implied(document: &Document, witness: SiglumId) -> String {
    let (body, found) = (&document.body.string, reconstruct(document, witness));
    let row = |text: &'_ str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let (ours, theirs) = (row(body), row(&found.string));
    let told = differences(&ours, &theirs);
    let told = told.into_iter().map(|(one, other)| format!("{}>{}", ours[one].join(" "), theirs[other].join(" ")));
    told.collect::<Vec<_>>().join("; ")
}

fn fault(fault: &Diagnostic, sources: &Sources) -> String {
    let place = |span: &Span| {
        let position = sources.position(span);
        format!("{}:{}:{} “{}”", sources.file(span.file).name, position.line, position.column + 1, sources.slice(span))
    };
    let severity = if fault.severity == Severity::Error { "error" } else { "warning" };
    let mut out = format!(
        "{severity} {} at {}: {}",
        fault.code,
        fault.span.as_ref().map_or("nothing".into(), place),
        fault.message
    );
    for (span, label) in &fault.labels {
        let _ = write!(out, " [{label}: {}]", place(span));
    }
    out
}

fn dumped(case: &str, texts: &[(&str, String)]) -> String {
    let Case { mut sources, document, diagnostics } = built(case, texts);
    let series = series();
    let mut out = String::new();
    for entry in document.entries.iter().filter(|entry| !entry.readings.is_empty()) {
        let _ = writeln!(out, "{}", tally(&document, &series, entry));
    }
    for one in diagnostics.iter() {
        let _ = writeln!(out, "{}", fault(one, &sources));
    }
    if diagnostics.has_errors() {
        return out;
    }
    for witness in &document.sigla.in_force {
        let told = implied(&document, *witness);
        if !told.is_empty() {
            let _ = writeln!(out, "{}: {told}", document.sigla.name(*witness));
        }
        for one in reconstruct(&document, *witness).faults {
            let _ = writeln!(out, "{}", fault(&one, &sources));
        }
    }
    for (siglum, text) in values(case, "file: ").into_iter().filter_map(|line| line.split_once(' ')) {
        let file = sources.add(format!("{siglum}.txt"), text.replace(" / ", "\n"));
        let witness = document.sigla.find(siglum).expect("a witness");
        let own = Own { file, text: &sources.file(file).text };
        for one in with_file(&document, witness, &own) {
            let _ = writeln!(out, "{}", fault(&one, &sources));
        }
    }
    out
}

/// A layer for all, one for spellings, emendations and what C alone has, one that shows what B has too.
fn series() -> Vec<NoteSeries> {
    let layer = |id, filter, copy| {
        let new = NoteSeries::new(id, id, MarkStyle::Figures);
        NoteSeries { kind: SeriesKind::Apparatus, filter, copy, ..new }
    };
    let any = Filter::default;
    let types = |name: &str| Some(Filter { types: vec![name.to_owned()], ..any() });
    let of = |name: &str| Located { value: name.to_owned(), span: Span::new(Sources::default().add("", ""), 0..0) };
    let singular = Some(Filter { types: vec!["alone".to_owned()], singular: Some(true), ..any() });
    let shown = Some(Filter { types: vec!["shown".to_owned()], witnesses: vec![of("B")], ..any() });
    vec![
        NoteSeries::new("e", "e", MarkStyle::Letters),
        layer("c", None, false),
        layer("o", types("orthographic"), false),
        layer("m", types("emendation"), false),
        layer("s", singular, false),
        layer("b", shown, true),
    ]
}

#[test]
fn every_witness_is_accounted_for() {
    for folder in cases("apparatus").into_iter().filter(|folder| folder.ends_with("accounting")) {
        let input = std::fs::read_to_string(folder.join("cases.md")).expect("cases.md");
        let mut parts = input.split("\n## ");
        let texts = texts(parts.next().unwrap_or_default());
        let mut out = String::new();
        for case in parts {
            let title = case.lines().next().unwrap_or_default();
            let _ = writeln!(out, "## {title}\n{}", dumped(case, &texts));
        }
        let difference = compare(&folder, &out).unwrap_or_default();
        assert!(difference.is_empty(), "{difference}");
    }
}
