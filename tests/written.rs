//! What `edition import` writes is read back as the same text: every fixture of the import, through
//! the Markdown writer and the Markdown reader.

use edition::config::book::default_series;
use edition::diag::Diagnostics;
use edition::model::apparatus::Sigla;
use edition::model::draft::Draft;
use edition::model::figure::Figure;
use edition::model::text::{Alignment, BlockKind, Group, GroupKind, Mark, MarkKind, Text};
use edition::read::{markdown as reader, plain};
use edition::source::Sources;
use edition::write::markdown;
use std::cmp::Reverse;
use std::fmt::Debug;
use std::path::Path;

/// A text as far as Markdown keeps it. What is legitimately another: where it came from; spaces, which Markdown
/// folds; an attribution's dash, which is the writer's; blocks without characters, which cannot be written; the
/// alignment of columns, which a plain text does not have; a head that runs in, which is written in small capitals;
/// ids of notes, which the reader gives in its own order (`names` are the notes' own); and lemmata and links of bare addresses, which a
/// plain text does not have and Markdown does. Everything else stands:
/// kinds, numbers, groups, emphasis, languages, calls and their places.
fn kept(text: &Text, names: &[String]) -> Text {
    let mut kept = Text::default();
    let mut at = vec![0; text.string.len() + 1];
    let mut index = vec![0; text.blocks.len() + 1];
    for (number, block) in text.blocks.iter().enumerate() {
        index[number] = kept.blocks.len();
        let own = &text.string[block.range.clone()];
        let dash = if block.kind == BlockKind::Attribution && own.starts_with("— ") { "— ".len() } else { 0 };
        let is_nothing = own.trim().is_empty() && block.kind != BlockKind::Rule;
        if !is_nothing {
            kept.push_block(block.kind, "");
        }
        let (mut words, start) = (String::new(), kept.string.len());
        for (offset, c) in own.char_indices() {
            let space = c.is_whitespace() && (words.is_empty() || words.ends_with(' '));
            at[block.range.start + offset] = start + words.len();
            if offset >= dash && !space {
                words.push(if c.is_whitespace() { ' ' } else { c });
            }
        }
        let length = words.trim_end().len();
        let edge = |place: &mut usize| *place = (*place).min(start + length);
        at[block.range.end] = start + words.len();
        at[block.range.start..=block.range.end].iter_mut().for_each(edge);
        if !is_nothing {
            kept.string.push_str(&words[..length]);
            let last = kept.blocks.last_mut().expect("a block");
            last.range.end = kept.string.len();
            (last.number, last.anchor) = (block.number, block.anchor.clone());
        }
    }
    index[text.blocks.len()] = kept.blocks.len();
    kept.groups = text.groups.iter().map(|group| group_of(group, &index)).filter(|g| !g.blocks.is_empty()).collect();
    let marks =
        text.marks.iter().filter(|m| !matches!(m.kind, MarkKind::Lemma(_) | MarkKind::Link(_) | MarkKind::Orphan)).map(
            |mark| Mark {
                range: at[mark.range.start]..at[mark.range.end],
                kind: match &mark.kind {
                    MarkKind::Call(note) => MarkKind::Anchor(format!("call of {}", names[note.0 as usize])),
                    MarkKind::RunInHead => MarkKind::SmallCaps,
                    kind => kind.clone(),
                },
            },
        );
    kept.marks = marks.collect();
    kept.marks.sort_by_key(|mark| (mark.range.start, Reverse(mark.range.end), format!("{:?}", mark.kind)));
    kept
}

fn group_of(group: &Group, index: &[usize]) -> Group {
    let kind = match &group.kind {
        GroupKind::Table(columns) => GroupKind::Table(vec![Alignment::Left; columns.len()]),
        kind => kind.clone(),
    };
    Group { kind, blocks: index[group.blocks.start]..index[group.blocks.end] }
}

fn names(draft: &Draft) -> Vec<String> {
    draft.notes.iter().map(|note| note.key.clone()).collect()
}

fn notes(draft: &Draft) -> Vec<(String, Text)> {
    let names = names(draft);
    let mut notes: Vec<_> = draft.notes.iter().map(|n| (n.key.clone(), kept(&n.text, &names))).collect();
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
    let context = reader::Context {
        series: &series,
        default_series: 1,
        nested_series: 1,
        language: "en",
        sigla: &Sigla::default(),
        typed: false,
    };
    let read = reader::read(&sources, file, 0..written.len(), &context, &mut diagnostics);
    let fault = diagnostics.iter().next().map(|d| d.message.clone());
    if let Some(message) = fault {
        return Err(format!("{message}\n{written}"));
    }
    let (was, is) = (kept(&draft.body, &names(&draft)), kept(&read.body, &names(&read)));
    // Notes that nothing calls follow the body as paragraphs of it.
    let strays = is.blocks.len().saturating_sub(was.blocks.len());
    if let Some(fault) = differs(&was, &first(&is, was.blocks.len())) {
        return Err(fault);
    }
    let all = notes(&draft);
    for (key, text) in notes(&read) {
        let own = all.iter().filter(|(known, _)| *known == key);
        let faults: Vec<_> = own.map(|(_, was)| differs(was, &text)).collect();
        if !faults.contains(&None) {
            return Err(format!("note {key}: {}", faults.into_iter().flatten().collect::<Vec<_>>().join("\n")));
        }
    }
    let counted =
        read.notes.len() + strays / 2 >= draft.notes.len() && (strays > 0) == (read.notes.len() < draft.notes.len());
    if !counted {
        return Err(format!("{} notes, then {} and {strays} blocks", draft.notes.len(), read.notes.len()));
    }
    Ok(())
}

/// The first blocks of a text.
fn first(text: &Text, blocks: usize) -> Text {
    let end = text.blocks[..blocks.min(text.blocks.len())].last().map_or(0, |block| block.range.end);
    Text {
        string: text.string[..end].to_owned(),
        provenance: vec![],
        blocks: text.blocks.iter().take(blocks).cloned().collect(),
        groups: text.groups.iter().filter(|group| group.blocks.end <= blocks).cloned().collect(),
        marks: text.marks.iter().filter(|mark| mark.range.end <= end).cloned().collect(),
    }
}

/// What is first another in two texts.
fn differs(was: &Text, is: &Text) -> Option<String> {
    fn unlike<T: PartialEq + Debug>(was: &[T], is: &[T]) -> Option<String> {
        let at = was.iter().zip(is).take_while(|(a, b)| a == b).count();
        (was != is).then(|| format!("{:?}\n  is {:?}", was.get(at), is.get(at)))
    }
    let lines = |text: &Text| text.string.split('\n').map(str::to_owned).collect::<Vec<_>>();
    (was != is).then(|| {
        let found = unlike(&lines(was), &lines(is)).or_else(|| unlike(&was.blocks, &is.blocks));
        let found = found.or_else(|| unlike(&was.groups, &is.groups)).or_else(|| unlike(&was.marks, &is.marks));
        found.unwrap_or_default()
    })
}

#[test]
fn figures_are_written_as_they_are_read() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/markdown/figures/input.md");
    let text = std::fs::read_to_string(root).expect("the case");
    let (mut sources, series) = (Sources::default(), default_series());
    let context = reader::Context {
        series: &series,
        default_series: 1,
        nested_series: 1,
        language: "en",
        sigla: &Sigla::default(),
        typed: false,
    };
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
    let context = reader::Context {
        series: &series,
        default_series: 1,
        nested_series: 1,
        language: "en",
        sigla: &Sigla::default(),
        typed: false,
    };
    let mut diagnostics = Diagnostics::default();
    let draft = reader::read(&sources, file, 0..markdown.len(), &context, &mut diagnostics);
    assert!(diagnostics.iter().next().is_none());
    assert_eq!(markdown::text(&draft, &series), markdown);
}
