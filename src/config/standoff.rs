//! `notes.toml`: the stand-off apparatus, anchored by quotation.

use crate::config::Located;
use crate::source::Span;

/// A stand-off file.
#[derive(Clone, Debug, Default)]
pub struct StandOff {
    /// `[[note]]`
    pub notes: Vec<StandOffNote>,
    /// `[[emendation]]`
    pub emendations: Vec<Emendation>,
    /// `[[link]]`
    pub links: Vec<StandOffLink>,
}

/// A W3C TextQuoteSelector on the normalised, un-emended text without note marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The words themselves.
    pub exact: String,
    /// What stands immediately before; may be empty.
    pub prefix: String,
    /// What stands immediately after; may be empty.
    pub suffix: String,
    /// Which of several matches, from 1.
    pub occurrence: Option<usize>,
    /// The container: `title`, `headnote`, `note:28`; the body if `None`.
    pub container: Option<Located<String>>,
    /// Where `exact` stands in the file.
    pub span: Span,
}

/// A note hung on a quotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandOffNote {
    /// Its id, unique in the document.
    pub id: Located<String>,
    /// Its series' id.
    pub series: Located<String>,
    /// Where it hangs.
    pub quote: Quote,
    /// Its text, in Markdown.
    pub body: Located<String>,
}

/// A correction by the editor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Emendation {
    /// What is corrected.
    pub quote: Quote,
    /// What is read instead.
    pub read: String,
    /// Why.
    pub reason: String,
}

/// A cross-reference that is no part of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandOffLink {
    /// The words that lead there.
    pub quote: Quote,
    /// The target: `document#anchor`.
    pub target: Located<String>,
}
