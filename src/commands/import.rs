//! `edition import`

use super::witnesses::sha256;
use super::{files, terminal};
use crate::cli::Import;
use crate::config::book::default_series;
use crate::config::identity;
use crate::config::sigla::SiglumEntry;
use crate::config::{self, sheet};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::apparatus::{Sigla, Witness};
use crate::model::document::{NoteSeries, author_series, editorial_series, text_series};
use crate::model::draft::Draft;
use crate::normalize::machine;
use crate::pipeline::imported;
use crate::read::{self, plain, tei};
use crate::report::{self, DocumentReport, Entries};
use crate::source::{FileId, Sources, Span};
use crate::table::Located;
use crate::write::markdown;
use std::path::{Path, PathBuf};

/// Punctuation of a text that was read from a witness stays as it is: what the import left is a query.
const TYPED: &str = "punctuation = \"typed\"\n";

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
        let Some(imported) = import(path, &bytes, args, &mut sources, &mut diagnostics) else { continue };
        if args.report {
            let entries = if args.json { Entries::All } else { Entries::Queries };
            reports.push(imported.report(&sources, entries));
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
    /// For a Markdown file its text, as it is written.
    markdown: Option<String>,
}

/// How a file is read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Plain,
    Markdown,
    Tei,
}

/// How a file is read: as `--from` says; else as its content shows, or failing that its ending.
fn form(from: &str, path: &Path, text: &str) -> Form {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    let ends = |endings: &[&str]| ending.as_deref().is_some_and(|ending| endings.contains(&ending));
    match from {
        "plain" | "text" => Form::Plain,
        "markdown" => Form::Markdown,
        "tei" => Form::Tei,
        _ if tei::is_xml(text) || ends(&["xml"]) => Form::Tei,
        // signs of a listing look like Markdown
        _ if read::markdown::is_markdown(text) && !(ends(&["txt"]) && machine::is_of_machines(text)) => Form::Markdown,
        _ if ends(&["md", "markdown", "mdown", "mkd", "qmd", "rmd"]) => Form::Markdown,
        _ => Form::Plain,
    }
}

/// Reads a file. `None` for XML that is no TEI and for RTF, which are reported.
fn import(
    path: &Path,
    bytes: &[u8],
    args: &Import,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Imported> {
    let (decoded, sha256) = rayon::join(|| plain::decode(bytes), || sha256(bytes));
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let id = id(&stem);
    let form = form(&args.from, path, &decoded.text);
    if form == Form::Tei {
        let file = files::add_xml(path, bytes, sources, diagnostics)?;
        let imported::Imported { draft, sigla } = imported::import(sources, file, diagnostics)?;
        return Some(Imported { id, name, sha256, draft, tei: Some((bytes.to_vec(), sigla)), markdown: None });
    }
    let told = plain::told(&decoded.text);
    let language = told.unwrap_or("en");
    let file = sources.add_decoded(files::shown(path), decoded.text, decoded.encoding);
    if let Some(codes) = plain::codes(&sources.file(file).text, file) {
        diagnostics.push(codes);
        return None;
    }
    let series = default_series();
    if form == Form::Markdown {
        let (draft, text) = markdown_file(sources, file, language, &series, diagnostics);
        return Some(Imported { id, name, sha256, draft, tei: None, markdown: Some(text) });
    }
    let options = plain::Options { profile: &args.profile, overrides: &[], series: author_series(&series), language };
    let mut draft = plain::read(sources, file, &options, diagnostics);
    if draft.header.language.is_none() {
        draft.header.language = told.map(str::to_owned);
    }
    Some(Imported { id, name, sha256, draft, tei: None, markdown: None })
}

/// Reads a Markdown file: the draft, with what its front matter says, and its text without that and without a
/// heading that is its title.
fn markdown_file(
    sources: &Sources,
    file: FileId,
    language: &str,
    series: &[NoteSeries],
    diagnostics: &mut Diagnostics,
) -> (Draft, String) {
    let text = &sources.file(file).text;
    let front = read::markdown::front(text);
    let mut start = front.as_ref().map_or(0, |front| front.body);
    let sheet = front.map(|front| match front.form {
        read::markdown::Form::Toml => sheet::read(sources, file, front.range, diagnostics),
        read::markdown::Form::Percent => config::front::percent(sources, file, front.range, diagnostics),
        read::markdown::Form::Yaml => config::front::yaml(sources, file, front.range, diagnostics),
        read::markdown::Form::Keys => config::front::keyed(sources, file, front.range, diagnostics),
    });
    let mut sheet = sheet.unwrap_or_default();
    if let Some((title, body)) = read::markdown::title_heading(text, start).filter(|_| sheet.title.is_none()) {
        let value = text[title.clone()].to_owned();
        sheet.title = Some(Located { value, span: Span::new(file, title) });
        start = body;
    }
    let language = sheet.language.clone().unwrap_or_else(|| language.to_owned());
    let (sigla, default_series, nested_series) = (Sigla::default(), text_series(series), editorial_series(series));
    let context = read::markdown::Context {
        series,
        default_series,
        nested_series,
        language: &language,
        sigla: &sigla,
        typed: false,
    };
    let mut draft = read::markdown::read(sources, file, start..text.len(), &context, diagnostics);
    let title = sheet.title.map(|title| read::markdown::inline_fragment(sources, &title, &context, diagnostics).text);
    (draft.title, draft.author, draft.date, draft.dateline) = (title, sheet.author, sheet.date, sheet.dateline);
    (draft, text[start..].trim_start_matches(['\n', '\r']).to_owned())
}

/// The file's stem as a document id.
fn id(stem: &str) -> String {
    let slug = identity::slug(stem);
    if slug.starts_with(|c: char| c.is_ascii_digit()) { format!("text-{slug}") } else { slug }
}

impl Imported {
    fn report(&self, sources: &Sources, entries: Entries) -> DocumentReport {
        let witness = Witness { siglum: "A".into(), name: self.name.clone(), sha256: self.sha256.clone() };
        report::draft(sources, &self.id, &self.draft, Some(&witness), entries)
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
        let typed = if self.markdown.is_some() { "" } else { TYPED };
        let sheet = markdown::sheet(&self.draft, &self.id) + typed;
        let mut list: Vec<(PathBuf, Vec<u8>)> = vec![(folder.join("document.toml"), sheet.into_bytes())];
        match &self.tei {
            Some((bytes, sigla)) => {
                list.push((folder.join("text.xml"), bytes.clone()));
                if !sigla.is_empty() {
                    list.push((folder.join("sigla.toml"), markdown::sigla(sigla).into_bytes()));
                }
            }
            None if self.markdown.is_some() => {
                let text = self.markdown.clone().unwrap_or_default();
                list.push((folder.join("text.md"), text.into_bytes()));
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
