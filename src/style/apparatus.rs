//! How the entries of an apparatus are printed: what each says (`entry`), and how it is keyed to lines (`key`).

use super::Style;
use super::entry::EntryStyle;
use super::key::KeyStyle;
use super::value::Reader;
use crate::diag::Diagnostics;

/// The table of the words that a style has otherwise.
const OWN_WORDS: &str = "own-words";

/// How the entries of a series are printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ApparatusStyle {
    /// What an entry says.
    pub entry: EntryStyle,
    /// How it is keyed to lines.
    pub key: KeyStyle,
}

impl ApparatusStyle {
    fn read(&mut self, mut table: Reader, words: Option<Reader>, diagnostics: &mut Diagnostics) {
        if let Some(preset) = self.entry.read(&mut table, diagnostics) {
            self.key = KeyStyle::preset(preset);
        }
        if let Some(words) = words {
            self.entry.read_own_words(words, diagnostics);
        }
        self.key.read(&mut table, diagnostics);
        table.finish(diagnostics);
    }
}

impl Style {
    /// How the entries of a series are printed.
    pub fn apparatus_of(&self, series: &str) -> &ApparatusStyle {
        self.apparatuses.get(series).unwrap_or(&self.apparatus)
    }

    /// `[apparatus]`, and `[apparatus.ID]` for what is different in a series.
    pub(super) fn read_apparatus(&mut self, root: &mut Reader, diagnostics: &mut Diagnostics) {
        let Some(mut table) = root.table("apparatus", diagnostics) else { return };
        let units = table.units;
        let words = table.table(OWN_WORDS, diagnostics);
        let series = table.table.tables_left();
        self.apparatus.read(table, words, diagnostics);
        for (id, table) in series {
            let mut style = self.apparatus_of(&id).clone();
            let mut table = Reader { table, units };
            let words = table.table(OWN_WORDS, diagnostics);
            style.read(table, words, diagnostics);
            self.apparatuses.insert(id, style);
        }
    }
}
