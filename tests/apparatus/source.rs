//! Books in memory, from their sources through all stages to a composed edition.

use edition::config::book::{self, DocumentEntry};
use edition::config::sheet::{self, Sheet};
use edition::config::{sigla, standoff};
use edition::diag::{Diagnostics, render_human};
use edition::model::document::Edition;
use edition::pipeline::{Input, Origin, Shelf, compose, prepare};
use edition::source::{FileId, Sources};
use edition::style::Style;
use std::path::Path;

/// A book's files by name, as they lie in its folder: `book.toml`, `corpus/sigla.toml`, `corpus/ID/text.md`.
#[derive(Default)]
pub(super) struct Files(Vec<(String, String)>);

impl Files {
    pub(super) fn of(files: &[(&str, &str)]) -> Self {
        Self(files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect())
    }

    /// Those of a folder.
    pub(super) fn read(folder: &Path) -> Self {
        let mut files = Self::default();
        files.add(folder, "");
        files
    }

    fn add(&mut self, folder: &Path, name: &str) {
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            let name = format!("{name}{}", entry.file_name().to_string_lossy());
            match std::fs::read_to_string(entry.path()) {
                Ok(text) => self.0.push((name, text)),
                Err(_) => self.add(&entry.path(), &format!("{name}/")),
            }
        }
    }

    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, text)| text.as_str())
    }

    /// The edition, composed in a style. Nothing may be wrong with it.
    pub(super) fn edition(&self, style: &Style) -> Edition {
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
        let mut prepared = prepare(&sources, &book, inputs, &shelf, &mut diagnostics);
        compose(&mut prepared, style);
        let faults: Vec<String> = diagnostics.iter().map(|fault| render_human(fault, &sources)).collect();
        assert!(faults.is_empty(), "{}", faults.join("\n"));
        prepared.edition
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
        let length = |file: FileId| sources.file(file).text.len();
        let origin = match (entry.generate, text) {
            (Some(what), _) => Origin::Generated(what),
            (None, Some(file)) => Origin::Markdown { file, body: 0..length(file) },
            (None, None) => panic!("{} has no text", entry.id),
        };
        let sheet = sheet.map(|file| sheet::read(sources, file, 0..length(file), diagnostics));
        Input {
            id: entry.id.clone(),
            matter: entry.matter,
            columns: entry.columns,
            span: entry.span.clone(),
            sheet: sheet.unwrap_or_else(Sheet::default),
            origin,
            headnote: None,
            sigla: own.map(|file| sigla::read(sources, file, &shelf.sigla, diagnostics)).unwrap_or_default(),
            standoff: notes.map(|file| standoff::read(sources, file, diagnostics)).unwrap_or_default(),
            lock: None,
        }
    }
}
