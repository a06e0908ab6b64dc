//! A finished page: every line at its place, with rules, running heads, folios and links. Pages
//! are drawn one at a time, in any order.

use crate::model::document::Edition;
use crate::model::length::Length;
use crate::model::page::{Destination, GlyphRun, Item, LinkArea, LinkTarget, Page, Role};
use crate::style::Style;
use crate::typeset::composition::flow::{Flow, FlowKind, PictureBox};
use crate::typeset::drawing::margins::{Beside, Margins, Running};
use crate::typeset::galley::counted::LineNumber;
use crate::typeset::galley::stream::{NoteLine, Stream};
use crate::typeset::galley::{Galley, GalleyBlock};
use crate::typeset::lines::{Cut, CutLine, LineId, SetParagraph, Workshop};
use crate::typeset::pages::insertion::separator;
use crate::typeset::pages::plan::{PagePlan, What};
use crate::typeset::pages::settle::Settled;
use crate::typeset::paragraph::assembled::Nowhere;
use crate::typeset::paragraph::point::Milestone;
use crate::typeset::paragraph::{Count, Paragraph};
use std::collections::BTreeMap;

/// Where the text stands on a page.
pub(crate) struct Frame {
    pub(crate) left: Length,
    pub(crate) top: Length,
    pub(crate) depth: Length,
    pub(crate) measure: Length,
    pub(crate) recto: bool,
}

/// Draws the pages of a settled book.
pub(crate) struct Drawer<'a> {
    pub(crate) edition: &'a Edition,
    pub(crate) style: &'a Style,
    pub(crate) workshop: Workshop<'a>,
    pub(crate) flows: Vec<Flow>,
    pub(crate) paragraphs: Vec<Paragraph>,
    pub(crate) settled: Settled,
    pub(crate) running: Running,
}

impl Drawer<'_> {
    pub(super) fn frame(&self, index: usize) -> Frame {
        let page = &self.style.page;
        let depth = self.style.text.leading * page.lines;
        let recto = index.is_multiple_of(2);
        let left = if recto { page.inner() } else { page.outer() };
        let top = page.head(self.style.text.leading);
        Frame { left, top, depth, measure: page.measure, recto }
    }

    /// Page `index`.
    pub(crate) fn page(&self, index: usize) -> Page {
        let (style, book) = (&self.style.page, self.settled.pages[index]);
        let mut page = Page { width: style.width, height: style.height, label: book.label, ..Page::default() };
        let Some((flow, number)) = book.content else { return page };
        let (galley, plan) = (&self.settled.galleys[flow], &self.settled.plans[flow].pages[number]);
        let frame = self.frame(index);
        let kind = self.flows[flow].kind;
        self.body(&mut page, kind, galley, plan, &frame);
        if let Some(top) = self.notes(&mut page, galley, plan, &frame) {
            self.margins().witnesses(index, &mut page, &frame, top);
        }
        self.margins().head_and_foot(index, &mut page, kind, &frame, number == 0);
        page
    }

    pub(super) fn margins(&self) -> Margins<'_> {
        Margins {
            edition: self.edition,
            style: self.style,
            workshop: &self.workshop,
            paragraphs: &self.paragraphs,
            running: &self.running,
        }
    }

    fn body(&self, page: &mut Page, kind: FlowKind, galley: &Galley, plan: &PagePlan, frame: &Frame) {
        for (left, y, what) in self.placed(kind, galley, plan, frame) {
            match what {
                What::Rule { left: from, length } => self.rule(page, left + from, y, length),
                What::Line { block, setting, line, again, .. } => {
                    self.rules(page, block, setting, line, left, y);
                    let first = page.items.len();
                    for part in block.parts(setting, line, &self.settled.set) {
                        let line = CutLine::of(part, &self.settled.set);
                        self.line(page, line, left, y, block.height, !again);
                    }
                    if let Some(picture) = block.picture {
                        let PictureBox { figure, width, height, role, .. } = picture;
                        let (x, y) = (left + picture.left, y + picture.inset);
                        page.items.push(Item::Picture { x, y, width, height, figure, role });
                    }
                    if again {
                        page.items[first..].iter_mut().for_each(decorate);
                        continue;
                    }
                    let baseline = y + block.height * 7 / 10;
                    let parts: Vec<LineId> = block.parts(setting, line, &self.settled.set).collect();
                    self.turned_over(page, &parts, left, baseline);
                }
            }
        }
        self.margins().beside(page, kind, frame, &self.besides(kind, galley, plan, frame));
    }

    /// What stands beside the lines of a page, each with its baseline.
    pub(super) fn besides<'d>(
        &'d self,
        kind: FlowKind,
        galley: &'d Galley,
        plan: &PagePlan,
        frame: &Frame,
    ) -> Vec<(Length, Beside<'d>)> {
        let lone = self.lone_numbers(kind, galley, plan, frame);
        let lines = self.placed(kind, galley, plan, frame).filter_map(|(_, y, what)| match what {
            What::Line { block, setting, line, number, again: false } => Some((y, block, setting, line, number)),
            _ => None,
        });
        let beside =
            |(row, (y, block, setting, line, number)): (usize, (Length, &GalleyBlock, u8, u32, LineNumber))| {
                let parts: Vec<LineId> = block.parts(setting, line, &self.settled.set).collect();
                let marginal = block.marginal.filter(|_| line == 0);
                let shown = Some(number).filter(|number| number.counts && !self.hides_number(&parts));
                let beside = Beside {
                    number: if lone.contains(&row) { shown.map(LineNumber::singled_out) } else { shown },
                    paragraph: marginal.map(|id| self.workshop.lines(&self.paragraphs[id.0 as usize], &Nowhere)),
                    milestones: parts.iter().flat_map(|part| self.milestones(*part)).collect(),
                };
                (y + block.height * 7 / 10, beside)
            };
        lines.enumerate().map(beside).collect()
    }

    /// Whether a line's number is not to be printed.
    fn hides_number(&self, parts: &[LineId]) -> bool {
        parts.iter().any(|part| self.paragraphs[part.paragraph.0 as usize].hides_numbers)
    }

    /// Of a page whose entries are keyed to its lines, and of what it has of each section that numbers its own, the
    /// first line where no number is due: else nobody could tell which lines these are. Counted among the lines of the
    /// page that are no repetition.
    fn lone_numbers(&self, kind: FlowKind, galley: &Galley, plan: &PagePlan, frame: &Frame) -> Vec<usize> {
        let margins = self.margins();
        if !margins.numbers_lines(kind) {
            return vec![];
        }
        let lines = self.placed(kind, galley, plan, frame).filter_map(|(.., what)| match what {
            What::Line { block, setting, line, number, again: false } => {
                let parts: Vec<LineId> = block.parts(setting, line, &self.settled.set).collect();
                Some(Some(number).filter(|number| number.counts && !self.hides_number(&parts)))
            }
            _ => None,
        });
        // Where a paragraph or a stanza numbers its own it is seen which line is the first.
        let anew = margins.restarts_by_section(kind);
        // Of each row of numbers its first line, and whether one of them is due.
        let mut rows: Vec<(Option<usize>, bool)> = vec![(None, false)];
        for (index, number) in lines.enumerate() {
            let Some(number) = number else { continue };
            let begins = anew && number.number == 1 && number.sub == 0 && !number.jumps;
            if begins && rows.last().is_some_and(|row| row.0.is_some()) {
                rows.push((None, false));
            }
            if let Some((first, due)) = rows.last_mut() {
                *due |= margins.is_due(number, true);
                *first = first.or(Some(index).filter(|_| number.sub == 0));
            }
        }
        rows.into_iter().filter(|(_, due)| !due).filter_map(|(first, _)| first).collect()
    }

    /// The milestones on a line.
    fn milestones(&self, line: LineId) -> impl Iterator<Item = &Milestone> {
        let (paragraph, set) =
            (&self.paragraphs[line.paragraph.0 as usize], &self.settled.set[line.paragraph.0 as usize]);
        set.milestones(paragraph, set.cut(line))
    }

    /// The bracket before what is turned over of a verse, if the style wants it.
    fn turned_over(&self, page: &mut Page, parts: &[LineId], left: Length, baseline: Length) {
        for part in parts.iter().filter(|part| self.style.verse.bracket && part.line > 0) {
            let Paragraph { count, shape, .. } = &self.paragraphs[part.paragraph.0 as usize];
            if matches!(count, Count::Once | Count::Rest) {
                self.margins().turned_over(page, left + shape.left + shape.hang, baseline);
            }
        }
    }

    /// The rules above and below a block, where `line` is its first or last.
    fn rules(&self, page: &mut Page, block: &GalleyBlock, setting: u8, line: u32, left: Length, y: Length) {
        let [above, below] = block.rules;
        let lines = block.settings[usize::from(setting)].lines.len();
        if let Some((from, length)) = above.filter(|_| line == 0) {
            self.rule(page, left + from, y, length);
        }
        if let Some((from, length)) = below.filter(|_| line as usize + 1 == lines) {
            self.rule(page, left + from, y + block.height, length);
        }
    }

    /// What stands in the text of a page, each with the left edge of its column and its upper edge.
    fn placed<'g>(
        &self,
        kind: FlowKind,
        galley: &'g Galley,
        plan: &PagePlan,
        frame: &Frame,
    ) -> impl Iterator<Item = (Length, Length, What<'g>)> {
        let (placed, bottom) = plan.walk(galley);
        let room = (frame.depth - bottom).max(Length::ZERO);
        let (left, top, end) = (frame.left, frame.top, plan.end.element);
        placed.into_iter().map(move |placed| {
            // The imprint and the last block of the title page stand at the foot.
            let sinks = kind == FlowKind::Imprint || kind == FlowKind::TitlePage && placed.element + 1 == end;
            (left + placed.x, top + placed.y + if sinks { room } else { Length::ZERO }, placed.what)
        })
    }

    /// Calls `visit` for the lines of a page's notes, each with its upper left corner on it, and with
    /// none for the rule above a stream. Returns where the line of witnesses begins, if there is one.
    fn placed_notes(
        &self,
        galley: &Galley,
        plan: &PagePlan,
        frame: &Frame,
        mut visit: impl FnMut(Length, Length, &Stream, Option<&NoteLine>),
    ) -> Option<Length> {
        let mut y = frame.top + frame.depth + self.style.text.leading * plan.depth - plan.notes.height;
        let (mut first, mut witnesses) = (true, None);
        for (index, (stream, units)) in galley.streams.iter().zip(&plan.notes.lines).enumerate() {
            let (style, lead) = (&stream.style, galley.lead_of(index));
            if let Some(lead) = lead.filter(|_| units.is_empty()) {
                witnesses = Some(y + lead.gap);
                y += lead.gap + lead.height;
                first = false;
            }
            if units.is_empty() {
                continue;
            }
            y += separator(stream, first);
            first = false;
            let lines = stream.place(units, &self.settled.set);
            if style.rule > Length::ZERO {
                // Where notes begin at the right, so does their rule.
                let first = lines.first().and_then(|line| line.parts.first());
                let leftwards = first.is_some_and(|part| self.settled.set[part.paragraph.0 as usize].text.rtl());
                let from = if leftwards { frame.measure - style.rule } else { Length::ZERO };
                visit(frame.left + from, y - style.rule_gap - style.rule_thickness, stream, None);
            }
            if let Some(lead) = lead {
                witnesses = Some(y);
                y += lead.height;
            }
            for line in lines {
                visit(frame.left + line.x, y + line.y, stream, Some(&line));
            }
            y += stream.height(units, Length(i64::MAX));
        }
        witnesses
    }

    /// Draws the notes of a page; says where the line of witnesses begins among them.
    fn notes(&self, page: &mut Page, galley: &Galley, plan: &PagePlan, frame: &Frame) -> Option<Length> {
        self.placed_notes(galley, plan, frame, |x, y, stream, line| match line {
            None => {
                let (width, height) = (stream.style.rule, stream.style.rule_thickness);
                page.items.push(Item::Rule { x, y, width, height });
            }
            Some(line) => self.note_line(page, line, x, y),
        })
    }

    /// The minor places to which links lead, by name, and whether words do and not only a number of
    /// a list.
    fn linked(&self) -> BTreeMap<&str, bool> {
        let mut linked = BTreeMap::new();
        if self.paragraphs.iter().all(|paragraph| paragraph.landmarks().all(|place| !place.minor)) {
            return linked;
        }
        for paragraph in &self.paragraphs {
            let own = paragraph.lists.as_ref().map_or(paragraph.links.len(), |lists| lists.links);
            for (index, link) in paragraph.links.iter().enumerate() {
                if let LinkTarget::Destination(name) = &link.target {
                    *linked.entry(name.as_str()).or_default() |= index < own;
                }
            }
        }
        linked
    }

    /// Where every named place of the book stands.
    pub(crate) fn destinations(&self) -> BTreeMap<String, Destination> {
        let linked = self.linked();
        let mut destinations = BTreeMap::new();
        let mut visit = |page: usize, line: CutLine, left: Length, y: Length| {
            let paragraph = &self.paragraphs[line.paragraph.0 as usize];
            if paragraph.points.is_empty() {
                return;
            }
            let set = &self.settled.set[line.paragraph.0 as usize];
            let shape = &paragraph.shape;
            let x = left + shape.left + if line.cut.first { shape.indent } else { shape.hang };
            for place in set.places(paragraph, &line.cut) {
                let named = if place.minor { linked.get(place.name.as_str()).copied() } else { Some(true) };
                if let Some(named) = named {
                    destinations.entry(place.name.clone()).or_insert(Destination { page, x, y, named });
                }
            }
        };
        for (index, book) in self.settled.pages.iter().enumerate() {
            let Some((flow, number)) = book.content else { continue };
            let (galley, plan) = (&self.settled.galleys[flow], &self.settled.plans[flow].pages[number]);
            let frame = self.frame(index);
            for (left, y, what) in self.placed(self.flows[flow].kind, galley, plan, &frame) {
                let What::Line { block, setting, line, again: false, .. } = what else { continue };
                let parts = block.parts(setting, line, &self.settled.set);
                parts.for_each(|id| visit(index, CutLine::of(id, &self.settled.set), left, y));
            }
            self.placed_notes(galley, plan, &frame, |x, y, _, line| {
                line.iter().flat_map(|line| &line.parts).for_each(|part| visit(index, *part, x, y));
            });
        }
        destinations
    }

    fn rule(&self, page: &mut Page, x: Length, y: Length, width: Length) {
        page.items.push(Item::Rule { x, y, width, height: self.style.note.rule_thickness });
    }

    /// Draws a line of notes: what stands side by side, or the parts of notes that are run together.
    fn note_line(&self, page: &mut Page, line: &NoteLine, left: Length, y: Length) {
        let Settled { set, table, .. } = &self.settled;
        let runs_on = |part: &CutLine| self.paragraphs[part.paragraph.0 as usize].runs_on;
        if line.parts.len() < 2 || !line.parts.iter().all(runs_on) {
            return line.parts.iter().for_each(|part| self.line(page, *part, left, y, line.height, true));
        }
        if let Some((paragraph, set, cut)) = self.workshop.share(&line.parts, &self.paragraphs, set, table) {
            self.part(page, (&paragraph, &set, cut), left, y, line.height, true);
        }
    }

    /// Draws a line whose box begins at `y`; its links only if they are `live`.
    fn line(&self, page: &mut Page, line: CutLine, left: Length, y: Length, height: Length, live: bool) {
        let paragraph = &self.paragraphs[line.paragraph.0 as usize];
        let set = &self.settled.set[line.paragraph.0 as usize];
        self.part(page, (paragraph, set, line.cut), left, y, height, live);
    }

    fn part(
        &self,
        page: &mut Page,
        (paragraph, set, cut): (&Paragraph, &SetParagraph, Cut),
        left: Length,
        y: Length,
        height: Length,
        live: bool,
    ) {
        let line = self.workshop.finish(paragraph, set, cut, &self.settled.table);
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
}

/// A run of a line at its place.
pub(crate) fn glyph_run(run: crate::typeset::lines::LineRun, left: Length, baseline: Length) -> Item {
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
