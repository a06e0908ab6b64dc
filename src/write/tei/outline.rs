//! The parts of a text as its source has them: what stands in front and behind, a text in a group of texts; or several
//! texts in one file.

use super::blocks::Shape;
use super::element::Element;
use super::writing::Writing;
use crate::model::document::{Container, Document};
use crate::model::text::{BlockKind, GroupKind, Text};
use std::ops::Range;

/// A part of a body: a group of its source (index), or what stands between such groups.
struct Part<'t> {
    group: Option<usize>,
    /// The group's name; that of what stands in none is `body`.
    name: &'t str,
    attributes: &'t [(String, String)],
    blocks: Range<usize>,
}

/// The elements of the source that are parts of a text.
const PARTS: [&str; 4] = ["front", "body", "group", "back"];

/// The attributes of a part of the text, and what the source has of it in which nothing is shown: its attributes and
/// what is in it, as written.
type Shell<'a> = (&'a [(String, String)], Option<(&'a str, &'a str)>);

impl Part<'_> {
    /// Source of elements before or behind it of which nothing is shown.
    fn beside(&self, wanted: &str) -> &str {
        self.attributes.iter().find(|(name, _)| name == wanted).map_or("", |(_, source)| source)
    }
}

/// How the part in front begins.
const FRONT: &str = "<front";

/// What follows the name of an element in its source: its attributes, and what it holds.
fn tag(source: &str) -> Option<(&str, &str)> {
    let (attributes, rest) = source.split_once('>')?;
    match attributes.strip_suffix('/') {
        Some(attributes) => Some((attributes, "")),
        None => Some((attributes, &rest[..rest.rfind("</front")?])),
    }
}

/// Whether a document has several texts, each a `TEI`: the file is a `teiCorpus` then.
pub(super) fn is_corpus(document: &Document) -> bool {
    let parts = parts(&document.body, 0..document.body.blocks.len(), &["TEI"], None);
    !parts.is_empty() && parts.iter().all(|part| part.group.is_some())
}

/// The groups of these names that stand in no other of these blocks, behind the group `within`, and what is between
/// them.
fn parts<'t>(text: &'t Text, blocks: Range<usize>, names: &[&str], within: Option<usize>) -> Vec<Part<'t>> {
    let mut parts: Vec<Part<'t>> = vec![];
    let mut at = blocks.start;
    let rest = |blocks: Range<usize>| Part { group: None, name: "body", attributes: &[], blocks };
    for (index, group) in text.groups.iter().enumerate() {
        let GroupKind::Foreign { name, attributes } = &group.kind else { continue };
        let stands = Some(index) > within && group.blocks.start >= at && group.blocks.end <= blocks.end;
        let outer = |(other, outer): (usize, &crate::model::text::Group)| {
            Some(other) > within && outer.blocks.start <= group.blocks.start && outer.blocks.end >= group.blocks.end
        };
        if !stands || !names.contains(&&**name) || text.groups[..index].iter().enumerate().any(outer) {
            continue;
        }
        if group.blocks.start > at {
            parts.push(rest(at..group.blocks.start));
        }
        at = group.blocks.end;
        parts.push(Part { group: Some(index), name, attributes, blocks: group.blocks.clone() });
    }
    if at < blocks.end {
        parts.push(rest(at..blocks.end));
    }
    parts
}

impl Writing<'_> {
    /// Writes the text of the document.
    pub(super) fn text(&mut self) {
        let body = &self.document.body;
        let all = 0..body.blocks.len();
        let mut flow = self.flow(body, Container::Body);
        if is_corpus(self.document) {
            return self.stretch(&mut flow, Shape::Divisions, &all, None);
        }
        let whole = parts(body, all.clone(), &["text"], None);
        let (within, attributes) = match &whole[..] {
            [Part { group: Some(group), attributes, .. }] => (Some(*group), *attributes),
            _ => (None, &[][..]),
        };
        self.kept("text", attributes).open(&mut self.xml);
        self.xml.newline();
        let parts = parts(body, all, &PARTS, within);
        let front = parts.first().filter(|part| part.name == "front");
        let empty = parts.first().map_or("", |part| part.beside("#ahead")).strip_prefix(FRONT).and_then(tag);
        self.front_with((front.map_or(&[][..], |part| part.attributes), empty), |writing| {
            if let Some(part) = front {
                writing.stretch(&mut flow, Shape::Divisions, &part.blocks, part.group);
            }
        });
        let mut has_body = false;
        for part in parts.iter().skip(usize::from(front.is_some())) {
            // A text has a body or a group before what is at its end.
            if part.name == "back" && !has_body {
                self.empty_body();
            }
            has_body |= part.name != "front";
            if !part.beside("#ahead").starts_with(FRONT) {
                self.raw(part.beside("#ahead"));
            }
            self.kept(part.name, part.attributes).open(&mut self.xml);
            self.xml.newline();
            // A body has a block, or a division if it has none.
            let bare = part.name == "body"
                && body.blocks[part.blocks.clone()].iter().all(|block| block.kind == BlockKind::Rule);
            if bare {
                self.xml.open_line("div", &[]);
            }
            let within = part.group.or(within);
            self.stretch(&mut flow, Shape::Divisions, &part.blocks, within);
            if bare {
                self.xml.close_line();
            }
            self.xml.close_line();
            self.raw(part.beside("#behind"));
        }
        if !has_body {
            self.empty_body();
        }
        self.xml.close_line();
    }

    fn empty_body(&mut self) {
        self.xml.raw("<body>\n<div>\n</div>\n</body>\n");
    }

    /// Writes what stands in front: the title unless the header of the source has it, the headnote, what the source has.
    /// `empty` is one of the source in which nothing is shown: its attributes and what is in it, as written.
    fn front_with(&mut self, (attributes, empty): Shell<'_>, rest: impl FnOnce(&mut Self)) {
        let document = self.document;
        let header =
            document.header.titles.first().filter(|_| document.header.of_others && document.header.xml.is_some());
        let title = &document.title;
        let titled = header.is_some_and(|header| *header == title.string) && title.marks.is_empty();
        let before = self.xml.length();
        let element = self.kept("front", attributes);
        match empty {
            Some((attributes, _)) => self.raw(&format!("<front{attributes}>")),
            None => {
                element.open(&mut self.xml);
                self.xml.newline();
            }
        }
        let opened = self.xml.length();
        if !titled {
            self.title();
        }
        self.headnote();
        rest(self);
        if let Some((_, inside)) = empty {
            return self.raw(&format!("{inside}</front>\n"));
        }
        let wrote = self.xml.length() > opened;
        self.xml.close_line();
        if !wrote && element.attributes.is_empty() {
            self.xml.truncate(before);
        }
    }

    fn title(&mut self) {
        self.xml.open("docTitle", &[]);
        let mut flow = self.flow(&self.document.title, Container::Title);
        self.xml.open("titlePart", &[("type", "main")]);
        for block in 0..flow.text.blocks.len() {
            if block > 0 {
                self.line_end();
            }
            self.block(&mut flow, block);
        }
        self.xml.close();
        self.xml.close_line();
    }

    fn headnote(&mut self) {
        let Some(headnote) = &self.document.headnote else { return };
        let id = self.give(self.own("headnote"));
        let element = Element::new("div").with("type", "headnote").with_some("xml:id", id);
        element.open(&mut self.xml);
        self.xml.newline();
        let mut flow = self.flow(headnote, Container::Headnote);
        self.blocks(&mut flow, Shape::Divisions);
        self.xml.close_line();
    }
}
