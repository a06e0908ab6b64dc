//! Figures on pages, and in the PDF.

use super::book;
use crate::pictures::{JPEG, SVG, figure, png};
use edition::diag::{Diagnostic, Diagnostics};
use edition::fonts::FontSet;
use edition::model::document::{Document, Edition, Matter, Place, Spot};
use edition::model::figure::{Figure, FigureId};
use edition::model::length::Length;
use edition::model::page::{Item, Layout, NodeKind, Page, PageMap, Role};
use edition::model::text::{BlockKind, Group, GroupKind, Text};
use edition::style::Style;

/// Adds a figure to the body.
fn put(document: &mut Document, figure: Figure, caption: &str) {
    let id = FigureId(document.figures.len() as u32);
    document.figures.push(figure);
    let first = document.body.push_block(BlockKind::Picture(id), "");
    if !caption.is_empty() {
        document.body.push_block(BlockKind::Caption, caption);
    }
    let blocks = first..document.body.blocks.len();
    document.body.groups.push(Group { kind: GroupKind::Figure, blocks });
}

fn prose(document: &mut Document, words: usize) {
    let text = book::Words::new(words as u64).prose(words);
    document.body.push_block(BlockKind::Paragraph, &text);
}

fn set(mut document: Document) -> (Edition, Layout, PageMap) {
    document.body.number_blocks();
    document.body.sort_marks();
    let edition = book::edition(vec![document]);
    let mut diagnostics = Diagnostics::default();
    let (layout, map) = edition::typeset::typeset(&edition, &Style::reader(), &FontSet::embedded(), &mut diagnostics);
    (edition, layout, map)
}

/// The PDF of a book with these figures, one after the other.
pub(crate) fn pdf_of(figures: Vec<Figure>) -> Result<Vec<u8>, Diagnostic> {
    let mut document = book::document("text", Matter::Text, "Figures");
    for figure in figures {
        put(&mut document, figure, "A caption.");
    }
    let (edition, layout, _) = set(document);
    edition::write::pdf::write(&edition, &layout, &FontSet::embedded())
}

/// The pictures of a page: left, top, width and height.
fn pictures(page: &Page) -> Vec<[Length; 4]> {
    let picture = |item: &Item| match item {
        Item::Picture { x, y, width, height, .. } => Some([*x, *y, *width, *height]),
        _ => None,
    };
    page.items.iter().filter_map(picture).collect()
}

/// Where on the page a run of these words stands: left edge and baseline.
fn find(page: &Page, words: &str) -> Option<(Length, Length)> {
    page.items.iter().find_map(|item| match item {
        Item::Glyphs(run) if run.text.contains(words) => Some((run.x, run.y)),
        _ => None,
    })
}

/// The only page with pictures.
fn page_of(layout: &Layout) -> &Page {
    let pages: Vec<&Page> = layout.pages.iter().filter(|page| !pictures(page).is_empty()).collect();
    assert_eq!(pages.len(), 1);
    pages[0]
}

#[test]
fn a_figure_is_centred_above_its_caption_and_the_text_keeps_its_grid() {
    let style = Style::reader();
    for height in [40, 111, 222, 333] {
        let mut document = book::document("text", Matter::Text, "Figures");
        document.body.push_block(BlockKind::Paragraph, "Before it.");
        put(&mut document, figure("A lamp", png(300, height, None)), "The lamp.");
        document.body.push_block(BlockKind::Paragraph, "After it.");
        let (_, layout, _) = set(document);
        let page = page_of(&layout);
        let [x, y, width, high] = pictures(page)[0];
        assert_eq!((width, high), (Length::PT * 72, (Length::PT * 72).scale(i64::from(height), 300)));
        let (left, before) = find(page, "Before").expect("the text before");
        assert_eq!(x, left + (style.page.measure - width) / 2);
        let (_, caption) = find(page, "The lamp").expect("the caption");
        let (_, after) = find(page, "After").expect("the text after");
        assert!(before < y && y + high < caption && caption < after);
        assert_eq!((after - before).0 % style.text.leading.0, 0, "off the grid below a picture of {height} pixels");
        // As much room above as below, but for what letters rise over and hang below their lines.
        let (above, below) = (y - before, after - caption);
        assert!((above - below).0.abs() < style.text.leading.0, "{} above, {} below", above.pt(), below.pt());
    }
}

#[test]
fn a_picture_is_no_wider_than_the_text_and_no_higher_than_a_page_with_its_caption_and_note() {
    let style = Style::reader();
    let mut document = book::document("text", Matter::Text, "Figures");
    prose(&mut document, 60);
    put(&mut document, figure("A tall stair", png(30, 3000, Some(1000))), "The stair");
    let at = document.body.string.len();
    book::note(&mut document, 1, at, Text::plain("It has forty-seven steps."));
    prose(&mut document, 60);
    let (_, layout, _) = set(document);
    let page = page_of(&layout);
    let [_, y, width, height] = pictures(page)[0];
    let top = (page.height - style.text.leading * style.page.lines) * style.page.margins[0]
        / (style.page.margins[0] + style.page.margins[1]);
    assert!(y >= top && y + height < top + style.text.leading * style.page.lines);
    assert!((height.0 - width.0 * 100).abs() < 200, "proportions: {} by {}", width.pt(), height.pt());
    let (_, caption) = find(page, "The stair").expect("the caption");
    let (_, note) = find(page, "forty-seven").expect("the note on the page of its call");
    assert!(y + height < caption && caption < note);

    let mut document = book::document("text", Matter::Text, "Figures");
    put(&mut document, figure("A wide sea", png(3000, 300, Some(1000))), "");
    let narrow = Figure { width: Some(50), ..figure("A lamp", JPEG) };
    put(&mut document, narrow, "");
    let (_, layout, _) = set(document);
    let widths: Vec<Length> = pictures(page_of(&layout)).iter().map(|[_, _, width, _]| *width).collect();
    assert_eq!(widths, [style.page.measure, style.page.measure / 2]);
}

#[test]
fn a_caption_is_never_parted_from_its_picture() {
    for words in (200..420).step_by(20) {
        let mut document = book::document("text", Matter::Text, "Figures");
        prose(&mut document, words);
        put(&mut document, figure("A lamp", png(300, 400, Some(6000))), "A caption of the lamp.");
        put(&mut document, figure("A bell", png(300, 200, Some(6000))), "A caption of the bell.");
        prose(&mut document, 100);
        let (edition, layout, map) = set(document);
        let style = Style::reader();
        let mut seen = 0;
        for (index, page) in layout.pages.iter().enumerate() {
            let pictures = pictures(page);
            let captions = ["of the lamp", "of the bell"].iter().filter_map(|words| find(page, words));
            assert_eq!(pictures.len(), captions.count(), "after {words} words");
            for pair in pictures.windows(2) {
                assert!(pair[0][1] + pair[0][3] + style.caption.leading < pair[1][1], "one over the other");
            }
            seen += pictures.len();
            // A page that begins with a figure begins there for the EPUB too.
            let first = page.items.iter().find(|item| !matches!(item, Item::Glyphs(run) if run.role == Role::Header));
            if let Some(Item::Picture { figure: (document, id), .. }) = first {
                let body = &edition.documents[*document].body;
                let block = body.blocks.iter().find(|b| b.kind == BlockKind::Picture(*id)).expect("its block");
                let begins = map.breaks.iter().find(|b| b.page == index).expect("a beginning");
                assert_eq!(begins.offset, block.range.start, "after {words} words");
            }
        }
        assert_eq!(seen, 2, "after {words} words");
    }
}

#[test]
fn a_picture_can_be_referred_to_and_is_no_line_of_text() {
    let mut document = book::document("text", Matter::Text, "Figures");
    document.body.push_block(BlockKind::Paragraph, "One line.");
    put(&mut document, figure("A lamp", JPEG), "");
    document.body.push_block(BlockKind::Paragraph, "Another line.");
    document.body.blocks[1].anchor = Some("lamp".into());
    let (edition, layout, map) = set(document);
    let line = |block| map.places[&edition.place_name(&Place { document: 0, spot: Spot::Block(block) })].line;
    assert_eq!(line(2), line(0) + 1);
    assert!(layout.destinations.contains_key("text_lamp"));
    assert_eq!(edition.documents[0].body.blocks[2].number, Some(2));
}

#[test]
fn a_caption_longer_than_a_page_goes_on_and_nothing_is_lost() {
    let mut document = book::document("text", Matter::Text, "Figures");
    let caption = book::Words::new(5).prose(900);
    put(&mut document, figure("A lamp", png(300, 3000, None)), &caption);
    document.body.push_block(BlockKind::Paragraph, "The end of it.");
    let (_, layout, _) = set(document);
    assert_eq!(layout.pages.iter().map(|page| pictures(page).len()).sum::<usize>(), 1);
    assert!(layout.pages.iter().any(|page| find(page, "The end of it").is_some()));
}

/// How often `what` occurs in `bytes`.
fn count(bytes: &[u8], what: &[u8]) -> usize {
    bytes.windows(what.len()).filter(|window| *window == what).count()
}

/// Checked with veraPDF too, see `.ci/run`.
#[test]
fn the_pdf_has_pictures_with_their_alternatives() {
    let ornament = Figure { alternative: String::new(), ..figure("", png(20, 10, None)) };
    let figures =
        vec![figure("A grey sea", png(60, 40, None)), figure("A lamp", JPEG), figure("A sign", SVG), ornament];
    let bytes = pdf_of(figures.clone()).expect("a PDF");
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("pdf");
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(folder.join("figures.pdf"), &bytes).expect("written");
    assert_eq!(count(&bytes, b"/S/Figure/P "), 3, "an ornament is no part of the structure");
    assert_eq!(count(&bytes, b"/S/Caption/P "), 4);
    assert_eq!(count(&bytes, b"/BBox["), 3);
    for words in ["A grey sea", "A lamp", "A sign"] {
        assert_eq!(count(&bytes, format!("/Alt({words})").as_bytes()), 1, "{words}");
    }
    assert_eq!(count(&bytes, JPEG), 1, "a JPEG is passed on as it is");
    assert!(bytes == pdf_of(figures).expect("a PDF"), "the same bytes twice");
}

#[test]
fn the_text_of_a_drawing_is_text() {
    let fonts = |figures| count(&pdf_of(figures).expect("a PDF"), b"/Subtype/Type0");
    let without = fonts(vec![figure("A sign", SVG.replace("text", "desc").into_bytes())]);
    // Upright, italic for a family that the book does not have, and the typewriter's.
    assert_eq!(fonts(vec![figure("A sign", SVG)]), without + 3);
    let rune = figure("A rune", SVG.replace("The light", "\u{16a0}").into_bytes());
    let fault = pdf_of(vec![rune]).expect_err("no face has it");
    assert_eq!((fault.code, fault.message.contains('\u{16a0}')), ("pdf-font", true));
}

#[test]
fn a_picture_is_a_leaf_of_its_own_below_its_figure() {
    let mut document = book::document("text", Matter::Text, "Figures");
    put(&mut document, figure("A lamp", JPEG), "The lamp.");
    let (_, layout, _) = set(document);
    let nodes = &layout.structure.nodes;
    let around = nodes.iter().find(|node| node.kind == NodeKind::Figure).expect("a figure");
    let kinds: Vec<&NodeKind> = around.children.iter().map(|id| &layout.structure.node(*id).kind).collect();
    assert_eq!(kinds, [&NodeKind::Picture("A lamp".into()), &NodeKind::Caption]);
}
