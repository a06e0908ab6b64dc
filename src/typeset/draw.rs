//! The finished pages: every line at its place, with rules, running heads, folios, links and
//! destinations.

use super::flow::{Flow, FlowKind};
use super::galley::{Fault, Galley, GalleyItem};
use super::insertion::{foot, separator};
use super::lines::{SetParagraph, Workshop};
use super::outline::outline;
use super::pagebreak::{Column, PagePlan};
use super::pages::lines;
use super::paragraph::{Content, Font, Nowhere, Paragraph, ParagraphId, Shape};
use super::settle::Settled;
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::document::{Container, Edition};
use crate::model::length::Length;
use crate::model::page::{Destination, GlyphRun, Item, Layout, LinkArea, Page, PageBreak, PageMap, Role, Structure};
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

/// What drawing needs.
struct Drawer<'a> {
    edition: &'a Edition,
    style: &'a Style,
    workshop: &'a Workshop<'a>,
    flows: &'a [Flow],
    paragraphs: &'a [Paragraph],
    set: Vec<SetParagraph>,
    destinations: BTreeMap<String, Destination>,
}

/// Draws everything.
#[expect(clippy::too_many_arguments, reason = "the end of the stage: all its results meet here")]
pub(crate) fn draw(
    edition: &Edition,
    style: &Style,
    workshop: &Workshop<'_>,
    flows: &[Flow],
    paragraphs: &[Paragraph],
    settled: Settled,
    structure: Structure,
    diagnostics: &mut Diagnostics,
) -> (Layout, PageMap) {
    report(&settled, diagnostics);
    let map = page_map(paragraphs, flows, &settled);
    let Settled { set, galleys, plans, pages, .. } = settled;
    let mut drawer = Drawer { edition, style, workshop, flows, paragraphs, set, destinations: BTreeMap::new() };
    let mut layout = Layout { structure, ..Layout::default() };
    for (index, book) in pages.iter().enumerate() {
        let mut page =
            Page { width: style.page.width, height: style.page.height, label: book.label, ..Page::default() };
        if let Some((flow, plan)) = book.content {
            drawer.page(index, &mut page, flow, &galleys[flow], &plans[flow][plan], plan == 0);
        }
        layout.pages.push(page);
    }
    layout.outline = outline(edition, &drawer.destinations);
    layout.destinations = drawer.destinations;
    (layout, map)
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

    fn page(&mut self, index: usize, page: &mut Page, flow: usize, galley: &Galley, plan: &PagePlan, opening: bool) {
        let frame = self.frame(index);
        let kind = self.flows[flow].kind;
        let mut column = Column::new(self.style.text.leading);
        // The imprint and the last line of the title page stand at the foot.
        let room = self.room(galley, plan, &frame);
        let sinks = |item: usize| kind == FlowKind::Imprint || kind == FlowKind::TitlePage && item + 1 == plan.body.end;
        for (number, item) in plan.body.clone().zip(&galley.items[plan.body.clone()]) {
            let shift = if sinks(number) { room } else { Length::ZERO };
            match item {
                GalleyItem::Penalty(..) => {}
                GalleyItem::Glue { size, keep } => column.glue(*size, *keep),
                GalleyItem::Line(line) => {
                    let y = frame.top + shift + column.line(line);
                    for part in &line.parts {
                        self.line(index, page, *part, frame.left, y, line.height);
                    }
                    if let Some((left, length)) = line.rule {
                        self.rule(page, frame.left + left, y, length);
                    }
                    for (rule, y) in line.rules.iter().zip([y, y + line.height]) {
                        if let Some((left, length)) = rule {
                            self.rule(page, frame.left + *left, y, *length);
                        }
                    }
                    if let Some(id) = line.marginal {
                        self.marginal(page, id, &frame, y, line.height);
                    }
                }
            }
        }
        self.notes(index, page, galley, plan, &frame);
        self.margins(page, kind, &frame, opening);
    }

    /// How much of the page its lines leave free.
    fn room(&self, galley: &Galley, plan: &PagePlan, frame: &Frame) -> Length {
        let mut column = Column::new(self.style.text.leading);
        for item in &galley.items[plan.body.clone()] {
            match item {
                GalleyItem::Penalty(..) => {}
                GalleyItem::Glue { size, keep } => column.glue(*size, *keep),
                GalleyItem::Line(line) => {
                    column.line(line);
                }
            }
        }
        (frame.depth - column.bottom).max(Length::ZERO)
    }

    fn notes(&mut self, index: usize, page: &mut Page, galley: &Galley, plan: &PagePlan, frame: &Frame) {
        let note = &self.style.note;
        let mut y = frame.top + frame.depth - plan.notes.height;
        let mut first = true;
        for (stream, range) in galley.streams.iter().zip(&plan.notes.lines).filter(|(_, range)| !range.is_empty()) {
            // The first gap holds the room that the foot of the page is given up for.
            let lift = if first { foot(self.style) } else { Length::ZERO };
            let above = separator(self.style, first) - lift - note.rule_gap - note.rule_thickness;
            self.rule(page, frame.left, y + above, note.rule);
            y += separator(self.style, first) - lift;
            for (number, line) in stream.lines[range.start as usize..range.end as usize].iter().enumerate() {
                y += if number == 0 { Length::ZERO } else { line.above };
                for part in &line.parts {
                    self.line(index, page, *part, frame.left, y, line.height);
                }
                y += line.height;
            }
            first = false;
        }
    }

    fn rule(&self, page: &mut Page, x: Length, y: Length, width: Length) {
        page.items.push(Item::Rule { x, y, width, height: self.style.note.rule_thickness });
    }

    /// Draws a line whose box begins at `y`.
    fn line(
        &mut self,
        index: usize,
        page: &mut Page,
        part: (ParagraphId, u32),
        left: Length,
        y: Length,
        height: Length,
    ) {
        let paragraph = &self.paragraphs[part.0.0 as usize];
        let line = &mut self.set[part.0.0 as usize].lines[part.1 as usize];
        let baseline = y + height * 7 / 10;
        for run in std::mem::take(&mut line.runs) {
            page.items.push(glyph_run(run, left, baseline));
        }
        for (link, from, to) in &line.links {
            let link = &paragraph.links[*link];
            page.links.push(LinkArea {
                x: left + *from,
                y,
                width: *to - *from,
                height,
                target: link.target.clone(),
                node: link.node,
                description: link.description.clone(),
            });
        }
        for (name, x) in std::mem::take(&mut line.places) {
            self.destinations.entry(name).or_insert(Destination { page: index, x: left + x, y });
        }
    }

    /// A paragraph number in the outer margin.
    fn marginal(&mut self, page: &mut Page, id: ParagraphId, frame: &Frame, y: Length, height: Length) {
        let lines = std::mem::take(&mut self.set[id.0 as usize].lines);
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
        let set = self.workshop.set(&paragraph, &Nowhere);
        if let Some(line) = set.lines.into_iter().next() {
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
        glyphs: run.glyphs,
        text: run.text,
        role: run.role,
    })
}

/// Warns of the faults that remain.
fn report(settled: &Settled, diagnostics: &mut Diagnostics) {
    for (index, book) in settled.pages.iter().enumerate() {
        let Some((flow, plan)) = book.content else { continue };
        let plan = &settled.plans[flow][plan];
        let label = &book.label;
        let mut warn = |code, what: &str| {
            diagnostics.push(Diagnostic::warning(code, format!("{what} (page {label}, sheet side {})", index + 1)));
        };
        match plan.fault {
            Fault::Widow => warn("widow", "the page after this one begins with a paragraph's last line"),
            Fault::Orphan => warn("orphan", "the page ends with a paragraph's first line"),
            Fault::None => {}
        }
        if plan.notes.single > 0 {
            warn("note-line", "a single line of a note stands alone at the turn of the page");
        }
        if plan.notes.late > 0 {
            warn("late-note", "a note begins on a later page than its call");
        }
    }
    lines(&settled.pages, &settled.galleys, &settled.plans, |id, number, place| {
        let line = &settled.set[id.0 as usize].lines[number as usize];
        if line.overfull {
            let label = settled.pages[place.page].label;
            let words: String = line.runs.iter().map(|run| run.text.as_str()).collect();
            let message = format!("line {} of page {label} is too wide", place.line);
            diagnostics.push(Diagnostic::warning("overfull-line", message).help(format!("it reads: {words}")));
        }
    });
}

/// What the other formats learn.
fn page_map(paragraphs: &[Paragraph], flows: &[Flow], settled: &Settled) -> PageMap {
    let mut map = PageMap { labels: settled.pages.iter().map(|p| p.label.to_string()).collect(), ..PageMap::default() };
    let mut opened = None;
    lines(&settled.pages, &settled.galleys, &settled.plans, |id, number, place| {
        let Some((document, container)) = paragraphs[id.0 as usize].origin else { return };
        let known = map.breaks.last().is_some_and(|known: &PageBreak| known.page == place.page);
        if matches!(container, Container::Note(_)) || known {
            return;
        }
        let set = &settled.set[id.0 as usize];
        let offset = source_offset(&paragraphs[id.0 as usize], set, set.lines[number as usize].text.start);
        let (container, offset) = if opened == Some(document) { (container, offset) } else { (Container::Title, 0) };
        opened = Some(document);
        map.breaks.push(PageBreak { page: place.page, document, container, offset });
    });
    let documents: Vec<usize> =
        flows.iter().filter_map(|f| if let FlowKind::Document(d) = f.kind { Some(d) } else { None }).collect();
    debug_assert!(map.breaks.iter().all(|b| documents.contains(&b.document)));
    map.places = settled.table.places.iter().map(|(name, place)| (name.clone(), (place.page, place.line))).collect();
    map
}

/// The byte of the container at which a line begins.
fn source_offset(paragraph: &Paragraph, set: &SetParagraph, at: u32) -> usize {
    let first = if set.text.starts.len() > 1 { set.text.piece_at(at) } else { 0 };
    let mut pieces = paragraph.pieces.iter().enumerate().skip(first);
    if let Some((index, Content::Source(range, _))) = pieces.next().map(|(i, p)| (i, &p.content)) {
        return range.start + (at - set.text.starts[index]) as usize;
    }
    let next =
        pieces.find_map(|(_, p)| if let Content::Source(range, _) = &p.content { Some(range.start) } else { None });
    let last = paragraph
        .pieces
        .iter()
        .rev()
        .find_map(|p| if let Content::Source(r, _) = &p.content { Some(r.end) } else { None });
    next.or(last).unwrap_or(0)
}
