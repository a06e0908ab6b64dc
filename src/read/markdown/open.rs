//! What is open while a text is walked: elements, and the figure whose parts are being gathered.

use super::html::Meaning;
use crate::model::text::{MarkKind, RefId};
use std::ops::Range;

/// An element that is open, from byte `start` of the text.
pub(super) struct Open {
    /// Where it begins in the text.
    pub(super) start: usize,
    /// What it is.
    pub(super) kind: OpenKind,
}

/// What an open element is.
pub(super) enum OpenKind {
    Emphasis,
    Strong,
    Reference {
        id: RefId,
        /// Whether the tool makes its words, and which they are if its place does not say them.
        made: bool,
        words: Option<String>,
    },
    Link(String),
    /// `[[1]](address)`: an address whose words stand in brackets.
    Bracketed(Option<MarkKind>),
    /// An image, or a link that leads nowhere: its text stays, unmarked.
    Nothing,
    /// The same, with where it leads, which is printed if it has no words.
    Nowhere(String),
    /// The same, with the bytes of its label, which nothing defines and which is printed behind its words.
    Label(Range<usize>),
    Html {
        name: String,
        meaning: Meaning,
        source: Range<usize>,
    },
}

impl Open {
    /// Whether this is a wikilink whose text is the tool's to make.
    pub(super) fn makes_text(&self) -> bool {
        matches!(self.kind, OpenKind::Reference { made: true, .. })
    }

    /// Whether this leads somewhere.
    pub(super) fn is_address(&self) -> bool {
        matches!(
            self.kind,
            OpenKind::Reference { .. }
                | OpenKind::Link(_)
                | OpenKind::Bracketed(_)
                | OpenKind::Nothing
                | OpenKind::Nowhere(_)
                | OpenKind::Label(_)
        )
    }

    /// Whether this is a link whose words are its address.
    pub(super) fn names_itself(&self, words: &str) -> bool {
        match &self.kind {
            OpenKind::Link(address) => address == words || address.strip_prefix("mailto:") == Some(words),
            _ => false,
        }
    }

    /// The language that it says its text is in.
    pub(super) fn language(&self) -> Option<String> {
        match &self.kind {
            OpenKind::Html { meaning, .. } => meaning.language.clone(),
            _ => None,
        }
    }
}

/// An image whose description is being read.
pub(super) struct Description {
    pub(super) path: String,
    pub(super) title: String,
    pub(super) range: Range<usize>,
    /// The description so far.
    pub(super) words: String,
    /// How many images are open inside it.
    pub(super) depth: usize,
}

/// The caption of an open figure.
pub(super) struct Legend {
    /// The image's title: the caption if nothing else is.
    pub(super) title: String,
    /// The image.
    pub(super) range: Range<usize>,
    /// The byte of the source at which the caption may begin.
    pub(super) from: usize,
}
