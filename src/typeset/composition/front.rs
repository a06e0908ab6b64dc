//! The pages around the documents: half-title, title page, imprint, contents, colophon.

use crate::model::document::{Place, Spot};
use crate::model::length::Length;
use crate::model::page::{LinkTarget, NodeId, NodeKind, Role, Structure};
use crate::model::text::Styled;
use crate::style::{Align, BlockStyle, FaceStyle};
use crate::terms::written_out;
use crate::typeset::composition::composer::{Composer, piece, pieces_of};
use crate::typeset::composition::endnotes::{NOTES, has_notes, notes_before, notes_title};
use crate::typeset::composition::flow::{Block, Flow, FlowItem, FlowKind, space};
use crate::typeset::paragraph::piece::{Content, Font, Piece};
use crate::typeset::paragraph::{Leader, Link, Paragraph, Shape};
use std::sync::Arc;

impl Composer<'_> {
    /// The half-title: the book's title alone.
    pub(crate) fn half_title(&mut self, part: NodeId) -> Flow {
        let mut flow = Flow::new(FlowKind::HalfTitle);
        flow.items.push(FlowItem::Strut(self.style.half_title.above));
        self.title(&mut flow, part, &self.style.half_title);
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
        self.title(&mut flow, part, &style.book_title);
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
        self.title(&mut flow, part, &self.style.imprint);
        space(&mut flow.items, self.style.imprint.below);
        let mut lines: Vec<String> = book.description.clone().into_iter().collect();
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

    /// The book's title without spaces around it, emphasised where it is.
    fn title(&mut self, flow: &mut Flow, part: NodeId, style: &BlockStyle) {
        let book = &self.edition.book;
        if book.title.is_empty() {
            return;
        }
        let node = self.structure.add(part, NodeKind::Paragraph);
        let leaf = self.structure.add(node, NodeKind::Leaf);
        let mut paragraph = Paragraph::new(Shape::of(style, Length::ZERO, self.style.page.measure));
        let like = piece("", Font::of(style.size, style.face, style.tracking), Role::Content(leaf), self.language());
        paragraph.pieces.extend(pieces_of(&book.title_parts(), &like));
        let id = self.add(paragraph);
        flow.items.push(FlowItem::Block(Block { parts: vec![id], keep_together: true, ..Block::default() }));
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
        let before = notes_before(edition).unwrap_or(edition.documents.len());
        for (index, document) in edition.documents.iter().enumerate() {
            if index == before {
                self.notes_entry(&mut flow, toc);
            }
            let place = edition.place_name(&Place { document: index, spot: Spot::Start });
            let title = document.title.styled(0..document.title.string.len(), |_, _| Some(String::new()));
            let language = if document.language.is_empty() { &edition.book.language } else { &document.language };
            self.entry(&mut flow, toc, place, document.author.as_deref(), (&title, language));
        }
        if before == edition.documents.len() {
            self.notes_entry(&mut flow, toc);
        }
        flow
    }

    /// The entry of the notes of the book, if there are any.
    fn notes_entry(&mut self, flow: &mut Flow, toc: NodeId) {
        let edition = self.edition;
        if has_notes(edition) {
            let title = [Styled { words: notes_title(edition, self.terms.notes).to_owned(), kinds: vec![] }];
            self.entry(flow, toc, NOTES.to_string(), None, (&title, &edition.book.language));
        }
    }

    /// An entry of the contents; the title with its language.
    fn entry(
        &mut self,
        flow: &mut Flow,
        toc: NodeId,
        place: String,
        author: Option<&str>,
        (title, language): (&[Styled], &str),
    ) {
        let (style, author_face) = (&self.style.contents, self.style.author.face);
        let item = self.structure.add(toc, NodeKind::TocItem);
        let reference = self.structure.add(item, NodeKind::Reference);
        let node = self.structure.add(reference, NodeKind::Link);
        let leaf = self.structure.add(node, NodeKind::Leaf);
        let words = match language == self.edition.book.language {
            true => leaf,
            false => {
                let span = self.structure.add(node, NodeKind::Span);
                self.structure.node_mut(span).language = Some(language.to_string());
                self.structure.add(span, NodeKind::Leaf)
            }
        };
        let number = self.structure.add(node, NodeKind::Leaf);
        let shape =
            Shape { align: Align::Left, hyphenate: false, ..Shape::of(style, Length::ZERO, self.style.page.measure) };
        let mut paragraph = Paragraph::new(shape);
        let target = LinkTarget::Destination(place.clone());
        paragraph.links.push(Link {
            target,
            node,
            description: title.iter().map(|part| part.words.as_str()).collect(),
        });
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
        let like = Piece { language: Arc::from(language), ..made("", font, words) };
        paragraph.pieces.extend(pieces_of(title, &like));
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
        let words = self.terms.made(
            &face.to_string(),
            [style.text.size.pt().to_string(), style.text.leading.pt().to_string()],
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
