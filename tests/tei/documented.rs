//! docs/tei.md says what is so: the folders that its tables name exist, all of them, and hold what they are named for.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The rows of the tables: their cells.
fn rows(manual: &str) -> Vec<Vec<&str>> {
    let lines = manual.lines().filter(|line| line.starts_with("| ") && !line.ends_with("| shown by |"));
    lines.map(|line| line.trim_matches('|').split(" | ").map(str::trim).collect()).collect()
}

/// What stands in backticks.
fn quoted(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

/// A folder by its name in the tables.
fn folder(name: &str) -> PathBuf {
    let tests = root().join("tests");
    name.strip_prefix("tei_out/").map_or_else(|| tests.join("tei").join(name), |out| tests.join("tei_out").join(out))
}

/// The TEI of a folder: what is read, or what is written.
fn tei(name: &str) -> String {
    let files = ["text.xml", "expected.xml", "corpus/weir/entries.xml"];
    files.iter().filter_map(|file| std::fs::read_to_string(folder(name).join(file)).ok()).collect()
}

/// Whether TEI has an element or an attribute: `app`, `@wit`, `app/@loc`, `app/@type="witnesses"`.
fn has(tei: &str, what: &str) -> bool {
    let tags = || tei.split('<').skip(1).map(|rest| rest.split('>').next().unwrap_or_default());
    let name = |tag: &str| {
        let whole = tag.split([' ', '\n', '\t', '/']).next().unwrap_or_default();
        whole.rsplit(':').next().unwrap_or_default().to_owned()
    };
    let plain = |tag: &str| tag.replace('\'', "\"");
    let of = |element: &str, attribute: &str| {
        let said = if attribute.contains('=') { attribute.to_owned() } else { format!("{attribute}=\"") };
        let said = [' ', '\n'].map(|space| format!("{space}{said}"));
        tags().any(|tag| {
            (element.is_empty() || name(tag) == element) && said.iter().any(|said| plain(tag).contains(&**said))
        })
    };
    match what.split_once('@') {
        Some((element, attribute)) => of(element.trim_end_matches('/'), attribute),
        None => tags().any(|tag| Some(&*name(tag)) == what.rsplit(':').next()),
    }
}

/// What a cell in backticks may be besides TEI: keys of a sheet, files.
fn is_tei(word: &str) -> bool {
    !word.starts_with('[') && !word.contains('.')
}

#[test]
fn what_the_tables_name_is_shown_where_they_say() {
    let manual = std::fs::read_to_string(root().join("docs/tei.md")).expect("docs/tei.md");
    let mut wrong = vec![];
    let all = rows(&manual);
    assert!(all.len() > 50, "the tables are there");
    for row in all {
        let [what, .., shown] = row[..] else { panic!("a row of few cells: {row:?}") };
        let shown = quoted(shown);
        wrong.extend(shown.iter().filter(|name| !folder(name).is_dir()).map(|name| format!("{name} is no folder")));
        let files: Vec<String> = shown.iter().map(|name| tei(name)).collect();
        for word in quoted(what).into_iter().filter(|word| is_tei(word)) {
            if !files.iter().any(|file| has(file, word)) {
                wrong.push(format!("`{word}` is in none of {}", shown.join(", ")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_folder_is_in_the_tables() {
    let manual = std::fs::read_to_string(root().join("docs/tei.md")).expect("docs/tei.md");
    let named: BTreeSet<&str> = rows(&manual).iter().flat_map(|row| quoted(row[row.len() - 1])).collect();
    let mut missing = vec![];
    for (of, before) in [("tei", ""), ("tei_out", "tei_out/")] {
        let folders = std::fs::read_dir(root().join("tests").join(of)).expect("folders").flatten();
        for entry in folders.filter(|entry| entry.path().is_dir()) {
            let name = format!("{before}{}", entry.file_name().to_string_lossy());
            missing.extend((!named.contains(name.as_str())).then_some(name));
        }
    }
    missing.sort();
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}
