//! Says in our own words what krilla refuses, and where in the sources that is.

use crate::diag::Diagnostic;
use crate::fonts::Face;
use crate::source::Span;
use crate::write::pdf::faces::Faces;
use krilla::configure::ValidationError;
use krilla::error::KrillaError;
use krilla::surface::Location;
use krilla::text::Font;

/// Where the text of a page (index) begins in the sources, if it has any.
pub type Places<'a> = dyn Fn(usize) -> Option<Span> + Sync + 'a;

/// The diagnostic for an error of krilla's. Of several breaches of the standards it tells the first
/// and how many more there are.
pub(crate) fn diagnostic(error: &KrillaError, faces: &Faces<'_>, places: &Places<'_>) -> Diagnostic {
    let at = |fault: Diagnostic, page: Option<Location>, font: Option<&Font>| {
        let face = font.and_then(|font| faces.of(font));
        located(fault, page.and_then(|page| places(index(page)?)), face)
    };
    match error {
        KrillaError::Font(font, what) => {
            at(Diagnostic::error("pdf-font", format!("a font cannot be embedded: {what}")), None, Some(font))
        }
        KrillaError::Validation(errors) => {
            let Some((first, _)) = errors.first() else { return standard(String::new()) };
            let more = match errors.len() {
                0 | 1 => String::new(),
                many => format!(" (and {} more)", many - 1),
            };
            let (page, font) = whereabouts(first);
            at(standard(format!("{}{more}", breach(first))), page, font)
        }
        KrillaError::Image(_, page, what) => {
            let fault =
                Diagnostic::error("broken-picture", format!("a picture of this page cannot be written: {what}"));
            at(fault.help("open it in the program that made it and save it again"), *page, None)
        }
        other => Diagnostic::error("pdf-layout", format!("the PDF cannot be written: {other}")),
    }
}

fn standard(breach: String) -> Diagnostic {
    Diagnostic::error("pdf-standard", format!("the PDF would break PDF/A-3a or PDF/UA-1: {breach}"))
}

/// The fault on a page, or of a face, or of what the face has on the page.
fn located(fault: Diagnostic, page: Option<Span>, face: Option<&Face>) -> Diagnostic {
    match (page, face.and_then(|face| face.span.clone())) {
        (Some(page), Some(font)) => fault
            .at(page)
            .label(font, "it is set in this font")
            .help("set it in another font, or write it with other characters"),
        (Some(page), None) => fault.at(page),
        (None, _) => face.map_or(fault.clone(), |face| face.blamed(fault)),
    }
}

/// A fault that shows while a page (index) is drawn.
pub(crate) fn on_page(fault: Diagnostic, index: usize, places: &Places<'_>) -> Diagnostic {
    let place = places(index).filter(|_| fault.span.is_none());
    place.map_or(fault.clone(), |place| fault.at(place))
}

/// The fault of a page (index) at which a library gives up.
pub(crate) fn confused(index: usize) -> Diagnostic {
    let message = format!("page number {} of the PDF cannot be drawn: it confuses what draws it", index + 1);
    Diagnostic::error("unwritten-pdf", message)
        .help("it begins here: leave out a picture or a font of the book’s own until it can be drawn")
}

/// The fault of a book whose pages are drawn and that a library cannot write all the same: of its fonts.
pub(crate) fn unfinished(faces: &Faces<'_>) -> Diagnostic {
    let mut own = faces.own();
    let message = "the PDF cannot be written: a font confuses what cuts it";
    let fault = Diagnostic::error("unwritten-pdf", message);
    let Some(first) = own.next() else { return fault };
    let further = own.filter_map(|face| face.span.clone());
    further.fold(first.blamed(fault), |fault, place| fault.label(place, "or this one"))
}

/// Where a breach shows and in what it is set.
fn whereabouts(error: &ValidationError) -> (Option<Location>, Option<&Font>) {
    match error {
        ValidationError::ContainsNotDefGlyph(font, at, _)
        | ValidationError::NoCodepointMapping(font, _, at)
        | ValidationError::InvalidCodepointMapping(font, _, _, at)
        | ValidationError::UnicodePrivateArea(font, _, _, at) => (*at, Some(font)),
        ValidationError::RestrictedLicense(font) => (None, Some(font)),
        ValidationError::MissingAltText(at)
        | ValidationError::MissingAnnotationAltText(at)
        | ValidationError::ContainsPostScript(at)
        | ValidationError::Transparency(at)
        | ValidationError::ImageInterpolation(at) => (*at, None),
        _ => (None, None),
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
        ValidationError::TooLongName => "a font's name is longer than 127 bytes".to_owned(),
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

/// The index of the page that a location is.
fn index(page: Location) -> Option<usize> {
    page.to_string().parse::<usize>().ok()?.checked_sub(1)
}
