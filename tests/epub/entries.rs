//! The apparatus in the EPUB. Each folder below `tests/epub/apparatus` is a text with entries, and what becomes of
//! it: `text.md`, where it differs `document.toml`, and what `book.toml` says besides. `UPDATE_EXPECT=1` rewrites
//! what is expected.

use super::{sample, unpack};
use crate::support::difference;
use edition::fonts::FontSet;
use edition::model::apparatus::{Entry, EntryCalls, EntryId, Layer, SeriesKind};
use edition::model::document::{Edition, MarkStyle, Note, NoteSeries, Place, Spot};
use edition::model::page::PageMap;
use edition::model::text::*;
use proptest::prelude::*;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const BOOK: &str = r#"
[book]
title = "Of the Harbour"
language = "en"
date = 2026-01-31

[[document]]
id = "text"

[[series]]
id = "n"
title = "Notes"

[[series]]
id = "c"
title = "Critical apparatus"
kind = "apparatus"

[[series]]
id = "f"
title = "Sources"
kind = "keyed"

"#;

const SIGLA: &str = r#"
witness = [
  { siglum = "β", title = "the lost parent of B and C", kind = "group" },
  { siglum = "A", title = "Lowhaven, MS. 12", hands = [{ siglum = "A²", title = "a corrector in A" }] },
  { siglum = "B", title = "Netherby, MS. 3", group = "β" },
  { siglum = "C", title = "Netherby, MS. 4", group = "β" },
  { siglum = "D", title = "Quay, private" },
  { siglum = "Quill", title = "M. Quill, 1871", kind = "scholar" },
  { siglum = "Nemo", title = "Nemo", kind = "scholar" },
]
"#;

const SHEET: &str = r#"
title = "Of the Harbour"
[apparatus]
witnesses = ["A", "B", "C", "D"]
"#;

/// What the page of a case's text holds from the body on.
fn built(case: &Path) -> String {
    let work = tempfile::tempdir().expect("a temporary folder");
    let corpus = work.path().join("corpus/text");
    fs::create_dir_all(&corpus).expect("a folder");
    let more = fs::read_to_string(case.join("book.toml")).unwrap_or_default();
    let sheet = fs::read_to_string(case.join("document.toml")).unwrap_or_else(|_| SHEET.into());
    fs::write(work.path().join("book.toml"), format!("{BOOK}{more}")).expect("a file");
    fs::write(work.path().join("corpus/sigla.toml"), SIGLA).expect("a file");
    fs::write(corpus.join("document.toml"), sheet).expect("a file");
    fs::copy(case.join("text.md"), corpus.join("text.md")).expect("text.md");
    let output = Command::new(env!("CARGO_BIN_EXE_edition"))
        .args(["build", "--format", "epub", "--out", "out", "."])
        .current_dir(&work)
        .env_remove("EDITION_WITNESSES")
        .env_remove("SOURCE_DATE_EPOCH")
        .output()
        .expect("the command runs");
    let Ok(epub) = fs::read(work.path().join("out/of-the-harbour.epub")) else {
        return String::from_utf8_lossy(&output.stderr).into_owned();
    };
    let page = unpack(&epub).remove("EPUB/text/text.xhtml").expect("the page");
    let page = String::from_utf8(page).expect("UTF-8");
    let from = page.find("<div class=\"body\">").expect("a body");
    page[from..].trim_end_matches("</section>\n</body>\n</html>").to_owned()
}

#[test]
fn every_text_with_entries_is_linked_as_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/epub/apparatus");
    let entries = fs::read_dir(folder).expect("the folder of cases");
    let mut cases: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    cases.sort();
    let expected = |case: &PathBuf| difference(&case.join("expected.xhtml"), &built(case));
    let differences: Vec<String> = cases.par_iter().filter_map(expected).collect();
    assert!(!cases.is_empty() && differences.is_empty(), "{}", differences.join("\n"));
}

/// A text of three blocks with lemmata, calls and links at the places given: of each entry, one note that prints it.
fn edition_with(marks: &[(usize, usize, usize)], calls: EntryCalls) -> Edition {
    let mut edition = Edition { documents: vec![sample::document("fog", "Fog")], ..sample::book() };
    edition.book.entry_calls = calls;
    for (id, kind) in [("c", SeriesKind::Apparatus), ("f", SeriesKind::Keyed)] {
        edition.series.push(NoteSeries { kind, ..NoteSeries::new(id, id, MarkStyle::Figures) });
    }
    let document = &mut edition.documents[0];
    for block in [BlockKind::Paragraph, BlockKind::Verse, BlockKind::Paragraph] {
        document.body.push_block(block, "Fog lies. Over < the sea, nobody & *nothing* sees; even Żółw waits.");
    }
    document.references = vec![sample::reference(0, Spot::Block(2))];
    document.notes = vec![sample::note("1", 0, "1", Text::plain("A note."))];
    for (number, from, to) in marks {
        let place = |at: usize| document.body.string.floor_char_boundary(at % (document.body.string.len() + 1));
        let (one, other) = (place(*from), place(*to));
        let (from, to) = (one.min(other), one.max(other));
        let (range, kind) = match number {
            0 => (from..from, MarkKind::Call(NoteId(0))),
            1 => (from..to, MarkKind::Reference(RefId(0))),
            2 => (from..to, MarkKind::Emphasis),
            _ => {
                let range = if *number == 3 { from..from } else { from..to };
                let entry = EntryId(document.entries.len() as u32);
                let series = 2 + number % 2;
                let id = format!("{}:{}", ["c", "f"][number % 2], entry.0);
                document.entries.push(Entry { lemma: "x".into(), ..Entry::new(id, Layer::Series(series)) });
                let text = Text::plain(format!("entry {}", entry.0));
                let key = entry.0.to_string();
                document.notes.push(Note { entry: Some(entry), ..sample::note(&key, series, "", text) });
                let call = NoteId(document.notes.len() as u32 - 1);
                document.body.marks.push(Mark { range: from..from, kind: MarkKind::Call(call) });
                (range, MarkKind::Entry(entry))
            }
        };
        document.body.marks.push(Mark { range, kind });
    }
    document.body.sort_marks();
    document.body.number_blocks();
    edition
}

/// For each link of a page where it leads, and for each id what stands in its element.
fn links_and_targets(page: &str) -> (Vec<String>, BTreeMap<String, String>) {
    let (mut links, mut targets) = (vec![], BTreeMap::new());
    for part in page.split(" href=\"#").skip(1) {
        links.push(part.split('"').next().unwrap_or_default().to_owned());
    }
    for part in page.split(" id=\"").skip(1) {
        let (id, after) = part.split_once('"').expect("an id ends");
        let inside = after.split("</div>").next().unwrap_or_default();
        assert!(targets.insert(id.to_owned(), inside.to_owned()).is_none(), "{id} twice");
    }
    (links, targets)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever lemmata overlap: every entry can be reached from the text and has a place to lead back to, no link
    /// leads nowhere or stands in another, and the words are the model's.
    #[test]
    fn every_entry_is_one_link_away_and_leads_back(
        marks in prop::collection::vec((0..8usize, 0..250usize, 0..250usize), 0..12),
        calls in prop::sample::select(EntryCalls::ALL.map(|(_, calls)| calls).to_vec()),
    ) {
        let edition = edition_with(&marks, calls);
        let bytes = edition::write::epub::write(&edition, &PageMap::default(), "", &FontSet::default()).expect("an EPUB");
        let page = super::text_of(&bytes, "EPUB/text/fog.xhtml");
        let found = super::marks::read(&page);
        let words: Vec<&str> = edition.documents[0].body.string.split('\n').collect();
        let printed = found.words.replace(['◦', '1'], "");
        let printed: Vec<&str> = printed.split('\n').filter(|line| !line.is_empty()).collect();
        prop_assert_eq!(printed, words);
        let (links, targets) = links_and_targets(&page);
        prop_assert!(links.iter().all(|link| targets.contains_key(link)), "{}", page);
        let body = page.split("<section class=\"notes").next().unwrap_or_default();
        let (from_text, _) = links_and_targets(body);
        for (index, note) in edition.documents[0].notes.iter().enumerate().filter(|(_, note)| note.entry.is_some()) {
            let id = edition.place_name(&Place { document: 0, spot: Spot::Note(NoteId(index as u32)) });
            let listed = |link: &String| targets[link].contains(&format!("class=\"listed\" href=\"#{id}\""));
            prop_assert!(from_text.iter().any(|link| *link == id || listed(link)), "{id} ({}): {page}", note.key);
        }
    }
}
