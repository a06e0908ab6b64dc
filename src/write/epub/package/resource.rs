//! A resource of the publication: what the manifest says of a file, and its bytes.

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
        let properties = if xhtml.contains("<math ") { "mathml" } else { "" };
        Self { spine: true, properties, ..Self::file(id, path, XHTML, xhtml) }
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
