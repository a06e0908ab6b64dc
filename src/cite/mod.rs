//! Stage: finds the citations in all documents, settles which work each means (`ibid.` and its
//! like too), and leads them to the bibliography.
//!
//! Knows the works, the texts and their notes; nothing of how a bibliography is laid out on pages.

use crate::diag::Diagnostics;
use crate::model::document::Edition;
use crate::model::work::Work;
use crate::source::{FileId, Sources};
use std::collections::BTreeMap;

/// The works of `corpus/works.yaml`, with their entries in the CSL style that `style` holds (the
/// text of a `.csl` file), or in the built-in one.
pub fn works(
    _sources: &Sources,
    _file: FileId,
    _style: Option<&str>,
    _language: &str,
    _diagnostics: &mut Diagnostics,
) -> BTreeMap<String, Work> {
    BTreeMap::new()
}

/// Marks the citations in every document of `edition`, whose works are there already.
pub fn apply(_edition: &mut Edition, _diagnostics: &mut Diagnostics) {}
