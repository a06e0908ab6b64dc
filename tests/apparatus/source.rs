//! Books in memory, from their sources through all stages to a composed edition.

use edition::config::book::{self, BookFile, DocumentEntry};
use edition::config::sheet::{self, Sheet};
use edition::config::{sigla, standoff};
use edition::diag::{Diagnostics, render_human};
use edition::model::document::Edition;
use edition::pipeline::{Input, Origin, Prepared, Shelf, compose, prepare};
use edition::source::{FileId, Sources};
use edition::style::Style;
use std::path::Path;

/// A book's files by name, as they lie in its folder: `book.toml`, `corpus/sigla.toml`, `corpus/ID/text.md`.
#[derive(Default)]
pub(crate) struct Files(Vec<(String, String)>);

impl Files {
    pub(super) fn of(files: &[(&str, &str)]) -> Self {
        Self(files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect())
    }

    /// Those of a folder.
    pub(crate) fn read(folder: &Path) -> Self {
        let mut files = Self::default();
        files.add(folder, "");
        files
    }

    /// Those of a book among other files: `book.toml` and what is in `corpus`.
    pub(crate) fn of_book(folder: &Path) -> Self {
        let mut files = Self::default();
        let book = std::fs::read_to_string(folder.join("book.toml")).expect("book.toml");
        files.0.push(("book.toml".into(), book));
        files.add(&folder.join("corpus"), "corpus/");
        files
    }

    fn add(&mut self, folder: &Path, name: &str) {
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            let name = format!("{name}{}", entry.file_name().to_string_lossy());
            match std::fs::read_to_string(entry.path()) {
                Ok(text) => self.0.push((name, text)),
                Err(_) if entry.path().is_dir() => self.add(&entry.path(), &format!("{name}/")),
                Err(_) => {}
            }
        }
    }

    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, text)| text.as_str())
    }

    /// The edition, composed in a style. Nothing may be wrong with it.
    pub(super) fn edition(&self, style: &Style) -> Edition {
        let (mut prepared, _, faults) = self.prepared();
        compose(&mut prepared, style);
        assert!(faults.is_empty(), "{}", faults.join("\n"));
        prepared.edition
    }

    /// The edition before its entries are composed, its book file, and what is wrong with it.
    pub(crate) fn prepared(&self) -> (Prepared, BookFile, Vec<String>) {
        let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
        let file = sources.add("book.toml", self.text("book.toml").expect("book.toml"));
        let book = book::read(&sources, file, None, &mut diagnostics);
        let mut shelf = Shelf::default();
        if let Some(text) = self.text("corpus/sigla.toml") {
            let file = sources.add("corpus/sigla.toml", text);
            shelf.sigla = sigla::read(&sources, file, &[], &mut diagnostics);
        }
        let inputs = book.documents.iter().map(|entry| self.input(entry, &shelf, &mut sources, &mut diagnostics));
        let inputs = inputs.collect();
        let prepared = prepare(&sources, &book, inputs, &shelf, &mut diagnostics);
        let faults: Vec<String> = diagnostics.iter().map(|fault| render_human(fault, &sources)).collect();
        (prepared, book, faults)
    }

    fn input(
        &self,
        entry: &DocumentEntry,
        shelf: &Shelf,
        sources: &mut Sources,
        diagnostics: &mut Diagnostics,
    ) -> Input {
        let mut file = |name: &str| {
            let name = format!("corpus/{}/{name}", entry.id);
            self.text(&name).map(|text| sources.add(name, text))
        };
        let [text, sheet, notes, own] = ["text.md", "document.toml", "notes.toml", "sigla.toml"].map(&mut file);
        let headnote = file("headnote.md");
        let length = |sources: &Sources, file: FileId| sources.file(file).text.len();
        let sheet = sheet.map(|file| sheet::read(sources, file, 0..length(sources, file), diagnostics));
        let origin = match (entry.generate, text) {
            (Some(what), _) => Origin::Generated(what),
            (None, Some(file)) => Origin::Markdown { file, body: 0..length(sources, file) },
            (None, None) => witness(sheet.as_ref(), sources),
        };
        Input {
            id: entry.id.clone(),
            matter: entry.matter,
            columns: entry.columns,
            span: entry.span.clone(),
            sheet: sheet.unwrap_or_else(Sheet::default),
            origin,
            headnote,
            sigla: own.map(|file| sigla::read(sources, file, &shelf.sigla, diagnostics)).unwrap_or_default(),
            standoff: notes.map(|file| standoff::read(sources, file, diagnostics)).unwrap_or_default(),
            lock: None,
        }
    }
}

/// The text of a sheet's first witness, if the witnesses are at hand.
fn witness(sheet: Option<&Sheet>, sources: &mut Sources) -> Origin {
    let name = sheet.and_then(|sheet| sheet.witnesses.first()).map(|witness| witness.value.name.clone());
    let bytes = name.as_ref().and_then(|name| std::fs::read(crate::support::witnesses()?.join(name)).ok());
    let (Some(name), Some(bytes)) = (name, bytes) else { return Origin::Absent };
    let decoded = edition::read::plain::decode(&bytes);
    Origin::Witness { file: sources.add_decoded(name, decoded.text, decoded.encoding) }
}
