//! The last stages: an edition that is ready is typeset, and written in the formats that are wanted.

use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::fonts::FontSet;
use crate::model::document::Edition;
use crate::model::page::{Layout, PageMap};
use crate::safe;
use crate::source::Span;
use crate::style::Style;
use crate::typeset::{self, OnDemand, Trace};
use crate::write::{self, epub, pdf};

/// The book in both formats.
#[derive(Default)]
pub struct Output<'a> {
    /// The PDF file.
    pub pdf: Vec<u8>,
    /// The EPUB file.
    pub epub: Vec<u8>,
    /// The file that the PDF carries as its source; empty where none is wanted.
    pub source: Vec<u8>,
    /// Why the pages are as they are, if that was asked for.
    pub trace: Option<Trace>,
    /// The typeset book: large, so that who ends the process soon can leave it to the system.
    pub layout: Option<Layout<OnDemand<'a>>>,
}

/// The book as TEI, before its entries are composed: pages and style are nothing to it.
pub fn tei(edition: &Edition) -> Vec<u8> {
    write::tei::write(edition)
}

/// A file that the PDF carries as what it was made from.
#[derive(Clone, Copy)]
pub struct Carried<'a> {
    /// What it is, without its bytes.
    pub file: pdf::Attached<'a>,
    /// The edition, not composed, which is written as TEI while pages are drawn.
    pub edition: &'a Edition,
}

/// Which formats are wanted.
#[derive(Clone, Copy)]
pub struct Wanted<'a> {
    /// A PDF.
    pub pdf: bool,
    /// An EPUB.
    pub epub: bool,
    /// The edition as it is printed, where that has more than the other formats.
    pub printed: Option<&'a Edition>,
    /// A file that the PDF carries as its source.
    pub source: Option<Carried<'a>>,
    /// An account of the page of this label, or with an empty label of all.
    pub trace: Option<&'a str>,
}

/// Typesets and writes. The pages are always made, for the EPUB cites them. `step` hears the name of
/// each step when it begins.
pub fn produce<'a>(
    edition: &'a Edition,
    style: &'a Style,
    css: &str,
    fonts: &'a FontSet,
    wanted: Wanted<'a>,
    step: &(dyn Fn(&'static str) + Sync),
    diagnostics: &mut Diagnostics,
) -> Output<'a> {
    step("typesetting");
    let mut of_pages = Diagnostics::default();
    // The first of typesetting is for one thread alone: the other writes meanwhile what needs no pages.
    let source = || wanted.source.as_ref().filter(|_| wanted.pdf).map(|source| tei(source.edition));
    let printed = wanted.printed.unwrap_or(edition);
    let (typeset, source) = rayon::join(|| typeset::set(printed, style, fonts, &mut of_pages), source);
    // Without a PDF a character that our faces lack is left to those of the reader's device.
    let lenient = |d: &Diagnostic| !wanted.pdf && typeset::OF_GLYPHS.contains(&d.code);
    diagnostics.extend(of_pages.iter().cloned().map(|mut diagnostic| {
        diagnostic.severity = if lenient(&diagnostic) { Severity::Warning } else { diagnostic.severity };
        diagnostic
    }));
    let trace = wanted.trace.map(|page| typeset.trace(Some(page).filter(|page| !page.is_empty())));
    if let Some(page) = wanted.trace.filter(|_| trace.as_ref().is_some_and(|trace| trace.flows.is_empty())) {
        diagnostics.push(no_page(page, &typeset.map.labels));
    }
    if diagnostics.has_errors() {
        return Output { trace, ..Output::default() };
    }
    let (layout, pages) = typeset.on_demand();
    step("drawing");
    let css = &format!("{css}{}", epub::drop_cap(style.text.drop_cap));
    let places = |page: usize| place_of(edition, &pages, page);
    let mut epub = Ok(vec![]);
    let pdf = rayon::scope(|scope| {
        let drawn = wanted.pdf.then(|| sound(|| pdf::draw(printed, &layout, fonts, &places)));
        step("finishing");
        // All threads draw pages; a PDF is finished by one, while the others write the EPUB.
        if wanted.epub {
            scope.spawn(|_| epub = epub::write(edition, &pages, css, fonts));
        }
        let mut drawn = drawn.transpose()?;
        if let (Some(drawn), Some(Carried { file, .. }), Some(bytes)) = (&mut drawn, wanted.source, &source) {
            drawn.attach(&pdf::Attached { bytes, ..file }, &edition.book);
        }
        drawn.map_or(Ok(vec![]), |drawn| sound(|| drawn.finish(&places)))
    });
    let mut keep = |result: Result<Vec<u8>, Diagnostic>| {
        result.unwrap_or_else(|diagnostic| {
            diagnostics.push(diagnostic);
            vec![]
        })
    };
    let source = source.unwrap_or_default();
    Output { pdf: keep(pdf), epub: keep(epub), source, trace, layout: Some(layout) }
}

/// Where the text of a page begins in the sources, or that of the last page before it that has one.
fn place_of(edition: &Edition, pages: &PageMap, page: usize) -> Option<Span> {
    let behind = pages.breaks.partition_point(|one| one.page <= page);
    let begun = pages.breaks[..behind].last().or(pages.breaks.first())?;
    edition.documents.get(begun.document)?.text(begun.container)?.origin(begun.offset)
}

/// What a step of the PDF makes; a panic of the library behind it is an error.
fn sound<T>(step: impl FnOnce() -> Result<T, Diagnostic>) -> Result<T, Diagnostic> {
    safe::caught(step).unwrap_or_else(|| {
        let message = "the PDF cannot be written: what writes it is confused by a font or a picture";
        let help = "leave the book’s own fonts and pictures out one by one until it can";
        Err(Diagnostic::error("unwritten-pdf", message).help(help))
    })
}

/// The error for a page to be traced that there is not.
fn no_page(page: &str, labels: &[String]) -> Diagnostic {
    let diagnostic = Diagnostic::error("no-page", format!("the book has no page `{page}` with text"));
    match labels.last() {
        Some(last) => diagnostic.help(format!("give the number as it is printed, such as `{}` or `{last}`", labels[0])),
        None => diagnostic,
    }
}
