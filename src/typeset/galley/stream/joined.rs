//! Notes run together: all of a page as if they were one paragraph.
//!
//! The notes of a stream are a row of nodes, those of each note ending with a wide space. What of
//! it a page shows is broken into lines for itself, once the stretch is known: from where the page
//! before has ended to the end of the last note, or, where that goes on overleaf, to a place where
//! one of those lines ends. Units are nodes: the line that ends at a node ends before unit node + 1.

use crate::model::length::Length;
use crate::model::text::NoteId;
use crate::style::BlockStyle;
use crate::typeset::galley::stream::heights::{Heights, count, discarded};
use crate::typeset::galley::stream::known::Known;
use crate::typeset::galley::stream::units::NoteLine;
use crate::typeset::lines::linebreak::{Break, INFINITELY_BAD, Params, break_lines};
use crate::typeset::lines::node::{FORBIDDEN, FORCED, Node};
use crate::typeset::lines::{Cut, CutLine, SetParagraph, Workshop};
use crate::typeset::paragraph::point::{Point, What};
use crate::typeset::paragraph::{Paragraph, ParagraphId, Shape};
use std::ops::Range;
use std::sync::Arc;

/// The notes of a stream.
#[derive(Clone, Debug)]
pub(crate) struct Joined {
    leading: Length,
    /// The notes in the order of their calls.
    notes: Vec<Joint>,
    /// How lines are broken: with hyphens, with emergency stretch, somehow.
    passes: Box<[Params; 3]>,
    /// The heights of whole notes, in lines.
    heights: Heights,
    known: Known<Arc<[LineEnd]>>,
}

/// A note: a paragraph without lines of its own.
#[derive(Clone, Debug)]
struct Joint {
    paragraph: ParagraphId,
    nodes: Arc<[Node]>,
    units: Range<u32>,
}

/// Where a line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct LineEnd {
    /// The unit that follows it.
    unit: u32,
    /// Whether it sticks out of the measure.
    overfull: bool,
}

/// A stretch of the stream, never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stretch {
    /// Its units.
    pub(crate) units: Range<u32>,
    /// Whether it begins with a note.
    pub(crate) begins: bool,
    /// The end of its last note, which may be overleaf.
    pub(crate) whole: u32,
}

impl Joined {
    /// No notes yet; they are set in `style`, as wide as the page.
    pub(crate) fn new(style: &BlockStyle, measure: Length, workshop: &Workshop<'_>) -> Self {
        let paragraph = Paragraph::new(Shape::of(style, Length::ZERO, measure));
        Self {
            leading: style.leading,
            notes: vec![],
            passes: Box::new(passes(workshop, &paragraph)),
            heights: Heights::default(),
            known: Known::default(),
        }
    }

    /// Adds a note; returns its units, and its calls with the end of the unit of each.
    pub(crate) fn push(
        &mut self,
        id: ParagraphId,
        paragraphs: &[Paragraph],
        set: &[SetParagraph],
    ) -> (Range<u32>, Vec<(NoteId, u32)>) {
        let (paragraph, set) = (&paragraphs[id.0 as usize], &set[id.0 as usize]);
        let units = self.end()..self.end() + set.nodes.len() as u32;
        let unit = |end: u32| {
            let after = set.nodes.iter().position(|node| !matches!(node, Node::Box { .. }) && node.at() >= end);
            after.map_or(units.end, |index| units.start + index as u32 + 1)
        };
        let call = |point: &Point| match point.what {
            What::Call(note) => Some((note, unit(set.text.offset(point)))),
            What::Name(_) => None,
        };
        let calls = paragraph.points.iter().filter_map(call).collect();
        self.notes.push(Joint { paragraph: id, nodes: set.nodes.clone(), units: units.clone() });
        (units, calls)
    }

    /// Where it ends.
    pub(crate) fn end(&self) -> u32 {
        self.notes.last().map_or(0, |note| note.units.end)
    }

    /// The height of a stretch.
    pub(crate) fn height(&self, stretch: &Stretch) -> Length {
        let lines = match stretch.units.end == stretch.whole {
            true => self.count(stretch) as usize,
            false => self.lines(stretch, <[LineEnd]>::len),
        };
        self.leading * lines as i64
    }

    /// How many lines whole notes fill.
    fn count(&self, stretch: &Stretch) -> u32 {
        let Stretch { units, begins, .. } = stretch;
        let first = self.index_of(units.start);
        let ends = self.notes[first..].iter().map(|note| note.units.end);
        self.heights.of(units, ends, |reach, ends| {
            let nodes = self.nodes(&(units.start..reach));
            count(&nodes, units.start, ends, &self.passes, *begins)
        })
    }

    /// Where the lines of a stretch end.
    pub(crate) fn line_ends(&self, stretch: &Stretch) -> Vec<u32> {
        self.lines(stretch, |lines| lines.iter().map(|line| line.unit).collect())
    }

    /// The lines of a stretch.
    pub(crate) fn place(&self, stretch: &Stretch, set: &[SetParagraph]) -> Vec<NoteLine> {
        let (mut from, mut placed) = (stretch.units.start, vec![]);
        let ends = self.lines(stretch, <[LineEnd]>::to_vec);
        for (number, end) in ends.iter().enumerate() {
            let first = number == 0 && stretch.begins;
            let last = number + 1 == ends.len() && stretch.units.end == stretch.whole;
            let parts = self.parts(from, *end, set).map(|part| {
                let cut = Cut { first, last, ..part.cut };
                CutLine { cut, ..part }
            });
            let y = self.leading * number as i64;
            placed.push(NoteLine { x: Length::ZERO, y, height: self.leading, parts: parts.collect() });
            from = end.unit;
        }
        placed
    }

    /// What of each note stands on a line from unit `from` to `end`.
    fn parts<'a>(&'a self, from: u32, end: LineEnd, set: &'a [SetParagraph]) -> impl Iterator<Item = CutLine> + 'a {
        let (first, last) = (self.index_of(from), self.index_of(end.unit - 1));
        (first..=last).map(move |index| {
            let note = &self.notes[index];
            let text = &set[note.paragraph.0 as usize].text.text;
            let length = text.len() as u32;
            let start = if index == first { note.begin(from, text) } else { 0 };
            let (visible, next, hyphen) = match index == last {
                true => (
                    note.node(end.unit - 1).map_or(length, Node::at),
                    note.begin(end.unit, text),
                    note.hyphen(end.unit - 1),
                ),
                false => (length, length, false),
            };
            let (visible, overfull) = (visible.max(start), end.overfull && index == first);
            let cut = Cut { start, visible, next: next.max(visible), hyphen, last: false, first: false, overfull };
            CutLine { paragraph: note.paragraph, cut }
        })
    }

    /// Hands the lines of a stretch to `see`. Those of a note that goes on overleaf are the first
    /// of the lines that it would have here as a whole: so the lines of a stretch are found once
    /// and not again for each place where it may be cut.
    fn lines<T>(&self, stretch: &Stretch, see: impl FnOnce(&[LineEnd]) -> T) -> T {
        let Stretch { units, begins, whole } = stretch;
        let lines = self.known.of(&(units.start..*whole), || self.breaks(&(units.start..*whole), *begins, true));
        if units.end == *whole {
            return see(&lines);
        }
        match lines.binary_search_by_key(&units.end, |line| line.unit) {
            Ok(last) => see(&lines[..=last]),
            Err(_) => see(&self.known.of(units, || self.breaks(units, *begins, false))),
        }
    }

    /// The note of a unit; the last after its end.
    fn index_of(&self, unit: u32) -> usize {
        self.notes.partition_point(|note| note.units.end <= unit).min(self.notes.len().saturating_sub(1))
    }

    /// The nodes of a stretch.
    fn nodes(&self, units: &Range<u32>) -> Vec<Node> {
        let mut nodes = Vec::with_capacity(units.len());
        for note in &self.notes[self.index_of(units.start)..] {
            if note.units.start >= units.end {
                break;
            }
            let from = units.start.max(note.units.start) - note.units.start;
            let to = units.end.min(note.units.end) - note.units.start;
            nodes.extend_from_slice(&note.nodes[from as usize..to as usize]);
        }
        nodes
    }

    /// Breaks units into lines; `begins` and `ends` tell whether it does so between notes.
    fn breaks(&self, units: &Range<u32>, begins: bool, ends: bool) -> Arc<[LineEnd]> {
        let mut nodes = self.nodes(units);
        let skipped = discarded(&nodes);
        nodes.drain(..skipped);
        let length = nodes.len();
        if let Some(last) = nodes.pop() {
            close(&mut nodes, last, ends);
        }
        let lines = self.passes.iter().find_map(|pass| {
            let first = if begins { pass.first } else { pass.rest };
            break_lines(&nodes, &Params { first, ..pass.clone() })
        });
        let end = |line: &Break| LineEnd {
            unit: units.start + (skipped + line.node.min(length.saturating_sub(1))) as u32 + 1,
            overfull: line.overfull,
        };
        lines.map(|breaks| breaks.best).unwrap_or_default().iter().map(end).collect()
    }

    /// Takes over what was found out in `former`, a stream of the same notes some of which read
    /// otherwise now. Tells whether all that was found out there holds.
    pub(crate) fn take_over(&mut self, former: &Joined) -> bool {
        let pairs = || self.notes.iter().zip(&former.notes);
        let same_units =
            self.notes.len() == former.notes.len() && pairs().all(|(now, before)| now.units == before.units);
        if !same_units {
            return false;
        }
        let changed: Vec<Range<u32>> =
            pairs().filter(|(now, before)| !now.is_like(before)).map(|(now, _)| now.units.clone()).collect();
        let is_whole = |units: &Range<u32>| {
            let at = changed.partition_point(|note| note.end <= units.start);
            changed.get(at).is_none_or(|note| note.start >= units.end)
        };
        self.known = former.known.kept(is_whole);
        self.heights = former.heights.kept(is_whole);
        let begins = |unit: u32| self.notes[self.index_of(unit)].units.start == unit;
        let ends = |unit: u32| unit == self.end() || begins(unit);
        former.known.all(|units, lines| {
            is_whole(units) || self.breaks(units, begins(units.start), ends(units.end))[..] == lines[..]
        }) && former.heights.all(|units, lines| {
            let stretch = Stretch { units: units.clone(), begins: begins(units.start), whole: units.end };
            is_whole(units) || self.count(&stretch) == lines
        })
    }
}

impl Joint {
    /// Whether its lines are those of another.
    fn is_like(&self, other: &Joint) -> bool {
        let bare = |node: &Node| match *node {
            Node::Box { .. } => *node,
            Node::Glue { width, stretch, shrink, fill, words, protrusion, .. } => {
                Node::Glue { width, stretch, shrink, fill, words, protrusion, at: 0 }
            }
            Node::Penalty { width, cost, flagged, protrusion, .. } => {
                Node::Penalty { width, cost, flagged, protrusion, at: 0 }
            }
        };
        self.nodes.iter().map(bare).eq(other.nodes.iter().map(bare))
    }

    fn node(&self, unit: u32) -> Option<&Node> {
        self.nodes.get(unit.checked_sub(self.units.start)? as usize)
    }

    /// The byte of its text at which the line begins that begins with a unit.
    fn begin(&self, unit: u32, text: &str) -> u32 {
        let Some(node) = unit.checked_sub(1).and_then(|before| self.node(before)) else { return 0 };
        let rest = &text[node.at() as usize..];
        let skipped = match node {
            Node::Glue { .. } => rest.len() - rest.trim_start_matches(' ').len(),
            _ if rest.starts_with('\u{2028}') => '\u{2028}'.len_utf8(),
            _ => 0,
        };
        node.at() + skipped as u32
    }

    /// Whether a line that ends at a node ends with a hyphen.
    fn hyphen(&self, unit: u32) -> bool {
        matches!(self.node(unit), Some(Node::Penalty { width, .. }) if *width > Length::ZERO)
    }
}

/// Ends `nodes` at the node `last`: as a paragraph ends, or as a line does that goes on overleaf.
fn close(nodes: &mut Vec<Node>, last: Node, ends: bool) {
    let (at, zero) = (last.at(), Length::ZERO);
    if ends {
        nodes.push(Node::Penalty { width: zero, cost: FORBIDDEN, flagged: false, protrusion: zero, at });
        nodes.push(Node::Glue {
            width: zero,
            stretch: zero,
            shrink: zero,
            fill: true,
            words: [0; 2],
            protrusion: zero,
            at,
        });
    }
    let (width, flagged, protrusion) = match last {
        Node::Penalty { width, flagged, protrusion, .. } => (width, flagged, protrusion),
        Node::Glue { protrusion, .. } => (zero, false, protrusion),
        Node::Box { .. } => (zero, false, zero),
    };
    nodes.push(Node::Penalty { width, cost: FORCED, flagged, protrusion, at });
}

/// The passes of [`Workshop::set`] after the first.
fn passes(workshop: &Workshop<'_>, paragraph: &Paragraph) -> [Params; 3] {
    let hyphens = Params { tolerance: workshop.style.tolerance, settings: false, ..workshop.params(paragraph) };
    let emergency = Params { background: hyphens.background + workshop.style.emergency_stretch, ..hyphens.clone() };
    let somehow = Params { tolerance: INFINITELY_BAD, last_pass: true, ..emergency.clone() };
    [hyphens, emergency, somehow]
}
