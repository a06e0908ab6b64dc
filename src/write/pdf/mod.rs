//! Writes the PDF: one file that is PDF/A-3a and PDF/UA-1 at once.
//!
//! Takes finished pages ([`Layout`]) and puts them on paper: glyph runs as they stand, the
//! structure tree, links, bookmarks, page labels, metadata. It may not move anything, invent text
//! or know what a note or a document of the edition is: whatever an assistive reader needs stands
//! in the layout already. Nor does it read files or the clock: the same layout gives the same bytes.
//!
//! # Where each demand of the two standards is met
//!
//! | demand | clause | met in |
//! |---|---|---|
//! | both standards claimed, XMP, output intent, binary header | 19005-3 §6.6, §6.2.3; 14289-1 §5 | krilla, by `settings` |
//! | fonts embedded and subset, widths agree, no `.notdef` | 19005-3 §6.2.11; 14289-1 §7.21 | krilla; `error` names the page |
//! | every glyph has Unicode | 19005-3 §6.2.11.7; 14289-1 §7.21.7 | `pieces`, `faces` |
//! | every piece of content is tagged or an artifact | 14289-1 §7.1 | `draw`: one section per leaf, one per artifact |
//! | running heads, folios and rules are artifacts | 14289-1 §7.1, §7.8 | `draw` |
//! | title in the metadata and shown in the window | 14289-1 §7.1 | `metadata`; krilla sets `DisplayDocTitle` |
//! | language of the document and of each change | 14289-1 §7.2; 19005-3 §6.7.4 | `metadata`, `tags` |
//! | logical order, standard structure types | 14289-1 §7.1, §7.2; 32000-1 §14.8 | `tags` |
//! | headings begin at 1 and skip no level, and have titles | 14289-1 §7.4.2 | `tags` |
//! | tables: regular, heads with scope | 14289-1 §7.5 | `tags` |
//! | lists with numbering, items of label and body | 14289-1 §7.6 | `tags` |
//! | pictures with alternative text and bounding box | 14289-1 §7.3; 32000-1 §14.8.5.4.3 | `pictures`, `tags` |
//! | notes with an ID | 14289-1 §7.9 | krilla numbers each `Note` |
//! | links in `Link` elements, with `Contents`; tab order by structure | 14289-1 §7.18 | `links`, `tags`; krilla sets `Tabs` |
//! | annotations print and have no appearance of their own | 19005-3 §6.3 | krilla |
//! | bookmarks in reading order | 14289-1 §7.17 | `outline` |
//! | attached files: relationship, MIME type, date, description | 19005-3 §6.8 | `attached` |
//! | no encryption, scripts, or external content | 19005-3 §6.1, §6.5 | nothing here makes any |
//!
//! Clauses are of ISO 19005-3:2012 (PDF/A-3), ISO 14289-1:2014 (PDF/UA-1) and ISO 32000-1:2008
//! (PDF 1.7). veraPDF checks the result (`tests/tools/validate`); what no machine can check, such as
//! whether the reading order makes sense, is the layout's to get right.

mod advances;
mod attached;
mod check;
mod draw;
mod error;
mod faces;
mod labels;
mod links;
mod metadata;
mod outline;
mod pictures;
mod pieces;
mod sheets;
pub(crate) mod strings;
mod tags;

use crate::diag::Diagnostic;
use crate::fonts::FontSet;
use crate::model::document::{Book, Edition};
use crate::model::page::{Layout, Pages};
use crate::safe;
use advances::Advances;
pub use attached::Attached;
pub use error::Places;
use faces::Faces;
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::tagging::TagTree;
use krilla::{Document, SerializeSettings};
use labels::Labels;
use pictures::Pictures;
use tags::Marked;

/// The PDF of a typeset edition.
///
/// # Errors
/// `pdf-layout` if the layout breaks its contract (content outside the structure tree, a page
/// without size, a link to nowhere); `pdf-font` for a face that cannot be read or embedded;
/// `pdf-standard` for content that no PDF/A-3a and PDF/UA-1 file may have, such as a character
/// without a glyph in any face.
pub fn write<P: Pages>(edition: &Edition, layout: &Layout<P>, fonts: &FontSet) -> Result<Vec<u8>, Diagnostic> {
    draw(edition, layout, fonts, &|_| None)?.finish(&|_| None)
}

/// A book whose pages are drawn and need no longer be there.
pub struct Drawn<'a> {
    document: Document,
    faces: Faces<'a>,
}

/// The first step of [`write()`]: draws all pages. `places` says where in the sources the fault of a page is.
///
/// # Errors
/// Those of [`write()`], as far as they show in the pages, and `unwritten-pdf` for a page at which krilla gives up.
pub fn draw<'a, P: Pages>(
    edition: &Edition,
    layout: &Layout<P>,
    fonts: &'a FontSet,
    places: &Places<'_>,
) -> Result<Drawn<'a>, Diagnostic> {
    let checked = check::layout(layout)?;
    let (advances, mut faces) = (Advances::new(fonts), Faces::new(fonts));
    let pictures = Pictures::new(edition, fonts);
    let (mut marked, mut labels) = (Marked::new(layout.structure.nodes.len()), Labels::default());
    let mut document = Document::new_with(settings()?);
    sheets::each(&layout.pages, &checked, &advances, |index, sheet| {
        let label = labels.next(sheet.page.label);
        let drawn = safe::caught(|| -> Result<(), Diagnostic> {
            let mut target = document.start_page_with(draw::page_settings(&sheet.page, label, index)?);
            draw::page(&mut target, &sheet, index, &mut faces, &pictures, &mut marked)?;
            links::page(&mut target, &sheet.page, &layout.destinations, &mut marked)?;
            target.finish();
            Ok(())
        });
        drawn.unwrap_or_else(|| Err(error::confused(index))).map_err(|fault| error::on_page(fault, index, places))
    })?;
    let mut tree = TagTree::new();
    rayon::in_place_scope(|scope| {
        scope.spawn(|_| tree = tags::tree(&layout.structure, marked, &edition.book.language));
        links::destinations(&mut document, &layout.destinations)
    })?;
    document.set_metadata(metadata::metadata(&edition.book));
    document.set_outline(outline::outline(&layout.outline, layout.pages.count(), &edition.book.title));
    document.set_tag_tree(tree);
    Ok(Drawn { document, faces })
}

impl Drawn<'_> {
    /// Attaches a file that the book was made from (ISO 19005-3, 6.8: relationship *Source*).
    pub fn attach(&mut self, file: &Attached<'_>, book: &Book) {
        self.document.embed_file(attached::file(file, book));
    }

    /// The second step of [`write()`]: compresses and numbers everything.
    ///
    /// # Errors
    /// The rest of those of [`write()`], and `unwritten-pdf` where krilla gives up.
    pub fn finish(self, places: &Places<'_>) -> Result<Vec<u8>, Diagnostic> {
        let Self { document, faces } = self;
        let written = safe::caught(|| document.finish());
        let written = written.ok_or_else(|| error::unfinished(&faces))?;
        written.map_err(|error| error::diagnostic(&error, &faces, places))
    }
}

/// What krilla is asked for: both standards, everything else as it comes (compressed streams).
fn settings() -> Result<SerializeSettings, Diagnostic> {
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A3_A)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|error| Diagnostic::error("pdf-standard", format!("the standards exclude each other: {error:?}")))?;
    Ok(SerializeSettings { configuration, ..SerializeSettings::default() })
}
