//! Loads a book: its own files, its witnesses, its style and fonts. Everything after this is pure.

use super::files::{self, Bounds, at_file, read_text, read_xml, shown};
use super::pictures;
use super::witnesses::{Found, Library};
use crate::annotate::lock;
use crate::cli;
use crate::config::book::{self, BookFile, DocumentEntry};
use crate::config::sheet::{self, Sheet};
use crate::config::standoff::StandOff;
use crate::config::{names, parallels, sigla, standoff};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::apparatus::Witness;
use crate::model::generated::Generated;
use crate::model::lock::Lock;
use crate::pipeline::{Input, Origin, OwnFile, Shelf};
use crate::read;
use crate::read::markdown::{Form, Front};
use crate::source::{FileId, Sources, Span};
use crate::table::Located;
use crate::words::nearest::nearest;
use std::path::{Path, PathBuf};

/// A book, loaded.
pub(super) struct Loaded {
    /// Every file that was read.
    pub(super) sources: Sources,
    /// `book.toml`.
    pub(super) file: BookFile,
    /// The folder of `book.toml`.
    pub(super) root: PathBuf,
    /// What of the system the book may read.
    pub(super) bounds: Bounds,
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

/// Loads `book.toml` alone, once what an earlier command left behind is cleared up. Witnesses may lie in the folders
/// `allowed` too.
pub(super) fn load_file(book: &Path, allowed: &[PathBuf]) -> Result<Loaded, Box<(Sources, Diagnostics)>> {
    let (root, path) = book_path(book);
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let bounds = Bounds::new(&root, allowed);
    let outside = if book.is_dir() { bounds.check(Path::new("book.toml")).err() } else { None };
    let file = match outside {
        Some(outside) => {
            diagnostics.push(at_file(outside, &path, &mut sources));
            None
        }
        None if !is_book(&path) && path.is_file() => {
            diagnostics.push(no_book(&path, format!("{} is no book", shown(&path))));
            None
        }
        None => read_text(&path, &mut sources, &mut diagnostics),
    };
    let Some(file) = file else {
        if !diagnostics.has_errors() {
            diagnostics.push(no_book(&path, format!("there is no book: {} does not exist", shown(&path))));
        }
        return Err(Box::new((sources, diagnostics)));
    };
    for folder in ["dist", "corpus"].map(Path::new).into_iter().filter(|folder| bounds.check(folder).is_ok()) {
        files::recover(&root.join(folder));
    }
    let file = book::read(&sources, file, source_date_epoch(&mut diagnostics), &mut diagnostics);
    Ok(Loaded { sources, file, root, bounds, inputs: vec![], shelf: Shelf::default(), own: vec![], diagnostics })
}

/// Whether a path can be that of a `book.toml`, whatever its name: no other file of a book that lies above it.
fn is_book(path: &Path) -> bool {
    let start = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let below = || start.ancestors().skip(2).any(|folder| folder.join("book.toml").is_file());
    let named = path.file_name().is_some_and(|name| name == "book.toml");
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml")) && (named || !below())
}

/// The error for what is no book, with the book that it belongs to.
fn no_book(path: &Path, message: String) -> Diagnostic {
    let start = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let above = start.ancestors().skip(1).find(|folder| folder.join("book.toml").is_file());
    let shorter = |folder: &Path| {
        let here = std::env::current_dir().ok();
        let below = here.as_deref().and_then(|here| folder.strip_prefix(here).ok()).map(Path::to_path_buf);
        below.map_or_else(
            || shown(folder),
            |below| if below.as_os_str().is_empty() { ".".into() } else { shown(&below) },
        )
    };
    Diagnostic::error("no-book", message).help(match above {
        Some(folder) => format!("it belongs to the book in `{}`: name that folder", shorter(folder)),
        None if path.is_file() => "a book is a folder that holds book.toml: make one with `edition new DIR`, and \
            bring a text into it with `edition import FILE`"
            .into(),
        None => "name the folder that holds book.toml, or make an edition with `edition new DIR`".into(),
    })
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
    let mut loaded = load_file(&args.book, &args.allow)?;
    let path = loaded.file.witness_path.clone();
    let (option, root) = (args.witnesses.as_deref(), loaded.root.clone());
    let corpus = root.join("corpus");
    if let Err(fault) = files::is_folder(&corpus) {
        loaded.diagnostics.push(at_file(fault, &corpus, &mut loaded.sources));
        return Err(Box::new((loaded.sources, loaded.diagnostics)));
    }
    let mut library = Library::new(option, &path, &root, &loaded.bounds, &mut loaded.diagnostics);
    let require = args.require_witnesses;
    if let Some(file) = loaded.own(Path::new("corpus/sigla.toml"), read_text) {
        loaded.shelf.sigla = sigla::read(&loaded.sources, file, &[], &mut loaded.diagnostics);
    }
    for entry in loaded.file.documents.clone() {
        let folder = Path::new("corpus").join(&entry.id);
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
    /// Its folder, from the book's.
    folder: PathBuf,
    entry: DocumentEntry,
    require: bool,
}

impl Loader<'_> {
    fn text_file(&mut self, name: &str) -> Option<FileId> {
        self.loaded.own(&self.folder.join(name), read_text)
    }

    /// Its folder, as the system finds it.
    fn full(&self) -> PathBuf {
        self.loaded.root.join(&self.folder)
    }

    fn input(&mut self) -> Option<Input> {
        if let Some(what) = self.entry.generate {
            return self.generated(what);
        }
        let is_there = self.loaded.bounds.check(&self.folder).and_then(|()| files::is_folder(&self.full()));
        let is_there =
            is_there.map_err(|fault| self.loaded.diagnostics.push(fault.at(self.entry.span.clone()))).ok()?;
        if !is_there {
            self.unknown_document();
            return None;
        }
        let text = self.text_file("text.md");
        let tei = self.loaded.own(&self.folder.join("text.xml"), read_xml);
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
        let mut origin = match (text, tei, sheet.witnesses.first().cloned()) {
            (Some(file), ..) => Origin::Markdown { file, body },
            (None, Some(file), _) => Origin::Tei { file, entries: None, pictures: pictures::beside(&self.full()) },
            (None, None, Some(witness)) => self.witness(&witness),
            (None, None, None) => {
                // one that is there but cannot be read is reported already
                if !["text.md", "text.xml"].iter().any(|name| self.full().join(name).symlink_metadata().is_ok()) {
                    self.no_text();
                }
                return None;
            }
        };
        if let Some(named) = &sheet.entries {
            self.entries(named, &mut origin);
        }
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

    /// Gives a TEI text the file that has its entries.
    fn entries(&mut self, named: &Located<String>, origin: &mut Origin) {
        let path = self.folder.join(&named.value);
        let fault = match origin {
            Origin::Absent => None,
            Origin::Tei { entries, .. } => {
                let told = self.loaded.diagnostics.iter().count();
                *entries = self.loaded.own(&path, read_xml);
                let message = format!("there is no file {}", shown(&self.loaded.root.join(&path)));
                let error = Diagnostic::error("missing-apparatus", message);
                let error = error.help("put the TEI file that has the entries there, or mend the name");
                Some(error).filter(|_| entries.is_none() && self.loaded.diagnostics.iter().count() == told)
            }
            _ => {
                let message = "the text is no TEI file: its entries stand in no other";
                let help = "write its apparatus into the text or into notes.toml, and take the key out";
                Some(Diagnostic::error("apparatus-without-tei", message).help(help))
            }
        };
        self.loaded.diagnostics.extend(fault.map(|fault| fault.at(named.span.clone())));
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
        let own = self.full().join("document.toml");
        let (sources, diagnostics) = (&self.loaded.sources, &mut self.loaded.diagnostics);
        let whole = text.map_or(0..0, |file| 0..sources.file(file).text.len());
        let front = text.and_then(|file| Some((file, read::markdown::front(&sources.file(file).text)?)));
        // without a fence a text may begin so: its sheet decides
        let fenced = |front: &Front| matches!(front.form, Form::Toml | Form::Yaml);
        if let Some((file, front)) = front.as_ref().filter(|(_, front)| sheet.is_some() && !fenced(front)) {
            let message = "these lines look like front matter (a title block); beside a document.toml they are printed";
            let warning = Diagnostic::warning("front-matter", message).at(Span::new(*file, front.range.clone()));
            diagnostics.push(warning.help("take them out, or write what they say in document.toml"));
        }
        let front = front.filter(|(_, front)| sheet.is_none() || fenced(front));
        let body = front.as_ref().map_or(whole.clone(), |(_, front)| front.body..whole.end);
        let read_front = |(file, front): (FileId, Front), diagnostics: &mut Diagnostics| match front.form {
            Form::Toml => sheet::read(sources, file, front.range, diagnostics),
            Form::Yaml => crate::config::front::yaml(sources, file, front.range, diagnostics),
            Form::Keys => crate::config::front::keyed(sources, file, front.range, diagnostics),
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
            (None, None) if own.symlink_metadata().is_ok() => None,
            (None, None) => {
                let message = format!("`{}` has no document.toml and no front matter", self.entry.id);
                diagnostics.push(
                    Diagnostic::error("no-sheet", message)
                        .at(self.entry.span.clone())
                        .help(format!("write {} with at least `title = \"…\"`", shown(&own))),
                );
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
            None => format!("make the folder {}", shown(&self.full())),
        };
        self.loaded.diagnostics.push(
            Diagnostic::error("unknown-document", format!("there is no document `{}`", self.entry.id))
                .at(self.entry.span.clone())
                .help(help),
        );
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
                    return Origin::Tei { file, entries: None, pictures: pictures::beside(&self.full()) };
                }
                let file = self.loaded.sources.add_decoded(shown(&path), decoded.text, decoded.encoding);
                let pictures = pictures::beside(&self.full());
                if tei { Origin::Tei { file, entries: None, pictures } } else { Origin::Witness { file } }
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
            Found::Unreadable(fault) => fault,
            // It may be in a folder that the book may not read, which is said.
            Found::Missing if self.library.refused => return None,
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
    /// Reads a file of the book with `read`, by its path from the book's folder. A missing one is `None` without a
    /// word; one that is outside the book or cannot be read is an error at the file.
    pub(super) fn own(
        &mut self,
        path: &Path,
        read: fn(&Path, &mut Sources, &mut Diagnostics) -> Option<FileId>,
    ) -> Option<FileId> {
        let full = self.root.join(path);
        if let Err(outside) = self.bounds.check(path) {
            let outside = at_file(outside, &full, &mut self.sources);
            self.diagnostics.push(outside);
            return None;
        }
        read(&full, &mut self.sources, &mut self.diagnostics)
    }

    /// Reads what lies beside the documents, each file if it is there.
    fn shelf(&mut self) {
        let mut file = |name: &str| self.own(&Path::new("corpus").join(name), read_text);
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
}
