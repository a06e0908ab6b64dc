//! `edition parallels`
//!
//! Works on the texts without the editor's emendations, as the anchors of `parallels.toml` do.

use super::files::{self, shown};
use super::load::{self, Loaded};
use super::terminal;
use crate::cli::{Engine, Parallels};
use crate::diag::Diagnostic;
use crate::model::document::Edition;
use crate::parallels::texts::Texts;
use crate::parallels::{self, Proposal, known, passim};
use crate::pipeline;
use crate::report::parallels::{self as report, Judged, Look};
use crate::report::proposals;
use std::path::{Path, PathBuf};

pub(super) fn run(args: &Parallels) -> bool {
    let mut loaded = match load::load(&args.source) {
        Ok(loaded) => loaded,
        Err(failed) => return terminal::diagnostics(&failed.1, &failed.0),
    };
    let mut inputs = std::mem::take(&mut loaded.inputs);
    inputs.iter_mut().for_each(|input| input.standoff.emendations.clear());
    let prepared = pipeline::prepare(&loaded.sources, &loaded.file, inputs, &loaded.shelf, &mut loaded.diagnostics);
    let texts = Texts::new(&prepared.edition);
    let done = match (args.engine, &args.export, &args.import) {
        (Engine::Own, None, None) => {
            let found = parallels::find(&texts.blocks());
            show(args, &mut loaded, &prepared.edition, &texts, found)
        }
        (Engine::Passim, Some(folder), None) => export(folder, &texts, &args.source.repeated()),
        (Engine::Passim, None, Some(folder)) => {
            let found = import(folder, &mut loaded, &texts);
            show(args, &mut loaded, &prepared.edition, &texts, found)
        }
        // Refused as wrong usage before.
        _ => Ok(()),
    };
    if let Err(error) = done {
        loaded.diagnostics.push(error);
    }
    terminal::diagnostics(&loaded.said(), &loaded.sources)
}

/// Prints what was found, or writes it into the file of parallels.
fn show(
    args: &Parallels,
    loaded: &mut Loaded,
    edition: &Edition,
    texts: &Texts<'_>,
    found: Vec<Proposal>,
) -> Result<(), Diagnostic> {
    let statuses = known::judgements(edition, &loaded.shelf.parallels, texts, &found);
    let mut all: Vec<Judged> = found.into_iter().zip(statuses).collect();
    let limit = args.limit.unwrap_or(usize::MAX);
    let count = all.len();
    if args.json {
        let best = &all[..limit.min(count)];
        terminal::out(&report::json(&loaded.sources, texts, best));
    }
    all.retain(|(_, status)| status.is_none());
    let new = all.len();
    all.truncate(limit);
    if !args.json && !args.write {
        terminal::out(&report::human(texts, &all, look()));
    }
    if !args.json {
        terminal::note(&format!("{count} found, {} of them in parallels.toml already, {new} new", count - new));
    }
    if args.write { write(loaded, texts, &all) } else { Ok(()) }
}

/// Appends the new ones to the file; what stands there stays as it is.
fn write(loaded: &Loaded, texts: &Texts<'_>, new: &[Judged]) -> Result<(), Diagnostic> {
    let path = loaded.root.join("corpus/parallels.toml");
    let entries = proposals::entries(texts, &loaded.shelf.parallels, new.iter().map(|(proposal, _)| proposal));
    if entries.written > 0 {
        loaded.bounds.check(Path::new("corpus/parallels.toml"))?;
        let former = match files::read_bytes(&path)? {
            Some(former) => String::from_utf8(former)
                .map_err(|_| Diagnostic::error("invalid-utf8", format!("{} is not UTF-8", shown(&path))))?,
            None => "# Parallels between the texts, as the editor judges them, and contradictions.\n".to_owned(),
        };
        let end = if former.ends_with('\n') { "" } else { "\n" };
        let text = format!("{former}{end}{}", entries.text);
        files::write_all(&loaded.root.join("corpus"), &[(path.clone(), text.as_bytes())])?;
    }
    let left_out = match entries.left_out {
        0 => String::new(),
        n => format!("; {n} left out, for no short quotation leads to them"),
    };
    terminal::note(&format!("{}: {} written{left_out}", shown(&path), entries.written));
    Ok(())
}

fn export(folder: &Path, texts: &Texts<'_>, given: &str) -> Result<(), Diagnostic> {
    let path = folder.join("input.json");
    files::write_all(folder, &[(path.clone(), passim::input(texts).as_bytes())])?;
    let (input, output) = (shown(&path), shown(&folder.join("output")));
    terminal::note(&format!("{input}: now run `passim --pairwise {input} {output}`, then"));
    terminal::note(&format!("`edition parallels --engine passim --import {output}{given}`"));
    Ok(())
}

fn import(folder: &Path, loaded: &mut Loaded, texts: &Texts<'_>) -> Vec<Proposal> {
    let Some(paths) = output_files(folder) else {
        let message = format!("there is no output of passim in {}", shown(folder));
        let error = Diagnostic::error("missing-file", message);
        loaded.diagnostics.push(error.help("name the folder that holds its `align.json` or `out.json`"));
        return vec![];
    };
    let read = |path: &PathBuf| files::read_text(path, &mut loaded.sources, &mut loaded.diagnostics);
    let read: Vec<_> = paths.iter().filter_map(read).collect();
    let pairs = passim::output(&loaded.sources, &read, texts, &mut loaded.diagnostics);
    parallels::examine(&texts.blocks(), &pairs)
}

/// The files that passim's workers wrote: `part-…` in `align.json`, else in `out.json`, or in the folder itself.
fn output_files(folder: &Path) -> Option<Vec<PathBuf>> {
    let parts = |folder: PathBuf| -> Vec<PathBuf> {
        let name =
            |path: &PathBuf| path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let is_part = |path: &PathBuf| name(path).starts_with("part-") && name(path).ends_with(".json");
        files::list(&folder).into_iter().filter(is_part).collect()
    };
    let folders = [folder.join("align.json"), folder.join("out.json"), folder.to_path_buf()];
    folders.into_iter().map(parts).find(|parts| !parts.is_empty())
}

/// As wide as the terminal and with common runs underlined; elsewhere in quotation marks.
fn look() -> Look {
    match terminal::width() {
        Some(width) => Look { width: width.clamp(40, 120), open: "\u{1b}[4m", close: "\u{1b}[24m", visible: false },
        None => Look { width: 100, open: "‹", close: "›", visible: true },
    }
}
