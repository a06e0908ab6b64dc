//! What a book costs at the very least: shape its words once, hyphenate them once, write the tagged
//! pages. No layout: lines are cut where they are full and pages where they are full, notes stand
//! where their Markdown stands.
//!
//! `floor BOOK OUT` reads `BOOK/corpus/*/text.md` and writes the file `OUT`; `benches/scale --floor`
//! times it as a whole process beside `edition build`. Without arguments, as `cargo bench` calls it,
//! it does nothing.

use edition::fonts::FontSet;
use harfrust::{Buffer, Direction, Script, ShapeOptions, ShapePlan, ShaperFont};
use hyphenation::{Hyphenator, Language, Load, Standard};
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::Point;
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::tagging::{ContentTag, Node, Tag, TagGroup, TagTree};
use krilla::text::{Font, GlyphId, KrillaGlyph};
use krilla::{Data, Document, SerializeSettings};
use mimalloc::MiMalloc;
use rayon::prelude::*;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The same as `edition`'s, so that the two compare.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// The page of the built-in style: width, height, margin, size and leading in points, lines.
const PAGE: (f32, f32) = (396.85, 612.28);
const MARGIN: (f32, f32) = (58.0, 66.0);
const SIZE: f32 = 10.0;
const LEADING: f32 = 13.0;
const LINES: usize = 38;

fn main() {
    let paths: Vec<PathBuf> = std::env::args_os().skip(1).filter(|a| a != "--bench").map(PathBuf::from).collect();
    if let [book, out] = &paths[..] {
        std::fs::write(out, floor(book)).expect("the file can be written");
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

fn floor(book: &Path) -> Vec<u8> {
    let fonts = FontSet::embedded();
    let font = fonts.faces[0].font().expect("the embedded face");
    let plan = ShapePlan::new(&font, Direction::LeftToRight, Some(Script::LATIN), None, &[]);
    let tools = Tools { font, plan, hyphens: Standard::from_embedded(Language::EnglishGB).expect("the patterns") };
    let texts: Vec<String> = documents(book).par_iter().map(|p| std::fs::read_to_string(p).expect("a text")).collect();
    let mut writer = Writer::new(Font::new(Data::from(fonts.faces[0].data.to_vec()), 0).expect("the embedded face"));
    let mut ready = texts.first().map(|text| shape(text, &tools)).unwrap_or_default();
    for index in 0..texts.len() {
        let ahead = OnceLock::new();
        // The next document is shaped while this one is drawn.
        rayon::in_place_scope(|scope| {
            scope.spawn(|_| {
                let _ = ahead.set(texts.get(index + 1).map(|text| shape(text, &tools)).unwrap_or_default());
            });
            writer.draw(&ready);
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
        Self { document, font, tree: TagTree::new(), hyphens: 0 }
    }

    fn draw(&mut self, paragraphs: &[Paragraph]) {
        let lines: Vec<Vec<&[KrillaGlyph]>> = paragraphs.iter().map(cut).collect();
        let all = lines.iter().enumerate().flat_map(|(at, lines)| lines.iter().map(move |line| (at, *line)));
        let all: Vec<(usize, &[KrillaGlyph])> = all.collect();
        let mut tags: Vec<TagGroup> = paragraphs.iter().map(|_| TagGroup::new(Tag::P)).collect();
        for lines in all.chunks(LINES) {
            let mut page = self.document.start_page_with(PageSettings::from_wh(PAGE.0, PAGE.1).expect("a size"));
            let mut surface = page.surface();
            for (number, (at, line)) in lines.iter().enumerate() {
                if number == 0 || lines[number - 1].0 != *at {
                    tags[*at].push(surface.start_tagged(ContentTag::Other));
                }
                let start = Point::from_xy(MARGIN.0, MARGIN.1 + LEADING * number as f32);
                surface.draw_glyphs(start, line, self.font.clone(), &paragraphs[*at].text, SIZE, false);
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
        self.document.set_metadata(metadata);
        self.document.set_tag_tree(self.tree);
        self.document.finish().expect("a file")
    }
}

/// The glyphs of each line: as many words as have room.
fn cut(paragraph: &Paragraph) -> Vec<&[KrillaGlyph]> {
    let measure = (PAGE.0 - 2.0 * MARGIN.0) / SIZE;
    let (mut lines, mut start, mut width, mut space) = (vec![], 0, 0.0, None);
    for (at, glyph) in paragraph.glyphs.iter().enumerate() {
        width += glyph.x_advance;
        if width > measure && let Some((end, before)) = space.take() {
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
