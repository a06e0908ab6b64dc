//! The characters of a block with their marks, as nested XHTML.
//!
//! Marks may overlap, elements may not: where a mark ends inside a later one, the later one is
//! closed and opened again. Points (note calls, anchors, the beginnings of pages) never open
//! anything, and an `a` never stands in another. Knows marks; nothing of blocks.

use crate::model::apparatus::{EntryId, Layer};
use crate::model::document::Spot;
use crate::model::generated::Generated;
use crate::model::lines::{Milestone, MilestoneKind};
use crate::model::loci::before_nothing;
use crate::model::text::{LocusKind, MarkKind, NoteId, Text};
use crate::write::epub::page::Page;
use crate::write::epub::pagelist::{Break, page_id};

/// An inline element: its name and attributes.
pub(crate) struct Element {
    pub(crate) name: &'static str,
    attributes: Vec<(String, String)>,
}

/// The writer of one block's characters.
pub(crate) struct Inline<'p, 'a, 't> {
    pub(crate) page: &'p mut Page<'a>,
    pub(crate) text: &'t Text,
    /// See [`Text::reach`].
    reach: &'t [usize],
    /// The open elements' marks, outermost first.
    open: Vec<usize>,
    /// What a forced line break becomes: `br`, or a line feed in code.
    preformatted: bool,
}

impl Page<'_> {
    /// Writes the characters of a block with the pages that begin in it. `reach` is the text's.
    pub(crate) fn inline(&mut self, text: &Text, reach: &[usize], block: usize, breaks: &[Break]) {
        let preformatted = text.blocks[block].kind == crate::model::text::BlockKind::Code;
        Inline { page: self, text, reach, open: vec![], preformatted }.write(block, breaks);
    }

    /// Writes the beginning of a page (DPUB-ARIA `doc-pagebreak`), once.
    pub(crate) fn page_break(&mut self, page: usize) {
        let Some(label) = self.context.pages.labels.get(page) else { return };
        let id = page_id(label);
        if self.claim(&id) {
            let role = [("epub:type", "pagebreak"), ("role", "doc-pagebreak")];
            self.xml.empty("span", &[role[0], role[1], ("id", &id), ("aria-label", label)]);
        }
    }
}

impl<'t> Inline<'_, '_, 't> {
    fn write(mut self, block: usize, breaks: &[Break]) {
        let mut breaks = breaks.iter().copied().peekable();
        for run in self.text.runs_within(block, self.reach) {
            let mut at = run.range.start;
            while let Some(next) = breaks.next_if(|b| b.offset < run.range.end || b.offset <= at) {
                self.covered(&run.marks, at..next.offset.max(at));
                at = at.max(next.offset);
                self.close_at(at);
                self.page.page_break(next.page);
            }
            match run.point {
                Some(mark) => self.point(mark),
                None => self.covered(&run.marks, at..run.range.end),
            }
        }
        self.close_to(0);
        breaks.for_each(|b| self.page.page_break(b.page));
    }

    /// Writes characters under the marks that cover them.
    fn covered(&mut self, marks: &[usize], range: std::ops::Range<usize>) {
        if range.is_empty() {
            return;
        }
        if let Some((id, first)) = self.list(marks, range.start) {
            if first {
                self.loci(id, marks);
            }
            return;
        }
        self.switch(marks);
        match self.placeholder(marks) {
            Some((start, words)) if start == range.start => self.page.xml.text(&words),
            Some(_) => {}
            None => {
                let silent = self.goes_before_nothing(range.end);
                let (words, bound) = self.bound(range);
                let words = if silent { before_nothing(words) } else { words };
                self.characters(words);
                self.characters(if bound { "\u{a0}" } else { "" });
            }
        }
    }

    /// The characters of a range; without the last, and true, if that is the space between an
    /// abbreviation and the number that takes a placeholder's place: “p. 75” stays on one line.
    fn bound(&self, range: std::ops::Range<usize>) -> (&'t str, bool) {
        let text: &'t Text = self.text;
        let (words, marks) = (&text.string[range.clone()], &text.marks);
        let is_number = |m: &crate::model::text::Mark| {
            matches!(m.kind, MarkKind::Locus(_, LocusKind::Page | LocusKind::Line | LocusKind::Note))
        };
        match words.strip_suffix(' ') {
            Some(rest) if rest.ends_with('.') => {
                let first = marks.partition_point(|m| m.range.start < range.end);
                let number = marks[first..].iter().take_while(|m| m.range.start == range.end).any(is_number);
                if number { (rest, true) } else { (words, false) }
            }
            _ => (words, false),
        }
    }

    /// Writes characters with their forced line breaks.
    fn characters(&mut self, characters: &str) {
        for (n, line) in characters.split('\u{2028}').enumerate() {
            match (n, self.preformatted) {
                (0, _) => {}
                (_, true) => self.page.xml.newline(),
                (_, false) => self.page.xml.empty("br", &[]),
            }
            self.page.xml.text(line);
        }
    }

    /// The placeholder among the marks, where it begins, and what it stands for.
    fn placeholder(&self, marks: &[usize]) -> Option<(usize, String)> {
        marks.iter().find_map(|m| {
            let mark = &self.text.marks[*m];
            let MarkKind::Locus(reference, kind) = mark.kind else { return None };
            let words = self.page.context.locus(self.page.document, reference, kind)?;
            Some((mark.range.start, words))
        })
    }

    /// Closes and opens elements until those of `marks` are open and no other. What ends last is
    /// opened first, so that little is closed and opened again.
    pub(crate) fn switch(&mut self, marks: &[usize]) {
        let wanted = self.elements(marks);
        let kept = self.open.iter().take_while(|m| wanted.iter().any(|(w, _)| w == *m)).count();
        self.close_to(kept);
        let mut missing: Vec<_> = wanted.into_iter().filter(|(m, _)| !self.open.contains(m)).collect();
        missing.sort_by_key(|(m, _)| (std::cmp::Reverse(self.text.marks[*m].range.end), *m));
        for (mark, mut element) in missing {
            element.attributes.extend(self.id_of(mark).map(|id| ("id".to_string(), id)));
            let attributes: Vec<_> = element.attributes.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
            self.page.xml.open(element.name, &attributes);
            self.open.push(mark);
        }
    }

    /// The id of an entry of the apparatus that something refers to, where its lemma begins.
    fn id_of(&mut self, mark: usize) -> Option<String> {
        let MarkKind::Entry(id) = self.text.marks[mark].kind else { return None };
        let entry = self.page.context.edition.documents[self.page.document].entries.get(id.0 as usize)?;
        self.claimed(&entry.id)
    }

    /// The id of an anchor, where something refers to it and nothing has the id yet.
    fn claimed(&mut self, anchor: &str) -> Option<String> {
        let id = self.page.context.name(self.page.document, Spot::Anchor(anchor.to_owned()));
        (self.page.context.is_referenced(&id) && self.page.claim(&id)).then_some(id)
    }

    /// The elements of the marks; of several links the one that began first.
    fn elements(&self, marks: &[usize]) -> Vec<(usize, Element)> {
        let mut linked = false;
        let mut elements = Vec::new();
        let language = |m: &&usize| matches!(self.text.marks[**m].kind, MarkKind::Language(_));
        let languages = marks.iter().filter(language).count();
        for mark in marks {
            if languages == 1 && self.is_own_language(*mark) {
                continue;
            }
            let Some(element) = self.element(&self.text.marks[*mark].kind) else { continue };
            if element.name == "a" && std::mem::replace(&mut linked, true) {
                continue;
            }
            elements.push((*mark, element));
        }
        elements
    }

    /// Whether a mark names the language that the part is in anyway.
    fn is_own_language(&self, mark: usize) -> bool {
        matches!(&self.text.marks[mark].kind, MarkKind::Language(tag) if *tag == self.page.language)
    }

    fn close_to(&mut self, depth: usize) {
        while self.open.len() > depth {
            self.page.xml.close();
            self.open.pop();
        }
    }

    /// Closes what does not go on beyond byte `at`.
    fn close_at(&mut self, at: usize) {
        let goes_on = |m: &&usize| self.text.marks[**m].range.end > at;
        let kept = self.open.iter().take_while(goes_on).count();
        self.close_to(kept);
    }

    /// Closes the link that is open, with what stands in it.
    fn close_link(&mut self) {
        let link = |m: &usize| self.element(&self.text.marks[*m].kind).is_some_and(|e| e.name == "a");
        if let Some(depth) = self.open.iter().position(link) {
            self.close_to(depth);
        }
    }

    /// Writes a mark without extent.
    fn point(&mut self, index: usize) {
        let mark = &self.text.marks[index];
        self.close_at(mark.range.start);
        match &mark.kind {
            MarkKind::Call(note) => {
                self.close_link();
                self.page.note_call(*note);
            }
            MarkKind::Anchor(name) => {
                if let Some(id) = self.claimed(name) {
                    self.page.xml.empty("span", &[("class", "anchor"), ("id", &id)]);
                }
            }
            MarkKind::Milestone(milestone) => self.milestone(milestone),
            MarkKind::Entry(_) => {
                if let Some(id) = self.id_of(index) {
                    self.page.xml.empty("span", &[("class", "anchor"), ("id", &id)]);
                }
            }
            kind @ MarkKind::Foreign { .. } => {
                if let Some(element) = self.element(kind) {
                    let attributes: Vec<_> = element.attributes.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
                    self.page.xml.empty(element.name, &attributes);
                }
            }
            _ => {}
        }
    }

    /// A milestone of another numbering: what the margin of a printed page shows.
    fn milestone(&mut self, milestone: &Milestone) {
        let mut systems = self.page.context.edition.book.milestones.iter();
        let Some(system) = systems.find(|system| system.id == milestone.system) else { return };
        let class = match system.kind {
            MilestoneKind::Numbers => "milestone",
            MilestoneKind::Pages => "milestone page",
        };
        let title = format!("{}: {}", system.title, milestone.label);
        self.page.xml.open("span", &[("class", class), ("title", &title)]);
        self.page.xml.text(&milestone.label);
        self.page.xml.close();
    }

    /// The element of a mark, if it has one.
    pub(crate) fn element(&self, kind: &MarkKind) -> Option<Element> {
        let element = |name, attributes: &[(&str, &str)]| {
            let attributes = attributes.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
            Some(Element { name, attributes })
        };
        match kind {
            MarkKind::Emphasis => element("em", &[]),
            MarkKind::Strong => element("strong", &[]),
            MarkKind::SmallCaps => element("span", &[("class", "small-caps")]),
            MarkKind::Superscript => element("sup", &[]),
            MarkKind::Code => element("code", &[]),
            MarkKind::RunInHead => element("span", &[("class", "run-in")]),
            MarkKind::Language(tag) => element("span", &[("lang", tag), ("xml:lang", tag)]),
            MarkKind::Lemma(note) => element("span", &[("class", "lemma"), ("data-note", &self.note_name(*note))]),
            MarkKind::Reference(reference) => {
                let target = &self.page.context.edition.documents[self.page.document].references;
                let place = target.get(reference.0 as usize)?.target.place()?;
                let href = self.page.context.href(place);
                if self.page.context.edition.documents[place.document].generated == Some(Generated::Bibliography) {
                    let is = [("class", "citation"), ("epub:type", "biblioref"), ("role", "doc-biblioref")];
                    return element("a", &[is[0], is[1], is[2], ("href", &href)]);
                }
                element("a", &[("class", "reference"), ("href", &href)])
            }
            MarkKind::Link(uri) => element("a", &[("class", "link"), ("href", uri)]),
            MarkKind::Entry(entry) if self.is_emendation(*entry) => element("span", &[("class", "emendation")]),
            MarkKind::Foreign { name, attributes } => Some(foreign(name, attributes)),
            MarkKind::Call(_) | MarkKind::Anchor(_) | MarkKind::Locus(..) | MarkKind::CitationKey => None,
            MarkKind::Entry(_)
            | MarkKind::Lacuna(_)
            | MarkKind::Citation(_)
            | MarkKind::Name(_)
            | MarkKind::Passage(_)
            | MarkKind::Divided
            | MarkKind::Line(_)
            | MarkKind::Milestone(_)
            | MarkKind::Key(_)
            | MarkKind::Ordinal(_)
            | MarkKind::Part(_)
            | MarkKind::Loci(_) => None,
        }
    }

    fn is_emendation(&self, entry: EntryId) -> bool {
        let entries = &self.page.context.edition.documents[self.page.document].entries;
        entries.get(entry.0 as usize).is_none_or(|entry| entry.layer == Layer::Emendation)
    }

    fn note_name(&self, note: NoteId) -> String {
        self.page.context.name(self.page.document, Spot::Note(note))
    }
}

/// What the model does not know: a span that keeps name and attributes as `data-*`.
fn foreign(name: &str, attributes: &[(String, String)]) -> Element {
    let mut kept = vec![("class".to_owned(), "foreign".to_owned()), ("data-element".to_owned(), name.to_owned())];
    for (key, value) in attributes {
        let safe = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
        let key = format!("data-element-{}", key.chars().map(safe).collect::<String>());
        if kept.iter().all(|(k, _)| *k != key) {
            kept.push((key, value.clone()));
        }
    }
    Element { name: "span", attributes: kept }
}
