//! `edition check`: all that `edition build` does, but that nothing is written.

use super::{load, terminal};
use crate::cli::Check;
use crate::pipeline::{self, Wanted};

pub(super) fn run(args: &Check) -> bool {
    let print = |diagnostics: &_, sources: &_| terminal::diagnostics_as(args.message_format, diagnostics, sources);
    let mut loaded = match load::load(&args.source) {
        Ok(loaded) => loaded,
        Err(failed) => return print(&failed.1, &failed.0),
    };
    let (style, css, fonts) = (loaded.style(None), loaded.css(), loaded.fonts());
    let inputs = std::mem::take(&mut loaded.inputs);
    let mut prepared = pipeline::prepare(&loaded.sources, &loaded.file, inputs, &loaded.shelf, &mut loaded.diagnostics);
    loaded.pictures(&mut prepared.edition);
    if !loaded.diagnostics.has_errors() {
        pipeline::compare(&prepared, &loaded.sources, &loaded.own, &mut loaded.diagnostics);
    }
    if !loaded.diagnostics.has_errors() {
        // Some faults show only on pages: a character without a glyph, references that do not settle.
        pipeline::compose(&mut prepared, &style);
        let printed = pipeline::printed(&prepared.edition, &style, &fonts);
        let wanted = Wanted { pdf: true, epub: true, printed: printed.as_ref(), source: None, trace: None };
        pipeline::produce(&prepared.edition, &style, &css, &fonts, wanted, &|_| {}, &mut loaded.diagnostics);
    }
    print(&loaded.said(), &loaded.sources)
}
