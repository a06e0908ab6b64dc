//! The command line's grammar. Knows names and options; does nothing.

use crate::read::plain;
use crate::style;
use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Makes critical editions and annotated readers: a corpus of texts with their notes in, one book
/// out, as EPUB, PDF and TEI.
#[derive(Debug, Parser)]
#[command(name = "edition", version, about, max_term_width = 100)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Build the book as EPUB, PDF and TEI
    Build(Build),
    /// Read and resolve everything, write nothing
    Check(Check),
    /// Print the edition's account: documents, notes, ledger, references
    Report(Report),
    /// Find passages that render the same text in two documents, or in two places of one
    Parallels(Parallels),
    /// Import texts: write them into a corpus, or report what an import would find
    Import(Import),
    /// Put witnesses in place, list them, or print the text of one
    #[command(subcommand)]
    Witness(Witness),
    /// Work on the authority file corpus/names.toml
    #[command(subcommand)]
    Names(Names),
    /// Print the keys of a style with their defaults and what each is for
    Style(Style),
    /// Make a starter edition that builds at once
    New(New),
    /// Print the licences of what the program is made of
    #[command(alias = "licenses")]
    Licences,
}

/// The book, and where its witnesses are.
#[derive(Debug, Args)]
pub struct Source {
    /// The book: a folder with a book.toml, or the book.toml itself
    #[arg(default_value = ".")]
    pub book: PathBuf,
    /// Look for witnesses in DIR first, then in $EDITION_WITNESSES, then on `[build] witness-path`
    #[arg(long, value_name = "DIR")]
    pub witnesses: Option<PathBuf>,
    /// Make a missing witness an error
    #[arg(long)]
    pub require_witnesses: bool,
    /// Let `[build] witness-path` lead to DIR, outside the book; may be given several times
    #[arg(long, value_name = "DIR")]
    pub allow: Vec<PathBuf>,
}

/// A word as a shell wants it.
pub fn quoted(word: &str) -> String {
    let plain = !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || "/._-+,@%=:".contains(c));
    if plain { word.to_owned() } else { format!("'{}'", word.replace('\'', r"'\''")) }
}

impl Source {
    /// The options and the book as they were given, each with a blank before it, for advice that repeats them.
    pub fn repeated(&self) -> String {
        let path = |path: &PathBuf| quoted(&path.to_string_lossy());
        let mut out = String::new();
        out.extend(self.witnesses.iter().map(|folder| format!(" --witnesses {}", path(folder))));
        out.extend(self.allow.iter().map(|folder| format!(" --allow {}", path(folder))));
        if self.require_witnesses {
            out.push_str(" --require-witnesses");
        }
        if self.book.as_os_str() != "." {
            out = format!("{out} {}", path(&self.book));
        }
        out
    }
}

/// `edition build`
#[derive(Debug, Args)]
pub struct Build {
    #[command(flatten)]
    #[allow(missing_docs)]
    pub source: Source,
    /// A format to write; may be given several times [default: epub and pdf]
    #[arg(long = "format", value_name = "FORMAT")]
    pub formats: Vec<Format>,
    /// The style of the pages: reader, a5, a4, large-print, or a style file [default: the book's]
    #[arg(long, value_name = "NAME|PATH")]
    pub style: Option<String>,
    /// The folder to write to [default: dist beside book.toml]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Write nothing; print why the page of this number is as it is: its lines, the ends that were
    /// considered and their costs; without a number all pages
    #[arg(long, value_name = "PAGE", num_args = 0..=1, require_equals = true, default_missing_value = "")]
    pub trace: Option<String>,
    /// Print on standard error how long each stage took
    #[arg(long)]
    pub timings: bool,
    /// Make haste with the PDF at the cost of its looks: lines without protrusion, letters as they
    /// are by nature, paragraphs in one setting only
    #[arg(long)]
    pub draft: bool,
    /// Warn of what a book that goes out should have: an identifier of its own
    #[arg(long, conflicts_with_all = ["draft", "trace"])]
    pub release: bool,
    /// How to print diagnostics: for people on standard error, or as JSON lines on standard output
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub message_format: MessageFormat,
}

impl Build {
    /// What was given, for advice to run the command again with one option more.
    pub fn repeated(&self) -> String {
        let style = self.style.iter().map(|style| format!(" --style {}", quoted(style)));
        let draft = if self.draft { " --draft" } else { "" };
        format!("{}{draft}{}", style.collect::<String>(), self.source.repeated())
    }
}

/// A format of the book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// EPUB 3.3
    Epub,
    /// PDF/A-3a and PDF/UA-1
    Pdf,
    /// TEI P5, one file for the whole book
    Tei,
}

/// `edition check`
#[derive(Debug, Args)]
pub struct Check {
    #[command(flatten)]
    #[allow(missing_docs)]
    pub source: Source,
    /// How to print diagnostics: for people on standard error, or as JSON lines on standard output
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub message_format: MessageFormat,
}

/// How diagnostics are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum MessageFormat {
    /// With the source line and a caret
    Human,
    /// One JSON object a line
    Json,
}

/// `edition report`
#[derive(Debug, Args)]
pub struct Report {
    #[command(flatten)]
    #[allow(missing_docs)]
    pub source: Source,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    /// Print as NEXUS what the witnesses of DOCUMENT have where they differ, and nothing else
    #[arg(long, value_name = "DOCUMENT", conflicts_with = "json")]
    pub nexus: Option<String>,
}

/// `edition parallels`
#[derive(Debug, Args)]
pub struct Parallels {
    #[command(flatten)]
    #[allow(missing_docs)]
    pub source: Source,
    /// Print all that are found as JSON, those that parallels.toml has with their status
    #[arg(long)]
    pub json: bool,
    /// Print, or write, the best N only
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// Add those that corpus/parallels.toml does not have to it, as `[[proposal]]`
    #[arg(long)]
    pub write: bool,
    /// What finds them; passim is a program of its own, for archives beyond one machine
    #[arg(long, value_name = "ENGINE", default_value = "own")]
    pub engine: Engine,
    /// With `--engine passim`: write its input to DIR
    #[arg(long, value_name = "DIR", conflicts_with_all = ["import", "json", "write", "limit"])]
    pub export: Option<PathBuf>,
    /// With `--engine passim`: read its output, the folder DIR that it wrote
    #[arg(long, value_name = "DIR")]
    pub import: Option<PathBuf>,
}

impl Parallels {
    /// What the grammar alone cannot refuse: options without the engine that they belong to.
    pub fn misuse(&self) -> Option<&'static str> {
        match (self.engine, self.export.is_some() || self.import.is_some()) {
            (Engine::Passim, false) => Some("`--engine passim` wants `--export DIR` or `--import DIR`"),
            (Engine::Own, true) => Some("`--export` and `--import` go with `--engine passim`"),
            _ => None,
        }
    }
}

/// What finds parallels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Engine {
    /// The one that is built in
    Own,
    /// passim, run by you between `--export` and `--import`
    Passim,
}

/// `edition import`
#[derive(Debug, Args)]
pub struct Import {
    /// The texts
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// The import profile
    #[arg(long, default_value = "auto", value_parser = PossibleValuesParser::new(plain::profiles()))]
    pub profile: String,
    /// How the files are written; `auto` decides by their content, then by their ending
    #[arg(long, default_value = "auto", value_parser = ["auto", "plain", "text", "markdown", "tei"])]
    pub from: String,
    /// The corpus folder to write to; each text gets a folder of its own in it
    #[arg(long, value_name = "DIR", default_value = "corpus", conflicts_with = "report")]
    pub into: PathBuf,
    /// Write nothing; print what the import finds
    #[arg(long)]
    pub report: bool,
    /// Print the report as JSON
    #[arg(long, requires = "report")]
    pub json: bool,
}

/// `edition witness …`
#[derive(Debug, Subcommand)]
pub enum Witness {
    /// Recognise files by their hash and copy them to the first folder of `[build] witness-path`
    Add {
        /// The files
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// The book
        #[arg(long, default_value = ".")]
        book: PathBuf,
        /// Let `[build] witness-path` lead to DIR, outside the book; may be given several times
        #[arg(long, value_name = "DIR")]
        allow: Vec<PathBuf>,
    },
    /// Print the text of a witness as the apparatus implies it: with its readings, before emendation, `⟦…⟧` for what
    /// it lacks
    Text {
        /// The siglum of a witness in force
        #[arg(value_name = "SIGLUM")]
        siglum: String,
        /// The document [default: all in which the witness is in force]
        #[arg(value_name = "DOCUMENT")]
        document: Option<String>,
        /// The book
        #[arg(long, default_value = ".")]
        book: PathBuf,
        /// Look for witnesses in DIR first, then in $EDITION_WITNESSES, then on `[build] witness-path`
        #[arg(long, value_name = "DIR")]
        witnesses: Option<PathBuf>,
        /// Let `[build] witness-path` lead to DIR, outside the book; may be given several times
        #[arg(long, value_name = "DIR")]
        allow: Vec<PathBuf>,
    },
    /// Show which witnesses are found, missing or changed
    List {
        #[command(flatten)]
        #[allow(missing_docs)]
        source: Source,
    },
}

/// `edition names …`
#[derive(Debug, Subcommand)]
pub enum Names {
    /// Print entries for the names in the texts that the file does not have, the most frequent first
    Suggest {
        #[command(flatten)]
        #[allow(missing_docs)]
        source: Source,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

/// `edition style`
#[derive(Debug, Args)]
pub struct Style {
    /// A built-in style: `reader` has all keys, the others what differs from it
    #[arg(default_value = "reader", value_parser = PossibleValuesParser::new(style::names()))]
    pub name: String,
    /// Print the keys of the apparatus, as this preset has them
    #[arg(long, value_name = "PRESET", conflicts_with = "name", value_parser = PossibleValuesParser::new(style::presets()))]
    pub preset: Option<String>,
}

/// `edition new`
#[derive(Debug, Args)]
pub struct New {
    /// The folder to make
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    /// What kind of edition
    #[arg(long, value_name = "KIND", default_value = "reader")]
    pub template: Template,
}

/// A kind of edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Template {
    /// A text with its notes
    Reader,
    /// Texts in several witnesses, with a critical apparatus
    Critical,
}
