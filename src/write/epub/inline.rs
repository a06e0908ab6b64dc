//! The characters of a block with their marks, as nested XHTML.
//!
//! Marks may overlap, elements may not: where a mark ends inside a later one, the later one is
//! closed and opened again. Points (note calls, anchors, the beginnings of pages) never open
//! anything, and an `a` never stands in another. A piece under entries of the apparatus is one element: what ends
//! inside it is opened again in it. Knows marks and pieces; nothing of blocks.

use crate::model::apparatus::Part;
use crate::model::document::Spot;
use crate::model::loci::before_nothing;
use crate::model::text::{BlockKind, LocusKind, MarkKind, Styled, Text};
use crate::words::direction::{first_runs_leftwards, runs_leftwards};
use crate::words::french;
use crate::words::language::primary;
use crate::write::epub::direction;
use crate::write::epub::element::Element;
use crate::write::epub::flow::Flow;
use crate::write::epub::notes::is_high;
use crate::write::epub::page::Page;
use crate::write::epub::pagelist::{Break, page_id};
use crate::write::epub::words;
use std::borrow::Cow;
use std::ops::Range;

/// After these no reading system ends a line before a letter or a figure.
const NEVER_ENDS_LINE: &str = ".,;:'\"’”»)]";

/// What an open element stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Open {
    /// A mark (index).
    Mark(usize),
    /// A link around a mark that has an element of its own: a siglum's.
    Around(usize),
    /// A piece under entries (index).
    Piece(usize),
}

/// The writer of one block's characters.
pub(crate) struct Inline<'p, 'a, 't> {
    pub(crate) page: &'p mut Page<'a>,
    pub(crate) text: &'t Text,
    pub(crate) flow: &'t Flow<'t>,
    /// The open elements, outermost first.
    open: Vec<Open>,
    /// The next of the flow's signs.
    next_sign: usize,
    /// What a forced line break becomes: `br`, or a line feed in code.
    preformatted: bool,
    /// Whether the characters stand in a link: nothing in them may be a link or a place.
    flat: bool,
    /// Whether words of the block may turn what stands among them.
    turns: bool,
    /// The byte of the milestone that was written last as the words of a link.
    pub(super) linked: Option<usize>,
}

impl Page<'_> {
    /// Writes the characters of a block with the pages that begin in it.
    pub(crate) fn inline(&mut self, flow: &Flow<'_>, block: usize, breaks: &[Break]) {
        Inline::new(self, flow, block, false).write(block, breaks);
    }

    /// The same inside a link: without links, calls and ids.
    pub(crate) fn inline_flat(&mut self, flow: &Flow<'_>, block: usize) {
        Inline::new(self, flow, block, true).write(block, &[]);
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

impl<'p, 'a, 't> Inline<'p, 'a, 't> {
    fn new(page: &'p mut Page<'a>, flow: &'t Flow<'t>, block: usize, flat: bool) -> Self {
        let text = flow.text;
        let preformatted = text.blocks[block].kind == BlockKind::Code;
        let start = text.blocks[block].range.start;
        let next_sign = flow.pieces.signs.partition_point(|sign| sign.at < start);
        let turns = page.leftwards || direction::turns(text.block_str(block));
        Inline { page, text, flow, open: vec![], next_sign, preformatted, flat, turns, linked: None }
    }

    fn write(mut self, block: usize, breaks: &[Break]) {
        let mut breaks = breaks.iter().copied().peekable();
        for run in self.text.runs_within(block, &self.flow.reach) {
            let mut at = run.range.start;
            self.signs(at);
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
        self.signs(self.text.blocks[block].range.end);
        self.close_to(0);
        breaks.for_each(|b| self.page.page_break(b.page));
    }

    /// Whether the characters stand in a link.
    pub(crate) fn is_flat(&self) -> bool {
        self.flat
    }

    /// Writes the signs of entries up to byte `at`.
    fn signs(&mut self, at: usize) {
        let flow = self.flow;
        while let Some(sign) = flow.pieces.signs.get(self.next_sign).filter(|sign| sign.at <= at && !self.flat) {
            self.next_sign += 1;
            self.close_at(at);
            if !sign.entries.is_empty() {
                self.close_link();
            }
            let milestone = self.varying_milestone(sign);
            self.linked = milestone.map(|_| sign.at).or(self.linked);
            self.page.entry_sign(sign, milestone);
        }
    }

    /// Writes characters under the marks that cover them, piece by piece.
    fn covered(&mut self, marks: &[usize], range: Range<usize>) {
        let mut at = range.start;
        while at < range.end {
            self.signs(at);
            let (piece, to) = if self.flat { (None, range.end) } else { self.flow.pieces.at(at) };
            let signs = self.flow.pieces.signs.iter().skip(self.next_sign);
            let sign = signs.map(|sign| sign.at).find(|sign| *sign > at).unwrap_or(range.end);
            let to = to.min(sign).min(range.end);
            self.part_of(marks, piece, at..to);
            at = to;
        }
    }

    /// Writes characters under the same marks in the same piece.
    fn part_of(&mut self, marks: &[usize], piece: Option<usize>, range: Range<usize>) {
        if let Some((id, first)) = self.list(marks, range.start) {
            if first {
                self.loci(id, marks);
            }
            return;
        }
        if self.formula(marks, range.start) || self.called_again(marks, range.start) {
            return;
        }
        self.switch(marks, piece);
        if self.key(marks, range.start) || self.ordinal(marks, range.start) {
            return;
        }
        match self.placeholder(marks) {
            Some((start, parts)) if start == range.start => {
                let runs = self.leftwards_at(range.start);
                words::write(&mut self.page.xml, &parts, runs);
            }
            Some(_) => {}
            None => {
                let (silent, start) = (self.goes_before_nothing(range.end), range.start);
                let (words, bound) = self.bound(range);
                let words = if silent { before_nothing(words) } else { words };
                let words = self.in_french(marks, start, words);
                self.characters(&words);
                self.characters(if bound { "\u{a0}" } else { "" });
            }
        }
    }

    /// Words that begin at byte `start`, where they are French with the spaces that bind its marks.
    fn in_french(&self, marks: &[usize], start: usize, words: &'t str) -> Cow<'t, str> {
        let own = marks.iter().rev().find_map(|mark| match &self.text.marks[*mark].kind {
            MarkKind::Language(tag) => Some(tag.as_str()),
            _ => None,
        });
        if self.preformatted || primary(own.unwrap_or(self.page.language)) != "fr" {
            return Cow::Borrowed(words);
        }
        let (before, after) = (&self.text.string[..start], &self.text.string[(start + words.len())..]);
        french::bound(words, before.chars().next_back(), after.chars().next())
    }

    /// The characters of a range; without the last, and true, if that is the space between an
    /// abbreviation and the number that takes a placeholder's place: “p. 75” stays on one line.
    fn bound(&self, range: Range<usize>) -> (&'t str, bool) {
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
    fn placeholder(&self, marks: &[usize]) -> Option<(usize, Vec<Styled>)> {
        marks.iter().find_map(|m| {
            let mark = &self.text.marks[*m];
            let MarkKind::Locus(reference, kind) = mark.kind else { return None };
            let context = self.page.context;
            let words = context.locus(self.page.document, reference, kind)?;
            let references = &context.edition.documents[self.page.document].references;
            let place = references.get(reference.0 as usize).and_then(|r| r.target.place());
            let parts = match (kind, place) {
                (LocusKind::Title, Some(place)) => context.title_parts(place),
                (LocusKind::Entry, Some(place)) => context.edition.entry_parts(place)?,
                _ => vec![Styled { words, kinds: vec![] }],
            };
            Some((mark.range.start, parts))
        })
    }

    /// Whether words at a byte run from right to left.
    fn leftwards_at(&self, at: usize) -> bool {
        let covers = |mark: &&crate::model::text::Mark| mark.range.start <= at && at < mark.range.end;
        let mut languages = self.text.marks_from(&(0..at)).iter().filter(covers).filter_map(|mark| match &mark.kind {
            MarkKind::Language(tag) => Some(runs_leftwards(tag)),
            _ => None,
        });
        languages.next_back().unwrap_or(self.page.leftwards)
    }

    /// Closes and opens elements until those of `marks` and of the piece are open and no other. What ends last is
    /// opened first, so that little is closed and opened again; of those that end together a piece is the
    /// innermost, so that its link holds text only if it can.
    pub(crate) fn switch(&mut self, marks: &[usize], piece: Option<usize>) {
        let wanted = self.elements(marks, piece);
        let mut kept = self.open.iter().take_while(|open| wanted.iter().any(|(w, _)| w == *open)).count();
        if let Some((opened, _)) = wanted.iter().find(|(w, _)| matches!(w, Open::Piece(_)) && !self.open.contains(w)) {
            let ends_inside = |open: &Open| self.end_of(*open) < self.end_of(*opened);
            kept = self.open.iter().position(ends_inside).unwrap_or(kept).min(kept);
        }
        self.close_to(kept);
        let mut missing: Vec<_> = wanted.into_iter().filter(|(m, _)| !self.open.contains(m)).collect();
        missing.sort_by_key(|(open, _)| {
            let order = match open {
                Open::Around(mark) => (false, *mark, false),
                Open::Mark(mark) => (false, *mark, true),
                Open::Piece(piece) => (true, *piece, true),
            };
            (std::cmp::Reverse(self.end_of(*open)), order)
        });
        for (open, mut element) in missing {
            match open {
                Open::Mark(mark) => element.attributes.extend(self.id_of(mark).map(|id| ("id".to_string(), id))),
                Open::Around(_) => {}
                Open::Piece(piece) => {
                    let attributes = self.page.piece_attributes(&self.flow.pieces.words[piece]);
                    element.attributes.extend(attributes.into_iter().map(|(name, value)| (name.to_owned(), value)));
                }
            }
            let attributes: Vec<_> = element.attributes.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
            self.page.xml.open(element.name, &attributes);
            self.open.push(open);
        }
    }

    /// Where what an element stands for ends.
    fn end_of(&self, open: Open) -> usize {
        match open {
            Open::Mark(mark) | Open::Around(mark) => self.text.marks[mark].range.end,
            Open::Piece(piece) => self.flow.pieces.words[piece].range.end,
        }
    }

    /// The id of an entry of the apparatus that something refers to, where its lemma begins.
    fn id_of(&mut self, mark: usize) -> Option<String> {
        let MarkKind::Entry(id) = self.text.marks[mark].kind else { return None };
        if self.flat {
            return None;
        }
        let entry = self.page.context.edition.documents[self.page.document].entries.get(id.0 as usize)?;
        self.claimed(&entry.id)
    }

    /// The id of an anchor, where something refers to it and nothing has the id yet.
    fn claimed(&mut self, anchor: &str) -> Option<String> {
        let id = self.page.context.name(self.page.document, Spot::Anchor(anchor.to_owned()));
        (self.page.context.is_referenced(&id) && self.page.claim(&id)).then_some(id)
    }

    /// The elements of the marks and of the piece; of several links the one that began first, a mark's before a
    /// piece's.
    fn elements(&self, marks: &[usize], piece: Option<usize>) -> Vec<(Open, Element)> {
        let mut linked = self.flat;
        let mut elements = Vec::new();
        let mut leftwards = self.page.leftwards;
        let language = |m: &&usize| matches!(self.text.marks[**m].kind, MarkKind::Language(_));
        let languages = marks.iter().filter(language).count();
        let foreign = marks.iter().filter(language).any(|mark| !self.is_own_language(*mark));
        for mark in marks {
            let kind = &self.text.marks[*mark].kind;
            if languages == 1 && self.is_own_language(*mark) {
                continue;
            }
            if *kind == MarkKind::Superscript && is_high(&self.text.string[self.text.marks[*mark].range.clone()]) {
                continue;
            }
            let Some(mut element) = self.element(kind) else { continue };
            if let MarkKind::Language(tag) = kind
                && runs_leftwards(tag) != leftwards
            {
                leftwards = !leftwards;
                let (name, value) = words::attribute(leftwards);
                element.attributes.push((name.to_owned(), value.to_owned()));
            }
            if matches!(kind, MarkKind::Part(_)) && !foreign {
                // A reading in Hebrew, and a siglum that is a Hebrew letter, are isolates.
                let words = &self.text.string[self.text.marks[*mark].range.clone()];
                let own = first_runs_leftwards(words).filter(|own| *own != leftwards);
                let attribute = own.map(words::attribute);
                element.attributes.extend(attribute.map(|(name, value)| (name.to_owned(), value.to_owned())));
            }
            if *kind == MarkKind::Part(Part::Turned) && element.attributes.is_empty() {
                continue;
            }
            if element.name == "a" && std::mem::replace(&mut linked, true) {
                continue;
            }
            if let Some(around) = self.around(kind).filter(|_| !linked) {
                elements.push((Open::Around(*mark), around));
                linked = true;
            }
            elements.push((Open::Mark(*mark), element));
        }
        if let Some((index, piece)) = piece.map(|index| (index, &self.flow.pieces.words[index])) {
            if !piece.entries.is_empty() && !linked {
                elements.push((Open::Piece(index), Element::new("a", &[])));
            } else if piece.entries.is_empty() && !piece.begins.is_empty() {
                elements.push((Open::Piece(index), Element::new("span", &[])));
            }
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
        let goes_on = |open: &&Open| self.end_of(**open) > at;
        let kept = self.open.iter().take_while(goes_on).count();
        self.close_to(kept);
    }

    /// Closes the link that is open, with what stands in it.
    fn close_link(&mut self) {
        let link = |open: &Open| match open {
            Open::Mark(mark) => self.element(&self.text.marks[*mark].kind).is_some_and(|e| e.name == "a"),
            Open::Around(_) => true,
            Open::Piece(piece) => !self.flow.pieces.words[*piece].entries.is_empty(),
        };
        if let Some(depth) = self.open.iter().position(link) {
            self.close_to(depth);
        }
    }

    /// Writes which of the equal words of a line is meant, where the placeholder for that stands.
    fn ordinal(&mut self, marks: &[usize], at: usize) -> bool {
        let text = self.text;
        let ordinal = |m: &usize| if let MarkKind::Ordinal(id) = text.marks[*m].kind { Some((*m, id)) } else { None };
        let Some((mark, id)) = marks.iter().find_map(ordinal) else { return false };
        if text.marks[mark].range.start == at {
            let (pages, key) = (self.page.context.pages, (self.page.document, id));
            pages.ordinals.get(&key).into_iter().for_each(|number| self.page.xml.leaf("sup", &[], &number.to_string()));
            pages.elsewhere.get(&key).into_iter().for_each(|line| self.page.xml.text(line));
        }
        true
    }

    /// Keeps a call with what it stands behind: after these a line may end (UAX #14).
    fn join(&mut self, at: usize) {
        let before = self.text.string[..at].chars().next_back();
        if before.is_some_and(|c| !c.is_alphanumeric() && !c.is_whitespace() && !NEVER_ENDS_LINE.contains(c)) {
            self.page.xml.text("\u{2060}");
        }
    }

    /// Writes a mark without extent.
    fn point(&mut self, index: usize) {
        if self.flat {
            return;
        }
        let mark = &self.text.marks[index];
        self.close_at(mark.range.start);
        match &mark.kind {
            MarkKind::Call(note) => {
                if self.page.is_printed_call(*note) {
                    self.close_link();
                }
                self.join(mark.range.start);
                self.page.note_call(*note, self.turns);
            }
            MarkKind::Anchor(name) => {
                if let Some(id) = self.claimed(name) {
                    self.page.xml.empty("span", &[("class", "anchor"), ("id", &id)]);
                }
            }
            MarkKind::Milestone(milestone) => self.milestone(milestone, mark.range.start),
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
}
