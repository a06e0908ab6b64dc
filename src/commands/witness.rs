//! `edition witness add`, `edition witness list` and `edition witness text`

use super::implied;
use super::load::{self, Loaded};
use super::witnesses::{Found, Library, sha256};
use super::{files, terminal};
use crate::cli::{self, Witness as Args};
use crate::config::sheet;
use crate::diag::Diagnostic;
use crate::model::apparatus::Witness;
use std::path::{Path, PathBuf};

pub(super) fn run(args: &Args) -> bool {
    match args {
        Args::Add { files, book, allow } => add(files, book, allow),
        Args::List { source } => list(source),
        Args::Text { siglum, document, book, witnesses, allow } => {
            let (book, witnesses, allow) = (book.clone(), witnesses.clone(), allow.clone());
            let source = cli::Source { book, witnesses, require_witnesses: false, allow };
            implied::run(siglum, document.as_deref(), &source)
        }
    }
}

/// The book with the witnesses of its documents, each with the document's id.
fn open(book: &Path, allowed: &[PathBuf]) -> Option<(Loaded, Vec<(String, Witness)>)> {
    let mut loaded = match load::load_file(book, allowed) {
        Ok(loaded) => loaded,
        Err(failed) => {
            terminal::diagnostics(&failed.1, &failed.0);
            return None;
        }
    };
    let mut witnesses = Vec::new();
    for entry in loaded.file.documents.clone() {
        let path = Path::new("corpus").join(&entry.id).join("document.toml");
        let Some(file) = loaded.own(&path, files::read_text) else { continue };
        let length = loaded.sources.file(file).text.len();
        let sheet = sheet::read(&loaded.sources, file, 0..length, &mut loaded.diagnostics);
        witnesses.extend(sheet.witnesses.into_iter().map(|w| (entry.id.clone(), w.value)));
    }
    Some((loaded, witnesses))
}

fn add(paths: &[PathBuf], book: &Path, allowed: &[PathBuf]) -> bool {
    let Some((mut loaded, witnesses)) = open(book, allowed) else { return false };
    let Some(own) = loaded.file.witness_path.first().cloned() else { return false };
    if let Err(outside) = loaded.bounds.check_witness(Path::new(&own.value)) {
        loaded.diagnostics.push(outside.at(own.span));
        return terminal::diagnostics(&loaded.said(), &loaded.sources);
    }
    let folder = loaded.root.join(&own.value);
    for path in paths {
        let bytes = match files::read_asked(path) {
            Ok(bytes) => bytes,
            Err(fault) => {
                loaded.diagnostics.push(fault);
                continue;
            }
        };
        let hash = sha256(&bytes);
        let Some((id, witness)) = witnesses.iter().find(|(_, w)| w.sha256 == hash) else {
            loaded.diagnostics.push(unrecognised(path, &hash, &witnesses));
            continue;
        };
        let place = folder.join(&witness.name);
        match files::write_all(&folder, &[(place.clone(), &bytes)]) {
            Ok(()) => terminal::note(&format!("{}: witness {} of {id}", files::shown(&place), witness.siglum)),
            Err(diagnostic) => loaded.diagnostics.push(diagnostic),
        }
    }
    terminal::diagnostics(&loaded.said(), &loaded.sources)
}

fn unrecognised(path: &Path, hash: &str, witnesses: &[(String, Witness)]) -> Diagnostic {
    let shown = files::shown(path);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    match witnesses.iter().find(|(_, w)| w.name == name) {
        Some((id, witness)) => Diagnostic::error(
            "changed-witness",
            format!("{shown} is not the witness of `{id}`: its SHA-256 is {hash}, the edition's {}", witness.sha256),
        )
        .help("find the file that the edition was made from, or review the apparatus and change sha256"),
        None => {
            Diagnostic::error("unknown-witness", format!("no document names {shown} (SHA-256 {hash}) as its witness"))
                .help("name it as a `[[witness]]` with siglum, name and sha256 in a document.toml")
        }
    }
}

fn list(args: &cli::Source) -> bool {
    let Some((mut loaded, witnesses)) = open(&args.book, &args.allow) else { return false };
    let path = loaded.file.witness_path.clone();
    let (option, root) = (args.witnesses.as_deref(), loaded.root.clone());
    let mut library = Library::new(option, &path, &root, &loaded.bounds, &mut loaded.diagnostics);
    let width = witnesses.iter().map(|(id, _)| id.len()).max().unwrap_or(0);
    for (id, witness) in &witnesses {
        let state = match library.find(witness) {
            Found::File(path, _) => format!("found    {}", files::shown(&path)),
            Found::Unreadable(fault) => {
                loaded.diagnostics.push(fault);
                format!("unreadable  {}", witness.name)
            }
            Found::Missing => missing(witness, args.require_witnesses, &mut loaded),
            Found::Changed(path, hash) => {
                let message = format!("{} has changed: {hash} instead of {}", files::shown(&path), witness.sha256);
                loaded.diagnostics.push(Diagnostic::error("changed-witness", message));
                format!("changed  {}", files::shown(&path))
            }
        };
        terminal::out(&format!("{id:width$}  {}  {state}\n", witness.siglum));
    }
    terminal::diagnostics(&loaded.said(), &loaded.sources)
}

fn missing(witness: &Witness, required: bool, loaded: &mut Loaded) -> String {
    if required {
        let message = format!("the witness {} is missing", witness.name);
        loaded
            .diagnostics
            .push(Diagnostic::error("missing-witness", message).help("supply it with `edition witness add FILE`"));
    }
    format!("missing  {} ({}…)", witness.name, &witness.sha256[..12])
}
