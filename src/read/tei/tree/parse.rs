//! From characters to the tree, by the events of the XML reader.

use super::entities::{Entities, is_xml};
use super::faults::{self, Fault};
use super::scope::{Kind, Scope};
use super::{Attribute, Characters, Element, Node, NodeId, Tree};
use crate::diag::{Diagnostic, Severity};
use crate::source::{FileId, Span};
use quick_xml::Reader;
use quick_xml::errors::{Error, IllFormedError};
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

/// How many elements may stand in one another.
const DEEPEST: usize = 256;
/// How many attributes an element may have.
const MOST_ATTRIBUTES: usize = 256;

/// What a file may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// A whole TEI file.
    Whole,
    /// Or any element of TEI.
    Part,
}

struct Parser<'s> {
    file: FileId,
    text: &'s str,
    wanted: Wanted,
    nodes: Vec<Node<'s>>,
    ends: Vec<u32>,
    /// How many entities that stand for elements are open.
    depth: usize,
    /// Ids that are given twice: how many, and the first.
    doubled: Option<(usize, &'s str, Range<usize>)>,
    ids: BTreeMap<&'s str, NodeId>,
    open: Vec<NodeId>,
    scope: Scope<'s>,
    entities: Entities<'s>,
    warnings: Vec<Diagnostic>,
}

/// Reads a whole file.
pub(super) fn parse(file: FileId, text: &str, wanted: Wanted) -> Result<(Tree<'_>, Vec<Diagnostic>), Fault> {
    if let Some((at, c)) = text.char_indices().find(|(_, c)| !is_xml(*c)) {
        let message = format!("no XML holds the control character U+{:04X}", u32::from(c));
        return Err(faults::ill_formed(file, at..at + c.len_utf8(), message));
    }
    let mut parser = Parser {
        file,
        text,
        wanted,
        nodes: Vec::with_capacity(text.len() / 32),
        ends: Vec::with_capacity(text.len() / 32),
        depth: 0,
        doubled: None,
        ids: BTreeMap::new(),
        open: vec![],
        scope: Scope::default(),
        entities: Entities::new(file),
        warnings: vec![],
    };
    parser.run(0..text.len())?;
    parser.finish(text.len())?;
    let Parser { nodes, ends, ids, mut warnings, doubled, .. } = parser;
    warnings.extend(doubled.map(|(count, id, at)| faults::doubled(file, at, id, count)));
    if nodes.is_empty() {
        return Err(faults::ill_formed(file, 0..0, "there is no XML element in this file"));
    }
    Ok((Tree { file, source: text, nodes, ends, ids, other: None }, warnings))
}

impl<'s> Parser<'s> {
    /// Reads a stretch of the file: all of it, or what an entity stands for.
    fn run(&mut self, stretch: Range<usize>) -> Result<(), Fault> {
        // the library passes over a mark of the order of bytes, and does not count it
        let written = self.slice(stretch.clone()).trim_start_matches('\u{feff}');
        let base = stretch.end - written.len();
        let mut reader = Reader::from_str(written);
        reader.config_mut().check_end_names = false;
        reader.config_mut().allow_unmatched_ends = true;
        loop {
            let start = base + reader.buffer_position() as usize;
            let event = reader.read_event();
            let range = start..base + reader.buffer_position() as usize;
            match event {
                Ok(Event::Start(tag)) => self.start(&tag, range, false)?,
                Ok(Event::Empty(tag)) => self.start(&tag, range, true)?,
                Ok(Event::End(_)) => self.end(range)?,
                Ok(Event::Text(_)) => self.characters(range)?,
                Ok(Event::CData(_)) => self.push(range.start + 9..range.end - 3, None)?,
                Ok(Event::GeneralRef(_)) => self.reference(range)?,
                Ok(Event::DocType(_)) => {
                    let doctype = self.slice(range.clone());
                    self.entities.define(doctype, range.start);
                }
                Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_)) => {}
                Ok(Event::Eof) => return Ok(()),
                Err(error) => return Err(self.fault(&error, base + reader.error_position() as usize)),
            }
        }
    }

    fn slice(&self, range: Range<usize>) -> &'s str {
        self.text.get(range).unwrap_or_default()
    }

    fn start(&mut self, tag: &BytesStart<'_>, range: Range<usize>, empty: bool) -> Result<(), Fault> {
        let depth = self.open.len() + 1;
        if depth > DEEPEST {
            let message = format!("more than {DEEPEST} elements stand in one another");
            return Err(faults::too_much(self.file, range, message));
        }
        if self.open.is_empty() && !self.nodes.is_empty() {
            return Err(faults::ill_formed(self.file, range, "a second root element begins here"));
        }
        let name = range.start + 1..range.start + 1 + tag.name().as_ref().len();
        let attributes = self.attributes(name.end, range.clone())?;
        for attribute in attributes.iter().filter(|attribute| attribute.name.starts_with("xmlns")) {
            self.scope.declare(depth, attribute.name, attribute.value.clone());
        }
        let written = self.slice(name);
        let (name, kind) = self.scope.name(written);
        if matches!(kind, Kind::Include) {
            self.include(range.clone())?;
        }
        if self.nodes.is_empty() {
            self.root(&name, &kind, written, range.clone())?;
        }
        let id = NodeId(self.nodes.len() as u32);
        if let Some((Cow::Borrowed(value), at)) =
            attributes.iter().find(|a| a.name == "xml:id").map(|a| (&a.value, &a.span))
            && *self.ids.entry(value).or_insert(id) != id
        {
            let (count, ..) = self.doubled.get_or_insert((0, value, at.clone()));
            *count += 1;
        }
        let parent = self.open.last().copied();
        self.adopt(id);
        let element = Element { name, attributes, children: vec![], parent, span: range.clone(), open: range };
        self.push_node(Node::Element(element));
        match empty {
            true => self.scope.leave(depth),
            false => self.open.push(id),
        }
        Ok(())
    }

    fn push_node(&mut self, node: Node<'s>) {
        self.nodes.push(node);
        self.ends.push(self.nodes.len() as u32);
    }

    /// An inclusion: in the header nothing of the text is lost with it.
    fn include(&mut self, range: Range<usize>) -> Result<(), Fault> {
        let is_header = |id: &NodeId| matches!(self.nodes.get(id.0 as usize), Some(Node::Element(element)) if element.name == "teiHeader");
        let fault = faults::included(self.file, range);
        match self.open.iter().any(is_header) {
            true => {
                let seen = self.warnings.iter().any(|warning| warning.code == fault.code);
                let warning = Diagnostic { severity: Severity::Warning, ..*fault };
                self.warnings.extend((!seen).then_some(warning));
                Ok(())
            }
            false => Err(fault),
        }
    }

    fn adopt(&mut self, id: NodeId) {
        if let Some(Node::Element(parent)) = self.open.last().and_then(|open| self.nodes.get_mut(open.0 as usize)) {
            parent.children.push(id);
        }
    }

    /// What the file is, by its root.
    fn root(&mut self, name: &str, kind: &Kind, written: &str, range: Range<usize>) -> Result<(), Fault> {
        let namespace = self.scope.of(written.split_once(':').map_or("", |(prefix, _)| prefix));
        let known = matches!(name, "TEI" | "teiCorpus") || (self.wanted == Wanted::Part && namespace.is_some());
        if !matches!(kind, Kind::Tei) || !known {
            return Err(faults::no_tei(self.file, range, written, namespace));
        }
        if namespace.is_none() {
            let warning = Diagnostic::warning("tei-namespace", "the root has no namespace; it is read as TEI P5");
            let help = format!("write `<{name} xmlns=\"{}\">`", super::TEI);
            self.warnings.push(warning.at(Span::new(self.file, range)).help(help));
        }
        Ok(())
    }

    /// The attributes of a start tag, whose name ends at byte `from`.
    fn attributes(&mut self, from: usize, tag: Range<usize>) -> Result<Vec<Attribute<'s>>, Fault> {
        let mut attributes: Vec<Attribute<'s>> = vec![];
        let end = tag.end - 1 - usize::from(self.slice(tag.clone()).ends_with("/>"));
        let mut at = from;
        loop {
            let rest = self.slice(at..end);
            let space = rest.len() - rest.trim_start().len();
            let rest = rest.trim_start();
            at += space;
            if rest.is_empty() {
                return Ok(attributes);
            }
            let length = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
            let name = &rest[..length];
            let value = rest[length..].trim_start().strip_prefix('=').map(str::trim_start);
            let quote = value.and_then(|value| value.chars().next()).filter(|c| matches!(c, '"' | '\''));
            let (Some(value), Some(quote), false) = (value, quote, length == 0 || space == 0) else {
                let at = at..at + length.max(1);
                return Err(faults::ill_formed(self.file, at, "this is no attribute: write `name=\"value\"`"));
            };
            let start = end - value.len() + 1;
            let Some(length) = value[1..].find(quote) else {
                return Err(faults::ill_formed(self.file, start..end, "this value has no end"));
            };
            if attributes.len() == MOST_ATTRIBUTES {
                let message = format!("an element has more than {MOST_ATTRIBUTES} attributes");
                return Err(faults::too_much(self.file, tag.start..at, message));
            }
            if attributes.iter().any(|known| known.name == name) {
                let message = format!("the attribute `{name}` is given twice");
                return Err(faults::ill_formed(self.file, at..at + name.len(), message));
            }
            let span = start..start + length;
            attributes.push(Attribute { name, value: self.value(span.clone())?, span });
            at = start + length + 1;
        }
    }

    /// An attribute's value, references resolved.
    fn value(&mut self, range: Range<usize>) -> Result<Cow<'s, str>, Fault> {
        let written = self.slice(range.clone());
        if let Some(at) = written.find('<') {
            let at = range.start + at;
            return Err(faults::ill_formed(self.file, at..at + 1, "no attribute holds `<`: write `&lt;`"));
        }
        if !written.contains(['&', '\n', '\t', '\r']) {
            return Ok(written.into());
        }
        let mut out = String::new();
        let mut at = 0;
        while let Some(found) = written[at..].find('&') {
            out.push_str(&written[at..at + found].replace(['\n', '\t', '\r'], " "));
            let start = at + found;
            let Some(length) = written[start..].find(';') else {
                let at = range.start + start;
                return Err(faults::ill_formed(self.file, at..at + 1, "`&` begins no reference: write `&amp;`"));
            };
            let place = range.start + start..range.start + start + length + 1;
            out.push_str(&self.entities.resolve(&written[start + 1..start + length], place)?);
            at = start + length + 1;
        }
        out.push_str(&written[at..].replace(['\n', '\t', '\r'], " "));
        Ok(out.into())
    }

    fn end(&mut self, range: Range<usize>) -> Result<(), Fault> {
        let tag = self.slice(range.clone());
        let found = tag.trim_start_matches("</").trim_end_matches('>').trim_end();
        let Some(id) = self.open.pop() else {
            return Err(faults::ill_formed(self.file, range, format!("`</{found}>` closes nothing")));
        };
        self.scope.leave(self.open.len() + 1);
        if let Some(end) = self.ends.get_mut(id.0 as usize) {
            *end = self.nodes.len() as u32;
        }
        let Some(Node::Element(element)) = self.nodes.get_mut(id.0 as usize) else { return Ok(()) };
        let open = element.open.clone();
        element.span.end = range.end;
        let written = &self.text[open.start + 1..open.end];
        let expected = &written[..written.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(written.len())];
        match expected == found {
            true => Ok(()),
            false => Err(faults::mismatched(self.file, range, expected, open, found)),
        }
    }

    /// Characters as they are written, between markup.
    fn characters(&mut self, range: Range<usize>) -> Result<(), Fault> {
        if self.open.is_empty() {
            let written = self.slice(range.clone()).trim_start_matches('\u{feff}');
            let at = range.end - written.trim_start().len();
            return match written.trim().chars().next() {
                None => Ok(()),
                Some(first) => {
                    let at = at..at + first.len_utf8();
                    Err(faults::ill_formed(self.file, at, "characters stand outside the root element"))
                }
            };
        }
        self.push(range, None)
    }

    /// A reference, `&name;`.
    fn reference(&mut self, range: Range<usize>) -> Result<(), Fault> {
        if self.open.is_empty() {
            return Err(faults::ill_formed(self.file, range, "a reference stands outside the root element"));
        }
        let name = self.slice(range.start + 1..range.end - 1);
        if let Some(stretch) = self.entities.elements(name, &range, self.depth)? {
            self.depth += 1;
            let open = self.open.len();
            self.run(stretch)?;
            self.depth -= 1;
            if self.open.len() != open {
                let message = format!("the entity `&{name};` opens or closes elements without their ends");
                return Err(faults::ill_formed(self.file, range, message));
            }
            return Ok(());
        }
        let characters = self.entities.resolve(name, range.clone())?;
        self.push(range, Some(&characters))
    }

    /// Adds characters that stand at `range`, or what they stand for.
    fn push(&mut self, range: Range<usize>, stands_for: Option<&str>) -> Result<(), Fault> {
        let Some(parent) = self.open.last().copied() else {
            return Err(faults::ill_formed(self.file, range, "characters stand outside the root element"));
        };
        let written = self.slice(range.clone());
        let new = stands_for.unwrap_or(written);
        let last = match self.nodes.get(parent.0 as usize) {
            Some(Node::Element(element)) => element.children.last().copied(),
            _ => None,
        };
        if let Some(Node::Text(known)) = last.and_then(|last| self.nodes.get_mut(last.0 as usize)) {
            let start = known.string.len();
            known.string.to_mut().push_str(new);
            known.pieces.push((start..start + new.len(), range));
            return Ok(());
        }
        let string = match stands_for {
            Some(new) => Cow::Owned(new.to_owned()),
            None => Cow::Borrowed(written),
        };
        let id = NodeId(self.nodes.len() as u32);
        self.adopt(id);
        let pieces = vec![(0..string.len(), range)];
        self.push_node(Node::Text(Characters { string, pieces, parent }));
        Ok(())
    }

    fn finish(&mut self, end: usize) -> Result<(), Fault> {
        let Some(open) = self.open.last() else { return Ok(()) };
        let Some(Node::Element(element)) = self.nodes.get(open.0 as usize) else { return Ok(()) };
        Err(faults::truncated(self.file, end, &element.name, element.open.clone()))
    }

    fn fault(&self, error: &Error, at: usize) -> Fault {
        let end = self.text.len();
        let at = self.text.floor_char_boundary(at.min(end));
        let next = self.text[at..].chars().next().map_or(0, char::len_utf8);
        match error {
            Error::IllFormed(IllFormedError::UnclosedReference) => {
                faults::ill_formed(self.file, at..at + next, "`&` begins no reference: write `&amp;`")
            }
            Error::Syntax(error) => match self.open.last().and_then(|open| self.nodes.get(open.0 as usize)) {
                Some(Node::Element(_)) | None => {
                    faults::ill_formed(self.file, at..at + next, format!("the file is cut off: {error}"))
                }
                Some(Node::Text(_)) => faults::ill_formed(self.file, at..at + next, error.to_string()),
            },
            error => faults::ill_formed(self.file, at..at + next, error.to_string()),
        }
    }
}
