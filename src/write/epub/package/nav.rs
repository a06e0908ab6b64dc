//! The navigation document (EPUB 3.3 §7): contents in two levels, page list, landmarks; and the
//! same as NCX for older reading systems.
//!
//! Knows documents, their headings and the page list.

use crate::model::document::{Matter, Spot};
use crate::model::generated::OwnPage;
use crate::model::text::{BlockKind, Styled};
use crate::words::direction::{first_runs_leftwards, runs_leftwards};
use crate::write::epub::context::Context;
use crate::write::epub::page::{Frame, Page};
use crate::write::epub::pagelist::PageEntry;
use crate::write::epub::words;
use crate::write::xml::Xml;

/// An entry of the contents.
pub(crate) struct NavEntry {
    author: Option<String>,
    title: Vec<Styled>,
    /// Its language, where it is not the book's.
    language: Option<String>,
    href: String,
    children: Vec<NavEntry>,
}

/// The contents: documents, and below each its main headings.
pub(crate) fn contents(context: &Context<'_>, colophon: bool) -> Vec<NavEntry> {
    let mut entries: Vec<NavEntry> = (0..context.edition.documents.len()).map(|n| document_entry(context, n)).collect();
    if colophon {
        let title = vec![Styled { words: context.terms.colophon.to_owned(), kinds: vec![] }];
        entries.push(NavEntry {
            author: None,
            title,
            language: None,
            href: "colophon.xhtml".to_owned(),
            children: vec![],
        });
    }
    entries
}

fn document_entry(context: &Context<'_>, index: usize) -> NavEntry {
    let document = &context.edition.documents[index];
    let body = &document.body;
    let foreign = !document.language.is_empty() && document.language != context.edition.book.language;
    let language = foreign.then(|| document.language.clone());
    let level = |kind| if let BlockKind::Heading(level) = kind { Some(level) } else { None };
    let top = body.blocks.iter().filter_map(|b| level(b.kind)).min();
    let headings = body.blocks.iter().enumerate().filter(|(_, b)| top.is_some() && level(b.kind) == top);
    let child = |block| NavEntry {
        author: None,
        title: context.block_parts(body, index, block),
        language: language.clone(),
        href: format!("{}#{}", context.files[index], context.name(index, Spot::Block(block))),
        children: vec![],
    };
    let children = headings.map(|(block, _)| child(block)).filter(|e| !e.title.is_empty()).collect();
    let (author, title) = context.entry(index);
    NavEntry { author: author.map(str::to_owned), title, language, href: context.files[index].clone(), children }
}

/// Writes `nav.xhtml`.
pub(crate) fn write(context: &Context<'_>, entries: &[NavEntry], pages: &[PageEntry]) -> String {
    let terms = &context.terms;
    let language = &context.edition.book.language;
    let frame = Frame { title: terms.contents, language, matter: Some("frontmatter"), root: "" };
    let mut page = Page::new(context, 0, &frame);
    let xml = &mut page.xml;
    xml.open_line("nav", &[("epub:type", "toc"), ("role", "doc-toc"), ("id", "toc"), ("aria-labelledby", "contents")]);
    xml.leaf_line("h1", &[("id", "contents")], terms.contents);
    list(xml, entries, runs_leftwards(language));
    xml.close_line();
    if !pages.is_empty() {
        let roles = [("epub:type", "page-list"), ("role", "doc-pagelist"), ("id", "page-list")];
        open_hidden(xml, &roles, terms.pages);
        for page in pages {
            link(xml, &page.href, None, &page.label);
        }
        xml.close_line();
        xml.close_line();
    }
    open_hidden(xml, &[("epub:type", "landmarks"), ("id", "landmarks")], terms.landmarks);
    for (kind, href, title) in landmarks(context) {
        link(xml, &href, Some(kind), title);
    }
    page.finish()
}

/// Opens a nav that only reading systems show, and its list.
fn open_hidden(xml: &mut Xml, attributes: &[(&str, &str)], title: &str) {
    let mut all = attributes.to_vec();
    all.extend([("hidden", "hidden"), ("aria-label", title)]);
    xml.open_line("nav", &all);
    xml.leaf_line("h2", &[], title);
    xml.open_line("ol", &[]);
}

fn link(xml: &mut Xml, href: &str, kind: Option<&str>, words: &str) {
    xml.open("li", &[]);
    match kind {
        Some(kind) => xml.leaf("a", &[("epub:type", kind), ("href", href)], words),
        None => xml.leaf("a", &[("href", href)], words),
    }
    xml.close_line();
}

fn list(xml: &mut Xml, entries: &[NavEntry], leftwards: bool) {
    xml.open_line("ol", &[]);
    for entry in entries {
        xml.open("li", &[]);
        xml.open("a", &[("href", &entry.href)]);
        if let Some(author) = &entry.author {
            let turned = first_runs_leftwards(author).filter(|own| *own != leftwards);
            let direction = turned.map(words::attribute);
            let attributes: Vec<_> = std::iter::once(("class", "author")).chain(direction).collect();
            xml.leaf("span", &attributes, author);
            xml.text(": ");
        }
        match &entry.language {
            Some(tag) => {
                let runs = runs_leftwards(tag);
                let mut attributes = vec![("lang", tag.as_str()), ("xml:lang", tag)];
                attributes.extend((runs != leftwards).then(|| words::attribute(runs)));
                xml.open("span", &attributes);
                words::write(xml, &entry.title, runs);
                xml.close();
            }
            None => words::write(xml, &entry.title, leftwards),
        }
        xml.close();
        if !entry.children.is_empty() {
            xml.newline();
            list(xml, &entry.children, leftwards);
        }
        xml.close_line();
    }
    xml.close_line();
}

/// Where things are: one type each (EPUB 3.3 §7.4.2.3).
fn landmarks<'a>(context: &Context<'a>) -> Vec<(&'static str, String, &'a str)> {
    let terms = context.terms;
    let own = [
        (OwnPage::TitlePage, ("titlepage", "title.xhtml", terms.title_page)),
        (OwnPage::Imprint, ("copyright-page", "imprint.xhtml", terms.imprint)),
        (OwnPage::Contents, ("toc", "nav.xhtml#toc", terms.contents)),
    ];
    let mut all = vec![("cover", "cover.xhtml".to_owned(), terms.cover)];
    let there = own.into_iter().filter(|(page, _)| context.edition.book.has(*page));
    all.extend(there.map(|(_, (kind, href, title))| (kind, href.to_owned(), title)));
    let first = context.edition.documents.iter().position(|d| d.matter == Matter::Text);
    all.extend(first.map(|n| ("bodymatter", context.files[n].clone(), terms.text)));
    let kinds = context
        .edition
        .documents
        .iter()
        .map(|document| document.generated.map(|g| crate::write::epub::page::semantics(g).0));
    for kind in ["bibliography", "index"] {
        let first = kinds.clone().position(|known| known == Some(kind));
        all.extend(first.map(|n| (kind, context.files[n].clone(), context.edition.documents[n].short_title.as_str())));
    }
    all
}

/// Writes `toc.ncx` (OPF 2.0.1 §2.4.1, kept by EPUB 3.3 §D.2 for older reading systems).
pub(crate) fn write_ncx(context: &Context<'_>, entries: &[NavEntry], pages: &[PageEntry]) -> String {
    let book = &context.edition.book;
    let mut xml = Xml::document();
    let namespace = ("xmlns", "http://www.daisy.org/z3986/2005/ncx/");
    xml.open_line("ncx", &[namespace, ("version", "2005-1"), ("xml:lang", &book.language)]);
    xml.open_line("head", &[]);
    let depth = if entries.iter().any(|e| !e.children.is_empty()) { "2" } else { "1" };
    for (name, content) in [("dtb:uid", book.identifier.as_str()), ("dtb:depth", depth)] {
        xml.empty_line("meta", &[("name", name), ("content", content)]);
    }
    xml.close_line();
    text_leaf(&mut xml, "docTitle", &book.title);
    xml.open_line("navMap", &[]);
    let mut number = 0;
    points(&mut xml, entries, &mut number);
    xml.close_line();
    if !pages.is_empty() {
        xml.open_line("pageList", &[]);
        for page in pages {
            page_target(&mut xml, page, &mut number);
        }
    }
    xml.finish()
}

fn points(xml: &mut Xml, entries: &[NavEntry], number: &mut usize) {
    for entry in entries {
        *number += 1;
        let (id, order) = (format!("point-{number}"), number.to_string());
        xml.open_line("navPoint", &[("id", &id), ("playOrder", &order)]);
        let author = entry.author.as_ref().map(|a| format!("{a}: ")).unwrap_or_default();
        text_leaf(xml, "navLabel", &format!("{author}{}", words::plain(&entry.title)));
        xml.empty_line("content", &[("src", &entry.href)]);
        points(xml, &entry.children, number);
        xml.close_line();
    }
}

/// Roman folios are `front`, the others `normal`, both with the value in figures.
fn page_target(xml: &mut Xml, page: &PageEntry, number: &mut usize) {
    *number += 1;
    let (id, order) = (format!("target-{number}"), number.to_string());
    let kind = if page.label.chars().all(|c| c.is_ascii_digit()) { "normal" } else { "front" };
    let attributes = [("id", id.as_str()), ("type", kind), ("value", &page.label), ("playOrder", &order)];
    let counted = if kind == "normal" { &attributes[..] } else { &[attributes[0], attributes[1], attributes[3]] };
    xml.open_line("pageTarget", counted);
    text_leaf(xml, "navLabel", &page.label);
    xml.empty_line("content", &[("src", &page.href)]);
    xml.close_line();
}

fn text_leaf(xml: &mut Xml, name: &str, words: &str) {
    xml.open(name, &[]);
    xml.leaf("text", &[], words);
    xml.close_line();
}
