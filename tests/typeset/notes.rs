//! Streams of notes: columns, notes run together, endnotes.

use super::book::{self, Words};
use super::pages::{leaves, nodes, read};
use edition::diag::Diagnostics;
use edition::fonts::FontSet;
use edition::model::document::{Arrangement, Document, Edition, Matter, NotePlace, Place, Spot};
use edition::model::length::Length;
use edition::model::loci::PlacedAt;
use edition::model::page::{Item, Layout, LinkTarget, NodeId, NodeKind, Page, PageMap, Role};
use edition::model::text::{BlockKind, Group, GroupKind, Mark, MarkKind, NoteId, Text};
use edition::source::Sources;
use edition::style::Style;

/// The layout of a book in a style, with the faults that were reported.
fn set(edition: &Edition, style: &Style) -> (Layout, PageMap, Vec<&'static str>) {
    let mut diagnostics = Diagnostics::default();
    let (layout, map) = edition::typeset::typeset(edition, style, &FontSet::embedded(), &mut diagnostics);
    (layout, map, diagnostics.iter().map(|d| d.code).collect())
}

fn style(text: &str) -> Style {
    let mut sources = Sources::default();
    let file = sources.add("my.toml", text);
    let mut diagnostics = Diagnostics::default();
    let style = Style::read(&sources, file, &mut diagnostics);
    assert_eq!(diagnostics.iter().map(|d| d.message.clone()).collect::<Vec<_>>(), Vec::<String>::new());
    style
}

/// A book of the two series as they are given.
fn with(mut edition: Edition, first: (Arrangement, NotePlace), second: (Arrangement, NotePlace)) -> Edition {
    for (series, (arrangement, place)) in edition.series.iter_mut().zip([first, second]) {
        (series.arrangement, series.place) = (arrangement, place);
    }
    edition
}

const FOOT: NotePlace = NotePlace::Foot;

/// A text of one paragraph with notes of the given lengths of one series, called one word after
/// the other, the first after `before` words.
fn noted(series: usize, before: usize, lengths: &[usize]) -> Document {
    let mut text = book::document("text", Matter::Text, "On Notes");
    let mut words = Words::new(11);
    let prose = words.prose(before + lengths.len() + 200);
    text.body.push_block(BlockKind::Paragraph, &prose);
    text.body.number_blocks();
    let ends = prose.match_indices(' ').map(|(at, _)| at);
    for (at, length) in ends.skip(before).zip(lengths) {
        book::note(&mut text, series, at, Text::plain(words.prose(*length)));
    }
    text.body.sort_marks();
    text
}

/// The lines of content of a size on a page: left edge, baseline and text.
fn lines(page: &Page, size: Length) -> Vec<(Length, Length, String)> {
    let mut lines: Vec<(Length, Length, String)> = vec![];
    for item in &page.items {
        let Item::Glyphs(run) = item else { continue };
        let goes_on = |(_, y, _): &&mut (Length, Length, String)| *y == run.y || run.size < size;
        if run.size != size && lines.is_empty() || matches!(run.role, Role::Header | Role::Footer) {
            continue;
        }
        match lines.last_mut().filter(goes_on) {
            Some(line) if line.0 <= run.x => line.2.push_str(&run.text),
            _ if run.size == size => lines.push((run.x, run.y, run.text.clone())),
            _ => {}
        }
    }
    lines
}

/// The pages whose text holds `words`.
fn pages_with(layout: &Layout, words: &str) -> Vec<usize> {
    let text = |page: &Page| -> String {
        let runs = page.items.iter().filter_map(|item| if let Item::Glyphs(run) = item { Some(run) } else { None });
        runs.map(|run| run.text.replace('\u{ad}', "")).collect()
    };
    (0..layout.pages.len()).filter(|index| text(&layout.pages[*index]).contains(words)).collect()
}

/// Every word of every note stands in the book once; every note is a node with a label; those of
/// the series `at_foot` begin on the page of their call, the others not before.
fn nothing_is_lost(edition: &Edition, layout: &Layout, map: &PageMap, at_foot: &[usize]) {
    let all = read(layout, &leaves(layout), NodeId(0));
    let mut seen = 0;
    for (index, document) in edition.documents.iter().enumerate() {
        for (number, note) in document.notes.iter().enumerate() {
            let words: Vec<&str> = note.text.string.split(". ").filter(|words| words.len() > 40).collect();
            assert!(words.iter().all(|words| all.matches(*words).count() == 1), "{}", note.text.string);
            let page = |spot| map.places[&edition.place_name(&Place { document: index, spot })].page;
            let id = NoteId(number as u32);
            if at_foot.contains(&note.series) {
                assert_eq!(page(Spot::Call(id)), page(Spot::Note(id)), "{}", note.text.string);
            } else {
                assert!(page(Spot::Call(id)) <= page(Spot::Note(id)));
            }
            seen += 1;
        }
    }
    assert!(seen > 20, "{seen} notes");
    let notes = nodes(layout, |kind| *kind == NodeKind::Note);
    assert_eq!(notes.len(), seen);
    let texts = leaves(layout);
    for note in notes {
        let children = &layout.structure.node(note).children;
        assert_eq!(layout.structure.node(children[0]).kind, NodeKind::Label, "a note begins with its label");
        assert!(!read(layout, &texts, children[0]).is_empty());
        assert!(children.len() > 1);
    }
    for link in layout.pages.iter().flat_map(|page| &page.links) {
        if let LinkTarget::Destination(name) = &link.target {
            assert!(layout.destinations.contains_key(name), "no destination {name}");
        }
    }
}

#[test]
fn no_note_is_lost_however_notes_are_set() {
    use Arrangement::{Columns, RunTogether, Separate};
    for (first, second) in
        [(Columns(2), RunTogether), (RunTogether, Columns(3)), (RunTogether, RunTogether), (Columns(3), Separate)]
    {
        let edition = with(book::sample(6000, 2), (first, FOOT), (second, FOOT));
        let (layout, map, codes) = set(&edition, &Style::reader());
        assert!(!codes.contains(&"late-note") && !codes.contains(&"overfull-line"), "{codes:?}");
        nothing_is_lost(&edition, &layout, &map, &[0, 1]);
    }
}

#[test]
fn the_same_for_any_number_of_threads() {
    let edition = with(book::sample(3000, 2), (Arrangement::RunTogether, FOOT), (Arrangement::Columns(2), FOOT));
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        pool.install(|| format!("{:?}", set(&edition, &Style::reader()).0))
    };
    assert_eq!(with(1), with(4));
}

/// Columns are read down, one after the other, differ by a line at most, and no line of a note
/// stands alone in one.
#[test]
fn columns_are_balanced() {
    let style = style("[note.a]\nindent = \"0pt\"\nalign = \"left\"\nsize = \"7pt\"\nleading = \"9pt\"\n");
    for (count, lengths) in [(2, vec![20, 20, 20, 20]), (3, vec![40, 40, 40]), (3, vec![9, 30, 9, 30])] {
        let edition = with(
            book::edition(vec![noted(0, 20, &lengths)]),
            (Arrangement::Columns(count), FOOT),
            (Arrangement::Separate, FOOT),
        );
        let (layout, ..) = set(&edition, &style);
        let page = layout.pages.iter().find(|page| !lines(page, Length::PT * 7).is_empty()).expect("notes");
        let mut columns: Vec<(Length, Vec<Length>)> = vec![];
        let width = (style.page.measure - style.note.gutter * i64::from(count - 1)) / i64::from(count);
        let edge = lines(page, Length::PT * 7).iter().map(|line| line.0).min().expect("lines");
        for (x, y, _) in lines(page, Length::PT * 7) {
            // The mark of a note is smaller than its line.
            let column = (x - edge + Length::PT * 6).0 / (width + style.note.gutter).0;
            match columns.last_mut() {
                Some((known, ys)) if *known == Length(column) => ys.push(y),
                _ => columns.push((Length(column), vec![y])),
            }
        }
        assert_eq!(columns.len(), usize::from(count), "{columns:?}");
        let counts: Vec<usize> = columns.iter().map(|(_, ys)| ys.len()).collect();
        let (least, most) = (counts.iter().min().expect("some"), counts.iter().max().expect("some"));
        assert!(most - least <= 2, "{counts:?}");
        assert!(counts.windows(2).all(|pair| pair[0] >= pair[1] - 1), "{counts:?}");
        assert!(columns.iter().all(|(_, ys)| ys[0] == columns[0].1[0]), "all columns begin at one height");
    }
}

/// Short notes share a line; the next begins where the last ended, after a wide space.
#[test]
fn notes_run_together_share_lines() {
    let document = noted(0, 20, &[4, 4, 4, 4, 4]);
    let edition = with(book::edition(vec![document]), (Arrangement::RunTogether, FOOT), (Arrangement::Separate, FOOT));
    let (layout, _, codes) = set(&edition, &Style::reader());
    assert_eq!(codes, Vec::<&str>::new());
    let page = &layout.pages[pages_with(&layout, &edition.documents[0].notes[0].text.string)[0]];
    let found = lines(page, Style::reader().note.size);
    assert!((2..=3).contains(&found.len()), "{found:?}");
    let notes = nodes(&layout, |kind| *kind == NodeKind::Note);
    assert_eq!(notes.len(), 5, "each is a note of its own");
    let texts = leaves(&layout);
    for (note, node) in edition.documents[0].notes.iter().zip(notes) {
        assert_eq!(read(&layout, &texts, node), format!("{}\u{202f}{}", note.mark, note.text.string));
    }
    assert!(pages_with(&layout, &format!("{} 2", edition.documents[0].notes[0].text.string)).len() == 1);
}

/// A long note at the end of those that are run together goes on overleaf at the end of a line,
/// without an indent, and the next page's notes follow it on its last line.
#[test]
fn a_note_run_together_goes_on_overleaf() {
    let mut document = noted(0, 60, &[12, 12, 900, 12]);
    let mut words = Words::new(5);
    let at = document.body.blocks[0].range.end;
    document.body.push_block(BlockKind::Paragraph, &words.prose(900));
    document.body.number_blocks();
    let far = document.body.string[at + 1800..].find(' ').expect("a space") + at + 1800;
    book::note(&mut document, 0, far, Text::plain(words.prose(8)));
    document.body.sort_marks();
    let edition = with(book::edition(vec![document]), (Arrangement::RunTogether, FOOT), (Arrangement::Separate, FOOT));
    let style = Style::reader();
    let (layout, map, codes) = set(&edition, &style);
    assert!(!codes.contains(&"note-line"), "{codes:?}");
    let page = |number| map.places[&edition.place_name(&Place { document: 0, spot: Spot::Note(NoteId(number)) })].page;
    assert_eq!(page(2), page(0), "the long note begins with its call");
    let texts: Vec<Vec<(Length, Length, String)>> =
        layout.pages.iter().map(|page| lines(page, style.note.size)).collect();
    let overleaf = &texts[page(2) + 1];
    assert!(overleaf.len() > 3, "it goes on overleaf");
    let left = overleaf.iter().map(|line| line.0).min().expect("lines");
    assert!(overleaf[0].0 - left < Length::PT, "without an indent: but for what hangs in the margin");
    let all = read(&layout, &leaves(&layout), NodeId(0));
    for note in &edition.documents[0].notes {
        assert_eq!(all.matches(note.text.string.as_str()).count(), 1);
    }
}

/// A verse in a note that is run together keeps its lines apart with a stroke.
#[test]
fn verse_runs_together_with_strokes() {
    let mut document = noted(0, 20, &[4]);
    let mut note = Text::plain("As they sang:");
    note.push_block(BlockKind::Verse, "a lantern by the river");
    note.push_block(BlockKind::Verse, "a copper winter page");
    document.notes[0].text = note;
    let edition = with(book::edition(vec![document]), (Arrangement::RunTogether, FOOT), (Arrangement::Separate, FOOT));
    let (layout, ..) = set(&edition, &Style::reader());
    assert_eq!(pages_with(&layout, "As they sang: a lantern by the river / a copper winter page").len(), 1);
}

/// Each stream has its own size, leading and rule, and the last line of the lowest stands where
/// the last line of text would.
#[test]
fn streams_have_styles_of_their_own() {
    let style = style(
        "[note.a]\nsize = \"9pt\"\nleading = \"11pt\"\nrule = \"30pt\"\n[note.e]\nsize = \"7pt\"\nleading = \"8.5pt\"\nrule = \"0pt\"\n",
    );
    let mut document = noted(0, 150, &[20]);
    let call =
        document.body.marks.iter().find(|mark| matches!(mark.kind, MarkKind::Call(_))).expect("a call").range.end;
    book::note(&mut document, 1, call, Text::plain(Words::new(2).prose(30)));
    document.body.sort_marks();
    let mut words = Words::new(23);
    document.body.push_block(BlockKind::Paragraph, &words.prose(700));
    let edition = book::edition(vec![document]);
    let (layout, ..) = set(&edition, &style);
    let page = &layout.pages[pages_with(&layout, &edition.documents[0].notes[0].text.string)[0]];
    let (first, second) = (lines(page, Length::PT * 9), lines(page, Length::PT * 7));
    assert!(!first.is_empty() && second.len() > 1);
    assert!(first.iter().all(|line| line.1 < second[0].1), "the streams stand in the order of the series");
    assert_eq!(second[1].1 - second[0].1, Length::from_pt(8.5));
    let rules: Vec<Length> =
        page.items.iter().filter_map(|i| if let Item::Rule { width, .. } = i { Some(*width) } else { None }).collect();
    assert_eq!(rules, [Length::PT * 30]);
    let depth = style.text.leading * style.page.lines;
    let top = (page.height - depth).scale(style.page.margins[0], style.page.margins.iter().sum());
    let last = top + depth - style.text.leading * 3 / 10;
    let off = (second[second.len() - 1].1 - last).0.abs() % style.text.leading.0;
    assert!(off < 4, "{off} scaled points off");
}

/// A note that a note calls is due with the line of its call: where that stands overleaf, it does
/// too.
#[test]
fn a_note_on_a_note_is_due_with_the_line_of_its_call() {
    for arrangement in [Arrangement::Separate, Arrangement::RunTogether, Arrangement::Columns(2)] {
        let mut document = noted(0, 60, &[650]);
        document.body.push_block(BlockKind::Paragraph, &Words::new(29).prose(900));
        let (start, end) = (20, document.notes[0].text.string.len());
        for at in [start, end] {
            let at =
                if at == start { document.notes[0].text.string[at..].find(' ').expect("a space") + at } else { at };
            book::note(&mut document, 1, 0, Text::plain(Words::new(at as u64).prose(20)));
            let id = NoteId(document.notes.len() as u32 - 1);
            document.body.marks.retain(|mark| mark.kind != MarkKind::Call(id));
            document.notes[0].text.marks.push(Mark { range: at..at, kind: MarkKind::Call(id) });
        }
        let edition = with(book::edition(vec![document]), (arrangement, FOOT), (Arrangement::Separate, FOOT));
        let (_, map, codes) = set(&edition, &Style::reader());
        assert!(!codes.contains(&"late-note"), "{codes:?}");
        let page = |spot| map.places[&edition.place_name(&Place { document: 0, spot })].page;
        for id in [NoteId(1), NoteId(2)] {
            assert_eq!(page(Spot::Call(id)), page(Spot::Note(id)), "{arrangement:?}, note {id:?}");
        }
        assert!(page(Spot::Call(NoteId(2))) > page(Spot::Call(NoteId(1))), "the long note is cut between them");
    }
}

#[test]
fn notes_at_the_end_of_their_document() {
    let edition =
        with(book::sample(6000, 2), (Arrangement::Separate, NotePlace::Document), (Arrangement::Separate, FOOT));
    let (layout, map, codes) = set(&edition, &Style::reader());
    assert!(!codes.contains(&"overfull-line"), "{codes:?}");
    nothing_is_lost(&edition, &layout, &map, &[1]);
    let titles: Vec<NodeId> = nodes(&layout, |kind| *kind == NodeKind::Heading(2, "Notes".into()));
    let with_notes = edition.documents.iter().filter(|d| d.notes.iter().any(|n| n.series == 0)).count();
    assert_eq!(titles.len(), with_notes);
    // They stand before the next document begins, in the order of their numbers.
    let place = |document, spot| map.places[&edition.place_name(&Place { document, spot })].clone();
    let of_first: Vec<u32> = (0..edition.documents[1].notes.len() as u32)
        .filter(|n| edition.documents[1].notes[*n as usize].series == 0)
        .collect();
    let places: Vec<PlacedAt> = of_first.iter().map(|n| place(1, Spot::Note(NoteId(*n)))).collect();
    assert!(places.is_sorted(), "{places:?}");
    assert!(places.iter().all(|at| at.page < place(2, Spot::Start).page));
}

#[test]
fn notes_at_the_end_of_the_book() {
    let edition =
        with(book::sample(6000, 2), (Arrangement::Separate, NotePlace::Book), (Arrangement::Separate, NotePlace::Book));
    let (layout, map, codes) = set(&edition, &Style::reader());
    assert!(!codes.contains(&"overfull-line"), "{codes:?}");
    nothing_is_lost(&edition, &layout, &map, &[]);
    let texts = leaves(&layout);
    let entries: Vec<String> =
        nodes(&layout, |kind| *kind == NodeKind::TocItem).iter().map(|entry| read(&layout, &texts, *entry)).collect();
    assert!(entries.last().expect("entries").starts_with("Notes"), "{entries:?}");
    assert_eq!(layout.outline.last().expect("bookmarks").title, "Notes");
    let part = nodes(&layout, |kind| *kind == NodeKind::Heading(1, "Notes".into()));
    assert_eq!(part.len(), 1);
    let heads = |level| {
        let all = nodes(&layout, |kind| matches!(kind, NodeKind::Heading(l, _) if *l == level));
        all.iter().map(|node| read(&layout, &texts, *node)).collect::<Vec<_>>()
    };
    for document in edition.documents.iter().filter(|document| !document.notes.is_empty()) {
        assert_eq!(heads(2).iter().filter(|head| **head == document.title.string).count(), 1);
    }
    let each: Vec<String> = heads(3);
    assert!(each.contains(&"Author's notes".to_string()) && each.contains(&"Editor's notes".to_string()), "{each:?}");
    // They follow all documents.
    let last = edition.documents.len() - 1;
    let end = map.places[&edition.place_name(&Place { document: last, spot: Spot::Start })].page;
    let start = layout.outline.last().expect("bookmarks").destination.page;
    assert!(start > end);
    // Running heads: “Notes” on the left, on the right the document whose notes these are.
    let words = |page: usize| {
        let heads = layout.pages[page].items.iter().filter_map(|item| match item {
            Item::Glyphs(run) if run.role == Role::Header => Some(run.text.as_str()),
            _ => None,
        });
        heads.collect::<String>()
    };
    for page in start + 1..layout.pages.len() - 1 {
        let recto = page.is_multiple_of(2);
        let named = edition.documents.iter().any(|document| words(page).contains(&document.short_title));
        assert!(if recto { named } else { words(page).contains("Notes") }, "page {page}: {}", words(page));
    }
}

/// The notes of a foreign text are in its language, their heading in that of the book.
#[test]
fn endnotes_of_a_foreign_text() {
    for place in [NotePlace::Document, NotePlace::Book] {
        let mut document = noted(0, 20, &[9]);
        document.language = "fr".into();
        let edition =
            with(book::edition(vec![document]), (Arrangement::Separate, place), (Arrangement::Separate, FOOT));
        let (layout, ..) = set(&edition, &Style::reader());
        let structure = &layout.structure;
        let language = |node: NodeId| -> Option<String> {
            let mut at = Some(node);
            while let Some(node) = at {
                if let Some(language) = &structure.node(node).language {
                    return Some(language.clone());
                }
                at = nodes(&layout, |_| true).into_iter().find(|n| structure.node(*n).children.contains(&node));
            }
            None
        };
        let one = |kind: &dyn Fn(&NodeKind) -> bool| nodes(&layout, kind)[0];
        assert_eq!(language(one(&|kind| *kind == NodeKind::Note)).as_deref(), Some("fr"), "{place:?}");
        let heading = language(one(&|kind| matches!(kind, NodeKind::Heading(_, title) if title == "Notes")));
        assert_ne!(heading.as_deref(), Some("fr"), "{place:?}");
    }
}

/// However little room there is, every line of every note is set.
#[test]
fn notes_on_a_page_much_too_small() {
    use Arrangement::{Columns, RunTogether, Separate};
    let style = style("[page]\nlines = 14\n");
    let mut seen = false;
    for arrangement in [Separate, Columns(2), Columns(3), RunTogether] {
        let edition = with(
            book::edition(vec![noted(0, 30, &[60, 5, 120, 5, 5, 240, 80])]),
            (arrangement, FOOT),
            (Separate, FOOT),
        );
        let (layout, map, codes) = set(&edition, &style);
        let page = |spot| map.places[&edition.place_name(&Place { document: 0, spot })].page;
        let late = (0..7).map(NoteId).any(|id| page(Spot::Call(id)) != page(Spot::Note(id)));
        assert_eq!(codes.contains(&"late-note"), late, "{arrangement:?}: what begins late is reported");
        seen |= late;
        let all = read(&layout, &leaves(&layout), NodeId(0));
        for note in &edition.documents[0].notes {
            assert_eq!(all.matches(note.text.string.as_str()).count(), 1, "{arrangement:?}");
        }
    }
    assert!(seen);
}

/// Notes of several documents that call footnotes keep them apart.
#[test]
fn footnotes_of_endnotes() {
    let documents = ["one", "two"].map(|id| {
        let mut document = noted(0, 30, &[20, 20]);
        document.id = id.into();
        for author in [0, 1] {
            book::note(&mut document, 1, 0, Text::plain(format!("On note {author} of the text {id}.")));
            let note = NoteId(document.notes.len() as u32 - 1);
            document.body.marks.retain(|mark| mark.kind != MarkKind::Call(note));
            document.notes[author].text.marks.push(Mark { range: 9..9, kind: MarkKind::Call(note) });
        }
        document
    });
    for arrangement in [Arrangement::Separate, Arrangement::RunTogether] {
        let edition =
            with(book::edition(documents.to_vec()), (Arrangement::Separate, NotePlace::Book), (arrangement, FOOT));
        let (layout, map, _) = set(&edition, &Style::reader());
        for index in [0, 1] {
            for note in [2, 3] {
                let page = |spot| map.places[&edition.place_name(&Place { document: index, spot })].page;
                assert_eq!(page(Spot::Call(NoteId(note))), page(Spot::Note(NoteId(note))));
                let words = &edition.documents[index].notes[note as usize].text.string;
                assert_eq!(pages_with(&layout, words).len(), 1, "{words}");
            }
        }
    }
}

/// Else the first and the second note would look like one, `1a`.
#[test]
fn calls_side_by_side_are_parted() {
    let mut document = noted(0, 30, &[5]);
    let call = document.body.marks.iter().find(|mark| matches!(mark.kind, MarkKind::Call(_))).expect("a call");
    let at = call.range.end;
    book::note(&mut document, 1, at, Text::plain("Another of the same word."));
    document.body.sort_marks();
    let edition = book::edition(vec![document]);
    let (layout, ..) = set(&edition, &Style::reader());
    let runs = layout.pages.iter().flat_map(|page| &page.items).filter_map(|item| match item {
        Item::Glyphs(run) if run.text == "\u{202f}" => Some(&run.role),
        _ => None,
    });
    assert_eq!(runs.collect::<Vec<_>>(), [&Role::Decoration], "a space between them, no part of the text");
}

/// What a note quotes begins flush, as quotations in the text do; what the note goes on with is
/// indented.
#[test]
fn a_quotation_in_a_note_begins_flush() {
    let mut document = noted(0, 20, &[4]);
    let mut note = Text::plain("He wrote as follows:");
    let start = note.blocks.len();
    note.push_block(BlockKind::Paragraph, &Words::new(3).prose(60));
    note.groups.push(Group { kind: GroupKind::Quotation, blocks: start..start + 1 });
    document.notes[0].text = note;
    let edition = book::edition(vec![document]);
    let (layout, ..) = set(&edition, &Style::reader());
    let page = &layout.pages[pages_with(&layout, "He wrote as follows:")[0]];
    let set = lines(page, Style::reader().note.size);
    let quoted = set.iter().position(|line| line.2.contains("follows")).expect("the note") + 1;
    let hang = Length((set[quoted].0 - set[quoted + 1].0).0.abs());
    assert!(hang < Length::PT, "but for what hangs in the margin: {hang:?}");
}
