//! Groups: the elements around blocks.

use super::blocks::{Around, Division, Open, spaced};
use super::element::{Element, word};
use super::text::Flow;
use super::writing::Writing;
use crate::model::text::{Alignment, BlockKind, GroupKind};

/// Elements of the source that hold characters alone, and so stand in place of a block's own.
const LEAVES: [&str; 34] = [
    "p",
    "ab",
    "head",
    "l",
    "label",
    "item",
    "cell",
    "speaker",
    "stage",
    "salute",
    "signed",
    "dateline",
    "byline",
    "trailer",
    "closer",
    "opener",
    "docAuthor",
    "docTitle",
    "titlePart",
    "docDate",
    "docImprint",
    "docEdition",
    "imprimatur",
    "argument",
    "fw",
    "seg",
    "u",
    "desc",
    "figDesc",
    "camera",
    "caption",
    "tech",
    "move",
    "bibl",
];

/// Whether an element divides a text.
pub(super) fn is_division(name: &str) -> bool {
    name == "div" || name.strip_prefix("div").is_some_and(|n| n.len() == 1 && n.bytes().all(|b| b.is_ascii_digit()))
}

impl Writing<'_> {
    pub(super) fn enter(&mut self, flow: &mut Flow<'_>, around: &mut Around, index: usize) {
        let group = &flow.text.groups[index];
        let blocks = group.blocks.clone();
        let mut open =
            Open { group: index, elements: 0, after: String::new(), instead: None, defined: true, division: false };
        let element = match &group.kind {
            GroupKind::Quotation => {
                let last = flow.text.blocks.get(blocks.end - 1).map(|block| block.kind);
                let nested =
                    flow.text.groups.iter().skip(index + 1).any(|inner| inner.blocks.contains(&(blocks.end - 1)));
                if last == Some(BlockKind::Attribution) && blocks.len() > 1 && !nested {
                    self.xml.open_line("cit", &[]);
                    open.elements += 1;
                }
                Element::new("quote")
            }
            GroupKind::Epigraph if around.divides && around.is_fresh() && flow.text.blocks.len() > blocks.end => {
                Element::new("epigraph")
            }
            GroupKind::Epigraph => Element::new("quote").with("type", "epigraph"),
            GroupKind::List { start } => {
                let kind = if start.is_some() { "numbered" } else { "bulleted" };
                Element::new("list").with("rend", kind)
            }
            GroupKind::Item => {
                let n = self.first_number(flow, around, index);
                open.instead = self.alone(flow, index, Element::new("item").with_some("n", n.clone()));
                Element::new("item").with_some("n", n)
            }
            GroupKind::Definitions => Element::new("list").with("type", "gloss"),
            GroupKind::Definition => {
                let list = around.groups.last_mut().map(|list| std::mem::replace(&mut list.defined, true));
                if list == Some(true) {
                    self.xml.empty_line("label", &[]);
                }
                open.instead = self.alone(flow, index, Element::new("item"));
                Element::new("item")
            }
            GroupKind::Stanza => Element::new("lg"),
            GroupKind::StanzaOf(kind) => Element::new("lg").with("type", word(kind)),
            GroupKind::Table(columns) => {
                let columns: Vec<&str> = columns.iter().map(|column| alignment(*column)).collect();
                Element::new("table").with_some("rend", (!columns.is_empty()).then(|| columns.join(" ")))
            }
            GroupKind::Row { head } => Element::new("row").with_some("role", head.then_some("label")),
            GroupKind::Cell => {
                open.instead = self.alone(flow, index, Element::new("cell"));
                Element::new("cell")
            }
            GroupKind::Figure => {
                let id = self.block_id(flow, blocks.start);
                Element::new("figure").with_some("xml:id", id)
            }
            GroupKind::Entries => return around.groups.push(open),
            GroupKind::Foreign { name, attributes } => {
                let (name, attributes) = (name.clone(), attributes.clone());
                return self.enter_foreign(flow, around, open, (&name, &attributes));
            }
        };
        if !matches!(group.kind, GroupKind::Epigraph) {
            around.uses();
        }
        if open.instead.is_none() {
            element.open(&mut self.xml);
            self.xml.newline();
            open.elements += 1;
        }
        around.groups.push(open);
    }

    /// The element for the one block of a group, if it has one paragraph and nothing else.
    fn alone(&self, flow: &Flow<'_>, index: usize, element: Element) -> Option<Element> {
        let group = &flow.text.groups[index];
        let block = group.blocks.start;
        let one = group.blocks.len() == 1 && flow.text.blocks[block].kind == BlockKind::Paragraph;
        let inner = flow.text.groups.iter().skip(index + 1).take_while(|inner| inner.blocks.start <= block);
        let nested = inner.filter(|inner| inner.blocks.contains(&block)).count() > 0;
        (one && !nested).then_some(element)
    }

    /// The number of the first item of a list that does not begin with 1.
    fn first_number(&self, flow: &Flow<'_>, around: &Around, item: usize) -> Option<String> {
        let list = &flow.text.groups[around.groups.last()?.group];
        let GroupKind::List { start: Some(start) } = list.kind else { return None };
        let first = list.blocks.start == flow.text.groups[item].blocks.start;
        (first && start != 1).then(|| start.to_string())
    }

    /// A group of the source: in place of the element of its one block, as a division, or around its blocks.
    fn enter_foreign(&mut self, flow: &Flow<'_>, around: &mut Around, open: Open, of: (&str, &[(String, String)])) {
        let (mut open, (name, attributes)) = (open, of);
        let index = open.group;
        let blocks = flow.text.groups[index].blocks.clone();
        let inner = flow.text.groups.iter().skip(index + 1).take_while(|inner| inner.blocks.start <= blocks.start);
        let innermost = !inner.into_iter().any(|inner| inner.blocks.contains(&blocks.start));
        let element = self.kept(name, attributes);
        if innermost && blocks.len() == 1 && LEAVES.contains(&name) {
            open.instead = Some(spaced(flow, blocks.start, element));
            return around.groups.push(open);
        }
        if is_division(name) && around.divides {
            if let BlockKind::Heading(level) = flow.text.blocks[blocks.start].kind {
                let level = usize::from(level).max(1);
                let closes = |around: &Around| {
                    around.divisions.len() >= level && around.divisions.last().is_some_and(|division| !division.kept)
                };
                while closes(around) {
                    around.divisions.pop();
                    self.xml.close_line();
                }
                if level > 1 && around.divisions.len() < level - 1 {
                    self.divide(around, level - 1);
                }
            }
            around.uses();
            around.divisions.push(Division { kept: true, used: false, headed: false });
            open.division = true;
        } else {
            around.uses();
        }
        open.after.clone_from(&element.inside[1]);
        element.open(&mut self.xml);
        self.xml.newline();
        open.elements += 1;
        around.groups.push(open);
    }

    pub(super) fn leave(&mut self, around: &mut Around) {
        let Some(open) = around.groups.pop() else { return };
        // A division of the source closes with those that headings opened in it.
        if let Some(kept) = around.divisions.iter().rposition(|division| division.kept)
            && open.division
        {
            for _ in kept + 1..around.divisions.len() {
                self.xml.close_line();
            }
            around.divisions.truncate(kept);
        }
        self.xml.raw(&open.after);
        for _ in 0..open.elements {
            self.xml.close_line();
        }
    }
}

fn alignment(column: Alignment) -> &'static str {
    match column {
        Alignment::Left => "left",
        Alignment::Centre => "centre",
        Alignment::Right => "right",
        Alignment::Facing => "facing",
    }
}
