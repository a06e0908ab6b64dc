//! Figures in the EPUB: elements, files, and what the package says of them.

use super::{epub, sample, text_of, unpack};
use crate::pictures::{JPEG, SVG, figure, png};
use edition::model::document::{Container, Edition};
use edition::model::figure::{Figure, FigureId};
use edition::model::page::{PageBreak, PageMap};
use edition::model::text::*;

/// A document whose body is these figures with their captions.
fn edition(figures: Vec<(Figure, &str)>) -> Edition {
    let mut document = sample::document("log", "The Log");
    for (index, (figure, caption)) in figures.into_iter().enumerate() {
        let first = document.body.push_block(BlockKind::Picture(FigureId(index as u32)), "");
        if !caption.is_empty() {
            document.body.push_block(BlockKind::Caption, caption);
        }
        let blocks = first..document.body.blocks.len();
        document.body.groups.push(Group { kind: GroupKind::Figure, blocks });
        document.figures.push(figure);
    }
    Edition { documents: vec![document], ..sample::book() }
}

#[test]
fn every_format_is_a_figure_and_a_file_of_its_own() {
    let ornament = Figure { alternative: String::new(), ..figure("", png(4, 4, None)) };
    let narrow = Figure { width: Some(60), ..figure("A sign", SVG) };
    let mut edition = edition(vec![
        (figure("A grey sea & sky", png(60, 40, None)), "The sea at dawn."),
        (figure("A lamp", JPEG), "The lamp."),
        (narrow, ""),
        (ornament, ""),
        (figure("The same lamp", JPEG), ""),
    ]);
    let document = &mut edition.documents[0];
    document.body.blocks[0].anchor = Some("sea".into());
    sample::mark(&mut document.body, "dawn", MarkKind::Emphasis);
    sample::point(&mut document.body, "dawn", MarkKind::Call(NoteId(0)));
    document.notes = vec![sample::note("1", 0, "1", Text::plain("On the third day."))];
    let at_lamp =
        PageBreak { page: 0, document: 0, container: Container::Body, offset: document.body.blocks[2].range.start };
    let pages = PageMap { labels: vec!["1".into()], breaks: vec![at_lamp], ..PageMap::default() };
    let book = epub(&edition, &pages);
    let page = text_of(&book, "EPUB/text/log.xhtml");
    let expected = [
        "<figure id=\"log_sea\">\n<img src=\"../images/picture-1.png\" alt=\"A grey sea &amp; sky\"/>\n<figcaption>The sea at <em>dawn</em><a ",
        "<figure>\n<span epub:type=\"pagebreak\" role=\"doc-pagebreak\" id=\"page-1\" aria-label=\"1\"/><img src=\"../images/picture-2.jpg\" alt=\"A lamp\"/>\n<figcaption>The lamp.</figcaption>\n</figure>",
        "<figure>\n<img src=\"../images/picture-3.svg\" alt=\"A sign\" style=\"width: 60%\"/>\n</figure>",
        "<img src=\"../images/picture-4.png\" alt=\"\" role=\"presentation\"/>",
        "<img src=\"../images/picture-2.jpg\" alt=\"The same lamp\"/>",
    ];
    for part in expected {
        assert!(page.contains(part), "{part}\nis not in\n{page}");
    }
    let files = unpack(&book);
    assert_eq!(files["EPUB/images/picture-2.jpg"], JPEG);
    assert_eq!(files["EPUB/images/picture-3.svg"], SVG.as_bytes());
    assert_eq!(files.keys().filter(|path| path.contains("picture-")).count(), 4, "the same file comes once");
    let package = text_of(&book, "EPUB/package.opf");
    for (path, media) in [("1.png", "image/png"), ("2.jpg", "image/jpeg"), ("3.svg", "image/svg+xml")] {
        assert!(package.contains(&format!("href=\"images/picture-{path}\" media-type=\"{media}\"")), "{package}");
    }
    assert!(package.contains("<meta property=\"schema:accessMode\">visual</meta>"));
    assert!(package.contains("<meta property=\"schema:accessibilityFeature\">alternativeText</meta>"));
    assert!(book == epub(&edition, &pages), "the same bytes twice");
    let out = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("figures.epub");
    std::fs::write(out, book).expect("written");
}

#[test]
fn ornaments_alone_leave_a_book_of_words() {
    let ornament = Figure { alternative: String::new(), ..figure("", png(4, 4, None)) };
    let package = text_of(&epub(&edition(vec![(ornament, "")]), &PageMap::default()), "EPUB/package.opf");
    assert!(!package.contains("visual") && !package.contains("alternativeText"));
}
