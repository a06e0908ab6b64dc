//! A file that the PDF carries (ISO 19005-3, 6.8).

use super::metadata;
use crate::model::document::Book;
use krilla::embed::{AssociationKind, EmbeddedFile, MimeType};

/// A file that the book was made from.
#[derive(Clone, Copy, Debug)]
pub struct Attached<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its MIME type.
    pub mime: &'a str,
    /// What it is, in a few words.
    pub description: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
}

/// The file as krilla wants it, dated as the book is.
pub(crate) fn file(file: &Attached<'_>, book: &Book) -> EmbeddedFile {
    EmbeddedFile {
        path: file.name.to_owned(),
        mime_type: MimeType::new(file.mime),
        description: Some(file.description.to_owned()),
        association_kind: AssociationKind::Source,
        data: file.bytes.to_vec().into(),
        modification_date: Some(metadata::date(book.moment())),
        compress: Some(true),
        location: None,
    }
}
