//! What an import found out about a witness: the class of each line, the markers of notes, and
//! the edits that lead from the witness's bytes to the text.

use crate::model::text::NoteId;
use crate::source::{FileId, Span};
use serde::Serialize;
use std::collections::BTreeMap;

/// What a non-blank line of a witness is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LineClass {
    /// The title of the text.
    Title,
    /// Author, dateline, source line, transcriber's line.
    Meta,
    /// Navigation, timestamps, back-links: not part of the text.
    Furniture,
    /// Prose of the body, run-in heads included.
    Body,
    /// A heading inside the body.
    Heading,
    /// A paragraph of a block quotation in the body.
    Blockquote,
    /// The source line below a block quotation.
    Attribution,
    /// An item of a list.
    ListItem,
    /// The heading above the notes.
    NoteHeading,
    /// The beginning of a note.
    Note,
    /// A further paragraph of a note.
    NoteContinuation,
    /// A block quotation inside a note.
    NoteBlockquote,
}

/// How sure a rule is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Certainty {
    /// Nothing else can be meant.
    Certain,
    /// Very likely right.
    Probable,
    /// A query for the editor: never applied.
    Doubtful,
}

/// A change to a witness, in the witness's own coordinates: an entry of the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes that change; empty for an insertion.
    pub span: Span,
    /// What is read instead.
    pub read: String,
    /// The rule's name, such as `quotes.tex`, or `emendation`.
    pub rule: &'static str,
    /// How sure the rule is.
    pub certainty: Certainty,
    /// Whether the text follows it.
    pub applied: bool,
}

/// A note marker found in the running text of a witness.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marker {
    /// Where it stands.
    pub span: Span,
    /// The mark that it means, such as `16` for `(l6)`.
    pub mark: String,
    /// Whether it is damaged: its form is not what its sequence demands.
    pub damaged: bool,
    /// The note that it calls, or `None` for an orphan.
    pub note: Option<NoteId>,
}

/// A note found in a witness.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundNote {
    /// The note.
    pub note: NoteId,
    /// Where its body begins (the mark included).
    pub span: Span,
    /// The mark as the witness gives it, without brackets and full stop.
    pub mark: String,
    /// Whether a marker calls it.
    pub called: bool,
}

/// The account of one imported witness.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The witness.
    pub file: FileId,
    /// The profile that was used, with what `auto` settled on.
    pub profile: String,
    /// The class of each non-blank line (1-based), in order; of a line that a form feed parts, of each part.
    pub lines: Vec<(u32, LineClass)>,
    /// The note markers, in order.
    pub markers: Vec<Marker>,
    /// The notes, in order.
    pub notes: Vec<FoundNote>,
    /// The ledger, sorted by place.
    pub edits: Vec<Edit>,
}

/// What a TEI file holds, as a query on its elements finds it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TeiAccount {
    /// Its entries: `app`.
    pub entries: usize,
    /// Their lemmata: `lem`.
    pub lemmata: usize,
    /// Their readings: `rdg`.
    pub readings: usize,
    /// Readings without characters.
    pub empty_readings: usize,
    /// Entries inside other entries.
    pub nested: usize,
    /// Notes of its texts, of entries too.
    pub notes: usize,
    /// Witnesses that are declared.
    pub witnesses: usize,
    /// Pointers that lead nowhere, in the order of their first places.
    pub dangling: Vec<Dangling>,
    /// How many elements of each name the model does not know.
    pub foreign: BTreeMap<String, usize>,
    /// The words of its base text.
    pub words: usize,
}

/// A pointer that leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dangling {
    /// As it is written.
    pub target: String,
    /// How often.
    pub count: usize,
    /// Where it stands first.
    pub first: Span,
}
