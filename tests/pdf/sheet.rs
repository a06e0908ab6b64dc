//! Makes layouts by hand, as the typesetter would: shapes short lines and puts them on pages.

use edition::fonts::{Face, FaceId, FontRole, FontSet};
use edition::model::document::{Book, Edition, Timestamp};
use edition::model::length::Length;
use edition::model::page::{
    Destination, Glyph, GlyphRun, Item, Layout, LinkArea, LinkTarget, NodeId, NodeKind, OutlineItem, Page, PageLabel,
    Role, Structure,
};
use harfrust::{Buffer, BufferFlags, Font, ShapeOptions, ShaperFont, shape};

/// Libertinus Serif.
pub(crate) const ROMAN: FaceId = FaceId(0);
/// Its italic.
pub(crate) const ITALIC: FaceId = FaceId(1);

/// Two faces of the embedded ones.
pub(crate) fn fonts() -> FontSet {
    let wanted = ["LibertinusSerif-Regular", "LibertinusSerif-Italic"];
    let all: Vec<&'static [u8]> = typst_assets::fonts().collect();
    let faces = [0, 2].iter().zip(wanted).map(|(at, name)| Face {
        name: name.into(),
        data: all[*at].into(),
        index: 0,
        span: None,
    });
    let mut set = FontSet { faces: faces.collect(), ..FontSet::default() };
    set.chains.insert(FontRole::Regular, vec![ROMAN]);
    set.chains.insert(FontRole::Italic, vec![ITALIC]);
    set
}

/// An edition with no more than its metadata.
pub(crate) fn edition() -> Edition {
    let date = Timestamp { year: 2024, month: 5, day: 6, ..Timestamp::default() };
    let book = Book {
        title: "A Small Book".into(),
        subtitle: Some("With Notes".into()),
        editors: vec!["Ada Editor".into()],
        authors: vec!["Ben Author".into()],
        language: "en".into(),
        date,
        identifier: "urn:edition:small".into(),
        ..Book::default()
    };
    Edition { book, ..Edition::default() }
}

/// A layout in the making: lines go below one another on the last page.
pub(crate) struct Sheet {
    pub(crate) layout: Layout,
    faces: Vec<Font>,
    at: (Length, Length),
    size: f64,
}

impl Sheet {
    pub(crate) fn new(fonts: &FontSet) -> Self {
        let faces = fonts.faces.iter().map(|face| Font::new(face.data.to_vec(), face.index).expect("a font")).collect();
        Self { layout: Layout::default(), faces, at: (Length::ZERO, Length::ZERO), size: 10.0 }
    }

    /// Begins a page with a running head and a folio.
    pub(crate) fn page(&mut self, roman: bool, number: u32) {
        let label = PageLabel { roman, number };
        let size = (Length::from_mm(140.0), Length::from_mm(216.0));
        self.layout.pages.push(Page { width: size.0, height: size.1, label, ..Page::default() });
        self.put(20.0, "RUNNING HEAD", ROMAN, Role::Header);
        self.put(600.0, &label.to_string(), ROMAN, Role::Footer);
        self.at = (Length::from_pt(50.0), Length::from_pt(60.0));
    }

    /// Begins a line.
    pub(crate) fn line(&mut self) {
        self.at = (Length::from_pt(50.0), self.at.1 + Length::from_pt(13.0));
    }

    /// A node of the structure.
    pub(crate) fn node(&mut self, parent: NodeId, kind: NodeKind) -> NodeId {
        self.layout.structure.add(parent, kind)
    }

    /// A new leaf with text.
    pub(crate) fn leaf(&mut self, parent: NodeId, text: &str) -> NodeId {
        let leaf = self.node(parent, NodeKind::Leaf);
        self.text(leaf, text, ROMAN);
        leaf
    }

    /// A block with one leaf, on a line of its own.
    pub(crate) fn block(&mut self, parent: NodeId, kind: NodeKind, text: &str) -> NodeId {
        self.line();
        let block = self.node(parent, kind);
        self.leaf(block, text);
        block
    }

    /// More text for a leaf, where the last ended.
    pub(crate) fn text(&mut self, leaf: NodeId, text: &str, face: FaceId) -> Length {
        let (x, y) = self.at;
        let run = self.run(text, face, Role::Content(leaf), x, y);
        let width = run.glyphs.iter().map(|glyph| glyph.advance).sum();
        self.at.0 += width;
        self.last().items.push(Item::Glyphs(run));
        width
    }

    /// The text of a link and an area over it.
    pub(crate) fn linked(&mut self, link: NodeId, text: &str, target: &str) {
        let (x, baseline) = self.at;
        let leaf = self.node(link, NodeKind::Leaf);
        let width = self.text(leaf, text, ROMAN);
        let target = match target.contains(':') {
            true => LinkTarget::Uri(target.into()),
            false => LinkTarget::Destination(target.into()),
        };
        let y = baseline - Length::from_pt(8.0);
        let description = format!("To {text}");
        let area = LinkArea { x, y, width, height: Length::from_pt(11.0), target, node: link, description };
        self.last().links.push(area);
    }

    /// `Reference > Link > text`.
    pub(crate) fn reference(&mut self, parent: NodeId, text: &str, target: &str) -> NodeId {
        let reference = self.node(parent, NodeKind::Reference);
        let link = self.node(reference, NodeKind::Link);
        self.linked(link, text, target);
        link
    }

    /// Names the place where the next text goes.
    pub(crate) fn destination(&mut self, name: &str) -> Destination {
        let here = Destination { page: self.layout.pages.len() - 1, x: self.at.0, y: self.at.1, named: true };
        self.layout.destinations.insert(name.into(), here);
        here
    }

    /// A bookmark to here.
    pub(crate) fn bookmark(&mut self, title: &str) -> OutlineItem {
        let page = self.layout.pages.len() - 1;
        OutlineItem {
            title: title.into(),
            destination: Destination { page, x: self.at.0, y: self.at.1, named: true },
            children: vec![],
        }
    }

    /// A short rule.
    pub(crate) fn rule(&mut self) {
        let (x, y) = (self.at.0, self.at.1 + Length::from_pt(4.0));
        self.last().items.push(Item::Rule { x, y, width: Length::from_pt(60.0), height: Length::from_pt(0.4) });
    }

    pub(crate) fn last(&mut self) -> &mut Page {
        self.layout.pages.last_mut().expect("a page")
    }

    fn put(&mut self, y: f64, text: &str, face: FaceId, role: Role) {
        let run = self.run(text, face, role, Length::from_pt(50.0), Length::from_pt(y));
        self.last().items.push(Item::Glyphs(run));
    }

    fn run(&self, text: &str, face: FaceId, role: Role, x: Length, y: Length) -> GlyphRun {
        let size = Length::from_pt(self.size);
        GlyphRun { x, y, face, size, expansion: 0, glyphs: self.glyphs(text, face, size), text: text.into(), role }
    }

    fn glyphs(&self, text: &str, face: FaceId, size: Length) -> Vec<Glyph> {
        let font = &self.faces[face.0 as usize];
        let mut buffer = Buffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        buffer.set_flags(BufferFlags::PRESERVE_DEFAULT_IGNORABLES);
        shape(&ShaperFont::new(font), &mut buffer, ShapeOptions::default()).expect("shapes");
        let scaled = |units: i32| size.scale(units.into(), font.units_per_em().into());
        let starts: Vec<u32> = buffer.glyph_infos().iter().map(|info| info.cluster).collect();
        let end = |start: u32| starts.iter().copied().filter(|s| *s > start).min().unwrap_or(text.len() as u32);
        let glyph = |(info, position): (&harfrust::GlyphInfo, &harfrust::GlyphPosition)| Glyph {
            id: info.glyph_id as u16,
            advance: scaled(position.x_advance),
            x_offset: scaled(position.x_offset),
            y_offset: scaled(position.y_offset),
            text: info.cluster..end(info.cluster),
        };
        buffer.glyph_infos().iter().zip(buffer.glyph_positions()).map(glyph).collect()
    }
}

/// A small book with everything that a layout can hold.
pub(crate) fn small_book(fonts: &FontSet) -> Layout {
    let mut sheet = Sheet::new(fonts);
    let front = sheet.node(Structure::ROOT, NodeKind::Part);
    contents(&mut sheet, front);
    let part = sheet.node(Structure::ROOT, NodeKind::Part);
    let first = first_page(&mut sheet, part);
    second_page(&mut sheet, part, first);
    sheet.layout
}

fn contents(sheet: &mut Sheet, front: NodeId) {
    sheet.page(true, 1);
    sheet.page(true, 2);
    sheet.block(front, NodeKind::Heading(1, "Contents".into()), "Contents");
    let toc = sheet.node(front, NodeKind::Toc);
    for (text, target) in [("Chapter", "chapter"), ("Section", "section")] {
        sheet.line();
        let item = sheet.node(toc, NodeKind::TocItem);
        sheet.reference(item, text, target);
    }
    let mark = sheet.bookmark("Contents");
    sheet.layout.outline.push(mark);
}

/// Returns the paragraph that goes on over the page.
fn first_page(sheet: &mut Sheet, part: NodeId) -> NodeId {
    sheet.page(false, 1);
    sheet.destination("chapter");
    let mark = sheet.bookmark("Chapter");
    sheet.layout.outline.push(mark);
    sheet.block(part, NodeKind::Heading(1, "Chapter".into()), "Chapter");
    let paragraph = sheet.block(part, NodeKind::Paragraph, "The office finds a difficult affair ");
    sheet.destination("call-1");
    sheet.reference(paragraph, "1", "note-1");
    let leaf = sheet.leaf(paragraph, " and in ");
    sheet.text(leaf, "italics", ITALIC);
    sheet.text(leaf, " it goes hy\u{AD}", ROMAN);
    sheet.line();
    sheet.text(leaf, "phenated on,\u{A0}e\u{301}q\u{301}n\u{308}, over ", ROMAN);
    sheet.line();
    sheet.text(leaf, "the line. A link of ", ROMAN);
    let link = sheet.reference(paragraph, "two lines is ", "section");
    sheet.line();
    sheet.linked(link, "one link", "section");
    sheet.leaf(paragraph, "; another leads ");
    sheet.reference(paragraph, "outside", "https://example.org/");
    let span = sheet.node(paragraph, NodeKind::Span);
    sheet.layout.structure.node_mut(span).language = Some("fr".into());
    sheet.leaf(span, " à la française");
    list(sheet, part);
    table(sheet, part);
    note(sheet, part);
    sheet.block(part, NodeKind::Paragraph, "A paragraph that goes on ")
}

fn list(sheet: &mut Sheet, part: NodeId) {
    let list = sheet.node(part, NodeKind::List(true));
    for label in ["1.", "2."] {
        let item = sheet.node(list, NodeKind::Item);
        sheet.block(item, NodeKind::Label, label);
        let body = sheet.node(item, NodeKind::ItemBody);
        let paragraph = sheet.node(body, NodeKind::Paragraph);
        sheet.leaf(paragraph, " An item");
    }
}

fn table(sheet: &mut Sheet, part: NodeId) {
    let table = sheet.node(part, NodeKind::Table);
    for (kind, cells) in [(NodeKind::HeadCell, ["Year", "Event"]), (NodeKind::Cell, ["1905", ""])] {
        sheet.line();
        let row = sheet.node(table, NodeKind::Row);
        for text in cells {
            let cell = sheet.node(row, kind.clone());
            let leaf = sheet.node(cell, NodeKind::Leaf);
            if !text.is_empty() {
                sheet.text(leaf, text, ROMAN);
                sheet.text(leaf, " ", ROMAN);
            }
        }
    }
}

fn note(sheet: &mut Sheet, part: NodeId) {
    sheet.rule();
    sheet.line();
    sheet.destination("note-1");
    let note = sheet.node(part, NodeKind::Note);
    let label = sheet.node(note, NodeKind::Label);
    let link = sheet.node(label, NodeKind::Link);
    sheet.linked(link, "1", "call-1");
    let paragraph = sheet.node(note, NodeKind::Paragraph);
    sheet.leaf(paragraph, " The note, in Greek: ");
    let greek = sheet.node(paragraph, NodeKind::Span);
    sheet.layout.structure.node_mut(greek).language = Some("grc".into());
    sheet.leaf(greek, "μῆνιν ἄειδε");
    sheet.block(note, NodeKind::Paragraph, "A second paragraph.");
}

/// One glyph for two characters, as small capitals have it, two glyphs for three
/// characters, and two glyphs for one.
fn odd_clusters(sheet: &mut Sheet, section: NodeId) {
    let paragraph = sheet.block(section, NodeKind::Paragraph, "Odd: ");
    let leaf = sheet.leaf(paragraph, "aAaxyzq");
    let Some(Item::Glyphs(run)) = sheet.last().items.last_mut() else { return };
    run.glyphs[1].id = run.glyphs[0].id;
    run.glyphs.remove(4);
    run.glyphs[3].text = 3..6;
    run.glyphs[4].text = 3..6;
    run.glyphs.push(run.glyphs[5].clone());
    sheet.text(leaf, " and on", ROMAN);
}

fn second_page(sheet: &mut Sheet, part: NodeId, paragraph: NodeId) {
    sheet.page(false, 2);
    sheet.leaf(paragraph, "over the page.");
    sheet.destination("section");
    let mark = sheet.bookmark("Section");
    sheet.layout.outline[1].children.push(mark);
    let section = sheet.node(part, NodeKind::Section);
    sheet.block(section, NodeKind::Heading(3, "Section".into()), "Section");
    odd_clusters(sheet, section);
    let quotation = sheet.node(section, NodeKind::Quotation);
    sheet.block(quotation, NodeKind::Paragraph, "A quotation, and in Hebrew ");
    let leaf = sheet.node(quotation, NodeKind::Leaf);
    sheet.layout.structure.node_mut(leaf).language = Some("he".into());
    sheet.text(leaf, "שלום", ROMAN);
    sheet.node(section, NodeKind::Paragraph);
}
