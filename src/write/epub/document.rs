//! The page of one document: title block, headnote, source line, text, notes.
//!
//! Knows the order of these parts; their content is for `blocks`, `inline` and `notes`.

use crate::model::document::{Container, Document, Matter, Presence, Spot};
use crate::model::text::Text;
use crate::words::direction::first_runs_leftwards;
use crate::write::epub::apparatus::Apparatus;
use crate::write::epub::context::Context;
use crate::write::epub::page::{Frame, Page, semantics};
use crate::write::epub::pagelist::breaks_of;

/// Writes the page of document `index`.
pub(crate) fn write(context: &Context<'_>, index: usize) -> String {
    let document = &context.edition.documents[index];
    let title = context.words(&document.title, index);
    let (matter, kind) = match document.matter {
        Matter::Front => ("frontmatter", None),
        Matter::Text => ("bodymatter", Some("chapter")),
        Matter::Back => ("backmatter", None),
    };
    let kind = document.generated.map(semantics).or(kind.map(|kind| (kind, "doc-chapter")));
    let language = if document.language.is_empty() { &context.edition.book.language } else { &document.language };
    let frame = Frame { title: &title, language, matter: Some(matter), root: "../" };
    let mut page = Page::new(context, index, &frame);
    page.language = language;
    page.apparatus = Apparatus::of(document);
    let (id, heading) = (context.name(index, Spot::Start), format!("{}_title", document.id));
    page.claim(&id);
    page.claim(&heading);
    let mut attributes = vec![];
    if let Some((kind, role)) = kind {
        attributes.extend([("epub:type", kind), ("role", role)]);
    }
    attributes.extend([("class", presence_class(document)), ("id", &id), ("aria-labelledby", &heading)]);
    page.xml.open_line("section", &attributes);
    title_block(&mut page, document, &heading);
    headnote(&mut page, document);
    source_line(&mut page, document);
    body(&mut page, document);
    page.note_sections(document);
    page.list_section();
    page.finish()
}

/// The text; a commentary in its place is the editor's.
fn body(page: &mut Page<'_>, document: &Document) {
    let write = |page: &mut Page<'_>, attributes: &[(&str, &str)]| {
        page.xml.open_line("div", attributes);
        page.blocks(&document.body, Container::Body, None);
        page.xml.close_line();
    };
    match document.presence {
        Presence::Commentary => page.editorial(&[("class", "body")], write),
        Presence::Text => write(page, &[("class", "body")]),
    }
}

fn presence_class(document: &Document) -> &'static str {
    if let Some(generated) = document.generated {
        return match (generated.has_entries(), generated.is_list()) {
            (true, true) => "document index entries",
            (true, false) => "document entries",
            (false, true) => "document index",
            (false, false) => "document matter",
        };
    }
    match (document.presence, document.matter) {
        (Presence::Commentary, _) => "document commentary",
        (Presence::Text, _) if document.body.has_entries() => "document entries",
        (Presence::Text, Matter::Text) => "document text",
        (Presence::Text, _) => "document matter",
    }
}

/// Author, title, dateline. A page that begins with the title is marked before the block.
fn title_block(page: &mut Page<'_>, document: &Document, heading: &str) {
    let breaks = breaks_of(page.context, page.document, Container::Title, &document.title);
    let at_start = |offset: usize| document.title.blocks.first().is_some_and(|b| offset <= b.range.start);
    page.xml.open_line("header", &[("class", "title-block")]);
    for first in breaks.iter().flatten().filter(|b| at_start(b.offset)) {
        page.page_break(first.page);
    }
    if let Some(author) = document.author.as_deref().filter(|_| document.matter == Matter::Text) {
        line(page, "author", author);
    }
    let direction = page.direction(&document.title, 0..document.title.blocks.len());
    let (around, mut attributes) = (page.leftwards, vec![("id", heading)]);
    attributes.extend(page.turn(direction));
    page.xml.open("h1", &attributes);
    let flow = page.flow(&document.title, Some(Container::Title));
    for (block, breaks) in breaks.iter().enumerate() {
        if block > 0 {
            page.xml.empty("br", &[]);
        }
        let inside: Vec<_> = breaks.iter().filter(|b| !at_start(b.offset)).copied().collect();
        page.inline(&flow, block, &inside);
    }
    page.xml.close_line();
    page.leftwards = around;
    if let Some(dateline) = &document.dateline {
        line(page, "dateline", dateline);
    }
    page.xml.close_line();
}

/// A line that runs as its first letter does: a date may be in another language than the text.
fn line(page: &mut Page<'_>, class: &str, words: &str) {
    let (around, mut attributes) = (page.leftwards, vec![("class", class)]);
    attributes.extend(page.turn(first_runs_leftwards(words)));
    page.xml.leaf_line("p", &attributes, words);
    page.leftwards = around;
}

/// The headnote is the editor's, in the language of the book.
fn headnote(page: &mut Page<'_>, document: &Document) {
    let Some(text) = document.headnote.as_ref().filter(|t| !t.is_empty()) else { return };
    let context = page.context;
    let id = context.name(page.document, Spot::Headnote);
    let mut attributes = vec![("class", "headnote"), ("aria-label", context.terms.headnote)];
    if page.claim(&id) {
        attributes.push(("id", &id));
    }
    page.editorial(&attributes, |page, attributes| {
        page.xml.open_line("section", attributes);
        page.blocks(text, Container::Headnote, None);
        page.xml.close_line();
    });
}

/// Where the text comes from and whose it is, in the editor's words.
fn source_line(page: &mut Page<'_>, document: &Document) {
    if let Some(source) = document.source.as_ref().filter(|t| !t.is_empty()) {
        page.editorial(&[("class", "source")], |page, attributes| {
            page.xml.open("p", attributes);
            label(page, source);
            let flow = page.flow(source, None);
            for block in 0..source.blocks.len() {
                page.inline(&flow, block, &[]);
            }
            page.xml.close_line();
        });
    }
    if let Some(rights) = &document.rights {
        page.editorial(&[("class", "rights")], |page, attributes| page.xml.leaf_line("p", attributes, rights));
    }
}

/// “Source:” before a source line that does not say so itself.
fn label(page: &mut Page<'_>, source: &Text) {
    let term = page.context.terms.source;
    if !source.string.to_lowercase().starts_with(&term.to_lowercase()) {
        page.xml.leaf("span", &[("class", "label")], &format!("{term}:"));
        page.xml.text(" ");
    }
}
