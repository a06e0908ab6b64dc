//! The characters of a block with the elements of its marks.

use super::cut::{Cut, Form, Step, cut};
use super::element::Element;
use super::joined::of_note;
use super::joined::{Joined, join};
use super::writing::Writing;
use crate::model::document::Container;
use crate::model::lines::LineMark;
use crate::model::text::{BlockKind, GroupKind, Mark, MarkKind, Text};
use crate::words::language;
use std::collections::BTreeSet;
use std::ops::Range;

/// What ends a line inside a block.
const LINE: char = '\u{2028}';

/// A text that is being written.
pub(super) struct Flow<'t> {
    pub(super) text: &'t Text,
    pub(super) container: Container,
    /// What tells the ids of its parts from those of other texts.
    pub(super) key: String,
    pub(super) cut: Cut,
    pub(super) joined: Joined,
    /// How many parts of each mark were opened.
    opened: Vec<usize>,
    /// How many placeholders are open, whose characters are not written.
    muted: usize,
    /// How many pointers of the source are open: they hold nothing.
    pointers: usize,
    /// Characters that the reader makes of an element: an editor's signs, what a pointer shows. Sorted.
    made: Vec<Range<usize>>,
}

impl Flow<'_> {
    /// What of a stretch the file has as characters.
    fn without_made(&self, range: &Range<usize>) -> Vec<Range<usize>> {
        let (mut rest, mut at) = (vec![], range.start);
        let first = self.made.partition_point(|made| made.end <= range.start);
        for made in self.made[first..].iter().take_while(|made| made.start < range.end) {
            if made.start > at {
                rest.push(at..made.start);
            }
            at = at.max(made.end);
        }
        if at < range.end {
            rest.push(at..range.end);
        }
        rest
    }
}

/// The ids of the source's elements in a text.
fn foreign_ids(text: &Text) -> BTreeSet<&str> {
    let of_marks = text.marks.iter().filter_map(|mark| match &mark.kind {
        MarkKind::Foreign { attributes, .. } => Some(attributes),
        _ => None,
    });
    let of_groups = text.groups.iter().filter_map(|group| match &group.kind {
        GroupKind::Foreign { attributes, .. } => Some(attributes),
        _ => None,
    });
    of_marks.chain(of_groups).flatten().filter(|(name, _)| name == "xml:id").map(|(_, id)| id.as_str()).collect()
}

/// What the reader calls a place whose id can be no name: the element has its id already.
fn alias(id: &str) -> String {
    let name: String = id.chars().map(|c| if c.is_alphanumeric() || c == '_' { c } else { '-' }).collect();
    name.trim_start_matches("id-").to_owned()
}

/// Leaves out the languages that elements around blocks say already: of these the reader makes the marks.
fn said_around(text: &Text, forms: &mut [Form]) {
    for group in &text.groups {
        let GroupKind::Foreign { attributes, .. } = &group.kind else { continue };
        let said = attributes.iter().find(|(name, _)| name == "xml:lang").and_then(|(_, tag)| language::tag(tag));
        let blocks = text.blocks.get(group.blocks.clone()).unwrap_or_default();
        let (Some(tag), Some(first), Some(last)) = (said, blocks.first(), blocks.last()) else { continue };
        let (range, kind) = (first.range.start..last.range.end, MarkKind::Language(tag));
        let at = text.marks.partition_point(|mark| mark.range.start < range.start);
        let here = text.marks.iter().enumerate().skip(at).take_while(|(_, mark)| mark.range.start == range.start);
        let is_same = |(mark, other): &(usize, &Mark)| {
            other.range == range && other.kind == kind && forms[*mark] != Form::Nothing
        };
        let same = here.into_iter().find(is_same).map(|(mark, _)| mark);
        same.into_iter().for_each(|mark| forms[mark] = Form::Nothing);
    }
}

/// Leaves out the numbers that divisions say: of these the reader makes the milestones.
fn numbered(text: &Text, forms: &mut [Form]) {
    for group in &text.groups {
        let GroupKind::Foreign { attributes, .. } = &group.kind else { continue };
        let said = |wanted: &str| attributes.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.trim());
        let first = text.blocks.get(group.blocks.start).filter(|_| !group.blocks.is_empty());
        let (Some(system), Some(n), Some(first)) = (said("#numbering"), said("n"), first) else { continue };
        let start = first.range.start;
        let at = text.marks.partition_point(|mark| mark.range.start < start);
        let here = text.marks.iter().enumerate().skip(at).take_while(|(_, mark)| mark.range.start == start);
        let own = here.into_iter().find(|(mark, other)| match &other.kind {
            MarkKind::Milestone(number) => {
                number.system == system && number.label == n && forms[*mark] != Form::Nothing
            }
            _ => false,
        });
        own.into_iter().for_each(|(mark, _)| forms[mark] = Form::Nothing);
    }
}

/// The characters of a text that the reader makes: the signs around what an editor supplies, what stands for a gap or a
/// pointer.
fn made(text: &Text) -> Vec<Range<usize>> {
    let mut made = vec![];
    for mark in &text.marks {
        let MarkKind::Foreign { name, attributes } = &mark.kind else { continue };
        let (range, words) = (&mark.range, &text.string[mark.range.clone()]);
        let sign = |wanted: &str| attributes.iter().find(|(name, _)| name == wanted).map_or("", |(_, sign)| sign);
        let (open, close) = (sign("#open"), sign("#close"));
        if matches!(&**name, "p" | "ab" | "l" | "head") {
            // a block in a block is a line of it
            let before = text.string[..range.start].ends_with(LINE);
            let after = text.string[range.end..].starts_with(LINE);
            made.extend(before.then(|| range.start - LINE.len_utf8()..range.start));
            made.extend(after.then(|| range.end..range.end + LINE.len_utf8()));
        }
        if name == "ptr" {
            made.push(range.clone());
        } else if words.len() >= open.len() + close.len() && words.starts_with(open) && words.ends_with(close) {
            made.extend([range.start..range.start + open.len(), range.end - close.len()..range.end]);
        }
    }
    made.retain(|range| !range.is_empty());
    made.sort_by_key(|range| (range.start, range.end));
    made
}

impl<'e> Writing<'e> {
    /// A text of the document.
    pub(super) fn flow<'t>(&self, text: &'t Text, container: Container) -> Flow<'t> {
        let key = match container {
            Container::Title => "t".to_owned(),
            Container::Headnote => "h".to_owned(),
            Container::Body => "b".to_owned(),
            Container::Note(note) => format!("n{}-", note.0),
            Container::Entry(entry) => format!("e{}-", entry.0),
        };
        self.flow_of(text, container, key)
    }

    /// A text that belongs to a container.
    pub(super) fn flow_of<'t>(&self, text: &'t Text, container: Container, key: String) -> Flow<'t> {
        let mut forms: Vec<Form> = text.marks.iter().map(|mark| self.form(&mark.kind)).collect();
        self.leave_out(text, &mut forms);
        if let (Container::Note(_), Some((mark, _))) = (container, of_note(text)) {
            forms[mark] = Form::Nothing;
        }
        let joined = join(text, &mut forms);
        let opened = vec![0; text.marks.len()];
        Flow { text, container, key, cut: cut(text, &forms), joined, opened, muted: 0, pointers: 0, made: made(text) }
    }

    /// What only the documents want that the tool writes: where names and citations stand, and that a citation leads
    /// to the bibliography.
    fn leave_out(&self, text: &Text, forms: &mut [Form]) {
        for group in &text.groups {
            let GroupKind::Foreign { name, .. } = &group.kind else { continue };
            let face = match name.as_str() {
                "speaker" => MarkKind::SmallCaps,
                "stage" => MarkKind::Emphasis,
                _ => continue,
            };
            // the reader gives it to all words
            let range = text.blocks.get(group.blocks.start).map(|block| block.range.clone()).unwrap_or_default();
            let first = text.marks.partition_point(|mark| mark.range.start < range.start);
            let here =
                text.marks.iter().enumerate().skip(first).take_while(|(_, mark)| mark.range.start == range.start);
            let same = here.into_iter().find(|(_, mark)| mark.range == range && mark.kind == face);
            same.into_iter().for_each(|(mark, _)| forms[mark] = Form::Nothing);
            // so does it say that they are no lines of the poem
            let here = text.marks.iter().enumerate().skip(first).take_while(|(_, m)| m.range.start == range.start);
            let skip = here.into_iter().find(|(_, mark)| mark.kind == MarkKind::Line(LineMark::Skip));
            skip.into_iter().for_each(|(mark, _)| forms[mark] = Form::Nothing);
        }
        said_around(text, forms);
        numbered(text, forms);
        let ids = foreign_ids(text);
        let aliases: BTreeSet<String> = ids.iter().map(|id| alias(id)).collect();
        for (index, mark) in text.marks.iter().enumerate() {
            let beside = |wanted: &dyn Fn(&MarkKind) -> bool| {
                let start = mark.range.start;
                text.marks_from(&(start..start)).iter().any(|m| m.range.start == start && wanted(&m.kind))
            };
            let made = match &mark.kind {
                MarkKind::Anchor(name) if name.starts_with("name-") => beside(&|k| matches!(k, MarkKind::Name(_))),
                MarkKind::Anchor(name) if name.starts_with("citation-") => {
                    beside(&|k| matches!(k, MarkKind::Citation(_)))
                }
                MarkKind::Anchor(name) if name.starts_with("hyphen-") => beside(&|k| matches!(k, MarkKind::Divided)),
                MarkKind::Anchor(name) => aliases.contains(name.trim_start_matches("id-")) && !ids.contains(&**name),
                MarkKind::Reference(id) => {
                    let to = self.document.references.get(id.0 as usize).map(|reference| reference.document.as_str());
                    let listed =
                        to.is_some_and(|to| self.edition.documents.iter().any(|d| d.id == to && d.generated.is_some()));
                    listed && beside(&|k| matches!(k, MarkKind::Citation(_)))
                }
                _ => false,
            };
            if made {
                forms[index] = Form::Nothing;
            }
        }
    }

    /// Writes the content of a block.
    pub(super) fn block(&mut self, flow: &mut Flow<'_>, block: usize) {
        let steps = std::mem::take(&mut flow.cut.blocks[block]);
        let code = flow.text.blocks[block].kind == BlockKind::Code;
        for step in &steps {
            match step {
                Step::Open(mark) => self.open(flow, *mark),
                Step::Close(mark) => self.close(flow, *mark),
                Step::Characters(_) if flow.muted > 0 => {}
                Step::Characters(range) => {
                    for own in flow.without_made(range) {
                        self.characters(&flow.text.string[own], code);
                    }
                }
                Step::Point(mark) => self.point(flow, *mark),
                Step::Begin(mark) => self.end(flow, *mark, 0),
                Step::End(mark) => self.end(flow, *mark, 1),
            }
        }
    }

    fn characters(&mut self, characters: &str, code: bool) {
        for (index, line) in characters.split(LINE).enumerate() {
            if index > 0 && code {
                self.xml.newline();
            } else if index > 0 {
                self.line_end();
            }
            self.xml.text(line);
        }
    }

    /// The end of a line: told from those of a source that has its own.
    pub(super) fn line_end(&mut self) {
        let attributes: &[(&str, &str)] = if self.ids.has_others() { &[("type", "hard")] } else { &[] };
        self.xml.empty("lb", attributes);
    }

    /// Opens a part of a mark.
    fn open(&mut self, flow: &mut Flow<'_>, mark: usize) {
        let part = flow.opened[mark];
        flow.opened[mark] += 1;
        match flow.text.marks[mark].kind {
            MarkKind::Entry(entry) => self.open_entry(entry),
            MarkKind::Locus(..) => {
                flow.muted += 1;
                if let Some(element) = self.element(flow, mark).filter(|_| part == 0 && flow.pointers == 0) {
                    element.empty(&mut self.xml);
                }
            }
            _ => {
                let is_pointer = matches!(&flow.text.marks[mark].kind, MarkKind::Foreign { name, .. } if name == "ptr");
                flow.pointers += usize::from(is_pointer);
                let element = self.element(flow, mark).unwrap_or_else(|| Element::new("seg"));
                let element = if flow.cut.parts[mark] > 1 { self.chained(flow, mark, part, element) } else { element };
                let inner = [element.inside[0].clone(), String::new()];
                Element { inside: inner, ..element }.open(&mut self.xml);
            }
        }
    }

    /// A part of several: its id, and where the others are.
    fn chained(&self, flow: &Flow<'_>, mark: usize, part: usize, element: Element) -> Element {
        let last = flow.cut.parts[mark] - 1;
        let id = |part: usize| self.own(&format!("_m{}{mark}-{part}", flow.key));
        let mut element = element;
        if part > 0 {
            element.attributes.retain(|(name, _)| name != "xml:id");
            element.inside[0].clear();
        }
        let own = element.value("xml:id").is_some();
        let first = element.value("xml:id").map(str::to_owned);
        if !own {
            element = element.with("xml:id", id(part));
        }
        if part < last {
            element = element.with("next", format!("#{}", id(part + 1)));
        }
        if part > 0 {
            let before = if part == 1 { self.first_id(flow, mark).unwrap_or_else(|| id(0)) } else { id(part - 1) };
            element = element.with("prev", format!("#{before}"));
        }
        debug_assert!(first.is_none() || part == 0);
        element
    }

    /// The id that the source gives the first part of a mark.
    fn first_id(&self, flow: &Flow<'_>, mark: usize) -> Option<String> {
        let MarkKind::Foreign { attributes, .. } = &flow.text.marks[mark].kind else { return None };
        let (_, id) = attributes.iter().find(|(name, _)| name == "xml:id")?;
        Some(self.own(id))
    }

    fn close(&mut self, flow: &mut Flow<'_>, mark: usize) {
        match &flow.text.marks[mark].kind {
            MarkKind::Entry(entry) => self.close_entry(*entry),
            MarkKind::Locus(..) => flow.muted -= 1,
            MarkKind::Foreign { name, attributes } => {
                flow.pointers -= usize::from(name == "ptr");
                let after = attributes.iter().find(|(name, _)| name == "#after");
                if let Some((_, xml)) = after.filter(|_| flow.opened[mark] == flow.cut.parts[mark]) {
                    self.raw(xml);
                }
                self.xml.close();
            }
            _ => self.xml.close(),
        }
    }

    /// Writes a mark without characters.
    fn point(&mut self, flow: &mut Flow<'_>, mark: usize) {
        match &flow.text.marks[mark].kind {
            MarkKind::Entry(entry) => {
                self.open_entry(*entry);
                self.close_entry(*entry);
            }
            MarkKind::Call(note) => self.call(*note),
            MarkKind::Foreign { name, attributes } if name.starts_with('#') => {
                for (_, xml) in attributes.iter().filter(|(name, _)| name == "#before") {
                    self.raw(xml);
                }
            }
            _ => {
                if let Some(element) = self.element(flow, mark) {
                    element.empty(&mut self.xml);
                }
            }
        }
    }

    /// Writes one end of a mark: 0 where it begins, 1 where it ends.
    fn end(&mut self, flow: &Flow<'_>, mark: usize, end: usize) {
        let mut ends = self.mark_ends(flow, mark);
        if let MarkKind::Passage(name) = &flow.text.marks[mark].kind {
            // An anchor of its name begins it.
            let start = flow.text.marks[mark].range.start;
            let at = flow.text.marks_from(&(start..start)).iter().filter(|mark| mark.range == (start..start));
            if at.clone().any(|mark| mark.kind == MarkKind::Anchor(name.clone())) {
                ends[0] = self.own(name);
            }
            if end == 0 {
                self.passages.push((name.clone(), ends.clone()));
                if ends[0] == self.own(name) {
                    return;
                }
            }
        }
        if let MarkKind::Lacuna(siglum) = &flow.text.marks[mark].kind {
            return self.lacuna(*siglum, flow, mark, end);
        }
        if let Some(id) = self.give(ends[end].clone()) {
            self.xml.empty("anchor", &[("xml:id", &id)]);
        }
    }
}
