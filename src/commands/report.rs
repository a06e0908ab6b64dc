//! `edition report`

use super::{load, terminal};
use crate::cli::Report;
use crate::pipeline;
use crate::report::BookReport;

pub(super) fn run(args: &Report) -> bool {
    let mut loaded = match load::load(&args.source) {
        Ok(loaded) => loaded,
        Err(failed) => return terminal::diagnostics(&failed.1, &failed.0),
    };
    let inputs = std::mem::take(&mut loaded.inputs);
    let prepared = pipeline::prepare(&loaded.sources, &loaded.file, inputs, &loaded.shelf, &mut loaded.diagnostics);
    let report = BookReport::new(&loaded.sources, &prepared);
    terminal::out(&if args.json { report.json() } else { report.human() });
    terminal::diagnostics(&loaded.diagnostics, &loaded.sources)
}
