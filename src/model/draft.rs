//! What a reader makes of one source file, before annotation: the same for Markdown, TEI and
//! imported witnesses.

pub mod header;

use crate::diag::Diagnostics;
use crate::model::account::{Account, Edit, TeiAccount};
use crate::model::apparatus::Entry;
use crate::model::document::{Note, Reference};
use crate::model::figure::Figure;
use crate::model::header::Header;
use crate::model::text::Text;
use crate::source::Span;

/// A source, read.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// The title that the source gives, one block.
    pub title: Option<Text>,
    /// The author that it gives.
    pub author: Option<String>,
    /// The date of writing, ISO 8601 as far as it is known.
    pub date: Option<String>,
    /// The date as the source prints it.
    pub dateline: Option<String>,
    /// Its source line (first publication, printed edition), one block.
    pub source: Option<Text>,
    /// Its headnote, for a file that holds one.
    pub headnote: Option<Text>,
    /// The body.
    pub body: Text,
    /// Its notes; [`crate::model::text::NoteId`]s in the body are indices into this list.
    pub notes: Vec<Note>,
    /// Its references; [`crate::model::text::RefId`]s are indices into this list.
    pub references: Vec<Reference>,
    /// The entries of its apparatus; [`crate::model::apparatus::EntryId`]s are indices into this list.
    pub entries: Vec<Entry>,
    /// Its figures; [`crate::model::figure::FigureId`]s are indices into this list.
    pub figures: Vec<Figure>,
    /// Where the first label of a note stands that names no series.
    pub unprefixed: Option<Span>,
    /// What typographic punctuation took the place of, sorted by place.
    pub punctuation: Vec<Edit>,
    /// For a witness, how it was read.
    pub account: Option<Account>,
    /// For a TEI file, what it says about itself.
    pub header: Header,
    /// For a TEI file, what it holds.
    pub tei: Option<TeiAccount>,
}

/// A piece of markup from inside another file: the body of a stand-off note, a title in a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fragment {
    /// Its text.
    pub text: Text,
    /// The notes that it calls and defines.
    pub notes: Vec<Note>,
    /// Its references.
    pub references: Vec<Reference>,
    /// The entries of the apparatus that it defines.
    pub entries: Vec<Entry>,
}

/// Reads markup that stands inside another file. The stage that assembles documents gets it from
/// outside, so that it need not know which notation the notes are written in.
pub trait Markup {
    /// Reads `string`, which stands at `span` (with its quotation marks), as blocks.
    fn blocks(&self, string: &str, span: &Span, language: &str, diagnostics: &mut Diagnostics) -> Fragment;
    /// Reads it as an entry of an apparatus: what it says is in the one entry of the fragment, without name and
    /// layer, its note with the fragment's ids. The languages are those of the text and of the note.
    fn entry(&self, string: &str, span: &Span, languages: (&str, &str), diagnostics: &mut Diagnostics) -> Fragment;
    /// Reads it as one line: a title, a source line.
    fn line(&self, string: &str, span: &Span, language: &str, diagnostics: &mut Diagnostics) -> Fragment;
}
