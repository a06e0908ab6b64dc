//! Stage: finds the occurrences of the authority file's names in all documents.
//!
//! Knows names and texts; nothing of what an index looks like.

use crate::config::names::NamesFile;
use crate::diag::Diagnostics;
use crate::model::document::Edition;

/// Marks every occurrence of a name in every container of every document, and gives the edition
/// its names.
pub fn apply(_edition: &mut Edition, _file: &NamesFile, _diagnostics: &mut Diagnostics) {}
