//! `edition import`

use super::witnesses::sha256;
use super::{files, terminal};
use crate::cli::Import;
use crate::config::book::default_series;
use crate::config::identity;
use crate::config::sigla::SiglumEntry;
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::apparatus::Witness;
use crate::model::document::author_series;
use crate::model::draft::Draft;
use crate::pipeline::imported;
use crate::read::{plain, tei};
use crate::report::{self, DocumentReport};
use crate::source::Sources;
use crate::write::markdown;
use std::path::{Path, PathBuf};

pub(super) fn run(args: &Import) -> bool {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let mut reports = Vec::new();
    for path in &args.files {
        let bytes = match files::read_asked(path) {
            Ok(bytes) => bytes,
            Err(fault) => {
                diagnostics.push(fault);
                continue;
            }
        };
        let Some(imported) = import(path, &bytes, &args.profile, &mut sources, &mut diagnostics) else { continue };
        if args.report {
            reports.push(imported.report(&sources));
        } else if let Err(diagnostic) = imported.write(&args.into) {
            diagnostics.push(diagnostic);
        }
    }
    if args.report {
        terminal::out(&if args.json { report::drafts_json(&reports) } else { report::drafts_human(&reports) });
    }
    terminal::diagnostics(&diagnostics, &sources)
}

struct Imported {
    id: String,
    name: String,
    sha256: String,
    draft: Draft,
    /// For a TEI file its bytes and its sigla: the file is the text.
    tei: Option<(Vec<u8>, Vec<SiglumEntry>)>,
}

/// Reads a file: TEI, or a plain text. `None` for XML that is no TEI, which is reported.
fn import(
    path: &Path,
    bytes: &[u8],
    profile: &str,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Imported> {
    let decoded = plain::decode(bytes);
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let (id, sha256) = (id(&stem), sha256(bytes));
    let named = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("xml"));
    if named || tei::is_xml(&decoded.text) {
        let file = files::add_xml(path, bytes, sources, diagnostics)?;
        let imported::Imported { draft, sigla } = imported::import(sources, file, diagnostics)?;
        return Some(Imported { id, name, sha256, draft, tei: Some((bytes.to_vec(), sigla)) });
    }
    let language = plain::language(&decoded.text);
    let file = sources.add_decoded(files::shown(path), decoded.text, decoded.encoding);
    let series = default_series();
    let options = plain::Options { profile, overrides: &[], series: author_series(&series), language };
    let draft = plain::read(sources, file, &options, diagnostics);
    Some(Imported { id, name, sha256, draft, tei: None })
}

/// The file's stem as a document id.
fn id(stem: &str) -> String {
    let slug = identity::slug(stem);
    if slug.starts_with(|c: char| c.is_ascii_digit()) { format!("text-{slug}") } else { slug }
}

impl Imported {
    fn report(&self, sources: &Sources) -> DocumentReport {
        let witness = Witness { siglum: "A".into(), name: self.name.clone(), sha256: self.sha256.clone() };
        report::draft(sources, &self.id, &self.draft, Some(&witness))
    }

    /// Writes the sheet and the text; a folder that is there already stays as it is.
    fn write(&self, corpus: &Path) -> Result<(), Diagnostic> {
        let folder = corpus.join(&self.id);
        if folder.exists() {
            let message = format!("{} exists already", files::shown(&folder));
            return Err(
                Diagnostic::error("not-empty", message).help("remove it, or choose another folder with `--into DIR`")
            );
        }
        let sheet = markdown::sheet(&self.draft, &self.id);
        let mut list: Vec<(PathBuf, Vec<u8>)> = vec![(folder.join("document.toml"), sheet.into_bytes())];
        match &self.tei {
            Some((bytes, sigla)) => {
                list.push((folder.join("text.xml"), bytes.clone()));
                if !sigla.is_empty() {
                    list.push((folder.join("sigla.toml"), markdown::sigla(sigla).into_bytes()));
                }
            }
            None => list.push((folder.join("text.md"), markdown::text(&self.draft, &default_series()).into_bytes())),
        }
        let list: Vec<(PathBuf, &[u8])> = list.iter().map(|(path, bytes)| (path.clone(), bytes.as_slice())).collect();
        files::write_all(corpus, &list)?;
        terminal::note(&format!(
            "{}: add `[[document]]` with `id = \"{}\"` to book.toml",
            files::shown(&folder),
            self.id
        ));
        Ok(())
    }
}
