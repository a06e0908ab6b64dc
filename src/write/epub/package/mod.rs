//! The package document (EPUB 3.3 §5): metadata, manifest, spine; and the container file that
//! names it (§4.2.6.3).
//!
//! Knows the resources by path, media type and properties; not what is in them.

mod metadata;
pub(super) mod nav;
pub(super) mod resource;
pub(super) mod zip;

use crate::words::direction::runs_leftwards;
use crate::write::epub::context::Context;
use crate::write::xml::Xml;
use resource::Resource;

/// Writes `package.opf`.
pub(crate) fn write(context: &Context<'_>, resources: &[Resource], paginated: bool) -> String {
    let language = &context.edition.book.language;
    let mut xml = Xml::document();
    let namespace = ("xmlns", "http://www.idpf.org/2007/opf");
    let attributes = [namespace, ("version", "3.0"), ("unique-identifier", "identifier"), ("xml:lang", language)];
    xml.open_line("package", &attributes);
    metadata::write(&mut xml, context, paginated);
    xml.open_line("manifest", &[]);
    for resource in resources {
        item(&mut xml, resource);
    }
    xml.close_line();
    let mut spine = vec![("toc", "ncx")];
    // Such a book is bound at the right, and its pages are turned the other way (EPUB 3.3, 5.7).
    spine.extend(runs_leftwards(language).then_some(("page-progression-direction", "rtl")));
    xml.open_line("spine", &spine);
    for resource in resources.iter().filter(|r| r.spine) {
        xml.empty_line("itemref", &[("idref", &resource.id)]);
    }
    xml.finish()
}

fn item(xml: &mut Xml, resource: &Resource) {
    let mut attributes = vec![("id", resource.id.as_str()), ("href", &resource.path), ("media-type", resource.media)];
    if !resource.properties.is_empty() {
        attributes.push(("properties", resource.properties));
    }
    xml.empty_line("item", &attributes);
}

/// Writes `META-INF/container.xml`.
pub(crate) fn container() -> String {
    let mut xml = Xml::document();
    let namespace = ("xmlns", "urn:oasis:names:tc:opendocument:xmlns:container");
    xml.open_line("container", &[("version", "1.0"), namespace]);
    xml.open_line("rootfiles", &[]);
    let rootfile = [("full-path", "EPUB/package.opf"), ("media-type", "application/oebps-package+xml")];
    xml.empty_line("rootfile", &rootfile);
    xml.finish()
}
