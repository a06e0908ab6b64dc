//! What a text that comes from an archive brings into the book: sigla, witnesses in force, layers of its apparatus;
//! and its faults, which are warnings.

use crate::annotate;
use crate::config::apparatus::InForce;
use crate::config::book::{BookFile, default_series};
use crate::config::sheet::Sheet;
use crate::config::sigla::SiglumEntry;
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::model::apparatus::{SeriesKind, Sigla, SiglumKind};
use crate::model::document::{Arrangement, MarkStyle, NoteSeries, author_series};
use crate::model::draft::Draft;
use crate::pipeline::{Input, Origin};
use crate::read::tei;
use crate::source::{FileId, Sources};
use crate::table::Located;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// The id and the title of the apparatus of a book that declares none.
const APPARATUS: (&str, &str) = ("app", "Apparatus");

/// The TEI file of a document that has one, read as far as its header.
pub(super) struct Opened<'s> {
    pub(super) file: Option<tei::File<'s>>,
    pub(super) diagnostics: Diagnostics,
}

impl<'s> Opened<'s> {
    pub(super) fn open(sources: &'s Sources, input: &Input) -> Self {
        let mut diagnostics = Diagnostics::default();
        let Origin::Tei { file, entries, .. } = input.origin else { return Self { file: None, diagnostics } };
        Self { file: tei::File::open_with(sources, file, entries, &mut diagnostics), diagnostics }
    }
}

/// A TEI file as an import reads it, without a book.
#[derive(Debug)]
pub struct Imported {
    /// What it says.
    pub draft: Draft,
    /// The sigla that it declares and uses.
    pub sigla: Vec<SiglumEntry>,
}

/// Reads a TEI file without a book; `None` for one that is none, which is reported.
pub fn import(sources: &Sources, file: FileId, diagnostics: &mut Diagnostics) -> Option<Imported> {
    let tei = tei::File::open(sources, file, diagnostics)?;
    let book = BookFile { series: default_series(), ..BookFile::default() };
    let book = layered(&book, &[&tei]);
    let sigla = sigla_of(&tei, &Sheet::default(), &[], &[], diagnostics);
    let language = tei.header.language.clone().unwrap_or_else(|| LANGUAGE.to_owned());
    let default_series = author_series(&book.series);
    let context = tei::Context {
        series: &book.series,
        default_series,
        language: &language,
        sigla: &sigla,
        milestones: &book.book.milestones,
        pictures: &BTreeSet::new(),
        reading: &tei::default_reading(),
    };
    let draft = tei.read(&context, diagnostics);
    Some(Imported { draft, sigla: tei.sigla.entries })
}

/// Reads the text of a document of the book: with these pictures in its folder, in this language, with these sigla.
pub fn draft(
    tei: &tei::File<'_>,
    sheet: &Sheet,
    (pictures, language, sigla): (&BTreeSet<String>, &str, &Sigla),
    file: &BookFile,
    diagnostics: &mut Diagnostics,
) -> Draft {
    let reading = sheet.reading.clone().unwrap_or_else(tei::default_reading);
    let context = tei::Context {
        series: &file.series,
        default_series: author_series(&file.series),
        language,
        sigla,
        milestones: &file.book.milestones,
        pictures,
        reading: &reading,
    };
    tei.read(&context, diagnostics)
}

/// The language of a file that does not say its own.
const LANGUAGE: &str = "en";

/// The sigla of a document whose text is a TEI file: those of its sheet, of its `sigla.toml`, of the file, of the
/// corpus.
pub fn sigla_of(
    file: &tei::File<'_>,
    sheet: &Sheet,
    own: &[SiglumEntry],
    corpus: &[SiglumEntry],
    diagnostics: &mut Diagnostics,
) -> Sigla {
    let (sheet, own) = sigla(file, sheet, own);
    let states = file.sigla.states.clone();
    Sigla { states, ..annotate::sigla::of(&sheet, &own, corpus, diagnostics) }
}

/// The sheet and the sigla of a document whose text is a TEI file: its own sigla win over those of the file's header,
/// and its sheet over the witnesses that the file lists.
fn sigla(file: &tei::File<'_>, sheet: &Sheet, own: &[SiglumEntry]) -> (Sheet, Vec<SiglumEntry>) {
    let id_of = |entry: &SiglumEntry| entry.xml_id.clone().unwrap_or_else(|| entry.siglum.value.clone());
    let claimed: BTreeMap<String, &SiglumEntry> = own.iter().map(|entry| (id_of(entry), entry)).collect();
    let mut all = own.to_vec();
    let mut renamed: BTreeMap<&str, &str> = BTreeMap::new();
    for entry in &file.sigla.entries {
        match claimed.get(&id_of(entry)) {
            Some(other) => drop(renamed.insert(&entry.siglum.value, &other.siglum.value)),
            None => all.push(entry.clone()),
        }
    }
    let now = |name: &str| renamed.get(name).map_or(name, |name| name).to_owned();
    for group in all.iter_mut().filter_map(|entry| entry.group.as_mut()) {
        group.value = now(&group.value);
    }
    let mut kinds: BTreeMap<&str, SiglumKind> = BTreeMap::new();
    for entry in &all {
        kinds.entry(&entry.siglum.value).or_insert(entry.kind);
    }
    let is_witness = |name: &str| kinds.get(name).is_some_and(|kind| *kind != SiglumKind::Group);
    let listed = file.sigla.in_force.iter().map(|one| Located { value: now(&one.value), span: one.span.clone() });
    let mut witnesses: Vec<Located<String>> = Vec::new();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for one in listed.filter(|one| is_witness(&one.value)) {
        if seen.insert(one.value.clone()) {
            witnesses.push(one);
        }
    }
    let named = |base: &Located<String>| Located { value: now(&base.value), span: base.span.clone() };
    let base = file.sigla.base.as_ref().map(named).filter(|base| is_witness(&base.value));
    // the file of the text is no witness of it
    let mut sheet = Sheet { witnesses: vec![], ..sheet.clone() };
    match &mut sheet.apparatus {
        Some(apparatus) => {
            apparatus.own_headings |= file.sigla.own_headings;
            if apparatus.witnesses.is_empty() {
                apparatus.witnesses = witnesses;
            }
        }
        None if witnesses.is_empty() && base.is_none() => {}
        none => *none = Some(InForce { witnesses, base, own_headings: file.sigla.own_headings }),
    }
    (sheet, all)
}

/// The book with the layers that the entries of these files want and it does not declare.
pub(super) fn layered<'b>(book: &'b BookFile, files: &[&tei::File<'_>]) -> Cow<'b, BookFile> {
    let mut book = Cow::Borrowed(book);
    for (id, title) in files.iter().flat_map(|file| file.layers()) {
        let known = match id.is_empty() {
            true => book.series.iter().any(|series| series.kind == SeriesKind::Apparatus),
            false => book.series.iter().any(|series| series.id == id && series.kind.is_keyed()),
        };
        if known {
            continue;
        }
        let (id, title) = if id.is_empty() { (APPARATUS.0.to_owned(), APPARATUS.1.to_owned()) } else { (id, title) };
        let taken = |id: &str| book.series.iter().any(|series| series.id == id);
        let id = if taken(&id) { format!("{id}-entries") } else { id };
        if !taken(&id) {
            let series = NoteSeries::new(&id, &title, MarkStyle::Figures);
            let (kind, arrangement) = (SeriesKind::Apparatus, Arrangement::RunTogether);
            book.to_mut().series.push(NoteSeries { kind, arrangement, ..series });
        }
    }
    book
}

/// The faults of an imported file, and of that with its entries, as warnings, those of one kind as one; others as they
/// are.
pub(super) fn grouped(all: &Diagnostics, (file, entries): (FileId, Option<FileId>), diagnostics: &mut Diagnostics) {
    let is_of = |of: FileId| of == file || Some(of) == entries;
    let is_its = |one: &&Diagnostic| one.span.as_ref().is_none_or(|span| is_of(span.file));
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for one in all.iter().filter(is_its) {
        *counts.entry(one.code).or_default() += 1;
    }
    for one in all.iter() {
        if !is_its(&one) {
            diagnostics.push(one.clone());
            continue;
        }
        let Some(count) = counts.remove(one.code) else { continue };
        let more = if count > 1 { format!(", the first of {count} such faults") } else { String::new() };
        let message = format!("{}{more}", one.message);
        diagnostics.push(Diagnostic { severity: Severity::Warning, message, ..one.clone() });
    }
}
