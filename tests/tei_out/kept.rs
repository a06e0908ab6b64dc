//! What came in goes out again: each file of `tests/tei`, and each that `tests/tei_out` writes, read, written and read
//! again. Every element and every attribute of its text and of what stands beside it must be in what is written, but
//! for what [`NORMALISED`] names; and what is written must read as the same edition.

use super::{built, canon, folders};
use crate::notes::cases;
use edition::config::book::{BookFile, default_series};
use edition::config::sheet::Sheet;
use edition::config::standoff::StandOff;
use edition::diag::Diagnostics;
use edition::model::document::{Edition, Matter};
use edition::model::lines::{MilestoneKind, MilestoneSystem};
use edition::pipeline::{Input, Origin, Shelf, prepare};
use edition::read::tei::tree::{Node, NodeId, Tree};
use edition::source::{Sources, Span};
use edition::write::tei;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What is written otherwise than it came in: where (all files if empty), what of it may be gone, why.
const NORMALISED: [(&str, &str, &str); 19] = [
    ("", "app@from=", "one method for each file: a lemma in the flow has no ends, others those that the tool makes"),
    ("", "app@to=", "the same"),
    ("", "listApp", "where all lemmata nest there are no lists: their types are the layers, their heads their titles"),
    ("", "standOff", "one that is empty then"),
    ("app-in-standoff", "desc", "what is said of such a list"),
    ("app-in-standoff", "head", "the same"),
    ("app-chained", "lem", "entries that are chained are one, with all words in the first"),
    ("app-chained", "rdg", "the same"),
    (
        "app-lacunae",
        "wit",
        "a witness that begins or ends is one that is lacking from there on: lacunaStart, lacunaEnd",
    ),
    ("endnotes", "p", "notes stand where they are called first: what held nothing else goes with them"),
    ("endnotes", "div", "the same"),
    ("endnotes", "head", "the title of such a division is `fw`"),
    ("notes", "div", "the same"),
    ("paragraphs", "p", "a paragraph without anything in it"),
    ("front-back", "text@xml:lang=", "the language of the text is that of the file, as BCP 47 has it"),
    ("header", "body@xml:lang=", "the same"),
    ("references", "p@xml:id=p1", "an id is given once: the second was none"),
    ("references", "ref@target=", "of several targets that which is led to"),
    ("own", "", "what is the tool's own is counted anew"),
];

/// What reads otherwise when it comes back: in which file, which lines, why.
const READ_OTHERWISE: [(&str, &str, &str); 5] = [
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
    ("own", "", "what is the tool's own is counted anew"),
];

/// A file read in a book that has nothing else, and as it goes out again.
fn again(input: &str) -> (Edition, String) {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let file = sources.add("text.xml", input);
    let mut book = BookFile { series: default_series(), by_date: Some(false), ..BookFile::default() };
    let systems = [("ed", MilestoneKind::Pages), ("section", MilestoneKind::Numbers)];
    let system = |(id, kind): (&str, _)| MilestoneSystem { id: id.into(), title: id.into(), kind };
    book.book.milestones = systems.map(system).to_vec();
    let document = Input {
        id: "text".into(),
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
    };
    let edition = prepare(&sources, &book, vec![document], &Shelf::default(), &mut diagnostics).edition;
    let written = String::from_utf8(tei::write_documents(&edition, &[0])).expect("UTF-8");
    (edition, written)
}

/// How often each element is in the text of a file and beside it, and each attribute with its value; letters aside.
fn facts(name: &str, input: &str) -> Option<BTreeMap<String, usize>> {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let file = sources.add(name, input);
    let tree = Tree::read(file, &sources.file(file).text, &mut diagnostics)?;
    let mut facts = BTreeMap::new();
    let in_text = |id: &NodeId| ["text", "standOff", "facsimile"].contains(&tree.name(*id)) || has_text(&tree, *id);
    for id in tree.descendants(tree.root()).filter(in_text) {
        let Node::Element(element) = tree.node(id) else { continue };
        *facts.entry(element.name.to_string()).or_default() += 1;
        for attribute in &element.attributes {
            let value = attribute.value.split_whitespace().collect::<Vec<_>>().join(" ");
            *facts.entry(format!("{}@{}={value}", element.name, attribute.name)).or_default() += 1;
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

/// What becomes of a file: what is lost, and where it reads otherwise when it comes back.
fn differences(name: &str, input: &str, wrong: &mut Vec<String>) {
    let (edition, written) = again(input);
    wrong.extend(lost(name, input, &written));
    let (back, twice) = again(&written);
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
