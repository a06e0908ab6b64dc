//! TEI, read: a folder for each element and each oddity, its outcome as a readable dump.
//! `UPDATE_EXPECT=1` rewrites the dumps.

mod counts;
mod documented;
mod extremes;

use crate::notes::{cases, compare, dump};
use edition::config::sheet::Sheet;
use edition::diag::Diagnostics;
use edition::model::apparatus::SeriesKind;
use edition::model::document::{MarkStyle, NoteSeries};
use edition::model::lines::{MilestoneKind, MilestoneSystem};
use edition::pipeline::imported::sigla_of;
use edition::read::tei::{Context, File, default_reading};
use edition::source::Sources;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// The author's notes, the editor's, and an apparatus.
fn series() -> Vec<NoteSeries> {
    let notes = |id: &str, title: &str, marks| NoteSeries::new(id, title, marks);
    let apparatus = notes("c", "Critical apparatus", MarkStyle::Figures);
    vec![
        notes("a", "Author's notes", MarkStyle::Figures),
        notes("e", "Editor's notes", MarkStyle::Letters),
        NoteSeries { kind: SeriesKind::Apparatus, ..apparatus },
    ]
}

fn dumped(input: &str) -> String {
    let mut sources = Sources::default();
    let file = sources.add("text.xml", input);
    let (series, mut diagnostics) = (series(), Diagnostics::default());
    let mut out = String::new();
    if let Some(tei) = File::open(&sources, file, &mut diagnostics) {
        let sigla = sigla_of(&tei, &Sheet::default(), &[], &[], &mut diagnostics);
        let language = tei.header.language.clone().unwrap_or_else(|| "en-GB".into());
        let systems = [("ed", MilestoneKind::Pages), ("section", MilestoneKind::Numbers)];
        let milestones =
            systems.map(|(id, kind)| MilestoneSystem { id: id.into(), title: id.into(), kind, within: None });
        let context = Context {
            series: &series,
            default_series: 0,
            language: &language,
            sigla: &sigla,
            milestones: &milestones,
            pictures: &BTreeSet::from(["lamp.png".to_owned()]),
            reading: &default_reading(),
        };
        let draft = tei.read(&context, &mut diagnostics);
        if let Some(title) = &draft.title {
            let _ = writeln!(out, "title {:?}", title.string);
        }
        out.push_str("body\n");
        dump::text(&mut out, &draft.body);
        dump::notes(&mut out, &draft.notes, &series);
        dump::entries(&mut out, &draft.entries, &sigla);
        dump::references(&mut out, &draft.references);
        dump::figures(&mut out, &draft.figures);
    }
    dump::diagnostics(&mut out, &diagnostics, &sources);
    out
}

#[test]
fn every_case_reads_as_expected() {
    let mut differences = String::new();
    for folder in cases("tei").into_iter().filter(|folder| folder.join("text.xml").is_file()) {
        let input = std::fs::read_to_string(folder.join("text.xml")).expect("text.xml");
        differences.extend(compare(&folder, &dumped(&input)));
    }
    assert!(differences.is_empty(), "{differences}");
}
