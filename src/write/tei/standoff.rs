//! What stands beside the text of a document: notes that nothing calls, entries, passages; of a text that is absent
//! all that the edition says of it.

use super::blocks::Shape;
use super::element::Element;
use super::writing::{Lacking, Writing};
use crate::model::apparatus::EntryId;
use crate::model::document::{Container, Presence};
use crate::model::text::{Group, Mark, MarkKind, Text};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// How deep lists of entries may stand in one another.
const DEEPEST: usize = 64;

impl Writing<'_> {
    /// Writes what the document's `standOff` holds.
    pub(super) fn standoff(&mut self) {
        if self.document.presence == Presence::Commentary {
            self.absent();
        }
        self.listed_entries();
        self.rest_of_notes();
        self.spans();
    }

    fn listed_entries(&mut self) {
        if !self.has_more_entries() && self.lacunae.is_empty() {
            return;
        }
        self.lists_of_source();
        if !self.has_more_entries() && self.lacunae.is_empty() {
            return;
        }
        self.xml.open_line("listApp", &[]);
        self.rest_of_entries();
        for Lacking { siglum, ends: [from, to], says } in std::mem::take(&mut self.lacunae) {
            let app = Element::new("app").with("type", "lacuna");
            let app = app.with("from", format!("#{from}")).with("to", format!("#{to}"));
            let says: Vec<&str> = says.into_iter().flatten().collect();
            self.lacking(siglum, app, &says);
            self.xml.newline();
        }
        self.xml.close_line();
    }

    /// Writes the entries that stand beside the text in the lists that their source has.
    fn lists_of_source(&mut self) {
        let document = self.document;
        let mut entries: BTreeMap<usize, Vec<EntryId>> = BTreeMap::new();
        for (id, entry) in (0..).map(EntryId).zip(&document.entries) {
            let list = entry.attributes.iter().find(|(name, _)| name == "#list");
            let list = list.and_then(|(_, list)| list.parse::<usize>().ok());
            if let Some(list) = list.filter(|_| !self.entered.contains(&id)) {
                entries.entry(list).or_default().push(id);
            }
        }
        // a list holds what the lists in it hold
        let mut holds: BTreeSet<usize> = BTreeSet::new();
        for list in entries.keys() {
            let outer = |list: &usize| document.header.lists.get(*list).and_then(|list| list.within);
            holds.extend(std::iter::successors(Some(*list), outer).take(DEEPEST));
        }
        let mut open: Vec<usize> = vec![];
        for (index, list) in document.header.lists.iter().enumerate().filter(|(index, _)| holds.contains(index)) {
            while open.last().is_some_and(|last| Some(*last) != list.within) {
                open.pop();
                self.xml.close_line();
            }
            let element = self.kept("listApp", &list.attributes);
            element.open(&mut self.xml);
            self.xml.newline();
            self.raw(&list.head);
            open.push(index);
            for id in entries.remove(&index).unwrap_or_default() {
                self.entered.insert(id);
                self.entry_beside(id);
            }
        }
        for _ in open {
            self.xml.close_line();
        }
    }

    /// The passages of the text that something may lead to.
    fn spans(&mut self) {
        let mut quoted: BTreeMap<&str, &str> = BTreeMap::new();
        let sides = self.edition.parallels.iter().flat_map(|parallel| &parallel.sides);
        for side in sides.chain(self.edition.contradictions.iter().flat_map(|c| &c.sides)) {
            if self.document.presence == Presence::Commentary && side.document == self.document.id {
                quoted.insert(&side.passage, &side.words);
            }
        }
        if self.passages.is_empty() && quoted.is_empty() {
            return;
        }
        self.xml.open_line("spanGrp", &[("type", "passages")]);
        for (name, [from, to]) in std::mem::take(&mut self.passages) {
            let span = Element::new("span").with_some("xml:id", self.give(self.own(&format!("_{name}"))));
            span.with("from", format!("#{from}")).with("to", format!("#{to}")).empty(&mut self.xml);
            self.xml.newline();
        }
        for (name, words) in quoted {
            let span = Element::new("span").with_some("xml:id", self.give(self.own(&format!("_{name}"))));
            span.leaf(&mut self.xml, words);
            self.xml.newline();
        }
        self.xml.close_line();
    }

    /// Of an absent text the editor's notes, which its commentary has.
    fn absent(&mut self) {
        if let Some(headnote) = &self.document.headnote {
            let id = self.give(self.own("headnote"));
            let element = Element::new("note").with("type", "headnote").with_some("xml:id", id);
            element.open(&mut self.xml);
            let mut flow = self.flow(headnote, Container::Headnote);
            self.blocks(&mut flow, Shape::Blocks);
            element.close(&mut self.xml);
            self.xml.newline();
        }
        let body = &self.document.body;
        for (name, blocks) in self.commented() {
            let Some((series, key)) = self.series_and_key(&name) else { continue };
            let mut text = part(body, blocks);
            text.marks.retain(|mark| !matches!(mark.kind, MarkKind::Anchor(_)));
            self.category(&format!("series.{series}"));
            let id = self.give(self.own(&name));
            let element = Element::new("note").with("type", series).with("n", key).with_some("xml:id", id);
            element.open(&mut self.xml);
            let mut flow = self.flow_of(&text, Container::Body, format!("c-{name}-"));
            self.blocks(&mut flow, Shape::Blocks);
            element.close(&mut self.xml);
            self.xml.newline();
        }
    }

    /// The notes of a commentary by their anchors, with the blocks of each.
    fn commented(&self) -> Vec<(String, Range<usize>)> {
        let body = &self.document.body;
        let mut begins: Vec<(usize, Option<String>)> = vec![];
        for mark in &body.marks {
            let name = match &mark.kind {
                MarkKind::Anchor(name) if name.starts_with("note-") => Some(name.clone()),
                MarkKind::Entry(_) => None,
                _ => continue,
            };
            let Some(block) = body.block_at(mark.range.start) else { continue };
            if begins.last().is_none_or(|(last, _)| *last != block) {
                begins.push((block, name));
            }
        }
        let ends = begins.iter().skip(1).map(|(block, _)| *block).chain([body.blocks.len()]);
        let all = begins.iter().zip(ends);
        all.filter_map(|((start, name), end)| Some((name.clone()?, *start..end))).collect()
    }

    /// The series and the key in `note-e-mekhlis`.
    fn series_and_key(&self, name: &str) -> Option<(String, String)> {
        let name = name.strip_prefix("note-")?;
        let all = self.edition.series.iter();
        all.filter_map(|series| {
            let key = name.strip_prefix(series.id.as_str())?.strip_prefix('-')?;
            Some((series.id.clone(), key.to_owned()))
        })
        .max_by_key(|(series, _)| series.len())
    }
}

/// Some blocks of a text as one of their own.
pub(super) fn part(text: &Text, blocks: Range<usize>) -> Text {
    let (Some(first), Some(last)) = (text.blocks.get(blocks.start), text.blocks.get(blocks.end - 1)) else {
        return Text::default();
    };
    let (start, end) = (first.range.start, last.range.end);
    let moved = |range: &Range<usize>| range.start.max(start) - start..range.end.min(end) - start;
    let mut part = Text { string: text.string[start..end].to_owned(), ..Text::default() };
    part.blocks.extend(text.blocks[blocks.clone()].iter().cloned());
    part.blocks.iter_mut().for_each(|block| block.range = moved(&block.range));
    let groups = text.groups.iter().filter(|g| blocks.start <= g.blocks.start && g.blocks.end <= blocks.end);
    part.groups.extend(
        groups.map(|g| Group {
            kind: g.kind.clone(),
            blocks: g.blocks.start - blocks.start..g.blocks.end - blocks.start,
        }),
    );
    let marks = text.marks.iter().filter(|m| m.range.start >= start && m.range.end <= end);
    part.marks.extend(marks.map(|m| Mark { range: moved(&m.range), kind: m.kind.clone() }));
    part
}
