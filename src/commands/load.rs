//! Loads a book: its own files, its witnesses, its style and fonts. Everything after this is pure.

use super::files::{list, read_bytes, read_text, read_xml, shown};
use super::witnesses::{Found, Library};
use crate::annotate::lock;
use crate::cite::CitationStyle;
use crate::cli;
use crate::config::book::{self, BookFile, DocumentEntry};
use crate::config::sheet::{self, Sheet};
use crate::config::standoff::StandOff;
use crate::config::{names, parallels, sigla, standoff};
use crate::diag::{Diagnostic, Diagnostics};
use crate::fonts::FontSet;
use crate::model::apparatus::Witness;
use crate::model::generated::Generated;
use crate::model::lock::Lock;
use crate::pipeline::{Input, Origin, OwnFile, Shelf};
use crate::read;
use crate::read::markdown::{Form, Front};
use crate::source::{FileId, Sources, Span};
use crate::style::{self, Style};
use crate::table::Located;
use crate::words::nearest::nearest;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A book, loaded.
pub(super) struct Loaded {
    /// Every file that was read.
    pub(super) sources: Sources,
    /// `book.toml`.
    pub(super) file: BookFile,
    /// The folder of `book.toml`.
    pub(super) root: PathBuf,
    /// The documents in the order of the file.
    pub(super) inputs: Vec<Input>,
    /// What lies beside them in `corpus/`.
    pub(super) shelf: Shelf,
    /// The files of witnesses that are in force beside a text that was not read from them.
    pub(super) own: Vec<OwnFile>,
    /// What was wrong so far.
    pub(super) diagnostics: Diagnostics,
}

/// The folder and the `book.toml` that a BOOK argument means.
pub(super) fn book_path(book: &Path) -> (PathBuf, PathBuf) {
    if book.is_dir() {
        return (book.to_path_buf(), book.join("book.toml"));
    }
    let folder = book.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    (folder.to_path_buf(), book.to_path_buf())
}

/// Loads `book.toml` alone.
pub(super) fn load_file(book: &Path) -> Result<Loaded, Box<(Sources, Diagnostics)>> {
    let (root, path) = book_path(book);
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let Some(file) = read_text(&path, &mut sources, &mut diagnostics) else {
        if !diagnostics.has_errors() {
            diagnostics.push(
                Diagnostic::error("no-book", format!("there is no book: {} does not exist", shown(&path)))
                    .help("name the folder that holds book.toml, or make an edition with `edition new DIR`"),
            );
        }
        return Err(Box::new((sources, diagnostics)));
    };
    let file = book::read(&sources, file, source_date_epoch(&mut diagnostics), &mut diagnostics);
    Ok(Loaded { sources, file, root, inputs: vec![], shelf: Shelf::default(), own: vec![], diagnostics })
}

fn source_date_epoch(diagnostics: &mut Diagnostics) -> Option<u64> {
    let value = std::env::var("SOURCE_DATE_EPOCH").ok().filter(|v| !v.is_empty())?;
    let epoch = value.trim().parse().ok();
    if epoch.is_none() {
        let message = format!("SOURCE_DATE_EPOCH is no number of seconds: {value}");
        diagnostics.push(Diagnostic::error("bad-epoch", message));
    }
    epoch
}

/// Loads a whole book.
pub(super) fn load(args: &cli::Source) -> Result<Loaded, Box<(Sources, Diagnostics)>> {
    let mut loaded = load_file(&args.book)?;
    let path = loaded.file.witness_path.clone();
    let mut library = Library::new(args.witnesses.as_deref(), &path, &loaded.root, &mut loaded.diagnostics);
    let require = args.require_witnesses;
    let sigla = loaded.root.join("corpus").join("sigla.toml");
    if let Some(file) = read_text(&sigla, &mut loaded.sources, &mut loaded.diagnostics) {
        loaded.shelf.sigla = sigla::read(&loaded.sources, file, &[], &mut loaded.diagnostics);
    }
    for entry in loaded.file.documents.clone() {
        let folder = loaded.root.join("corpus").join(&entry.id);
        let mut document = Loader { loaded: &mut loaded, library: &mut library, folder, entry, require };
        let input = document.input();
        loaded.inputs.extend(input);
    }
    loaded.shelf();
    Ok(loaded)
}

struct Loader<'a> {
    loaded: &'a mut Loaded,
    library: &'a mut Library,
    folder: PathBuf,
    entry: DocumentEntry,
    require: bool,
}

impl Loader<'_> {
    fn text_file(&mut self, name: &str) -> Option<FileId> {
        read_text(&self.folder.join(name), &mut self.loaded.sources, &mut self.loaded.diagnostics)
    }

    fn input(&mut self) -> Option<Input> {
        if let Some(what) = self.entry.generate {
            return self.generated(what);
        }
        if !self.folder.is_dir() {
            self.unknown_document();
            return None;
        }
        let text = self.text_file("text.md");
        let tei = read_xml(&self.folder.join("text.xml"), &mut self.loaded.sources, &mut self.loaded.diagnostics);
        let sheet_file = self.text_file("document.toml");
        let headnote = self.text_file("headnote.md");
        let standoff = self.text_file("notes.toml");
        let sigla = self.text_file("sigla.toml");
        let lock = self.text_file("witness.lock").and_then(|file| self.lock(file));
        let (sheet, body) = self.sheet(sheet_file, text)?;
        let (sources, diagnostics) = (&self.loaded.sources, &mut self.loaded.diagnostics);
        let standoff = standoff.map(|file| standoff::read(sources, file, diagnostics)).unwrap_or_default();
        let above = &self.loaded.shelf.sigla;
        let sigla = sigla.map(|file| sigla::read(sources, file, above, diagnostics)).unwrap_or_default();
        for other in sheet.witnesses.iter().skip(usize::from(text.or(tei).is_none())) {
            self.further_witness(other, sheet.apparatus.is_some());
        }
        if let (Some(text), Some(tei)) = (text, tei) {
            self.two_texts(text, tei);
            return None;
        }
        let origin = match (text, tei, sheet.witnesses.first().cloned()) {
            (Some(file), ..) => Origin::Markdown { file, body },
            (None, Some(file), _) => Origin::Tei { file, pictures: self.pictures() },
            (None, None, Some(witness)) => self.witness(&witness),
            (None, None, None) => {
                // one that is there but cannot be read is reported already
                if !["text.md", "text.xml"].iter().any(|name| self.folder.join(name).exists()) {
                    self.no_text();
                }
                return None;
            }
        };
        Some(Input {
            id: self.entry.id.clone(),
            matter: self.entry.matter,
            columns: self.entry.columns,
            span: self.entry.span.clone(),
            sheet,
            origin,
            headnote,
            sigla,
            standoff,
            lock,
        })
    }

    /// A document that the tool writes: it may have a sheet (for another title) and a headnote, and needs neither.
    fn generated(&mut self, what: Generated) -> Option<Input> {
        let sheet = self.text_file("document.toml");
        let headnote = self.text_file("headnote.md");
        let sheet = sheet.and_then(|file| self.sheet(Some(file), None)).map(|(sheet, _)| sheet).unwrap_or_default();
        Some(Input {
            id: self.entry.id.clone(),
            matter: self.entry.matter,
            columns: self.entry.columns,
            span: self.entry.span.clone(),
            sheet,
            origin: Origin::Generated(what),
            headnote,
            sigla: vec![],
            standoff: StandOff::default(),
            lock: None,
        })
    }

    fn lock(&mut self, file: FileId) -> Option<Lock> {
        lock::parse(&self.loaded.sources, file, &mut self.loaded.diagnostics)
    }

    /// The sheet, from `document.toml` or the text's front matter, and the bytes of the text.
    fn sheet(&mut self, sheet: Option<FileId>, text: Option<FileId>) -> Option<(Sheet, std::ops::Range<usize>)> {
        let (sources, diagnostics) = (&self.loaded.sources, &mut self.loaded.diagnostics);
        let whole = text.map_or(0..0, |file| 0..sources.file(file).text.len());
        let front = text.and_then(|file| Some((file, read::markdown::front(&sources.file(file).text)?)));
        // without a fence a text may begin so: its sheet decides
        let fenced = |front: &Front| matches!(front.form, Form::Toml | Form::Yaml);
        let front = front.filter(|(_, front)| sheet.is_none() || fenced(front));
        let body = front.as_ref().map_or(whole.clone(), |(_, front)| front.body..whole.end);
        let read_front = |(file, front): (FileId, Front), diagnostics: &mut Diagnostics| match front.form {
            Form::Toml => sheet::read(sources, file, front.range, diagnostics),
            Form::Yaml | Form::Keys => crate::config::front::keyed(sources, file, front.range, diagnostics),
            Form::Percent => crate::config::front::percent(sources, file, front.range, diagnostics),
        };
        match (sheet, front) {
            (Some(file), None) => {
                Some((sheet::read(sources, file, 0..sources.file(file).text.len(), diagnostics), body))
            }
            (None, Some(front)) => Some((read_front(front, diagnostics), body)),
            (Some(sheet), Some((file, front))) if front.form == Form::Toml => {
                diagnostics.push(
                    Diagnostic::error("two-sheets", "the document has a document.toml and front matter")
                        .at(Span::new(file, front.range))
                        .label(Span::new(sheet, 0..0), "the other one")
                        .help("keep one of them"),
                );
                None
            }
            (Some(file), Some(front)) => {
                let mut sheet = sheet::read(sources, file, 0..sources.file(file).text.len(), diagnostics);
                sheet.complete(read_front(front, diagnostics));
                Some((sheet, body))
            }
            (None, None) if self.folder.join("document.toml").exists() => None,
            (None, None) => {
                let message = format!("`{}` has no document.toml and no front matter", self.entry.id);
                diagnostics.push(Diagnostic::error("no-sheet", message).at(self.entry.span.clone()).help(format!(
                    "write {} with at least `title = \"…\"`",
                    shown(&self.folder.join("document.toml"))
                )));
                None
            }
        }
    }

    fn unknown_document(&mut self) {
        let corpus = self.loaded.root.join("corpus");
        let folders = std::fs::read_dir(&corpus).into_iter().flatten().flatten().filter(|e| e.path().is_dir());
        let mut names: Vec<String> = folders.map(|e| e.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        let help = match nearest(&self.entry.id, names.iter().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("make the folder {}", shown(&self.folder)),
        };
        self.loaded.diagnostics.push(
            Diagnostic::error("unknown-document", format!("there is no document `{}`", self.entry.id))
                .at(self.entry.span.clone())
                .help(help),
        );
    }

    /// The files in the document's folder and in the folders there.
    fn pictures(&self) -> BTreeSet<String> {
        let folders = std::fs::read_dir(&self.folder).into_iter().flatten().flatten().filter(|e| e.path().is_dir());
        let inner: Vec<PathBuf> = folders.map(|e| e.path()).collect();
        let files = std::iter::once(&self.folder).chain(&inner).flat_map(|folder| list(folder));
        let named = files.filter_map(|file| Some(file.strip_prefix(&self.folder).ok()?.to_str()?.replace('\\', "/")));
        named.collect()
    }

    fn two_texts(&mut self, text: FileId, tei: FileId) {
        let message = format!("`{}` has a text.md and a text.xml", self.entry.id);
        let error = Diagnostic::error("two-texts", message).at(Span::new(text, 0..0));
        let error = error.label(Span::new(tei, 0..0), "the other one");
        self.loaded.diagnostics.push(error.help("keep one of them: the text is read from one file"));
    }

    fn no_text(&mut self) {
        let message = format!("the document `{}` has neither a text.md nor a text.xml nor a witness", self.entry.id);
        self.loaded.diagnostics.push(
            Diagnostic::error("no-text", message)
                .at(self.entry.span.clone())
                .help("write a text.md, put a TEI file there as text.xml, or name a `[[witness]]` with siglum, name and sha256 in document.toml"),
        );
    }

    /// The base text, or what is said where it is not here.
    fn witness(&mut self, witness: &Located<Witness>) -> Origin {
        let message =
            format!("the text of `{}` is not here ({}): it appears as a commentary", self.entry.id, witness.value.name);
        match self.find(witness, message) {
            Some((path, bytes)) => {
                let decoded = read::plain::decode(&bytes);
                let tei = read::tei::is_xml(&decoded.text);
                if let Some((text, encoding)) = tei.then(|| read::tei::decode(&bytes).ok()).flatten() {
                    let file = self.loaded.sources.add_decoded(shown(&path), text, encoding);
                    return Origin::Tei { file, pictures: self.pictures() };
                }
                let file = self.loaded.sources.add_decoded(shown(&path), decoded.text, decoded.encoding);
                if tei { Origin::Tei { file, pictures: self.pictures() } } else { Origin::Witness { file } }
            }
            None => Origin::Absent,
        }
    }

    /// A witness that is no base: it is looked for and checked, but the text does without it. Where there is an
    /// apparatus it is `kept`, to be compared.
    fn further_witness(&mut self, witness: &Located<Witness>, kept: bool) {
        let Witness { siglum, name, .. } = &witness.value;
        let found = self.find(witness, format!("the witness {siglum} of `{}` is not here ({name})", self.entry.id));
        if let Some((path, bytes)) = found.filter(|_| kept) {
            let decoded = read::plain::decode(&bytes);
            let file = self.loaded.sources.add_decoded(shown(&path), decoded.text, decoded.encoding);
            self.loaded.own.push(OwnFile { document: self.entry.id.clone(), siglum: siglum.clone(), file });
        }
    }

    /// The file of a witness. One that has changed is an error, one that is `missing` is a warning, or an error
    /// where witnesses are required.
    fn find(&mut self, witness: &Located<Witness>, missing: String) -> Option<(PathBuf, Vec<u8>)> {
        let diagnostic = match self.library.find(&witness.value) {
            Found::File(path, bytes) => return Some((path, bytes)),
            Found::Changed(path, hash) => {
                let wanted = &witness.value.sha256;
                let message = format!("the witness {} has changed: its SHA-256 is {hash}, not {wanted}", shown(&path));
                Diagnostic::error("changed-witness", message)
                    .help("put back the file that the edition was made from, or review the apparatus and change sha256")
            }
            Found::Missing => {
                let severity = if self.require { Diagnostic::error } else { Diagnostic::warning };
                severity("missing-witness", missing)
                    .help("supply it with `edition witness add FILE` or `--witnesses DIR`")
            }
        };
        self.loaded.diagnostics.push(diagnostic.at(witness.span.clone()));
        None
    }
}

impl Loaded {
    /// Reads what lies beside the documents, each file if it is there.
    fn shelf(&mut self) {
        let corpus = self.root.join("corpus");
        let mut file = |name: &str| read_text(&corpus.join(name), &mut self.sources, &mut self.diagnostics);
        let (works, names, parallels) = (file("works.yaml"), file("names.toml"), file("parallels.toml"));
        let citation_style = self.citation_style();
        let (sources, diagnostics) = (&self.sources, &mut self.diagnostics);
        self.shelf = Shelf {
            sigla: std::mem::take(&mut self.shelf.sigla),
            works,
            citation_style,
            names: names.map(|file| names::read(sources, file, diagnostics)).unwrap_or_default(),
            parallels: parallels.map(|file| parallels::read(sources, file, diagnostics)).unwrap_or_default(),
        };
    }

    /// The style of citations that `book.toml` names: a built-in one or the path of a file.
    fn citation_style(&mut self) -> Option<CitationStyle> {
        let own = self.file.citation_style.clone()?;
        if !CitationStyle::is_name(&own.value) {
            let file = self.named(&own)?;
            return CitationStyle::read(&self.sources, file, &mut self.diagnostics);
        }
        let known = CitationStyle::named(&own.value);
        if known.is_none() {
            self.diagnostics.push(CitationStyle::unknown(&own.value).at(own.span));
        }
        known
    }

    /// A file that `book.toml` names, relative to the book; a missing one is an error at its name.
    fn named(&mut self, path: &Located<String>) -> Option<FileId> {
        let full = self.root.join(&path.value);
        let errors = self.diagnostics.count().0;
        let file = read_text(&full, &mut self.sources, &mut self.diagnostics);
        if file.is_none() && self.diagnostics.count().0 == errors {
            let message = format!("there is no {}", shown(&full));
            self.diagnostics.push(Diagnostic::error("missing-file", message).at(path.span.clone()));
        }
        file
    }

    /// The style of the pages: the one `asked` for on the command line, the book's, or the
    /// reader's; each the name of a built-in one or the path of a file.
    pub(super) fn style(&mut self, asked: Option<&str>) -> Style {
        let own = self.file.style.clone().filter(|_| asked.is_none());
        let Some(name) = asked.or(own.as_ref().map(|own| own.value.as_str())) else { return Style::default() };
        if style::is_name(name) {
            let known = Style::named(name);
            if known.is_none() {
                let unknown = style::unknown(name);
                let place = own.as_ref().map(|own| own.span.clone());
                self.diagnostics.push(place.map_or(unknown.clone(), |place| unknown.at(place)));
            }
            return known.unwrap_or_default();
        }
        let file = match &own {
            Some(path) => self.named(path),
            None => self.asked(Path::new(name)),
        };
        let Some(file) = file else { return Style::default() };
        let style = Style::read(&self.sources, file, &mut self.diagnostics);
        self.of_notes(&style, file);
        style
    }

    /// Warns of keys of an apparatus for a series of notes, which has marks and no keys.
    fn of_notes(&mut self, style: &Style, file: FileId) {
        let of_notes = self.file.series.iter().filter(|series| !series.kind.is_keyed());
        for series in of_notes.filter(|series| style.apparatuses.contains_key(&series.id)) {
            let id = &series.id;
            let message = format!("`[apparatus.{id}]` is for nothing: the series `{id}` is one of notes");
            let warning = Diagnostic::warning("no-apparatus", message).at(Span::new(file, 0..0));
            let help = format!("`[note.{id}]` says how its notes are set; entries are those of `kind = \"apparatus\"`");
            self.diagnostics.push(warning.help(help));
        }
    }

    /// A file that the command line names; a missing one is an error.
    fn asked(&mut self, path: &Path) -> Option<FileId> {
        let errors = self.diagnostics.count().0;
        let file = read_text(path, &mut self.sources, &mut self.diagnostics);
        if file.is_none() && self.diagnostics.count().0 == errors {
            let message = format!("there is no {}", shown(path));
            self.diagnostics.push(Diagnostic::error("missing-file", message));
        }
        file
    }

    /// The EPUB's CSS: the book's, or the built-in one.
    pub(super) fn css(&mut self) -> String {
        let file = self.file.css.clone().and_then(|path| self.named(&path));
        file.map_or_else(|| crate::write::epub::DEFAULT_CSS.to_string(), |file| self.sources.file(file).text.clone())
    }

    /// The fonts: the book's manifest with its files, or the embedded faces.
    pub(super) fn fonts(&mut self) -> FontSet {
        let Some(path) = self.file.fonts.clone() else { return FontSet::embedded() };
        let Some(file) = self.named(&path) else { return FontSet::embedded() };
        let folder = self.root.join(&path.value).parent().map(Path::to_path_buf).unwrap_or_default();
        let mut unreadable = Diagnostics::default();
        let read = |name: &str| read_bytes(&folder.join(name), &mut unreadable);
        let fonts = FontSet::from_manifest(&self.sources, file, read, &mut self.diagnostics);
        self.diagnostics.extend(unreadable.iter().cloned());
        fonts
    }
}
