//! Writes one container's flat text: blocks, groups, marks, white space as XML means it, and where every
//! character came from. Knows nothing of elements.
//!
//! White space is one space between characters of a block and nothing at its edges. It waits until the next
//! character comes: so a mark begins behind it and a point stands behind it.

use crate::model::text::{BlockKind, Group, GroupKind, Mark, MarkKind, Segment, Text};
use crate::source::Span;
use std::ops::Range;

/// What ends a line inside a block.
pub(super) const LINE: char = '\u{2028}';

/// Marks and groups that are open, to be closed in the opposite order.
#[derive(Debug)]
#[must_use]
pub(super) struct Opened(usize);

/// A text under construction.
#[derive(Debug, Default)]
pub(super) struct Pen {
    text: Text,
    block_open: bool,
    keep_empty: bool,
    groups: Vec<usize>,
    /// White space that waits for a character, and its place.
    space: Option<Option<Span>>,
    /// Whether the next character follows without white space.
    tight: bool,
    /// Whether it begins a line.
    line: bool,
    /// Where what is open begins: nothing yet where no character has come since.
    starts: Vec<Option<usize>>,
    /// Points that wait for the character that they stand before.
    points: Vec<MarkKind>,
}

impl Pen {
    /// The byte at which the next character will stand if no space comes before it.
    pub(super) fn at(&self) -> usize {
        self.text.string.len()
    }

    /// Whether a block is open for characters.
    pub(super) fn is_open(&self) -> bool {
        self.block_open
    }

    /// The characters of the open block so far.
    pub(super) fn block_so_far(&self) -> &str {
        match self.text.blocks.last() {
            Some(block) if self.block_open => &self.text.string[block.range.start..],
            _ => "",
        }
    }

    /// Whether the next character comes right behind one of these.
    pub(super) fn follows(&self, characters: &[char]) -> bool {
        self.space.is_none() && self.block_so_far().ends_with(characters)
    }

    /// The characters of `range`.
    pub(super) fn slice(&self, range: Range<usize>) -> &str {
        self.text.string.get(range).unwrap_or_default()
    }

    /// What is written so far.
    pub(super) fn text(&self) -> &Text {
        &self.text
    }

    /// The same, to mark it.
    pub(super) fn text_mut(&mut self) -> &mut Text {
        &mut self.text
    }

    /// Opens a block, closing the one that is open.
    pub(super) fn open_block(&mut self, kind: BlockKind) {
        self.close_block();
        self.text.push_block(kind, "");
        self.block_open = true;
        self.keep_empty = false;
    }

    /// Gives the open block an anchor; says whether it could, for a block has one at most.
    pub(super) fn anchor(&mut self, name: &str) -> bool {
        let block = self.text.blocks.last_mut().filter(|block| self.block_open && block.anchor.is_none());
        block.map(|block| block.anchor = Some(name.to_owned())).is_some()
    }

    /// Keeps the open block even if nothing is written to it.
    pub(super) fn keep_empty(&mut self) {
        self.keep_empty = true;
    }

    /// The points that wait for the next character.
    pub(super) fn waiting(&self) -> &[MarkKind] {
        &self.points
    }

    /// Gives points a block where there is none in all of the text.
    pub(super) fn hold_points(&mut self) {
        self.close_block();
        if self.text.blocks.is_empty() && !(self.points.is_empty() && self.text.marks.is_empty()) {
            self.open_block(BlockKind::Paragraph);
            self.keep_empty();
            self.close_block();
        }
    }

    /// Closes the open block; one without characters and marks is dropped.
    pub(super) fn close_block(&mut self) {
        if !std::mem::take(&mut self.block_open) {
            return;
        }
        (self.space, self.tight, self.line) = (None, false, false);
        let start = self.text.blocks.last().map_or(0, |block| block.range.start);
        let empty = start == self.at();
        let marked = self.text.marks.iter().rev().take_while(|m| m.range.start >= start).next().is_some();
        if !empty || self.keep_empty || marked {
            self.settle_points();
        }
        let end = self.at();
        let Some(block) = self.text.blocks.last_mut() else { return };
        block.range.end = end;
        if empty && !self.keep_empty && !marked && block.anchor.is_none() {
            self.text.blocks.pop();
            if !self.text.blocks.is_empty() {
                self.text.string.pop();
            }
        }
    }

    /// Opens a group.
    pub(super) fn open_group(&mut self, kind: GroupKind) {
        self.close_block();
        let first = self.text.blocks.len();
        self.groups.push(self.text.groups.len());
        self.text.groups.push(Group { kind, blocks: first..first });
    }

    /// Whether the innermost group has no block yet.
    pub(super) fn is_group_empty(&self) -> bool {
        self.groups.last().is_some_and(|g| self.text.groups[*g].blocks.start == self.text.blocks.len())
    }

    /// The groups that are open, the outermost first.
    pub(super) fn open_groups(&self) -> impl DoubleEndedIterator<Item = &GroupKind> {
        self.groups.iter().map(|group| &self.text.groups[*group].kind)
    }

    /// Closes the innermost group; one without blocks is dropped, and the answer is false.
    pub(super) fn close_group(&mut self) -> bool {
        self.close_block();
        let Some(index) = self.groups.pop() else { return false };
        let end = self.text.blocks.len();
        let group = &mut self.text.groups[index];
        group.blocks.end = end;
        let empty = group.blocks.is_empty();
        if empty {
            self.text.groups.remove(index);
        } else {
            self.leave_points();
        }
        !empty
    }

    /// What waits at the end of a group and begins nothing stands behind its last character, not in what comes next.
    fn leave_points(&mut self) {
        let begins = |kind: &MarkKind| match kind {
            MarkKind::Foreign { name, .. } => {
                matches!(&**name, "pb" | "cb" | "gb" | "lb" | "milestone" | "anchor" | "fw") || name.ends_with("Span")
            }
            _ => true,
        };
        let (stay, go): (Vec<_>, Vec<_>) = std::mem::take(&mut self.points).into_iter().partition(begins);
        self.points = stay;
        let at = self.at();
        go.into_iter().for_each(|kind| self.mark(at..at, kind));
    }

    /// Something with an extent begins here: behind the white space that waits, before the next character.
    pub(super) fn open(&mut self) -> Opened {
        self.starts.push(None);
        Opened(self.starts.len() - 1)
    }

    /// It ends here; what it covers, empty where no character has come since.
    pub(super) fn close(&mut self, opened: Opened) -> Range<usize> {
        let at = self.at();
        let start = self.starts.get(opened.0).copied().flatten();
        self.starts.truncate(opened.0);
        start.unwrap_or(at).min(at)..at
    }

    /// How many marks and waiting points there are.
    pub(super) fn marked(&self) -> [usize; 2] {
        [self.text.marks.len(), self.points.len()]
    }

    /// Takes back the points that have come since there were so many, if all are of elements that the model does not
    /// know; says whether it could.
    pub(super) fn take_points(&mut self, [marks, points]: [usize; 2]) -> bool {
        let own = self.text.marks.iter().skip(marks).map(|mark| (&mark.kind, mark.range.is_empty()));
        let mut all = own.chain(self.points.iter().skip(points).map(|kind| (kind, true)));
        let unknown = all.all(|(kind, is_point)| is_point && matches!(kind, MarkKind::Foreign { .. }));
        // what waited may have found its place
        if !unknown || self.text.marks.len() < marks || self.points.len() < points {
            return false;
        }
        self.text.marks.truncate(marks);
        self.points.truncate(points);
        true
    }

    /// Marks a range.
    pub(super) fn mark(&mut self, range: Range<usize>, kind: MarkKind) {
        self.text.marks.push(Mark { range, kind });
    }

    /// Marks a point: where the next character comes, if it comes after white space or in another block.
    pub(super) fn point(&mut self, kind: MarkKind) {
        match self.block_open && self.space.is_none() {
            true => self.mark(self.at()..self.at(), kind),
            false => self.points.push(kind),
        }
    }

    /// White space of the source.
    pub(super) fn space(&mut self, origin: Option<Span>) {
        if self.block_open && self.space.is_none() {
            self.space = Some(origin);
        }
    }

    /// Takes back the white space before the next character, and that after here too.
    pub(super) fn tighten(&mut self) {
        self.space = None;
        self.tight = true;
    }

    /// Takes back the white space that waits.
    pub(super) fn drop_space(&mut self) {
        self.space = None;
    }

    /// Takes back the white space that waits where it is more than a single space of the source, as of its layout.
    pub(super) fn drop_layout(&mut self) {
        self.space = self.space.take().filter(Option::is_some);
    }

    /// Whether white space waits.
    pub(super) fn has_space(&self) -> bool {
        self.space.is_some()
    }

    /// Characters of the source without white space, as they stand at `origin`.
    pub(super) fn copy(&mut self, characters: &str, origin: Span) {
        self.ready();
        let range = self.append(characters);
        self.segment(range, origin);
    }

    /// Characters that stand for what is at `origin`.
    pub(super) fn replace(&mut self, characters: &str, origin: Span) {
        self.ready();
        let range = self.append(characters);
        // equal lengths would claim that the bytes are equal too
        if range.len() != origin.range.len() {
            self.push_segment(range, origin);
        }
    }

    /// Characters that the tool makes.
    pub(super) fn make(&mut self, characters: &str) {
        self.ready();
        self.append(characters);
    }

    /// A line ends inside the block, if another follows.
    pub(super) fn line(&mut self) {
        self.space = None;
        self.line = self.block_open && !self.block_so_far().is_empty();
    }

    /// A line ends inside the block, whatever follows.
    pub(super) fn hard_line(&mut self) {
        self.space = None;
        if self.block_open {
            self.append(LINE.encode_utf8(&mut [0; 4]));
        }
        self.tight = true;
    }

    /// The finished text.
    pub(super) fn finish(mut self) -> Text {
        while !self.groups.is_empty() {
            self.close_group();
        }
        self.close_block();
        self.settle_points();
        self.text.sort_marks();
        self.text
    }

    /// Opens a block if none is, writes the white space that waits, and lets what waits begin.
    fn ready(&mut self) {
        if !self.block_open {
            self.open_block(BlockKind::Paragraph);
        }
        let mut tight = std::mem::take(&mut self.tight);
        if std::mem::take(&mut self.line) {
            self.append(LINE.encode_utf8(&mut [0; 4]));
            tight = true;
        }
        if let Some(origin) = self.space.take().filter(|_| !tight) {
            let first = self.block_so_far().is_empty();
            if !first && !self.block_so_far().ends_with([' ', LINE]) {
                let range = self.append(" ");
                if let Some(origin) = origin {
                    self.segment(range, origin);
                }
            }
        }
        self.settle_points();
        let at = self.at();
        for start in self.starts.iter_mut().rev().take_while(|start| start.is_none()) {
            *start = Some(at);
        }
    }

    fn settle_points(&mut self) {
        let at = self.at();
        for kind in std::mem::take(&mut self.points) {
            self.mark(at..at, kind);
        }
    }

    fn append(&mut self, characters: &str) -> Range<usize> {
        let start = self.at();
        self.text.string.push_str(characters);
        start..self.at()
    }

    /// Notes where characters came from that are the same there.
    fn segment(&mut self, range: Range<usize>, origin: Span) {
        if let Some(last) = self.text.provenance.last_mut() {
            let exact = last.range.len() == last.source.range.len();
            let source = &mut last.source;
            let follows = source.file == origin.file && source.range.end == origin.range.start;
            if exact && follows && last.range.end == range.start && range.len() == origin.range.len() {
                source.range.end = origin.range.end;
                last.range.end = range.end;
                return;
            }
        }
        self.push_segment(range, origin);
    }

    fn push_segment(&mut self, range: Range<usize>, source: Span) {
        if !range.is_empty() {
            self.text.provenance.push(Segment { range, source });
        }
    }
}

impl Pen {
    /// Takes a hyphen off the end of the open block: what it was.
    pub(super) fn take_hyphen(&mut self) -> Option<String> {
        let last = self.block_so_far().chars().next_back().filter(|c| HYPHENS.contains(c))?;
        let end = self.at() - last.len_utf8();
        if self.text.marks.iter().any(|mark| mark.range.end > end) || self.starts.iter().flatten().any(|s| *s >= end) {
            return None;
        }
        self.text.string.truncate(end);
        while let Some(segment) = self.text.provenance.last_mut().filter(|segment| segment.range.end > end) {
            let exact = segment.range.len() == segment.source.range.len();
            let over = segment.range.end - end;
            segment.range.end = end;
            if exact {
                segment.source.range.end -= over as u32;
            }
            if segment.range.is_empty() || segment.range.start > end {
                self.text.provenance.pop();
            }
        }
        Some(last.to_string())
    }
}

/// What divides a word at the end of a line.
const HYPHENS: [char; 6] = ['-', '\u{2010}', '\u{ad}', '¬', '⸗', '\u{2e17}'];
