//! A finished page: every line at its place, with rules, running heads, folios and links. Pages
//! are drawn one at a time, in any order.

use super::flow::{Flow, FlowKind};
use super::galley::Galley;
use super::insertion::{foot, separator};
use super::lines::{LineId, Workshop};
use super::paragraph::{Font, Nowhere, Paragraph, ParagraphId, Shape};
use super::plan::{PagePlan, What};
use super::settle::Settled;
use super::stream::StreamLine;
use crate::model::document::Edition;
use crate::model::length::Length;
use crate::model::page::{Destination, GlyphRun, Item, LinkArea, Page, Role};
use crate::style::{Align, MarginStyle, Style};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Where the text stands on a page.
struct Frame {
    left: Length,
    top: Length,
    depth: Length,
    measure: Length,
    recto: bool,
}

/// Draws the pages of a settled book.
pub(crate) struct Drawer<'a> {
    pub(crate) edition: &'a Edition,
    pub(crate) style: &'a Style,
    pub(crate) workshop: Workshop<'a>,
    pub(crate) flows: Vec<Flow>,
    pub(crate) paragraphs: Vec<Paragraph>,
    pub(crate) settled: Settled,
}

impl Drawer<'_> {
    fn frame(&self, index: usize) -> Frame {
        let page = &self.style.page;
        let [small, large] = page.margins;
        let depth = self.style.text.leading * page.lines;
        let recto = index.is_multiple_of(2);
        let inner = (page.width - page.measure).scale(small, small + large);
        let left = if recto { inner } else { page.width - page.measure - inner };
        let top = (page.height - depth).scale(small, small + large);
        Frame { left, top, depth, measure: page.measure, recto }
    }

    /// Page `index`.
    pub(crate) fn page(&self, index: usize) -> Page {
        let (style, book) = (&self.style.page, self.settled.pages[index]);
        let mut page = Page { width: style.width, height: style.height, label: book.label, ..Page::default() };
        let Some((flow, number)) = book.content else { return page };
        let (galley, plan) = (&self.settled.galleys[flow], &self.settled.plans[flow].pages[number]);
        let frame = self.frame(index);
        self.body(&mut page, self.flows[flow].kind, galley, plan, &frame);
        self.notes(&mut page, galley, plan, &frame);
        self.margins(&mut page, self.flows[flow].kind, &frame, number == 0);
        page
    }

    fn body(&self, page: &mut Page, kind: FlowKind, galley: &Galley, plan: &PagePlan, frame: &Frame) {
        for (y, what) in self.placed(kind, galley, plan, frame) {
            match what {
                What::Rule { left, length } => self.rule(page, frame.left + left, y, length),
                What::Line { block, setting, line, again } => {
                    let first = page.items.len();
                    for part in block.parts(setting, line, &self.settled.set) {
                        self.line(page, part, frame.left, y, block.height, !again);
                    }
                    if again {
                        page.items[first..].iter_mut().for_each(decorate);
                    } else if let Some(id) = block.marginal.filter(|_| line == 0) {
                        self.marginal(page, id, frame, y, block.height);
                    }
                }
            }
        }
    }

    /// What stands in the text of a page, with the upper edges on it.
    fn placed<'g>(
        &self,
        kind: FlowKind,
        galley: &'g Galley,
        plan: &PagePlan,
        frame: &Frame,
    ) -> impl Iterator<Item = (Length, What<'g>)> {
        let (placed, bottom) = plan.walk(galley);
        let room = (frame.depth - bottom).max(Length::ZERO);
        let (top, end) = (frame.top, plan.end.element);
        placed.into_iter().map(move |placed| {
            // The imprint and the last block of the title page stand at the foot.
            let sinks = kind == FlowKind::Imprint || kind == FlowKind::TitlePage && placed.element + 1 == end;
            (top + placed.y + if sinks { room } else { Length::ZERO }, placed.what)
        })
    }

    /// The lines of a page's notes with their upper edges on it; none for the rule above a stream.
    fn placed_notes<'g>(
        &self,
        galley: &'g Galley,
        plan: &PagePlan,
        frame: &Frame,
    ) -> Vec<(Length, Option<&'g StreamLine>)> {
        let note = &self.style.note;
        let mut y = frame.top + frame.depth + self.style.text.leading * plan.depth - plan.notes.height;
        let mut placed = vec![];
        for (stream, range) in galley.streams.iter().zip(&plan.notes.lines).filter(|(_, range)| !range.is_empty()) {
            // The first gap holds the room that the foot of the page is given up for.
            let first = placed.is_empty();
            let lift = if first { foot(self.style) } else { Length::ZERO };
            let above = separator(self.style, first) - lift;
            placed.push((y + above - note.rule_gap - note.rule_thickness, None));
            y += above;
            for (number, line) in stream.lines[range.start as usize..range.end as usize].iter().enumerate() {
                y += if number == 0 { Length::ZERO } else { line.above };
                placed.push((y, Some(line)));
                y += line.height;
            }
        }
        placed
    }

    fn notes(&self, page: &mut Page, galley: &Galley, plan: &PagePlan, frame: &Frame) {
        for (y, line) in self.placed_notes(galley, plan, frame) {
            let Some(line) = line else {
                self.rule(page, frame.left, y, self.style.note.rule);
                continue;
            };
            for part in &line.parts {
                self.line(page, *part, frame.left, y, line.height, true);
            }
        }
    }

    /// Where every named place of the book stands.
    pub(crate) fn destinations(&self) -> BTreeMap<String, Destination> {
        let mut destinations = BTreeMap::new();
        let mut visit = |page: usize, id: LineId, frame: &Frame, y: Length| {
            let paragraph = &self.paragraphs[id.paragraph.0 as usize];
            if paragraph.places.is_empty() {
                return;
            }
            let set = &self.settled.set[id.paragraph.0 as usize];
            let shape = &paragraph.shape;
            let x = frame.left + shape.left + if id.line == 0 { shape.indent } else { shape.hang };
            for name in set.places(paragraph, set.cut(id)) {
                destinations.entry(name.to_string()).or_insert(Destination { page, x, y });
            }
        };
        for (index, book) in self.settled.pages.iter().enumerate() {
            let Some((flow, number)) = book.content else { continue };
            let (galley, plan) = (&self.settled.galleys[flow], &self.settled.plans[flow].pages[number]);
            let frame = self.frame(index);
            for (y, what) in self.placed(self.flows[flow].kind, galley, plan, &frame) {
                let What::Line { block, setting, line, again: false } = what else { continue };
                block.parts(setting, line, &self.settled.set).for_each(|id| visit(index, id, &frame, y));
            }
            for (y, line) in self.placed_notes(galley, plan, &frame) {
                line.iter().flat_map(|line| &line.parts).for_each(|id| visit(index, *id, &frame, y));
            }
        }
        destinations
    }

    fn rule(&self, page: &mut Page, x: Length, y: Length, width: Length) {
        page.items.push(Item::Rule { x, y, width, height: self.style.note.rule_thickness });
    }

    /// Draws a line whose box begins at `y`; its links only if they are `live`.
    fn line(&self, page: &mut Page, id: LineId, left: Length, y: Length, height: Length, live: bool) {
        let paragraph = &self.paragraphs[id.paragraph.0 as usize];
        let set = &self.settled.set[id.paragraph.0 as usize];
        let line = self.workshop.finish(paragraph, set, *set.cut(id), &self.settled.table);
        let baseline = y + height * 7 / 10;
        page.items.extend(line.runs.into_iter().map(|run| glyph_run(run, left, baseline)));
        for (link, from, to) in line.links.into_iter().filter(|_| live) {
            let link = &paragraph.links[link];
            page.links.push(LinkArea {
                x: left + from,
                y,
                width: to - from,
                height,
                target: link.target.clone(),
                node: link.node,
                description: link.description.clone(),
            });
        }
    }

    /// A paragraph number in the outer margin.
    fn marginal(&self, page: &mut Page, id: ParagraphId, frame: &Frame, y: Length, height: Length) {
        let lines = self.workshop.lines(&self.paragraphs[id.0 as usize], &Nowhere);
        let runs: Vec<_> = lines.into_iter().flat_map(|line| line.runs).collect();
        let width: Length = runs.iter().flat_map(|run| &run.glyphs).map(|glyph| glyph.advance).sum();
        let distance = self.style.paragraph_number.distance;
        let left = if frame.recto { frame.left + frame.measure + distance } else { frame.left - distance - width };
        page.items.extend(runs.into_iter().map(|run| glyph_run(run, left, y + height * 7 / 10)));
    }

    /// Running head and folio.
    fn margins(&self, page: &mut Page, kind: FlowKind, frame: &Frame, opening: bool) {
        let book = &self.edition.book.title;
        let (verso, recto) = match kind {
            FlowKind::Document(index) => {
                let document = &self.edition.documents[index];
                (document.author.as_ref().unwrap_or(book), document.short_title.as_str())
            }
            FlowKind::Contents => (book, crate::terms::Terms::of(&self.edition.book.language).contents),
            _ => return,
        };
        let style = self.style;
        let first = frame.top + style.text.leading * 7 / 10;
        let folio = page.label.to_string();
        if opening {
            let y = first + style.text.leading * (style.page.lines - 1) + style.folio.distance;
            self.words(page, &style.folio, &folio, Role::Footer, Align::Centre, frame, y);
            return;
        }
        let y = first - style.running_head.distance;
        let outer = if frame.recto { Align::Right } else { Align::Left };
        self.words(page, &style.folio, &folio, Role::Header, outer, frame, y);
        let head = if frame.recto { recto } else { verso.as_str() };
        self.words(page, &style.running_head, head, Role::Header, Align::Centre, frame, y);
    }

    #[expect(clippy::too_many_arguments, reason = "a line of words and its place")]
    fn words(
        &self,
        page: &mut Page,
        style: &MarginStyle,
        words: &str,
        role: Role,
        align: Align,
        frame: &Frame,
        y: Length,
    ) {
        let shape = Shape { width: frame.measure, align, ..Shape::default() };
        let mut paragraph = Paragraph::new(shape);
        let font = Font::of(style.size, style.face, style.tracking);
        let language: Arc<str> = Arc::from(self.edition.book.language.as_str());
        paragraph.pieces.push(super::compose::piece(words, font, role, language));
        if let Some(line) = self.workshop.lines(&paragraph, &Nowhere).into_iter().next() {
            page.items.extend(line.runs.into_iter().map(|run| glyph_run(run, frame.left, y)));
        }
    }
}

fn glyph_run(run: super::lines::LineRun, left: Length, baseline: Length) -> Item {
    Item::Glyphs(GlyphRun {
        x: left + run.x,
        y: baseline - run.rise,
        face: run.face,
        size: run.size,
        expansion: run.expansion,
        glyphs: run.glyphs,
        text: run.text,
        role: run.role,
    })
}

/// What is drawn again is no content: it was read where it stood first.
fn decorate(item: &mut Item) {
    if let Item::Glyphs(run) = item {
        run.role = Role::Decoration;
    }
}
