//! `document.toml`, or the front matter of a Markdown text: a document's sheet.

use super::apparatus::{self, InForce, Lacuna};
use super::value;
pub(crate) use super::value::unknown_value;
use super::value::{one_of, typed};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::account::LineClass;
use crate::model::apparatus::Witness;
use crate::model::lines::Restart;
use crate::source::{FileId, Sources, Span};
use crate::table::{self, Located, Table};
use std::ops::Range;

/// A document's sheet.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// The title, inline Markdown.
    pub title: Option<Located<String>>,
    /// The title for running heads.
    pub short_title: Option<String>,
    /// The author.
    pub author: Option<String>,
    /// The date, ISO 8601 as far as it is known.
    pub date: Option<String>,
    /// The date as printed, where it is not to be made from `date`.
    pub dateline: Option<String>,
    /// The language (BCP 47).
    pub language: Option<String>,
    /// The source line, inline Markdown.
    pub source: Option<Located<String>>,
    /// A line on rights.
    pub rights: Option<String>,
    /// The witnesses, the base first.
    pub witnesses: Vec<Located<Witness>>,
    /// `[apparatus]`
    pub apparatus: Option<InForce>,
    /// `[[lacuna]]`
    pub lacunae: Vec<Lacuna>,
    /// `[line-numbers] restart`
    pub restart: Option<Restart>,
    /// `[tei] reading`: which parts of a `choice` are text, the first that it has.
    pub reading: Option<Vec<String>>,
    /// `[tei] apparatus`: the file in the document's folder that has the entries of its `text.xml`.
    pub entries: Option<Located<String>>,
    /// `punctuation`: whether it stays as it is typed, if the sheet says so.
    pub typed: Option<bool>,
    /// `[import] profile`
    pub profile: Option<Located<String>>,
    /// `[[import.override]]`
    pub overrides: Vec<Override>,
}

/// What no import rule can know, said by quotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    /// The first words of the paragraph, as the witness has them.
    pub exact: Located<String>,
    /// What the paragraph is.
    pub class: LineClass,
    /// Why the editor says so.
    pub reason: String,
    /// Where the override stands.
    pub span: Span,
}

/// Reads a sheet from `range` of `file`.
pub fn read(sources: &Sources, file: FileId, range: Range<usize>, diagnostics: &mut Diagnostics) -> Sheet {
    let mut table = table::parse(sources, file, range, diagnostics);
    let mut sheet = Sheet {
        title: table.string("title", diagnostics),
        short_title: said(&mut table, "short-title", diagnostics),
        author: said(&mut table, "author", diagnostics),
        date: date(table.string("date", diagnostics), diagnostics),
        dateline: said(&mut table, "dateline", diagnostics),
        language: value::language(table.string("language", diagnostics), diagnostics),
        source: table.string("source", diagnostics),
        rights: said(&mut table, "rights", diagnostics),
        typed: typed(table.string("punctuation", diagnostics), diagnostics),
        ..Sheet::default()
    };
    sheet.witnesses =
        table.tables("witness", diagnostics).into_iter().filter_map(|t| witness(t, diagnostics)).collect();
    sheet.apparatus = table.table("apparatus", diagnostics).map(|t| apparatus::in_force(t, diagnostics));
    let lacunae = table.tables("lacuna", diagnostics);
    sheet.lacunae = lacunae.into_iter().filter_map(|t| apparatus::lacuna(t, diagnostics)).collect();
    if let Some(mut lines) = table.table("line-numbers", diagnostics) {
        let restart = lines.string("restart", diagnostics);
        sheet.restart = one_of("restart", restart, &Restart::ALL, diagnostics);
        lines.finish(diagnostics);
    }
    if let Some(mut import) = table.table("import", diagnostics) {
        sheet.profile = import.string("profile", diagnostics);
        let overrides = import.tables("override", diagnostics);
        sheet.overrides = overrides.into_iter().filter_map(|t| read_override(t, diagnostics)).collect();
        import.finish(diagnostics);
    }
    if let Some(mut tei) = table.table("tei", diagnostics) {
        sheet.entries = tei.string("apparatus", diagnostics);
        let reading = tei.strings("reading", diagnostics);
        sheet.reading = Some(reading.into_iter().filter_map(|name| choice(name, diagnostics)).collect());
        sheet.reading = sheet.reading.filter(|reading: &Vec<String>| !reading.is_empty());
        tei.finish(diagnostics);
    }
    table.finish(diagnostics);
    sheet
}

/// What is printed as it stands.
fn said(table: &mut Table, key: &'static str, diagnostics: &mut Diagnostics) -> Option<String> {
    Some(value::said(table.string(key, diagnostics)?, diagnostics))
}

/// The parts that a `choice` of a TEI file may have.
const CHOICES: [&str; 9] = ["corr", "sic", "reg", "orig", "expan", "abbr", "ex", "am", "seg"];

fn choice(name: Located<String>, diagnostics: &mut Diagnostics) -> Option<String> {
    if CHOICES.contains(&name.value.as_str()) {
        return Some(name.value);
    }
    diagnostics.push(unknown_value("part of a choice", &name, &CHOICES));
    None
}

/// A date as far as it is known: `1948`, `1941-08`, `1938-09-12`.
fn date(date: Option<Located<String>>, diagnostics: &mut Diagnostics) -> Option<String> {
    let Located { value, span } = date?;
    if is_date(&value) {
        return Some(value);
    }
    let known = "write it as far as it is known: 1948, 1941-08 or 1938-09-12";
    let short = !value.is_empty() && value.len() < 4 && value.bytes().all(|b| b.is_ascii_digit());
    let ancient = value.starts_with('-') || [" BC", " BCE", "v. Chr.", "av. J.-C."].iter().any(|e| value.ends_with(e));
    let help = match value.parse::<u32>() {
        Ok(year) if short => format!("a year has four digits: `{year:04}`, which is printed as {year}"),
        _ if ancient => "leave `date` out: what stands in `dateline` is printed as it is".to_owned(),
        _ => known.to_owned(),
    };
    diagnostics.push(Diagnostic::error("bad-date", format!("`{value}` is no date")).at(span).help(help));
    None
}

pub(super) fn is_date(value: &str) -> bool {
    let parts: Vec<&str> = value.split('-').collect();
    let sized = parts.iter().zip([4, 2, 2]).all(|(p, n)| p.len() == n && p.bytes().all(|b| b.is_ascii_digit()));
    let number = |i: usize| parts.get(i).and_then(|p| p.parse::<u8>().ok());
    sized
        && parts.len() <= 3
        && number(1).is_none_or(|m| (1..=12).contains(&m))
        && number(2).is_none_or(|d| (1..=31).contains(&d))
}

fn witness(mut table: Table, diagnostics: &mut Diagnostics) -> Option<Located<Witness>> {
    let span = table.span.clone();
    let siglum = table.required("siglum", diagnostics);
    let name = table.required("name", diagnostics);
    let sha256 = table.required("sha256", diagnostics);
    table.finish(diagnostics);
    let (siglum, name, sha256) = (siglum?.value, name?, sha256?);
    // the name is a place to copy to: it must not lead out of the witnesses' folder
    if name.value.is_empty() || name.value.contains(['/', '\\']) || name.value.starts_with('.') {
        let error = Diagnostic::error("bad-name", format!("`{}` is no file name", name.value)).at(name.span);
        diagnostics.push(error.help("write the name alone; folders are named in `[build] witness-path`"));
        return None;
    }
    if sha256.value.len() != 64 || !sha256.value.bytes().all(|b| b.is_ascii_hexdigit()) {
        diagnostics.push(
            Diagnostic::error("bad-hash", "a SHA-256 has 64 hexadecimal digits")
                .at(sha256.span)
                .help("`edition witness add FILE` prints the hash of a file it does not know"),
        );
        return None;
    }
    Some(Located { value: Witness { siglum, name: name.value, sha256: sha256.value.to_ascii_lowercase() }, span })
}

/// The classes that an override may give, by their names in the file.
const CLASSES: [(&str, LineClass); 8] = [
    ("blockquote", LineClass::Blockquote),
    ("body", LineClass::Body),
    ("heading", LineClass::Heading),
    ("attribution", LineClass::Attribution),
    ("list-item", LineClass::ListItem),
    ("furniture", LineClass::Furniture),
    ("meta", LineClass::Meta),
    ("title", LineClass::Title),
];

fn read_override(mut table: Table, diagnostics: &mut Diagnostics) -> Option<Override> {
    let span = table.span.clone();
    let exact = table.required("exact", diagnostics);
    let class = table.required("class", diagnostics);
    let reason = table.required("reason", diagnostics);
    table.finish(diagnostics);
    let (exact, class, reason) = (exact?, class?, reason?.value);
    let names = CLASSES.map(|(name, _)| name);
    let Some((_, found)) = CLASSES.into_iter().find(|(name, _)| *name == class.value) else {
        diagnostics.push(unknown_value("class", &class, &names));
        return None;
    };
    Some(Override { exact, class: found, reason, span })
}
