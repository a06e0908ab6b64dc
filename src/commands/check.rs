//! `edition check`

use super::{load, terminal};
use crate::cli::Check;
use crate::pipeline;

pub(super) fn run(args: &Check) -> bool {
    let print = |diagnostics: &_, sources: &_| terminal::diagnostics_as(args.message_format, diagnostics, sources);
    let mut loaded = match load::load(&args.source) {
        Ok(loaded) => loaded,
        Err(failed) => return print(&failed.1, &failed.0),
    };
    // The style, the CSS and the fonts are part of the book's sources: their faults count too.
    let _ = (loaded.style(None), loaded.css(), loaded.fonts());
    let inputs = std::mem::take(&mut loaded.inputs);
    let mut prepared = pipeline::prepare(&loaded.sources, &loaded.file, inputs, &loaded.shelf, &mut loaded.diagnostics);
    loaded.pictures(&mut prepared.edition);
    if !loaded.diagnostics.has_errors() {
        pipeline::compare(&prepared, &loaded.sources, &loaded.own, &mut loaded.diagnostics);
    }
    print(&loaded.diagnostics, &loaded.sources)
}
