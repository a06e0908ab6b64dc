//! `edition build`

use super::load::{self, Loaded};
use super::progress::Progress;
use super::{files, terminal};
use crate::annotate::lock;
use crate::cli::{Build, Format};
use crate::diag::{Diagnostic, Diagnostics};
use crate::pipeline::{self, Carried, Output, Prepared, Wanted};
use crate::write::pdf::Attached;
use std::path::{Path, PathBuf};

/// What the PDF says of the TEI that it carries.
const TEI: Attached<'static> = Attached {
    name: "",
    mime: "application/tei+xml",
    description: "The edition as TEI P5, from which this file was made",
    bytes: &[],
};

pub(super) fn run(args: &Build) -> bool {
    let print = |diagnostics: &_, sources: &_| terminal::diagnostics_as(args.message_format, diagnostics, sources);
    args.out.iter().for_each(|folder| files::recover(folder));
    let progress = Progress::new(7, args.timings);
    progress.step("loading");
    let mut loaded = match load::load(&args.source) {
        Ok(loaded) => loaded,
        Err(failed) => return print(&failed.1, &failed.0),
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
        return print(&loaded.said(), &loaded.sources);
    }
    loaded.diagnostics.extend(nameless(args, &loaded));
    let edition = &prepared.edition;
    let name = format!("{}.xml", edition.book.slug);
    let carried = plain.as_ref().filter(|_| wanted.source);
    let source = carried.map(|edition| Carried { file: Attached { name: &name, ..TEI }, edition });
    let step = |name| progress.step(name);
    let printed = pipeline::printed(edition, &style, &fonts);
    let trace = args.trace.as_deref();
    let of_pages = Wanted { pdf: wanted.pdf, epub: wanted.epub, printed: printed.as_ref(), source, trace };
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
    if let Some(outside) = own_dist(args, &loaded) {
        loaded.diagnostics.push(outside);
    }
    if !loaded.diagnostics.has_errors() && args.trace.is_none() {
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
        let written = files::write_all(&folder, &outputs);
        drop(progress);
        match written {
            Ok(()) => announce(&outputs, &mut loaded, &prepared),
            Err(diagnostic) => loaded.diagnostics.push(diagnostic),
        }
    }
    print(&advised(&loaded.said(), args), &loaded.sources)
}

/// The same, with advice that repeats what was given: without it another book would be made.
fn advised(diagnostics: &Diagnostics, args: &Build) -> Diagnostics {
    let mut all = Diagnostics::default();
    all.extend(diagnostics.iter().cloned().map(|mut diagnostic| {
        let given = format!("`edition build{} --trace=", args.repeated());
        diagnostic.help = diagnostic.help.map(|help| help.replace("`edition build --trace=", &given));
        diagnostic
    }));
    all
}

/// The error for a `dist` of the book's own that leads elsewhere: only the command line says where to write.
fn own_dist(args: &Build, loaded: &Loaded) -> Option<Diagnostic> {
    let outside = loaded.bounds.check(Path::new("dist")).err().filter(|_| args.out.is_none())?;
    Some(outside.help("name the folder to write to with `--out DIR`"))
}

/// The warning for a book that goes out under an identifier that changes when its title or its authors do.
fn nameless(args: &Build, loaded: &Loaded) -> Option<Diagnostic> {
    let place = loaded.file.title_span.clone().filter(|_| args.release && loaded.file.made_identifier)?;
    let message =
        "the book has no identifier of its own: a correction to its title or its authors makes it another book";
    let help = format!("write `identifier = \"{}\"` under `[book]`, or its ISBN or DOI", loaded.file.book.identifier);
    Some(Diagnostic::warning("no-identifier", message).at(place).help(help))
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
    let written = args.trace.is_none();
    let pdf = written && (args.formats.is_empty() || named(Format::Pdf));
    let epub = written && (args.formats.is_empty() || named(Format::Epub));
    let tei = written && named(Format::Tei);
    Formats { pdf, epub, tei, source: pdf && carries_source && !args.draft }
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
        let corpus = loaded.root.join("corpus");
        let path = corpus.join(id).join("witness.lock");
        let text = lock::to_string(lock);
        if files::read_bytes(&path).is_ok_and(|former| former.as_deref() == Some(text.as_bytes())) {
            continue;
        }
        if let Err(diagnostic) = files::write_all(&corpus, &[(path, text.as_bytes())]) {
            loaded.diagnostics.push(diagnostic);
        }
    }
}
