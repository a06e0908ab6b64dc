//! The citation style: one of those built in, by name, or a CSL file of the book's own.
//!
//! Reads a file's text; knows nothing of works or documents.

use crate::diag::{Diagnostic, Diagnostics};
use crate::safe;
use crate::source::{FileId, Sources, Span};
use crate::words::language::primary;
use crate::words::nearest::nearest;
use hayagriva::archive::{self, ArchivedStyle};
use hayagriva::citationberg::{self, IndependentStyle, Locale, LocaleCode};

/// The style of a book that names none.
const DEFAULT: ArchivedStyle = ArchivedStyle::ChicagoNotes;

/// A CSL style that can stand alone.
#[derive(Clone, Debug)]
pub struct CitationStyle(pub(super) Box<IndependentStyle>);

impl CitationStyle {
    /// That of a book that names none.
    pub(super) fn standard() -> Option<Self> {
        archived(DEFAULT)
    }

    /// The built-in style of that name, such as `chicago-notes`.
    pub fn named(name: &str) -> Option<Self> {
        ArchivedStyle::by_name(name).and_then(archived)
    }

    /// The same without the form of citations, which are costly to make and not wanted for a bibliography alone;
    /// `None` where entries depend on them (`1938a`).
    pub(super) fn quiet(&self) -> Option<Self> {
        if self.0.citation.disambiguate_add_year_suffix {
            return None;
        }
        let mut style = self.0.clone();
        style.citation.layout.elements.clear();
        style.citation.disambiguate_add_names = false;
        style.citation.disambiguate_add_givenname = false;
        Some(Self(style))
    }

    /// Whether `style` is the name of a built-in style; otherwise it is the path of a file.
    pub fn is_name(style: &str) -> bool {
        !style.contains(['/', '\\', '.'])
    }

    /// The error for a name that no built-in style has.
    pub fn unknown(name: &str) -> Diagnostic {
        let names = ArchivedStyle::all().iter().flat_map(|s| s.names()).copied();
        let help = match nearest(name, names) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "built in are `chicago-notes`, `chicago-author-date`, `modern-humanities-research-association-notes`, `mla`, `apa` and others; a file of your own needs its ending `.csl`".into(),
        };
        Diagnostic::error("unknown-citation-style", format!("there is no citation style `{name}`")).help(help)
    }

    /// The style that a `.csl` file holds.
    pub fn read(sources: &Sources, file: FileId, diagnostics: &mut Diagnostics) -> Option<Self> {
        let text = &sources.file(file).text;
        let error = |message: String, help: &str| {
            Diagnostic::error("bad-citation-style", message).at(Span::new(file, 0..0)).help(help.to_owned())
        };
        if let Err(fault) = safe::csl::check(text) {
            let error = error(format!("this style has {}", fault.what), fault.help);
            diagnostics.push(error.at(Span::new(file, fault.at..fault.at)));
            return None;
        }
        let read = safe::caught(|| citationberg::Style::from_xml(text));
        let Some(read) = read else {
            diagnostics
                .push(error("this style confuses its reader".into(), "take a style as the CSL project publishes them"));
            return None;
        };
        match read {
            Ok(citationberg::Style::Independent(style)) => Some(Self(Box::new(style))),
            Ok(citationberg::Style::Dependent(style)) => {
                let parent = style.parent_link.href;
                let known = ArchivedStyle::by_id(&parent).and_then(archived);
                if known.is_none() {
                    let message = format!("this style only refers to another, {parent}");
                    diagnostics.push(error(message, "take that style’s file"));
                }
                known
            }
            Err(fault) => {
                let message = format!("this is no style in CSL 1.0: {fault}");
                diagnostics
                    .push(error(message, "take a style as the CSL project publishes them, a file that ends in `.csl`"));
                None
            }
        }
    }
}

fn archived(style: ArchivedStyle) -> Option<CitationStyle> {
    match style.get() {
        citationberg::Style::Independent(style) => Some(CitationStyle(Box::new(style))),
        citationberg::Style::Dependent(_) => None,
    }
}

/// The terms of a language (BCP 47), and those of English where it lacks one. Only these two of the sixty
/// that are built in are decoded: all together cost more than reading a book.
pub(super) fn locales(language: &str) -> (LocaleCode, Vec<Locale>) {
    let all: Vec<(&str, &[u8])> = archive::LOCALES.iter().filter_map(|bytes| Some((code(bytes)?, *bytes))).collect();
    let codes = || all.iter().map(|(code, _)| *code);
    let wanted = primary(language).to_ascii_lowercase();
    let twice = format!("{wanted}-{}", wanted.to_ascii_uppercase());
    let of_language = |code: &&str| primary(code) == wanted;
    let code = codes()
        .find(|code| code.eq_ignore_ascii_case(language))
        .or_else(|| codes().find(|code| *code == twice))
        .or_else(|| codes().find(of_language))
        .unwrap_or("en-US")
        .to_owned();
    let wanted = all.iter().filter(|(known, _)| *known == code || *known == "en-US");
    let kept = wanted.filter_map(|(_, bytes)| ciborium::from_reader(*bytes).ok()).collect();
    (LocaleCode(code), kept)
}

/// The language of an encoded locale, which is the value of its first key (CBOR, RFC 8949 §3.1: a text of
/// fewer than 24 bytes has its length in its head).
fn code(locale: &[u8]) -> Option<&str> {
    const KEY: &[u8] = b"@xml:lang";
    let head = locale.get(..64)?;
    let at = head.windows(KEY.len()).position(|window| window == KEY)? + KEY.len();
    let length = usize::from(head.get(at)?.checked_sub(0x60).filter(|length| *length < 24)?);
    std::str::from_utf8(head.get(at + 1..at + 1 + length)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_locale_tells_its_language() {
        let named: Vec<&str> = archive::LOCALES.iter().filter_map(|bytes| code(bytes)).collect();
        let decoded = archive::locales();
        let codes: Vec<&str> = decoded.iter().filter_map(|l| l.lang.as_ref()).map(|l| l.0.as_str()).collect();
        assert_eq!(named, codes);
        assert_eq!(locales("en-GB").1.len(), 2);
        assert_eq!(locales("fr").0.0, "fr-FR");
        assert_eq!(locales("xx").0.0, "en-US");
    }
}
