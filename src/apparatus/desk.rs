//! What composing asks for besides the document.

use crate::model::document::NoteSeries;
use crate::model::lines::MilestoneSystem;
use crate::style::Style;

/// What composing asks for besides the document.
pub(super) struct Desk<'a> {
    /// The series of the book.
    pub(super) series: &'a [NoteSeries],
    /// How entries are printed.
    pub(super) style: &'a Style,
    /// The language of the editor's words.
    pub(super) book_language: &'a str,
    /// The numberings that the book declares.
    pub(super) milestones: &'a [MilestoneSystem],
}
