//! Where the Markdown that is read comes from: a stretch of a file, or a string in a TOML file.

use crate::source::{FileId, Sources, Span};
use crate::table::Located;
use std::ops::Range;

/// Maps bytes of the Markdown to places in a source file.
pub(super) enum Origin {
    /// Byte `n` of the Markdown is byte `base + n` of the file.
    Exact { file: FileId, base: usize },
    /// The Markdown was written with escapes: everything comes from this span.
    Whole(Span),
}

impl Origin {
    /// The origin of a TOML string: exact where its value stands in the source as it is.
    pub(super) fn of_string(sources: &Sources, string: &Located<String>) -> Self {
        let raw = sources.slice(&string.span);
        match raw.find(string.value.as_str()) {
            Some(at) if !string.value.is_empty() => {
                Self::Exact { file: string.span.file, base: string.span.range.start as usize + at }
            }
            _ => Self::Whole(string.span.clone()),
        }
    }

    /// The origin of what begins at byte `at`.
    pub(super) fn from(&self, at: usize) -> Self {
        match self {
            Self::Exact { file, base } => Self::Exact { file: *file, base: base + at },
            Self::Whole(span) => Self::Whole(span.clone()),
        }
    }

    /// The place of `range`.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        match self {
            Self::Exact { file, base } => Span::new(*file, base + range.start..base + range.end),
            Self::Whole(span) => span.clone(),
        }
    }
}
