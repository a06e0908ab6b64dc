//! Notes run together: all of a page as if they were one paragraph.
//!
//! The notes of a stream are a row of nodes, those of each note ending with a wide space. What of
//! it a page shows is broken into lines for itself, once the stretch is known: from where the page
//! before has ended to the end of the last note, or, where that goes on overleaf, to a place where
//! one of those lines ends. Units are nodes: the line that ends at a node ends before unit node + 1.

use crate::model::length::Length;
use crate::model::text::NoteId;
use crate::style::BlockStyle;
use crate::typeset::galley::stream::broken::{Broken, LineEnd, Lines, break_to};
use crate::typeset::galley::stream::units::NoteLine;
use crate::typeset::lines::linebreak::{INFINITELY_BAD, Params};
use crate::typeset::lines::node::{FORBIDDEN, FORCED, Node};
use crate::typeset::lines::{Cut, CutLine, SetParagraph, Workshop};
use crate::typeset::paragraph::point::Point;
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
    /// The lines of whole notes.
    broken: Broken,
    /// Whether those of another line of the text begin a line.
    by_line: bool,
    /// How far these begin before the lines on which they go on.
    outdent: Length,
}

/// A note: a paragraph without lines of its own.
#[derive(Clone, Debug)]
struct Joint {
    paragraph: ParagraphId,
    nodes: Arc<[Node]>,
    units: Range<u32>,
    /// Whether it begins a line.
    begins_line: bool,
    /// Whether the next begins a line.
    ends_line: bool,
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
    /// No notes yet; they are set in `style`, as wide as the page. Those of another line of the text begin a line if
    /// `by_line` says so, by how much before its others.
    pub(crate) fn new(style: &BlockStyle, measure: Length, workshop: &Workshop<'_>, by_line: Option<Length>) -> Self {
        let paragraph = Paragraph::new(Shape::of(style, Length::ZERO, measure));
        Self {
            leading: style.leading,
            notes: vec![],
            passes: Box::new(passes(workshop, &paragraph)),
            broken: Broken::default(),
            by_line: by_line.is_some(),
            outdent: by_line.unwrap_or_default(),
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
        let mut nodes = set.nodes.clone();
        let begins_line = self.by_line && set.begins_line(paragraph);
        let before = usize::from(begins_line && self.outdent > Length::ZERO);
        if self.by_line {
            let mut all = with_end(&nodes, false);
            if before > 0 {
                let [protrusion, letters] = [Length::ZERO; 2];
                all.insert(0, Node::Box { width: -self.outdent, protrusion, letters });
            }
            nodes = all.into();
            if let Some(before) = self.notes.last_mut().filter(|_| begins_line) {
                before.ends_line = true;
                before.nodes = ended(&before.nodes).into();
            }
        }
        let units = self.end()..self.end() + nodes.len() as u32;
        let unit = |end: u32| {
            let after = set.nodes.iter().position(|node| !matches!(node, Node::Box { .. }) && node.at() >= end);
            after.map_or(units.end, |index| units.start + (before + index) as u32 + 1)
        };
        let call = |point: &Point| Some((point.what.note()?, unit(set.text.offset(point))));
        let calls = paragraph.points.iter().filter_map(call).collect();
        self.notes.push(Joint { paragraph: id, nodes, units: units.clone(), begins_line, ends_line: false });
        (units, calls)
    }

    /// Where it ends.
    pub(crate) fn end(&self) -> u32 {
        self.notes.last().map_or(0, |note| note.units.end)
    }

    /// The height of a stretch; if it is higher than `room`, that of a part that is.
    pub(crate) fn height(&self, stretch: &Stretch, room: Length) -> Length {
        let most = room.0 / self.leading.0.max(1);
        let lines = self.lines(stretch, most.max(0) as usize);
        self.leading * lines.partition_point(|line| line.unit < stretch.units.end) as i64 + self.leading
    }

    /// The units of a stretch up to the end of the first note with which it is higher than `room`.
    pub(crate) fn within(&self, stretch: &Stretch, room: Length) -> u32 {
        let Stretch { units, begins, .. } = stretch;
        let is_high = |end: &u32| {
            let notes = Stretch { units: units.start..*end, begins: *begins, whole: *end };
            self.height(&notes, room) > room
        };
        self.ends_from(units.start)
            .find(|end| *end >= units.end || is_high(end))
            .map_or(units.end, |end| end.min(units.end))
    }

    /// Where the lines of a stretch end.
    pub(crate) fn line_ends(&self, stretch: &Stretch) -> Vec<u32> {
        self.cut(stretch).iter().map(|line| line.unit).collect()
    }

    /// Whether a stretch has as many lines as in `other`, a stream of the same notes, and may end where it does.
    pub(crate) fn has_lines_of(&self, other: &Joined, stretch: &Stretch) -> bool {
        if self.end() != other.end() {
            return false;
        }
        let lines = self.lines(stretch, usize::MAX);
        let ends = stretch.units.end == stretch.whole || lines.iter().any(|line| line.unit == stretch.units.end);
        ends && self.cut(stretch).len() == other.cut(stretch).len()
    }

    /// The notes that a stretch has a part of.
    pub(crate) fn paragraphs(&self, units: &Range<u32>) -> impl Iterator<Item = ParagraphId> {
        let notes = &self.notes[self.index_of(units.start)..];
        notes.iter().take_while(move |note| note.units.start < units.end).map(|note| note.paragraph)
    }

    /// The lines of a stretch.
    pub(crate) fn place(&self, stretch: &Stretch, set: &[SetParagraph]) -> Vec<NoteLine> {
        let (mut from, mut placed) = (stretch.units.start, vec![]);
        let ends = self.cut(stretch);
        for (number, end) in ends.iter().enumerate() {
            // By line what begins one stands before what goes on.
            let begins = |note: &Joint| note.begins_line && note.units.start == from;
            let first = match self.by_line {
                true => begins(&self.notes[self.index_of(from)]),
                false => number == 0 && stretch.begins,
            };
            let forced = self.notes[self.index_of(end.unit - 1)].forces(end.unit);
            let last = forced || number + 1 == ends.len() && stretch.units.end == stretch.whole;
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

    /// The lines of a stretch. Those of a note that goes on overleaf are the first of the lines that it
    /// would have here as a whole.
    fn cut(&self, stretch: &Stretch) -> Vec<LineEnd> {
        let end = stretch.units.end;
        let lines = self.lines(stretch, usize::MAX);
        let last = lines.partition_point(|line| line.unit < end).min(lines.len().saturating_sub(1));
        let cut = |line: &LineEnd| LineEnd { unit: line.unit.min(end), ..*line };
        lines[..=last].iter().map(cut).collect()
    }

    /// The lines from the beginning of a stretch to the end of its last note, or of a note that makes
    /// them more than `most`.
    fn lines(&self, stretch: &Stretch, most: usize) -> Lines {
        let Stretch { units, begins, whole } = stretch;
        let find = |ends: &[u32]| {
            let last = ends.last().copied().unwrap_or(*whole);
            let lines = break_to(&self.nodes(&(units.start..last)), units.start, ends, &self.passes, *begins);
            if self.by_line { lines.into_iter().map(|lines| self.whole_notes(&lines)).collect() } else { lines }
        };
        self.broken.of(&(units.start..*whole), most, || self.ends_from(units.start), find)
    }

    /// The same lines, those ended with their note that are ended by force.
    fn whole_notes(&self, lines: &Lines) -> Lines {
        let whole = |line: &LineEnd| match self.notes[self.index_of(line.unit - 1)].units.end {
            end if line.unit + 1 == end => LineEnd { unit: end, ..*line },
            _ => *line,
        };
        lines.iter().map(whole).collect()
    }

    /// The ends of the notes after a unit.
    fn ends_from(&self, unit: u32) -> impl Iterator<Item = u32> {
        self.notes[self.index_of(unit)..].iter().map(|note| note.units.end).filter(move |end| *end > unit)
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

    /// Takes over what was found out in `former`, a stream of the same notes some of which read
    /// otherwise now, as far as it holds. Tells whether all of it does.
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
        self.broken = former.broken.kept(is_whole);
        changed.is_empty()
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
            Node::Penalty { width, cost, flagged, protrusion, letters, .. } => {
                Node::Penalty { width, cost, flagged, protrusion, letters, at: 0 }
            }
        };
        self.nodes.iter().map(bare).eq(other.nodes.iter().map(bare))
    }

    /// Whether it forces the end of a line that ends before `unit`.
    fn forces(&self, unit: u32) -> bool {
        self.ends_line && unit == self.units.end
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

/// How many nodes end a note where other lines of the text begin lines of their own: a forbidden break, a fill, a
/// break, and the space after the note.
const END: usize = 4;

/// The nodes of a note, the last the space after it, with an end that forces the end of a line or does not.
fn with_end(nodes: &[Node], forced: bool) -> Vec<Node> {
    let Some((space, words)) = nodes.split_last() else { return vec![] };
    let at = space.at();
    let [width, protrusion, letters] = [Length::ZERO; 3];
    let penalty = |cost| Node::Penalty { width, cost, flagged: false, protrusion, letters, at };
    let fill = Node::Glue { width, stretch: width, shrink: width, fill: forced, words: [0; 2], protrusion, at };
    let end = [penalty(FORBIDDEN), fill, penalty(if forced { FORCED } else { FORBIDDEN }), *space];
    words.iter().copied().chain(end).collect()
}

/// The same nodes with an end that forces the end of a line.
fn ended(nodes: &[Node]) -> Vec<Node> {
    let (words, end) = nodes.split_at(nodes.len().saturating_sub(END));
    let bare: Vec<Node> = words.iter().chain(end.last()).copied().collect();
    with_end(&bare, true)
}

/// The passes of [`Workshop::set`] after the first.
fn passes(workshop: &Workshop<'_>, paragraph: &Paragraph) -> [Params; 3] {
    let hyphens = Params { tolerance: workshop.style.tolerance, settings: false, ..workshop.params(paragraph) };
    let emergency = Params { background: hyphens.background + workshop.style.emergency_stretch, ..hyphens.clone() };
    let somehow = Params { tolerance: INFINITELY_BAD, last_pass: true, ..emergency.clone() };
    [hyphens, emergency, somehow]
}
