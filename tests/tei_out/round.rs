//! Reading what was written gives the same edition again.

use super::canon;
use crate::apparatus::{random, source::Files};
use edition::config::book::BookFile;
use edition::config::sheet::Sheet;
use edition::config::standoff::StandOff;
use edition::diag::Diagnostics;
use edition::model::apparatus::{EntryId, Lemmata};
use edition::model::document::{Document, Edition, Presence};
use edition::model::text::MarkKind;
use edition::pipeline::{Input, Origin, Shelf, prepare};
use edition::source::{Sources, Span};
use edition::write::tei;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Each document of an edition written as TEI and read in again, in a book of the same series.
fn again(edition: &Edition) -> (Edition, Vec<String>) {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let mut book = BookFile { book: edition.book.clone(), series: edition.series.clone(), ..BookFile::default() };
    book.by_date = Some(false);
    let mut inputs = vec![];
    let mut written = vec![];
    for (index, document) in edition.documents.iter().enumerate() {
        if document.generated.is_some() || document.presence == Presence::Commentary {
            continue;
        }
        let xml = String::from_utf8(tei::write_documents(edition, &[index])).expect("UTF-8");
        let file = sources.add(format!("{}/text.xml", document.id), xml.clone());
        written.push(xml);
        let pictures: BTreeSet<String> = document.figures.iter().map(|figure| figure.path.clone()).collect();
        inputs.push(Input {
            id: document.id.clone(),
            matter: document.matter,
            columns: None,
            span: Span::new(file, 0..0),
            sheet: Sheet { language: Some(document.language.clone()), ..Sheet::default() },
            origin: Origin::Tei { file, entries: None, pictures },
            headnote: None,
            sigla: vec![],
            standoff: StandOff::default(),
            lock: None,
        });
    }
    (prepare(&sources, &book, inputs, &Shelf::default(), &mut diagnostics).edition, written)
}

/// The first lines in which the editions differ, and what was written.
pub(super) fn differences(edition: &Edition, name: &str) -> String {
    let (other, written) = again(edition);
    let mut wrong = String::new();
    for ((index, document), xml) in other.documents.iter().enumerate().zip(&written) {
        let Some(own) = edition.documents.iter().position(|known| known.id == document.id) else { continue };
        let (before, after) = (canon::lines(edition, own), canon::lines(&other, index));
        if before == after {
            continue;
        }
        let missing: Vec<&str> = lacking(&before, &after);
        let added: Vec<&str> = lacking(&after, &before);
        wrong.push_str(&format!("== {name}, {}\n", document.id));
        missing.iter().take(8).for_each(|line| wrong.push_str(&format!("- {line}\n")));
        added.iter().take(8).for_each(|line| wrong.push_str(&format!("+ {line}\n")));
        if missing.is_empty() && added.is_empty() {
            wrong.push_str("in another order\n");
        }
        if std::env::var_os("TEI_KEEP").is_some() {
            let at = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("round-{name}-{}.xml", document.id));
            std::fs::write(at, xml).expect("a file");
        }
    }
    wrong
}

/// The lines of one text that another has not.
fn lacking<'t>(of: &'t str, than: &str) -> Vec<&'t str> {
    let there: BTreeSet<&str> = than.lines().collect();
    of.lines().filter(|line| !there.contains(line)).collect()
}

fn of_folders(root: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(root);
    let mut folders: Vec<_> = std::fs::read_dir(root).expect("folders").flatten().map(|entry| entry.path()).collect();
    folders.retain(|folder| folder.join("book.toml").exists() && folder.join("corpus").exists());
    // What is wrong in its source is no edition to write out.
    folders.retain(|folder| !folder.join("expected-faults.txt").exists());
    folders.sort();
    assert!(folders.len() > 4);
    let name = |folder: &Path| folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    folders.iter().map(|folder| differences(&Files::read(folder).prepared().0.edition, &name(folder))).collect()
}

#[test]
fn the_books_of_these_tests_come_back() {
    let wrong = of_folders("tests/tei_out");
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn the_books_of_the_apparatus_come_back() {
    let wrong = of_folders("tests/apparatus");
    assert!(wrong.is_empty(), "{wrong}");
}

/// Takes out what no edition can have: two lacunae of a witness that overlap, parts of a lemma that touch.
fn tidy(document: &mut Document) {
    let mut ends: BTreeMap<(u8, u32), usize> = BTreeMap::new();
    document.body.marks.retain(|mark| {
        let key = match mark.kind {
            MarkKind::Lacuna(id) => (0, id.0),
            MarkKind::Entry(id) => (1, id.0),
            _ => return true,
        };
        let end = ends.get(&key).copied();
        let apart = end.is_none_or(|end| mark.range.start > end + 1);
        if apart {
            ends.insert(key, mark.range.end);
        }
        apart
    });
    let lemmata = Lemmata::of(document);
    for index in 0..document.entries.len() {
        let parts = lemmata.parts(EntryId(index as u32));
        let words = |range: &std::ops::Range<usize>| document.body.string[range.clone()].replace('\n', " ");
        let said: Vec<String> = parts.iter().map(|(_, range)| words(range)).filter(|part| !part.is_empty()).collect();
        document.entries[index].lemma = said.join(" … ");
    }
}

#[test]
fn random_editions_come_back() {
    let edition = |seed| {
        let mut edition = random::edition(seed);
        edition.documents.iter_mut().for_each(tidy);
        edition
    };
    let wrong: String = (0..4).map(|seed| differences(&edition(seed), &format!("seed {seed}"))).collect();
    assert!(wrong.is_empty(), "{wrong}");
}
