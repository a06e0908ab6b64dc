//! The pages around the documents: half-title, title page, imprint, contents, colophon.

use crate::model::document::{Place, Spot};
use crate::model::length::Length;
use crate::model::page::{LinkTarget, NodeId, NodeKind, Role, Structure};
use crate::style::{Align, BlockStyle, FaceStyle};
use crate::terms::written_out;
use crate::typeset::composition::composer::{Composer, piece};
use crate::typeset::composition::endnotes::{NOTES, has_notes};
use crate::typeset::composition::flow::{Block, Flow, FlowItem, FlowKind, space};
use crate::typeset::paragraph::piece::{Content, Font, Piece};
use crate::typeset::paragraph::{Leader, Link, Paragraph, Shape};

impl Composer<'_> {
    /// The half-title: the book's title alone.
    pub(crate) fn half_title(&mut self, part: NodeId) -> Flow {
        let mut flow = Flow::new(FlowKind::HalfTitle);
        flow.items.push(FlowItem::Strut(self.style.half_title.above));
        let title = self.edition.book.title.clone();
        self.said(&mut flow, part, &self.style.half_title, &title);
        flow
    }

    /// The title page: authors, title, subtitle, editors, publisher and year.
    pub(crate) fn title_page(&mut self, part: NodeId) -> Flow {
        let (book, style) = (&self.edition.book, self.style);
        let mut flow = Flow::new(FlowKind::TitlePage);
        flow.items.push(FlowItem::Strut(style.book_author.above));
        if !book.authors.is_empty() {
            self.said(&mut flow, part, &style.book_author, &book.authors.join(LINE));
        }
        flow.items.push(FlowItem::Strut(style.book_title.above));
        self.said(&mut flow, part, &style.book_title, &book.title);
        if let Some(subtitle) = &book.subtitle {
            flow.items.push(FlowItem::Strut(style.book_subtitle.above));
            self.said(&mut flow, part, &style.book_subtitle, subtitle);
        }
        if !book.editors.is_empty() {
            flow.items.push(FlowItem::Strut(style.book_editor.above));
            let words = format!("{} {}", self.terms.edited_by, book.editors.join(", "));
            self.said(&mut flow, part, &style.book_editor, &words);
        }
        flow.items.push(FlowItem::Strut(style.book_editor.above));
        let year = (book.date.year > 0).then(|| book.date.year.to_string());
        let foot: Vec<String> = book.publisher.iter().cloned().chain(year).collect();
        self.said(&mut flow, part, &style.book_editor, &foot.join(LINE));
        flow
    }

    /// The imprint.
    pub(crate) fn imprint(&mut self, part: NodeId) -> Flow {
        let book = &self.edition.book;
        let mut flow = Flow::new(FlowKind::Imprint);
        let mut lines: Vec<String> = vec![book.title.clone()];
        lines.extend(book.description.clone());
        if !book.editors.is_empty() {
            lines.push(format!("{} {}", self.terms.edited_by, book.editors.join(", ")));
        }
        lines.extend(book.rights.clone());
        lines.extend(book.imprint.iter().cloned());
        lines.extend(book.publisher.clone());
        lines.push(book.identifier.clone());
        let date = book.date;
        if date.year > 0 {
            let iso = format!("{:04}-{:02}-{:02}", date.year, date.month, date.day);
            lines.push(written_out(&iso, &book.language).unwrap_or(iso));
        }
        for line in lines.iter().filter(|line| !line.is_empty()) {
            self.said(&mut flow, part, &self.style.imprint, line);
            space(&mut flow.items, self.style.imprint.below);
        }
        flow
    }

    /// A paragraph of the tool's words without spaces around it.
    fn said(&mut self, flow: &mut Flow, part: NodeId, style: &BlockStyle, words: &str) {
        if words.is_empty() {
            return;
        }
        let node = self.structure.add(part, NodeKind::Paragraph);
        let style = BlockStyle { above: Length::ZERO, below: Length::ZERO, ..style.clone() };
        self.words(&mut flow.items, node, &style, words);
    }

    /// The contents: every document with its page at the end of a leader.
    pub(crate) fn contents(&mut self) -> Flow {
        let style = self.style;
        let mut flow = Flow::new(FlowKind::Contents);
        let part = self.structure.add(Structure::ROOT, NodeKind::Part);
        let heading = self.structure.add(part, NodeKind::Heading(1, self.terms.contents.to_string()));
        flow.items.push(FlowItem::Strut(style.author.above));
        let title = BlockStyle { above: Length::ZERO, ..style.headings[0].clone() };
        let id = self.words(&mut flow.items, heading, &title, self.terms.contents);
        self.paragraphs[id.0 as usize].begin(CONTENTS.to_string());
        space(&mut flow.items, style.contents.above);
        let toc = self.structure.add(part, NodeKind::Toc);
        let edition = self.edition;
        for (index, document) in edition.documents.iter().enumerate() {
            let place = edition.place_name(&Place { document: index, spot: Spot::Start });
            let title = crate::typeset::composition::composer::title_of(&document.title);
            self.entry(&mut flow, toc, place, document.author.as_deref(), title);
        }
        if has_notes(edition) {
            self.entry(&mut flow, toc, NOTES.to_string(), None, self.terms.notes.to_string());
        }
        flow
    }

    fn entry(&mut self, flow: &mut Flow, toc: NodeId, place: String, author: Option<&str>, title: String) {
        let (style, author_face) = (&self.style.contents, self.style.author.face);
        let item = self.structure.add(toc, NodeKind::TocItem);
        let reference = self.structure.add(item, NodeKind::Reference);
        let node = self.structure.add(reference, NodeKind::Link);
        let (leaf, number) = (self.structure.add(node, NodeKind::Leaf), self.structure.add(node, NodeKind::Leaf));
        let shape =
            Shape { align: Align::Left, hyphenate: false, ..Shape::of(style, Length::ZERO, self.style.page.measure) };
        let mut paragraph = Paragraph::new(shape);
        let target = LinkTarget::Destination(place.clone());
        paragraph.links.push(Link { target, node, description: title.clone() });
        let font = Font::of(style.size, style.face, style.tracking);
        let made = |words: &str, font, node| {
            let made = piece(words, font, Role::Content(node), self.language());
            Piece { link: Some(0), ..made }
        };
        if let Some(author) = author {
            // As at the head of the document; but what is bold there would shout in a list.
            let face = if author_face == FaceStyle::SmallCaps { author_face } else { style.face };
            paragraph.pieces.push(made(author, Font::of(style.size, face, style.tracking), leaf));
            paragraph.pieces.push(made(", ", font, leaf));
        }
        paragraph.pieces.push(made(&title, font, leaf));
        let page = Piece { content: Content::Page(place), ..made("", font, number) };
        let dot = Piece { role: Role::Decoration, link: None, ..made(".", font, leaf) };
        paragraph.leader = Some(Leader { page: [made(" ", font, number), page], dot, reach: style.right });
        let id = self.add(paragraph);
        flow.items.push(FlowItem::Block(Block { parts: vec![id], keep_together: true, ..Block::default() }));
        space(&mut flow.items, style.below);
    }

    /// The colophon: what the book is set in and with.
    pub(crate) fn colophon(&mut self) -> Flow {
        let style = self.style;
        let mut flow = Flow::new(FlowKind::Colophon);
        let part = self.structure.add(Structure::ROOT, NodeKind::Part);
        let heading = self.structure.add(part, NodeKind::Heading(1, self.terms.colophon.to_string()));
        flow.items.push(FlowItem::Strut(style.half_title.above));
        let title = BlockStyle { above: Length::ZERO, ..style.headings[0].clone() };
        self.words(&mut flow.items, heading, &title, self.terms.colophon);
        let face = self.workshop.shaper.family();
        let words = format!(
            "Set in {face}, {} on {} points, by edition {}: one source for this book and for its electronic form. \
             The pages are tagged for reading aloud and made for keeping.",
            style.text.size.pt(),
            style.text.leading.pt(),
            env!("CARGO_PKG_VERSION"),
        );
        self.said(&mut flow, part, &style.colophon, &words);
        flow
    }
}

/// Between lines of the title page.
const LINE: &str = "\u{2028}";

/// The name of the contents as a place.
pub(crate) const CONTENTS: &str = "contents";
