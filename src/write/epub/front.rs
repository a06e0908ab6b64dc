//! The pages that the tool makes itself: cover, title page, imprint, colophon.
//!
//! Knows what the book says about itself; nothing of the documents.

use crate::model::document::Timestamp;
use crate::words::direction::runs_leftwards;
use crate::write::epub::context::Context;
use crate::write::epub::page::{Frame, Page};
use crate::write::epub::words;

fn page<'a>(context: &'a Context<'a>, title: &str, matter: &str) -> Page<'a> {
    let language = &context.edition.book.language;
    Page::new(context, 0, &Frame { title, language, matter: Some(matter), root: "" })
}

/// What the cover says, for those who do not see it.
pub(crate) fn cover_words(context: &Context<'_>) -> String {
    let book = &context.edition.book;
    let mut words = vec![book.title.clone()];
    words.extend(book.subtitle.clone());
    if !book.authors.is_empty() {
        words.push(book.authors.join(", "));
    }
    words.join(". ")
}

/// The cover: the drawing with its words.
pub(crate) fn cover(context: &Context<'_>) -> String {
    let mut page = page(context, context.terms.cover, "frontmatter");
    page.xml.open_line("section", &[("epub:type", "cover"), ("class", "cover")]);
    page.xml.empty_line("img", &[("src", "images/cover.svg"), ("alt", &cover_words(context))]);
    page.finish()
}

/// The title page.
pub(crate) fn title_page(context: &Context<'_>) -> String {
    let book = &context.edition.book;
    let mut page = page(context, &book.title, "frontmatter");
    let xml = &mut page.xml;
    xml.open_line("section", &[("epub:type", "titlepage"), ("class", "title-page")]);
    for author in &book.authors {
        xml.leaf_line("p", &[("class", "author")], author);
    }
    xml.open("h1", &[]);
    words::write(xml, &book.title_parts(), runs_leftwards(&book.language));
    xml.close_line();
    if let Some(subtitle) = &book.subtitle {
        xml.leaf_line("p", &[("class", "subtitle")], subtitle);
    }
    if !book.editors.is_empty() {
        let line = format!("{} {}", context.terms.edited_by, book.editors.join(", "));
        xml.leaf_line("p", &[("class", "editors")], &line);
    }
    xml.open_line("div", &[("class", "foot")]);
    if let Some(publisher) = &book.publisher {
        xml.leaf_line("p", &[("class", "publisher")], publisher);
    }
    xml.leaf_line("p", &[("class", "year")], &book.date.year.to_string());
    page.finish()
}

/// The imprint.
pub(crate) fn imprint(context: &Context<'_>) -> String {
    let book = &context.edition.book;
    let mut page = page(context, context.terms.imprint, "frontmatter");
    let xml = &mut page.xml;
    let label = ("aria-label", context.terms.imprint);
    xml.open_line("section", &[("epub:type", "copyright-page"), ("class", "imprint"), label]);
    xml.open("p", &[]);
    xml.open("cite", &[]);
    words::write(xml, &book.title_parts(), runs_leftwards(&book.language));
    xml.close();
    if !book.editors.is_empty() {
        xml.text(&format!(". {} {}", context.terms.edited_by, book.editors.join(", ")));
    }
    xml.close_line();
    for line in book.publisher.iter().chain(&book.description).chain(&book.rights).chain(&book.imprint) {
        xml.leaf_line("p", &[], line);
    }
    xml.open("p", &[]);
    xml.leaf("time", &[("datetime", &day(book.date))], &day(book.date));
    xml.close_line();
    xml.leaf_line("p", &[("class", "identifier")], &book.identifier);
    page.finish()
}

/// The colophon: the fonts and the tool.
pub(crate) fn colophon(context: &Context<'_>, fonts: &[String]) -> String {
    let terms = &context.terms;
    let mut page = page(context, terms.colophon, "backmatter");
    let xml = &mut page.xml;
    let roles = [("epub:type", "colophon"), ("role", "doc-colophon"), ("class", "colophon")];
    xml.open_line("section", &[roles[0], roles[1], roles[2], ("aria-labelledby", "colophon")]);
    xml.leaf_line("h1", &[("id", "colophon")], terms.colophon);
    if !fonts.is_empty() {
        xml.leaf_line("p", &[], &format!("{} {}.", terms.set_in, fonts.join(", ")));
    }
    xml.open("p", &[]);
    xml.text(&format!("{} ", terms.made_with));
    xml.leaf("cite", &[], "edition");
    xml.text(".");
    xml.close_line();
    page.finish()
}

/// A date as `2026-11-22`.
pub(crate) fn day(date: Timestamp) -> String {
    format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)
}
