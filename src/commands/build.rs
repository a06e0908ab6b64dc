//! `edition build`

use super::load::{self, Loaded};
use super::progress::Progress;
use super::{files, terminal};
use crate::annotate::lock;
use crate::cli::{Build, Format};
use crate::pipeline::{self, Prepared, Wanted};
use std::path::PathBuf;

pub(super) fn run(args: &Build) -> bool {
    let progress = Progress::new(7, args.timings);
    progress.step("loading");
    let mut loaded = match load::load(&args.source) {
        Ok(loaded) => loaded,
        Err(failed) => return terminal::diagnostics(&failed.1, &failed.0),
    };
    let (mut style, css, fonts) = (loaded.style(args.style.as_deref()), loaded.css(), loaded.fonts());
    if args.draft {
        style.draft();
    }
    progress.step("reading and resolving");
    let inputs = std::mem::take(&mut loaded.inputs);
    let mut prepared = pipeline::prepare(&loaded.sources, &loaded.file, inputs, &loaded.shelf, &mut loaded.diagnostics);
    loaded.pictures(&mut prepared.edition);
    pipeline::compose(&mut prepared, &style);
    if loaded.diagnostics.has_errors() {
        drop(progress);
        return terminal::diagnostics(&loaded.diagnostics, &loaded.sources);
    }
    let wanted = wanted(args);
    let edition = &prepared.edition;
    let step = |name| progress.step(name);
    let mut output = pipeline::produce(edition, &style, &css, &fonts, wanted, &step, &mut loaded.diagnostics);
    if let Some(trace) = &output.trace {
        terminal::out(&trace.to_string());
    }
    // The process is about to end, and the system takes everything back at once.
    std::mem::forget(output.layout.take());
    progress.step("saving");
    if !loaded.diagnostics.has_errors() {
        let folder = args.out.clone().unwrap_or_else(|| loaded.root.join("dist"));
        let place = |ending: &str| folder.join(format!("{}.{ending}", edition.book.slug));
        let mut outputs: Vec<(PathBuf, &[u8])> = Vec::new();
        if wanted.epub {
            outputs.push((place("epub"), &output.epub));
        }
        if wanted.pdf {
            outputs.push((place("pdf"), &output.pdf));
        }
        let written = files::write_all(&outputs);
        drop(progress);
        match written {
            Ok(()) => announce(&outputs, &mut loaded, &prepared),
            Err(diagnostic) => loaded.diagnostics.push(diagnostic),
        }
    }
    terminal::diagnostics(&loaded.diagnostics, &loaded.sources)
}

fn wanted(args: &Build) -> Wanted<'_> {
    let wants = |format| args.formats.is_empty() || args.formats.contains(&format);
    Wanted { pdf: wants(Format::Pdf), epub: wants(Format::Epub), trace: args.trace.as_deref() }
}

fn announce(outputs: &[(PathBuf, &[u8])], loaded: &mut Loaded, prepared: &Prepared) {
    for (path, bytes) in outputs {
        terminal::note(&format!("{} ({} kB)", files::shown(path), bytes.len().div_ceil(1000)));
    }
    write_locks(loaded, prepared);
}

/// Keeps `witness.lock` true while the texts are at hand.
fn write_locks(loaded: &mut Loaded, prepared: &Prepared) {
    for (id, lock) in &prepared.locks {
        let path = loaded.root.join("corpus").join(id).join("witness.lock");
        let text = lock::to_string(lock);
        if std::fs::read_to_string(&path).is_ok_and(|former| former == text) {
            continue;
        }
        if let Err(diagnostic) = files::write_all(&[(path, text.as_bytes())]) {
            loaded.diagnostics.push(diagnostic);
        }
    }
}
