//! What is too long: to be named whole by a PDF a heading in its outline, or at all a figure's description or an address;
//! to be broken into lines a paragraph.

use crate::diag::{Diagnostic, Diagnostics};
use crate::model::document::Edition;
use crate::model::text::{BlockKind, MarkKind, Text};
use crate::write::pdf::strings::{LONGEST, has_room};

/// The most bytes of a paragraph, which is broken into lines as a whole: the text of several books.
const PARAGRAPH: usize = 1 << 22;

/// Reports headings, titles, descriptions, addresses and paragraphs that are too long, each at its place.
pub(super) fn check(edition: &Edition, diagnostics: &mut Diagnostics) {
    for document in &edition.documents {
        let notes = document.notes.iter().map(|note| &note.text);
        notes.chain([&document.body]).chain(&document.headnote).for_each(|text| {
            paragraphs(text, diagnostics);
            addresses(text, diagnostics);
        });
        let title = Some((&document.title, 0..document.title.string.len())).into_iter();
        let is_heading = |kind: &BlockKind| matches!(kind, BlockKind::Heading(_));
        let headings = document.body.blocks.iter().filter(|block| is_heading(&block.kind));
        for (text, range) in title.chain(headings.map(|block| (&document.body, block.range.clone()))) {
            if !has_room(&text.string[range.clone()]) {
                let message = format!("a heading has more than {LONGEST} bytes: the PDF's outline shows its beginning");
                let warning = Diagnostic::warning("long-heading", message).help("make it a paragraph");
                diagnostics.push(text.origin(range.start).map_or(warning.clone(), |place| warning.at(place)));
            }
        }
        for figure in document.figures.iter().filter(|figure| !has_room(&figure.alternative)) {
            let message = format!("a description has more than {LONGEST} bytes in a PDF");
            let error = Diagnostic::error("long-description", message).help("write the rest into the text");
            diagnostics.push(figure.span.clone().map_or(error.clone(), |place| error.at(place)));
        }
    }
}

/// Reports addresses that are too long.
fn addresses(text: &Text, diagnostics: &mut Diagnostics) {
    for mark in &text.marks {
        let MarkKind::Link(address) = &mark.kind else { continue };
        if !has_room(address) {
            let message = format!("an address has more than {LONGEST} bytes in a PDF");
            let error = Diagnostic::error("long-address", message).help("shorten it: no server takes so much");
            diagnostics.push(text.origin(mark.range.start).map_or(error.clone(), |place| error.at(place)));
        }
    }
}

/// Reports paragraphs that are too long.
fn paragraphs(text: &Text, diagnostics: &mut Diagnostics) {
    for block in text.blocks.iter().filter(|block| block.range.len() > PARAGRAPH) {
        let megabytes = block.range.len().div_ceil(1 << 20);
        let message = format!("a paragraph has {megabytes} MB: lines are chosen for {} MB at most", PARAGRAPH >> 20);
        let error = Diagnostic::error("long-paragraph", message).help("part it with blank lines");
        diagnostics.push(text.origin(block.range.start).map_or(error.clone(), |place| error.at(place)));
    }
}
