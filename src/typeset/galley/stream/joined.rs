//! Notes run together: all of a page in one paragraph.
//!
//! The notes of a flow are one long paragraph, each followed by a wide space. What of it a page
//! shows is broken into lines for itself, once the stretch is known: from where the page before
//! has ended to the end of the last note, or, where that goes on overleaf, to a place where one of
//! those lines ends. Units are its nodes: the line that ends at a node ends before unit node + 1.

use crate::model::length::Length;
use crate::model::text::NoteId;
use crate::typeset::composition::flow::Joint;
use crate::typeset::galley::stream::{Known, NoteLine};
use crate::typeset::lines::boxes;
use crate::typeset::lines::linebreak::{Break, INFINITELY_BAD, Params, break_lines};
use crate::typeset::lines::node::{FORBIDDEN, FORCED, Node};
use crate::typeset::lines::opportunities;
use crate::typeset::lines::{CutLine, SetParagraph, Workshop, cuts};
use crate::typeset::paragraph::point::{Point, What};
use crate::typeset::paragraph::{Paragraph, ParagraphId};
use std::ops::Range;
use std::sync::Arc;

/// The notes of a stream in one paragraph.
#[derive(Clone, Debug)]
pub(crate) struct Joined {
    paragraph: ParagraphId,
    leading: Length,
    nodes: Vec<Node>,
    /// How lines are broken: with hyphens, with emergency stretch, somehow.
    passes: Box<[Params; 3]>,
    /// The notes in their order.
    notes: Vec<NoteId>,
    /// How many of them are called so far.
    reached: usize,
    known: Known<Arc<[LineEnd]>>,
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
    /// The notes of `joint`, and the units of each.
    pub(crate) fn new(
        joint: &Joint,
        paragraphs: &[Paragraph],
        set: &[SetParagraph],
        workshop: &Workshop<'_>,
    ) -> (Self, Vec<Range<u32>>) {
        let (paragraph, set) = (&paragraphs[joint.paragraph.0 as usize], &set[joint.paragraph.0 as usize]);
        let breaks = opportunities::breaks(&paragraph.pieces, &set.text);
        let hyphens = match paragraph.shape.hyphenate {
            true => opportunities::hyphens(&paragraph.pieces, &set.text, &workshop.hyphenators, workshop.style),
            false => vec![],
        };
        let nodes = boxes::nodes(workshop, paragraph, &set.text, &set.shaped, &breaks, &hyphens);
        let mut units = Vec::with_capacity(joint.notes.len());
        let (mut start, mut scan) = (0, nodes.iter().enumerate());
        for (number, (_, pieces)) in joint.notes.iter().enumerate() {
            let at = set.text.starts[pieces.end];
            let space = scan.find(|(_, node)| matches!(node, Node::Glue { at: known, .. } if *known >= at));
            let end = match space {
                Some((index, _)) if number + 1 < joint.notes.len() => index as u32 + 1,
                _ => nodes.len() as u32,
            };
            units.push(start..end);
            start = end;
        }
        let joined = Self {
            paragraph: joint.paragraph,
            leading: paragraph.shape.leading,
            nodes,
            passes: Box::new(passes(workshop, paragraph)),
            notes: joint.notes.iter().map(|(id, _)| *id).collect(),
            reached: 0,
            known: Known::default(),
        };
        (joined, units)
    }

    /// A note is called, and with it all before it; returns its index.
    pub(crate) fn push(&mut self, id: NoteId) -> Option<usize> {
        let next = (self.notes.get(self.reached) == Some(&id)).then_some(self.reached);
        let index = next.or_else(|| self.notes.iter().position(|known| *known == id))?;
        self.reached = self.reached.max(index + 1);
        Some(index)
    }

    /// How many notes are called.
    pub(crate) fn reached(&self) -> usize {
        self.reached
    }

    /// The calls in a note, each with the end of its unit.
    pub(crate) fn calls(
        &self,
        note: &Range<u32>,
        paragraphs: &[Paragraph],
        set: &[SetParagraph],
    ) -> Vec<(NoteId, u32)> {
        let (paragraph, set) = (&paragraphs[self.paragraph.0 as usize], &set[self.paragraph.0 as usize]);
        let (from, to) = (self.begin(note.start, &set.text.text), self.begin(note.end, &set.text.text));
        let at = |point: &Point| set.text.offset(point);
        let first = paragraph.points.partition_point(|point| at(point) <= from);
        let points = paragraph.points[first..].iter().take_while(|point| at(point) <= to);
        let unit = |end: u32| {
            let nodes = &self.nodes[note.start as usize..note.end as usize];
            let after = nodes.iter().position(|node| !matches!(node, Node::Box { .. }) && node.at() >= end);
            after.map_or(note.end, |index| note.start + index as u32 + 1)
        };
        let call = |point: &Point| if let What::Call(note) = point.what { Some((note, unit(at(point)))) } else { None };
        points.filter_map(call).collect()
    }

    /// The height of a stretch.
    pub(crate) fn height(&self, stretch: &Stretch) -> Length {
        self.leading * self.lines(stretch, <[LineEnd]>::len) as i64
    }

    /// Where the lines of a stretch end.
    pub(crate) fn line_ends(&self, stretch: &Stretch) -> Vec<u32> {
        self.lines(stretch, |lines| lines.iter().map(|line| line.unit).collect())
    }

    /// The lines of a stretch.
    pub(crate) fn place(&self, stretch: &Stretch, set: &[SetParagraph]) -> Vec<NoteLine> {
        let (units, text) = (&stretch.units, &set[self.paragraph.0 as usize].text.text);
        let as_break = |line: &LineEnd| Break {
            node: (line.unit - 1 - units.start) as usize,
            badness: 0,
            overfull: line.overfull,
            runt: false,
            demerits: 0,
        };
        let breaks: Vec<Break> = self.lines(stretch, |lines| lines.iter().map(as_break).collect());
        let mut cuts = cuts(&self.nodes[units.start as usize..units.end as usize], &breaks, text, 1);
        if let Some(first) = cuts.first_mut() {
            first.start = self.begin(units.start, text);
            first.first = stretch.begins;
        }
        if let Some(last) = cuts.last_mut() {
            last.last = stretch.units.end == stretch.whole;
        }
        let line = |(number, cut)| NoteLine {
            x: Length::ZERO,
            y: self.leading * number as i64,
            height: self.leading,
            parts: vec![CutLine { paragraph: self.paragraph, cut }],
        };
        cuts.into_iter().enumerate().map(line).collect()
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

    /// The byte at which the line begins that begins with a unit.
    fn begin(&self, unit: u32, text: &str) -> u32 {
        let Some(node) = unit.checked_sub(1).and_then(|index| self.nodes.get(index as usize)) else { return 0 };
        let rest = &text[node.at() as usize..];
        let skipped = match node {
            Node::Glue { .. } => rest.len() - rest.trim_start_matches(' ').len(),
            _ if rest.starts_with('\u{2028}') => '\u{2028}'.len_utf8(),
            _ => 0,
        };
        node.at() + skipped as u32
    }

    /// Breaks units into lines; `begins` and `ends` tell whether it does so between notes.
    fn breaks(&self, units: &Range<u32>, begins: bool, ends: bool) -> Arc<[LineEnd]> {
        let all = &self.nodes[units.start as usize..units.end as usize];
        // Nothing that vanishes at the beginning of a line (TeX §837).
        let skipped = all.iter().position(|node| matches!(node, Node::Box { .. })).unwrap_or(0);
        let mut nodes = all[skipped..].to_vec();
        let length = nodes.len();
        if units.end < self.nodes.len() as u32
            && let Some(last) = nodes.pop()
        {
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
