//! How a text is walked through: its blocks with the groups around them, and the stretches of a block over which
//! the same marks hold. Knows nothing of what any mark means but whether it is shown, and how a list's entries begin.

use crate::model::text::{BlockKind, Group, GroupKind, Mark, MarkKind, Text};
use std::collections::BTreeSet;
use std::ops::Range;

/// One step of a walk over a text's blocks and groups, as an XML writer wants it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// A group begins (index into [`Text::groups`]).
    Enter(usize),
    /// A leaf (index into [`Text::blocks`]).
    Block(usize),
    /// A group ends.
    Leave(usize),
}

/// A stretch of a block over which the same marks hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Bytes of the text; empty for a point.
    pub range: Range<usize>,
    /// Indices of the marks that cover it, the widest first. For a point, the point's mark alone
    /// is in `point`.
    pub marks: Vec<usize>,
    /// A mark with an empty range that stands here.
    pub point: Option<usize>,
}

impl Text {
    /// The blocks and groups in order, properly nested, without what the model does not know.
    pub fn events(&self) -> Vec<Event> {
        self.events_of(|kind| !matches!(kind, GroupKind::Foreign { .. }))
    }

    /// The same with all groups.
    pub fn all_events(&self) -> Vec<Event> {
        self.events_of(|_| true)
    }

    fn events_of(&self, shown: impl Fn(&GroupKind) -> bool) -> Vec<Event> {
        let mut events = Vec::with_capacity(self.blocks.len() + 2 * self.groups.len());
        let mut open: Vec<usize> = Vec::new();
        let mut next = 0;
        for block in 0..self.blocks.len() {
            while open.last().is_some_and(|g| self.groups[*g].blocks.end <= block) {
                events.extend(open.pop().map(Event::Leave));
            }
            while self.groups.get(next).is_some_and(|g| g.blocks.start <= block) {
                if !self.groups[next].blocks.is_empty() && shown(&self.groups[next].kind) {
                    events.push(Event::Enter(next));
                    open.push(next);
                }
                next += 1;
            }
            events.push(Event::Block(block));
        }
        events.extend(open.into_iter().rev().map(Event::Leave));
        events
    }

    /// The groups that begin in `blocks`: they stand in the order in which they begin, so that not all are looked at.
    pub fn groups_from(&self, blocks: &Range<usize>) -> &[Group] {
        let before = |end: usize| self.groups.partition_point(|group| group.blocks.start < end);
        &self.groups[before(blocks.start)..before(blocks.end.max(blocks.start))]
    }

    /// For each mark how far it or any before it reaches: with it [`Text::runs_within`] finds a
    /// block's marks without looking at all.
    pub fn reach(&self) -> Vec<usize> {
        let furthest = |end: &mut usize, mark: &Mark| {
            *end = mark.range.end.max(*end);
            Some(*end)
        };
        self.marks.iter().scan(0, furthest).collect()
    }

    /// Whether this is a list of entries (a chronology, a glossary): several paragraphs, each of
    /// which opens with strong words.
    pub fn has_entries(&self) -> bool {
        let strong: BTreeSet<usize> =
            self.marks.iter().filter(|m| m.kind == MarkKind::Strong).map(|m| m.range.start).collect();
        let mut paragraphs = self.blocks.iter().filter(|b| b.kind == BlockKind::Paragraph);
        strong.len() > 1 && paragraphs.all(|b| strong.contains(&b.range.start))
    }

    /// The runs of block `index`: the block cut at every edge of a mark, points between them.
    /// Marks must be sorted.
    pub fn runs(&self, index: usize) -> Vec<Run> {
        self.runs_within(index, &self.reach())
    }

    /// The same for whoever wants those of many blocks: `reach` is that of the text.
    pub fn runs_within(&self, index: usize, reach: &[usize]) -> Vec<Run> {
        let block = self.blocks[index].range.clone();
        let first = reach.partition_point(|end| *end < block.start);
        let end = self.marks.partition_point(|m| m.range.start <= block.end);
        let shows = |i: &usize| self.marks[*i].range.end >= block.start && !self.marks[*i].kind.is_silent();
        let marks: Vec<usize> = (first..end).filter(shows).collect();
        let mut edges = vec![block.start, block.end];
        edges.extend(marks.iter().flat_map(|i| [self.marks[*i].range.start, self.marks[*i].range.end]));
        edges.retain(|e| block.contains(e) || *e == block.end);
        edges.sort_unstable();
        edges.dedup();
        // From edge to edge marks come and go; in one pass, for a block may have a hundred thousand of them.
        let (mut coming, mut open, mut runs) = (marks.into_iter().peekable(), Vec::<usize>::new(), Vec::new());
        for (i, edge) in edges.iter().enumerate() {
            let mut points = Vec::new();
            while let Some(mark) = coming.next_if(|mark| self.marks[*mark].range.start <= *edge) {
                let range = &self.marks[mark].range;
                if !range.is_empty() {
                    open.push(mark);
                } else if range.start == *edge {
                    points.push(mark);
                }
            }
            let point = |point| Run { range: *edge..*edge, marks: open.clone(), point: Some(point) };
            runs.extend(points.into_iter().map(point));
            open.retain(|mark| self.marks[*mark].range.end > *edge);
            if let Some(end) = edges.get(i + 1) {
                runs.push(Run { marks: open.clone(), range: *edge..*end, point: None });
            }
        }
        runs
    }
}
