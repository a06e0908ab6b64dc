//! Says in our own words what krilla refuses.

use crate::diag::Diagnostic;
use krilla::configure::ValidationError;
use krilla::error::KrillaError;
use krilla::surface::Location;

/// The diagnostic for an error of krilla's. Of several breaches of the standards it tells the first
/// and how many more there are.
pub(crate) fn diagnostic(error: &KrillaError) -> Diagnostic {
    match error {
        KrillaError::Font(_, what) => Diagnostic::error("pdf-font", format!("a font cannot be embedded: {what}")),
        KrillaError::Validation(errors) => {
            let first = errors.first().map(|(error, _)| breach(error)).unwrap_or_default();
            let more = match errors.len() {
                0 | 1 => String::new(),
                many => format!(" (and {} more)", many - 1),
            };
            Diagnostic::error("pdf-standard", format!("the PDF would break PDF/A-3a or PDF/UA-1: {first}{more}"))
        }
        other => Diagnostic::error("pdf-layout", format!("the PDF cannot be written: {other}")),
    }
}

fn breach(error: &ValidationError) -> String {
    match error {
        ValidationError::ContainsNotDefGlyph(_, at, text) => {
            format!("no face has a glyph for “{}” ({}){}", text, code_points(text), page(*at))
        }
        ValidationError::NoCodepointMapping(_, glyph, at) => {
            format!("glyph {} stands for no text{}", glyph.to_u32(), page(*at))
        }
        ValidationError::InvalidCodepointMapping(_, _, character, at)
        | ValidationError::UnicodePrivateArea(_, _, character, at) => {
            format!("U+{:04X} may not stand in the text{}", u32::from(*character), page(*at))
        }
        ValidationError::RestrictedLicense(_) => "a font's licence forbids embedding".to_owned(),
        ValidationError::NoDocumentLanguage => "the book has no language".to_owned(),
        ValidationError::NoDocumentTitle => "the book has no title".to_owned(),
        ValidationError::MissingHeadingTitle => "a heading has no text".to_owned(),
        ValidationError::MissingDocumentOutline => "the book has no pages".to_owned(),
        ValidationError::TooLongString => "a title or a link is longer than 32,767 bytes".to_owned(),
        other => format!("{other:?}"),
    }
}

fn code_points(text: &str) -> String {
    let all: Vec<String> = text.chars().map(|c| format!("U+{:04X}", u32::from(c))).collect();
    all.join(" ")
}

/// Where a glyph stands: [`super::draw`] gives krilla the page, counted from 1, as its location.
fn page(at: Option<Location>) -> String {
    at.map(|page| format!(", on page number {page} of the file")).unwrap_or_default()
}
