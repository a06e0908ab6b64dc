//! What a book costs at the very least: shape its words once, hyphenate them once, write the tagged
//! pages. No layout: lines are cut where they are full and shared out among the pages, notes stand
//! where their Markdown stands.
//!
//! `floor BOOK OUT PAGES` reads `BOOK/corpus/*/text.md` and writes the file `OUT` of so many pages;
//! `benches/scale --floor` times it as a whole process beside `edition build`. Without arguments, as
//! `cargo bench` calls it, it does nothing.

use edition::fonts::FontSet;
use edition::style::Style;
use harfrust::{Buffer, Direction, Script, ShapeOptions, ShapePlan, ShaperFont};
use hyphenation::{Hyphenator, Language, Load, Standard};
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::Point;
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::tagging::{ContentTag, Node, Tag, TagGroup, TagTree};
use krilla::text::{Font, GlyphId, KrillaGlyph};
use krilla::{Data, Document, SerializeSettings};
use rayon::prelude::*;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    if let [book, out, pages] = &arguments[..] {
        let file = floor(Path::new(book), pages.parse().expect("a number of pages"));
        std::fs::write(out, file).expect("the file can be written");
    }
}

/// A shaped paragraph.
struct Paragraph {
    text: String,
    glyphs: Vec<KrillaGlyph>,
    /// Where its words may be broken: made, and not used.
    hyphens: usize,
}

/// What shapes and hyphenates.
struct Tools {
    font: harfrust::Font,
    plan: ShapePlan,
    hyphens: Standard,
}

fn floor(book: &Path, pages: usize) -> Vec<u8> {
    let fonts = FontSet::embedded();
    let font = fonts.faces[0].font().expect("the embedded face");
    let plan = ShapePlan::new(&font, Direction::LeftToRight, Some(Script::LATIN), None, &[]);
    let tools = Tools { font, plan, hyphens: Standard::from_embedded(Language::EnglishGB).expect("the patterns") };
    let texts: Vec<String> = documents(book).par_iter().map(|p| std::fs::read_to_string(p).expect("a text")).collect();
    let length: usize = texts.iter().map(String::len).sum();
    let mut writer = Writer::new(Font::new(Data::from(fonts.faces[0].data.to_vec()), 0).expect("the embedded face"));
    let mut ready = texts.first().map(|text| shape(text, &tools)).unwrap_or_default();
    for index in 0..texts.len() {
        let ahead = OnceLock::new();
        // The next document is shaped while this one is drawn.
        rayon::in_place_scope(|scope| {
            scope.spawn(|_| {
                let _ = ahead.set(texts.get(index + 1).map(|text| shape(text, &tools)).unwrap_or_default());
            });
            writer.draw(&ready, pages * texts[index].len() / length.max(1));
        });
        ready = ahead.into_inner().unwrap_or_default();
    }
    writer.finish()
}

fn documents(book: &Path) -> Vec<PathBuf> {
    let folders = std::fs::read_dir(book.join("corpus")).expect("a corpus").flatten();
    let mut files: Vec<PathBuf> = folders.map(|entry| entry.path().join("text.md")).collect();
    files.sort();
    files
}

fn shape(text: &str, tools: &Tools) -> Vec<Paragraph> {
    let paragraphs: Vec<&str> = text.split("\n\n").filter(|p| !p.is_empty()).collect();
    paragraphs.par_iter().map(|text| paragraph(text, tools)).collect()
}

fn paragraph(text: &str, tools: &Tools) -> Paragraph {
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| word.len() > 4);
    let hyphens = words.map(|word| tools.hyphens.hyphenate(word).breaks.len()).sum();
    let mut buffer = Buffer::new();
    buffer.push_str(text);
    buffer.set_direction(Direction::LeftToRight);
    buffer.set_script(Some(Script::LATIN));
    let options = ShapeOptions::new().plan(Some(&tools.plan));
    harfrust::shape(&ShaperFont::new(&tools.font), &mut buffer, options).expect("shaped");
    let (infos, positions) = (buffer.glyph_infos(), buffer.glyph_positions());
    let ends = infos.iter().skip(1).map(|info| info.cluster as usize).chain([text.len()]);
    let glyph = |((info, position), end): ((&harfrust::GlyphInfo, &harfrust::GlyphPosition), usize)| KrillaGlyph {
        glyph_id: GlyphId::new(info.glyph_id),
        text_range: info.cluster as usize..end,
        x_advance: position.x_advance as f32 / 1000.0,
        x_offset: 0.0,
        y_offset: 0.0,
        y_advance: 0.0,
        location: None,
    };
    // What the face has not is left out: the standards forbid it.
    let glyphs = infos.iter().zip(positions).zip(ends).map(glyph).filter(|g| g.glyph_id != GlyphId::new(0)).collect();
    Paragraph { text: text.to_string(), glyphs, hyphens }
}

/// Writes one paragraph after the other.
struct Writer {
    document: Document,
    font: Font,
    style: Style,
    tree: TagTree,
    hyphens: usize,
}

impl Writer {
    fn new(font: Font) -> Self {
        let configuration = ConfigurationBuilder::new()
            .with_archival_validator(Archival::A3_A)
            .with_accessibility_validator(Accessibility::UA1)
            .finish()
            .expect("both standards");
        let document = Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
        Self { document, font, style: Style::reader(), tree: TagTree::new(), hyphens: 0 }
    }

    /// Draws them on so many pages.
    fn draw(&mut self, paragraphs: &[Paragraph], pages: usize) {
        let (page, size) = (&self.style.page, self.style.text.size.pt());
        let (left, leading) = ((page.width - page.measure).pt() / 2.0, self.style.text.leading.pt());
        let lines: Vec<Vec<&[KrillaGlyph]>> = paragraphs.iter().map(|p| cut(p, page.measure.pt() / size)).collect();
        let all = lines.iter().enumerate().flat_map(|(at, lines)| lines.iter().map(move |line| (at, *line)));
        let all: Vec<(usize, &[KrillaGlyph])> = all.collect();
        let mut tags: Vec<TagGroup> = paragraphs.iter().map(|_| TagGroup::new(Tag::P)).collect();
        for lines in all.chunks(all.len().div_ceil(pages.max(1)).max(1)) {
            let settings = PageSettings::from_wh(page.width.pt(), page.height.pt()).expect("a size");
            let mut page = self.document.start_page_with(settings);
            let mut surface = page.surface();
            for (number, (at, line)) in lines.iter().enumerate() {
                if number == 0 || lines[number - 1].0 != *at {
                    tags[*at].push(surface.start_tagged(ContentTag::Other));
                }
                let start = Point::from_xy(left, left + leading * number as f32);
                surface.draw_glyphs(start, line, self.font.clone(), &paragraphs[*at].text, size, false);
                if lines.get(number + 1).is_none_or(|next| next.0 != *at) {
                    surface.end_tagged();
                }
            }
            surface.finish();
            page.finish();
        }
        self.tree.children.extend(tags.into_iter().map(Node::from));
        self.hyphens += paragraphs.iter().map(|p| p.hyphens).sum::<usize>();
    }

    fn finish(mut self) -> Vec<u8> {
        let mut outline = Outline::new();
        outline.push_child(OutlineNode::new("Floor".into(), XyzDestination::new(0, Point::from_xy(0.0, 0.0))));
        self.document.set_outline(outline);
        let subject = format!("{} places for hyphens", self.hyphens);
        let metadata = Metadata::new().title("Floor".into()).language("en-GB".into()).description(subject);
        self.document.set_metadata(metadata.creation_date(DateTime::new(2026)));
        self.document.set_tag_tree(self.tree);
        self.document.finish().expect("a file")
    }
}

/// The glyphs of each line: as many words as have room in `measure` ems.
fn cut(paragraph: &Paragraph, measure: f32) -> Vec<&[KrillaGlyph]> {
    let (mut lines, mut start, mut width, mut space) = (vec![], 0, 0.0, None);
    for (at, glyph) in paragraph.glyphs.iter().enumerate() {
        width += glyph.x_advance;
        if width > measure
            && let Some((end, before)) = space.take()
        {
            lines.push(&paragraph.glyphs[start..end]);
            (start, width) = (end, width - before);
        }
        if paragraph.text[glyph.text_range.clone()].starts_with(' ') {
            space = Some((at + 1, width));
        }
    }
    lines.push(&paragraph.glyphs[start..]);
    lines
}
