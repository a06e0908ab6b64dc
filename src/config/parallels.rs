//! `corpus/parallels.toml`: parallels accepted and rejected, and contradictions.

use crate::diag::Diagnostics;
use crate::source::{FileId, Sources};
use crate::table;

/// The file of parallels.
#[derive(Clone, Debug, Default)]
pub struct ParallelsFile {}

/// Reads the file of parallels.
pub fn read(sources: &Sources, file: FileId, diagnostics: &mut Diagnostics) -> ParallelsFile {
    let length = sources.file(file).text.len();
    let table = table::parse(sources, file, 0..length, diagnostics);
    table.finish(diagnostics);
    ParallelsFile {}
}
