//! The works of `corpus/works.yaml`: read, sorted and written by the CSL processor.
//!
//! Knows the file and the style; knows nothing of the documents that cite the works.

mod dressed;
mod keys;

use crate::cite::format;
use crate::cite::known::Catalogue;
use crate::cite::style::{self, CitationStyle};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::text::Text;
use crate::model::work::Work;
use crate::safe;
use crate::source::{FileId, Sources, Span};
use crate::words::language::is_foreign;
use crate::words::nearest::nearest;
use hayagriva::citationberg::{Locale, LocaleCode, taxonomy::Locator};
use hayagriva::{
    BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, Entry, LocatorPayload, SpecificLocator,
};
use std::collections::BTreeMap;

const FORMAT: &str =
    "the file is YAML in the format of hayagriva: a key for each work, then `type`, `title`, `author`, `date`";

/// The works, with what it takes to recognise and to write them.
#[derive(Debug, Default)]
pub struct Library {
    entries: hayagriva::Library,
    style: Option<Printed>,
    /// The works by key, each with its entry and its place in the bibliography.
    pub works: BTreeMap<String, Work>,
    /// By what names the texts may mean them.
    pub(super) catalogue: Catalogue,
}

/// How works are written.
#[derive(Debug)]
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
        let printed = || {
            let (locale, locales) = style::locales(language);
            Some(Printed { style: style.or_else(CitationStyle::standard)?, locale, locales })
        };
        let read = || safe::caught(|| hayagriva::io::from_yaml_str(text));
        let (style, entries) = rayon::join(printed, read);
        let Some(entries) = entries else {
            let error = Diagnostic::error("bad-works", "the works cannot be read: they confuse their reader");
            diagnostics.push(error.at(Span::new(file, 0..0)).help(FORMAT));
            return Self::default();
        };
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
                let error = Diagnostic::error("bad-works", format!("the works cannot be read: {message}"));
                diagnostics.push(error.at(Span::new(file, at..at)).help(help));
                Default::default()
            }
        };
        keys::check(file, text, diagnostics);
        for entry in entries.iter().filter(|e| !is_id(e.key())) {
            diagnostics.push(bad_key(sources, file, entry.key()));
        }
        let catalogue = Catalogue::new(entries.iter());
        let entries = entries.iter().map(dressed::entry).collect();
        let mut library = Self { entries, style, catalogue, works: BTreeMap::new() };
        library.works = safe::caught(|| library.written(language)).unwrap_or_else(|| {
            let error = Diagnostic::error("bad-works", "the works cannot be written in the book’s citation style");
            let help = "take another `[bibliography] style`, or leave works out until it can: one of them confuses it";
            diagnostics.push(error.at(Span::new(file, 0..0)).help(help));
            BTreeMap::new()
        });
        library
    }

    /// The works with their entries, which name the language of a title that is not the book's.
    fn written(&self, language: &str) -> BTreeMap<String, Work> {
        let Some(printed) = &self.style else { return BTreeMap::new() };
        let mut driver = BibliographyDriver::new();
        // Works need not be cited one by one to stand in a bibliography; without one their citations are all there is.
        let listed = printed.style.0.bibliography.is_some();
        let item = |entry| CitationItem::new(entry, None, None, listed, None);
        let items: Vec<_> = self.entries.iter().map(item).collect();
        let requests = if listed { vec![items] } else { items.into_iter().map(|item| vec![item]).collect() };
        let quiet = printed.style.quiet().filter(|_| listed);
        let style = quiet.as_ref().unwrap_or(&printed.style);
        for items in requests {
            let locale = Some(printed.locale.clone());
            driver.citation(CitationRequest::new(items, &style.0, locale, &printed.locales, None));
        }
        let request = BibliographyRequest::new(&printed.style.0, Some(printed.locale.clone()), &printed.locales);
        let rendered = driver.finish(request);
        let mut works: BTreeMap<String, Work> =
            self.entries.iter().map(|entry| (entry.key().to_owned(), work(entry))).collect();
        let items = rendered.bibliography.map(|b| b.items).unwrap_or_default();
        for (rank, item) in items.iter().enumerate() {
            if let Some(work) = works.get_mut(&item.key) {
                work.rank = rank;
                work.entry = format::entry(item.first_field.as_ref(), &item.content);
            }
        }
        // a style without a bibliography writes its citations in it; what it has no form for is written plainly
        let citations = if listed { &[] } else { &rendered.citations[..] };
        for (index, entry) in self.entries.iter().enumerate() {
            if let Some(work) = works.get_mut(entry.key()).filter(|w| w.entry.string.is_empty()) {
                if let Some(citation) = citations.get(index) {
                    work.entry = format::entry(None, &citation.citation);
                }
                if !work.entry.string.contains(char::is_alphabetic) {
                    work.entry = plain(entry, work);
                }
            }
        }
        for entry in self.entries.iter() {
            let own = entry.language().map(ToString::to_string).filter(|own| is_foreign(own, language));
            if let (Some(own), Some(work)) = (own, works.get_mut(entry.key())) {
                format::in_language(&mut work.entry, &work.title, &own);
            }
        }
        works
    }

    /// The keys, for the nearest to one that is not there.
    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        self.entries.keys()
    }

    /// A work cited in running text, by the style: `Author, Title, 3`.
    pub(super) fn cite(&self, key: &str, label: Locator, number: Option<&str>) -> Option<Text> {
        let (entry, printed) = (self.entries.get(key)?, self.style.as_ref()?);
        let locator = number.map(|number| SpecificLocator(label, LocatorPayload::Str(number)));
        let request = CitationRequest::new(
            vec![CitationItem::with_locator(entry, locator)],
            &printed.style.0,
            Some(printed.locale.clone()),
            &printed.locales,
            None,
        );
        Some(format::entry(None, &hayagriva::standalone_citation(request)))
    }
}

fn work(entry: &Entry) -> Work {
    let people = entry.authors().or(entry.editors()).unwrap_or_default();
    let names: Vec<String> = people.iter().map(|p| p.given_first(false)).collect();
    let year = entry.date().or_else(|| entry.parents().iter().find_map(|p| p.date()));
    Work {
        key: entry.key().to_owned(),
        author: listed(&names),
        title: entry.title().map(ToString::to_string).unwrap_or_default(),
        year: year.map(|d| d.year),
        ..Work::default()
    }
}

/// `Surname, Name. Title. 1930.`
fn plain(entry: &Entry, work: &Work) -> Text {
    let people = entry.authors().or(entry.editors()).unwrap_or_default();
    let names: Vec<String> = people.iter().map(|p| p.name_first(false, true)).collect();
    let parts = [names.join("; "), work.title.clone(), work.year.map(|y| y.to_string()).unwrap_or_default()];
    let parts: Vec<String> = parts.into_iter().filter(|p| !p.is_empty()).collect();
    Text::plain(parts.join(". ") + ".")
}

/// `A, B and C`, without a conjunction that would need a language.
fn listed(names: &[String]) -> String {
    names.join(", ")
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
