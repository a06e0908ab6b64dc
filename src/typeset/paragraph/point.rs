//! Points of a paragraph: what begins or ends at a place of its text and prints nothing there.
//!
//! A point cuts nothing: letters are kerned and words hyphenated across it.

use crate::model::lines::LineMark;
use crate::model::text::NoteId;
use crate::source::Span;
use std::sync::Arc;

/// What begins or ends at a place of a paragraph.
#[derive(Clone, Debug)]
pub(crate) struct Point {
    /// The piece; the number of pieces for the paragraph's end.
    pub(crate) piece: usize,
    /// Where in the piece, in bytes.
    pub(crate) offset: u32,
    /// What it is.
    pub(crate) what: What,
}

/// What a point is.
#[derive(Clone, Debug)]
pub(crate) enum What {
    /// What follows has a name.
    Name(Landmark),
    /// What goes before has a name: the end of a lemma.
    End(Landmark),
    /// What goes before calls a note. The mark of the call, if one is printed, goes before too.
    Call(NoteId),
    /// What follows calls a note: a lemma its entry.
    Begin(NoteId),
    /// What the source says of the line on which it stands.
    Line(LineMark),
    /// A division of another numbering begins.
    Milestone(Milestone),
    /// A part of an entry begins that runs in its own direction, whatever stands beside it: a reading, a siglum.
    Opens,
    /// It ends.
    Closes,
}

/// A milestone of a paragraph.
#[derive(Clone, Debug)]
pub(crate) struct Milestone {
    /// Its system, an index into those of the book.
    pub(crate) system: usize,
    /// What is printed in the margin.
    pub(crate) label: Arc<str>,
    /// Where it stands in its source.
    pub(crate) span: Option<Span>,
}

/// A name of a place.
#[derive(Clone, Debug)]
pub(crate) struct Landmark {
    /// The name.
    pub(crate) name: String,
    /// Its number in the book, which [`super::super::pages::places`] gives it.
    pub(crate) number: u32,
    /// Whether it is one of many points of the text, named only if something leads there.
    pub(crate) minor: bool,
}

impl Landmark {
    /// A name that is known whether or not something leads there.
    pub(crate) fn new(name: String) -> Self {
        Self { name, number: 0, minor: false }
    }
}

impl What {
    /// Whether it belongs to what goes before it: at a break to the line that ends there.
    pub(crate) fn ends(&self) -> bool {
        match self {
            What::Name(_) | What::Begin(_) | What::Line(_) | What::Milestone(_) | What::Opens => false,
            What::End(_) | What::Call(_) | What::Closes => true,
        }
    }

    /// The name, if it is one.
    pub(crate) fn name(&self) -> Option<&Landmark> {
        match self {
            What::Name(name) | What::End(name) => Some(name),
            _ => None,
        }
    }

    /// The note, if it calls one.
    pub(crate) fn note(&self) -> Option<NoteId> {
        match self {
            What::Call(note) | What::Begin(note) => Some(*note),
            _ => None,
        }
    }
}
