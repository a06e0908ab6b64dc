//! docs/apparatus.md says what is so: its first edition builds, its keys exist, its tests do.

use std::path::Path;
use std::process::{Command, Output};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn manual() -> String {
    std::fs::read_to_string(root().join("docs/apparatus.md")).expect("docs/apparatus.md")
}

/// What stands between two headings.
fn between<'a>(manual: &'a str, from: &str, to: &str) -> &'a str {
    let start = manual.find(from).unwrap_or_else(|| panic!("no {from}"));
    let length = manual[start..].find(to).unwrap_or_else(|| panic!("no {to} after {from}"));
    &manual[start..start + length]
}

/// Fenced blocks: language and words.
fn fenced(text: &str) -> Vec<(&str, &str)> {
    let blocks = text.split("\n```").skip(1).step_by(2);
    blocks.filter_map(|block| block.split_once('\n')).collect()
}

/// Whether the book of a folder builds, and what is said of it.
fn build(folder: &Path) -> (bool, String) {
    let output = edition(&["build", "--draft"], folder);
    (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
}

fn edition(arguments: &[&str], folder: &Path) -> Output {
    let command = &mut Command::new(env!("CARGO_BIN_EXE_edition"));
    command.args(arguments).current_dir(folder).env_remove("SOURCE_DATE_EPOCH").output().expect("it runs")
}

#[test]
fn the_page_in_ten_minutes_builds() {
    let manual = manual();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut written = 0;
    for (language, words) in fenced(between(&manual, "## A page in ten minutes", "\n## Entries")) {
        let path = match language {
            "toml" => words.lines().next().and_then(|line| line.strip_prefix("# ")).expect("the file's name"),
            "markdown" => "corpus/letter/text.md",
            _ => continue,
        };
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, words).expect("written");
        written += 1;
    }
    assert_eq!(written, 5);
    let (built, said) = build(folder.path());
    assert!(built && !said.contains("warning"), "{said}");
}

/// Adds to the files of a book what the blocks of a recipe say: files of TOML by the name that they begin with (several
/// in one block), and the text.
fn cook(recipe: &str, book: &Path) {
    let (mut files, mut text) = (Vec::<(String, String)>::new(), String::new());
    for (language, words) in fenced(recipe) {
        if language == "markdown" {
            text.push_str(words);
        }
        for line in words.lines().filter(|_| language == "toml") {
            match line.strip_prefix("# ").filter(|name| name.ends_with(".toml")) {
                Some(name) => files.push((name.to_owned(), String::new())),
                None => {
                    let (_, words) = files.last_mut().expect("the file's name");
                    words.push_str(line);
                    words.push('\n');
                }
            }
        }
    }
    for (name, words) in files {
        let known = std::fs::read_to_string(book.join(&name)).unwrap_or_default();
        let (front, rest) = known.split_at(known.find("[[document]]").unwrap_or(known.len()));
        std::fs::write(book.join(&name), format!("{front}{words}\n{rest}")).expect("written");
    }
    assert!(!text.is_empty());
    std::fs::write(book.join("corpus/letter/text.md"), text).expect("written");
}

/// A book without series, in which a recipe is cooked.
fn kitchen(style: &str) -> tempfile::TempDir {
    let book = tempfile::tempdir().expect("a temporary folder");
    let sigla = ["A", "B", "C"].map(|siglum| format!("[[witness]]\nsiglum = \"{siglum}\"\n")).concat();
    let head = "[book]\ntitle = \"A Letter\"\nlanguage = \"en\"\ndate = 2026-01-01\n";
    let files = [
        ("book.toml", format!("{head}[output.pdf]\nstyle = \"styles/{style}.toml\"\n[[document]]\nid = \"letter\"\n")),
        ("corpus/sigla.toml", sigla),
        (
            "corpus/letter/document.toml",
            "title = \"A Letter\"\n[apparatus]\nwitnesses = [\"A\", \"B\", \"C\"]\n".into(),
        ),
    ];
    std::fs::create_dir_all(book.path().join("corpus/letter")).expect("made");
    std::fs::create_dir_all(book.path().join("styles")).expect("made");
    files.iter().for_each(|(name, words)| std::fs::write(book.path().join(name), words).expect("written"));
    book
}

#[test]
fn the_recipes_of_a_play_and_of_a_charter_build() {
    let manual = manual();
    for (style, from, to) in
        [("play", "### A play", "\n### A charter"), ("charter", "### A charter", "\n## What is printed")]
    {
        let book = kitchen(style);
        cook(between(&manual, from, to), book.path());
        let (built, said) = build(book.path());
        assert!(built && !said.contains("warning"), "{style}: {said}");
    }
}

/// The keys in a table's first column, with the first of the values in its second.
fn keys(table: &str) -> Vec<(String, Option<String>)> {
    let quoted = |cell: &str| -> Vec<String> { cell.split('`').skip(1).step_by(2).map(str::to_owned).collect() };
    let rows = table.lines().filter(|line| line.starts_with("| `"));
    rows.flat_map(|row| {
        let cells: Vec<&str> = row.split('|').skip(1).collect();
        let value = quoted(cells[1]).into_iter().next();
        quoted(cells[0]).into_iter().map(move |key| (key, value.clone())).collect::<Vec<_>>()
    })
    .collect()
}

#[test]
fn the_keys_of_the_apparatus_are_keys_of_a_style() {
    let manual = manual();
    let mut style = "[apparatus]\n".to_owned();
    let sections = ["### Keys of entries", "### Keys of lines"].map(|from| between(&manual, from, "\n### "));
    let all: Vec<_> = sections.iter().flat_map(|section| keys(section)).collect();
    assert!(all.len() > 35, "{} keys", all.len());
    for (key, value) in all {
        let value = match value.as_deref() {
            _ if key == "lemma-words" => "4".to_owned(),
            Some(flag @ ("true" | "false")) => flag.to_owned(),
            Some(word) => format!("\"{word}\""),
            None if key.ends_with("-face") => "\"italic\"".to_owned(),
            None => "\"x\"".to_owned(),
        };
        style.push_str(&format!("{key} = {value}\n"));
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    assert!(edition(&["new", "--template", "critical", "book"], folder.path()).status.success());
    let book = folder.path().join("book");
    std::fs::write(book.join("styles/critical.toml"), style.replace("key-milestones = \"x\"", "")).expect("written");
    let (built, said) = build(&book);
    assert!(built && !said.contains("unknown-key"), "{said}");
}

/// A style may have every word of ours otherwise, by one name.
#[test]
fn own_words_are_those_of_the_terms() {
    assert!(edition::style::OWN_WORDS.into_iter().eq(edition::terms::ApparatusTerms::names()));
}

/// What the command says, without the documents at hand, holds every key that these name.
#[test]
fn the_style_command_prints_every_key() {
    let manual = manual();
    let printed = |arguments: &[&str]| String::from_utf8(edition(arguments, root()).stdout).expect("UTF-8");
    let (all, oxford) = (printed(&["style"]), printed(&["style", "--preset", "oxford"]));
    let of_entries = ["### Keys of entries", "### Keys of lines"].map(|from| keys(between(&manual, from, "\n### ")));
    for (key, _) in of_entries.iter().flatten() {
        let sets = |text: &str| text.lines().any(|line| line.starts_with(&format!("{key} = ")));
        assert!(sets(&all) && sets(&oxford), "{key}");
    }
    let style = between(&manual, "### In the style", "\n### A play");
    for (key, _) in keys(style).iter().chain(&keys(between(&manual, "### Around them", "\n### Documents made"))) {
        assert!(key.starts_with('[') || all.contains(key.as_str()), "{key}");
    }
    assert!(oxford.contains("preset = \"oxford\"") && oxford.contains("names-face = \"italic\""), "{oxford}");
}

/// Whether there is a test of this name: a folder, folders that begin so (`name-*`), or a file of Rust.
fn is_there(name: &str) -> bool {
    let path = if name.contains('/') { root().join(name) } else { root().join("tests/apparatus").join(name) };
    let begins = |prefix: &str| {
        let all = std::fs::read_dir(root().join("tests/apparatus")).expect("the folders").flatten();
        all.filter(|entry| entry.file_name().to_string_lossy().starts_with(prefix)).count() > 0
    };
    match name.strip_suffix('*') {
        Some(prefix) => begins(prefix),
        None => path.is_dir() || path.with_extension("rs").is_file(),
    }
}

#[test]
fn the_tests_that_it_names_are_there() {
    let manual = manual();
    let tables = between(&manual, "## Features, row by row", "\n## Coming from reledmac");
    let rows = tables.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| feature"));
    let mut named = 0;
    for row in rows {
        let last = row.trim_end_matches(" |").rsplit(" | ").next().unwrap_or_default();
        for name in last.split('`').skip(1).step_by(2) {
            assert!(is_there(name), "{name}, named in: {row}");
            named += 1;
        }
    }
    assert!(named > 40, "{named} tests are named");
}
