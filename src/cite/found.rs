//! What the recogniser found in a text, before it is settled which work is meant.

use std::ops::Range;

/// Words that cite something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FoundCitation {
    /// Bytes of the container's text.
    pub(super) range: Range<usize>,
    /// By what form.
    pub(super) form: Form,
    /// The pages or chapters.
    pub(super) locator: Option<String>,
}

/// The form of a citation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// By a title of one of these works, the likeliest first.
    Title {
        works: Vec<usize>,
        /// Whether its author is named too.
        author: bool,
        /// Whether it tells how the work was published.
        details: bool,
        /// Whether that is a date alone.
        dated: bool,
        /// Years that it gives.
        years: Vec<i32>,
        /// Whether what it names is known through the work that is cited next.
        relayed: bool,
    },
    /// What holds the work before.
    Container { works: Vec<usize>, years: Vec<i32> },
    /// `Id., Title`
    Idem { works: Vec<usize> },
    /// `Ibid.`
    Ibid,
    /// `Id.`, alone
    Same,
    /// `loc. cit.`
    Loc { author: Option<String> },
    /// `op. cit.`, with a surname
    Op { author: Option<String> },
    /// A statement that only a description names.
    Statement { work: usize },
    /// `[@key]`
    Key { work: usize },
    /// Something that `works.yaml` does not have.
    Unknown {
        /// Whether it tells how the work was published.
        details: bool,
    },
}

impl Form {
    /// Whether it names nothing itself: it means what was cited just before.
    pub(super) fn means_what_was_cited(&self) -> bool {
        matches!(self, Form::Ibid | Form::Same | Form::Loc { author: None } | Form::Op { author: None })
    }
}
