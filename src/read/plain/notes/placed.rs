//! Where notes belong that no marker calls: those in the margin to the paragraph beside them, those in brackets that say
//! what they are (`[Footnote: …]`) to the paragraph that they stand below.

use crate::model::account::LineClass;
use crate::read::plain::label::{self, Form};
use crate::read::plain::lines::Shape;
use crate::read::plain::notes::LabelledNote;
use crate::read::plain::units::Page;

/// The place of a note that nothing calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::read::plain) struct Place {
    /// The unit of its label.
    pub(in crate::read::plain) note: usize,
    /// The paragraph.
    pub(in crate::read::plain) unit: usize,
    /// Whether it belongs to the paragraph's end, not to its beginning.
    pub(in crate::read::plain) end: bool,
    /// Whether that is where it is called, for it has no mark of its own; else its marker is missing.
    pub(in crate::read::plain) sure: bool,
}

/// How far from its paragraph a note in the margin may stand, in units.
const NEAR_MARGIN: usize = 40;

/// How many units, notes apart, may stand between a note in brackets and the paragraph above.
const NEAR: usize = 3;

/// How many units are looked through above a note: a page of other notes.
const ABOVE: usize = 400;

/// The places of the notes in the margin and in brackets, in the order of `notes`.
pub(in crate::read::plain) fn beside(page: &Page, notes: &[LabelledNote]) -> Vec<Place> {
    let place = |note: &LabelledNote| {
        if note.label.mark == label::SIDENOTE {
            let unit = margin(page, note.unit)?;
            return Some(Place { note: note.unit, unit, end: false, sure: true });
        }
        let bracketed = note.label.form == Form::Footnote && page.str(note.unit).starts_with('[');
        let unit = above(page, note.unit).filter(|_| bracketed)?;
        Some(Place { note: note.unit, unit, end: true, sure: note.label.number == 0 })
    };
    notes.iter().filter_map(place).collect()
}

/// The paragraph below a note in the margin, or the last above it.
fn margin(page: &Page, unit: usize) -> Option<usize> {
    let body = |i: &usize| page.units[*i].class == Some(LineClass::Body);
    let below = (unit..page.units.len()).take(NEAR_MARGIN).find(body);
    below.or_else(|| (0..unit).rev().take(NEAR_MARGIN).find(body))
}

/// What stands directly above a note, but for other notes and the frame of pages; nothing where notes are gathered below a
/// heading of their own.
fn above(page: &Page, unit: usize) -> Option<usize> {
    use LineClass as C;
    let words = |i: usize| match page.units[i].class {
        Some(C::Body) => !matches!(page.units[i].shape, Shape::Table | Shape::Data),
        class => matches!(class, Some(C::Blockquote | C::ListItem | C::Heading | C::Attribution)),
    };
    let note = |i: usize| {
        let class = page.units[i].class;
        matches!(class, Some(C::Note | C::NoteContinuation | C::NoteBlockquote | C::Furniture))
    };
    let between = (0..unit).rev().take(ABOVE).filter(|i| !note(*i)).take(NEAR);
    let mut open = between.take_while(|i| page.units[*i].class != Some(C::NoteHeading));
    open.find(|i| words(*i))
}
