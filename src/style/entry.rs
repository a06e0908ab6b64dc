//! What an entry of an apparatus says, and how: separators, faces, the editor's words.

use super::value::Reader;
use crate::diag::Diagnostics;

/// How the parts of an entry are printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntryStyle {}

impl EntryStyle {
    /// Reads its keys from `[apparatus]` or `[apparatus.ID]`.
    pub(super) fn read(&mut self, _table: &mut Reader, _diagnostics: &mut Diagnostics) {}
}
