//! What is too long: to be named whole by a PDF a heading in its outline, or at all a figure's description or an address;
//! to be broken into lines a paragraph; to be named anywhere an anchor or a label.

use crate::diag::{Diagnostic, Diagnostics};
use crate::model::document::Edition;
use crate::model::text::{BlockKind, MarkKind, Text};
use crate::source::Span;
use crate::write::pdf::strings::{LONGEST, has_room};
use unicode_segmentation::UnicodeSegmentation;

/// The most bytes of a paragraph, which is broken into lines as a whole: the text of several books.
const PARAGRAPH: usize = 1 << 22;

/// The most bytes of a name of a place or a label, which both formats have in ids and addresses.
const NAME: usize = 10_000;

/// The most bytes of a letter with its marks and joiners: more than any script has.
const LETTER: usize = 16_000;

/// Reports headings, titles, descriptions, addresses and paragraphs that are too long, each at its place.
pub(super) fn check(edition: &Edition, diagnostics: &mut Diagnostics) {
    for document in &edition.documents {
        let notes = document.notes.iter().map(|note| &note.text);
        notes.chain([&document.body]).chain(&document.headnote).for_each(|text| {
            paragraphs(text, diagnostics);
            letters(text, diagnostics);
            addresses(text, diagnostics);
            names(text, diagnostics);
        });
        for note in document.notes.iter().filter(|note| note.key.len() > NAME) {
            diagnostics.push(long_name("the label of a note", note.span.clone()));
        }
        for entry in document.entries.iter().filter(|entry| entry.id.len() > NAME) {
            diagnostics.push(long_name("the label of an entry", entry.span.clone()));
        }
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

/// Reports names of places that are too long.
fn names(text: &Text, diagnostics: &mut Diagnostics) {
    let marks = text.marks.iter().filter_map(|mark| match &mark.kind {
        MarkKind::Anchor(name) | MarkKind::Passage(name) => Some((name, mark.range.start)),
        _ => None,
    });
    let blocks = text.blocks.iter().filter_map(|block| Some((block.anchor.as_ref()?, block.range.start)));
    for (_, at) in marks.chain(blocks).filter(|(name, _)| name.len() > NAME) {
        diagnostics.push(long_name("the name of a place", text.origin(at)));
    }
}

fn long_name(what: &str, place: Option<Span>) -> Diagnostic {
    let error = Diagnostic::error("long-name", format!("{what} has more than {NAME} bytes"));
    let error = error.help("shorten it: both formats have it wherever something leads there");
    place.map_or(error.clone(), |place| error.at(place))
}

/// Reports letters with more marks upon them than a line of a PDF can name: they are one to whoever sets them.
fn letters(text: &Text, diagnostics: &mut Diagnostics) {
    let mut at = 0;
    for word in text.string.split_inclusive(char::is_whitespace) {
        let start = at;
        at += word.len();
        if word.len() <= LETTER {
            continue;
        }
        if let Some((inner, _)) = word.grapheme_indices(true).find(|(_, letter)| letter.len() > LETTER) {
            let message = format!("a letter with what belongs to it has more than {LETTER} bytes");
            let error = Diagnostic::error("long-letter", message).help("take the marks out that nobody can see");
            diagnostics.push(text.origin(start + inner).map_or(error.clone(), |place| error.at(place)));
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
