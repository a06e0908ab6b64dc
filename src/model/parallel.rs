//! Passages that belong together: parallels and contradictions that the editor records between
//! documents, from `corpus/parallels.toml`.
//!
//! A side is found in its document's text by name: a [`crate::model::text::MarkKind::Passage`].

use crate::model::text::Text;
use crate::source::Span;
use serde::Serialize;

/// What makes two passages parallel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ParallelKind {
    /// The same words.
    Quotation,
    /// The same text in another translation or version.
    Retranslation,
    /// The same statement in other words.
    Paraphrase,
    /// The same fact.
    SharedFact,
}

/// A parallel that the editor has accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parallel {
    /// Its id, unique.
    pub id: String,
    /// What it is.
    pub kind: ParallelKind,
    /// The two sides.
    pub sides: [Side; 2],
    /// What the editor says of it.
    pub note: Option<Text>,
    /// Where it is recorded.
    pub span: Span,
}

/// A contradiction between two documents or more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// Its id, unique.
    pub id: String,
    /// What it is about: `The date of the article`.
    pub what: String,
    /// The sides, two or more.
    pub sides: Vec<Side>,
    /// What the editor says of it.
    pub note: Option<Text>,
    /// Where it is recorded.
    pub span: Span,
}

/// A passage as one side of a parallel or a contradiction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// The document's id.
    pub document: String,
    /// The name of its passage in that document.
    pub passage: String,
    /// Its first words, as the editor quotes them: all there is where the text is absent.
    pub words: String,
}
