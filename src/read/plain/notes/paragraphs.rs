//! The further paragraphs of a note: prose that continues it, or a quotation set apart.

use crate::model::account::LineClass;
use crate::read::plain::notes::LabelledNote;
use crate::read::plain::quotations;
use crate::read::plain::units::Page;

/// Classifies the units after the note's first.
pub(super) fn classify(page: &mut Page, note: &LabelledNote) {
    let mut before = note.unit;
    for unit in &note.more {
        let text = page.str(*unit);
        let led_in = page.str(before).ends_with(':');
        let set_in = page.units[*unit].indent >= page.units[note.unit].indent + 3;
        let quoted = led_in && (set_in || quotations::ends_in_source(text) || quotations::is_enclosed(text));
        page.classify(*unit, if quoted { LineClass::NoteBlockquote } else { LineClass::NoteContinuation });
        before = *unit;
    }
}
