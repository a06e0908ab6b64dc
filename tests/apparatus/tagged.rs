//! What assistive readers are told: an entry leads to its lemma and the lemma to it, sigla say what they stand for,
//! line numbers are no part of the text.

use super::account::{Pages, runs, style, width};
use super::source::Files;
use edition::fonts::FontSet;
use edition::model::page::{GlyphRun, LinkTarget, NodeId, NodeKind, Role, Structure};
use edition::write::pdf;
use std::path::Path;

/// The nodes below one, with itself.
fn below(structure: &Structure, node: NodeId) -> Vec<NodeId> {
    let children = structure.node(node).children.iter().flat_map(|child| below(structure, *child));
    [node].into_iter().chain(children).collect()
}

#[test]
fn entry_and_lemma_are_tied_and_sigla_expanded() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/apparatus/layers-separate");
    let style = style("[page]\nparagraph-numbers = 0\n[line-numbers]\nevery = 1\nbeside-apparatus = 1\n");
    let edition = Files::read(&folder).edition(&style);
    let pages = Pages::of(&edition, &style);
    let structure = &pages.layout.structure;
    let all = below(structure, NodeId(0));
    let of = |node: &NodeId| &structure.node(*node).kind;
    let notes: Vec<&NodeId> = all.iter().filter(|node| *of(node) == NodeKind::Note).collect();
    assert_eq!(notes.len(), 4);

    let links: Vec<_> = pages.layout.pages.iter().flat_map(|page| &page.links).collect();
    for (number, note) in notes.iter().enumerate() {
        let within = below(structure, **note);
        let link = links.iter().find(|link| within.contains(&link.node)).expect("a link to the lemma");
        assert!(within.iter().any(|node| *of(node) == NodeKind::Label), "entry {number}");
        let back = LinkTarget::Destination(format!("lamp_entry-c-{}", number + 1));
        assert_eq!(link.target, back);
        let there = LinkTarget::Destination(format!("lamp_note-c-{}", number + 1));
        let lemma = links.iter().find(|link| link.target == there).expect("a link to the entry");
        assert!(!within.contains(&lemma.node), "entry {number}");
    }

    let names: Vec<&str> = all
        .iter()
        .filter_map(|node| if let NodeKind::Abbreviation(of) = of(node) { Some(of.as_str()) } else { None })
        .collect();
    let [b, c, d] = ["Leeport, Pilots’ House, 17", "Northwick, Town Hall, C. 9", "A leaf found in a boat"];
    assert_eq!(names, [b, c, b, d, c]);

    for (index, page) in pages.layout.pages.iter().enumerate() {
        let (left, right) = (pages.left(index), pages.left(index) + style.page.measure);
        let mut beside = runs(page).filter(|run| run.x + width(run) < left || run.x > right);
        assert!(beside.all(|run| run.role == Role::Decoration), "page {index}");
    }
    let is_number = |run: &&GlyphRun| run.role == Role::Decoration && run.text == "1";
    assert!(pages.layout.pages.iter().flat_map(runs).any(|run| is_number(&run)));

    let bytes = pdf::write(&edition, &pages.layout, &FontSet::embedded()).expect("a PDF");
    let expanded = bytes.windows(3).filter(|window| window == b"/E(" || window == b"/E<").count();
    assert_eq!(expanded, names.len());
}
