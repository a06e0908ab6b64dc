//! The PDF writer on layouts made by hand. What only veraPDF can tell is checked on the file that
//! [`the_small_book_holds_what_its_layout_holds`] leaves in `target/tmp` (see `.ci/run`).

mod sheet;

use edition::diag::Diagnostic;
use edition::fonts::FaceId;
use edition::model::length::Length;
use edition::model::page::{
    Glyph, Item, Layout, LinkTarget, NodeId, NodeKind, Page, PageLabel, Pages, Role, Structure,
};
use edition::write::pdf::write;
use sheet::{ROMAN, Sheet, edition as small_edition, fonts, small_book};
use std::io::Read;

/// How often `what` occurs in `bytes`. krilla compresses content and fonts, not the structure.
fn count(bytes: &[u8], what: &str) -> usize {
    bytes.windows(what.len()).filter(|window| *window == what.as_bytes()).count()
}

fn refused(layout: &Layout) -> Diagnostic {
    write(&small_edition(), layout, &fonts()).expect_err("a refusal")
}

#[test]
fn the_small_book_holds_what_its_layout_holds() {
    let fonts = fonts();
    let bytes = write(&small_edition(), &small_book(&fonts), &fonts).expect("a PDF");
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("pdf");
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(folder.join("small.pdf"), &bytes).expect("writes");
    let expected = [
        ("/Type/Page/", 4),
        // Two faces, and a copy of one for a glyph that stands for two characters.
        ("/Subtype/Type0", 3),
        ("/S/Part/P ", 2),
        ("/S/Sect/P ", 1),
        ("/S/H1/P ", 2),
        ("/S/H2/P ", 1),
        ("/S/H3/P ", 0),
        ("/S/P/P ", 8),
        ("/S/Note/P ", 1),
        ("/S/Reference/P ", 5),
        ("/S/Link/P ", 6),
        ("/Subtype/Link", 6),
        ("/QuadPoints", 1),
        ("/S/BlockQuote/P ", 1),
        ("/ListNumbering/Decimal", 1),
        ("/S/LI/P ", 2),
        ("/S/Lbl/P ", 3),
        ("/S/LBody/P ", 2),
        ("/S/TOC/P ", 1),
        ("/S/TOCI/P ", 2),
        ("/S/THead/P ", 1),
        ("/S/TBody/P ", 1),
        ("/S/TH/P ", 2),
        ("/S/TD/P ", 2),
        ("/Scope/Column", 2),
        ("/Lang(fr)", 1),
        ("/Lang(grc)", 1),
        ("/Lang(he)", 1),
        ("/PageLabel/S/r/St", 2),
        ("/PageLabel/S/D/St", 2),
        ("/DisplayDocTitle true", 1),
        ("<pdfaid:part>3</pdfaid:part>", 1),
        ("<pdfuaid:part>1</pdfuaid:part>", 1),
        ("(chapter)", 2),
        ("A Small Book: With Notes", 2),
        ("Ben Author, Ada Editor", 2),
        ("D:20240506000000", 2),
    ];
    for (what, times) in expected {
        assert_eq!(count(&bytes, what), times, "{what:?}");
    }
}

#[test]
fn a_note_of_one_paragraph_holds_its_words_itself() {
    let fonts = fonts();
    let mut book = small_book(&fonts);
    let nodes = &mut book.structure.nodes;
    let note = nodes.iter().position(|node| node.kind == NodeKind::Note).expect("a note");
    let second = nodes[note].children.last().expect("a second paragraph").0 as usize;
    nodes[second].kind = NodeKind::Label;
    let bytes = write(&small_edition(), &book, &fonts).expect("a PDF");
    assert_eq!([count(&bytes, "/S/Note/P "), count(&bytes, "/S/P/P "), count(&bytes, "/S/Lbl/P ")], [1, 6, 4]);
}

#[test]
fn same_bytes_twice_and_for_any_number_of_threads() {
    let fonts = fonts();
    let book = small_book(&fonts);
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        pool.install(|| write(&small_edition(), &book, &fonts).expect("a PDF"))
    };
    let once = with(1);
    assert!(once == with(1) && once == with(2) && once == with(5));
}

#[test]
fn every_page_has_its_own_label_even_where_numbers_fall() {
    let fonts = fonts();
    let mut sheet = Sheet::new(&fonts);
    for number in [4, 3, 2, 7] {
        sheet.page(false, number);
    }
    let bytes = write(&small_edition(), &sheet.layout, &fonts).expect("a PDF");
    for number in [2, 3, 4, 7] {
        assert_eq!(count(&bytes, &format!("/St {number}")), 1, "{number}");
    }
}

#[test]
fn a_book_without_bookmarks_gets_one() {
    let fonts = fonts();
    let mut sheet = Sheet::new(&fonts);
    sheet.page(true, 1);
    let bytes = write(&small_edition(), &sheet.layout, &fonts).expect("a PDF");
    assert_eq!(count(&bytes, "/Title(A Small Book)"), 1);
}

#[test]
fn a_character_without_glyph_is_named_with_its_page() {
    let fonts = fonts();
    let mut sheet = Sheet::new(&fonts);
    sheet.page(false, 1);
    sheet.block(Structure::ROOT, NodeKind::Paragraph, "字");
    let diagnostic = refused(&sheet.layout);
    assert_eq!(diagnostic.code, "pdf-standard");
    assert!(
        diagnostic.message.contains("U+5B57") && diagnostic.message.contains("page number 1"),
        "{}",
        diagnostic.message
    );
}

#[test]
fn layouts_that_break_the_contract_are_refused() {
    let fonts = fonts();
    type Breach = (&'static str, fn(&mut Layout));
    let breaches: [Breach; 8] = [
        ("link to nowhere", |l| l.pages[2].links[0].target = LinkTarget::Destination("nowhere".into())),
        ("link without node", |l| l.pages[2].links[0].node = Structure::ROOT),
        ("link without description", |l| l.pages[2].links[0].description.clear()),
        ("content outside the tree", |l| {
            let Item::Glyphs(run) = &mut l.pages[1].items[2] else { return };
            run.role = Role::Content(NodeId(100_000));
        }),
        ("a node with two parents", |l| l.structure.nodes[0].children.push(NodeId(3))),
        ("a page without size", |l| l.pages[0].width = Length::ZERO),
        ("a destination on no page", |l| l.destinations.values_mut().for_each(|d| d.page = 99)),
        ("text of no size", |l| {
            let Item::Glyphs(run) = &mut l.pages[1].items[2] else { return };
            run.size = Length::ZERO;
        }),
    ];
    for (what, breach) in breaches {
        let mut layout = small_book(&fonts);
        breach(&mut layout);
        assert_eq!(refused(&layout).code, "pdf-layout", "{what}");
    }
}

#[test]
fn a_glyph_that_the_face_has_not_is_refused() {
    let fonts = fonts();
    let mut layout = small_book(&fonts);
    let Item::Glyphs(run) = &mut layout.pages[1].items[2] else { panic!("a run") };
    run.glyphs[0].id = 65_000;
    assert_eq!(refused(&layout).code, "pdf-font");
    layout.pages[1].items.iter_mut().for_each(|item| {
        if let Item::Glyphs(run) = item {
            run.face = FaceId(7);
        }
    });
    assert_eq!(refused(&layout).code, "pdf-layout");
}

/// The pages of a layout, made when they are asked for.
struct OnDemand<'a>(&'a [Page]);

impl Pages for OnDemand<'_> {
    fn count(&self) -> usize {
        self.0.len()
    }

    fn page(&self, index: usize) -> Page {
        self.0[index].clone()
    }
}

#[test]
fn pages_on_demand_and_one_thread_give_the_same_bytes() {
    let fonts = fonts();
    let mut sheet = Sheet::new(&fonts);
    for page in 1..=70 {
        sheet.page(false, page);
        sheet.block(Structure::ROOT, NodeKind::Paragraph, &format!("The text of page {page}"));
    }
    let layout = sheet.layout;
    let bytes = write(&small_edition(), &layout, &fonts).expect("a PDF");
    let Layout { pages, structure, outline, destinations } = &layout;
    let (structure, outline, destinations) = (structure.clone(), outline.clone(), destinations.clone());
    let demanded = Layout { pages: OnDemand(pages), structure, outline, destinations };
    let alone = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a pool");
    assert!(bytes == alone.install(|| write(&small_edition(), &demanded, &fonts)).expect("a PDF"));
}

/// A fault on a page late in the book is found when that page is made.
#[test]
fn a_breach_on_the_last_page_is_refused() {
    let fonts = fonts();
    let mut sheet = Sheet::new(&fonts);
    (1..=40).for_each(|page| sheet.page(false, page));
    sheet.text(Structure::ROOT, "astray", ROMAN);
    let refused = refused(&sheet.layout);
    assert_eq!(refused.code, "pdf-layout");
    assert!(refused.message.contains("number 40 of the file"), "{}", refused.message);
}

/// The content streams of a file, inflated.
fn contents(bytes: &[u8]) -> String {
    let mut out = String::new();
    for at in (0..bytes.len()).filter(|at| bytes[*at..].starts_with(b"/FlateDecode>>\nstream\n")) {
        let mut content = vec![];
        let data = &bytes[at + "/FlateDecode>>\nstream\n".len()..];
        // A stream ends by itself; what follows it in the file is not read.
        if flate2::bufread::ZlibDecoder::new(data).read_to_end(&mut content).is_ok() {
            out.push_str(&String::from_utf8_lossy(&content));
        }
    }
    out
}

#[test]
fn spaced_letters_stand_at_whole_thousandths_and_nothing_adds_up() {
    let fonts = fonts();
    let mut sheet = Sheet::new(&fonts);
    sheet.page(false, 1);
    let paragraph = sheet.node(Structure::ROOT, NodeKind::Paragraph);
    sheet.leaf(paragraph, "nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn");
    let Some(Item::Glyphs(run)) = sheet.last().items.last_mut() else { panic!("a run") };
    // A third of a thousandth of 10 pt.
    run.glyphs.iter_mut().for_each(|glyph| glyph.advance += Length(218));
    let count = run.glyphs.len() as f64;
    let bytes = write(&small_edition(), &sheet.layout, &fonts).expect("a PDF");
    let contents = contents(&bytes);
    let lines = contents.split('[').skip(1).filter_map(|rest| rest.split_once("]TJ")).map(|(line, _)| line);
    let line = lines.max_by_key(|line| line.len()).expect("a spaced line");
    let numbers = line.split(')').skip(1).filter_map(|rest| rest.split('(').next()).filter(|n| !n.is_empty());
    let numbers: Vec<i64> = numbers.map(|n| n.parse().expect("a whole number")).collect();
    let wanted = (count - 1.0) * 218.0 / 655.36;
    assert!((-numbers.iter().sum::<i64>() as f64 - wanted).abs() <= 1.0, "{numbers:?} should add up to -{wanted}");
}

/// A string in PDF/A has 32,767 bytes at most, and a glyph takes two of them.
#[test]
fn a_run_longer_than_a_string_may_be_is_cut_and_stays_in_its_place() {
    let fonts = fonts();
    let mut sheet = Sheet::new(&fonts);
    sheet.page(false, 1);
    let paragraph = sheet.node(Structure::ROOT, NodeKind::Paragraph);
    sheet.leaf(paragraph, "n");
    let Some(Item::Glyphs(run)) = sheet.last().items.last_mut() else { panic!("a run") };
    run.text = "n".repeat(20_000);
    run.glyphs = (0..20_000).map(|at| Glyph { text: at..at + 1, ..run.glyphs[0].clone() }).collect();
    let (start, advance) = (run.x.pt(), run.glyphs[0].advance.pt());
    let bytes = write(&small_edition(), &sheet.layout, &fonts).expect("a PDF");
    let contents = contents(&bytes);
    // After the head and the foot of the page.
    let begun = contents.split(" Tm").filter_map(|before| before.rsplit(' ').nth(1)?.parse::<f32>().ok()).skip(2);
    let begun: Vec<f32> = begun.collect();
    let wanted: Vec<f32> = (0..5).map(|piece| start + 4_000.0 * piece as f32 * advance).collect();
    let near = begun.iter().zip(&wanted).all(|(begun, wanted)| (begun - wanted).abs() < 0.01);
    assert!(begun.len() == wanted.len() && near, "{begun:?} should be {wanted:?}");
}

/// Not a test of time, which depends on the machine: `cargo test --release -- --ignored --nocapture`.
#[test]
#[ignore = "measures"]
#[expect(clippy::print_stderr, reason = "what it measured")]
fn three_hundred_pages() {
    let fonts = fonts();
    let mut sheet = Sheet::new(&fonts);
    for page in 1..=300 {
        sheet.page(false, page);
        for _ in 0..13 {
            let line = "The office finds a difficult affair, efficiently and in a fine hand, on the line. ";
            let paragraph = sheet.block(Structure::ROOT, NodeKind::Paragraph, line);
            let leaf = sheet.leaf(paragraph, " ");
            for _ in 0..2 {
                sheet.line();
                sheet.text(leaf, line, ROMAN);
            }
        }
    }
    sheet.last().label = PageLabel { roman: false, number: 300 };
    let edition = small_edition();
    let start = std::time::Instant::now();
    let bytes = write(&edition, &sheet.layout, &fonts).expect("a PDF");
    eprintln!("300 pages in {:?}, {} bytes", start.elapsed(), bytes.len());
}
