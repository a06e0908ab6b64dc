//! `document.toml`, or the front matter of a Markdown text: a document's sheet.

use crate::config::Located;
use crate::model::account::LineClass;
use crate::model::document::Witness;
use crate::source::Span;

/// A document's sheet.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// The title, inline Markdown.
    pub title: Option<Located<String>>,
    /// The title for running heads.
    pub short_title: Option<String>,
    /// The author.
    pub author: Option<String>,
    /// The date, ISO 8601 as far as it is known.
    pub date: Option<String>,
    /// The date as printed, where it is not to be made from `date`.
    pub dateline: Option<String>,
    /// The language (BCP 47).
    pub language: Option<String>,
    /// The source line, inline Markdown.
    pub source: Option<Located<String>>,
    /// A line on rights.
    pub rights: Option<String>,
    /// The witnesses, the base first.
    pub witnesses: Vec<Located<Witness>>,
    /// `[import] profile`
    pub profile: Option<Located<String>>,
    /// `[[import.override]]`
    pub overrides: Vec<Override>,
}

/// What no import rule can know, said by quotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    /// The first words of the paragraph, as the witness has them.
    pub exact: Located<String>,
    /// What the paragraph is.
    pub class: LineClass,
    /// Why the editor says so.
    pub reason: String,
    /// Where the override stands.
    pub span: Span,
}
