//! How the witnesses in force are named above the notes of every page.

use super::Style;
use super::block::MarginStyle;
use super::value::Reader;
use crate::diag::Diagnostics;

/// The witnesses in force on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WitnessStyle {
    /// Whether they are named.
    pub show: bool,
    /// Whether the apparatus says where a witness ends, begins or begins again.
    pub entries: bool,
    /// What stands before them: `codd.`
    pub lead_in: String,
    /// How they are set; `distance` means nothing here.
    pub margin: MarginStyle,
}

impl Default for WitnessStyle {
    fn default() -> Self {
        Self { show: true, entries: true, lead_in: String::new(), margin: MarginStyle::default() }
    }
}

impl Style {
    /// `[witnesses]`.
    pub(super) fn read_witnesses(&mut self, root: &mut Reader, diagnostics: &mut Diagnostics) {
        let Some(mut table) = root.table("witnesses", diagnostics) else { return };
        let witnesses = &mut self.witnesses;
        if let Some(show) = table.table.boolean("show", diagnostics) {
            witnesses.show = show;
        }
        if let Some(entries) = table.table.boolean("entries", diagnostics) {
            witnesses.entries = entries;
        }
        if let Some(lead_in) = table.table.string("lead-in", diagnostics) {
            witnesses.lead_in = lead_in.value;
        }
        witnesses.margin.read(&mut table, diagnostics);
        table.finish(diagnostics);
    }
}
