//! `edition build`

use super::load::{self, Loaded};
use super::progress::Progress;
use super::{files, terminal};
use crate::annotate::lock;
use crate::cli::{Build, Format};
use crate::pipeline::{self, Carried, Output, Prepared, Wanted};
use crate::write::pdf::Attached;
use std::path::PathBuf;

/// What the PDF says of the TEI that it carries.
const TEI: Attached<'static> = Attached {
    name: "",
    mime: "application/tei+xml",
    description: "The edition as TEI P5, from which this file was made",
    bytes: &[],
};

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
    let wanted = wanted(args, loaded.file.carries_source);
    let plain = (wanted.tei || wanted.source).then(|| prepared.edition.clone());
    pipeline::compose(&mut prepared, &style);
    if loaded.diagnostics.has_errors() {
        drop(progress);
        return terminal::diagnostics(&loaded.diagnostics, &loaded.sources);
    }
    let edition = &prepared.edition;
    let name = format!("{}.xml", edition.book.slug);
    let carried = plain.as_ref().filter(|_| wanted.source);
    let source = carried.map(|edition| Carried { file: Attached { name: &name, ..TEI }, edition });
    let step = |name| progress.step(name);
    let of_pages = Wanted { pdf: wanted.pdf, epub: wanted.epub, source, trace: args.trace.as_deref() };
    let mut output = match wanted.pdf || wanted.epub || args.trace.is_some() {
        true => pipeline::produce(edition, &style, &css, &fonts, of_pages, &step, &mut loaded.diagnostics),
        false => Output::default(),
    };
    let tei = match &plain {
        Some(edition) if wanted.tei && output.source.is_empty() => pipeline::tei(edition),
        _ => std::mem::take(&mut output.source),
    };
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
        if wanted.tei {
            outputs.push((place("xml"), &tei));
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

/// What is to be written.
struct Formats {
    pdf: bool,
    epub: bool,
    tei: bool,
    /// Whether the PDF carries the TEI.
    source: bool,
}

fn wanted(args: &Build, carries_source: bool) -> Formats {
    let named = |format| args.formats.contains(&format);
    let pdf = args.formats.is_empty() || named(Format::Pdf);
    let epub = args.formats.is_empty() || named(Format::Epub);
    Formats { pdf, epub, tei: named(Format::Tei), source: pdf && carries_source && !args.draft }
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
