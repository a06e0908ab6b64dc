//! Pages of whole books.

use super::book;
use edition::diag::Diagnostics;
use edition::fonts::FontSet;
use edition::model::document::{Edition, Matter, Place, Spot};
use edition::model::page::{Item, Layout, NodeId, NodeKind, PageMap, Role};
use edition::model::text::{BlockKind, GroupKind, LocusKind, Mark, MarkKind, RefId, Text};
use edition::style::Style;
use std::fmt::Write as _;

/// The layout of a book, with the faults that were reported.
fn set(edition: &Edition) -> (Layout, PageMap, Vec<&'static str>) {
    set_in(edition, &Style::reader())
}

/// The same in another style.
pub(crate) fn set_in(edition: &Edition, style: &Style) -> (Layout, PageMap, Vec<&'static str>) {
    let mut diagnostics = Diagnostics::default();
    let (layout, map) = edition::typeset::typeset(edition, style, &FontSet::embedded(), &mut diagnostics);
    (layout, map, diagnostics.iter().map(|d| d.code).collect())
}

/// The characters of every leaf, in drawing order, hyphens at line ends joined.
pub(crate) fn leaves(layout: &Layout) -> Vec<String> {
    let mut texts = vec![String::new(); layout.structure.nodes.len()];
    for item in layout.pages.iter().flat_map(|page| &page.items) {
        if let Item::Glyphs(run) = item
            && let Role::Content(NodeId(node)) = run.role
        {
            texts[node as usize].push_str(&run.text);
        }
    }
    texts.iter().map(|text| text.replace('\u{ad}', "")).collect()
}

/// The text below a node.
pub(crate) fn read(layout: &Layout, texts: &[String], node: NodeId) -> String {
    let mut out = texts[node.0 as usize].clone();
    for child in &layout.structure.node(node).children {
        out.push_str(&read(layout, texts, *child));
    }
    out
}

pub(crate) fn nodes(layout: &Layout, kind: impl Fn(&NodeKind) -> bool) -> Vec<NodeId> {
    let all = 0..layout.structure.nodes.len() as u32;
    all.map(NodeId).filter(|id| kind(&layout.structure.node(*id).kind)).collect()
}

#[test]
fn no_text_is_lost_or_doubled() {
    let edition = book::sample(6000, 2);
    let (layout, ..) = set(&edition);
    let texts = leaves(&layout);
    let all = read(&layout, &texts, NodeId(0));
    for document in &edition.documents {
        for block in 0..document.body.blocks.len() {
            // Calls and references add characters: the words between them must be there once.
            let range = document.body.blocks[block].range.clone();
            let mut cuts = vec![range.start, range.end];
            let inside = |at: &usize| range.contains(at);
            cuts.extend(document.body.marks.iter().flat_map(|m| [m.range.start, m.range.end]).filter(inside));
            cuts.sort_unstable();
            for pair in cuts.windows(2).filter(|pair| pair[1] - pair[0] > 60) {
                let words = &document.body.string[pair[0]..pair[1]];
                assert_eq!(all.matches(words).count(), 1, "{words}");
            }
        }
        for note in &document.notes {
            assert_eq!(all.matches(note.text.string.as_str()).count(), 1, "{}", note.text.string);
        }
    }
}

#[test]
fn a_note_begins_on_the_page_of_its_call() {
    let edition = book::sample(12_000, 2);
    let (_, map, codes) = set(&edition);
    let mut seen = 0;
    for (index, document) in edition.documents.iter().enumerate() {
        for note in 0..document.notes.len() as u32 {
            let page = |spot| {
                let name = edition.place_name(&Place { document: index, spot });
                map.places.get(&name).unwrap_or_else(|| panic!("no place {name}")).page
            };
            let id = edition::model::text::NoteId(note);
            assert_eq!(page(Spot::Call(id)), page(Spot::Note(id)));
            seen += 1;
        }
    }
    assert!(seen > 50);
    assert!(!codes.contains(&"late-note") && !codes.contains(&"overfull-line"), "{codes:?}");
}

#[test]
fn notes_follow_the_block_that_calls_them() {
    let edition = book::sample(3000, 1);
    let (layout, ..) = set(&edition);
    let texts = leaves(&layout);
    let notes = nodes(&layout, |kind| *kind == NodeKind::Note);
    assert_eq!(notes.len(), edition.documents[1].notes.len());
    for note in notes {
        let children = &layout.structure.node(note).children;
        assert_eq!(layout.structure.node(children[0]).kind, NodeKind::Label);
        assert!(!read(&layout, &texts, children[0]).is_empty());
    }
}

#[test]
fn the_structure_is_that_of_the_model() {
    let edition = book::sample(8000, 2);
    let (layout, ..) = set(&edition);
    let below = |root: NodeId| {
        let mut all = vec![root];
        let mut next = 0;
        while let Some(id) = all.get(next) {
            all.extend(layout.structure.node(*id).children.clone());
            next += 1;
        }
        all.into_iter().map(|id| layout.structure.node(id).kind.clone()).collect::<Vec<_>>()
    };
    // The parts: front pages, contents, the documents, colophon.
    let parts = &layout.structure.node(NodeId(0)).children;
    assert_eq!(parts.len(), edition.documents.len() + 3);
    for (document, part) in edition.documents.iter().zip(&parts[2..]) {
        let kinds = below(*part);
        let count = |wanted: &dyn Fn(&NodeKind) -> bool| kinds.iter().filter(|kind| wanted(kind)).count();
        let texts: Vec<&Text> = document.containers().into_iter().filter_map(|c| document.text(c)).collect();
        let blocks = |wanted: &dyn Fn(BlockKind) -> bool| {
            texts.iter().flat_map(|text| &text.blocks).filter(|block| wanted(block.kind)).count()
        };
        let marks = |wanted: &dyn Fn(&MarkKind) -> bool| {
            texts.iter().flat_map(|text| &text.marks).filter(|mark| wanted(&mark.kind)).count()
        };
        let groups = texts.iter().flat_map(|text| &text.groups).filter(|g| g.kind == GroupKind::Quotation).count();
        let headings = blocks(&|kind| matches!(kind, BlockKind::Heading(_)));
        assert_eq!(count(&|kind| matches!(kind, NodeKind::Heading(..))), headings + 1, "the title, and its headings");
        // The title's block is a heading; author, dateline and rights are paragraphs of their own.
        let lines = [&document.author, &document.dateline, &document.rights].into_iter().flatten().count();
        let source = document.source.as_ref().map_or(0, |text| text.blocks.len());
        let known = texts.iter().filter(|t| document.source.as_ref().is_some_and(|s| std::ptr::eq(s, **t))).count();
        let source = if known == 0 { source } else { 0 };
        let paragraphs = blocks(&|kind| kind == BlockKind::Paragraph) - document.title.blocks.len() + lines + source;
        assert_eq!(count(&|kind| *kind == NodeKind::Paragraph), paragraphs);
        assert_eq!(count(&|kind| *kind == NodeKind::Note), document.notes.len());
        assert_eq!(count(&|kind| *kind == NodeKind::Quotation), groups);
        // A link for each reference, and for each note one to it and one back.
        let links = marks(&|kind| matches!(kind, MarkKind::Reference(_) | MarkKind::Link(_)));
        assert_eq!(count(&|kind| *kind == NodeKind::Link), links + 2 * document.notes.len());
    }
    let entries = nodes(&layout, |kind| *kind == NodeKind::TocItem);
    assert_eq!(entries.len(), edition.documents.len());
}

#[test]
fn every_leaf_is_drawn_and_every_link_leads_somewhere() {
    let (layout, ..) = set(&book::sample(6000, 2));
    let texts = leaves(&layout);
    for leaf in nodes(&layout, |kind| *kind == NodeKind::Leaf) {
        assert!(!texts[leaf.0 as usize].is_empty(), "leaf {leaf:?} is empty");
    }
    let mut areas = vec![0; layout.structure.nodes.len()];
    for link in layout.pages.iter().flat_map(|page| &page.links) {
        areas[link.node.0 as usize] += 1;
        if let edition::model::page::LinkTarget::Destination(name) = &link.target {
            assert!(layout.destinations.contains_key(name), "no destination {name}");
        }
    }
    for link in nodes(&layout, |kind| *kind == NodeKind::Link) {
        assert!(areas[link.0 as usize] > 0, "link {link:?} has no area");
    }
}

/// Body lines of all pages stand on the same grid, whatever stands above them.
#[test]
fn pages_are_in_register() {
    let (layout, ..) = set(&book::sample(9000, 2));
    let style = Style::reader();
    let mut off = 0;
    let mut lines = 0;
    for page in &layout.pages {
        let depth = style.text.leading * style.page.lines;
        let top = (page.height - depth).scale(style.page.margins[0], style.page.margins.iter().sum());
        for item in &page.items {
            if let Item::Glyphs(run) = item
                && run.size == style.text.size
                && matches!(run.role, Role::Content(_))
            {
                let from = run.y - top - style.text.leading * 7 / 10;
                lines += 1;
                off += i32::from(from.0 % style.text.leading.0 != 0);
            }
        }
    }
    assert!(lines > 500);
    // The title page, the contents and second-level heads keep to themselves.
    assert!(off < 20, "{off} of {lines} lines are off the grid");
}

#[test]
fn references_settle_on_the_page_of_their_target() {
    let mut text = book::document("text", Matter::Text, "On Pages");
    let mut words = book::Words::new(3);
    for _ in 0..40 {
        text.body.push_block(BlockKind::Paragraph, &words.prose(120));
    }
    text.body.number_blocks();
    for block in 0..40 {
        let start = text.body.blocks[block].range.start;
        let target = Place { document: 0, spot: Spot::Block(39 - block) };
        book::refer(&mut text, start..start + 5, target);
    }
    text.body.sort_marks();
    let edition = book::edition(vec![text]);
    let (layout, map, codes) = set(&edition);
    assert!(!codes.contains(&"references-unsettled"));
    let all = read(&layout, &leaves(&layout), NodeId(0));
    for block in 0..40 {
        let name = edition.place_name(&Place { document: 0, spot: Spot::Block(39 - block) });
        let start = edition.documents[0].body.blocks[block].range.start;
        let words = &edition.documents[0].body.string[start..start + 5];
        let printed = format!("{words}\u{a0}(p.\u{a0}{})", map.labels[map.places[&name].page]);
        assert!(all.contains(&printed), "{printed}");
    }
}

/// The number is shorter than what stood for it while the lines were broken first.
#[test]
fn a_note_reads_on_after_the_page_that_it_refers_to() {
    for seed in 0..12 {
        let mut text = book::document("text", Matter::Text, "On Notes");
        let mut words = book::Words::new(seed);
        text.body.push_block(BlockKind::Paragraph, &words.prose(60));
        let end = text.body.string.len();
        let mut said = Text::plain(words.prose(40));
        book::refer(&mut text, 0..0, Place { document: 0, spot: Spot::Block(0) });
        text.body.marks.pop();
        said.marks.push(Mark { range: 0..4, kind: MarkKind::Reference(RefId(0)) });
        book::note(&mut text, 0, end, said);
        text.body.number_blocks();
        text.body.sort_marks();
        let edition = book::edition(vec![text]);
        let (layout, ..) = set(&edition);
        let all = read(&layout, &leaves(&layout), NodeId(0));
        let (first, rest) = edition.documents[0].notes[0].text.string.split_at(4);
        let printed = format!("{first}\u{a0}(p.\u{a0}1){rest}");
        assert!(all.contains(&printed), "{printed}\nin {all}");
    }
}

#[test]
fn a_placeholder_takes_the_page() {
    let mut text = book::document("text", Matter::Text, "On Places");
    text.body.push_block(BlockKind::Paragraph, "As was said on page @page above.");
    let at = text.body.string.find('@').expect("there");
    book::refer(&mut text, 0..at + 5, Place { document: 0, spot: Spot::Start });
    text.body.marks.push(Mark { range: at..at + 5, kind: MarkKind::Locus(RefId(0), LocusKind::Page) });
    text.body.number_blocks();
    text.body.sort_marks();
    let (layout, ..) = set(&book::edition(vec![text]));
    let all = read(&layout, &leaves(&layout), NodeId(0));
    assert!(all.contains("As was said on page 1 above."), "{all}");
}

#[test]
fn the_same_for_any_number_of_threads() {
    let edition = book::sample(4000, 2);
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        pool.install(|| format!("{:?}", set(&edition).0))
    };
    assert_eq!(with(1), with(4));
}

/// A page as text: one line for each baseline, with its place in points.
fn dump(layout: &Layout, pages: std::ops::Range<usize>) -> String {
    let mut out = String::new();
    for page in &layout.pages[pages] {
        let _ = writeln!(out, "page {}", page.label);
        for item in &page.items {
            match item {
                Item::Glyphs(run) => {
                    let role = match run.role {
                        Role::Content(_) => "",
                        Role::Header => " head",
                        Role::Footer => " foot",
                        Role::Decoration => " decoration",
                    };
                    let text = run.text.replace('\u{ad}', "-");
                    let _ = writeln!(out, "{:6.1} {:6.1} {:4.1}{role} |{text}|", run.x.pt(), run.y.pt(), run.size.pt());
                }
                Item::Rule { x, y, width, .. } => {
                    let _ = writeln!(out, "{:6.1} {:6.1} rule {:.1}", x.pt(), y.pt(), width.pt());
                }
                Item::Picture { x, y, width, height, .. } => {
                    let (width, height) = (width.pt(), height.pt());
                    let _ = writeln!(out, "{:6.1} {:6.1} picture {width:.1} by {height:.1}", x.pt(), y.pt());
                }
            }
        }
    }
    out
}

/// A small book with one of everything, as a reviewed dump of its pages.
#[test]
fn one_of_everything() {
    let (layout, ..) = set(&everything());
    let actual = dump(&layout, 0..layout.pages.len());
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/typeset/everything/expected.txt");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::create_dir_all(std::path::Path::new(path).parent().expect("a folder")).expect("made");
        std::fs::write(path, &actual).expect("written");
    }
    let expected = std::fs::read_to_string(path).unwrap_or_default();
    assert!(actual == expected, "pages differ from {path}; UPDATE_EXPECT=1 rewrites it\n{actual}");
}

pub(crate) fn everything() -> Edition {
    use edition::model::text::{Alignment, Group, GroupKind};
    let mut text = book::document("text", Matter::Text, "One of Everything");
    text.headnote = Some(Text::plain("A headnote says in smaller type what the text is and why it stands here."));
    text.source = Some(Text::plain("Leaflet of the Example Press."));
    let body = &mut text.body;
    body.push_block(BlockKind::Heading(1), "First Things");
    body.push_block(BlockKind::Paragraph, "A RUN-IN HEAD. Then prose with emphasis, a call and figures from 1905 to 1995, long enough to need a second line.");
    body.push_block(
        BlockKind::Paragraph,
        "A quotation, set in from both sides, that also wants more than the one line it would have had.",
    );
    body.push_block(BlockKind::Attribution, "Its source");
    body.groups.push(Group { kind: GroupKind::Quotation, blocks: 2..4 });
    body.push_block(BlockKind::Paragraph, "One item.");
    body.push_block(BlockKind::Paragraph, "Another item.");
    body.groups.push(Group { kind: GroupKind::List { start: Some(1) }, blocks: 4..6 });
    body.groups.push(Group { kind: GroupKind::Item, blocks: 4..5 });
    body.groups.push(Group { kind: GroupKind::Item, blocks: 5..6 });
    body.push_block(BlockKind::Verse, "A line of verse");
    body.push_block(
        BlockKind::Verse,
        "And then a line of verse that is so long that it has to be turned over to the next",
    );
    body.groups.push(Group { kind: GroupKind::Stanza, blocks: 6..8 });
    body.push_block(BlockKind::Rule, "");
    for cell in [
        "Year",
        "What happened",
        "1905",
        "A great deal happened, more than a cell of a table can hold on one line of it.",
    ] {
        body.push_block(BlockKind::Paragraph, cell);
    }
    body.groups.push(Group { kind: GroupKind::Table(vec![Alignment::Right, Alignment::Left]), blocks: 9..13 });
    for (row, cells) in [(true, 9..11), (false, 11..13)] {
        body.groups.push(Group { kind: GroupKind::Row { head: row }, blocks: cells.clone() });
        cells.for_each(|c| body.groups.push(Group { kind: GroupKind::Cell, blocks: c..c + 1 }));
    }
    body.push_block(BlockKind::Code, "let it = stand;\u{2028}    as it does;");
    body.push_block(BlockKind::Paragraph, "Ἐν ἀρχῇ ἦν ὁ λόγος, and שלום עולם too.");
    body.number_blocks();
    let find = |words: &str| {
        let start = text.body.string.find(words).expect(words);
        start..start + words.len()
    };
    let marks = [
        (find("A RUN-IN HEAD."), MarkKind::RunInHead),
        (find("emphasis"), MarkKind::Emphasis),
        (find("Ἐν ἀρχῇ ἦν ὁ λόγος"), MarkKind::Language("grc".into())),
        (find("prose"), MarkKind::Strong),
    ];
    let (call, second) = (find("a call").end, find("figures").end);
    text.body.marks.extend(marks.map(|(range, kind)| Mark { range, kind }));
    book::note(&mut text, 0, call, Text::plain("The author's note."));
    book::note(&mut text, 1, second, Text::plain("The editor's note, which is in letters and stands below."));
    text.body.sort_marks();
    book::edition(vec![text])
}
