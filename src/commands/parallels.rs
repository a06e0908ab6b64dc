//! `edition parallels`
//!
//! Works on the texts without the editor's emendations, as the anchors of `parallels.toml` do.

use super::load::{self, Loaded};
use super::terminal;
use crate::cli::Parallels;
use crate::model::document::Edition;
use crate::parallels::texts::Texts;
use crate::parallels::{self, known};
use crate::pipeline;
use crate::report::parallels::{self as report, Judged, Look};

pub(super) fn run(args: &Parallels) -> bool {
    let mut loaded = match load::load(&args.source) {
        Ok(loaded) => loaded,
        Err(failed) => return terminal::diagnostics(&failed.1, &failed.0),
    };
    let mut inputs = std::mem::take(&mut loaded.inputs);
    inputs.iter_mut().for_each(|input| input.standoff.emendations.clear());
    let prepared = pipeline::prepare(&loaded.sources, &loaded.file, inputs, &loaded.shelf, &mut loaded.diagnostics);
    propose(args, &loaded, &prepared.edition);
    terminal::diagnostics(&loaded.diagnostics, &loaded.sources)
}

/// Finds and prints.
fn propose(args: &Parallels, loaded: &Loaded, edition: &Edition) {
    let texts = Texts::new(edition);
    let proposals = parallels::find(&texts.blocks());
    let statuses = known::judgements(edition, &loaded.shelf.parallels, &texts, &proposals);
    let mut all: Vec<Judged> = proposals.into_iter().zip(statuses).collect();
    let limit = args.limit.unwrap_or(usize::MAX);
    if args.json {
        all.truncate(limit);
        terminal::out(&report::json(&loaded.sources, &texts, &all));
        return;
    }
    let count = all.len();
    all.retain(|(_, status)| status.is_none());
    let (new, judged) = (all.len(), count - all.len());
    all.truncate(limit);
    terminal::out(&report::human(&texts, &all, look()));
    terminal::note(&format!("{count} found, {judged} of them in parallels.toml already, {new} new"));
}

/// As wide as the terminal and with common runs underlined; elsewhere in quotation marks.
fn look() -> Look {
    match terminal::width() {
        Some(width) => Look { width: width.clamp(40, 120), open: "\u{1b}[4m", close: "\u{1b}[24m", visible: false },
        None => Look { width: 100, open: "‹", close: "›", visible: true },
    }
}
