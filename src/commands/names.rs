//! `edition names …`

use super::{load, terminal};
use crate::cli::Names;
use crate::names::suggest;
use crate::pipeline;
use crate::report::{suggestions_json, suggestions_toml};

pub(super) fn run(args: &Names) -> bool {
    let Names::Suggest { source, json } = args;
    let mut loaded = match load::load(source) {
        Ok(loaded) => loaded,
        Err(failed) => return terminal::diagnostics(&failed.1, &failed.0),
    };
    let inputs = std::mem::take(&mut loaded.inputs);
    let prepared = pipeline::prepare(&loaded.sources, &loaded.file, inputs, &loaded.shelf, &mut loaded.diagnostics);
    let all = suggest::suggest(&prepared.edition, &loaded.shelf.names);
    terminal::out(&if *json { suggestions_json(&all) } else { suggestions_toml(&all) });
    terminal::diagnostics(&loaded.said(), &loaded.sources)
}
