//! Groups: the elements around blocks.

use super::blocks::{Around, Division, Open, is_top, spaced};
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
    "fw",
    "seg",
    "u",
    "desc",
    "figDesc",
    "camera",
    "caption",
    "eg",
    "tech",
    "move",
    "bibl",
];

/// Parts of a text, in which the levels of headings begin anew.
const PARTS: [&str; 7] = ["TEI", "text", "front", "body", "group", "back", "floatingText"];

/// Whether an element of the source around a group is the element of that group.
fn is_same(kind: &GroupKind, name: &str) -> bool {
    match kind {
        GroupKind::Quotation => matches!(name, "quote" | "q" | "said"),
        GroupKind::Epigraph => matches!(name, "epigraph" | "quote"),
        GroupKind::List { .. } | GroupKind::Definitions => name == "list",
        GroupKind::Item | GroupKind::Definition => name == "item",
        GroupKind::Stanza | GroupKind::StanzaOf(_) => name == "lg",
        GroupKind::Table(_) => name == "table",
        GroupKind::Row { .. } => name == "row",
        GroupKind::Cell => name == "cell",
        GroupKind::Figure => name == "figure",
        GroupKind::Entries | GroupKind::Foreign { .. } => false,
    }
}

/// Whether a group is the one that its source's element makes, not one of several in it: only heads stand before it.
fn is_its(flow: &Flow<'_>, around: &Around, index: usize, name: &str) -> bool {
    let Some(outer) = around.groups.last().map(|open| open.group) else { return false };
    let text = flow.text;
    let (before, own) = (text.groups[outer].blocks.start, &text.groups[index].blocks);
    let heads = text.groups[outer + 1..index]
        .iter()
        .all(|group| matches!(&group.kind, GroupKind::Foreign { name: other, .. } if other != name));
    let verses = text.blocks[before..own.start].iter().any(|block| block.kind == BlockKind::Verse);
    heads && !verses && text.groups[outer].blocks.end == own.end
}

/// Whether what is around is a division whose verses stand straight in it.
fn holds_verses(flow: &Flow<'_>, around: &Around) -> bool {
    around.groups.last().is_some_and(|open| match &flow.text.groups[open.group].kind {
        GroupKind::Foreign { attributes, .. } => attributes.iter().any(|(name, _)| name == "#verses"),
        _ => false,
    })
}

/// Whether an element divides a text.
pub(super) fn is_division(name: &str) -> bool {
    name == "div" || name.strip_prefix("div").is_some_and(|n| n.len() == 1 && n.bytes().all(|b| b.is_ascii_digit()))
}

impl Writing<'_> {
    pub(super) fn enter(&mut self, flow: &mut Flow<'_>, around: &mut Around, index: usize) {
        let group = &flow.text.groups[index];
        let blocks = group.blocks.clone();
        let mut open = Open::new(index);
        let within = around.groups.last().and_then(|open| open.foreign.clone());
        let cited = within.as_deref() == Some("cit") && group.kind == GroupKind::Quotation;
        let same = within.is_some_and(|name| is_same(&group.kind, &name) && is_its(flow, around, index, &name));
        if same || cited && self.has_quote(flow, index) {
            open.bare = matches!(group.kind, GroupKind::Item | GroupKind::Definition | GroupKind::Cell)
                && self.alone(flow, index, Element::new("item")).is_some();
            return around.groups.push(open);
        }
        if group.kind == GroupKind::Stanza && holds_verses(flow, around) {
            around.uses();
            return around.groups.push(open);
        }
        let element = match &group.kind {
            GroupKind::Quotation if cited => {
                open.cites = true;
                Element::new("quote")
            }
            GroupKind::Quotation => {
                let last = flow.text.blocks.get(blocks.end - 1).map(|block| block.kind);
                let inner = flow.text.groups[index + 1..].iter().take_while(|inner| inner.blocks.start < blocks.end);
                let nested = inner.into_iter().any(|inner| inner.blocks.contains(&(blocks.end - 1)));
                if last == Some(BlockKind::Attribution) && blocks.len() > 1 && !nested {
                    self.xml.open_line("cit", &[]);
                    open.elements += 1;
                    open.cites = true;
                }
                Element::new("quote")
            }
            GroupKind::Epigraph if around.divides && around.is_fresh() && flow.text.blocks.len() > blocks.end => {
                open.top = true;
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
        let said = |wanted: &str| attributes.iter().find(|(name, _)| name == wanted).map(|(_, value)| value);
        let is_leaf = LEAVES.contains(&name) || said("#leaf").is_some();
        open.graphic = said("#graphic").cloned();
        let ahead = said("#ahead").cloned().unwrap_or_default();
        open.behind = said("#behind").cloned().unwrap_or_default();
        if innermost && blocks.len() == 1 && is_leaf {
            open.headed = said("#of").is_some() && around.divisions.last().is_none_or(|division| !division.used);
            self.raw(&ahead);
            open.instead = Some(spaced(flow, blocks.start, element));
            return around.groups.push(open);
        }
        // stanzas that hold stanzas are none of these
        open.foreign = said("#outer").is_none().then(|| name.to_owned());
        open.bare = is_leaf;
        if PARTS.contains(&name) && around.divides {
            let depth = around.above + around.divisions.len();
            // as the reader has it: the headings of a text in the text are none of the book's chapters
            let above = if name == "floatingText" { depth.max(1) + 3 } else { depth };
            let used = std::mem::take(&mut around.used);
            open.outer = Some((std::mem::take(&mut around.divisions), used, around.above));
            around.above = above;
        }
        if is_division(name) && around.divides {
            let told = said("#level").and_then(|level| level.parse().ok());
            // a heading that is none of a division inside it
            let inner = flow.text.groups.iter().skip(index + 1).take_while(|inner| inner.blocks.start <= blocks.start);
            let divides = |kind: &GroupKind| matches!(kind, GroupKind::Foreign { name, .. } if is_division(name));
            let own = !inner.into_iter().any(|inner| divides(&inner.kind) && !inner.blocks.is_empty());
            let headed = match flow.text.blocks[blocks.start].kind {
                BlockKind::Heading(level) if own => Some(usize::from(level)),
                _ => None,
            };
            if let Some(level) = told.or(headed) {
                let level = level.saturating_sub(around.above).max(1);
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
            around.uses_with(name);
            open.top = is_top(name);
        }
        self.raw(&ahead);
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
        if let Some((divisions, _, above)) = open.outer {
            for _ in around.divisions.drain(..) {
                self.xml.close_line();
            }
            (around.divisions, around.used, around.above) = (divisions, true, above);
            around.uses();
        }
        self.xml.raw(&open.after);
        for _ in 0..open.elements {
            self.xml.close_line();
        }
        self.raw(&open.behind);
    }

    /// Whether a quotation in a `cit` of the source has its own element for the words.
    fn has_quote(&self, flow: &Flow<'_>, index: usize) -> bool {
        let groups = &flow.text.groups;
        let inner = groups.iter().skip(index + 1).take_while(|inner| inner.blocks.start < groups[index].blocks.end);
        inner.into_iter().any(
            |inner| matches!(&inner.kind, GroupKind::Foreign { name, .. } if matches!(&**name, "quote" | "q" | "said")),
        )
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
