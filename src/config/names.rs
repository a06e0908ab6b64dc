//! `corpus/names.toml`: the authority file.

use crate::diag::Diagnostics;
use crate::source::{FileId, Sources};
use crate::table;

/// The authority file.
#[derive(Clone, Debug, Default)]
pub struct NamesFile {}

/// Reads the authority file.
pub fn read(sources: &Sources, file: FileId, diagnostics: &mut Diagnostics) -> NamesFile {
    let length = sources.file(file).text.len();
    let table = table::parse(sources, file, 0..length, diagnostics);
    table.finish(diagnostics);
    NamesFile {}
}
