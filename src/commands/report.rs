//! `edition report`

use super::load::{self, Loaded};
use super::terminal;
use crate::cli::Report;
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::document::Edition;
use crate::pipeline::{self, Prepared};
use crate::report::{BookReport, apparatus};
use crate::words::nearest::nearest;

pub(super) fn run(args: &Report) -> bool {
    let mut loaded = match load::load(&args.source) {
        Ok(loaded) => loaded,
        Err(failed) => return terminal::diagnostics(&failed.1, &failed.0),
    };
    let inputs = std::mem::take(&mut loaded.inputs);
    let mut prepared = pipeline::prepare(&loaded.sources, &loaded.file, inputs, &loaded.shelf, &mut loaded.diagnostics);
    match &args.nexus {
        Some(id) => nexus(&prepared.edition, id, &mut loaded.diagnostics),
        None => {
            let mut report = BookReport::new(&loaded.sources, &prepared);
            if report.has_apparatus() {
                paginate(&mut report, &mut prepared, &mut loaded);
            }
            terminal::out(&if args.json { report.json() } else { report.human() });
        }
    }
    terminal::diagnostics(&loaded.said(), &loaded.sources)
}

/// Prints the NEXUS file of a document.
fn nexus(edition: &Edition, id: &str, diagnostics: &mut Diagnostics) {
    let Some(document) = edition.documents.iter().find(|document| document.id == id) else {
        let error = Diagnostic::error("unknown-document", format!("there is no document `{id}`"));
        let known: Vec<&str> = edition.documents.iter().map(|document| document.id.as_str()).collect();
        return diagnostics.push(error.help(match nearest(id, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the documents of this book: {}", known.join(", ")),
        }));
    };
    // Who reads what is not known of an edition that has errors.
    if diagnostics.has_errors() {
        return;
    }
    match apparatus::nexus(document) {
        Ok(file) => terminal::out(&file),
        Err(error) => diagnostics.push(*error),
    }
}

/// Lays out the pages, for the places of the entries. What is amiss with the pages `build` tells; where there are
/// no sound ones the entries have no place.
fn paginate(report: &mut BookReport, prepared: &mut Prepared, loaded: &mut Loaded) {
    let (style, fonts) = (loaded.style(None), loaded.fonts());
    loaded.pictures(&mut prepared.edition);
    if loaded.diagnostics.has_errors() {
        return;
    }
    pipeline::compose(prepared, &style);
    if let Some(pages) = pipeline::page_map(&prepared.edition, &style, &fonts) {
        report.paginate(&prepared.edition, &pages);
    }
}
