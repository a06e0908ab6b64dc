//! How an entry of an apparatus is keyed to the lines of its page.

use super::value::Reader;
use crate::diag::Diagnostics;

/// How the lines of an entry are printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyStyle {}

impl KeyStyle {
    /// Reads its keys from `[apparatus]` or `[apparatus.ID]`.
    pub(super) fn read(&mut self, _table: &mut Reader, _diagnostics: &mut Diagnostics) {}
}
