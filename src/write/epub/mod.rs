//! Writes the EPUB: EPUB 3.3 with EPUB Accessibility 1.1, by a package writer of our own.
//!
//! The pages are written from the model (`document`, `blocks`, `inline`, `notes`, `apparatus`), the tool's
//! own pages beside them (`front`, `cover`, `nav`) and the pictures (`pictures`), then the package is put together (`package`,
//! `metadata`, `fonts`) and packed (`zip`). Page numbers come from the [`PageMap`] alone; this
//! stage knows nothing of how pages are made, and reads and writes no files.

mod apparatus;
mod blocks;
mod context;
mod cover;
mod direction;
mod document;
mod element;
mod figure;
mod flow;
mod fonts;
mod formula;
mod front;
mod inline;
mod loci;
mod notes;
mod package;
mod page;
mod pagelist;
mod pictures;
mod recalled;
mod verse;
mod wide;
mod words;

use crate::diag::Diagnostic;
use crate::fonts::FontSet;
use crate::model::document::Edition;
use crate::model::generated::OwnPage;
use crate::model::page::PageMap;
use crate::model::text::{LocusKind, MarkKind};
use crate::write::epub::package::zip::ZipEntry;
use context::Context;
use package::nav;
use package::resource::Resource;

/// The style sheet of an edition that brings none of its own.
pub const DEFAULT_CSS: &str = include_str!("../../../styles/reader.css");

/// What a book with an apparatus adds to its style sheet.
const APPARATUS_CSS: &str = include_str!("../../../styles/apparatus.css");

/// The rules for a first letter that takes `lines` lines, to be added to the edition's style sheet:
/// by `initial-letter` where it is known (CSS Inline 3), else by a float. None below two lines.
pub fn drop_cap(lines: i64) -> String {
    if lines < 2 {
        return String::new();
    }
    // A capital is about two thirds of an em high, a line of the style sheet 1.4.
    let size = (lines - 1) * 21 + 10;
    format!(
        "\np.opening::first-letter {{ float: left; font-size: {}.{}em; line-height: 0.72; padding: 0.06em 0.06em 0 0; }}\n\
         @supports (initial-letter: {lines}) or (-webkit-initial-letter: {lines}) {{\n\
         p.opening::first-letter {{ float: none; font-size: inherit; line-height: inherit; padding: 0 0.15em 0 0; \
         -webkit-initial-letter: {lines}; initial-letter: {lines}; }}\n}}\n",
        size / 10,
        size % 10
    )
}

/// Writes the EPUB of a resolved edition. `css` is the edition's style sheet; the faces of `fonts`
/// that the text needs are embedded as the families `Edition Serif` and `Edition Mono`, which the
/// style sheet may use without declaring them.
///
/// # Errors
/// If a face cannot be subset, or a placeholder stands for a page that `pages` does not know.
pub fn write(edition: &Edition, pages: &PageMap, css: &str, fonts: &FontSet) -> Result<Vec<u8>, Diagnostic> {
    let context = Context::new(edition, pages);
    check_placeholders(&context)?;
    let mut resources = pages_of(&context, fonts);
    let if_any = |sign: &str, rules: &'static str| if has(&resources, sign) { rules } else { "" };
    let (leftwards, high) = (if_any("dir=\"rtl\"", direction::LEFTWARDS), if_any("\"call high ", notes::HIGH));
    let css = &format!("{css}{}{leftwards}{high}", verse::css(edition, pages));
    let embedded = fonts::embed(&context, &resources, css, fonts)?;
    // At the end, as `@import` and `@namespace` must stay first (CSS Cascade §2).
    let has_entries = edition.documents.iter().flat_map(|document| &document.notes).any(|note| note.entry.is_some());
    let apparatus = if has_entries { APPARATUS_CSS } else { "" };
    let style = format!("{css}\n{apparatus}{}", embedded.css);
    resources.push(Resource::file("css", "styles/reader.css", "text/css", style));
    resources.extend(embedded.resources);
    let paginated = !pagelist::entries(&context).is_empty();
    let package = package::write(&context, &resources, paginated);
    let mut entries =
        vec![ZipEntry::new("META-INF/container.xml", package::container()), ZipEntry::new("EPUB/package.opf", package)];
    entries.extend(resources.into_iter().map(|r| ZipEntry::new(format!("EPUB/{}", r.path), r.data)));
    crate::write::epub::package::zip::pack(&entries)
}

/// Whether a page holds these characters.
fn has(resources: &[Resource], sign: &str) -> bool {
    let holds = |page: &[u8]| page.windows(sign.len()).any(|bytes| bytes == sign.as_bytes());
    resources.iter().filter(|resource| resource.spine).any(|page| holds(&page.data))
}

/// All pages in the order of the spine, with the cover's images and the NCX.
fn pages_of(context: &Context<'_>, fonts: &FontSet) -> Vec<Resource> {
    let documents = &context.edition.documents;
    let book = &context.edition.book;
    let colophon = book.has(OwnPage::Colophon) && !documents.iter().any(|d| d.id == "colophon");
    let contents = nav::contents(context, colophon);
    let page_list = pagelist::entries(context);
    let cover = cover::draw(&context.edition.book, &context.terms, fonts);
    let mut resources = vec![Resource::page("cover", "cover.xhtml", front::cover(context))];
    if book.has(OwnPage::TitlePage) {
        resources.push(Resource::page("title-page", "title.xhtml", front::title_page(context)));
    }
    if book.has(OwnPage::Imprint) {
        resources.push(Resource::page("imprint", "imprint.xhtml", front::imprint(context)));
    }
    // Reading systems want it in any case; where the book does without, it is no page of it.
    let nav = Resource::page("nav", "nav.xhtml", nav::write(context, &contents, &page_list)).with("nav");
    resources.push(Resource { spine: book.has(OwnPage::Contents), ..nav });
    for (index, path) in context.files.iter().enumerate() {
        resources.push(Resource::page(format!("document-{}", index + 1), path, document::write(context, index)));
    }
    if colophon {
        let page = front::colophon(context, &fonts::family_names(fonts));
        resources.push(Resource::page("colophon", "colophon.xhtml", page));
    }
    let ncx = nav::write_ncx(context, &contents, &page_list);
    resources.push(Resource::file("ncx", "toc.ncx", "application/x-dtbncx+xml", ncx));
    resources.extend(context.pictures.resources());
    resources.push(Resource::file("cover-drawing", "images/cover.svg", "image/svg+xml", cover.svg));
    resources.push(Resource::file("cover-image", "images/cover.png", "image/png", cover.png).with("cover-image"));
    resources
}

/// Every placeholder of a resolved reference must be answered: a number is never guessed.
fn check_placeholders(context: &Context<'_>) -> Result<(), Diagnostic> {
    for (index, document) in context.edition.documents.iter().enumerate() {
        let texts = document.containers().into_iter().filter_map(|c| document.text(c));
        for mark in texts.flat_map(|t| &t.marks) {
            let MarkKind::Locus(id, kind @ (LocusKind::Page | LocusKind::Line)) = mark.kind else { continue };
            let reference = document.references.get(id.0 as usize);
            let Some(place) = reference.and_then(|r| r.target.place()) else { continue };
            if context.locus(index, id, kind).is_none() {
                let name = context.edition.place_name(place);
                let error = Diagnostic::error("place-without-page", format!("no page is known for `{name}`"));
                return Err(match reference.and_then(|r| r.span.clone()) {
                    Some(span) => error.at(span),
                    None => error,
                });
            }
        }
    }
    Ok(())
}
