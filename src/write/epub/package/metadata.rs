//! The metadata of the package (EPUB 3.3 §5.5) and of its accessibility (EPUB Accessibility 1.1
//! §2.2). No conformance is claimed: a tool does not certify itself.
//!
//! Knows what the book says about itself.

use crate::model::document::Timestamp;
use crate::write::epub::context::Context;
use crate::write::epub::front::day;
use crate::write::xml::Xml;
use std::collections::BTreeSet;

/// Writes the `metadata` element. `paginated`: the book has a page list.
pub(crate) fn write(xml: &mut Xml, context: &Context<'_>, paginated: bool) {
    let book = &context.edition.book;
    xml.open_line("metadata", &[("xmlns:dc", "http://purl.org/dc/elements/1.1/")]);
    xml.leaf_line("dc:identifier", &[("id", "identifier")], &book.identifier);
    titles(xml, context);
    for (number, author) in book.authors.iter().enumerate() {
        person(xml, "dc:creator", &format!("author-{}", number + 1), author, "aut");
    }
    for (number, editor) in book.editors.iter().enumerate() {
        person(xml, "dc:contributor", &format!("editor-{}", number + 1), editor, "edt");
    }
    for language in languages(context) {
        xml.leaf_line("dc:language", &[], language);
    }
    xml.leaf_line("dc:date", &[], &day(book.date));
    meta(xml, "dcterms:modified", &moment(book.moment()));
    let optional =
        [("dc:publisher", &book.publisher), ("dc:rights", &book.rights), ("dc:description", &book.description)];
    for (name, value) in optional {
        if let Some(value) = value {
            xml.leaf_line(name, &[], value);
        }
    }
    for source in sources(context) {
        xml.leaf_line("dc:source", &[], &source);
    }
    accessibility(xml, context, paginated);
    xml.empty_line("meta", &[("name", "cover"), ("content", "cover-image")]);
    xml.close_line();
}

fn titles(xml: &mut Xml, context: &Context<'_>) {
    let book = &context.edition.book;
    let mut title = |id: &str, kind: &str, words: &str, order: &str| {
        let refines = format!("#{id}");
        xml.leaf_line("dc:title", &[("id", id)], words);
        xml.leaf_line("meta", &[("refines", &refines), ("property", "title-type")], kind);
        xml.leaf_line("meta", &[("refines", &refines), ("property", "display-seq")], order);
    };
    title("title", "main", &book.title, "1");
    if let Some(subtitle) = &book.subtitle {
        title("subtitle", "subtitle", subtitle, "2");
    }
}

/// A person with a MARC relator and the form to sort by.
fn person(xml: &mut Xml, element: &str, id: &str, name: &str, relator: &str) {
    let refines = format!("#{id}");
    xml.leaf_line(element, &[("id", id)], name);
    let role = [("refines", refines.as_str()), ("property", "role"), ("scheme", "marc:relators")];
    xml.leaf_line("meta", &role, relator);
    xml.leaf_line("meta", &[("refines", &refines), ("property", "file-as")], &file_as(name));
}

/// “Maria de la Cruz” files as “de la Cruz, Maria”: the last name with the small particles
/// before it. A name with a comma is in order already.
fn file_as(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    if name.contains(',') || words.len() < 2 {
        return words.join(" ");
    }
    let mut first = words.len() - 1;
    while first > 1 && words[first - 1].starts_with(char::is_lowercase) {
        first -= 1;
    }
    format!("{}, {}", words[first..].join(" "), words[..first].join(" "))
}

/// The book's language first, then those of its documents.
fn languages<'a>(context: &Context<'a>) -> Vec<&'a str> {
    let mut seen = BTreeSet::new();
    let documents = context.edition.documents.iter().map(|d| d.language.as_str());
    std::iter::once(context.edition.book.language.as_str())
        .chain(documents)
        .filter(|l| !l.is_empty() && seen.insert(*l))
        .collect()
}

/// The source lines of the documents, each once.
fn sources(context: &Context<'_>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let documents = context.edition.documents.iter().enumerate();
    let lines = documents.filter_map(|(n, d)| d.source.as_ref().map(|s| context.words(s, n)));
    lines.filter(|l| !l.is_empty() && seen.insert(l.clone())).collect()
}

fn accessibility(xml: &mut Xml, context: &Context<'_>, paginated: bool) {
    for property in ["schema:accessMode", "schema:accessModeSufficient"] {
        meta(xml, property, "textual");
    }
    // Every picture that is more than an ornament is described in words.
    if context.pictures.speak {
        meta(xml, "schema:accessMode", "visual");
    }
    let mut features = vec!["tableOfContents", "readingOrder", "structuralNavigation", "displayTransformability"];
    if paginated {
        features.extend(["pageNavigation", "pageBreakMarkers"]);
    }
    if context.pictures.speak {
        features.push("alternativeText");
    }
    for feature in features {
        meta(xml, "schema:accessibilityFeature", feature);
    }
    meta(xml, "schema:accessibilityHazard", "none");
    meta(xml, "schema:accessibilitySummary", context.terms.accessibility);
    if paginated {
        let source = format!("{} ({})", context.edition.book.title, context.terms.pdf_edition);
        meta(xml, "pageBreakSource", &source);
    }
}

fn meta(xml: &mut Xml, property: &str, value: &str) {
    xml.leaf_line("meta", &[("property", property)], value);
}

/// A moment as EPUB wants it: `2026-11-22T13:00:00Z` (EPUB 3.3 §5.5.3.2.4).
fn moment(date: Timestamp) -> String {
    format!("{}T{:02}:{:02}:{:02}Z", day(date), date.hour, date.minute, date.second)
}

#[cfg(test)]
mod tests {
    use super::file_as;

    #[test]
    fn names_file_under_the_last_name_with_its_particles() {
        assert_eq!(file_as("Anna Berg"), "Berg, Anna");
        assert_eq!(file_as("Maria de la Cruz"), "de la Cruz, Maria");
        assert_eq!(file_as("Plato"), "Plato");
        assert_eq!(file_as("Berg, Anna"), "Berg, Anna");
    }
}
