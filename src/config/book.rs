//! `book.toml`.

use crate::model::document::{Book, Matter, NoteSeries};
use crate::source::Span;

/// The book file.
#[derive(Clone, Debug, Default)]
pub struct BookFile {
    /// `[book]`
    pub book: Book,
    /// `[build] witness-path`, relative to the file.
    pub witness_path: Vec<String>,
    /// `[[document]]`
    pub documents: Vec<DocumentEntry>,
    /// `[[series]]`
    pub series: Vec<NoteSeries>,
    /// `[output.pdf] style`, relative to the file.
    pub style: Option<String>,
    /// `[output.epub] css`, relative to the file.
    pub css: Option<String>,
}

/// A document of the book.
#[derive(Clone, Debug)]
pub struct DocumentEntry {
    /// Its folder below `corpus/`.
    pub id: String,
    /// Where it stands.
    pub matter: Matter,
    /// Where it is named.
    pub span: Span,
}
