//! The package document (EPUB 3.3 §5): metadata, manifest, spine; and the container file that
//! names it (§4.2.6.3).
//!
//! Knows the resources by path, media type and properties; not what is in them.

mod metadata;
pub(super) mod nav;
pub(super) mod zip;

use crate::write::epub::context::Context;
use crate::write::epub::xml::Xml;

/// A resource of the publication.
pub(crate) struct Resource {
    /// Its id in the manifest.
    pub(crate) id: String,
    /// Its path from the package document.
    pub(crate) path: String,
    /// Its media type.
    pub(crate) media: &'static str,
    /// Manifest properties, such as `nav`.
    pub(crate) properties: &'static str,
    /// Whether it stands in the spine.
    pub(crate) spine: bool,
    /// Its bytes.
    pub(crate) data: Vec<u8>,
}

/// The media type of XHTML.
pub(crate) const XHTML: &str = "application/xhtml+xml";

impl Resource {
    /// A page of the spine.
    pub(crate) fn page(id: impl Into<String>, path: impl Into<String>, xhtml: String) -> Self {
        Self { spine: true, ..Self::file(id, path, XHTML, xhtml) }
    }

    /// Any other resource.
    pub(crate) fn file(
        id: impl Into<String>,
        path: impl Into<String>,
        media: &'static str,
        data: impl Into<Vec<u8>>,
    ) -> Self {
        Self { id: id.into(), path: path.into(), media, properties: "", spine: false, data: data.into() }
    }

    /// The same with manifest properties.
    pub(crate) fn with(mut self, properties: &'static str) -> Self {
        self.properties = properties;
        self
    }
}

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
    xml.open_line("spine", &[("toc", "ncx")]);
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
