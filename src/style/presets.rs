//! What a preset of the apparatus says of the foot of the page around its entries.
//!
//! The Oxford Classical Texts have no rule above an apparatus and begin it flush, and name no witnesses above it; the
//! Collection Budé has no rule either and begins each layer with an indent. Notes that are no entries are as the style
//! has them. What the style file says itself wins.

use super::value::{Reader, Units};
use super::{BlockStyle, Style};
use crate::diag::Diagnostics;
use crate::model::document::{Arrangement, NoteSeries};
use crate::model::length::Length;
use crate::source::{FileId, Sources};
use crate::table;
use std::collections::BTreeMap;

/// How the notes of series that are keyed to lines are set, where a preset says that they differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyedNotes {
    note: BlockStyle,
    /// Those of the series of these ids, where they differ.
    notes: BTreeMap<String, BlockStyle>,
    /// Whether each layer begins with an indent, also one that is run together.
    indented: bool,
}

impl Style {
    /// Lays what the preset of a file says of the page below what the file says itself; before the file is read.
    pub(super) fn lay_preset(&mut self, sources: &Sources, file: FileId, units: Units) {
        let unheard = &mut Diagnostics::default();
        let table = table::parse(sources, file, 0..sources.file(file).text.len(), unheard);
        let mut root = Reader { table, units };
        let preset = root.table("apparatus", unheard).and_then(|mut table| table.table.text("preset", unheard));
        let indent = match preset.as_deref() {
            Some("oxford") => Length::ZERO,
            Some("bude") => units.em,
            _ => return,
        };
        self.witnesses.show &= preset.as_deref() != Some("oxford");
        let note = BlockStyle { rule: Length::ZERO, indent, ..self.note.clone() };
        // What runs together begins flush unless it has an indent of its own.
        let indented = indent > Length::ZERO;
        let mut keyed = KeyedNotes { note, notes: BTreeMap::new(), indented };
        if let Some(table) = root.table("note", unheard) {
            read_notes(&mut keyed.note, &mut keyed.notes, table, unheard);
        }
        self.keyed_notes = Some(Box::new(keyed));
    }

    /// The style of the notes of a series of the book.
    pub fn notes_of(&self, series: &NoteSeries) -> &BlockStyle {
        match self.keyed_notes.as_ref().filter(|_| series.kind.is_keyed()) {
            Some(keyed) => keyed.notes.get(&series.id).unwrap_or(&keyed.note),
            None => self.note_of(&series.id),
        }
    }

    /// Whether entries of a series hang because they stand in columns, where numbers are looked for at the edge: unless
    /// the style says of their series how they are indented.
    pub fn hangs_in_columns(&self, series: &NoteSeries) -> bool {
        let common = self.keyed_notes.as_ref().map_or(&self.note, |keyed| &keyed.note);
        let own = self.notes_of(series);
        let said = (own.indent, own.hang) != (common.indent, common.hang);
        matches!(series.arrangement, Arrangement::Columns(_)) && series.kind.is_keyed() && !said
    }

    /// Whether entries of a series that run on begin with its indent: where the preset or the series has one of its own.
    pub fn indents_runs(&self, series: &NoteSeries) -> bool {
        let keyed = self.keyed_notes.as_ref().filter(|_| series.kind.is_keyed());
        let common = keyed.map_or(&self.note, |keyed| &keyed.note);
        keyed.is_some_and(|keyed| keyed.indented) || self.notes_of(series).indent != common.indent
    }
}

/// Reads `[note]`, and `[note.ID]` for what is different in a series. Which series there are is not known here: a style
/// is for many books.
pub(super) fn read_notes(
    note: &mut BlockStyle,
    notes: &mut BTreeMap<String, BlockStyle>,
    mut table: Reader,
    diagnostics: &mut Diagnostics,
) {
    let units = table.units;
    let series = table.table.tables_left();
    note.read("note", table, diagnostics);
    for (id, table) in series {
        let mut style = notes.get(&id).unwrap_or(note).clone();
        style.read("note", Reader { table, units }, diagnostics);
        notes.insert(id, style);
    }
}
