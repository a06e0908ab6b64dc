//! The works of `corpus/works.yaml`: read, sorted and written by the CSL processor.
//!
//! Knows the file and the style; knows nothing of the documents that cite the works.

mod dressed;
mod keys;
mod written;

use crate::cite::known::Catalogue;
use crate::cite::style::{self, CitationStyle};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::work::Work;
use crate::safe;
use crate::source::{FileId, Sources, Span};
use crate::words::nearest::nearest;
use hayagriva::citationberg::{Locale, LocaleCode};
use std::collections::{BTreeMap, BTreeSet};

const FORMAT: &str =
    "the file is YAML in the format of hayagriva: a key for each work, then `type`, `title`, `author`, `date`";

/// What the reader of the format says where a key is there twice: it tells neither which nor where.
const CONFUSED: [&str; 2] = ["duplicate", "did not match any variant"];

const TWICE: &str = "give one of the two works another key, or leave one of the two lines out";

/// Whether a character may not stand in YAML (YAML 1.2, 5.1).
fn is_no_yaml(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{85}') || matches!(c, '\u{fffe}' | '\u{ffff}')
}

/// The works, with what it takes to recognise and to write them.
#[derive(Clone, Debug, Default)]
pub struct Library {
    entries: hayagriva::Library,
    style: Option<Printed>,
    /// That of the book (BCP 47).
    language: String,
    /// What the editor has works sorted by, by key.
    sort_as: BTreeMap<String, String>,
    /// The keys of the works that are listed, in the order of the list.
    order: Vec<String>,
    /// The works that are cited alike but for the suffixes of their years, by the key of each.
    alike: BTreeMap<String, Vec<String>>,
    /// The works by key, each with its entry and its place in the bibliography.
    pub works: BTreeMap<String, Work>,
    /// Whether the file could not be read: which works there are nobody knows then.
    pub(super) unread: bool,
    /// By what names the texts may mean them.
    pub(super) catalogue: Catalogue,
}

/// How works are written.
#[derive(Clone, Debug)]
struct Printed {
    style: CitationStyle,
    locale: LocaleCode,
    locales: Vec<Locale>,
}

impl Library {
    /// Reads `works.yaml`. A fault in it is an error at its line and column; then there are no works.
    pub fn read(
        sources: &Sources,
        file: FileId,
        style: Option<CitationStyle>,
        language: &str,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let text = &sources.file(file).text;
        if let Some(fault) = safe::yaml::too_deep(text) {
            let error = Diagnostic::error("bad-works", format!("there is {}", fault.what));
            diagnostics.push(error.at(Span::new(file, fault.at..fault.at)).help(fault.help));
            return Self { unread: true, ..Self::default() };
        }
        let printed = || {
            let (locale, locales) = style::locales(language);
            Some(Printed { style: style.or_else(CitationStyle::standard)?, locale, locales })
        };
        let read = || safe::caught(|| hayagriva::io::from_yaml_str(text));
        let (style, entries) = rayon::join(printed, read);
        let Some(entries) = entries else {
            let error = Diagnostic::error("bad-works", "the works cannot be read: they confuse their reader");
            diagnostics.push(error.at(Span::new(file, 0..0)).help(FORMAT));
            return Self { unread: true, ..Self::default() };
        };
        let mut unread = false;
        let entries = match entries {
            Ok(entries) => entries,
            // a file of comments alone is one without works
            Err(_) if text.lines().all(|l| l.trim().is_empty() || l.trim_start().starts_with('#')) => {
                Default::default()
            }
            Err(fault) => {
                let at = fault.location().map_or(0, |l| l.index().min(text.len()));
                let at = text.floor_char_boundary(at);
                let message = fault.to_string();
                let message = message.split(" at line ").next().unwrap_or(&message);
                let (message, known) = message.split_once(", expected one of ").unwrap_or((message, ""));
                let wrong = message.split('`').nth(1).unwrap_or_default();
                let near = nearest(wrong, known.split('`').skip(1).step_by(2));
                let help = near.map_or_else(|| FORMAT.to_owned(), |near| format!("did you mean `{near}`?"));
                let twice = keys::twice(text).filter(|_| CONFUSED.iter().any(|sign| message.contains(sign)));
                let (message, at, help) = match (twice, text.find(is_no_yaml)) {
                    (Some(at), _) => (format!("`{}` is there twice", &text[at.clone()]), at, TWICE.to_owned()),
                    (None, Some(at)) => (message.to_owned(), at..at, "delete this character".to_owned()),
                    (None, None) => (message.to_owned(), at..at, help),
                };
                let error = Diagnostic::error("bad-works", format!("the works cannot be read: {message}"));
                diagnostics.push(error.at(Span::new(file, at)).help(help));
                unread = true;
                Default::default()
            }
        };
        let sort_as = keys::check(file, text, diagnostics);
        for entry in entries.iter().filter(|e| !is_id(e.key())) {
            diagnostics.push(bad_key(sources, file, entry.key()));
        }
        let catalogue = Catalogue::new(entries.iter());
        let language = language.to_owned();
        let mut library = Self { entries, style, language, sort_as, unread, catalogue, ..Self::default() };
        let written = safe::caught(|| {
            library.order = library.sorted();
            library.alike = library.alike();
            library.catalogue.dated = library.has_suffixes();
            library.catalogue.take_suffixes(&library.alike);
            library.written()
        });
        library.works = written.unwrap_or_else(|| {
            let error = Diagnostic::error("bad-works", "the works cannot be written in the book’s citation style");
            let help = "take another `[bibliography] style`, or leave works out until it can: one of them confuses it";
            diagnostics.push(error.at(Span::new(file, 0..0)).help(help));
            BTreeMap::new()
        });
        library
    }

    /// The keys, for the nearest to one that is not there.
    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        self.entries.keys()
    }

    /// Whether years have suffixes that depend on what else is listed: `1935a`.
    pub(super) fn has_suffixes(&self) -> bool {
        self.style.as_ref().is_some_and(|printed| printed.style.0.citation.disambiguate_add_year_suffix)
    }

    /// The same, in which only the works of these keys are listed. All remain known.
    pub(super) fn with_only(&self, keys: &BTreeSet<String>) -> Self {
        let order = self.order.iter().filter(|key| keys.contains(*key)).cloned().collect();
        let mut library = Self { order, alike: BTreeMap::new(), works: BTreeMap::new(), ..self.clone() };
        library.alike = library.alike();
        library.catalogue.take_suffixes(&library.alike);
        library.works = library.written();
        let unlisted = self.works.iter().filter(|(key, _)| !keys.contains(*key));
        library.works.extend(unlisted.map(|(key, work)| (key.clone(), work.clone())));
        library
    }
}

fn is_id(key: &str) -> bool {
    key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

fn bad_key(sources: &Sources, file: FileId, key: &str) -> Diagnostic {
    let text = &sources.file(file).text;
    let at = text.find(&format!("{key}:")).unwrap_or(0);
    Diagnostic::error("bad-work-key", format!("`{key}` cannot be the key of a work"))
        .at(Span::new(file, at..at + key.len().min(text.len() - at)))
        .help("a key begins with a letter and has letters, digits, `-` and `_` only")
}
