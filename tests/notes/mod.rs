//! Markdown, annotation and references: a folder per behaviour, its outcome as a readable dump.
//! `UPDATE_EXPECT=1` rewrites the dumps.

mod accounted;
mod accounting;
mod anchors;
mod annotate;
pub(crate) mod dump;
mod grammar;
mod lemmata;
mod markdown;
mod noise;
mod printed;
mod properties;
mod references;
mod settings;
mod variants;

use edition::model::apparatus::{SeriesKind, Sigla, Witness};
use edition::model::document::{MarkStyle, NoteSeries};
use std::path::{Path, PathBuf};

/// Author's notes in figures, editor's notes in letters, the translator's in symbols.
pub(crate) fn series() -> Vec<NoteSeries> {
    let series = |id: &str, title: &str, marks| NoteSeries::new(id, title, marks);
    vec![
        series("a", "Author's notes", MarkStyle::Figures),
        series("e", "Editor's notes", MarkStyle::Letters),
        series("t", "Translator's notes", MarkStyle::Symbols),
    ]
}

/// The same with a critical apparatus and one of sources, and the sigla A to D.
pub(crate) fn with_apparatus() -> (Vec<NoteSeries>, Sigla) {
    let (mut all, mut sigla) = (series(), Sigla::default());
    for (id, kind) in [("c", SeriesKind::Apparatus), ("f", SeriesKind::Keyed)] {
        all.push(NoteSeries { kind, ..NoteSeries::new(id, id, MarkStyle::Figures) });
    }
    for siglum in ["A", "B", "C", "D"] {
        let file = Witness { siglum: siglum.into(), name: format!("{siglum}.txt"), sha256: String::new() };
        sigla.add_files(&[file]);
    }
    (all, sigla)
}

/// The folders below `tests/<group>`, sorted.
pub(crate) fn cases(group: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(group);
    let entries = std::fs::read_dir(&folder).expect("the folder of cases");
    let mut cases: Vec<PathBuf> = entries.map(|e| e.expect("an entry").path()).filter(|p| p.is_dir()).collect();
    cases.sort();
    cases
}

/// Compares with `expected.txt` in `folder`; gives the difference as text.
pub(crate) fn compare(folder: &Path, found: &str) -> Option<String> {
    crate::support::difference(&folder.join("expected.txt"), found)
}
