//! What came in goes out again: each file of `tests/tei`, and each that `tests/tei_out` writes, read, written and read
//! again. Every element and every attribute of its text and of what stands beside it must be in what is written, but
//! for what [`NORMALISED`] names; and what is written must read as the same edition.

use super::{built, canon, folders};
use crate::notes::cases;
use crate::support::skipped;
use edition::config::book::{BookFile, default_series};
use edition::config::sheet::Sheet;
use edition::config::standoff::StandOff;
use edition::diag::Diagnostics;
use edition::model::document::{Edition, Matter};
use edition::model::lines::{MilestoneKind, MilestoneSystem};
use edition::pipeline::{Input, Origin, Shelf, prepare};
use edition::read::tei::File;
use edition::read::tei::tree::{Node, NodeId, Tree};
use edition::source::{Sources, Span};
use edition::write::tei;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What is written otherwise than it came in: where (all files if empty), what of it may be gone, why.
const NORMALISED: [(&str, &str, &str); 10] = [
    ("", "app@from=", "one method for each file: a lemma in the flow has no ends, others those that the tool makes"),
    ("", "app@to=", "the same"),
    ("app-lacunae", "witEnd", "a witness that ends lacks the rest of the text: lacunaStart, lacunaEnd"),
    ("endnotes", "p", "notes stand where they are called first: what held nothing else goes with them"),
    ("endnotes", "div", "the same"),
    ("endnotes", "head", "the title of such a division is `fw`"),
    ("notes", "div", "the same"),
    ("references", "p@xml:id=p1", "an id is given once: the second was none"),
    ("references", "ref@target=", "of several targets that which is led to"),
    ("own", "", "what is the tool's own is counted anew"),
];

/// What reads otherwise when it comes back: in which file, which lines, why.
const READ_OTHERWISE: [(&str, &str, &str); 6] = [
    (
        "app-double-end-point",
        "Anchor(",
        "a place to which nothing leads any more: its entry has ends that the tool makes",
    ),
    (
        "quotations",
        "name: \"quote\"",
        "what says where a quotation is from is a `bibl`: then it is one as print has it",
    ),
    ("notes", "name: \"ref\"", "a reference to a note says no more than the model does"),
    ("references", "(\"xml:id\", \"p1\")", "an id is given once"),
    ("blocks-beside-words", "#after", "stray words are a paragraph when read again, which keeps what stands beside it"),
    ("own", "", "what is the tool's own is counted anew"),
];

/// Files read in a book that has nothing else, each with its name.
fn read(inputs: &[(&str, &str)]) -> Edition {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let mut book = BookFile { series: default_series(), by_date: Some(false), ..BookFile::default() };
    let systems = [("ed", MilestoneKind::Pages), ("section", MilestoneKind::Numbers)];
    let system = |(id, kind): (&str, _)| MilestoneSystem { id: id.into(), title: id.into(), kind, within: None };
    book.book.milestones = systems.map(system).to_vec();
    let mut documents = vec![];
    for (id, input) in inputs {
        let file = sources.add(format!("{id}/text.xml"), *input);
        documents.push(Input {
            id: (*id).into(),
            matter: Matter::Text,
            columns: None,
            span: Span::new(file, 0..0),
            sheet: Sheet::default(),
            origin: Origin::Tei {
                file,
                entries: None,
                pictures: BTreeSet::from(["lamp.png".to_owned(), "rock.svg".to_owned()]),
            },
            headnote: None,
            sigla: vec![],
            standoff: StandOff::default(),
            lock: None,
        });
    }
    prepare(&sources, &book, documents, &Shelf::default(), &mut diagnostics).edition
}

/// A file read in such a book, and as it goes out again.
fn again(input: &str) -> (Edition, String) {
    let edition = read(&[("text", input)]);
    let written = String::from_utf8(tei::write_documents(&edition, &[0])).expect("UTF-8");
    (edition, written)
}

/// How often each element is in the text of a file and beside it, and each attribute with its value; letters aside.
/// Which schemas the file names in front of its root.
fn facts(name: &str, input: &str) -> Option<BTreeMap<String, usize>> {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let file = sources.add(name, input);
    let tree = Tree::read(file, &sources.file(file).text, &mut diagnostics)?;
    let mut facts = BTreeMap::new();
    let header = File::open(&sources, file, &mut diagnostics)?.header;
    facts.extend(header.schemas.into_iter().map(|schema| (schema, 1)));
    let in_text = |id: &NodeId| ["text", "standOff", "facsimile"].contains(&tree.name(*id)) || has_text(&tree, *id);
    for id in tree.descendants(tree.root()).filter(in_text) {
        let Node::Element(element) = tree.node(id) else { continue };
        *facts.entry(element.name.to_string()).or_default() += 1;
        for attribute in &element.attributes {
            let words: Vec<&str> = attribute.value.split_whitespace().collect();
            let mut fact = |value: &str| {
                *facts.entry(format!("{}@{}={value}", element.name, attribute.name)).or_default() += 1;
            };
            // to lists of tokens the tool adds its own
            match attribute.name {
                "ana" | "rend" => words.iter().for_each(|word| fact(word)),
                _ => fact(&words.join(" ")),
            }
        }
    }
    Some(facts)
}

/// Whether an element stands in a text or beside it, not in a header.
fn has_text(tree: &Tree<'_>, id: NodeId) -> bool {
    tree.ancestors(id).find_map(|around| match tree.name(around) {
        "teiHeader" => Some(false),
        "text" | "standOff" | "facsimile" => Some(true),
        _ => None,
    }) == Some(true)
}

/// What of one file is not in another.
fn lost(name: &str, before: &str, after: &str) -> Vec<String> {
    let Some(before) = facts(name, before) else { return vec![] };
    let Some(after) = facts("again.xml", after) else { return vec![format!("{name}: what is written is no TEI")] };
    let normal = |fact: &str| {
        let mut known = NORMALISED.iter();
        known.any(|(of, what, _)| (of.is_empty() || *of == name) && fact.starts_with(what))
    };
    let fewer = before.iter().filter(|(fact, count)| after.get(*fact).is_none_or(|there| there < count));
    fewer.map(|(fact, _)| fact).filter(|fact| !normal(fact)).map(|fact| format!("{name}: {fact}")).collect()
}

/// What is there more often than it was: ids given twice, and notes and entries when the file is read again.
fn doubled(name: &str, [input, written, twice]: [&str; 3]) -> Vec<String> {
    let (Some(input), Some(written)) = (facts(name, input), facts(name, written)) else { return vec![] };
    let is_new = |fact: &str, count: usize| fact.contains("@xml:id=") && count > 1 && input.get(fact) != Some(&count);
    let ids = written.iter().filter(|(fact, count)| is_new(fact, **count)).map(|(fact, _)| fact.clone());
    let twice = facts(name, twice).unwrap_or_default();
    let more = ["app", "note"].into_iter().filter(|element| written.get(*element) < twice.get(*element));
    let more = more.map(|element| format!("more `{element}` when read again"));
    ids.chain(more).map(|what| format!("{name}: {what}")).collect()
}

/// What becomes of a file: what is lost, and where it reads otherwise when it comes back.
fn differences(name: &str, input: &str, wrong: &mut Vec<String>) {
    let (edition, written) = again(input);
    wrong.extend(lost(name, input, &written));
    let (back, twice) = again(&written);
    if name != "own" {
        wrong.extend(doubled(name, [input, &written, &twice]));
    }
    for (index, document) in edition.documents.iter().enumerate().filter(|(_, document)| document.generated.is_none()) {
        let Some(other) = back.documents.iter().position(|other| other.id == document.id) else { continue };
        let (before, after) = (canon::lines(&edition, index), canon::lines(&back, other));
        let there: BTreeSet<&str> = after.lines().collect();
        let normal = |line: &str| READ_OTHERWISE.iter().any(|(of, what, _)| *of == name && line.contains(what));
        let missing = before.lines().filter(|line| !there.contains(line) && !normal(line));
        wrong.extend(missing.map(|line| format!("{name}, read again: {line}")));
    }
    if std::env::var_os("TEI_KEEP").is_some() {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("tei-kept");
        std::fs::create_dir_all(&folder).expect("a folder");
        std::fs::write(folder.join(format!("{name}.xml")), &written).expect("a file");
        std::fs::write(folder.join(format!("{name}.2.xml")), &twice).expect("a file");
    }
}

#[test]
fn every_element_and_attribute_goes_out_again() {
    let mut wrong = vec![];
    let folders = cases("tei").into_iter().filter(|folder| folder.join("text.xml").is_file());
    for folder in folders {
        let input = std::fs::read_to_string(folder.join("text.xml")).expect("text.xml");
        let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
        differences(&name, &input, &mut wrong);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_the_tool_writes_goes_out_again() {
    let mut wrong = vec![];
    for folder in folders().into_iter().filter(|folder| !folder.ends_with("corpus") && !folder.ends_with("absent")) {
        let name = format!("written {}", folder.file_name().expect("a name").to_string_lossy());
        differences(&name, &built(&folder, "tei-kept"), &mut wrong);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Files at hand, or all of a folder: `EDITION_TEI=FILE:DIR cargo test --test all tei_at_hand`.
#[test]
fn tei_at_hand() {
    let Some(files) = std::env::var_os("EDITION_TEI") else { return skipped("no TEI at hand: set EDITION_TEI") };
    let mut wrong = vec![];
    let inside = |path: std::path::PathBuf| match std::fs::read_dir(&path) {
        Ok(folder) => folder.flatten().map(|entry| entry.path()).filter(|path| path.is_file()).collect(),
        Err(_) => vec![path],
    };
    let mut files: Vec<_> = std::env::split_paths(&files).flat_map(inside).collect();
    files.sort();
    for file in files {
        let Ok(input) = std::fs::read_to_string(&file) else { continue };
        let name = file.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let before = wrong.len();
        differences(&name, &input, &mut wrong);
        println!("{name}: {} differences", wrong.len() - before);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Several texts in one file have ids of their own, in their headers and in what is kept as source too.
#[test]
fn texts_that_share_a_file_keep_what_they_say() {
    let input = |name: &str| {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tei").join(name).join("text.xml");
        std::fs::read_to_string(file).expect("text.xml")
    };
    let [one, two] = ["app-groups", "app-notes-without-words"].map(input);
    let edition = read(&[("one", &one), ("two", &two), ("three", &two)]);
    let written = String::from_utf8(tei::write_documents(&edition, &[0, 1, 2])).expect("UTF-8");
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let file = sources.add("all.xml", written.as_str());
    let tree = Tree::read(file, &sources.file(file).text, &mut diagnostics).expect("TEI");
    let ids = tree.descendants(tree.root()).filter_map(|id| tree.attribute(id, "xml:id"));
    let ids: Vec<&str> = ids.collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "an id twice:\n{written}");
    let bare = ["one_", "two_", "three_"].into_iter().fold(written.clone(), |xml, prefix| xml.replace(prefix, ""));
    let lost: Vec<String> = [one, two].iter().flat_map(|input| lost("shared", input, &bare)).collect();
    assert!(lost.is_empty(), "{}\n{written}", lost.join("\n"));
}
