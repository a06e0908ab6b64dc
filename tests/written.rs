//! What `edition import` writes is read back as the same text: every fixture of the import, through
//! the Markdown writer and the Markdown reader.

use edition::config::book::default_series;
use edition::diag::Diagnostics;
use edition::model::apparatus::Sigla;
use edition::model::draft::Draft;
use edition::model::figure::Figure;
use edition::model::text::{BlockKind, Text};
use edition::read::{markdown as reader, plain};
use edition::source::Sources;
use edition::write::markdown;
use std::path::Path;

/// A text's blocks as far as Markdown keeps them: an attribution's dash is the writer's.
fn blocks(text: &Text) -> Vec<(BlockKind, String)> {
    let spaced = |s: &str| s.split_whitespace().collect::<Vec<_>>().join(" ");
    (0..text.blocks.len())
        .map(|i| (text.blocks[i].kind, spaced(text.block_str(i).trim_start_matches("— "))))
        .filter(|(kind, string)| *kind == BlockKind::Rule || !string.is_empty())
        .collect()
}

fn notes(draft: &Draft) -> Vec<(String, Vec<(BlockKind, String)>)> {
    let mut notes: Vec<_> = draft.notes.iter().map(|n| (n.key.clone(), blocks(&n.text))).collect();
    notes.sort_by(|a, b| a.0.cmp(&b.0));
    notes
}

fn check(case: &Path) -> Result<(), String> {
    let bytes = std::fs::read(case.join("input.txt")).map_err(|e| e.to_string())?;
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let file = sources.add("input.txt", plain::decode(&bytes).text);
    let options = plain::Options { profile: "auto", overrides: &[], series: 0, language: "en" };
    let draft = plain::read(&sources, file, &options, &mut diagnostics);
    let series = default_series();
    let written = markdown::text(&draft, &series);
    let mut diagnostics = Diagnostics::default();
    let file = sources.add("text.md", written.clone());
    let context = reader::Context { series: &series, default_series: 1, language: "en", sigla: &Sigla::default() };
    let read = reader::read(&sources, file, 0..written.len(), &context, &mut diagnostics);
    let first = diagnostics.iter().next().map(|d| d.message.clone());
    if let Some(message) = first {
        return Err(format!("{message}\n{written}"));
    }
    let (was, is) = (blocks(&draft.body), blocks(&read.body));
    if let Some((was, is)) = was.iter().zip(&is).find(|(a, b)| a != b) {
        return Err(format!("{was:?}\n  is {is:?}"));
    }
    let strays = is.len() - was.len().min(is.len());
    let lost: Vec<_> = notes(&read).into_iter().filter(|n| !notes(&draft).contains(n)).collect();
    let counted =
        read.notes.len() + strays / 2 >= draft.notes.len() && (strays > 0) == (read.notes.len() < draft.notes.len());
    if was.len() > is.len() || !lost.is_empty() || !counted {
        return Err(format!("{} blocks, then {}; notes that differ: {lost:?}", was.len(), is.len()));
    }
    Ok(())
}

#[test]
fn figures_are_written_as_they_are_read() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/markdown/figures/input.md");
    let text = std::fs::read_to_string(root).expect("the case");
    let (mut sources, series) = (Sources::default(), default_series());
    let context = reader::Context { series: &series, default_series: 1, language: "en", sigla: &Sigla::default() };
    let mut read = |text: &str| {
        let file = sources.add("text.md", text);
        reader::read(&sources, file, 0..text.len(), &context, &mut Diagnostics::default())
    };
    let first = read(&text);
    let second = read(&markdown::text(&first, &series));
    let figures = |draft: &Draft| draft.figures.iter().map(|f| Figure { span: None, ..f.clone() }).collect::<Vec<_>>();
    assert_eq!(figures(&first).len(), 8);
    assert_eq!(figures(&first), figures(&second));
    assert_eq!(first.body.groups, second.body.groups);
    let block = |draft: &Draft| draft.body.blocks.iter().map(|b| (b.kind, b.anchor.clone())).collect::<Vec<_>>();
    assert_eq!(block(&first), block(&second));
}

#[test]
fn what_import_writes_is_read_back() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import");
    let mut cases: Vec<_> = std::fs::read_dir(root).expect("cases").flatten().map(|e| e.path()).collect();
    cases.sort();
    let cases = cases.iter().filter(|c| c.join("input.txt").is_file());
    let faults: Vec<_> =
        cases.filter_map(|case| check(case).err().map(|fault| format!("{}: {fault}", case.display()))).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

/// Markdown with these kinds of blocks is written again, byte for byte.
#[test]
fn definitions_epigraphs_and_captions_are_written_as_they_are_read() {
    let markdown = "\
> [!epigraph]
>
> A motto.
>
> — Anon.

Words of the shore:

Ebb
: The tide as it *goes out*.

: Less often, a decline.

  - in a list

Flood
: The tide as it comes in.

Table\\: not a caption, but written before a table.

Table: Ships

| Year | Ships |
| --- | --- |
| 1905 | nine |
";
    let mut sources = Sources::default();
    let file = sources.add("text.md", markdown);
    let series = default_series();
    let context = reader::Context { series: &series, default_series: 1, language: "en", sigla: &Sigla::default() };
    let mut diagnostics = Diagnostics::default();
    let draft = reader::read(&sources, file, 0..markdown.len(), &context, &mut diagnostics);
    assert!(diagnostics.iter().next().is_none());
    assert_eq!(markdown::text(&draft, &series), markdown);
}
