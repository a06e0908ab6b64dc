//! `sigla.toml`: what each siglum stands for, in the order of the conspectus.

use super::value::one_of;
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::apparatus::SiglumKind;
use crate::source::{FileId, Sources};
use crate::table::{self, Located, Table};
use crate::words::nearest::nearest;
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;

/// A siglum, declared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiglumEntry {
    /// The siglum, NFC, with its place.
    pub siglum: Located<String>,
    /// What it stands for; the siglum where the file says nothing.
    pub title: String,
    /// What kind of thing that is.
    pub kind: SiglumKind,
    /// Its date.
    pub date: Option<String>,
    /// The heading of the conspectus that it stands below, where that is not the one of its kind.
    pub heading: Option<String>,
    /// The siglum of its group.
    pub group: Option<Located<String>>,
    /// Its other hands: siglum and title.
    pub hands: Vec<(Located<String>, String)>,
    /// Its `xml:id` in the document's TEI file, where that is not the siglum.
    pub xml_id: Option<String>,
}

/// Characters that the grammar of entries gives a meaning.
const SIGNS: [char; 10] = [';', '|', '[', ']', '(', ')', '=', '^', '"', '\\'];
/// Words that it gives one.
const KEYWORDS: [&str; 19] = [
    "om.", "add.", "praem.", "transp.", "del.", "secl.", "suppl.", "lac.", "illeg.", "coni.", "prop.", "dub.", "codd.",
    "cett.", "edd.", "scripsi", "post", "praeter", "exc.",
];

/// Reads a file of sigla. `above` are those of the corpus, whose groups a document's own sigla may belong to.
pub fn read(sources: &Sources, file: FileId, above: &[SiglumEntry], diagnostics: &mut Diagnostics) -> Vec<SiglumEntry> {
    let length = sources.file(file).text.len();
    let mut root = table::parse(sources, file, 0..length, diagnostics);
    let tables = root.tables("witness", diagnostics);
    root.finish(diagnostics);
    let mut all: Vec<SiglumEntry> = tables.into_iter().filter_map(|table| entry(table, diagnostics)).collect();
    report_doubles(&all, diagnostics);
    let groups = all.iter().chain(above).filter(|entry| entry.kind == SiglumKind::Group);
    let groups: BTreeSet<String> = groups.map(|entry| entry.siglum.value.clone()).collect();
    for entry in &mut all {
        if let Some(group) = entry.group.take_if(|group| !groups.contains(&group.value)) {
            diagnostics.push(no_group(&group, &groups));
        }
    }
    all
}

fn entry(mut table: Table, diagnostics: &mut Diagnostics) -> Option<SiglumEntry> {
    let siglum = siglum(&mut table, diagnostics);
    let title = table.text("title", diagnostics);
    let kind = table.string("kind", diagnostics);
    let kind = match kind {
        Some(kind) if kind.value == "hand" => {
            let error = Diagnostic::error("hand-without-witness", "a hand belongs to a witness").at(kind.span);
            diagnostics.push(error.help("write it as `hands = [{ siglum = \"…\", title = \"…\" }]` of its witness"));
            None
        }
        kind => one_of("kind", kind, &SiglumKind::ALL, diagnostics),
    };
    let date = table.text("date", diagnostics);
    let heading = table.text("heading", diagnostics).filter(|heading| !heading.trim().is_empty());
    let group = table.string("group", diagnostics).map(|group| Located { value: nfc(&group.value), ..group });
    let xml_id = table.text("xml-id", diagnostics);
    let hands = table.tables("hands", diagnostics).into_iter().filter_map(|table| hand(table, diagnostics)).collect();
    table.finish(diagnostics);
    let siglum = siglum?;
    let title = title.unwrap_or_else(|| siglum.value.clone());
    let kind = kind.unwrap_or(SiglumKind::Manuscript);
    Some(SiglumEntry { siglum, title, kind, date, heading, group, hands, xml_id })
}

fn hand(mut table: Table, diagnostics: &mut Diagnostics) -> Option<(Located<String>, String)> {
    let siglum = siglum(&mut table, diagnostics);
    let title = table.text("title", diagnostics);
    table.finish(diagnostics);
    let siglum = siglum?;
    let title = title.unwrap_or_else(|| siglum.value.clone());
    Some((siglum, title))
}

/// What stands in the brackets of a siglum for what is lost, `[A]` or `(B)`; else all of it.
fn enclosed(siglum: &str) -> &str {
    let inner =
        [('[', ']'), ('(', ')')].iter().find_map(|(open, close)| siglum.strip_prefix(*open)?.strip_suffix(*close));
    inner.filter(|inner| !inner.trim().is_empty()).unwrap_or(siglum)
}

/// A siglum that entries can name: with single spaces, without signs, no keyword.
fn siglum(table: &mut Table, diagnostics: &mut Diagnostics) -> Option<Located<String>> {
    let Located { value, span } = table.required("siglum", diagnostics)?;
    let fault = if value.trim().is_empty() {
        "a siglum has characters".to_owned()
    } else if let Some(sign) = enclosed(value.trim()).chars().find(|c| SIGNS.contains(c)) {
        format!("no siglum has `{sign}`, which means something in entries")
    } else if KEYWORDS.contains(&value.trim()) {
        format!("`{}` means something in entries", value.trim())
    } else {
        let value = value.split_whitespace().map(nfc).collect::<Vec<_>>().join(" ");
        return Some(Located { value, span });
    };
    diagnostics
        .push(Diagnostic::error("bad-siglum", fault).at(span).help("give it letters and figures: `A`, `A²`, `β`"));
    None
}

/// Whether a `sigla.toml` may declare a siglum of that name.
pub fn is_siglum(name: &str) -> bool {
    !name.trim().is_empty() && !name.contains(SIGNS) && !KEYWORDS.contains(&name)
}

fn nfc(word: &str) -> String {
    word.nfc().collect()
}

/// Two of one name in one file, hands among them.
fn report_doubles(all: &[SiglumEntry], diagnostics: &mut Diagnostics) {
    let names =
        all.iter().flat_map(|entry| std::iter::once(&entry.siglum).chain(entry.hands.iter().map(|hand| &hand.0)));
    let mut seen = std::collections::BTreeMap::new();
    for name in names {
        let Some(first) = seen.get(&name.value).cloned() else {
            seen.insert(name.value.clone(), name.span.clone());
            continue;
        };
        let error = Diagnostic::error("doubled-siglum", format!("the siglum `{}` is declared twice", name.value));
        diagnostics
            .push(error.at(name.span.clone()).label(first, "first here").help("give one of the two another siglum"));
    }
}

fn no_group(group: &Located<String>, known: &BTreeSet<String>) -> Diagnostic {
    let error = Diagnostic::error("unknown-group", format!("no group `{}` is declared", group.value));
    let help = match nearest(&group.value, known.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("declare it: `[[witness]]` with `siglum = \"{}\"` and `kind = \"group\"`", group.value),
    };
    error.at(group.span.clone()).help(help)
}
