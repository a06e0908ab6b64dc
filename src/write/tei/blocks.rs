//! Blocks: their elements, and the divisions that headings open.

use super::element::{Element, uri};
use super::text::Flow;
use super::writing::Writing;
use crate::model::document::{Container, Spot};
use crate::model::figure::FigureId;
use crate::model::text::{BlockKind, GroupKind, Text};
use crate::model::walk::Event;
use std::ops::Range;

/// Elements that may stand in a division before its head.
const TOP: [&str; 9] =
    ["opener", "salute", "byline", "dateline", "docAuthor", "docDate", "meeting", "argument", "epigraph"];

/// Whether an element may stand in a division before its head.
pub(super) fn is_top(name: &str) -> bool {
    TOP.contains(&name)
}

/// What blocks stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A body: headings open divisions.
    Divisions,
    /// A note, an item: the words alone if it is one paragraph.
    Blocks,
}

/// A division that is open.
#[derive(Debug)]
pub(super) struct Division {
    /// Whether a group of the source opened it: nothing else closes it.
    pub(super) kept: bool,
    /// Whether anything but its head stands in it.
    pub(super) used: bool,
    /// Whether it has a head.
    pub(super) headed: bool,
}

/// What is open around a block.
#[derive(Debug, Default)]
pub(super) struct Around {
    pub(super) divisions: Vec<Division>,
    pub(super) groups: Vec<Open>,
    /// Whether headings open divisions.
    pub(super) divides: bool,
    /// Whether anything stands before the first division.
    pub(super) used: bool,
    /// How many levels of headings are above those of the part that is open.
    pub(super) above: usize,
}

/// A group that is open.
#[derive(Debug)]
pub(super) struct Open {
    /// Its index.
    pub(super) group: usize,
    /// How many elements close with it.
    pub(super) elements: usize,
    /// XML before the last of them closes.
    pub(super) after: String,
    /// XML behind all of them.
    pub(super) behind: String,
    /// The element that its one block has, instead of its own.
    pub(super) instead: Option<Element>,
    /// In a list of definitions, whether the last term has one.
    pub(super) defined: bool,
    /// Whether it is a division of the source.
    pub(super) division: bool,
    /// Whether it stands before the head of its division, with all that it holds.
    pub(super) top: bool,
    /// The name of its element, where that is the source's.
    pub(super) foreign: Option<String>,
    /// Whether the one paragraph in it is its characters.
    pub(super) bare: bool,
    /// Whether what is in it is a `quote` before its source line.
    pub(super) cites: bool,
    /// Whether the head in it stands where the source has it, in no division.
    pub(super) headed: bool,
    /// The picture in it, as its source has it.
    pub(super) graphic: Option<String>,
    /// Of a part of a text what was open around it: its headings begin anew.
    pub(super) outer: Option<(Vec<Division>, bool, usize)>,
}

impl Open {
    /// A group of which nothing is written yet.
    pub(super) fn new(group: usize) -> Self {
        Self {
            group,
            elements: 0,
            after: String::new(),
            behind: String::new(),
            instead: None,
            defined: true,
            division: false,
            top: false,
            foreign: None,
            bare: false,
            cites: false,
            headed: false,
            graphic: None,
            outer: None,
        }
    }
}

impl Around {
    /// Whether a division begins here: nothing but its head was written in it.
    pub(super) fn is_fresh(&self) -> bool {
        !self.is_grouped() && self.divisions.last().map_or(!self.used, |division| !division.used)
    }

    /// Whether elements are open in which no division may begin.
    pub(super) fn is_grouped(&self) -> bool {
        let inner = self.groups.iter().rev().take_while(|open| open.outer.is_none());
        inner.into_iter().any(|open| open.elements > 0 && !open.division)
    }

    /// An element is written: what may stand before a head does not put the head off.
    pub(super) fn uses_with(&mut self, name: &str) {
        if !is_top(name) {
            self.uses();
        }
    }

    /// Something but a head is written.
    pub(super) fn uses(&mut self) {
        if self.groups.iter().any(|open| open.top) {
            return;
        }
        match self.divisions.last_mut() {
            Some(division) => division.used = true,
            None => self.used = true,
        }
    }
}

impl Writing<'_> {
    /// Writes all blocks of a text.
    pub(super) fn blocks(&mut self, flow: &mut Flow<'_>, shape: Shape) {
        let only = flow.text.blocks.len() == 1 && flow.text.groups.is_empty();
        let plain = only && flow.text.blocks[0].kind == BlockKind::Paragraph && flow.text.blocks[0].anchor.is_none();
        if shape == Shape::Blocks && plain {
            return self.block(flow, 0);
        }
        self.stretch(flow, shape, &(0..flow.text.blocks.len()), None);
    }

    /// Writes some blocks with the groups in them, but for the element of one group.
    pub(super) fn stretch(&mut self, flow: &mut Flow<'_>, shape: Shape, blocks: &Range<usize>, without: Option<usize>) {
        let mut around = Around { divides: shape == Shape::Divisions, ..Around::default() };
        let stands = |text: &Text, group: usize| {
            let of = &text.groups[group].blocks;
            Some(group) > without && blocks.start <= of.start && of.end <= blocks.end
        };
        for event in flow.text.all_events() {
            match event {
                Event::Enter(group) if stands(flow.text, group) => self.enter(flow, &mut around, group),
                Event::Block(block) if blocks.contains(&block) => self.leaf(flow, &mut around, block),
                Event::Leave(group) if stands(flow.text, group) => self.leave(&mut around),
                _ => {}
            }
        }
        while around.divisions.pop().is_some() {
            self.xml.close_line();
        }
    }

    fn leaf(&mut self, flow: &mut Flow<'_>, around: &mut Around, block: usize) {
        let kind = flow.text.blocks[block].kind;
        let open = around.groups.last_mut();
        // a `cit` holds no paragraphs: what is one in it is a reference of the source, without an element around it
        let cites = |open: &Open| open.foreign.as_deref() == Some("cit") && open.instead.is_none();
        let (bare, headed) = open.as_ref().map_or((false, false), |open| (open.bare || cites(open), open.headed));
        let instead = open.and_then(|open| open.instead.take());
        if bare && kind == BlockKind::Paragraph {
            if let Some(id) = self.block_id(flow, block) {
                self.xml.empty("anchor", &[("xml:id", &id)]);
            }
            self.block(flow, block);
            return self.xml.newline();
        }
        let element = match (kind, instead) {
            (BlockKind::Heading(level), Some(element)) if element.name == "head" && !headed => {
                return self.heading(flow, around, block, (level, element));
            }
            (_, Some(element)) => {
                around.uses_with(&element.name);
                return self.named(flow, block, element);
            }
            (kind, None) => self.of_kind(flow, around, block, kind),
        };
        if let Some(element) = element {
            around.uses();
            self.named(flow, block, element);
        }
    }

    /// The element of a block of a kind; `None` where it is written already.
    fn of_kind(&mut self, flow: &mut Flow<'_>, around: &mut Around, block: usize, kind: BlockKind) -> Option<Element> {
        Some(match kind {
            BlockKind::Heading(level) => {
                self.heading(flow, around, block, (level, Element::new("head")));
                return None;
            }
            BlockKind::Picture(figure) => {
                let graphic = around.groups.iter().rev().find_map(|open| open.graphic.clone());
                self.picture(figure, graphic);
                return None;
            }
            BlockKind::Rule => {
                around.uses();
                let id = self.block_id(flow, block);
                Element::new("milestone").with("unit", "rule").with_some("xml:id", id).empty(&mut self.xml);
                self.xml.newline();
                return None;
            }
            BlockKind::Paragraph => Element::new("p"),
            BlockKind::Verse => self.verse(flow, block),
            BlockKind::Attribution => self.attribution(flow, around, block),
            BlockKind::Term if self.is_in(flow, around, |kind| *kind == GroupKind::Definitions) => {
                around.groups.iter_mut().for_each(|open| open.defined = false);
                Element::new("label")
            }
            BlockKind::Caption
                if self.is_in(flow, around, |k| matches!(k, GroupKind::Table(_) | GroupKind::Figure)) =>
            {
                Element::new("head")
            }
            BlockKind::Term => Element::new("ab").with("type", "term"),
            BlockKind::Caption => Element::new("ab").with("type", "caption"),
            BlockKind::Code => Element::new("ab").with("type", "code").with("xml:space", "preserve"),
        })
    }

    /// Writes a block in an element that has its id.
    fn named(&mut self, flow: &mut Flow<'_>, block: usize, element: Element) {
        let id = if element.value("xml:id").is_none() { self.block_id(flow, block) } else { None };
        self.written(flow, block, spaced(flow, block, element.with_some("xml:id", id)));
    }

    fn written(&mut self, flow: &mut Flow<'_>, block: usize, element: Element) {
        element.open(&mut self.xml);
        self.block(flow, block);
        element.close(&mut self.xml);
        self.xml.newline();
    }

    /// Whether the innermost group of the model's is such a one.
    fn is_in(&self, flow: &Flow<'_>, around: &Around, wanted: impl Fn(&GroupKind) -> bool) -> bool {
        let kinds = around.groups.iter().rev().map(|open| &flow.text.groups[open.group].kind);
        let mut own = kinds.filter(|kind| !matches!(kind, GroupKind::Foreign { .. }));
        own.next().is_some_and(wanted)
    }

    /// The source line of a quotation: as its last block it stands beside the words.
    fn attribution(&mut self, flow: &Flow<'_>, around: &mut Around, block: usize) -> Element {
        if let Some(open) = around.groups.last_mut()
            && open.cites
            && flow.text.groups[open.group].blocks.end == block + 1
        {
            open.elements -= 1;
            open.cites = false;
            self.xml.close_line();
        }
        Element::new("bibl")
    }

    /// Writes a heading: as the head of a division of its level where divisions may stand.
    fn heading(&mut self, flow: &mut Flow<'_>, around: &mut Around, block: usize, (level, head): (u8, Element)) {
        let level = usize::from(level).saturating_sub(around.above).max(1);
        if around.is_grouped() || !around.divides {
            let heads = around.groups.iter().rev().find(|open| open.elements > 0).is_some_and(|open| {
                let group = &flow.text.groups[open.group];
                let takes = matches!(
                    group.kind,
                    GroupKind::Stanza
                        | GroupKind::StanzaOf(_)
                        | GroupKind::List { .. }
                        | GroupKind::Table(_)
                        | GroupKind::Figure
                        | GroupKind::Foreign { .. }
                );
                takes && group.blocks.start == block
            });
            let element = match heads {
                true => head,
                false if !head.attributes.is_empty() => head,
                false => Element::new("ab").with("type", "heading").with("subtype", level.to_string()),
            };
            return self.named(flow, block, element);
        }
        while around.divisions.len() >= level && around.divisions.last().is_some_and(|division| !division.kept) {
            around.divisions.pop();
            self.xml.close_line();
        }
        let takes = |division: &Division| division.kept && !division.used && !division.headed;
        if !(around.divisions.len() == level && around.divisions.last().is_some_and(takes)) {
            self.divide(around, level);
        }
        around.divisions.last_mut().into_iter().for_each(|division| division.headed = true);
        self.named(flow, block, head);
    }

    /// Opens divisions down to a level, one at least.
    pub(super) fn divide(&mut self, around: &mut Around, level: usize) {
        loop {
            around.uses();
            self.xml.open_line("div", &[]);
            around.divisions.push(Division { kept: false, used: false, headed: false });
            if around.divisions.len() >= level {
                break;
            }
        }
    }

    fn picture(&mut self, figure: FigureId, source: Option<String>) {
        let Some(figure) = self.document.figures.get(figure.0 as usize) else { return };
        let width = figure.width.map(|width| format!("{width}%"));
        let graphic = Element::new("graphic").with("url", uri(&figure.path)).with_some("width", width);
        match source {
            Some(source) => self.raw(&source),
            None => graphic.empty(&mut self.xml),
        }
        self.xml.newline();
        if !figure.alternative.is_empty() {
            self.xml.leaf_line("figDesc", &[], &figure.alternative);
        }
    }

    /// The id of a block: by its anchor, or because something leads to it.
    pub(super) fn block_id(&mut self, flow: &Flow<'_>, block: usize) -> Option<String> {
        let anchor = flow.text.blocks[block].anchor.as_ref();
        let referred = flow.container == Container::Body && self.referred.contains(&Spot::Block(block));
        let id = match anchor {
            Some(anchor) => Some(self.own(anchor)),
            None if referred => self.ids.block(self.index, block),
            None => None,
        };
        id.and_then(|id| self.give(id))
    }
}

/// Says that the white space of a block is to stay, where XML's rules would change it.
pub(super) fn spaced(flow: &Flow<'_>, block: usize, element: Element) -> Element {
    let string = flow.text.block_str(block);
    let space = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
    let twice = string.as_bytes().windows(2).any(|two| two.iter().all(|byte| space(char::from(*byte))));
    let other = string.contains(['\t', '\n', '\r']);
    match twice || other || string.starts_with(space) || string.ends_with(space) {
        true => element.with("xml:space", "preserve"),
        false => element,
    }
}
