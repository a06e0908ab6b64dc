//! The header of the file and of each of its documents: what book, sheets, sigla and ledger say.
//!
//! Of a document that was read from TEI the header goes out as it came in, with what this file adds to it (`kept`).

mod encoding;
mod kept;
mod sources;

use super::element::{Element, language, when};
use super::ids::Ids;
use super::method::Method;
use crate::model::document::{Book, Document, Edition, Timestamp};
use crate::write::xml::Xml;
pub(super) use encoding::Encoding;
pub(super) use sources::categories;
use std::collections::BTreeSet;

/// What a document's header says beyond the document.
#[derive(Clone, Copy, Debug)]
pub(super) struct OfDocument<'a> {
    /// What is said once for the file, where the document is all of it.
    pub(super) encoding: Option<&'a Encoding<'a>>,
    /// The source line, written.
    pub(super) source: Option<&'a str>,
    /// The categories that the document names.
    pub(super) used: &'a BTreeSet<String>,
}

/// Writes the header of a corpus.
pub(super) fn corpus(edition: &Edition, encoding: &Encoding<'_>, xml: &mut Xml) {
    let book = &edition.book;
    xml.open_line("teiHeader", &[]);
    xml.open_line("fileDesc", &[]);
    xml.open_line("titleStmt", &[]);
    titles_of_book(book, xml);
    book.authors.iter().for_each(|author| xml.leaf_line("author", &[], author));
    editors(book, encoding.used.contains("who.editor"), xml);
    xml.close_line();
    publication(book, None, xml);
    xml.open_line("sourceDesc", &[]);
    let before = xml.length();
    sources::together(encoding.used, xml);
    if xml.length() == before {
        xml.leaf_line("p", &[], "The header of each text names its source.");
    }
    xml.close_line();
    xml.close_line();
    encoding.write(xml);
    profile(None, &edition.documents.iter().collect::<Vec<_>>(), book, xml);
    revision(book.moment(), xml);
    xml.close_line();
}

/// Writes the header of a document (index).
pub(super) fn document(edition: &Edition, ids: &Ids<'_>, index: usize, of: OfDocument<'_>, xml: &mut Xml) {
    let document = &edition.documents[index];
    if kept::write((document, index), ids, &of, xml) {
        return;
    }
    let book = &edition.book;
    xml.open_line("teiHeader", &[]);
    xml.open_line("fileDesc", &[]);
    xml.open_line("titleStmt", &[]);
    let title = document.title.string.replace(['\n', '\u{2028}'], " ");
    xml.leaf_line("title", &[("type", "main")], &title);
    if !document.short_title.is_empty() && document.short_title != title {
        xml.leaf_line("title", &[("type", "short")], &document.short_title);
    }
    if of.encoding.is_some() && book.title != title {
        xml.leaf_line("title", &[("type", "book")], &book.title);
    }
    if let Some(subtitle) = book.subtitle.as_ref().filter(|_| of.encoding.is_some()) {
        xml.leaf_line("title", &[("type", "sub")], subtitle);
    }
    match &document.author {
        Some(author) => xml.leaf_line("author", &[], author),
        None if of.encoding.is_some() => book.authors.iter().for_each(|author| xml.leaf_line("author", &[], author)),
        None => {}
    }
    if let Some(encoding) = of.encoding {
        editors(book, encoding.used.contains("who.editor"), xml);
    }
    xml.close_line();
    publication(book, document.rights.as_deref(), xml);
    sources::write(document, ids, index, of, xml);
    xml.close_line();
    if let Some(encoding) = of.encoding {
        encoding.write(xml);
    }
    profile(Some(document), &[document], book, xml);
    if of.encoding.is_some() {
        revision(book.moment(), xml);
    }
    xml.close_line();
}

fn titles_of_book(book: &Book, xml: &mut Xml) {
    xml.leaf_line("title", &[("type", "main")], &book.title);
    if let Some(subtitle) = &book.subtitle {
        xml.leaf_line("title", &[("type", "sub")], subtitle);
    }
}

/// The editors; the first is who an entry means by the editor.
fn editors(book: &Book, named: bool, xml: &mut Xml) {
    let mut named = named.then_some("who.editor");
    for editor in &book.editors {
        Element::new("editor").with_some("xml:id", named.take()).leaf(xml, editor);
        xml.newline();
    }
    if let Some(id) = named {
        xml.leaf_line("editor", &[("xml:id", id)], "");
    }
}

fn publication(book: &Book, rights: Option<&str>, xml: &mut Xml) {
    xml.open_line("publicationStmt", &[]);
    match &book.publisher {
        Some(publisher) => xml.leaf_line("publisher", &[], publisher),
        None => xml.leaf_line("authority", &[], &book.editors.join(", ")),
    }
    if let Some(date) = day(book.date) {
        xml.leaf_line("date", &[("when", &date)], &date);
    }
    if !book.identifier.is_empty() {
        xml.leaf_line("idno", &[], &book.identifier);
    }
    if let Some(rights) = rights.or(book.rights.as_deref()) {
        xml.open("availability", &[]);
        xml.leaf("p", &[], rights);
        xml.close_line();
    }
    xml.close_line();
}

fn profile(document: Option<&Document>, documents: &[&Document], book: &Book, xml: &mut Xml) {
    xml.open_line("profileDesc", &[]);
    if let Some(document) = document.filter(|document| document.date.is_some() || document.dateline.is_some()) {
        xml.open("creation", &[]);
        let date = Element::new("date").with_some("when", document.date.as_deref().and_then(when));
        date.leaf(xml, document.dateline.as_deref().or(document.date.as_deref()).unwrap_or_default());
        xml.close_line();
    }
    if let Some(description) = book.description.as_ref().filter(|_| document.is_none() || documents.len() > 1) {
        xml.open("abstract", &[]);
        xml.leaf("p", &[], description);
        xml.close_line();
    }
    let tags = documents.iter().map(|document| document.language.as_str()).chain([book.language.as_str()]);
    let tags: BTreeSet<String> = tags.filter_map(language).collect();
    if !tags.is_empty() {
        xml.open_line("langUsage", &[]);
        tags.iter().for_each(|tag| xml.leaf_line("language", &[("ident", tag)], tag));
        xml.close_line();
    }
    xml.close_line();
}

/// What the book says of its date: no clock is read.
fn revision(date: Timestamp, xml: &mut Xml) {
    if let Some(date) = day(date) {
        xml.open("revisionDesc", &[]);
        xml.leaf("change", &[("when", &date)], "written as TEI");
        xml.close_line();
    }
}

fn day(date: Timestamp) -> Option<String> {
    (date.year > 0).then(|| format!("{:04}-{:02}-{:02}", date.year, date.month, date.day))
}

/// The method of the apparatus in `variantEncoding`.
fn variant_encoding(method: Method, xml: &mut Xml) {
    let [method, location] = method.names();
    xml.empty_line("variantEncoding", &[("method", method), ("location", location)]);
}
