//! Works that the texts cite, and the places that cite them.
//!
//! `corpus/works.yaml` names the works; `cite` finds the citations and settles which work each
//! means. A citation is a [`crate::model::text::MarkKind::Citation`] on the words that make it.

use crate::model::document::Container;
use crate::model::text::Text;
use crate::source::Span;
use serde::Serialize;

/// Index of a citation in [`crate::model::document::Document::citations`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CitationId(pub u32);

/// A work, as `corpus/works.yaml` gives it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// Its key in the file: fit for an XML id.
    pub key: String,
    /// Its authors, given name first, as the report prints them; empty where nobody is named.
    pub author: String,
    /// Its title.
    pub title: String,
    /// Whom or what a list files it under: its first author, family name first (`Vries, Jan de`), else its title
    /// without the article; or what the editor says.
    pub filed: String,
    /// The year of publication, where it is known.
    pub year: Option<i32>,
    /// Its entry in the bibliography, in the book's citation style: one block.
    pub entry: Text,
    /// Its place in the bibliography, from 0, as the citation style sorts it.
    pub rank: usize,
}

/// A place that cites a work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// The container that holds its mark.
    pub container: Container,
    /// How it names the work.
    pub how: How,
    /// The work's key; `None` where it means a work that `works.yaml` does not have, or nothing
    /// that can be settled.
    pub work: Option<String>,
    /// The pages or chapters it gives, ranges written out with an en dash: `362–363`, `xv`, `ch. XVI`.
    pub locator: Option<String>,
    /// Where it stands in its source.
    pub span: Option<Span>,
}

/// How a citation names its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// Author and title with the details of publication.
    Full,
    /// Author (or editor's known form of the title) and title, details given before or left out.
    Short,
    /// The title alone, of a work cited before.
    ShortTitle,
    /// `Ibid.`: the work cited just before.
    Ibid,
    /// `Id.`, `idem`: another work of the author cited just before.
    Idem,
    /// `Author, op. cit.`: the author's work cited before.
    OpCit,
    /// `loc. cit.`: the same place of the work cited before.
    LocCit,
    /// A statement or work that is known through another, which is cited beside it.
    QuotedIn,
    /// The journal or volume that holds the work cited beside it.
    Container,
    /// By its key, in a source of our own: `[@key]`.
    Key,
}
